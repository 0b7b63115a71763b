// What channels sent and what became of it, and the second chance of what was put aside.
import type { z } from 'zod';
import type { deliveriesQuerySchema, deliveriesResponseSchema } from '../../../shared/contract/channels';
import { listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';

/** Newest first. */
export async function listDeliveries(
  db: Queryable,
  channelId: string,
  query: z.infer<typeof deliveriesQuerySchema>,
): Promise<z.infer<typeof deliveriesResponseSchema>> {
  let list = from
    .selectFrom('channel_inbox')
    .select([
      'delivery_id',
      'source',
      'topic',
      'received_at',
      'state',
      'attempts',
      'number',
      'external_id',
      'order_id',
      'problems',
    ])
    .where('channel_id', '=', channelId);
  if (query.state) list = list.where('state', '=', query.state);
  const page = await listPage(db, list, {
    keys: [
      { by: 'received_at', type: 'timestamptz', descending: true },
      { by: 'delivery_id', type: 'text' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    ...page,
    rows: page.rows.map((row) => ({
      deliveryId: row.delivery_id,
      source: row.source,
      topic: row.topic,
      receivedAt: row.received_at,
      state: row.state,
      attempts: row.attempts,
      number: row.number,
      externalId: row.external_id,
      orderId: row.order_id,
      problems: row.problems,
    })),
  };
}

/** Tried again as it came: the reason may be gone. @returns how many */
export function retryDeliveries(
  db: Queryable,
  channelId: string,
  deliveryIds: readonly string[],
  at: string,
): Promise<number> {
  return move(
    db,
    channelId,
    deliveryIds,
    `state = 'waiting', attempts = 0, available_at = $3, done_at = NULL`,
    at,
  );
}

/** Given up; it stays in the list. */
export function dropDeliveries(
  db: Queryable,
  channelId: string,
  deliveryIds: readonly string[],
  at: string,
): Promise<number> {
  return move(db, channelId, deliveryIds, `state = 'dropped', done_at = $3`, at);
}

async function move(
  db: Queryable,
  channelId: string,
  deliveryIds: readonly string[],
  change: string,
  at: string,
): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE channel_inbox SET ${change} WHERE channel_id = $1 AND delivery_id = ANY($2::text[]) AND state = 'quarantined'`,
    [channelId, deliveryIds, at],
  );
  return rowCount ?? 0;
}
