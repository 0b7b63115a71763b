// Writes a change set: every kind of row in one statement, every document checked against its schema before it is stored
// (a station that pulled an invalid one would lose it), and announced with its place in the stream.
// A parcel has its place before the answers to the ops it has in it, and a new box before the box it was split from: a
// station that has reached `parcelSeq` of an answer has everything the op did.
import type { z } from 'zod';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderStatus, orderTotalMinor, unallocatedQuantity } from '../../../shared/domain/order/status';
import { collections, summariseOrder } from '../../../shared/sync/documents';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet, EventRecord } from './change-set';
import { checkDocuments } from './check-documents';
import { jsonRows } from './json-rows';
import { storeLevels, storeStock } from './store-stock';

/** Streams a change set needs besides warehouses: orders are the company's. */
export async function storeChanges(tx: StreamTx, changes: ChangeSet): Promise<void> {
  checkDocuments(changes);
  await storeLevels(tx, changes);
  await storeParcels(tx, changes);
  await storeOps(tx, changes);
  await storeTasks(tx, changes);
  await storeStock(tx, changes);
  await storeOrders(tx, changes);
  await storeBackorders(tx, changes);
  await storeWakes(tx, changes);
}

function touched<T>(documents: ReadonlyMap<string, T>, id: string): T {
  const document = documents.get(id);
  if (document === undefined) throw new Error(`${id} was touched but is not there`);
  return document;
}

async function storeOps(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.ops.length === 0) return;
  const rows = changes.ops.map((op) => {
    const { envelope, stationId, warehouseId, contentHash, result } = op;
    const seq = tx.nextSeq(warehouseId);
    const parcelSeq = (envelope.parcelId && changes.parcels.get(envelope.parcelId)?.seq) || 0;
    const doc = collections.results.schema.parse({ ...result, parcelSeq, seq });
    op.stored = doc;
    return {
      op_id: envelope.opId,
      stream_id: warehouseId,
      seq,
      station_id: stationId,
      station_seq: envelope.stationSeq,
      type: envelope.type,
      v: envelope.v,
      actor: envelope.actor,
      fence: envelope.fence,
      parcel_id: envelope.parcelId,
      body: envelope.body,
      content_hash: contentHash,
      status: result.status,
      at: envelope.at,
      received_at: changes.at,
      doc,
    };
  });
  await tx.client.query({
    name: 'store-ops',
    text: `INSERT INTO op (op_id, stream_id, seq, station_id, station_seq, type, v, actor, fence, parcel_id, body, content_hash, status, at, received_at, doc)
           SELECT * FROM json_to_recordset($1) AS r (op_id uuid, stream_id text, seq bigint, station_id uuid, station_seq bigint, type text, v int, actor text,
             fence bigint, parcel_id uuid, body jsonb, content_hash text, status text, at timestamptz, received_at timestamptz, doc jsonb)`,
    values: [jsonRows(rows)],
  });
  for (const row of rows) {
    tx.announce({
      streamId: row.stream_id,
      collection: 'results',
      seq: row.seq,
      document: row.doc,
      stationId: row.station_id,
      warehouseIds: null,
    });
  }
}

async function storeParcels(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.touchedParcels.size === 0) return;
  const events = eventsBy(changes, 'parcel');
  const eventRows: object[] = [];
  const rows = newBoxesFirst(changes).map((parcelId) => {
    const parcel = touched(changes.parcels, parcelId);
    eventRows.push(...eventRowsOf(tx, events.get(parcelId), parcel.warehouseId, parcel.orderId));
    const seq = tx.nextSeq(parcel.warehouseId);
    const doc = { ...parcel, seq };
    changes.parcels.set(parcelId, doc);
    return {
      stream_id: doc.warehouseId,
      parcel_id: doc.parcelId,
      order_id: doc.orderId,
      order_number: doc.orderNumber,
      state: doc.state,
      priority: doc.priority,
      placed_at: doc.placedAt,
      holder_station_id: doc.holder,
      fence: doc.fence,
      sscc: doc.sscc,
      doc,
      seq,
    };
  });
  await tx.client.query({
    name: 'store-parcels',
    text: `INSERT INTO parcel (stream_id, parcel_id, order_id, order_number, state, priority, placed_at, holder_station_id, fence, sscc, doc, seq)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, parcel_id uuid, order_id uuid, order_number text, state text, priority text,
             placed_at timestamptz, holder_station_id uuid, fence bigint, sscc text, doc jsonb, seq bigint)
           ON CONFLICT (stream_id, parcel_id) DO UPDATE SET state = excluded.state, holder_station_id = excluded.holder_station_id,
             fence = excluded.fence, sscc = excluded.sscc, doc = excluded.doc, seq = excluded.seq`,
    values: [jsonRows(rows)],
  });
  await storeEvents(tx, eventRows);
  for (const { doc, seq, stream_id } of rows) {
    tx.announce({
      streamId: stream_id,
      collection: 'parcels',
      seq,
      document: doc,
      stationId: null,
      warehouseIds: null,
    });
  }
}

function newBoxesFirst(changes: ChangeSet): string[] {
  const isNew = (parcelId: string): boolean => changes.parcels.get(parcelId)?.seq === 0;
  const all = [...changes.touchedParcels];
  return [...all.filter(isNew), ...all.filter((parcelId) => !isNew(parcelId))];
}

async function storeOrders(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.touchedOrders.size === 0) return;
  const events = eventsBy(changes, 'order');
  const eventRows: object[] = [];
  const placed: object[] = [];
  const updated: object[] = [];
  for (const orderId of changes.touchedOrders) {
    const order = touched(changes.orders, orderId);
    eventRows.push(...eventRowsOf(tx, events.get(orderId), companyStream, orderId));
    const seq = tx.nextSeq(companyStream);
    const doc = { ...order, seq };
    changes.orders.set(orderId, doc);
    const contentHash = changes.placed.get(orderId);
    const row = orderRow(doc, seq);
    if (contentHash === undefined) updated.push(row);
    else placed.push({ ...row, content_hash: contentHash });
    if (doc.warehouseIds.length > 0) {
      tx.announce({
        streamId: companyStream,
        collection: 'orders',
        seq,
        document: summariseOrder(doc),
        stationId: null,
        warehouseIds: doc.warehouseIds,
      });
    }
  }
  if (placed.length > 0) {
    await tx.client.query({
      name: 'store-placed-orders',
      text: `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
             SELECT stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency,
               ARRAY(SELECT jsonb_array_elements_text(warehouse_ids)), doc, seq
             FROM json_to_recordset($1) AS r (stream_id text, order_id uuid, channel_id text, external_id text, number text, content_hash text, status text,
               customer_name text, country_code text, placed_at timestamptz, total_minor bigint, currency text, warehouse_ids jsonb, doc jsonb, seq bigint)`,
      values: [jsonRows(placed)],
    });
  }
  if (updated.length > 0) {
    await tx.client.query({
      name: 'store-orders',
      text: `UPDATE sales_order o SET status = r.status, total_minor = r.total_minor, warehouse_ids = ARRAY(SELECT jsonb_array_elements_text(r.warehouse_ids)),
               doc = r.doc, seq = r.seq
             FROM json_to_recordset($1) AS r (stream_id text, order_id uuid, status text, total_minor bigint, warehouse_ids jsonb, doc jsonb, seq bigint)
             WHERE o.stream_id = r.stream_id AND o.order_id = r.order_id`,
      values: [jsonRows(updated)],
    });
  }
  await storeEvents(tx, eventRows);
}

function orderRow(order: Order, seq: number): Record<string, unknown> {
  return {
    stream_id: companyStream,
    order_id: order.orderId,
    channel_id: order.channelId,
    external_id: order.externalId,
    number: order.number,
    status: orderStatus(order),
    customer_name: order.customer.name,
    country_code: order.shipTo.countryCode,
    placed_at: order.placedAt,
    total_minor: orderTotalMinor(order),
    currency: order.currency,
    warehouse_ids: order.warehouseIds,
    doc: order,
    seq,
  };
}

function backorderRows(order: Order): object[] {
  if (order.state !== 'confirmed') return [];
  return order.lines
    .filter((line) => unallocatedQuantity(line) > 0)
    .map((line) => ({
      stream_id: companyStream,
      order_id: order.orderId,
      line_no: line.lineNo,
      sku: line.sku,
      quantity: unallocatedQuantity(line),
      priority: order.priority,
      placed_at: order.placedAt,
    }));
}

async function storeBackorders(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.backordersOf.size === 0) return;
  const orderIds = [...changes.backordersOf];
  const rows = orderIds.flatMap((orderId) => {
    const order = changes.orders.get(orderId);
    return order ? backorderRows(order) : [];
  });
  await tx.client.query({
    name: 'clear-backorders',
    text: 'DELETE FROM backorder_line WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orderIds],
  });
  if (rows.length === 0) return;
  await tx.client.query({
    name: 'store-backorders',
    text: `INSERT INTO backorder_line (stream_id, order_id, line_no, sku, quantity, priority, placed_at)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, order_id uuid, line_no int, sku text, quantity int, priority text, placed_at timestamptz)`,
    values: [jsonRows(rows)],
  });
}

async function storeTasks(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.tasks.length === 0) return;
  const rows = changes.tasks.map(({ warehouseId, task }) => {
    const seq = tx.nextSeq(warehouseId);
    const doc: z.infer<typeof collections.tasks.schema> = collections.tasks.schema.parse({ ...task, seq });
    return {
      stream_id: warehouseId,
      task_id: doc.taskId,
      kind: doc.kind,
      state: doc.state,
      order_id: doc.orderId,
      parcel_id: doc.parcelId,
      op_id: doc.opId,
      doc,
      seq,
    };
  });
  await tx.client.query({
    name: 'store-tasks',
    text: `INSERT INTO task (stream_id, task_id, kind, state, order_id, parcel_id, op_id, doc, seq)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, task_id uuid, kind text, state text, order_id uuid, parcel_id uuid, op_id uuid, doc jsonb, seq bigint)
           ON CONFLICT (stream_id, task_id) DO UPDATE SET state = excluded.state, doc = excluded.doc, seq = excluded.seq`,
    values: [jsonRows(rows)],
  });
  for (const { doc, seq, stream_id } of rows) {
    tx.announce({
      streamId: stream_id,
      collection: 'tasks',
      seq,
      document: doc,
      stationId: null,
      warehouseIds: null,
    });
  }
}

/** Free stock wakes nobody unless an order waits for it; an order that comes later finds it by itself. */
async function storeWakes(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.wakes.size === 0) return;
  const rows = [...changes.wakes].map(([key, payload]) => ({
    id: changes.newId(),
    topic: payload.kind === 'order' ? 'allocate' : 'allocate-freed',
    key,
    payload,
    sku: payload.kind === 'order' ? null : payload.sku,
  }));
  await tx.client.query({
    name: 'store-wakes',
    text: `INSERT INTO outbox (id, topic, key, payload)
           SELECT id, topic, key, payload FROM json_to_recordset($1) AS r (id uuid, topic text, key text, payload jsonb, sku text)
           WHERE r.sku IS NULL OR EXISTS (SELECT 1 FROM backorder_line b WHERE b.stream_id = $2 AND b.sku = r.sku)`,
    values: [jsonRows(rows), companyStream],
  });
}

function eventsBy(
  changes: ChangeSet,
  aggregate: EventRecord['aggregate'],
): ReadonlyMap<string, EventRecord[]> {
  const byId = new Map<string, EventRecord[]>();
  for (const event of changes.events) {
    if (event.aggregate !== aggregate) continue;
    const list = byId.get(event.aggregateId);
    if (list) list.push(event);
    else byId.set(event.aggregateId, [event]);
  }
  return byId;
}

function eventRowsOf(
  tx: StreamTx,
  events: readonly EventRecord[] | undefined,
  streamId: string,
  orderId: string,
): object[] {
  return (events ?? []).map((event) => ({
    stream_id: streamId,
    seq: tx.nextSeq(streamId),
    op_id: event.cause.opId,
    aggregate: event.aggregate,
    aggregate_id: event.aggregateId,
    order_id: orderId,
    type: event.type,
    body: event.body,
    at: event.cause.at,
    actor: event.cause.actor,
    station_id: event.cause.stationId,
  }));
}

async function storeEvents(tx: StreamTx, rows: object[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.client.query({
    name: 'store-events',
    text: `INSERT INTO event (stream_id, seq, op_id, aggregate, aggregate_id, order_id, type, body, at, actor, station_id)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, seq bigint, op_id uuid, aggregate text, aggregate_id uuid, order_id uuid, type text,
             body jsonb, at timestamptz, actor text, station_id uuid)`,
    values: [jsonRows(rows)],
  });
}
