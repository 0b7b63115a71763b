// How products want to be packed, and their measures: written into the catalogue and told to every station. Saying the same
// again changes nothing.
import type { HandlingRequest } from '../../../shared/contract/boxes';
import { handlingOf } from '../../../shared/domain/catalogue/handling';
import type { Product } from '../../../shared/domain/catalogue/product';
import { companyStream } from '../../../shared/domain/ids';
import type { HandlingRow } from '../../../shared/contract/boxes';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { jsonRows } from '../changes/json-rows';
import { hashOf } from '../sync/op-content';

/**
 * The unit of work must name the company's stream.
 * @returns how many products changed, and SKUs that there are not
 */
export async function saveHandling(
  tx: StreamTx,
  { products }: HandlingRequest,
): Promise<{ saved: number; unknown: string[] }> {
  const { rows } = await tx.client.query<{ doc: Product }>(
    'SELECT doc FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, products.map(({ sku }) => sku)],
  );
  const known = new Map(rows.map(({ doc }) => [doc.sku as string, doc]));
  const changed = new Map<string, Product>();
  for (const { sku, handling, size, weightGrams } of products) {
    const before = changed.get(sku) ?? known.get(sku);
    if (!before) continue;
    const fragile = handling.protection === 'fragile' || handling.protection === 'very-fragile';
    const after: Product = {
      ...before,
      handling,
      fragile,
      ...(size ? { size } : {}),
      ...(weightGrams === undefined ? {} : { weightGrams }),
    };
    if (hashOf(after) !== hashOf(before)) changed.set(sku, after);
  }
  const docs = [...changed.values()].map((doc): Product => ({ ...doc, seq: tx.nextSeq(companyStream) }));
  if (docs.length > 0)
    await tx.client.query(
      `UPDATE product p SET doc = n.doc, seq = (n.doc->>'seq')::bigint, weight_grams = (n.doc->>'weightGrams')::int
       FROM jsonb_array_elements($2::jsonb) AS n (doc) WHERE p.stream_id = $1 AND p.sku = n.doc->>'sku'`,
      [companyStream, jsonRows(docs)],
    );
  for (const document of docs)
    tx.announce({
      streamId: companyStream,
      collection: 'products',
      seq: document.seq,
      document,
      stationId: null,
      warehouseIds: null,
    });
  return {
    saved: docs.length,
    unknown: [...new Set(products.map(({ sku }) => sku).filter((sku) => !known.has(sku)))],
  };
}

const shownProducts = 50;

/** Products by SKU or name; those of which somebody said how they want to be packed first. */
export async function findHandling(
  db: Queryable,
  text: string,
): Promise<{ rows: HandlingRow[]; total: number }> {
  const { rows } = await db.query<{ doc: Product; total: string }>(
    `SELECT doc, count(*) OVER () AS total FROM product
     WHERE stream_id = $1 AND NOT deleted AND ($2 = '' OR strpos(lower(sku), lower($2)) > 0 OR strpos(lower(name), lower($2)) > 0)
     ORDER BY (doc ? 'handling') DESC, name, sku LIMIT $3`,
    [companyStream, text, shownProducts],
  );
  return {
    rows: rows.map(({ doc }) => ({
      sku: doc.sku,
      name: doc.name,
      size: doc.size,
      weightGrams: doc.weightGrams,
      isSaid: doc.handling !== undefined,
      handling: handlingOf(doc),
    })),
    total: Number(rows[0]?.total ?? 0),
  };
}
