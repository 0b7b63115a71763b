// Tells the stations of a warehouse which returns it may get: what a packer may see of them, how they are recognised, and how
// far they are. Made of the record whenever it changes; the ops that are in it are remembered beside.
// Must never tell a station what a customer paid, gets back, or wrote.
import { isDeepStrictEqual } from 'node:util';
import { companyStream, type OrderId, type StationId, type WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import {
  type Arrival,
  benchReturn,
  mostCodes,
  type ShippedLine,
} from '../../../shared/domain/returns/arrival';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import { leftToReturn } from '../../../shared/domain/returns/questions';
import { returnEntry } from '../../../shared/sync/documents';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { warehousesOf } from '../allocation/allocate-orders';
import { jsonRows } from '../changes/json-rows';

export type HeardOp = { returnId: string; stationId: StationId; stationSeq: number };

const announcedAtOnce = 100;

/** One look at what changed. @returns whether there may be more */
export async function announceChangedReturns({
  pool,
  writer,
}: Pick<OfficeParts, 'pool' | 'writer'>): Promise<boolean> {
  const { rows } = await pool.query<{ record_id: string; seq: number }>({
    name: 'returns-to-announce',
    text: `SELECT record_id, seq FROM record WHERE stream_id = $1 AND kind = 'return'
             AND seq > coalesce((SELECT seq FROM bench_return_place WHERE stream_id = $1), 0) ORDER BY seq LIMIT $2`,
    values: [companyStream, announcedAtOnce],
  });
  const last = rows.at(-1);
  if (!last) return false;
  const warehouseIds = await warehousesOf(pool);
  await writer.submit([companyStream, ...warehouseIds], async (tx) => {
    // As they are behind the counters: a bench may have told of one meanwhile.
    const { rows: now } = await tx.client.query<{ doc: GoodsReturn }>({
      name: 'returns-as-they-are',
      text: `SELECT doc FROM record WHERE stream_id = $1 AND kind = 'return' AND record_id = ANY($2::uuid[])`,
      values: [companyStream, rows.map(({ record_id }) => record_id)],
    });
    const found = now.map(({ doc }) => doc);
    await announceReturns(tx, found, new Set(warehouseIds), []);
    await tx.client.query(
      `INSERT INTO bench_return_place (stream_id, seq) VALUES ($1, $2)
       ON CONFLICT (stream_id) DO UPDATE SET seq = greatest(bench_return_place.seq, excluded.seq)`,
      [companyStream, last.seq],
    );
  });
  return rows.length === announcedAtOnce;
}

/** The unit of work names the company's stream and `warehouseIds`; what has not changed is not told again. */
export async function announceReturns(
  tx: StreamTx,
  returns: readonly GoodsReturn[],
  warehouseIds: ReadonlySet<WarehouseId>,
  heard: readonly HeardOp[],
): Promise<void> {
  if (returns.length === 0) return;
  const orderIds = [...new Set(returns.map(({ orderId }) => orderId))];
  const [shipped, codes, before] = await Promise.all([
    shippedLines(tx.client, orderIds, returns),
    codesOf(tx.client, orderIds),
    announcedBefore(
      tx.client,
      returns.map(({ returnId }) => returnId),
    ),
  ]);
  const rows: object[] = [];
  for (const found of returns)
    for (const warehouseId of sitesOf(found)) {
      if (!warehouseIds.has(warehouseId)) continue;
      const known = before.get(`${warehouseId} ${found.returnId}`);
      const tracking = found.label?.trackingNumber;
      const arrival: Arrival = {
        found: benchReturn(found),
        lines: shipped.get(found.returnId) ?? [],
        codes: [...new Set([...(tracking ? [tracking] : []), ...(codes.get(found.orderId) ?? [])])].slice(
          0,
          mostCodes,
        ),
        heard: heardWith(
          known?.heard ?? [],
          heard.filter(({ returnId }) => returnId === found.returnId),
        ),
      };
      if (known && isDeepStrictEqual(plain(known), plain(arrival))) continue;
      const seq = tx.nextSeq(warehouseId);
      tx.announce({
        streamId: warehouseId,
        collection: 'inbound',
        seq,
        document: returnEntry(arrival, seq),
        stationId: null,
        warehouseIds: null,
      });
      rows.push({ stream_id: warehouseId, return_id: found.returnId, doc: arrival, seq });
    }
  if (rows.length === 0) return;
  await tx.client.query({
    name: 'store-bench-returns',
    text: `INSERT INTO bench_return (stream_id, return_id, doc, seq)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, return_id uuid, doc jsonb, seq bigint)
           ON CONFLICT (stream_id, return_id) DO UPDATE SET doc = excluded.doc, seq = excluded.seq`,
    values: [jsonRows(rows)],
  });
}

/** As JSON tells it: what is undefined is not there. */
function plain(arrival: Arrival): unknown {
  return JSON.parse(JSON.stringify(arrival));
}

/** Where it is to go, and wherever units of it are. */
function sitesOf({ warehouseId, lines }: GoodsReturn): Set<WarehouseId> {
  return new Set([warehouseId, ...lines.flatMap((line) => line.warehouseId ?? [])]);
}

function heardWith(before: Arrival['heard'], ops: readonly HeardOp[]): Arrival['heard'] {
  const newest = new Map(before.map(({ stationId, stationSeq }) => [stationId, stationSeq]));
  for (const { stationId, stationSeq } of ops)
    newest.set(stationId, Math.max(newest.get(stationId) ?? 0, stationSeq));
  return [...newest].map(([stationId, stationSeq]) => ({ stationId, stationSeq }));
}

/** By return: lines of its order that were shipped, with what no other return has here. */
async function shippedLines(
  db: Queryable,
  orderIds: readonly OrderId[],
  returns: readonly GoodsReturn[],
): Promise<Map<string, ShippedLine[]>> {
  const { rows: orders } = await db.query<{ doc: Order }>({
    name: 'orders-of-returns',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orderIds],
  });
  const { rows: records } = await db.query<{ doc: GoodsReturn }>({
    name: 'returns-of-orders',
    text: `SELECT doc FROM record WHERE kind = 'return' AND order_id = ANY($1::uuid[])`,
    values: [orderIds],
  });
  const orderOf = new Map(orders.map(({ doc }) => [doc.orderId, doc]));
  const others = records.map(({ doc }) => doc);
  return new Map(
    returns.map((found) => {
      const order = orderOf.get(found.orderId);
      const ofOrder = others.filter(({ orderId }) => orderId === found.orderId);
      return [found.returnId, order ? linesLeft(order, ofOrder, found.returnId) : []];
    }),
  );
}

export function linesLeft(
  order: Pick<Order, 'lines'>,
  returns: readonly GoodsReturn[],
  returnId: string,
): ShippedLine[] {
  const left = leftToReturn(order, returns, returnId, 'arrived');
  return order.lines
    .filter(({ shipped }) => shipped > 0)
    .map(({ lineNo, sku, name }) => ({ lineNo, sku, name, left: left.get(lineNo) ?? 0 }));
}

/** By order: what stands on the boxes it was sent in. */
async function codesOf(db: Queryable, orderIds: readonly OrderId[]): Promise<Map<string, string[]>> {
  const { rows } = await db.query<{ order_id: string; code: string }>({
    name: 'codes-of-returns',
    text: `SELECT order_id, substr(k, 10) AS code FROM record CROSS JOIN LATERAL unnest(keys) AS k
             WHERE kind = 'shipment' AND order_id = ANY($1::uuid[]) AND k LIKE 'tracking:%'
           UNION SELECT order_id, sscc FROM parcel WHERE order_id = ANY($1::uuid[]) AND sscc IS NOT NULL AND NOT deleted
           UNION SELECT order_id, doc->>'carrierNumber' FROM parcel
             WHERE order_id = ANY($1::uuid[]) AND doc->>'carrierNumber' IS NOT NULL AND NOT deleted
           ORDER BY 1, 2`,
    values: [orderIds],
  });
  const codes = new Map<string, string[]>();
  for (const { order_id, code } of rows)
    codes.set(order_id, [...(codes.get(order_id) ?? []), code.slice(0, 80)]);
  return codes;
}

async function announcedBefore(db: Queryable, returnIds: readonly string[]): Promise<Map<string, Arrival>> {
  const { rows } = await db.query<{ stream_id: string; return_id: string; doc: Arrival }>({
    name: 'returns-announced',
    text: 'SELECT stream_id, return_id, doc FROM bench_return WHERE return_id = ANY($1::uuid[])',
    values: [returnIds],
  });
  return new Map(rows.map(({ stream_id, return_id, doc }) => [`${stream_id} ${return_id}`, doc]));
}
