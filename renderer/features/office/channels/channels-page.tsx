// Channels: whether each can be heard and told, what came last, what waits or was put aside; and, opened, its deliveries,
// what it is still to be told, and how it is set up.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ChannelHealth } from '../../../../shared/contract/channels';
import { formatAge, formatClock } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { ChannelDeliveries } from './channel-deliveries';
import { ChannelForm } from './channel-form';
import { ChannelPushes } from './channel-pushes';
import { ChannelSheets } from './channel-sheets';
import { Failure } from '../list/failure';
import { NewChannel } from './new-channel';
import styles from '../office.module.css';
import type { OfficeApi } from '../office-api';
import { useAnswer } from '../list/use-answer';

const askEveryMs = 5_000;
const columns = ['name', 'kind', 'received', 'inbox', 'stock', 'shipments', 'state'] as const;

export function ChannelsPage({ api }: { api: OfficeApi }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.channelHealth, askEveryMs);
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const rows = last?.rows ?? [];
  const open = rows.find(({ channelId }) => channelId === openId);
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.channels.title" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {adding ? (
        <NewChannel
          api={api}
          onDone={(channelId) => {
            setAdding(false);
            if (channelId !== null) setOpenId(channelId);
            askAgain();
          }}
        />
      ) : (
        <button type="button" onClick={() => setAdding(true)}>
          <FormattedMessage id="office.channels.add" />
        </button>
      )}
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
              <HealthLine
                key={row.channelId}
                row={row}
                isOpen={row.channelId === openId}
                onOpen={() => setOpenId(row.channelId === openId ? null : row.channelId)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {open ? (
        <div key={open.channelId}>
          <ChannelDeliveries
            api={api}
            channelId={open.channelId}
            quarantined={open.quarantined}
            onChanged={askAgain}
          />
          <ChannelPushes api={api} channelId={open.channelId} onChanged={askAgain} />
          <ChannelSheets api={api} channelId={open.channelId} onChanged={askAgain} />
          <ChannelForm api={api} channelId={open.channelId} onChanged={askAgain} />
        </div>
      ) : null}
    </section>
  );
}

function HealthLine({
  row,
  isOpen,
  onOpen,
}: {
  row: ChannelHealth;
  isOpen: boolean;
  onOpen: () => void;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const kind = `office.channels.kind.${row.kind}`;
  const queue = ({ waiting, failing, gaveUp }: ChannelHealth['stock']): string =>
    intl.formatMessage({ id: 'office.channels.queue' }, { waiting, failing, gaveUp });
  const state = [
    ...(row.canReceive ? [] : ['office.channels.deaf']),
    ...(row.canSend ? [] : ['office.channels.mute']),
    ...(row.pullError === null ? [] : ['office.channels.pull-failed']),
    ...(row.stock.gaveUp + row.shipments.gaveUp > 0 ? ['office.channels.gave-up'] : []),
    ...(row.quarantined > 0 ? ['office.channels.put-aside'] : []),
  ];
  return (
    <tr>
      <td>
        <button type="button" aria-expanded={isOpen} onClick={onOpen}>
          {row.name}
        </button>
      </td>
      <td>{intl.messages[kind] === undefined ? row.kind : intl.formatMessage({ id: kind })}</td>
      <td>
        {row.receivedAt === null ? (
          '–'
        ) : (
          <time dateTime={row.receivedAt} title={formatClock(intl, row.receivedAt, nowMs, true)}>
            {formatAge(intl, row.receivedAt, nowMs)}
          </time>
        )}
      </td>
      <td>
        <FormattedMessage
          id="office.channels.inbox-counts"
          values={{ waiting: row.waiting, quarantined: row.quarantined }}
        />
      </td>
      <td>{queue(row.stock)}</td>
      <td>{queue(row.shipments)}</td>
      <td title={row.pullError ?? undefined}>
        {state.length === 0
          ? intl.formatMessage({ id: 'office.channels.well' })
          : state.map((id) => intl.formatMessage({ id })).join('; ')}
      </td>
    </tr>
  );
}
