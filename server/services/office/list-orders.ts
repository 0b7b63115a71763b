// Orders and their history for the office.
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type {
  ordersQuerySchema,
  ordersResponseSchema,
  orderResponseSchema,
} from '../../../shared/contract/http';
import { fieldsOf } from '../../../shared/domain/field/field';
import { readField } from '../../../shared/domain/field/field-text';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import { specialCodeIn } from '../../../shared/domain/special/special-code-in';
import { summariseOrder } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { loadFields } from '../marks/marks';
import { listCancels } from './list-cancels';
import { contains, likeText, listPage } from '../../db/list-page';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { factsOfParcels } from './parcel-facts';

/** Newest first. `text` begins a number or external id, or is in a customer's name (begins it, when shorter than three). */
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
  if (query.tag) list = list.where(sql<boolean>`doc ? 'tags' AND doc->'tags' ? ${query.tag}`);
  if (query.field) list = list.where(await hasField(db, query.field));
  if (text) {
    // The code of a special order, typed or scanned off its tag.
    const code = specialCodeIn(text);
    const begins = `${likeText(text)}%`;
    // Fewer letters than the index of names knows are looked for at the beginning.
    const inName =
      text.length < 3
        ? sql<boolean>`lower(customer_name) like lower(${begins})`
        : contains('customer_name', text);
    list = list.where(({ eb, or }) =>
      or([
        eb('number', 'like', begins),
        eb('external_id', 'like', begins),
        inName,
        ...(code === null ? [] : [sql<boolean>`doc->'special'->>'code' = ${code}`]),
      ]),
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
      tags: doc.tags ?? [],
      fields: doc.fields ?? {},
    })),
  };
}

/** `key:value`, the value as people write it; a field that cannot be filtered by finds nothing. */
async function hasField(db: Queryable, asked: string): Promise<RawBuilder<boolean>> {
  const end = asked.indexOf(':');
  const [key, text] = [asked.slice(0, end), asked.slice(end + 1)];
  const definition = fieldsOf(await loadFields(db), 'order').find((each) => each.key === key);
  const [amount = '', currency = ''] = definition?.kind === 'money' ? text.split(' ') : [text];
  const value = definition?.filterable
    ? readField(definition, amount, { decimal: '.', dates: 'iso', currency })
    : null;
  if (value === null) return sql<boolean>`false`;
  return sql<boolean>`doc ? 'fields' AND doc->'fields' @> ${JSON.stringify({ [key]: value })}::jsonb`;
}

/** The order with its parcels and everything that happened to it and its parcels, oldest first. */
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
    aggregate: string;
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
    parcels: await parcelsOfOrder(db, orderId),
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

async function parcelsOfOrder(
  db: Queryable,
  orderId: string,
): Promise<z.infer<typeof orderResponseSchema>['parcels']> {
  const { rows } = await db.query<{ doc: Parcel; holder_name: string | null }>(
    `SELECT p.doc, s.name AS holder_name FROM parcel p
     LEFT JOIN station s ON s.station_id = p.holder_station_id
     WHERE p.order_id = $1 AND NOT p.deleted ORDER BY p.stream_id, (p.doc->>'boxNumber')::int, p.parcel_id`,
    [orderId],
  );
  const factsOf = await factsOfParcels(
    db,
    rows.map(({ doc }) => doc),
  );
  return rows.map(({ doc, holder_name: holderName }) => ({
    parcelId: doc.parcelId,
    boxNumber: doc.boxNumber,
    state: doc.state,
    holderName,
    carrierName: doc.shipping.carrierName,
    sscc: doc.sscc,
    facts: factsOf(doc),
  }));
}
