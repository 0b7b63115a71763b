// What a channel is still to be told, and every try with its answer; tried again at once on demand.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { formatClock } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

type Props = { api: OfficeApi; channelId: string; onChanged: () => void };

const askEveryMs = 5_000;
const queueColumns = ['what', 'subject', 'became', 'tries', 'next', 'answer'] as const;
const logColumns = ['at', 'what', 'subject', 'told', 'became', 'answer'] as const;

export function ChannelPushes({ api, channelId, onChanged }: Props): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const load = useCallback(() => api.pushes(channelId), [api, channelId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const act = async (what: 'retryPushes' | 'pullChannel'): Promise<void> => {
    const done = await api[what](channelId);
    setFailure(done.ok ? null : done.failure);
    askAgain();
    onChanged();
  };
  const say = (id: string): string => intl.formatMessage({ id });
  const clock = (at: string): string => formatClock(intl, at, nowMs, true);
  return (
    <section aria-labelledby="pushes">
      <h2 id="pushes">
        <FormattedMessage id="office.channels.pushes" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <p className={styles.filters}>
        <button type="button" onClick={() => void act('retryPushes')}>
          <FormattedMessage id="office.channels.retry-now" />
        </button>
        <button type="button" onClick={() => void act('pullChannel')}>
          <FormattedMessage id="office.channels.pull" />
        </button>
      </p>
      {last && last.queue.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.channels.all-told" />
        </p>
      ) : null}
      {last && last.queue.length > 0 ? (
        <Table caption="office.channels.queue-title" columns={queueColumns}>
          {last.queue.map((row) => (
            <tr key={row.id}>
              <td>{say(`office.channels.push.${row.kind}`)}</td>
              <td>{row.subject}</td>
              <td>{say(`office.channels.push.${row.state}`)}</td>
              <td className={styles.numeric}>
                <FormattedNumber value={row.attempts} />
              </td>
              <td>{row.state === 'gave-up' ? '–' : clock(row.nextAt)}</td>
              <td title={row.error ?? undefined}>{row.error}</td>
            </tr>
          ))}
        </Table>
      ) : null}
      {last && last.log.length > 0 ? (
        <Table caption="office.channels.log-title" columns={logColumns}>
          {last.log.map((row) => (
            <tr key={row.pushId}>
              <td>{clock(row.at)}</td>
              <td>{say(`office.channels.push.${row.kind}`)}</td>
              <td>{row.subject}</td>
              <td>{row.detail}</td>
              <td>{say(`office.channels.push.${row.outcome}`)}</td>
              <td title={row.answer}>{row.answer}</td>
            </tr>
          ))}
        </Table>
      ) : null}
    </section>
  );
}

function Table({
  caption,
  columns,
  children,
}: {
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}): ReactNode {
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <caption>
          <FormattedMessage id={caption} />
        </caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.channels.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
