// What boxes and padding cost, and since when: the directory tells only what they cost today, and what was used before was paid
// at the price of then.
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

type Cost = { costMinor: number; currency: string };

/** Notes what has another cost than was known; what was never known costs what it does now from the beginning. */
export async function noteMaterialCosts(db: Queryable, at: string): Promise<void> {
  await db.query({
    name: 'figures-material-costs',
    text: `INSERT INTO material_cost (material, since, cost_minor, currency)
           SELECT m.material, CASE WHEN k.material IS NULL THEN '-infinity' ELSE greatest($2::timestamptz, k.since) END, m.cost, m.currency
           FROM (
             SELECT 'box ' || (doc->'box'->>'boxId') AS material, (doc->'box'->>'costMinor')::float8 AS cost, doc->'box'->>'currency' AS currency
             FROM directory WHERE stream_id = $1 AND kind = 'box' AND doc->'box' IS NOT NULL
             UNION ALL SELECT 'padding ' || (doc->'padding'->>'paddingId'), (doc->'padding'->>'costMinor')::float8, doc->'padding'->>'currency'
             FROM directory WHERE stream_id = $1 AND kind = 'padding' AND doc->'padding' IS NOT NULL
           ) AS m
           LEFT JOIN LATERAL (SELECT * FROM material_cost k WHERE k.material = m.material ORDER BY since DESC LIMIT 1) AS k ON true
           WHERE m.material IS NOT NULL AND m.cost IS NOT NULL AND m.currency IS NOT NULL
             AND (k.material IS NULL OR (k.cost_minor, k.currency) IS DISTINCT FROM (m.cost, m.currency))
           ON CONFLICT (material, since) DO UPDATE SET cost_minor = excluded.cost_minor, currency = excluded.currency`,
    values: [companyStream, at],
  });
}

/** @returns the cost of `box B2` or `padding paper` at an instant; null where none was told */
export async function loadMaterialCosts(
  db: Queryable,
): Promise<(material: string, at: string) => Cost | null> {
  const { rows } = await db.query<Cost & { material: string; since: string }>({
    name: 'figures-costs-of-material',
    text: `SELECT material, extract(epoch FROM since)::float8 AS since, cost_minor AS "costMinor", currency FROM material_cost ORDER BY since DESC`,
  });
  return (material, at) => {
    const found = rows.find(
      (row) => row.material === material && Number(row.since) * 1000 <= new Date(at).getTime(),
    );
    return found ? { costMinor: found.costMinor, currency: found.currency } : null;
  };
}
