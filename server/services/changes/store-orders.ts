// Writes orders with what happened to them, and which of their lines wait for stock. Status and total lie beside the
// document for lists; both are answers of the document, never facts of their own (law 6).
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderStatus, orderTotalMinor, unallocatedQuantity } from '../../../shared/domain/order/status';
import { benchOrder } from '../../../shared/sync/documents';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonLines, jsonRows } from './json-rows';
import { eventRowsOf, eventsBy } from './store-events';

/** What happened to them goes to `eventRows`. */
export function storeOrders(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  if (changes.touchedOrders.size === 0) return [];
  const events = eventsBy(changes, 'order');
  const placed: object[] = [];
  const updated: { doc: Order }[] = [];
  for (const orderId of changes.touchedOrders) {
    const order = changes.orders.get(orderId);
    if (!order) throw new Error(`order ${orderId} was touched but is not there`);
    eventRows.push(...eventRowsOf(tx, events.get(orderId), companyStream, orderId));
    const doc = { ...order, seq: tx.nextSeq(companyStream) };
    changes.orders.set(orderId, doc);
    const told = { doc, status: orderStatus(doc), totalMinor: orderTotalMinor(doc) };
    const contentHash = changes.placed.get(orderId);
    if (contentHash === undefined) updated.push(told);
    else placed.push({ ...told, contentHash });
    announceOrder(tx, doc);
  }
  return [...placeOrders(tx, placed), ...updateOrders(tx, updated)];
}

/** An order that no warehouse has anything to do with is nobody's at a bench. */
function announceOrder(tx: StreamTx, order: Order): void {
  if (order.warehouseIds.length === 0) return;
  tx.announce({
    streamId: companyStream,
    collection: 'orders',
    seq: order.seq,
    document: benchOrder(order),
    stationId: null,
    warehouseIds: order.warehouseIds,
  });
}

function placeOrders(tx: StreamTx, rows: readonly object[]): Promise<unknown>[] {
  if (rows.length === 0) return [];
  return [
    tx.client.query({
      name: 'store-placed-orders',
      text: `WITH told AS MATERIALIZED (SELECT line::jsonb AS row FROM string_to_table($1, E'\\n') AS line),
                  split AS MATERIALIZED (SELECT row, row->'doc' AS doc FROM told)
             INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at,
               total_minor, currency, warehouse_ids, doc, seq)
             SELECT $2, (doc->>'orderId')::uuid, doc->>'channelId', doc->>'externalId', doc->>'number', row->>'contentHash', row->>'status',
               doc->'customer'->>'name', doc->'shipTo'->>'countryCode', (doc->>'placedAt')::timestamptz, (row->>'totalMinor')::bigint, doc->>'currency',
               ARRAY(SELECT jsonb_array_elements_text(doc->'warehouseIds')), doc, (doc->>'seq')::bigint
             FROM split`,
      values: [jsonLines(rows), companyStream],
    }),
  ];
}

function updateOrders(tx: StreamTx, rows: readonly { doc: Order }[]): Promise<unknown>[] {
  if (rows.length === 0) return [];
  // The list of ids says the same as the join: without it the planner takes the set for a thousand rows and reads the
  // whole table for it.
  return [
    tx.client.query({
      name: 'store-orders',
      text: `WITH told AS MATERIALIZED (SELECT line::jsonb AS row FROM string_to_table($1, E'\\n') AS line),
                  split AS MATERIALIZED (SELECT row, row->'doc' AS doc, (row->'doc'->>'orderId')::uuid AS order_id FROM told)
             UPDATE sales_order o SET status = s.row->>'status', total_minor = (s.row->>'totalMinor')::bigint,
               warehouse_ids = ARRAY(SELECT jsonb_array_elements_text(s.doc->'warehouseIds')), doc = s.doc, seq = (s.doc->>'seq')::bigint
             FROM split s WHERE o.stream_id = $2 AND o.order_id = ANY($3::uuid[]) AND o.order_id = s.order_id`,
      values: [jsonLines(rows), companyStream, rows.map(({ doc }) => doc.orderId)],
    }),
  ];
}

export function storeBackorders(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.backordersOf.size === 0) return [];
  const orderIds = [...changes.backordersOf];
  const rows = orderIds.flatMap((orderId) => {
    const order = changes.orders.get(orderId);
    return order ? backorderRows(order) : [];
  });
  // What is new here waited for nothing before.
  const known = orderIds.filter((orderId) => !changes.placed.has(orderId));
  if (known.length === 0 && rows.length === 0) return [];
  const clear = tx.client.query({
    name: 'clear-backorders',
    // What was promised them of goods on their way is promised anew (services/promising).
    text: `WITH pegs AS (DELETE FROM dated_demand WHERE order_id = ANY($2::uuid[]))
           DELETE FROM backorder_line WHERE stream_id = $1 AND order_id = ANY($2::uuid[])`,
    values: [companyStream, known],
  });
  if (rows.length === 0) return [clear];
  return [
    clear,
    tx.client.query({
      name: 'store-backorders',
      text: `INSERT INTO backorder_line (stream_id, order_id, line_no, sku, quantity, priority, placed_at)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, order_id uuid, line_no int, sku text, quantity int, priority text, placed_at timestamptz)`,
      values: [jsonRows(rows)],
    }),
  ];
}

/** Products that orders of this set wait for. */
export function waitingSkus(changes: ChangeSet): string[] {
  const skus = new Set<string>();
  for (const orderId of changes.backordersOf) {
    const order = changes.orders.get(orderId);
    if (order?.state !== 'confirmed') continue;
    for (const line of order.lines) if (unallocatedQuantity(line) > 0) skus.add(line.sku);
  }
  return [...skus].sort();
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
