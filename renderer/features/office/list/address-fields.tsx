// An address as it is typed: what is wrong stands below with what would mend it, and a suggestion is taken with one press.
import { type ReactNode, useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Address } from '../../../../shared/domain/customer/address';
import type { AddressProblem } from '../../../../shared/domain/placement/address-check';
import { problemWords } from '../orders/hold-words';

type Field =
  | 'name'
  | 'company'
  | 'lines'
  | 'postcode'
  | 'city'
  | 'region'
  | 'countryCode'
  | 'phone'
  | 'email';
const longest: Readonly<Record<Field, number>> = {
  name: 120,
  company: 120,
  lines: 400,
  postcode: 20,
  city: 80,
  region: 80,
  countryCode: 2,
  phone: 40,
  email: 80,
};

export function AddressFields({
  fields,
  address,
  problems,
  onAddress,
}: {
  fields: readonly Field[];
  address: Address;
  problems: readonly AddressProblem[];
  onAddress: (address: Address) => void;
}): ReactNode {
  const intl = useIntl();
  const wrongs = useId();
  return (
    <>
      {fields.map((field) => {
        const label = intl.formatMessage({ id: `address.field.${field}` });
        const isWrong = problems.some((problem) => problem.field === field);
        return (
          <input
            key={field}
            aria-label={label}
            placeholder={label}
            aria-invalid={isWrong}
            {...(isWrong ? { 'aria-describedby': wrongs } : {})}
            value={field === 'lines' ? address.lines.join(', ') : (address[field] ?? '')}
            maxLength={longest[field]}
            onChange={({ target }) => onAddress(withField(address, field, target.value))}
          />
        );
      })}
      <Problems
        id={wrongs}
        problems={problems}
        onTake={(field, text) => onAddress({ ...address, [field]: text })}
      />
    </>
  );
}

export function Problems({
  id,
  problems,
  onTake,
}: {
  id?: string;
  problems: readonly AddressProblem[];
  onTake: (field: AddressProblem['field'], suggestion: string) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <div id={id} aria-live="polite">
      {problems.map(({ field, fault, suggestion }) => (
        <p key={`${field} ${fault}`}>
          {problemWords(intl, field, fault)}
          {suggestion !== null && field !== 'lines' ? (
            <>
              {' '}
              <button type="button" onClick={() => onTake(field, suggestion)}>
                <FormattedMessage id="office.holds.suggestion" values={{ suggestion }} />
              </button>
            </>
          ) : null}
        </p>
      ))}
    </div>
  );
}

function withField(address: Address, field: Field, text: string): Address {
  if (field === 'lines')
    return {
      ...address,
      lines: text
        .split(', ')
        .slice(0, 4)
        .map((line) => line.slice(0, 120)),
    };
  if (field === 'countryCode') return { ...address, countryCode: text.toUpperCase() };
  return { ...address, [field]: text };
}

/** Without blanks at the ends; an empty field is none. */
export function tidied(address: Address): Address {
  const tidy = (text: string | null): string | null =>
    text === null || text.trim() === '' ? null : text.trim();
  return {
    ...address,
    name: address.name.trim(),
    company: tidy(address.company),
    lines: address.lines.map((line) => line.trim()).filter((line) => line !== ''),
    postcode: tidy(address.postcode),
    city: address.city.trim(),
    region: tidy(address.region),
    phone: tidy(address.phone),
    email: tidy(address.email),
  };
}
