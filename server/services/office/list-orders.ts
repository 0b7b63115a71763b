// Orders and their history for the office.
import type { z } from 'zod';
import type {
  ordersQuerySchema,
  ordersResponseSchema,
  orderResponseSchema,
} from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import { summariseOrder } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';
import { likeText, listPage } from './list-page';

/** Newest first. `text` begins a number or external id, or is in a customer's name. */
export async function listOrders(
  db: Queryable,
  query: z.infer<typeof ordersQuerySchema>,
): Promise<z.infer<typeof ordersResponseSchema>> {
  const conditions: { sql: string; values: unknown[] }[] = [
    { sql: 'o.stream_id = ? AND NOT o.deleted', values: [companyStream] },
  ];
  if (query.status) conditions.push({ sql: 'o.status = ?', values: [query.status] });
  if (query.channelId) conditions.push({ sql: 'o.channel_id = ?', values: [query.channelId] });
  const text = query.text?.trim();
  if (text) {
    const like = likeText(text);
    conditions.push({
      sql: '(o.number LIKE ? OR o.external_id LIKE ? OR lower(o.customer_name) LIKE lower(?))',
      values: [`${like}%`, `${like}%`, `%${like}%`],
    });
  }
  const page = await listPage<{ doc: Order }>(db, {
    from: 'sales_order o',
    select: 'o.doc',
    conditions,
    keys: [
      { sql: 'o.placed_at', type: 'timestamptz', descending: true },
      { sql: 'o.order_id', type: 'uuid', descending: false },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    ...page,
    rows: page.rows.map(({ doc }) => ({
      ...summariseOrder(doc),
      totalMinor: orderTotalMinor(doc),
      currency: doc.currency,
    })),
  };
}

/** The order with everything that happened to it and its parcels, oldest first. */
export async function orderPage(
  db: Queryable,
  orderId: string,
): Promise<z.infer<typeof orderResponseSchema> | null> {
  const orders = await db.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2 AND NOT deleted',
    [companyStream, orderId],
  );
  const order = orders.rows[0]?.doc;
  if (!order) return null;
  const events = await db.query<{
    at: string;
    type: string;
    by: string | null;
    station: string | null;
    aggregate: 'order' | 'parcel';
    aggregate_id: string;
    body: Record<string, unknown>;
  }>(
    `SELECT e.at, e.type, coalesce(p.doc->'person'->>'name', e.actor) AS by, s.name AS station, e.aggregate, e.aggregate_id, e.body
     FROM event e
     LEFT JOIN station s ON s.station_id = e.station_id
     LEFT JOIN directory p ON p.stream_id = $2 AND p.kind = 'person' AND p.doc->'person'->>'personId' = e.actor
     WHERE e.order_id = $1
     ORDER BY e.at, e.stream_id, e.seq`,
    [orderId, companyStream],
  );
  return {
    order,
    timeline: events.rows.map(({ at, type, by, station, aggregate, aggregate_id, body }) => ({
      at,
      type,
      by,
      station,
      aggregate,
      body: aggregate === 'parcel' ? { parcelId: aggregate_id, ...body } : body,
    })),
  };
}
