// One custom field to be filled in, as its kind asks for it. Money is entered in the order's currency.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { readField, showField } from '../../../../shared/domain/field/field-text';
import type { FieldDefinition, FieldValue } from '../../../../shared/domain/field/field';
import styles from '../people/people.module.css';

type Props = {
  definition: FieldDefinition;
  currency: string;
  value: FieldValue | null;
  onValue: (value: FieldValue | null) => void;
};

export function FieldInput({ definition, currency, value, onValue }: Props): ReactNode {
  const intl = useIntl();
  const language = intl.locale.startsWith('tr') ? 'tr' : 'en';
  const { kind, names, options, requiredAt } = definition;
  return (
    <label className={styles.field}>
      <span>
        {names[language]}
        {requiredAt === 'never' ? '' : ' *'}
        {kind === 'money' ? ` (${currency})` : ''}
      </span>
      {kind === 'choice' ? (
        <select
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onValue(target.value === '' ? null : target.value)}
        >
          <option value="">–</option>
          {options.map((option) => (
            <option key={option.key} value={option.key}>
              {option.names[language]}
            </option>
          ))}
        </select>
      ) : kind === 'yes-no' ? (
        <select
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          onChange={({ target }) => onValue(target.value === '' ? null : target.value === 'yes')}
        >
          <option value="">–</option>
          <option value="yes">{intl.formatMessage({ id: 'office.fields.yes' })}</option>
          <option value="no">{intl.formatMessage({ id: 'office.fields.no' })}</option>
        </select>
      ) : (
        <input
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'number' || kind === 'money' ? 'decimal' : undefined}
          maxLength={1000}
          defaultValue={value === null ? '' : shown(definition, value, language)}
          onChange={({ target }) =>
            onValue(readField(definition, target.value, { decimal: '.', dates: 'iso', currency }))
          }
        />
      )}
      {kind === 'number' || kind === 'money' ? (
        <small>
          <FormattedMessage id="office.fields.decimal-point" />
        </small>
      ) : null}
    </label>
  );
}

/** Without the currency, which stands beside the name. */
function shown(definition: FieldDefinition, value: FieldValue, language: 'en' | 'tr'): string {
  const text = showField(definition, value, language);
  return typeof value === 'object' ? text.replace(` ${value.currency}`, '') : text;
}
