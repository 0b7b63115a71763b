// What a unit costs the company from a day on. Orders of that day and later have a margin by it; the same day again is put
// right. Orders that were there before the cost was told get it too, a few at a time (recountMargins).
import type { z } from 'zod';
import type { productCostsResponseSchema, productCostsSchema } from '../../../shared/contract/customers';
import { companyStream } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';
import { changeCustomers } from './customer-settings';
import { recountOrders } from './match-orders';

export async function saveCosts(
  db: Queryable,
  costs: z.infer<typeof productCostsSchema>['rows'],
): Promise<number> {
  const { rowCount } = await db.query(
    `INSERT INTO product_cost (stream_id, sku, from_day, cost_minor, currency)
     SELECT DISTINCT ON (sku, "fromDay") $1, sku, "fromDay", "costMinor", currency
     FROM json_to_recordset($2) AS r (sku text, "fromDay" date, "costMinor" bigint, currency text) ORDER BY sku, "fromDay"
     ON CONFLICT (stream_id, sku, from_day) DO UPDATE SET cost_minor = excluded.cost_minor, currency = excluded.currency, is_counted = false`,
    [companyStream, jsonRows(costs)],
  );
  return rowCount ?? 0;
}

const mostCosts = 200;

/** What a unit cost, newest first. */
export async function costsOf(
  db: Queryable,
  sku: string,
): Promise<z.infer<typeof productCostsResponseSchema>['rows']> {
  const { rows } = await db.query<{ fromDay: string; costMinor: number; currency: string }>(
    `SELECT to_char(from_day, 'YYYY-MM-DD') AS "fromDay", cost_minor AS "costMinor", currency FROM product_cost
     WHERE stream_id = $1 AND sku = $2 ORDER BY product_cost.from_day DESC LIMIT $3`,
    [companyStream, sku, mostCosts],
  );
  return rows;
}

type NewCost = { sku: string; from_day: string; cost_minor: number; currency: string };

/** Orders wait for nobody: whoever matches one takes the same lock in between. */
const ordersAtOnce = 200;
const costsAtOnce = 500;

/** Brings costs that were told later into the margins of the orders they are of. @returns how many orders were counted anew */
export async function recountMargins(pool: Pool, at: string): Promise<number> {
  const { rows: costs } = await pool.query<NewCost>(
    `SELECT sku, to_char(from_day, 'YYYY-MM-DD') AS from_day, cost_minor, currency FROM product_cost
     WHERE stream_id = $1 AND NOT is_counted ORDER BY product_cost.from_day, sku LIMIT $2`,
    [companyStream, costsAtOnce],
  );
  const [oldest] = costs;
  if (!oldest) return 0;
  const { rows } = await pool.query<{ order_id: string }>(
    `SELECT c.order_id FROM customer_order c JOIN sales_order s ON s.stream_id = c.stream_id AND s.order_id = c.order_id
     WHERE c.stream_id = $1 AND s.skus && $2::text[] AND c.placed_at >= $3::timestamptz ORDER BY c.order_id`,
    [companyStream, [...new Set(costs.map(({ sku }) => sku))], `${oldest.from_day}T00:00:00Z`],
  );
  const orderIds = rows.map(({ order_id }) => order_id);
  for (let from = 0; from < orderIds.length; from += ordersAtOnce)
    await changeCustomers(pool, (client) =>
      recountOrders(client, orderIds.slice(from, from + ordersAtOnce), at),
    );
  // One that was told otherwise in the meantime stays to be counted.
  await pool.query(
    `UPDATE product_cost c SET is_counted = true
     FROM json_to_recordset($2) AS r (sku text, from_day date, cost_minor bigint, currency text)
     WHERE c.stream_id = $1 AND c.sku = r.sku AND c.from_day = r.from_day AND c.cost_minor = r.cost_minor AND c.currency = r.currency`,
    [companyStream, jsonRows(costs)],
  );
  return orderIds.length;
}
