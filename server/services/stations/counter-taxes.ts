// Which tax is within the prices of a counter: the rates of the country it stands in, for what its station may sell.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { CounterTaxes } from '../../../shared/domain/stock/counter-sale';
import type { Queryable } from '../../db/pool';

/** Null where nobody has said where the warehouse stands. Rates of days to come go along: a station may be alone by then. */
export async function counterTaxesOf(
  db: Queryable,
  warehouseId: WarehouseId,
  skus: readonly string[],
): Promise<CounterTaxes | null> {
  const { rows } = await db.query<CounterTaxes>({
    name: 'counter-taxes',
    text: `SELECT w.country, coalesce((
             SELECT jsonb_agg(jsonb_build_object('country', r.country, 'sku', r.sku, 'fromDay', to_char(r.from_day, 'YYYY-MM-DD'), 'ppm', r.ppm)
                              ORDER BY r.sku, r.from_day)
             FROM vat_rate r WHERE r.country = w.country AND (r.sku = '' OR r.sku = ANY($3::text[]))), '[]') AS rates
           FROM (SELECT doc #>> '{warehouse,address,countryCode}' AS country FROM directory
                 WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted AND doc #>> '{warehouse,warehouseId}' = $2) AS w
           WHERE w.country ~ '^[A-Z]{2}$' LIMIT 1`,
    values: [companyStream, warehouseId, skus],
  });
  return rows[0] ?? null;
}
