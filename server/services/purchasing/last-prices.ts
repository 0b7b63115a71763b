// What a supplier asked for each product in the newest order that went out before.
import type { Queryable } from '../../db/pool';

/** Unit costs by SKU, in the currency. @param except an order that is not looked at; with it only older ones are */
export async function lastPrices(
  db: Queryable,
  supplier: string,
  currency: string,
  except: string | null,
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ sku: string; cost: string }>(
    `SELECT DISTINCT ON (line->>'sku') line->>'sku' AS sku, line->>'unitCostMinor' AS cost
     FROM purchase p, jsonb_array_elements(p.doc->'lines') AS line
     WHERE p.supplier = $1 AND p.doc->>'currency' = $2 AND p.state IN ('sent', 'closed') AND line->>'unitCostMinor' IS NOT NULL
       AND ($3::uuid IS NULL OR p.number < coalesce((SELECT number FROM purchase WHERE purchase_id = $3), 0))
     ORDER BY line->>'sku', p.number DESC`,
    [supplier, currency, except],
  );
  return new Map(rows.map(({ sku, cost }) => [sku, Number(cost)]));
}
