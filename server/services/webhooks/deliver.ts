// One delivery to one webhook, tried until it is taken: 2xx is taken, everything else is tried again, later and later. A
// webhook that fails rests as a whole, so that a receiver that is away is not knocked at by every order; one that has taken
// nothing for days, or says that it is gone, is stopped, and a person is told.
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import { GiveUp, pauseAfter, type Performed, TryLater } from '../../jobs/outbox';
import { warehousesOf } from '../allocation/allocate-orders';
import { addTask, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import type { DeliverWork } from './follow-history';
import { AddressRefused, guardedPost, type Posted, type PostOptions } from './guarded-post';
import { signedHeaders } from './sign-webhook';
import { readWebhook, type Webhook } from './webhooks';

export type WebhookTools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'> & {
  post: PostOptions;
  /** A delivery that nobody took for so long is given up. */
  giveUpAfterMs: number;
};

const keptAnswer = 2_000;
const userAgent = 'Waybill-Webhooks/1';
const shortestPauseMs = 1_000;
const longestPauseMs = 3_600_000;

type Delivery = { body: string; state: string; attempts: number; created_at: string };
type Outcome = { status: number | null; answer: string; retryAfter: string | null };

/** @returns what the receiver said. @throws TryLater, GiveUp */
export async function deliver(
  tools: WebhookTools,
  { payload: { webhookId, deliveryId } }: Performed<DeliverWork>,
): Promise<string> {
  const { pool, now } = tools;
  const [webhook, delivery] = await Promise.all([
    readWebhook(pool, webhookId),
    readDelivery(pool, deliveryId),
  ]);
  if (!webhook || !delivery || delivery.state !== 'waiting') return 'nothing to tell';
  if (webhook.state !== 'on') {
    await endDelivery(tools, deliveryId, 'left-out');
    return `the webhook is ${webhook.state}`;
  }
  const at = now();
  const restMs = webhook.pausedUntil === null ? 0 : Date.parse(webhook.pausedUntil) - at.getTime();
  if (restMs > 0) throw new TryLater('the webhook rests after a failure', restMs);
  const attempt = delivery.attempts + 1;
  const headers = {
    'content-type': 'application/json',
    'user-agent': userAgent,
    ...signedHeaders(webhook.secrets, deliveryId, delivery.body, at),
  };
  const startedMs = performance.now();
  const outcome = await post(tools, webhook, headers, delivery.body);
  await writeTry(tools, deliveryId, attempt, at, headers, outcome, Math.round(performance.now() - startedMs));
  if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) {
    await endDelivery(tools, deliveryId, 'delivered');
    await pool.query(
      'UPDATE webhook SET failures = 0, paused_until = NULL, delivered_at = $3 WHERE stream_id = $1 AND webhook_id = $2',
      [companyStream, webhookId, at.toISOString()],
    );
    return `${outcome.status}`;
  }
  return fail(tools, webhook, deliveryId, delivery, outcome);
}

async function post(
  tools: WebhookTools,
  { content }: Webhook,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Outcome> {
  try {
    const posted: Posted = await guardedPost(content.url, headers, body, tools.post);
    return { ...posted, answer: posted.answer.slice(0, keptAnswer) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? `${String(cause.code)}: ` : '';
    const words = cause instanceof Error ? cause.message : String(cause);
    const answer = cause instanceof AddressRefused ? words : `${code}${words}`;
    return { status: null, answer: answer.slice(0, keptAnswer), retryAfter: null };
  }
}

async function fail(
  tools: WebhookTools,
  webhook: Webhook,
  deliveryId: string,
  delivery: Delivery,
  outcome: Outcome,
): Promise<never> {
  const { webhookId } = webhook;
  const nowMs = tools.now().getTime();
  const words = outcome.status === null ? outcome.answer : `it answered ${outcome.status}`;
  if (outcome.status === 410) {
    await endDelivery(tools, deliveryId, 'gave-up');
    await stopWebhook(tools, webhook, 'gone');
    throw new GiveUp(words);
  }
  if (nowMs - Date.parse(delivery.created_at) > tools.giveUpAfterMs) {
    await endDelivery(tools, deliveryId, 'gave-up');
    // Others of it were taken since: this one alone is not wanted.
    const isDead = webhook.deliveredAt === null || webhook.deliveredAt < isoOf(delivery.created_at);
    if (isDead) await stopWebhook(tools, webhook, 'failing');
    else await raise(tools, webhook, 'one-given-up');
    throw new GiveUp(words);
  }
  const { rows } = await tools.pool.query<{ failures: number }>(
    'UPDATE webhook SET failures = failures + 1 WHERE stream_id = $1 AND webhook_id = $2 RETURNING failures',
    [companyStream, webhookId],
  );
  const pauseMs = Math.max(pauseAfter(rows[0]?.failures ?? 1), askedPauseMs(outcome.retryAfter, nowMs));
  await tools.pool.query('UPDATE webhook SET paused_until = $3 WHERE stream_id = $1 AND webhook_id = $2', [
    companyStream,
    webhookId,
    new Date(nowMs + pauseMs).toISOString(),
  ]);
  throw new TryLater(words, pauseMs);
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function askedPauseMs(retryAfter: string | null, nowMs: number): number {
  if (retryAfter === null) return shortestPauseMs;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - nowMs;
  return Number.isFinite(ms) ? Math.min(longestPauseMs, Math.max(shortestPauseMs, ms)) : shortestPauseMs;
}

async function stopWebhook(tools: WebhookTools, webhook: Webhook, why: 'gone' | 'failing'): Promise<void> {
  const { rowCount } = await tools.pool.query(
    `UPDATE webhook SET state = 'stopped', why = $3 WHERE stream_id = $1 AND webhook_id = $2 AND state = 'on'`,
    [companyStream, webhook.webhookId, why],
  );
  if (rowCount === 1) await raise(tools, webhook, why);
}

async function raise(
  { pool, writer, now, newId }: WebhookTools,
  { content }: Webhook,
  code: 'gone' | 'failing' | 'one-given-up',
): Promise<void> {
  const [warehouseId] = await warehousesOf(pool);
  if (warehouseId === undefined) return;
  await writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(now().toISOString(), newId);
    addTask(
      changes,
      warehouseId,
      { kind: 'webhook-stopped', values: { name: content.name, code } },
      { orderId: null, parcelId: null, opId: null },
    );
    await storeChanges(tx, changes);
  });
}

async function readDelivery(pool: WebhookTools['pool'], deliveryId: string): Promise<Delivery | null> {
  const { rows } = await pool.query<Delivery>({
    name: 'webhook-delivery',
    text: 'SELECT body, state, attempts, created_at FROM webhook_delivery WHERE stream_id = $1 AND delivery_id = $2',
    values: [companyStream, deliveryId],
  });
  return rows[0] ?? null;
}

async function endDelivery(
  { pool, now }: WebhookTools,
  deliveryId: string,
  state: 'delivered' | 'gave-up' | 'left-out',
): Promise<void> {
  await pool.query(
    'UPDATE webhook_delivery SET state = $3, done_at = $4 WHERE stream_id = $1 AND delivery_id = $2',
    [companyStream, deliveryId, state, now().toISOString()],
  );
}

async function writeTry(
  { pool }: WebhookTools,
  deliveryId: string,
  attempt: number,
  at: Date,
  headers: Readonly<Record<string, string>>,
  { status, answer }: Outcome,
  ms: number,
): Promise<void> {
  await pool.query(
    `WITH tried AS (UPDATE webhook_delivery SET attempts = $2 WHERE stream_id = $8 AND delivery_id = $1)
     INSERT INTO webhook_try (delivery_id, attempt, at, headers, status, answer, ms) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (delivery_id, attempt) DO UPDATE SET at = excluded.at, status = excluded.status, answer = excluded.answer, ms = excluded.ms`,
    [
      deliveryId,
      attempt,
      at.toISOString(),
      headers,
      status,
      // PostgreSQL keeps no NUL.
      answer.replaceAll('\u0000', '\ufffd'),
      ms,
      companyStream,
    ],
  );
}

function isoOf(at: string): string {
  return new Date(at).toISOString();
}
