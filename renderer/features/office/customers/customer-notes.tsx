// Notes about a customer, pinned ones first.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';

export function CustomerNotes({ api, page, run }: PanelProps): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [isPinned, setPinned] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run(api.noteCustomer(page.customerId, { text, isPinned })).then((isDone) => {
      if (!isDone) return;
      setText('');
      setPinned(false);
    });
  };
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">
        <FormattedMessage id="office.customers.notes" />
      </h2>
      <form className={styles.acts} onSubmit={submit}>
        <input
          className={styles.wide}
          aria-label={intl.formatMessage({ id: 'office.customers.note' })}
          placeholder={intl.formatMessage({ id: 'office.customers.note' })}
          value={text}
          required
          maxLength={2000}
          onChange={({ target }) => setText(target.value)}
        />
        <label>
          <input type="checkbox" checked={isPinned} onChange={({ target }) => setPinned(target.checked)} />{' '}
          <FormattedMessage id="office.customers.pinned" />
        </label>
        <button type="submit">
          <FormattedMessage id="office.customers.note-add" />
        </button>
      </form>
      <ul className={styles.list}>
        {page.notes.map((note) => (
          <li key={note.noteId}>
            {note.isPinned ? (
              <strong>
                <FormattedMessage id="office.customers.pinned" />{' '}
              </strong>
            ) : null}
            {note.text}{' '}
            <small>
              {note.by} · <FormattedDate value={note.at} dateStyle="medium" timeStyle="short" />
            </small>{' '}
            <button
              type="button"
              onClick={() => void run(api.pinNote(page.customerId, note.noteId, !note.isPinned))}
            >
              <FormattedMessage id={note.isPinned ? 'office.customers.unpin' : 'office.customers.pin'} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
