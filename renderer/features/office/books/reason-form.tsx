// Why, before an act that needs it.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './books.module.css';

/** @param label id of the words on the button */
export function ReasonForm({
  label,
  onReason,
}: {
  label: string;
  onReason: (reason: string) => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles.row}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onReason(reason.trim());
      }}
    >
      <label>
        <FormattedMessage id="office.books.reason" />
        <input value={reason} maxLength={300} required onChange={({ target }) => setReason(target.value)} />
      </label>
      <button type="submit">
        <FormattedMessage id={label} />
      </button>
    </form>
  );
}
