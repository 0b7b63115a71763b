// Rules and prices of routing as a manager edits them: in their order, on or off, looked at on the orders that wait before
// they are set, with every version that was and who set it. To take a change back is to set an older version again.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { PolicyPreview } from '../../../../shared/contract/replan';
import type { RoutingPolicy, RoutingRule } from '../../../../shared/domain/routing/policy';
import { AnsweringForm } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from '../workbench/workbench.module.css';
import { PolicyPrices } from './policy-prices';
import { PolicyVersionsPanel } from './policy-versions-panel';
import { RuleForm } from './rule-form';
import { RuleList } from './rule-list';
import { RulesPreview } from './rules-preview';

export type RulesApi = Pick<
  OfficeApi,
  | 'routingPolicy'
  | 'routingPolicies'
  | 'saveRoutingPolicy'
  | 'previewRoutingPolicy'
  | 'workbench'
  | 'channels'
>;

export function RulesPage({ api, open }: Pick<OfficePageProps, 'open'> & { api: RulesApi }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.routingPolicy);
  const versions = useAnswer(api.routingPolicies);
  const places = useAnswer(api.workbench);
  const channels = useAnswer(api.channels);
  const [draft, setDraft] = useState<RoutingPolicy | null>(null);
  const [edited, setEdited] = useState<RoutingRule | null>(null);
  const [preview, setPreview] = useState<PolicyPreview | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const policy = draft ?? last.policy;
  const isChanged = draft !== null && JSON.stringify(draft) !== JSON.stringify(last.policy);
  const nodes = places.last?.nodes ?? [];
  const change = (next: RoutingPolicy): void => {
    setDraft(next);
    setPreview(null);
  };
  const put = (rule: RoutingRule): void => {
    const known = policy.rules.some(({ ruleId }) => ruleId === rule.ruleId);
    const rules = known
      ? policy.rules.map((each) => (each.ruleId === rule.ruleId ? rule : each))
      : [...policy.rules, rule];
    change({ ...policy, rules });
    setEdited(null);
  };
  const look = async (): Promise<void> => {
    const got = await api.previewRoutingPolicy(policy);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setPreview(got.value);
  };
  return (
    <div className={styles.bench}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.rules.title" />
        </h1>
        <span>
          <FormattedMessage id="office.rules.version" values={{ version: last.version }} />
        </span>
        <button type="button" onClick={() => void look()}>
          <FormattedMessage id="office.rules.look" />
        </button>
        <button type="button" data-main="true" disabled={!isChanged} onClick={() => setSaving(true)}>
          <FormattedMessage id="office.rules.save" />
        </button>
        {isChanged ? (
          <button
            type="button"
            onClick={() => {
              setDraft(null);
              setPreview(null);
            }}
          >
            <FormattedMessage id="office.rules.discard" />
          </button>
        ) : null}
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {isSaving && draft ? (
          <AnsweringForm
            wanted={{
              label: 'office.rules.save',
              act: async (by) => {
                const got = await api.saveRoutingPolicy(last.version, draft, by);
                setFailure(got.ok ? null : got.failure);
                if (!got.ok) return false;
                setDraft(null);
                setPreview(null);
                askAgain();
                versions.askAgain();
                return true;
              },
            }}
            onEnd={() => setSaving(false)}
          />
        ) : null}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} aria-labelledby="rules">
          <h2 id="rules">
            <FormattedMessage id="office.rules.rules" />
          </h2>
          <RuleList
            rules={policy.rules}
            nodes={nodes}
            counts={preview?.rules ?? []}
            onChange={(rules) => change({ ...policy, rules })}
            onEdit={setEdited}
          />
          {edited ? (
            <RuleForm
              key={edited.ruleId}
              rule={edited}
              nodes={nodes}
              channels={channels.last?.rows ?? []}
              onDone={put}
              onLeave={() => setEdited(null)}
            />
          ) : (
            <p className={styles.row}>
              <button type="button" onClick={() => setEdited(newRule())}>
                <FormattedMessage id="office.rules.add" />
              </button>
            </p>
          )}
        </section>
        {preview ? (
          <RulesPreview preview={preview} nodes={nodes} onOpenOrder={(orderId) => open('orders', orderId)} />
        ) : null}
        <PolicyPrices policy={policy} nodes={nodes} onChange={change} />
        <PolicyVersionsPanel
          rows={versions.last?.rows ?? []}
          current={last.version}
          onTake={(old) => change(old)}
        />
      </div>
    </div>
  );
}

const newRule = (): RoutingRule => ({
  ruleId: crypto.randomUUID(),
  name: '',
  active: true,
  when: { skus: [], countries: [], channelIds: [], vipOnly: false },
  // oxlint-disable-next-line unicorn/no-thenable
  then: { kind: 'never', nodes: { warehouseIds: [], kinds: [] } },
});
