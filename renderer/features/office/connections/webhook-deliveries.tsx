// What a webhook was told and is to be told, newest first; one of them with its body and every try; sending again.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { WebhookDeliveryRow } from '../../../../shared/contract/webhooks';
import { formatClock } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';

const askEveryMs = 3_000;
const shownRows = 50;
const columns = ['at', 'type', 'about', 'attempts', 'state', 'answer', 'act'] as const;

export function WebhookDeliveries({ api, webhookId }: { api: OfficeApi; webhookId: string }): ReactNode {
  const load = useCallback(() => api.webhookDeliveries(webhookId, { limit: shownRows }), [api, webhookId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [openId, setOpenId] = useState<string | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const rows = last?.rows ?? [];
  const missed = rows.filter(({ state }) => state === 'gave-up' || state === 'left-out');
  const resend = async (ids: string[]): Promise<void> => {
    const got = await api.resendWebhook(webhookId, ids);
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  return (
    <section aria-labelledby="deliveries">
      <h3 id="deliveries">
        <FormattedMessage id="office.connections.deliveries" /> <FormattedNumber value={last?.total ?? 0} />
      </h3>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {missed.length > 0 ? (
        <p className={styles.acts}>
          <button type="button" onClick={() => void resend(missed.map(({ deliveryId }) => deliveryId))}>
            <FormattedMessage id="office.connections.resend-missed" values={{ count: missed.length }} />
          </button>
        </p>
      ) : null}
      <div className={office.scroll}>
        <table className={office.grid}>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.connections.delivery.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line
                key={row.deliveryId}
                row={row}
                isOpen={row.deliveryId === openId}
                onOpen={() => setOpenId(row.deliveryId === openId ? null : row.deliveryId)}
                onResend={() => void resend([row.deliveryId])}
              />
            ))}
          </tbody>
        </table>
      </div>
      {openId === null ? null : <Delivery key={openId} api={api} webhookId={webhookId} deliveryId={openId} />}
    </section>
  );
}

function Line({
  row,
  isOpen,
  onOpen,
  onResend,
}: {
  row: WebhookDeliveryRow;
  isOpen: boolean;
  onOpen: () => void;
  onResend: () => void;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  return (
    <tr>
      <td>
        <button type="button" aria-expanded={isOpen} onClick={onOpen}>
          {formatClock(intl, row.createdAt, nowMs, true)}
        </button>
      </td>
      <td>{row.type}</td>
      <td>{row.subject}</td>
      <td className={office.numeric}>{intl.formatNumber(row.attempts)}</td>
      <td>
        <FormattedMessage id={`office.connections.delivery.state.${row.state}`} />
      </td>
      <td>{[row.status, row.answer].filter(Boolean).join(' ')}</td>
      <td>
        {row.state === 'waiting' ? null : (
          <button type="button" onClick={onResend}>
            <FormattedMessage id="office.connections.resend" />
          </button>
        )}
      </td>
    </tr>
  );
}

function Delivery({
  api,
  webhookId,
  deliveryId,
}: {
  api: OfficeApi;
  webhookId: string;
  deliveryId: string;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const load = useCallback(() => api.webhookDelivery(webhookId, deliveryId), [api, webhookId, deliveryId]);
  const { answer, last } = useAnswer(load, askEveryMs);
  if (answer && !answer.ok) return <Failure failure={answer.failure} />;
  if (!last) return null;
  return (
    <section className={styles.form} aria-label={last.delivery.type}>
      <ol>
        {last.tries.map(({ attempt, at, status, answer: text, ms, sent }) => (
          <li key={attempt}>
            {formatClock(intl, at, nowMs, true)} · {status ?? '–'} · {intl.formatNumber(ms)} ms {text}
            <pre>
              {Object.entries(sent)
                .map(([name, value]) => `${name}: ${value}`)
                .join('\n')}
            </pre>
          </li>
        ))}
      </ol>
      <pre>{last.body}</pre>
    </section>
  );
}
