// Suppliers with their terms, what is bought of whom, and how much service the company wants: as they are kept and changed.
import type { SupplierPage, SupplierRow, SuppliedRow } from '../../../shared/contract/reorder';
import { companyStream } from '../../../shared/domain/ids';
import {
  type ReorderRules,
  reorderRulesSchema,
  type SuppliedItem,
  type SupplierConditions,
  type SupplierId,
  usualReorderRules,
} from '../../../shared/domain/reorder/supply-terms';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { jsonRows, storableJson } from '../changes/json-rows';
import { leadBook, readLeadTimes } from './read-lead-times';

const shownItems = 500;
const shownLeads = 200;

export type KeptSupplier = { supplierId: SupplierId; terms: SupplierConditions };

export async function readSuppliers(db: Queryable): Promise<KeptSupplier[]> {
  const { rows } = await db.query<KeptSupplier>(
    'SELECT supplier_id AS "supplierId", doc AS terms FROM supplier WHERE stream_id = $1 ORDER BY name',
    [companyStream],
  );
  return rows;
}

export async function listSuppliers(
  { pool, now }: Pick<OfficeParts, 'pool' | 'now'>,
  text: string | undefined,
): Promise<SupplierRow[]> {
  const [suppliers, counted, seen] = await Promise.all([
    readSuppliers(pool),
    pool.query<{ supplier_id: string; items: number }>(
      'SELECT supplier_id, count(*)::int AS items FROM supplied_item WHERE stream_id = $1 GROUP BY supplier_id',
      [companyStream],
    ),
    readLeadTimes(pool, now()),
  ]);
  const book = leadBook(seen);
  const itemsOf = new Map(counted.rows.map((row) => [row.supplier_id, row.items]));
  const wanted = text?.trim().toLowerCase() ?? '';
  return suppliers
    .filter(({ terms }) => terms.name.toLowerCase().includes(wanted))
    .slice(0, 2000)
    .map(({ supplierId, terms }) => {
      const days = book.ofSupplier(terms.name);
      return {
        supplierId,
        terms,
        items: itemsOf.get(supplierId) ?? 0,
        leadDays: days.length === 0 ? null : days.reduce((sum, each) => sum + each, 0) / days.length,
        orders: days.length,
      };
    });
}

/** Null: there is no such supplier. */
export async function readSupplier(
  { pool, now }: Pick<OfficeParts, 'pool' | 'now'>,
  supplierId: SupplierId,
  text?: string,
): Promise<SupplierPage | null> {
  const { rows } = await pool.query<{ terms: SupplierConditions }>(
    'SELECT doc AS terms FROM supplier WHERE stream_id = $1 AND supplier_id = $2',
    [companyStream, supplierId],
  );
  const terms = rows[0]?.terms;
  if (!terms) return null;
  const wanted = text?.trim() ?? '';
  const pattern = wanted === '' ? null : `%${wanted.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const [items, counted, seen] = await Promise.all([
    pool.query<{ doc: SuppliedItem; name: string }>(
      `SELECT i.doc, coalesce(p.name, i.sku) AS name FROM supplied_item i LEFT JOIN product p ON p.stream_id = i.stream_id AND p.sku = i.sku
       WHERE i.stream_id = $1 AND i.supplier_id = $2 AND ($3::text IS NULL OR i.sku ILIKE $3 OR p.name ILIKE $3) ORDER BY i.sku LIMIT ${shownItems}`,
      [companyStream, supplierId, pattern],
    ),
    pool.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM supplied_item WHERE stream_id = $1 AND supplier_id = $2',
      [companyStream, supplierId],
    ),
    readLeadTimes(pool, now(), terms.name),
  ]);
  return {
    supplierId,
    terms,
    items: items.rows.map(({ doc, name }): SuppliedRow => ({ ...doc, name })),
    total: counted.rows[0]?.total ?? 0,
    leads: seen.slice(-shownLeads).map(({ sku, number, days }) => ({ sku, number, days })),
  };
}

/** @returns false: another supplier has the name, or this one had another */
export async function saveSupplier(
  db: Queryable,
  supplierId: SupplierId,
  terms: SupplierConditions,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO supplier AS s (stream_id, supplier_id, name, doc)
     SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM supplier WHERE stream_id = $1 AND name = $3 AND supplier_id <> $2)
     ON CONFLICT (stream_id, supplier_id) DO UPDATE SET doc = excluded.doc WHERE s.name = excluded.name`,
    [companyStream, supplierId, terms.name, storableJson(terms)],
  );
  return rowCount === 1;
}

/** All of them or none. @returns the first SKU that is no product; null when they are kept */
export async function saveItems(
  db: Queryable,
  supplierId: SupplierId,
  items: readonly SuppliedItem[],
): Promise<string | null> {
  const skus = items.map(({ sku }) => sku);
  const { rows } = await db.query<{ sku: string }>(
    'SELECT sku FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, skus],
  );
  const known = new Set(rows.map(({ sku }) => sku));
  const stranger = skus.find((sku) => !known.has(sku));
  if (stranger !== undefined) return stranger;
  const last = new Map(items.map((item) => [item.sku, item]));
  await db.query(
    `INSERT INTO supplied_item (stream_id, sku, supplier_id, doc)
     SELECT $1, sku, $2, doc FROM json_to_recordset($3) AS r (sku text, doc jsonb)
     ON CONFLICT (stream_id, sku) DO UPDATE SET supplier_id = excluded.supplier_id, doc = excluded.doc`,
    [companyStream, supplierId, jsonRows([...last].map(([sku, doc]) => ({ sku, doc })))],
  );
  return null;
}

/** @returns false: it is not bought of that supplier */
export async function removeItem(db: Queryable, supplierId: SupplierId, sku: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'DELETE FROM supplied_item WHERE stream_id = $1 AND supplier_id = $2 AND sku = $3',
    [companyStream, supplierId, sku],
  );
  return rowCount === 1;
}

export async function readReorderRules(db: Queryable): Promise<ReorderRules> {
  const { rows } = await db.query<{ doc: unknown }>('SELECT doc FROM reorder_rules WHERE stream_id = $1', [
    companyStream,
  ]);
  return rows[0] ? reorderRulesSchema.parse(rows[0].doc) : usualReorderRules;
}

export async function saveReorderRules(db: Queryable, rules: ReorderRules): Promise<void> {
  await db.query(
    `INSERT INTO reorder_rules (stream_id, doc) VALUES ($1, $2) ON CONFLICT (stream_id) DO UPDATE SET doc = excluded.doc`,
    [companyStream, storableJson(rules)],
  );
}
