// One rule: what has to be so of an order, and which kind it then is. A field that is left empty asks for nothing.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { SpecialKind } from '../../../../shared/domain/special/special-kind';
import { type SpecialRule, specialRuleSchema } from '../../../../shared/domain/special/special-rule';
import { minorDigitsOf } from '../../../../shared/money/money';
import { inLanguage } from '../../../ui/special-chip';
import styles from './special.module.css';

const lists = ['segments', 'countries', 'skus', 'categories', 'channels', 'tags'] as const;
const flags = ['isVip', 'hasGiftMessage', 'isExchange'] as const;
type ListName = (typeof lists)[number];
type FlagName = (typeof flags)[number];

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

export function SpecialRuleForm({
  rule,
  kinds,
  onDone,
  onLeave,
}: {
  /** Null: a new one. */
  rule: SpecialRule | null;
  kinds: readonly SpecialKind[];
  onDone: (rule: SpecialRule) => void;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const when = rule?.when ?? {};
  const [name, setName] = useState(rule?.name ?? '');
  const [kindId, setKindId] = useState(rule?.kindId ?? kinds[0]?.kindId ?? '');
  const [isOn, setOn] = useState(rule?.isOn ?? true);
  const [texts, setTexts] = useState(
    () =>
      Object.fromEntries(lists.map((each) => [each, (when[each] ?? []).join(', ')])) as Record<
        ListName,
        string
      >,
  );
  const [asked, setAsked] = useState(
    () =>
      Object.fromEntries(
        flags.map((each) => [each, when[each] === undefined ? '' : String(when[each])]),
      ) as Record<FlagName, string>,
  );
  const { valueOver } = when;
  const [currency, setCurrency] = useState(valueOver?.currency ?? '');
  const [amount, setAmount] = useState(
    valueOver ? String(valueOver.amountMinor / 10 ** minorDigitsOf(valueOver.currency)) : '',
  );
  const [wrong, setWrong] = useState('');
  const words = (id: string): string => intl.formatMessage({ id });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const money = currency.trim().toUpperCase();
    const amountMinor = Math.round(Number(amount.replace(',', '.')) * 10 ** minorDigitsOf(money || 'EUR'));
    const read = specialRuleSchema.safeParse({
      ruleId: rule?.ruleId ?? crypto.randomUUID(),
      name,
      kindId,
      isOn,
      when: {
        ...Object.fromEntries(
          lists.flatMap((each) => {
            const values = listOf(each === 'countries' ? texts[each].toUpperCase() : texts[each]);
            return values.length > 0 ? [[each, values]] : [];
          }),
        ),
        ...Object.fromEntries(
          flags.flatMap((each) => (asked[each] === '' ? [] : [[each, asked[each] === 'true']])),
        ),
        ...(amount.trim() === '' ? {} : { valueOver: { amountMinor, currency: money } }),
      },
    });
    if (read.success) onDone(read.data);
    else setWrong(read.error.issues[0]?.path.join('.') ?? '');
  };
  return (
    <form className={styles.form} aria-label={words('office.special.rule')} onSubmit={submit}>
      <label>
        <FormattedMessage id="office.special.rule-name" />
        <input value={name} required maxLength={80} onChange={({ target }) => setName(target.value)} />
      </label>
      <label>
        <FormattedMessage id="office.special.kind" />
        <select value={kindId} onChange={({ target }) => setKindId(target.value)}>
          {kinds.map((kind) => (
            <option key={kind.kindId} value={kind.kindId}>
              {inLanguage(intl, kind.names)}
            </option>
          ))}
        </select>
      </label>
      {flags.map((each) => (
        <label key={each}>
          <FormattedMessage id={`special.when.${each}`} />
          <select value={asked[each]} onChange={({ target }) => setAsked({ ...asked, [each]: target.value })}>
            <option value="">{words('office.special.either')}</option>
            <option value="true">{words('office.special.yes')}</option>
            <option value="false">{words('office.special.no')}</option>
          </select>
        </label>
      ))}
      <label>
        <FormattedMessage id="special.when.valueOver" />
        <input
          inputMode="decimal"
          value={amount}
          maxLength={20}
          onChange={({ target }) => setAmount(target.value)}
        />
      </label>
      <label>
        <FormattedMessage id="office.special.currency" />
        <input value={currency} maxLength={3} onChange={({ target }) => setCurrency(target.value)} />
      </label>
      {lists.map((each) => (
        <label key={each}>
          <FormattedMessage id={`special.when.${each}`} />
          <input
            value={texts[each]}
            maxLength={10_000}
            onChange={({ target }) => setTexts({ ...texts, [each]: target.value })}
          />
        </label>
      ))}
      <label className={styles.check}>
        <input type="checkbox" checked={isOn} onChange={({ target }) => setOn(target.checked)} />
        <FormattedMessage id="office.special.flag.isOn" />
      </label>
      {wrong === '' ? null : (
        <p role="alert">
          <FormattedMessage id="office.special.wrong" values={{ field: wrong }} />
        </p>
      )}
      <button type="submit">
        <FormattedMessage id="office.special.take-over" />
      </button>
      <button type="button" onClick={onLeave}>
        <FormattedMessage id="office.answering.leave" />
      </button>
    </form>
  );
}
