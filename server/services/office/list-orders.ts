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
import { from } from '../../db/select';
import { listCancels } from './list-cancels';
import { contains, likeText, listPage } from '../../db/list-page';

/** Newest first. `text` begins a number or external id, or is in a customer's name. */
export async function listOrders(
  db: Queryable,
  query: z.infer<typeof ordersQuerySchema>,
): Promise<z.infer<typeof ordersResponseSchema>> {
  const text = query.text?.trim();
  let list = from
    .selectFrom('sales_order')
    .select('doc')
    .where('stream_id', '=', companyStream)
    .where('deleted', '=', false);
  if (query.status) list = list.where('status', '=', query.status);
  if (query.channelId) list = list.where('channel_id', '=', query.channelId);
  if (text) {
    const begins = `${likeText(text)}%`;
    list = list.where(({ eb, or }) =>
      or([eb('number', 'like', begins), eb('external_id', 'like', begins), contains('customer_name', text)]),
    );
  }
  const page = await listPage(db, list, {
    keys: [
      { by: 'placed_at', type: 'timestamptz', descending: true },
      { by: 'order_id', type: 'uuid' },
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
    cancels: await listCancels(db, orderId),
  };
}
