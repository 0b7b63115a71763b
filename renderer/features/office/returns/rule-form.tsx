// One rule of the terms: which products and orders it is about, and what it says otherwise than the usual terms.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ReturnRule, ReturnTerms } from '../../../../shared/domain/returns/policy';
import styles from './returns.module.css';

export function RuleForm({
  rule,
  usual,
  onChange,
  onRemove,
  onUp,
}: {
  rule: ReturnRule;
  usual: ReturnTerms;
  onChange: (rule: ReturnRule) => void;
  onRemove: () => void;
  onUp: (() => void) | null;
}): ReactNode {
  const intl = useIntl();
  const { when, terms } = rule;
  const words = (id: string): string => intl.formatMessage({ id: `office.returns.rule.${id}` });
  const list = (name: 'skus' | 'categories' | 'countries'): ReactNode => (
    <label className={styles.field}>
      {words(name)}
      <input
        defaultValue={when[name].join(', ')}
        maxLength={2000}
        onBlur={({ target }) => {
          const items = target.value
            .split(',')
            .map((each) => each.trim())
            .filter((each) => each !== '');
          onChange({ ...rule, when: { ...when, [name]: items } });
        }}
      />
    </label>
  );
  const day = (label: string, value: string | null, set: (value: string | null) => void): ReactNode => (
    <label className={styles.field}>
      {words(label)}
      <input
        type="date"
        value={value ?? ''}
        onChange={({ target }) => set(target.value === '' ? null : target.value)}
      />
    </label>
  );
  const count = (name: 'days' | 'feePercent', most: number): ReactNode => (
    <label className={styles.field}>
      {words(name)}
      <input
        type="number"
        className={styles.units}
        min={0}
        max={most}
        placeholder={String(usual[name])}
        value={terms[name] ?? ''}
        onChange={({ target }) => {
          const { [name]: _, ...others } = terms;
          const value = Math.min(most, Math.max(0, Math.trunc(Number(target.value))));
          onChange({ ...rule, terms: target.value === '' ? others : { ...terms, [name]: value } });
        }}
      />
    </label>
  );
  return (
    <fieldset className={styles.row} aria-label={rule.name}>
      <label className={styles.field}>
        {words('name')}
        <input
          required
          value={rule.name}
          maxLength={120}
          onChange={({ target }) => onChange({ ...rule, name: target.value })}
        />
      </label>
      {list('skus')}
      {list('categories')}
      {list('countries')}
      {day('from', when.orderedFrom, (orderedFrom) => onChange({ ...rule, when: { ...when, orderedFrom } }))}
      {day('until', when.orderedUntil, (orderedUntil) =>
        onChange({ ...rule, when: { ...when, orderedUntil } }),
      )}
      {count('days', 3650)}
      {count('feePercent', 100)}
      {day('at-least', rule.untilAtLeast, (untilAtLeast) => onChange({ ...rule, untilAtLeast }))}
      <label>
        <input
          type="checkbox"
          checked={rule.active}
          onChange={({ target }) => onChange({ ...rule, active: target.checked })}
        />{' '}
        {words('active')}
      </label>
      {onUp ? (
        <button type="button" onClick={onUp}>
          {words('up')}
        </button>
      ) : null}
      <button type="button" onClick={onRemove}>
        <FormattedMessage id="office.returns.rule.remove" />
      </button>
    </fieldset>
  );
}
