// The terms goods come back on: the usual ones, rules for products and dates, and what a change would mean before it is made.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { PolicyPreview } from '../../../../shared/contract/returns';
import { postageBacks, type ReturnPolicy, type ReturnRule } from '../../../../shared/domain/returns/policy';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { PostageRows } from './postage-rows';
import { ProviderPanel } from './provider-panel';
import { RuleForm } from './rule-form';
import styles from './returns.module.css';

export function ReturnTerms({ api }: { api: OfficeApi }): ReactNode {
  const load = useCallback(() => api.returnPolicy(), [api]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <section className={styles.desk}>
      <h1>
        <FormattedMessage id="office.returns.terms" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <PolicyForm key={last.version} api={api} from={last.version} set={last.policy} onSaved={askAgain} />
      ) : null}
      <ProviderPanel api={api} />
    </section>
  );
}

const newRule = (): ReturnRule => ({
  ruleId: crypto.randomUUID(),
  name: '',
  active: true,
  when: { skus: [], categories: [], channelIds: [], countries: [], orderedFrom: null, orderedUntil: null },
  terms: {},
  untilAtLeast: null,
});

function PolicyForm({
  api,
  from,
  set,
  onSaved,
}: {
  api: OfficeApi;
  from: number;
  set: ReturnPolicy;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const [policy, setPolicy] = useState(set);
  const [number, setNumber] = useState('');
  const [preview, setPreview] = useState<PolicyPreview | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [answering, setAnswering] = useState<Wanted | null>(null);
  const change = (part: Partial<ReturnPolicy>): void => {
    setPreview(null);
    setPolicy({ ...policy, ...part });
  };
  const { usual } = policy;
  const number0 = (
    label: string,
    value: number,
    most: number,
    onChange: (value: number) => void,
  ): ReactNode => (
    <label className={styles.row}>
      <FormattedMessage id={label} />
      <input
        type="number"
        className={styles.units}
        min={0}
        max={most}
        value={value}
        onChange={({ target }) => onChange(Math.min(most, Math.max(0, Math.trunc(Number(target.value)))))}
      />
    </label>
  );
  const look = async (): Promise<void> => {
    const got = await api.previewReturnPolicy(policy, number);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setPreview(got.value);
  };
  const save = (): void =>
    setAnswering({
      label: 'office.returns.save-terms',
      act: async (by) => {
        const got = await api.saveReturnPolicy({ from, policy, by });
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onSaved();
        return got.ok;
      },
    });
  return (
    <div className={styles.panel}>
      {failure ? <Failure failure={failure} /> : null}
      <h2>
        <FormattedMessage id="office.returns.usual" />
      </h2>
      <div className={styles.row}>
        {number0('office.returns.days', usual.days, 3650, (days) => change({ usual: { ...usual, days } }))}
        {number0('office.returns.fee', usual.feePercent, 100, (feePercent) =>
          change({ usual: { ...usual, feePercent } }),
        )}
        <label>
          <input
            type="checkbox"
            checked={usual.customerPaysPostage}
            onChange={({ target }) => change({ usual: { ...usual, customerPaysPostage: target.checked } })}
          />{' '}
          <FormattedMessage id="office.returns.customer-pays-way" />
        </label>
      </div>
      <div className={styles.row}>
        <label className={styles.row}>
          <FormattedMessage id="office.returns.postage-back" />
          <select
            value={policy.postageBack}
            onChange={({ target }) => change({ postageBack: target.value as ReturnPolicy['postageBack'] })}
          >
            {postageBacks.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.returns.postage-back.${each}` })}
              </option>
            ))}
          </select>
        </label>
        {number0('office.returns.wait-days', policy.waitDays, 365, (days) =>
          change({ waitDays: Math.max(1, days) }),
        )}
        {number0('office.returns.way-days', policy.daysOnTheWay, 60, (daysOnTheWay) =>
          change({ daysOnTheWay }),
        )}
      </div>
      <PostageRows rows={policy.postage} onChange={(postage) => change({ postage })} />
      <h2>
        <FormattedMessage id="office.returns.rules" />
      </h2>
      {policy.rules.map((rule, index) => (
        <RuleForm
          key={rule.ruleId}
          rule={rule}
          usual={usual}
          onChange={(changed) =>
            change({ rules: policy.rules.map((each) => (each === rule ? changed : each)) })
          }
          onRemove={() => change({ rules: policy.rules.filter((each) => each !== rule) })}
          onUp={index === 0 ? null : () => change({ rules: moved(policy.rules, index) })}
        />
      ))}
      <div className={styles.row}>
        <button type="button" onClick={() => change({ rules: [...policy.rules, newRule()] })}>
          <FormattedMessage id="office.returns.add-rule" />
        </button>
      </div>
      <div className={styles.row}>
        <input
          aria-label={intl.formatMessage({ id: 'office.returns.preview-number' })}
          placeholder={intl.formatMessage({ id: 'office.returns.preview-number' })}
          value={number}
          maxLength={40}
          onChange={({ target }) => setNumber(target.value)}
        />
        <button type="button" onClick={() => void look()}>
          <FormattedMessage id="office.returns.preview" />
        </button>
        <button type="button" onClick={save}>
          <FormattedMessage id="office.returns.save-terms" />
        </button>
      </div>
      {answering ? <AnsweringForm wanted={answering} onEnd={() => setAnswering(null)} /> : null}
      {preview ? <Meaning preview={preview} /> : null}
    </div>
  );
}

function moved(rules: readonly ReturnRule[], index: number): ReturnRule[] {
  const next = [...rules];
  const [rule] = next.splice(index, 1);
  if (rule) next.splice(index - 1, 0, rule);
  return next;
}

function Meaning({ preview: { lines, mayNow, mayThen, order } }: { preview: PolicyPreview }): ReactNode {
  return (
    <output className={styles.note}>
      <p>
        <FormattedMessage id="office.returns.meaning" values={{ lines, mayNow, mayThen }} />
      </p>
      {order ? (
        <ul aria-label={order.number}>
          {order.lines.map((line, index) => (
            <li key={`${line.name} ${String(index)}`}>
              {line.name}:{' '}
              <FormattedMessage
                id={line.why === null ? 'office.returns.may' : `office.returns.why.${line.why}`}
              />{' '}
              {line.until === null ? null : (
                <FormattedDate value={`${line.until}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
              )}
              {' · '}
              <FormattedMessage id="office.returns.fee-of" values={{ percent: line.feePercent }} />
              {line.rule === null ? null : ` · ${line.rule}`}
            </li>
          ))}
        </ul>
      ) : null}
    </output>
  );
}
