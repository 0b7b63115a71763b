// What a channel sent that could not be taken: which order, which field, why, and what to do; tried again or dropped.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type DeliveryRow, deliveryStates } from '../../../../shared/contract/channels';
import { formatClock } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

type Props = { api: OfficeApi; channelId: string; quarantined: number; onChanged: () => void };

const shown = 100;
const askEveryMs = 5_000;
const columns = ['order', 'came', 'became', 'problem', 'remedy', 'act'] as const;

export function ChannelDeliveries({ api, channelId, quarantined, onChanged }: Props): ReactNode {
  const intl = useIntl();
  const [state, setState] = useState<string>('quarantined');
  const load = useCallback(
    () => api.deliveries(channelId, { limit: shown, ...(state === '' ? {} : { state }) }),
    [api, channelId, state],
  );
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const act = async (what: 'retryDeliveries' | 'dropDeliveries', deliveryIds: string[]): Promise<void> => {
    const done = await api[what](channelId, deliveryIds);
    setFailure(done.ok ? null : done.failure);
    askAgain();
    onChanged();
  };
  const rows = last?.rows ?? [];
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">
        <FormattedMessage id="office.channels.deliveries" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <p className={styles.filters}>
        <label>
          <FormattedMessage id="office.channels.became" />{' '}
          <select value={state} onChange={(event) => setState(event.target.value)}>
            <option value="">{intl.formatMessage({ id: 'office.list.all' })}</option>
            {deliveryStates.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.channels.delivery.${each}` })}
              </option>
            ))}
          </select>
        </label>
        {quarantined > 0 && state === 'quarantined' ? (
          <button
            type="button"
            onClick={() =>
              void act(
                'retryDeliveries',
                rows.map(({ deliveryId }) => deliveryId),
              )
            }
          >
            <FormattedMessage id="office.channels.retry-shown" />
          </button>
        ) : null}
      </p>
      {rows.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.channels.no-deliveries" />
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.grid}>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.channels.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <DeliveryLine
                  key={row.deliveryId}
                  row={row}
                  onAct={(what) => void act(what, [row.deliveryId])}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function DeliveryLine({
  row,
  onAct,
}: {
  row: DeliveryRow;
  onAct: (what: 'retryDeliveries' | 'dropDeliveries') => void;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(30_000);
  const [first] = row.problems;
  const words = (suffix: '' | '.remedy'): string =>
    first ? intl.formatMessage({ id: `channel.problem.${first.code}${suffix}` }, first.values) : '';
  return (
    <tr>
      <td>{row.number ?? row.externalId ?? row.topic}</td>
      <td>{formatClock(intl, row.receivedAt, nowMs, true)}</td>
      <td>
        <FormattedMessage id={`office.channels.delivery.${row.state}`} />
      </td>
      <td>{first ? [first.field, words('')].filter(Boolean).join(': ') : ''}</td>
      <td>{words('.remedy')}</td>
      <td>
        {row.state === 'quarantined' ? (
          <>
            <button type="button" onClick={() => onAct('retryDeliveries')}>
              <FormattedMessage id="office.channels.retry" />
            </button>{' '}
            <button type="button" onClick={() => onAct('dropDeliveries')}>
              <FormattedMessage id="office.channels.drop" />
            </button>
          </>
        ) : null}
      </td>
    </tr>
  );
}
