// What webhooks were told, for the office: the list, one with every try, sending again by hand, a ping, and forgetting.
import type { z } from 'zod';
import {
  type webhookDeliveriesQuerySchema,
  type WebhookDeliveryRow,
  webhookBodySchema,
  type webhookDeliverySchema,
} from '../../../shared/contract/webhooks';
import { companyStream } from '../../../shared/domain/ids';
import { ping } from '../../../shared/domain/webhook/webhook-events';
import { listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { later } from '../../jobs/outbox';
import { type DeliverWork, deliverTopic, putDeliveries } from './follow-history';

const shownBody = 8_000;
const keptMs = 30 * 86_400_000;
const atOnce = 5_000;

type Row = {
  delivery_id: string;
  type: string;
  subject: string;
  state: WebhookDeliveryRow['state'];
  attempts: number;
  created_at: string;
  done_at: string | null;
};

/** Newest first. @throws CursorWrong */
export async function listWebhookDeliveries(
  db: Queryable,
  webhookId: string,
  asked: z.infer<typeof webhookDeliveriesQuerySchema>,
): Promise<Page<WebhookDeliveryRow>> {
  let list = from
    .selectFrom('webhook_delivery')
    .select(['delivery_id', 'type', 'subject', 'state', 'attempts', 'created_at', 'done_at'])
    .where('webhook_id', '=', webhookId);
  if (asked.state !== undefined) list = list.where('state', '=', asked.state);
  const page = await listPage(db, list, {
    keys: [
      { by: 'created_at', type: 'timestamptz', descending: true },
      { by: 'delivery_id', type: 'uuid', descending: true },
    ],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  const tries = await lastTries(
    db,
    page.rows.map((row) => row.delivery_id),
  );
  return { ...page, rows: page.rows.map((row) => rowOf(row, tries.get(row.delivery_id) ?? null)) };
}

type Try = { delivery_id: string; status: number | null; answer: string };

async function lastTries(db: Queryable, ids: readonly string[]): Promise<Map<string, Try>> {
  const { rows } = await db.query<Try>(
    `SELECT DISTINCT ON (delivery_id) delivery_id, status, answer FROM webhook_try
     WHERE delivery_id = ANY($1::uuid[]) ORDER BY delivery_id, attempt DESC`,
    [ids],
  );
  return new Map(rows.map((row) => [row.delivery_id, row]));
}

function rowOf(row: Row, last: Try | null): WebhookDeliveryRow {
  return {
    deliveryId: row.delivery_id,
    type: row.type,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    createdAt: new Date(row.created_at).toISOString(),
    doneAt: row.done_at === null ? null : new Date(row.done_at).toISOString(),
    status: last?.status ?? null,
    answer: last ? last.answer.slice(0, 200) : null,
  };
}

export async function readWebhookDelivery(
  db: Queryable,
  webhookId: string,
  deliveryId: string,
): Promise<z.infer<typeof webhookDeliverySchema> | null> {
  const { rows } = await db.query<Row & { body: string }>(
    `SELECT delivery_id, type, subject, state, attempts, created_at, done_at, body FROM webhook_delivery
     WHERE stream_id = $1 AND delivery_id = $2 AND webhook_id = $3`,
    [companyStream, deliveryId, webhookId],
  );
  const [row] = rows;
  if (!row) return null;
  const tries = await db.query<{
    attempt: number;
    at: string;
    headers: Record<string, string>;
    status: number | null;
    answer: string;
    ms: number;
  }>(
    'SELECT attempt, at, headers, status, answer, ms FROM webhook_try WHERE delivery_id = $1 ORDER BY attempt',
    [deliveryId],
  );
  const last = tries.rows.at(-1);
  return {
    delivery: rowOf(row, last ? { delivery_id: deliveryId, ...last } : null),
    body: row.body.slice(0, shownBody),
    tries: tries.rows.map(({ headers: sent, ...each }) => ({
      ...each,
      sent,
      at: new Date(each.at).toISOString(),
    })),
  };
}

/** Under the same ids: who had them before can tell. @returns how many are on their way again */
export async function resendDeliveries(
  db: Queryable,
  webhookId: string,
  deliveryIds: readonly string[],
  { at, newId }: { at: string; newId: () => string },
): Promise<number> {
  // Given up by age it would be again at once: it begins anew.
  const { rows } = await db.query<{ delivery_id: string; subject: string }>(
    `UPDATE webhook_delivery SET state = 'waiting', done_at = NULL, created_at = $4
     WHERE stream_id = $1 AND webhook_id = $2 AND delivery_id = ANY($3::uuid[]) AND state <> 'waiting'
     RETURNING delivery_id, subject`,
    [companyStream, webhookId, deliveryIds, at],
  );
  const inOrder = rows.toSorted((a, b) => (a.delivery_id < b.delivery_id ? -1 : 1));
  await later(
    db,
    inOrder.map(({ delivery_id: deliveryId, subject }) => {
      const payload: DeliverWork = { webhookId, deliveryId };
      return { topic: deliverTopic, key: `${webhookId} again ${subject}`, payload, availableAt: at };
    }),
    newId,
  );
  return rows.length;
}

export async function pingWebhook(
  db: Queryable,
  webhookId: string,
  clock: { at: string; newId: () => string },
): Promise<string> {
  const body = webhookBodySchema.parse({
    type: ping,
    version: '1',
    timestamp: clock.at,
    data: { about: { kind: 'webhook', id: webhookId }, event: {}, order: null, record: null },
  });
  const delivery = { webhookId, type: ping, subject: ping, about: ping, body: JSON.stringify(body) };
  const [deliveryId] = await putDeliveries(db, [delivery], clock);
  return deliveryId ?? '';
}

/** @returns whether there may be more */
export async function forgetOldDeliveries(db: Queryable, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH old AS (SELECT delivery_id FROM webhook_delivery WHERE done_at < $1 LIMIT $2),
       tries AS (DELETE FROM webhook_try t USING old WHERE t.delivery_id = old.delivery_id)
     DELETE FROM webhook_delivery d USING old WHERE d.delivery_id = old.delivery_id`,
    [new Date(now.getTime() - keptMs).toISOString(), atOnce],
  );
  return rowCount === atOnce;
}
