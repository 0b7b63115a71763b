// How long suppliers took: of every order that goods came of, the days from its sending to its goods, per product, in the mean
// of its units. Only what was not taken back counts.
import type { Queryable } from '../../db/pool';

const lookedBackDays = 730;
const dayMs = 86_400_000;

export type SeenLead = { supplier: string; sku: string; number: number; days: number };

/** The oldest first. @param supplier null: of all */
export async function readLeadTimes(
  db: Queryable,
  now: Date,
  supplier: string | null = null,
): Promise<SeenLead[]> {
  const { rows } = await db.query<SeenLead>(
    `SELECT p.supplier, r.sku, p.number,
       (greatest(0, sum(r.quantity * extract(epoch FROM r.at - (p.doc->>'sentAt')::timestamptz)) / sum(r.quantity) / 86400))::float8 AS days
     FROM receipt r JOIN purchase p ON p.purchase_id = coalesce(r.matched_to, r.purchase_id)
     WHERE r.undone_by IS NULL AND r.at >= $1 AND p.doc->>'sentAt' IS NOT NULL AND ($2::text IS NULL OR p.supplier = $2)
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(p.doc->'lines') AS line WHERE line->>'sku' = r.sku)
     GROUP BY p.supplier, r.sku, p.number ORDER BY max(r.at), p.number, r.sku`,
    [new Date(now.getTime() - lookedBackDays * dayMs).toISOString(), supplier],
  );
  return rows;
}

export type LeadBook = {
  ofProduct: (supplier: string, sku: string) => readonly number[];
  ofSupplier: (supplier: string) => readonly number[];
};

/** One order counts once for its supplier, however many products were on it. */
export function leadBook(seen: readonly SeenLead[]): LeadBook {
  const products = new Map<string, number[]>();
  const orders = new Map<string, Map<number, number[]>>();
  for (const { supplier, sku, number, days } of seen) {
    const key = `${supplier}\n${sku}`;
    const own = products.get(key);
    if (own) own.push(days);
    else products.set(key, [days]);
    const numbers = orders.get(supplier) ?? new Map<number, number[]>();
    orders.set(supplier, numbers.set(number, [...(numbers.get(number) ?? []), days]));
  }
  const suppliers = new Map(
    [...orders].map(([supplier, numbers]) => [
      supplier,
      [...numbers.values()].map((days) => days.reduce((sum, each) => sum + each, 0) / days.length),
    ]),
  );
  return {
    ofProduct: (supplier, sku) => products.get(`${supplier}\n${sku}`) ?? [],
    ofSupplier: (supplier) => suppliers.get(supplier) ?? [],
  };
}
