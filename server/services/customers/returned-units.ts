// Units of orders that came back, whatever became of them then: what their returns have received.
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

/** Units by order id. */
export async function returnedUnits(
  db: Queryable,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ order_id: string; units: number }>({
    name: 'customer-returned-units',
    text: `SELECT r.order_id, sum((line ->> 'received')::int)::int AS units
           FROM record r CROSS JOIN LATERAL jsonb_array_elements(r.doc -> 'lines') AS line
           WHERE r.order_id = ANY($1::uuid[]) AND r.kind = 'return' AND r.stream_id = $2 AND line ->> 'lineNo' IS NOT NULL
           GROUP BY r.order_id`,
    values: [orderIds, companyStream],
  });
  return new Map(rows.map(({ order_id, units }) => [order_id, units]));
}
