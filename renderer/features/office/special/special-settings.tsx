// Kinds of special orders and the rules that give them. What the rules would mark of the newest orders is shown before they
// are saved; saving asks for a manager's badge and PIN.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { SpecialPreview, SpecialSettingsDoc } from '../../../../shared/contract/special';
import type { SpecialKind } from '../../../../shared/domain/special/special-kind';
import { conditionsOf, type SpecialRule } from '../../../../shared/domain/special/special-rule';
import { inLanguage, SpecialChip } from '../../../ui/special-chip';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { KindForm } from './kind-form';
import { SpecialRuleForm } from './special-rule-form';
import styles from './special.module.css';

type Api = Pick<OfficeApi, 'specialSettings' | 'saveSpecialSettings' | 'previewSpecial'>;
type Draft = Pick<SpecialSettingsDoc, 'kinds' | 'rules'>;

export function SpecialSettings({ api }: { api: Api }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.specialSettings);
  if (answer && !answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last) return <FormattedMessage id="office.list.loading" />;
  return <Editor key={last.version} api={api} known={last} onSaved={askAgain} />;
}

function Editor({
  api,
  known,
  onSaved,
}: {
  api: Api;
  known: SpecialSettingsDoc;
  onSaved: () => void;
}): ReactNode {
  const [draft, setDraft] = useState<Draft>({ kinds: known.kinds, rules: known.rules });
  const [edited, setEdited] = useState<{ what: 'kind' | 'rule'; id: string | null } | null>(null);
  const [preview, setPreview] = useState<SpecialPreview | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const change = (next: Draft): void => {
    setDraft(next);
    setEdited(null);
    setPreview(null);
  };
  const look = async (): Promise<void> => {
    const got = await api.previewSpecial(draft);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setPreview(got.value);
  };
  const save = (): void =>
    setWanted({
      label: 'office.special.save',
      act: async (by) => {
        const got = await api.saveSpecialSettings({ ...draft, version: known.version, by });
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onSaved();
        return got.ok;
      },
    });
  const kind = draft.kinds.find(({ kindId }) => edited?.what === 'kind' && kindId === edited.id) ?? null;
  const rule = draft.rules.find(({ ruleId }) => edited?.what === 'rule' && ruleId === edited.id) ?? null;
  return (
    <section className={styles.settings}>
      <h1>
        <FormattedMessage id="office.special.settings" />
      </h1>
      <Kinds kinds={draft.kinds} onEdit={(id) => setEdited({ what: 'kind', id })} />
      {edited?.what === 'kind' ? (
        <KindForm
          key={edited.id ?? 'new'}
          kind={kind}
          onDone={(done) => change({ ...draft, kinds: putKind(draft.kinds, done) })}
          onLeave={() => setEdited(null)}
        />
      ) : null}
      <Rules
        rules={draft.rules}
        kinds={draft.kinds}
        preview={preview}
        onEdit={(id) => setEdited({ what: 'rule', id })}
        onDrop={(id) => change({ ...draft, rules: draft.rules.filter(({ ruleId }) => ruleId !== id) })}
      />
      {edited?.what === 'rule' ? (
        <SpecialRuleForm
          key={edited.id ?? 'new'}
          rule={rule}
          kinds={draft.kinds}
          onDone={(done) => change({ ...draft, rules: putRule(draft.rules, done) })}
          onLeave={() => setEdited(null)}
        />
      ) : null}
      {preview ? (
        <output>
          <FormattedMessage
            id="office.special.preview-sum"
            values={{ special: preview.special, orders: preview.orders }}
          />
        </output>
      ) : null}
      {failure ? <Failure failure={failure} /> : null}
      <div className={styles.acts}>
        <button type="button" onClick={() => void look()}>
          <FormattedMessage id="office.special.preview" />
        </button>
        {/* Nobody saves rules without having seen what they do. */}
        <button type="button" disabled={preview === null} onClick={save}>
          <FormattedMessage id="office.special.save" />
        </button>
      </div>
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
    </section>
  );
}

function Kinds({
  kinds,
  onEdit,
}: {
  kinds: readonly SpecialKind[];
  onEdit: (kindId: string | null) => void;
}): ReactNode {
  return (
    <>
      <h2>
        <FormattedMessage id="office.special.kinds" />
      </h2>
      <ul className={styles.list}>
        {kinds.map((kind) => (
          <li key={kind.kindId}>
            <SpecialChip kind={kind} />
            <span>
              {kind.isOn ? null : <FormattedMessage id="office.special.off" />}{' '}
              {kind.needsSecond ? <FormattedMessage id="office.special.needs-second" /> : null}
            </span>
            <button type="button" onClick={() => onEdit(kind.kindId)}>
              <FormattedMessage id="office.special.edit" />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => onEdit(null)}>
        <FormattedMessage id="office.special.new-kind" />
      </button>
    </>
  );
}

function Rules({
  rules,
  kinds,
  preview,
  onEdit,
  onDrop,
}: {
  rules: readonly SpecialRule[];
  kinds: readonly SpecialKind[];
  preview: SpecialPreview | null;
  onEdit: (ruleId: string | null) => void;
  onDrop: (ruleId: string) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <>
      <h2>
        <FormattedMessage id="office.special.rules" />
      </h2>
      {rules.length === 0 ? (
        <p>
          <FormattedMessage id="office.special.no-rules" />
        </p>
      ) : null}
      <ul className={styles.list}>
        {rules.map((rule) => {
          const kind = kinds.find(({ kindId }) => kindId === rule.kindId);
          const found = preview?.rules.find(({ ruleId }) => ruleId === rule.ruleId);
          return (
            <li key={rule.ruleId}>
              <strong>{rule.name}</strong>
              <span>
                {rule.isOn ? null : <FormattedMessage id="office.special.off" />}{' '}
                {conditionsOf(rule.when)
                  .map((name) => intl.formatMessage({ id: `special.when.${name}` }))
                  .join(' + ')}{' '}
                → {kind ? inLanguage(intl, kind.names) : rule.kindId}
              </span>
              {found ? (
                <span data-preview={rule.ruleId}>
                  <FormattedMessage
                    id="office.special.preview-rule"
                    values={{ orders: found.orders, numbers: found.numbers.join(', ') }}
                  />
                </span>
              ) : null}
              <button type="button" onClick={() => onEdit(rule.ruleId)}>
                <FormattedMessage id="office.special.edit" />
              </button>
              <button type="button" onClick={() => onDrop(rule.ruleId)}>
                <FormattedMessage id="office.special.drop" />
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" onClick={() => onEdit(null)}>
        <FormattedMessage id="office.special.new-rule" />
      </button>
    </>
  );
}

function putKind(kinds: readonly SpecialKind[], kind: SpecialKind): SpecialKind[] {
  const isKnown = kinds.some(({ kindId }) => kindId === kind.kindId);
  return isKnown ? kinds.map((each) => (each.kindId === kind.kindId ? kind : each)) : [...kinds, kind];
}

function putRule(rules: readonly SpecialRule[], rule: SpecialRule): SpecialRule[] {
  const isKnown = rules.some(({ ruleId }) => ruleId === rule.ruleId);
  return isKnown ? rules.map((each) => (each.ruleId === rule.ruleId ? rule : each)) : [...rules, rule];
}
