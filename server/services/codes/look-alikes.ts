// Products that were mistaken for one another at a warehouse: pairs counted out of wrong scans, told to its stations from the
// number of times on that its rules name, and taken back when they are too old.
import type { LookAlikePair } from '../../../shared/contract/codes';
import type { LookAlikes } from '../../../shared/domain/catalogue/look-alike';
import type { Product } from '../../../shared/domain/catalogue/product';
import { companyStream, skuSchema, warehouseIdSchema } from '../../../shared/domain/ids';
import {
  type BenchRules,
  benchRulesSchema,
  usualBenchRules,
} from '../../../shared/domain/packing/bench-rules';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { saveEntries } from '../directory/save-entries';

export type CodeTools = { pool: Pool; writer: StreamWriter; now: () => Date };

/** Most products that one is told apart from. */
const mostOthers = 20;
const shownPairs = 200;

export async function loadBenchRules(db: Queryable, warehouseId: string): Promise<BenchRules> {
  const { rows } = await db.query<{ rules: unknown }>(
    `SELECT doc->'rules' AS rules FROM directory WHERE stream_id = $1 AND entry_id = $2 AND NOT deleted`,
    [companyStream, `bench-rules ${warehouseId}`],
  );
  return rows[0]
    ? benchRulesSchema.parse(rows[0].rules)
    : usualBenchRules(warehouseIdSchema.parse(warehouseId));
}

/** Every pair of the warehouse is looked at again: the rules say when one is told of. */
export async function saveBenchRules(tools: CodeTools, rules: BenchRules): Promise<void> {
  const { warehouseId } = rules;
  await tools.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [{ kind: 'bench-rules', entryId: `bench-rules ${warehouseId}`, rules }]),
  );
  await refreshLookAlikes(tools, warehouseId);
}

/** Of every product of the warehouse that has such pairs, or that stations were told of. */
export async function refreshLookAlikes(tools: CodeTools, warehouseId: string): Promise<void> {
  const { rows } = await tools.pool.query<{ sku: string }>(
    `SELECT DISTINCT wanted AS sku FROM wrong_item WHERE stream_id = $1
     UNION SELECT doc->'alike'->>'sku' FROM directory
       WHERE stream_id = $2 AND kind = 'look-alikes' AND doc->'alike'->>'warehouseId' = $1 AND NOT deleted`,
    [warehouseId, companyStream],
  );
  for (const { sku } of rows) await tellLookAlikes(tools, warehouseId, sku);
}

/** @returns what was told, in a few words */
export async function tellLookAlikes(
  { pool, writer, now }: CodeTools,
  warehouseId: string,
  sku: string,
): Promise<string> {
  const alike = await readLookAlikes(pool, warehouseId, sku, now());
  const entryId = `look-alikes ${warehouseId} ${sku}`;
  if (alike.others.length === 0) {
    const { rows } = await pool.query('SELECT 1 FROM directory WHERE stream_id = $1 AND entry_id = $2', [
      companyStream,
      entryId,
    ]);
    if (rows.length === 0) return 'nothing to tell';
  }
  const changed = await writer.submit([companyStream], (tx) =>
    saveEntries(tx, [{ kind: 'look-alikes', entryId, alike }]),
  );
  return changed > 0 ? 'told' : 'nothing new';
}

async function readLookAlikes(
  db: Queryable,
  warehouseId: string,
  sku: string,
  now: Date,
): Promise<LookAlikes> {
  const { lookAlikes } = await loadBenchRules(db, warehouseId);
  const { rows } = await db.query<{ times: number; doc: Product }>(
    `SELECT w.times, p.doc FROM (
       SELECT scanned, count(*)::int AS times FROM wrong_item
       WHERE stream_id = $1 AND wanted = $2 AND at > $5::timestamptz - make_interval(days => $4) GROUP BY scanned
     ) w JOIN product p ON p.stream_id = $3 AND p.sku = w.scanned AND NOT p.deleted
     WHERE w.times >= $6 ORDER BY w.times DESC, w.scanned LIMIT ${mostOthers}`,
    [warehouseId, sku, companyStream, lookAlikes.days, now.toISOString(), lookAlikes.times],
  );
  return {
    warehouseId: warehouseIdSchema.parse(warehouseId),
    sku: skuSchema.parse(sku),
    others: rows.map(({ times, doc }) => ({
      sku: doc.sku,
      name: doc.name,
      code: doc.barcodes[0]?.code ?? '',
      size: doc.size,
      weightGrams: doc.weightGrams,
      times,
    })),
  };
}

/** Pairs for the office, most often mistaken first. */
export async function readPairs(
  db: Queryable,
  { warehouseId, lookAlikes: { times, days } }: BenchRules,
  now: Date,
): Promise<LookAlikePair[]> {
  const { rows } = await db.query<Omit<LookAlikePair, 'isTold'>>(
    `SELECT w.wanted, coalesce(a.name, w.wanted) AS "wantedName", w.scanned, coalesce(b.name, w.scanned) AS "scannedName", w.times
     FROM (SELECT wanted, scanned, count(*)::int AS times FROM wrong_item
           WHERE stream_id = $1 AND at > $4::timestamptz - make_interval(days => $3) GROUP BY wanted, scanned) w
     LEFT JOIN product a ON a.stream_id = $2 AND a.sku = w.wanted LEFT JOIN product b ON b.stream_id = $2 AND b.sku = w.scanned
     ORDER BY w.times DESC, w.wanted, w.scanned LIMIT ${shownPairs}`,
    [warehouseId, companyStream, days, now.toISOString()],
  );
  return rows.map((row) => ({ ...row, isTold: row.times >= times }));
}
