// Writes products with the codes that name them, and gives in-store numbers to those that have none. A code belongs to
// one product only: a number that another product has is never given again. Saying the same again changes nothing.
import { catalogueCodeOf } from '../../../shared/barcode/meaning';
import type { Barcode, Product } from '../../../shared/domain/catalogue/product';
import { inStoreGtin } from '../../../shared/domain/channel/in-store-gtin';
import { companyStream, type Sku } from '../../../shared/domain/ids';
import type { ProductCustoms } from '../../../shared/domain/shipping/customs';
import type { Money } from '../../../shared/money/money';
import type { Size } from '../../../shared/units/measure';
import type { StreamTx } from '../../db/stream-writer';
import { jsonRows } from '../changes/json-rows';

export type NewProduct = {
  sku: Sku;
  name: string;
  category: string | null;
  size: Size;
  weightGrams: number;
  price: Money;
  fragile: boolean;
  customs?: ProductCustoms;
};

/**
 * Adds the products that the catalogue does not have, each with an in-store GTIN-13. The unit of work
 * must name the company's stream.
 * @returns how many were new
 */
export async function addProducts(tx: StreamTx, products: readonly NewProduct[]): Promise<number> {
  if (products.length === 0) return 0;
  const known = await tx.client.query<{ sku: string }>(
    'SELECT sku FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])',
    [companyStream, products.map((product) => product.sku)],
  );
  const have = new Set(known.rows.map((row) => row.sku));
  const fresh = products.filter((product) => !have.has(product.sku));
  if (fresh.length === 0) return 0;
  const codes = await freeCodes(tx, fresh);
  const docs: Product[] = [];
  const barcodes: Barcode[] = [];
  for (const product of fresh) {
    const code = codes.get(product.sku) ?? '';
    docs.push({ ...product, barcodes: [{ code, quantity: 1 }], seq: tx.nextSeq(companyStream) });
    barcodes.push({ code, sku: product.sku, quantity: 1, seq: tx.nextSeq(companyStream) });
  }
  await tx.client.query(
    `INSERT INTO product (stream_id, sku, name, weight_grams, doc, seq)
     SELECT $1, doc->>'sku', doc->>'name', (doc->>'weightGrams')::int, doc, (doc->>'seq')::bigint
     FROM jsonb_array_elements($2::jsonb) AS doc`,
    [companyStream, jsonRows(docs)],
  );
  await tx.client.query(
    `INSERT INTO barcode (stream_id, code, sku, quantity, doc, seq)
     SELECT $1, doc->>'code', doc->>'sku', (doc->>'quantity')::int, doc, (doc->>'seq')::bigint
     FROM jsonb_array_elements($2::jsonb) AS doc`,
    [companyStream, jsonRows(barcodes)],
  );
  const declared = fresh.flatMap(({ sku, customs }) => (customs ? [{ sku, ...customs }] : []));
  await tx.client.query(
    `INSERT INTO product_customs (stream_id, sku, hs_code, origin_country, description)
     SELECT $1, c->>'sku', c->>'hsCode', c->>'originCountry', c->>'description' FROM jsonb_array_elements($2::jsonb) AS c
     ON CONFLICT DO NOTHING`,
    [companyStream, jsonRows(declared)],
  );
  for (const doc of docs) announce(tx, 'products', doc);
  for (const doc of barcodes) announce(tx, 'barcodes', doc);
  return fresh.length;
}

/** One number each: no two of these products share one, and no other product has it. */
async function freeCodes(tx: StreamTx, products: readonly NewProduct[]): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  const given = new Set<string>();
  let open = products.map((product) => product.sku);
  for (let attempt = 0; open.length > 0; attempt += 1) {
    const offers = open.map((sku) => ({ sku, code: catalogueCodeOf(inStoreGtin(sku, attempt)) }));
    const taken = await tx.client.query<{ code: string }>(
      'SELECT code FROM barcode WHERE stream_id = $1 AND code = ANY($2::text[])',
      [companyStream, offers.map((offer) => offer.code)],
    );
    const others = new Set(taken.rows.map((row) => row.code));
    open = [];
    for (const { sku, code } of offers) {
      if (others.has(code) || given.has(code)) {
        open.push(sku);
        continue;
      }
      given.add(code);
      codes.set(sku, code);
    }
  }
  return codes;
}

function announce(tx: StreamTx, collection: 'products' | 'barcodes', document: Product | Barcode): void {
  const { seq } = document;
  tx.announce({ streamId: companyStream, collection, seq, document, stationId: null, warehouseIds: null });
}
