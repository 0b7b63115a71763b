// Makes the sample company a large one: as many products, codes and orders as asked, as documents of the company stream
// with sequence numbers of their own, written straight into head office's database in one transaction a kind.
import { withCheckDigit } from '../../shared/barcode/check-digit';
import type { HeadOfficeBooks } from '../../e2e/rigs/head-office-books';

const batch = 5000;

/** Adds `count` products with a code each and `count` closed orders of warehouse W1. */
export async function enlargeCompany(books: HeadOfficeBooks, count: number): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    const size = Math.min(batch, count - from);
    const codes = Array.from(
      { length: size },
      (_, index) => `0${withCheckDigit(`29${String(from + index).padStart(10, '0')}`)}`,
    );
    await books.ask(
      `WITH taken AS (UPDATE stream SET seq = seq + 3 * $2::int WHERE stream_id = 'company' RETURNING seq - 3 * $2::int AS seq),
       model AS (SELECT doc, weight_grams FROM product WHERE stream_id = 'company' AND NOT deleted ORDER BY sku LIMIT 1),
       rows AS (SELECT code, n, 'LARGE-' || lpad(($1::int + n)::text, 6, '0') AS sku FROM unnest($3::text[]) WITH ORDINALITY AS c (code, n)),
       products AS (
         INSERT INTO product (stream_id, sku, name, weight_grams, doc, seq)
         SELECT 'company', sku, 'LARGE COMPANY ARTICLE ' || n, weight_grams,
                doc || jsonb_build_object('sku', sku, 'name', 'LARGE COMPANY ARTICLE ' || n, 'seq', taken.seq + n,
                  'barcodes', jsonb_build_array(jsonb_build_object('code', code, 'quantity', 1))),
                taken.seq + n
         FROM rows, taken, model RETURNING 1
       ), codes AS (
         INSERT INTO barcode (stream_id, code, sku, quantity, doc, seq)
         SELECT 'company', code, sku, 1, jsonb_build_object('code', code, 'sku', sku, 'quantity', 1, 'seq', taken.seq + $2::int + n), taken.seq + $2::int + n
         FROM rows, taken RETURNING 1
       ), example AS (
         SELECT * FROM sales_order WHERE stream_id = 'company' AND status = 'ready' ORDER BY jsonb_array_length(doc->'lines'), placed_at LIMIT 1
       ), made AS (
         SELECT gen_random_uuid() AS order_id, 'L' || lpad(($1::int + n)::text, 7, '0') AS number, taken.seq + 2 * $2::int + n AS seq FROM rows, taken
       )
       INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at,
                                total_minor, currency, warehouse_ids, doc, seq)
       SELECT 'company', m.order_id, e.channel_id, m.number, m.number, 'large', 'closed', e.customer_name, e.country_code, e.placed_at,
              e.total_minor, e.currency, ARRAY['W1'],
              e.doc || jsonb_build_object('orderId', m.order_id, 'externalId', m.number, 'number', m.number, 'state', 'closed',
                'warehouseIds', jsonb_build_array('W1'), 'seq', m.seq),
              m.seq
       FROM made m, example e`,
      [from, size, codes],
    );
  }
}
