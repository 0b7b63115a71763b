// Finds anything of the company by what is printed on it or what it is called. Every kind is asked on an index of its own,
// a few of each, exact ones first.
import type { SearchHit } from '../../../shared/contract/office-search';
import { companyStream } from '../../../shared/domain/ids';
import { likeText } from '../../db/list-page';
import type { Pool } from '../../db/pool';
import { trackingKey } from '../shipments/shipment-machine';

const mostOfAKind = 6;
/** Whoever types half a common name is shown the best of so many that have it. */
const mostLookedAt = 200;

export async function searchOffice(pool: Pool, asked: string): Promise<SearchHit[]> {
  const text = asked.trim();
  const lists = await Promise.all([
    orders(pool, text),
    boxes(pool, text),
    tracked(pool, text),
    products(pool, text),
    customers(pool, text),
    addressees(pool, text),
  ]);
  const hits = lists.flat();
  return [...hits.filter(({ isExact }) => isExact), ...hits.filter(({ isExact }) => !isExact)];
}

async function orders(pool: Pool, text: string): Promise<SearchHit[]> {
  const { rows } = await pool.query<{ id: string; label: string; detail: string; external: string }>(
    `(SELECT order_id AS id, number AS label, customer_name AS detail, external_id AS external FROM sales_order
      WHERE stream_id = $1 AND number COLLATE "C" LIKE $2 AND NOT deleted ORDER BY number COLLATE "C" LIMIT ${mostOfAKind})
     UNION
     (SELECT order_id, number, customer_name, external_id FROM sales_order
      WHERE stream_id = $1 AND external_id LIKE $2 AND NOT deleted LIMIT ${mostOfAKind})
     LIMIT ${mostOfAKind * 2}`,
    [companyStream, `${likeText(text)}%`],
  );
  return rows
    .sort((a, b) => a.label.length - b.label.length || (a.label < b.label ? -1 : 1))
    .slice(0, mostOfAKind)
    .map(({ external, ...row }) => ({
      kind: 'order',
      ...row,
      isExact: row.label === text || external === text,
    }));
}

/** Boxes by the whole number on their label. */
async function boxes(pool: Pool, text: string): Promise<SearchHit[]> {
  const sscc = /^(?:\(?00\)?)?(\d{18})$/.exec(text)?.[1];
  if (sscc === undefined) return [];
  const { rows } = await pool.query<{ id: string; label: string; detail: string }>(
    `SELECT p.order_id AS id, p.sscc AS label, p.order_number AS detail FROM parcel p
     WHERE p.stream_id IN (SELECT stream_id FROM stream WHERE kind = 'warehouse') AND p.sscc = $1 AND NOT p.deleted LIMIT ${mostOfAKind}`,
    [sscc],
  );
  return rows.map((row) => ({ kind: 'parcel', ...row, isExact: true }));
}

/** Parcels by a carrier's number, as shipments are found by it. */
async function tracked(pool: Pool, text: string): Promise<SearchHit[]> {
  const { rows } = await pool.query<{ id: string; label: string; detail: string }>(
    `SELECT order_id AS id, coalesce(doc->'label'->>'trackingNumber', $3) AS label, doc->>'orderNumber' AS detail FROM record
     WHERE keys && ARRAY[$2] AND stream_id = $1 AND kind = 'shipment' AND order_id IS NOT NULL LIMIT ${mostOfAKind}`,
    [companyStream, trackingKey(text.toUpperCase()), text],
  );
  return rows.map((row) => ({ kind: 'tracking', ...row, isExact: true }));
}

async function products(pool: Pool, text: string): Promise<SearchHit[]> {
  const { rows } = await pool.query<{ id: string; detail: string; scanned: boolean }>(
    `SELECT p.sku AS id, p.name AS detail, p.sku IN (SELECT b.sku FROM barcode b WHERE b.stream_id = $1 AND b.code = $2 AND NOT b.deleted) AS scanned
     FROM product p
     WHERE p.stream_id = $1 AND NOT p.deleted
       AND (p.sku LIKE $3 OR lower(p.name) LIKE '%' || lower($3)
            OR p.sku IN (SELECT b.sku FROM barcode b WHERE b.stream_id = $1 AND b.code = $2 AND NOT b.deleted))
     ORDER BY p.sku = $2 DESC, p.sku LIMIT ${mostOfAKind}`,
    [companyStream, text, `${likeText(text)}%`],
  );
  return rows.map(({ scanned, ...row }) => ({
    kind: 'product',
    id: row.id,
    label: row.id,
    detail: row.detail,
    isExact: scanned || row.id === text,
  }));
}

/** By name, mail, phone or a channel's number. */
async function customers(pool: Pool, text: string): Promise<SearchHit[]> {
  if (text.length < 3) return [];
  const { rows } = await pool.query<{ id: string; label: string; detail: string }>(
    `SELECT v.customer_id AS id, v.name AS label, c.country_code AS detail FROM customer_value v
     JOIN customer c ON c.stream_id = v.stream_id AND c.customer_id = v.customer_id
     WHERE v.stream_id = $1 AND v.customer_id = ANY(ARRAY(
       SELECT root_id FROM customer WHERE stream_id = $1 AND search LIKE lower($2) LIMIT ${mostLookedAt}))
     ORDER BY v.last_order_at DESC NULLS LAST, v.customer_id LIMIT ${mostOfAKind}`,
    [companyStream, `%${likeText(text)}%`],
  );
  return rows.map((row) => ({ kind: 'customer', ...row, detail: row.detail ?? '', isExact: false }));
}

/** Names that orders are for, each once. */
async function addressees(pool: Pool, text: string): Promise<SearchHit[]> {
  if (text.length < 3) return [];
  const { rows } = await pool.query<{ id: string; detail: string }>(
    `SELECT customer_name AS id, min(country_code) AS detail FROM (
       SELECT customer_name, country_code FROM sales_order
       WHERE stream_id = $1 AND lower(customer_name) LIKE lower($2) AND NOT deleted LIMIT ${mostLookedAt}
     ) AS found GROUP BY customer_name ORDER BY count(*) DESC, customer_name LIMIT ${mostOfAKind}`,
    [companyStream, `%${likeText(text)}%`],
  );
  return rows.map((row) => ({ kind: 'addressee', ...row, label: row.id, isExact: false }));
}
