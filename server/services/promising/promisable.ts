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

/**
 * $1 today, $2 the day asked for, $3 the last day; `only` limits a table to what was asked for. What is there now comes
 * first, and rows of a day are counted together: one sort of everything. Compared byte for byte, as SKUs are.
 */
function promisableSql(only: (table: string) => string): string {
  const place = 'stream_id COLLATE "C" AS stream_id, sku COLLATE "C" AS sku';
  return `WITH flow AS (
      SELECT ${place}, NULL::date AS due_on, available AS units FROM stock f WHERE NOT deleted ${only('f')}
      UNION ALL
      SELECT ${place}, NULL, -units FROM stock_hold f WHERE true ${only('f')}
      UNION ALL
      SELECT ${place}, due_on, units FROM dated_supply f WHERE due_on BETWEEN $1::date AND $3::date ${only('f')}
      UNION ALL
      SELECT ${place}, greatest(due_on, $1::date), -units FROM dated_demand f WHERE due_on <= $3::date ${only('f')}
    ), running AS (
      SELECT stream_id, sku, due_on, units,
        sum(units) OVER (PARTITION BY stream_id, sku ORDER BY due_on NULLS FIRST) AS projected FROM flow
    )
    SELECT stream_id AS "warehouseId", sku, coalesce(sum(units) FILTER (WHERE due_on IS NULL), 0)::int AS free,
      least(coalesce(sum(units) FILTER (WHERE due_on IS NULL OR due_on <= $2::date), 0),
            min(projected) FILTER (WHERE due_on > $2::date))::int AS promisable
    FROM running GROUP BY stream_id, sku`;
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

/** Of everything: today, the day asked for, and the last day of the look-ahead. */
export const allPromisableSql = promisableSql(() => '');

/** Of everything, in no order. */
export async function loadAllPromisable(
  db: Queryable,
  { today, day }: { today: string; day: string },
): Promise<Promisable[]> {
  const { rows } = await db.query<Promisable>({
    name: 'promisable-of-all',
    text: allPromisableSql,
    values: [today, day, dayAfter(today, lookAheadDays)],
  });
  return rows;
}
