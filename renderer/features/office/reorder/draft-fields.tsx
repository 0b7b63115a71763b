// Fields of a draft, one a name, with their words.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import demand from '../demand/demand.module.css';
import type { Draft, Typed } from './supplier-draft';

export function DraftFields({
  fields,
  draft,
  fixed = [],
  onChange,
}: {
  fields: Readonly<Record<string, Typed>>;
  draft: Draft;
  /** Names of fields that do not change any more. */
  fixed?: readonly string[];
  onChange: (draft: Draft) => void;
}): ReactNode {
  return (
    <>
      {Object.entries(fields).map(([name, typed]) => (
        <label key={name} className={demand.field}>
          <FormattedMessage id={`office.suppliers.field.${name}`} />
          <input
            type={name === 'email' ? 'email' : 'text'}
            inputMode={
              typed.endsWith('number') ? 'numeric' : typed.endsWith('amount') ? 'decimal' : undefined
            }
            maxLength={name === 'email' ? 254 : name === 'currency' ? 3 : 120}
            required={name !== 'email' && !typed.startsWith('optional')}
            disabled={fixed.includes(name)}
            value={draft[name] ?? ''}
            onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
          />
        </label>
      ))}
    </>
  );
}

/** The field that could not be read. */
export function WrongField({ field }: { field: string | null }): ReactNode {
  return field === null ? null : (
    <p role="alert">
      <FormattedMessage id="office.suppliers.wrong" />{' '}
      <FormattedMessage id={`office.suppliers.field.${field}`} />
    </p>
  );
}
