// One condition of a rule, entered by what it asks.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Condition, fieldTests, listQuestions } from '../../../../shared/domain/automation/rule';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import styles from '../people/people.module.css';

type Props = { condition: Condition; onChange: (condition: Condition) => void; onDrop: () => void };
type What = Condition['what'];

const questions: readonly What[] = [...listQuestions, 'total', 'units', 'lines', 'priority', 'note', 'field'];

export function ConditionInput({ condition, onChange, onDrop }: Props): ReactNode {
  const intl = useIntl();
  return (
    <div className={styles.checks}>
      <Choice
        label="office.automation.question"
        value={condition.what}
        options={questions}
        words="automation.question"
        onPick={(what) => onChange(freshOf(what))}
      />
      <Inputs key={condition.what} condition={condition} onChange={onChange} />
      <button
        type="button"
        aria-label={intl.formatMessage({ id: 'office.automation.drop-condition' })}
        onClick={onDrop}
      >
        ×
      </button>
    </div>
  );
}

function Inputs({ condition, onChange }: Omit<Props, 'onDrop'>): ReactNode {
  switch (condition.what) {
    case 'total':
      return <Total condition={condition} onChange={onChange} />;
    case 'units':
    case 'lines':
      return (
        <>
          <Is
            value={condition.is}
            options={['at-least', 'at-most']}
            onPick={(is) => onChange({ ...condition, is })}
          />
          <Text
            value={String(condition.count)}
            type="number"
            onText={(text) => onChange({ ...condition, count: Math.max(0, Math.trunc(Number(text) || 0)) })}
          />
        </>
      );
    case 'priority':
      return (
        <Choice
          label="office.automation.is"
          value={condition.is}
          options={['normal', 'vip'] as const}
          words="automation.priority"
          onPick={(is) => onChange({ ...condition, is })}
        />
      );
    case 'note':
      return (
        <>
          <Is
            value={condition.is}
            options={['contains', 'empty']}
            onPick={(is) => onChange({ ...condition, is })}
          />
          {condition.is === 'contains' ? (
            <Text value={condition.text} onText={(text) => onChange({ ...condition, text })} />
          ) : null}
        </>
      );
    case 'field':
      return (
        <>
          <Text
            label="office.automation.field-key"
            value={condition.key}
            onText={(key) => onChange({ ...condition, key })}
          />
          <Is value={condition.is} options={fieldTests} onPick={(is) => onChange({ ...condition, is })} />
          {condition.is === 'set' || condition.is === 'unset' ? null : (
            <Text value={condition.value} onText={(value) => onChange({ ...condition, value })} />
          )}
        </>
      );
    default:
      return (
        <>
          <Is
            value={condition.is}
            options={['any-of', 'none-of']}
            onPick={(is) => onChange({ ...condition, is })}
          />
          <List values={condition.values} onValues={(values) => onChange({ ...condition, values })} />
        </>
      );
  }
}

function Total({
  condition,
  onChange,
}: {
  condition: Extract<Condition, { what: 'total' }>;
  onChange: (condition: Condition) => void;
}): ReactNode {
  const { amountMinor, currency, is } = condition;
  const [text, setText] = useState(String(amountMinor / 10 ** minorDigitsOf(currency)));
  const read = (written: string, of: string): number => parseDecimal(written, of) ?? 0;
  return (
    <>
      <Is
        value={is}
        options={['at-least', 'at-most']}
        onPick={(next) => onChange({ ...condition, is: next })}
      />
      <Text
        value={text}
        onText={(written) => {
          setText(written);
          onChange({ ...condition, amountMinor: read(written, currency) });
        }}
      />
      <Text
        label="office.automation.currency"
        value={currency}
        onText={(written) => {
          const next = written.toUpperCase().slice(0, 3);
          onChange({ ...condition, currency: next, amountMinor: read(text, next) });
        }}
      />
    </>
  );
}

/** Several, with commas between; what is written stays as it is written. */
export function List({
  values,
  onValues,
}: {
  values: readonly string[];
  onValues: (values: string[]) => void;
}): ReactNode {
  const [text, setText] = useState(values.join(', '));
  return (
    <Text
      label="office.automation.values"
      value={text}
      onText={(written) => {
        setText(written);
        onValues(
          written
            .split(',')
            .map((each) => each.trim())
            .filter((each) => each !== ''),
        );
      }}
    />
  );
}

function Is<T extends string>({
  value,
  options,
  onPick,
}: {
  value: T;
  options: readonly T[];
  onPick: (value: T) => void;
}): ReactNode {
  return (
    <Choice
      label="office.automation.is"
      value={value}
      options={options}
      words="automation.test"
      onPick={onPick}
    />
  );
}

export function Choice<T extends string>({
  label,
  value,
  options,
  words,
  onPick,
}: {
  label: string;
  value: T;
  options: readonly T[];
  words: string;
  onPick: (value: T) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <select value={value} onChange={({ target }) => onPick(target.value as T)}>
        {options.map((each) => (
          <option key={each} value={each}>
            {intl.formatMessage({ id: `${words}.${each}` })}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Text({
  label = 'office.automation.value',
  value,
  type = 'text',
  onText,
}: {
  label?: string;
  value: string;
  type?: 'text' | 'number';
  onText: (text: string) => void;
}): ReactNode {
  return (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <input
        type={type}
        value={value}
        required
        maxLength={2_000}
        onChange={({ target }) => onText(target.value)}
      />
    </label>
  );
}

function freshOf(what: What): Condition {
  switch (what) {
    case 'total':
      return { what, is: 'at-least', amountMinor: 0, currency: 'EUR' };
    case 'units':
    case 'lines':
      return { what, is: 'at-least', count: 1 };
    case 'priority':
      return { what, is: 'vip' };
    case 'note':
      return { what, is: 'contains', text: '' };
    case 'field':
      return { what, key: '', is: 'equals', value: '' };
    default:
      return { what, is: 'any-of', values: [] };
  }
}
