// Webhooks: each with how it is, and, opened, what it was told, its settings and its secret.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { WebhookRow } from '../../../../shared/contract/webhooks';
import { formatAge } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import type { Shown } from './shown-once';
import { WebhookDeliveries } from './webhook-deliveries';
import { WebhookForm } from './webhook-form';

const askEveryMs = 5_000;
const columns = ['name', 'url', 'types', 'delivered', 'waiting', 'state'] as const;

export function Webhooks({ api, onSecret }: { api: OfficeApi; onSecret: (shown: Shown) => void }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.webhooks, askEveryMs);
  const [openId, setOpenId] = useState<string | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const rows = last?.rows ?? [];
  const open = rows.find(({ webhookId }) => webhookId === openId);
  const events = last?.events ?? [];
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">
        <FormattedMessage id="office.connections.webhooks" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {rows.length === 0 ? (
        <p className={office.empty}>
          <FormattedMessage id="office.connections.no-webhooks" />
        </p>
      ) : (
        <div className={office.scroll}>
          <table className={office.grid}>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.connections.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line
                  key={row.webhookId}
                  row={row}
                  isOpen={row.webhookId === openId}
                  onOpen={() => setOpenId(row.webhookId === openId ? null : row.webhookId)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open ? (
        <OpenWebhook
          key={open.webhookId}
          api={api}
          row={open}
          events={events}
          onChanged={askAgain}
          onSecret={onSecret}
        />
      ) : null}
      {isAdding ? (
        <WebhookForm
          api={api}
          row={null}
          events={events}
          onDone={(made) => {
            setIsAdding(false);
            if (made) onSecret(made);
            askAgain();
          }}
        />
      ) : (
        <p className={styles.acts}>
          <button type="button" onClick={() => setIsAdding(true)}>
            <FormattedMessage id="office.connections.add-webhook" />
          </button>
        </p>
      )}
    </section>
  );
}

function Line({ row, isOpen, onOpen }: { row: WebhookRow; isOpen: boolean; onOpen: () => void }): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const why = row.why === null ? '' : `: ${intl.formatMessage({ id: `office.connections.why.${row.why}` })}`;
  const failing =
    row.state === 'on' && row.failures > 0
      ? intl.formatMessage({ id: 'office.connections.failing' }, { count: row.failures })
      : '';
  return (
    <tr>
      <td>
        <button type="button" aria-expanded={isOpen} onClick={onOpen}>
          {row.name}
        </button>
      </td>
      <td>{row.url}</td>
      <td>{row.types.join(', ')}</td>
      <td>{row.deliveredAt === null ? '–' : formatAge(intl, row.deliveredAt, nowMs)}</td>
      <td className={office.numeric}>{intl.formatNumber(row.waiting)}</td>
      <td>
        <FormattedMessage id={`office.connections.state.${row.state}`} />
        {why} {failing}
      </td>
    </tr>
  );
}

function OpenWebhook({
  api,
  row,
  events,
  onChanged,
  onSecret,
}: {
  api: OfficeApi;
  row: WebhookRow;
  events: readonly string[];
  onChanged: () => void;
  onSecret: (shown: Shown) => void;
}): ReactNode {
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const rotate: Wanted = {
    label: 'office.connections.rotate',
    act: async (by) => {
      const got = await api.rotateWebhook(row.webhookId, by);
      setFailure(got.ok ? null : got.failure);
      if (got.ok) onSecret({ name: row.name, secret: got.value.secret });
      onChanged();
      return got.ok;
    },
  };
  const remove: Wanted = {
    label: 'office.connections.remove',
    act: async (by) => {
      const got = await api.removeWebhook(row.webhookId, by);
      setFailure(got.ok ? null : got.failure);
      onChanged();
      return got.ok;
    },
  };
  const ping = async (): Promise<void> => {
    const got = await api.pingWebhook(row.webhookId);
    setFailure(got.ok ? null : got.failure);
    onChanged();
  };
  return (
    <>
      {failure ? <Failure failure={failure} /> : null}
      <p className={styles.acts}>
        <button type="button" onClick={() => void ping()}>
          <FormattedMessage id="office.connections.ping" />
        </button>
        <button type="button" onClick={() => setWanted(rotate)}>
          <FormattedMessage id="office.connections.rotate" />
        </button>
        <button type="button" onClick={() => setWanted(remove)}>
          <FormattedMessage id="office.connections.remove" />
        </button>
      </p>
      {row.secrets > 1 ? (
        <p>
          <FormattedMessage id="office.connections.two-secrets" />
        </p>
      ) : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      <WebhookDeliveries api={api} webhookId={row.webhookId} />
      <WebhookForm api={api} row={row} events={events} onDone={onChanged} />
    </>
  );
}
