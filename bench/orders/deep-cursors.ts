// Where lists of orders go on behind a row somewhere in the middle, as if somebody had paged there.
import { orderSorts, type OrderSort } from '../../shared/contract/order-grid';
import { cursorOf } from '../../server/db/cursor';
import type { Pool } from '../../server/db/pool';
import { orderSortKeys } from '../../server/services/office/order-sorts';
import { numberOf } from './fill-orders';

export type DeepCursors = ReadonlyMap<OrderSort, readonly string[]>;

const cursorsOfASort = 40;

/** @param count orders of the past */
export async function deepCursors(pool: Pool, count: number): Promise<DeepCursors> {
  const numbers = Array.from({ length: cursorsOfASort }, (_, index) =>
    numberOf(Math.floor(((index + 0.5) * count) / cursorsOfASort)),
  );
  const of = async (sort: OrderSort): Promise<string[]> => {
    const columns = orderSortKeys(sort, false).flatMap(({ by }) =>
      typeof by === 'string' ? [`${by}::text`] : [],
    );
    const { rows } = await pool.query<{ keys: string[] }>(
      `SELECT ARRAY[${columns.join(', ')}] AS keys FROM sales_order WHERE stream_id = 'company' AND number COLLATE "C" = ANY($1::text[])`,
      [numbers],
    );
    return rows.map(({ keys }) => cursorOf(...keys));
  };
  const cursors = new Map<OrderSort, readonly string[]>();
  for (const sort of orderSorts) cursors.set(sort, await of(sort));
  return cursors;
}
