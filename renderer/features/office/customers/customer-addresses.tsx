// Where things of a customer go: found in orders, or written down, put right and taken out by hand; which one is the usual one.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import { AddressForm } from './address-form';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';

type Kept = CustomerPage['addresses'][number];

export function CustomerAddresses({ api, page, run }: PanelProps): ReactNode {
  const intl = useIntl();
  const [opened, setOpened] = useState<{ replaced: Kept | null } | null>(null);
  const close = (): void => setOpened(null);
  const form = opened ? (
    <AddressForm
      page={page}
      replaced={opened.replaced}
      onCancel={close}
      onSave={async (entry) => {
        const { replaced } = opened;
        const replaces = replaced ? { kind: replaced.kind, addressKey: replaced.addressKey } : null;
        const isDone = await run(api.putAddress(page.customerId, { ...entry, replaces }));
        if (isDone) close();
        return isDone;
      }}
    />
  ) : null;
  const isOpen = ({ kind, addressKey }: Kept): boolean =>
    opened?.replaced?.kind === kind && opened.replaced.addressKey === addressKey;
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">
        <FormattedMessage id="office.customers.addresses" />
      </h2>
      <ul className={styles.list}>
        {page.addresses.map((kept) => {
          const { addressKey, kind, isDefault, address, lastAt } = kept;
          const shown = addressLine(address);
          return (
            <li key={`${kind} ${addressKey}`}>
              <FormattedMessage id={`office.customers.address.${kind}`} />{' '}
              {isDefault ? (
                <strong>
                  <FormattedMessage id="office.customers.usual" />
                </strong>
              ) : null}
              <br />
              {shown}{' '}
              <small>
                <FormattedDate value={lastAt} dateStyle="medium" />
              </small>{' '}
              {(['delivery', 'invoice'] as const)
                .filter((each) => !(each === kind && isDefault))
                .map((each) => (
                  <button
                    key={each}
                    type="button"
                    onClick={() =>
                      void run(api.setDefaultAddress(page.customerId, { addressKey, kind: each }))
                    }
                  >
                    <FormattedMessage id={`office.customers.make-usual.${each}`} />
                  </button>
                ))}
              <button
                type="button"
                aria-expanded={isOpen(kept)}
                aria-label={intl.formatMessage({ id: 'office.customers.change-of' }, { what: shown })}
                onClick={() => setOpened(isOpen(kept) ? null : { replaced: kept })}
              >
                <FormattedMessage id="office.customers.change" />
              </button>
              <button
                type="button"
                aria-label={intl.formatMessage({ id: 'office.customers.remove-of' }, { what: shown })}
                onClick={() => void run(api.removeAddress(page.customerId, { kind, addressKey }))}
              >
                <FormattedMessage id="office.customers.remove" />
              </button>
              {isOpen(kept) ? form : null}
            </li>
          );
        })}
      </ul>
      {opened?.replaced === null ? (
        form
      ) : (
        <p className={styles.acts}>
          <button type="button" onClick={() => setOpened({ replaced: null })}>
            <FormattedMessage id="office.customers.address-add" />
          </button>
        </p>
      )}
    </section>
  );
}

function addressLine({ name, company, lines, postcode, city, region, countryCode }: Kept['address']): string {
  return [name, company, ...lines, [postcode, city].filter(Boolean).join(' '), region, countryCode]
    .filter(Boolean)
    .join(', ');
}
