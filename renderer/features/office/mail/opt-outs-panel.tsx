// Who wants no mails about ratings, carts or stock: found by address, added and taken away.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { type MailTopic, mailTopics } from '../../../../shared/domain/mail/mail-kinds';
import { Failure } from '../list/failure';
import styles from './messages.module.css';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

export function OptOutsPanel({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [address, setAddress] = useState('');
  const [topic, setTopic] = useState<MailTopic>('ratings');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const load = useCallback(() => api.optOuts(address), [api, address]);
  const { answer, last, askAgain } = useAnswer(load);
  const set = async (whose: string, what: MailTopic, isOut: boolean): Promise<void> => {
    const saved = await api.setOptOut({ address: whose, topic: what, isOut });
    setFailure(saved.ok ? null : saved.failure);
    askAgain();
  };
  return (
    <section className={office.page}>
      <p>
        <FormattedMessage id="office.messages.opt-outs-hint" />
      </p>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          void set(address, topic, true);
        }}
      >
        <input
          aria-label={intl.formatMessage({ id: 'office.messages.address' })}
          placeholder={intl.formatMessage({ id: 'office.messages.address' })}
          value={address}
          maxLength={254}
          required
          onChange={({ target }) => setAddress(target.value)}
        />
        <select
          aria-label={intl.formatMessage({ id: 'office.messages.topic' })}
          value={topic}
          onChange={({ target }) => setTopic(target.value as MailTopic)}
        >
          {mailTopics.map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `customer.topic.${each}` })}
            </option>
          ))}
        </select>
        <button type="submit">
          <FormattedMessage id="office.messages.opt-out" />
        </button>
      </form>
      <div className={office.scroll}>
        <table className={office.grid}>
          <thead>
            <tr>
              {['address', 'topic', 'since', 'asked-by', 'act'].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.messages.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(last?.rows ?? []).map((row) => (
              <tr key={`${row.address} ${row.topic}`}>
                <td>{row.address}</td>
                <td>{intl.formatMessage({ id: `customer.topic.${row.topic}` })}</td>
                <td>
                  <FormattedDate value={row.at} dateStyle="short" />
                </td>
                <td>{intl.formatMessage({ id: `office.messages.asked-by.${row.askedBy}` })}</td>
                <td>
                  <button type="button" onClick={() => void set(row.address, row.topic, false)}>
                    <FormattedMessage id="office.messages.opt-in" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
