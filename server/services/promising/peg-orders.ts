// Promises orders that wait the goods that are on their way, first come first served, so that nobody else is sold them. The
// unit of work must name the company's stream. Made anew for a product whenever its orders or its goods change, and once a
// day has passed: goods that are late are nobody's.
import { companyStream, type OrderId, type Sku } from '../../../shared/domain/ids';
import { pegWaiting, type SupplyAt } from '../../../shared/domain/stock/available-to-promise';
import type { Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

type WaitingLine = { order_id: OrderId; line_no: number; sku: Sku; quantity: number; kept: number };

/** @returns how many lines were promised something */
export async function pegOrders(db: Queryable, skus: readonly string[], today: string): Promise<number> {
  if (skus.length === 0) return 0;
  const { rows: supplies } = await db.query<SupplyAt & { sku: Sku }>({
    name: 'peg-supplies',
    text: `SELECT stream_id AS "warehouseId", sku, due_on AS "on", sum(units)::int AS units FROM dated_supply
           WHERE sku = ANY($1::text[]) AND due_on >= $2::date GROUP BY stream_id, sku, due_on`,
    values: [skus, today],
  });
  const coming = [...new Set(supplies.map(({ sku }) => sku))];
  await db.query({
    name: 'peg-clear',
    text: 'DELETE FROM dated_demand WHERE sku = ANY($1::text[])',
    values: [skus],
  });
  if (coming.length === 0) return 0;
  const { rows: waiting } = await db.query<WaitingLine>({
    name: 'peg-waiting',
    text: `SELECT b.order_id, b.line_no, b.sku, b.quantity, coalesce(h.units, 0)::int AS kept FROM backorder_line b
           LEFT JOIN (SELECT holder_id, sku, sum(units) AS units FROM stock_hold WHERE holder = 'order' AND sku = ANY($2::text[]) GROUP BY holder_id, sku) h
             ON h.holder_id = b.order_id AND h.sku = b.sku
           WHERE b.stream_id = $1 AND b.sku = ANY($2::text[])
           ORDER BY b.sku, b.priority DESC, b.placed_at, b.order_id, b.line_no`,
    values: [companyStream, coming],
  });
  const { rows: short } = await db.query<{ warehouseId: string; sku: Sku; units: number }>({
    name: 'peg-short',
    text: `SELECT coalesce(s.stream_id, h.stream_id) AS "warehouseId", coalesce(s.sku, h.sku) AS sku,
             (coalesce(h.units, 0) - coalesce(s.available, 0))::int AS units
           FROM (SELECT stream_id, sku, available FROM stock WHERE sku = ANY($1::text[])) s
           FULL JOIN (SELECT stream_id, sku, sum(units) AS units FROM stock_hold WHERE sku = ANY($1::text[]) GROUP BY stream_id, sku) h
             ON h.stream_id = s.stream_id AND h.sku = s.sku
           WHERE coalesce(h.units, 0) > coalesce(s.available, 0)`,
    values: [coming],
  });
  const rows = coming.flatMap((sku) => {
    const mine = waiting.filter((line) => line.sku === sku);
    const pegs = pegWaiting(
      wantsOf(mine),
      supplies.filter((each) => each.sku === sku),
      new Map(short.filter((each) => each.sku === sku).map((each) => [each.warehouseId, each.units])),
      today,
    );
    return mine.flatMap((line) =>
      (pegs.get(keyOf(line)) ?? []).map(({ warehouseId, on, units }) => ({
        stream_id: warehouseId,
        order_id: line.order_id,
        line_no: line.line_no,
        due_on: on,
        sku,
        units,
      })),
    );
  });
  if (rows.length > 0)
    await db.query({
      name: 'peg-store',
      text: `INSERT INTO dated_demand (stream_id, order_id, line_no, due_on, sku, units)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, order_id uuid, line_no int, due_on date, sku text, units int)`,
      values: [jsonRows(rows)],
    });
  return new Set(rows.map((row) => keyOf(row))).size;
}

/** What an order keeps already, its first lines have. */
function wantsOf(lines: readonly WaitingLine[]): { key: string; units: number }[] {
  const kept = new Map<string, number>();
  return lines.map((line) => {
    const left = kept.get(line.order_id) ?? line.kept;
    const own = Math.min(left, line.quantity);
    kept.set(line.order_id, left - own);
    return { key: keyOf(line), units: line.quantity - own };
  });
}

function keyOf({ order_id, line_no }: { order_id: string; line_no: number }): string {
  return `${order_id} ${line_no}`;
}

/** Products that orders wait for and that are on their way, or were promised before. */
export async function peggableSkus(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>(
    `SELECT sku FROM dated_demand UNION
     SELECT b.sku FROM backorder_line b WHERE b.stream_id = $1 AND EXISTS (SELECT 1 FROM dated_supply s WHERE s.sku = b.sku)
     ORDER BY 1`,
    [companyStream],
  );
  return rows.map(({ sku }) => sku);
}
