// What a unit costs the company from a day on. Orders of that day and later have a margin by it; the same day again is put
// right.
import type { z } from 'zod';
import type { productCostsSchema } from '../../../shared/contract/customers';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

export async function saveCosts(
  db: Queryable,
  costs: z.infer<typeof productCostsSchema>['rows'],
): Promise<number> {
  const { rowCount } = await db.query(
    `INSERT INTO product_cost (stream_id, sku, from_day, cost_minor, currency)
     SELECT DISTINCT ON (sku, "fromDay") $1, sku, "fromDay", "costMinor", currency
     FROM json_to_recordset($2) AS r (sku text, "fromDay" date, "costMinor" bigint, currency text) ORDER BY sku, "fromDay"
     ON CONFLICT (stream_id, sku, from_day) DO UPDATE SET cost_minor = excluded.cost_minor, currency = excluded.currency`,
    [companyStream, jsonRows(costs)],
  );
  return rowCount ?? 0;
}
