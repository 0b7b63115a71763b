// Sends one mail to try the settings, and shows what the mail server said.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import styles from './messages.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';

export function TestMail({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [to, setTo] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const send = async (): Promise<void> => {
    setSaid(null);
    const answer = await api.testMail({ to, language: intl.locale.startsWith('tr') ? 'tr' : 'en' });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    const id = answer.value.sent ? 'office.messages.test-taken' : 'office.messages.test-not-taken';
    setSaid(intl.formatMessage({ id }, { answer: answer.value.answer }));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>
        <FormattedMessage id="office.messages.test" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <label className={styles.field}>
        <FormattedMessage id="office.messages.test-to" />
        <input value={to} maxLength={254} required onChange={({ target }) => setTo(target.value)} />
      </label>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.messages.test-send" />
        </button>
        <output>{said}</output>
      </p>
    </form>
  );
}
