// Orders and their history for the office.
import type { z } from 'zod';
import type { orderResponseSchema } from '../../../shared/contract/http';
import type { OrderRow, ordersQuerySchema, ordersResponseSchema } from '../../../shared/contract/order-grid';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import { channelOfActor } from '../../../shared/domain/order/told-by';
import { fieldsForFilter } from '../marks/fields-for-filter';
import { numbered, undoable } from '../orders/undo-event';
import { findOrders, isOfIndex } from './find-orders';
import { listCancels } from './list-cancels';
import { listPage } from '../../db/list-page';
import { orderSortKeys } from './order-sorts';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { labelProofsOf } from './label-proofs';
import { factsOfParcels } from './parcel-facts';

/** Gathering goes on for so long; a list is there in time all the same. */
const patienceMs = 90;
/** A table of orders that is smaller is gathered to the end: nobody of a small company is told "more than". */
const smallBytes = 100_000_000;
/** Rows that are gathered. */
const mostGathered = 10_000;

/** `text` begins a number or external id, or is in a customer's name (begins it, when shorter than three). */
export async function listOrders(
  db: Queryable,
  { sort, turned, cursor, limit, ...filter }: z.infer<typeof ordersQuerySchema>,
): Promise<z.infer<typeof ordersResponseSchema>> {
  // Places first, out of the index; then the rows at these places.
  const page = await listPage(db, findOrders(filter, await fieldsForFilter(db, filter)).select('order_id'), {
    keys: orderSortKeys(sort, turned),
    cursor,
    limit,
    gather: {
      rows: mostGathered,
      patienceMs: (await isSmall(db)) ? null : patienceMs,
      isOfIndex: isOfIndex(filter),
    },
  });
  const ids = page.rows.map(({ order_id: orderId }) => orderId);
  const rows = new Map((await rowsOfOrders(db, ids)).map((row) => [row.orderId as string, row]));
  return {
    ...page,
    rows: ids.flatMap((orderId) => rows.get(orderId) ?? []),
  };
}

async function isSmall(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ bytes: number }>({
    name: 'size-of-orders',
    text: `SELECT pg_relation_size('sales_order') AS bytes`,
  });
  return (rows[0]?.bytes ?? 0) < smallBytes;
}

async function rowsOfOrders(db: Queryable, orderIds: readonly string[]): Promise<OrderRow[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await db.query<OrderRow>({
    name: 'rows-of-orders',
    text: `SELECT o.order_id AS "orderId", o.number, o.channel_id AS "channelId", o.external_id AS "externalId", o.status,
             o.hold_reasons <> '{}' AS "onHold", o.customer_name AS "customerName", o.country_code AS "countryCode", o.placed_at AS "placedAt",
             o.units, o.open_units AS "openUnits", o.warehouse_ids AS "warehouseIds", o.seq, o.total_minor AS "totalMinor", o.currency,
             o.priority, o.hold_reasons AS "holds", coalesce(o.doc->'tags', '[]') AS tags, coalesce(o.doc->'fields', '{}') AS fields,
             ARRAY(SELECT p.state FROM record p WHERE p.order_id = o.order_id AND p.kind = 'payment' ORDER BY p.created_at, p.record_id) AS payments,
             o.promised_for::text AS "promisedFor"
           FROM sales_order o WHERE o.stream_id = $1 AND o.order_id = ANY($2::uuid[])`,
    values: [companyStream, orderIds],
  });
  return rows;
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
    seq: number;
    body: Record<string, unknown>;
  }>(
    `SELECT e.at, e.type, coalesce(p.doc->'person'->>'name', e.actor) AS by, s.name AS station, e.aggregate, e.aggregate_id, e.body, e.seq
     FROM event e
     LEFT JOIN station s ON s.station_id = e.station_id
     LEFT JOIN directory p ON p.stream_id = $2 AND p.kind = 'person' AND p.doc->'person'->>'personId' = e.actor
     WHERE e.order_id = $1
     ORDER BY e.at, e.stream_id, e.seq`,
    [orderId, companyStream],
  );
  const parcels = await parcelsOfOrder(db, orderId);
  const ofOrder = events.rows.filter(({ aggregate }) => aggregate === 'order').sort((a, b) => a.seq - b.seq);
  const undos = undoable(
    order,
    ofOrder.map(numbered),
    parcels.some(({ state }) => state !== 'cancelled'),
  );
  return {
    order,
    parcels,
    timeline: events.rows.map(({ at, type, by, station, aggregate, aggregate_id, body, seq }) => ({
      at,
      type,
      by: channelOfActor(by) === null ? by : null,
      station,
      aggregate,
      body: aggregate === 'parcel' ? { parcelId: aggregate_id, ...body } : body,
      channel: channelOfActor(by),
      undo: aggregate === 'order' && undos.has(seq) ? seq : null,
    })),
    cancels: await listCancels(db, orderId),
  };
}

async function parcelsOfOrder(
  db: Queryable,
  orderId: string,
): Promise<z.infer<typeof orderResponseSchema>['parcels']> {
  type Row = { doc: Parcel; holder_name: string | null; material: number | null; currency: string | null };
  const { rows } = await db.query<Row>(
    `SELECT p.doc, s.name AS holder_name, u.box_minor + u.padding_minor AS material, u.currency FROM parcel p
     LEFT JOIN station s ON s.station_id = p.holder_station_id
     LEFT JOIN box_use u ON u.stream_id = p.stream_id AND u.parcel_id = p.parcel_id
     WHERE p.order_id = $1 AND NOT p.deleted ORDER BY p.stream_id, (p.doc->>'boxNumber')::int, p.parcel_id`,
    [orderId],
  );
  const docs = rows.map(({ doc }) => doc);
  const factsOf = await factsOfParcels(db, docs);
  const proofOf = await labelProofsOf(db, docs);
  return rows.map(({ doc, holder_name: holderName, material, currency }) => ({
    parcelId: doc.parcelId,
    boxNumber: doc.boxNumber,
    state: doc.state,
    holderName,
    carrierName: doc.shipping.carrierName,
    sscc: doc.sscc,
    boxId: doc.boxId,
    material: material === null || currency === null ? null : { amountMinor: material, currency },
    facts: factsOf(doc),
    label: proofOf(doc),
  }));
}
