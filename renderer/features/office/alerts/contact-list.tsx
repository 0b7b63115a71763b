// Who is written to about alerts: a name, addresses and a language each. Taken out by a press and brought back by another.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Contact, contactSchema, mostContacts } from '../../../../shared/domain/alert/contacts';
import { mailLanguages } from '../../../../shared/domain/mail/mail-kinds';
import styles from './alerts.module.css';

const empty: Contact = { name: '', addresses: [], language: 'en' };

export function ContactList({
  contacts,
  onChange,
}: {
  contacts: readonly Contact[];
  onChange: (contacts: Contact[]) => void;
}): ReactNode {
  const intl = useIntl();
  const [taken, setTaken] = useState<Contact | null>(null);
  return (
    <section aria-labelledby="alert-contacts">
      <h2 id="alert-contacts">
        <FormattedMessage id="office.alerts.contacts" />
      </h2>
      {contacts.length === 0 ? (
        <p>
          <FormattedMessage id="office.alerts.contacts-none" />
        </p>
      ) : (
        <ul className={styles.history}>
          {contacts.map((contact) => (
            <li key={contact.name} className={styles.acts}>
              <strong>{contact.name}</strong> {contact.addresses.join(', ')} ·{' '}
              <FormattedMessage id={`office.alerts.language.${contact.language}`} />
              <button
                type="button"
                aria-label={intl.formatMessage(
                  { id: 'office.alerts.contact-drop-one' },
                  { name: contact.name },
                )}
                onClick={() => {
                  setTaken(contact);
                  onChange(contacts.filter((each) => each !== contact));
                }}
              >
                <FormattedMessage id="office.alerts.contact-drop" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {taken ? (
        <output className={styles.acts}>
          {taken.name}
          <button
            type="button"
            onClick={() => {
              onChange([...contacts, taken]);
              setTaken(null);
            }}
          >
            <FormattedMessage id="ui.undo" />
          </button>
        </output>
      ) : null}
      <NewContact
        isFull={contacts.length >= mostContacts}
        onAdd={(added) => onChange([...contacts.filter(({ name }) => name !== added.name), added])}
      />
    </section>
  );
}

function NewContact({ isFull, onAdd }: { isFull: boolean; onAdd: (contact: Contact) => void }): ReactNode {
  const intl = useIntl();
  const [draft, setDraft] = useState<Contact>(empty);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = (): void => {
    const addresses = text.split(/[,;\s]+/).filter((each) => each !== '');
    const read = contactSchema.safeParse({ ...draft, addresses });
    setWrong(!read.success);
    if (!read.success) return;
    onAdd(read.data);
    setDraft(empty);
    setText('');
  };
  return (
    <form
      className={styles.acts}
      aria-label={intl.formatMessage({ id: 'office.alerts.contact-new' })}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label>
        <FormattedMessage id="office.alerts.contact-name" />{' '}
        <input
          value={draft.name}
          maxLength={80}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
      </label>
      <label>
        <FormattedMessage id="office.alerts.contact-addresses" />{' '}
        <input value={text} maxLength={2000} onChange={({ target }) => setText(target.value)} />
      </label>
      <label>
        <FormattedMessage id="office.alerts.contact-language" />{' '}
        <select
          value={draft.language}
          onChange={({ target }) =>
            setDraft({ ...draft, language: mailLanguages.find((each) => each === target.value) ?? 'en' })
          }
        >
          {mailLanguages.map((language) => (
            <option key={language} value={language}>
              {intl.formatMessage({ id: `office.alerts.language.${language}` })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={isFull}>
        <FormattedMessage id="office.alerts.contact-add" />
      </button>
      {isWrong ? (
        <span role="alert">
          <FormattedMessage id="office.alerts.contact-wrong" />
        </span>
      ) : null}
    </form>
  );
}
