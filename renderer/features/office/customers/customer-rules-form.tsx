// What a manager sets about customers: what makes a VIP, contacts that several people share, how long papers are kept.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { CustomerRules, VipRule } from '../../../../shared/domain/customer/rules';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from './customers.module.css';

const noLimits: VipRule = { moneyMinor: 0, orders: 0, withinDays: 0, returnPercent: 100 };
const limits = [
  { name: 'moneyMinor', per: 100, most: 10_000_000_000 },
  { name: 'orders', per: 1, most: 100_000 },
  { name: 'withinDays', per: 1, most: 3_650 },
  { name: 'returnPercent', per: 1, most: 100 },
] as const;

export function CustomerRulesForm({ api, onSaved }: { api: OfficeApi; onSaved: () => void }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.customerRules);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return <Rules api={api} rules={last} onSaved={onSaved} />;
}

function Rules({
  api,
  rules,
  onSaved,
}: {
  api: OfficeApi;
  rules: CustomerRules;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const [draft, change] = useState(rules);
  const [shared, setShared] = useState(rules.shared.join('\n'));
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [saved, setSaved] = useState(false);
  const setDraft = (next: CustomerRules): void => {
    setSaved(false);
    change(next);
  };
  const vip = draft.vip ?? noLimits;
  const setVip = (change: Partial<VipRule>): void => setDraft({ ...draft, vip: { ...vip, ...change } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const list = shared
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    setWanted({
      label: 'office.customers.rules-save',
      act: async (by) => {
        const got = await api.saveCustomerRules({ ...draft, shared: list }, by);
        setFailure(got.ok ? null : got.failure);
        setSaved(got.ok);
        if (got.ok) onSaved();
        return got.ok;
      },
    });
  };
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        {failure ? <Failure failure={failure} /> : null}
        <label>
          <input
            type="checkbox"
            checked={draft.vip !== null}
            onChange={({ target }) => setDraft({ ...draft, vip: target.checked ? vip : null })}
          />{' '}
          <FormattedMessage id="office.customers.rule" />
        </label>
        {draft.vip === null
          ? null
          : limits.map(({ name, per, most }) => (
              <label key={name}>
                <FormattedMessage id={`office.customers.rule.${name}`} />{' '}
                <input
                  type="number"
                  min={0}
                  max={most}
                  value={vip[name] / per}
                  onChange={({ target }) => setVip({ [name]: Math.round(Number(target.value) * per) })}
                />
              </label>
            ))}
        <label>
          <FormattedMessage id="office.customers.rule.keepYears" />{' '}
          <input
            type="number"
            min={0}
            max={30}
            value={draft.keepYears}
            onChange={({ target }) => setDraft({ ...draft, keepYears: Number(target.value) })}
          />
        </label>
        <label>
          <FormattedMessage id="office.customers.rule.shared" />{' '}
          <textarea rows={3} value={shared} onChange={({ target }) => setShared(target.value)} />
        </label>
        <p className={office.filters}>
          <button type="submit">{intl.formatMessage({ id: 'office.customers.rules-save' })}</button>
          <output>{saved ? <FormattedMessage id="office.messages.saved" /> : null}</output>
        </p>
      </form>
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
    </>
  );
}
