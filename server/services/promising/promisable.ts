// What may be promised of many products at once, by warehouse, as one statement: what is free (nobody was promised it and no
// cart holds it), and the lowest number it will come to from a day to the end of the look-ahead, over goods that are
// expected and units that orders were promised (shared/domain/stock/available-to-promise.ts is the same for one product).
import { dayAfter } from '../../../shared/domain/stock/available-to-promise';
import type { Sku, WarehouseId } from '../../../shared/domain/ids';
import { listOnce } from '../../db/planned-once';
import type { Queryable } from '../../db/pool';

/** How far is looked ahead. */
export const lookAheadDays = 90;

export type Promisable = { warehouseId: WarehouseId; sku: Sku; free: number; promisable: number };

/** $1 today, $2 the day asked for, $3 the last day; `only` limits a table to what was asked for. */
function promisableSql(only: (table: string) => string): string {
  return `WITH flow AS (
      SELECT stream_id, sku, due_on, units FROM dated_supply f WHERE due_on BETWEEN $1::date AND $3::date ${only('f')}
      UNION ALL
      SELECT stream_id, sku, greatest(due_on, $1::date), -units FROM dated_demand f WHERE due_on <= $3::date ${only('f')}
    ), daily AS (
      SELECT stream_id, sku, due_on, sum(units) AS units FROM flow GROUP BY stream_id, sku, due_on
    ), running AS (
      SELECT stream_id, sku, due_on, units, sum(units) OVER (PARTITION BY stream_id, sku ORDER BY due_on) AS projected FROM daily
    ), ahead AS (
      SELECT stream_id, sku, least(coalesce(sum(units) FILTER (WHERE due_on <= $2::date), 0), min(projected) FILTER (WHERE due_on > $2::date)) AS lowest
      FROM running GROUP BY stream_id, sku
    ), held AS (
      SELECT stream_id, sku, sum(units) AS units FROM stock_hold f WHERE true ${only('f')} GROUP BY stream_id, sku
    ), there AS (
      SELECT stream_id, sku, available FROM stock f WHERE NOT deleted ${only('f')}
    )
    SELECT coalesce(t.stream_id, a.stream_id) AS "warehouseId", coalesce(t.sku, a.sku) AS sku,
      (coalesce(t.available, 0) - coalesce(h.units, 0))::int AS free,
      (coalesce(t.available, 0) - coalesce(h.units, 0) + coalesce(a.lowest, 0))::int AS promisable
    FROM there t FULL JOIN ahead a ON a.stream_id = t.stream_id AND a.sku = t.sku
    LEFT JOIN held h ON h.stream_id = coalesce(t.stream_id, a.stream_id) AND h.sku = coalesce(t.sku, a.sku)`;
}

/** Of these products. `day`: for which it is promised; nobody is promised anything for a day before today. */
export async function loadPromisable(
  db: Queryable,
  warehouseIds: readonly WarehouseId[],
  skus: readonly string[],
  { today, day }: { today: string; day: string },
): Promise<Map<Sku, Map<WarehouseId, Promisable>>> {
  const { rows } = await db.query<Promisable>({
    name: 'promisable',
    text: promisableSql(
      (table) =>
        `AND ${table}.stream_id = ANY(${listOnce('$4', 'text')}) AND ${table}.sku = ANY(${listOnce('$5', 'text')})`,
    ),
    values: [today, day, dayAfter(today, lookAheadDays), warehouseIds, skus],
  });
  const bySku = new Map<Sku, Map<WarehouseId, Promisable>>();
  for (const row of rows) {
    const places = bySku.get(row.sku) ?? new Map<WarehouseId, Promisable>();
    bySku.set(row.sku, places.set(row.warehouseId, row));
  }
  return bySku;
}

/** Of everything, in no order. */
export async function loadAllPromisable(
  db: Queryable,
  { today, day }: { today: string; day: string },
): Promise<Promisable[]> {
  const { rows } = await db.query<Promisable>({
    name: 'promisable-of-all',
    text: promisableSql(() => ''),
    values: [today, day, dayAfter(today, lookAheadDays)],
  });
  return rows;
}
