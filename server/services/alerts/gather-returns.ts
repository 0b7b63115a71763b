// Products of which enough came back of late to be looked at, with what was sent and came back before. Movements of the ledger
// say it: to the customer and from there.
import { historyDays, type ReturnFacts, returnLagDays } from '../../../shared/domain/alert/returns-rule';
import { companyStream } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';

const dayMs = 86_400_000;
const customer = outsideLocations.customer;

export async function gatherReturns(
  db: Queryable,
  at: string,
  { days, leastUnits }: { days: number; leastUnits: number },
): Promise<ReturnFacts[]> {
  const before = (since: number): string => new Date(Date.parse(at) - since * dayMs).toISOString();
  const { rows } = await db.query<ReturnFacts>({
    name: 'alert-returns',
    text: `WITH back AS (
             SELECT sku, sum(quantity)::int AS came FROM stock_move WHERE from_location = '${customer}' AND at >= $3 AND at <= $7
             GROUP BY sku HAVING sum(quantity) >= $4
           )
           SELECT back.sku, p.name, back.came, h.* FROM back JOIN product p ON p.stream_id = $1 AND p.sku = back.sku AND NOT p.deleted
           CROSS JOIN LATERAL (
             SELECT coalesce(sum(quantity) FILTER (WHERE to_location = '${customer}' AND at >= $5 AND at < $6), 0)::int AS sent,
               coalesce(sum(quantity) FILTER (WHERE from_location = '${customer}' AND at >= $8 AND at < $3), 0)::int AS "cameBefore",
               coalesce(sum(quantity) FILTER (WHERE to_location = '${customer}' AND at >= $9 AND at < $5), 0)::int AS "sentBefore"
             FROM stock_move m WHERE m.stream_id = ANY($2::text[]) AND m.sku = back.sku AND at >= $9) AS h
           ORDER BY back.sku`,
    values: [
      companyStream,
      await warehousesOf(db),
      before(days),
      leastUnits,
      before(days + returnLagDays),
      before(returnLagDays),
      at,
      before(days + historyDays),
      before(days + historyDays + returnLagDays),
    ],
  });
  return rows;
}
