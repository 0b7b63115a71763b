// An address as it is typed for a customer's file, with what a label of that country needs. What is missing stops it, the
// rest is said and may stay as it is.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import type { Address } from '../../../../shared/domain/customer/address';
import { checkAddress } from '../../../../shared/domain/placement/address-check';
import { AddressFields, tidied } from '../list/address-fields';
import styles from './customers.module.css';

const kinds = ['delivery', 'invoice'] as const;
const fields = ['name', 'company', 'lines', 'postcode', 'city', 'region', 'countryCode'] as const;
type AddressEntry = { kind: (typeof kinds)[number]; address: Address };

export function AddressForm({
  page,
  replaced,
  onSave,
  onCancel,
}: {
  page: CustomerPage;
  /** The one that is put right; null for one more. */
  replaced: CustomerPage['addresses'][number] | null;
  onSave: (entry: AddressEntry) => Promise<boolean>;
  onCancel: () => void;
}): ReactNode {
  const intl = useIntl();
  const first = useRef<HTMLSelectElement>(null);
  // The form opens where it was asked for: who works by keyboard goes on in it.
  useEffect(() => first.current?.focus(), []);
  const [kind, setKind] = useState<AddressEntry['kind']>(replaced?.kind ?? 'delivery');
  const [address, setAddress] = useState<Address>(
    replaced?.address ?? {
      name: page.name,
      company: null,
      lines: [],
      postcode: null,
      city: '',
      region: null,
      countryCode: page.countryCode,
      phone: null,
      email: null,
    },
  );
  const [isTried, setTried] = useState(replaced !== null);
  const whole = tidied(address);
  const problems = checkAddress(whole);
  const isWhole = !problems.some(({ fault }) => fault === 'missing') && whole.countryCode.length === 2;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isWhole) void onSave({ kind, address: whole });
  };
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      aria-label={intl.formatMessage({
        id: replaced ? 'office.customers.change' : 'office.customers.address-add',
      })}
    >
      {replaced ? null : (
        <p className={styles.acts}>
          <label>
            <FormattedMessage id="office.customers.address-kind" />
            <select
              ref={first}
              value={kind}
              onChange={({ target }) => setKind(target.value as AddressEntry['kind'])}
            >
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {intl.formatMessage({ id: `office.customers.address.${each}` })}
                </option>
              ))}
            </select>
          </label>
        </p>
      )}
      <div className={styles.fields}>
        <AddressFields
          fields={fields}
          address={address}
          problems={isTried ? problems : []}
          onAddress={setAddress}
        />
      </div>
      <p>
        <FormattedMessage id="office.customers.address-keeps" />
      </p>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.customers.address-save" />
        </button>
        <button type="button" onClick={onCancel}>
          <FormattedMessage id="office.customers.cancel" />
        </button>
      </p>
    </form>
  );
}
