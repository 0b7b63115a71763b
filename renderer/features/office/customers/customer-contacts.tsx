// How a customer is reached: found in orders, or written down, put right and taken out by hand.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import { ContactForm } from './contact-form';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';

type Contact = CustomerPage['contacts'][number];
/** Kind and value of the one that is put right, or one more. */
type Open = { replaced: Contact | null };

export function CustomerContacts({ api, page, run }: PanelProps): ReactNode {
  const intl = useIntl();
  const [opened, setOpened] = useState<Open | null>(null);
  const close = (): void => setOpened(null);
  const form = opened ? (
    <ContactForm
      countryCode={page.countryCode}
      replaced={opened.replaced}
      onCancel={close}
      onSave={async (entry) => {
        const { replaced } = opened;
        const replaces =
          replaced && replaced.kind !== 'channel' ? { kind: replaced.kind, value: replaced.value } : null;
        const isDone = await run(api.putContact(page.customerId, { ...entry, replaces }));
        if (isDone) close();
        return isDone;
      }}
    />
  ) : null;
  const isOpen = ({ kind, value }: Contact): boolean =>
    opened?.replaced?.kind === kind && opened.replaced.value === value;
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts">
        <FormattedMessage id="office.customers.contacts" />
      </h2>
      <ul className={styles.list}>
        {page.contacts.map((contact) => {
          const { kind, value, shown, source, isKey } = contact;
          return (
            <li key={`${kind} ${value}`}>
              <FormattedMessage id={`office.customers.contact.${kind}`} /> <strong>{shown}</strong>{' '}
              <small>
                {source === 'office' ? <FormattedMessage id="office.customers.by-hand" /> : source}
                {isKey ? null : (
                  <>
                    {' · '}
                    <FormattedMessage id="office.customers.no-key" />
                  </>
                )}
              </small>{' '}
              {kind === 'channel' ? null : (
                <>
                  <button
                    type="button"
                    aria-expanded={isOpen(contact)}
                    aria-label={intl.formatMessage({ id: 'office.customers.change-of' }, { what: shown })}
                    onClick={() => setOpened(isOpen(contact) ? null : { replaced: contact })}
                  >
                    <FormattedMessage id="office.customers.change" />
                  </button>
                  <button
                    type="button"
                    aria-label={intl.formatMessage({ id: 'office.customers.remove-of' }, { what: shown })}
                    onClick={() => void run(api.removeContact(page.customerId, { kind, value }))}
                  >
                    <FormattedMessage id="office.customers.remove" />
                  </button>
                </>
              )}
              {isOpen(contact) ? form : null}
            </li>
          );
        })}
      </ul>
      {opened?.replaced === null ? (
        form
      ) : (
        <p className={styles.acts}>
          <button type="button" onClick={() => setOpened({ replaced: null })}>
            <FormattedMessage id="office.customers.contact-add" />
          </button>
        </p>
      )}
    </section>
  );
}
