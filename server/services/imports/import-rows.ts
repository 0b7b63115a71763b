// The `import` table: what was sent, how far it is, how it ended. Progress is written here so that every office window
// and a restarted head office see the same.
import type { ImportRow } from '../../../shared/contract/http';
import type { OnlineRetailPlan } from '../../../shared/domain/channel/online-retail-row';
import type { Queryable } from '../../db/pool';
import { ImportRefused, type ImportErrorValues } from './import-refused';
import { wordsOf } from './words';

type Row = {
  import_id: string;
  channel_id: string;
  format: string;
  file_name: string;
  state: ImportRow['state'];
  bytes: number;
  bytes_total: number | null;
  rows_read: number;
  rows_taken: number;
  rows_unchanged: number;
  rows_quarantined: number;
  orders_new: number;
  orders_unchanged: number;
  orders_changed: number;
  units_cancelled: number;
  products_new: number;
  started_at: string;
  finished_at: string | null;
  error: { code: string; values: ImportErrorValues } | null;
};

const columns = `import_id, channel_id, format, file_name, state, bytes, bytes_total, rows_read, rows_taken, rows_unchanged,
  rows_quarantined, orders_new, orders_unchanged, orders_changed, units_cancelled, products_new, started_at, finished_at, error`;

function importRowOf(row: Row): ImportRow {
  return {
    importId: row.import_id,
    channelId: row.channel_id,
    format: row.format,
    fileName: row.file_name,
    state: row.state,
    bytes: row.bytes,
    bytesTotal: row.bytes_total,
    rowsRead: row.rows_read,
    rowsTaken: row.rows_taken,
    rowsUnchanged: row.rows_unchanged,
    rowsQuarantined: row.rows_quarantined,
    ordersNew: row.orders_new,
    ordersUnchanged: row.orders_unchanged,
    ordersChanged: row.orders_changed,
    unitsCancelled: row.units_cancelled,
    productsNew: row.products_new,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error && { ...row.error, message: wordsOf(`error.${row.error.code}`, row.error.values) },
  };
}

/** Newest first. */
export async function listImports(db: Queryable, limit: number): Promise<ImportRow[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM import ORDER BY started_at DESC, import_id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(importRowOf);
}

/** @throws ImportRefused when there is none */
export async function importById(db: Queryable, importId: string): Promise<ImportRow> {
  const { rows } = await db.query<Row>(`SELECT ${columns} FROM import WHERE import_id = $1`, [importId]);
  if (!rows[0]) throw new ImportRefused('import-unknown', { importId });
  return importRowOf(rows[0]);
}

export type NewImport = {
  importId: string;
  channelId: string;
  format: string;
  fileName: string;
  bytesTotal: number | null;
};

export async function addImport(db: Queryable, row: NewImport): Promise<void> {
  await db.query(
    `INSERT INTO import (import_id, channel_id, format, file_name, state, bytes_total) VALUES ($1, $2, $3, $4, 'reading', $5)`,
    [row.importId, row.channelId, row.format, row.fileName.slice(0, 200), row.bytesTotal],
  );
}

/** Read so far. */
export async function noteReading(
  db: Queryable,
  importId: string,
  bytes: number,
  rows: number,
): Promise<void> {
  await db.query('UPDATE import SET bytes = $2, rows_read = greatest(rows_read, $3) WHERE import_id = $1', [
    importId,
    bytes,
    rows,
  ]);
}

/** What one batch did; added to the totals. `position` is how far the import has come. */
export type Progress = {
  position: number;
  rowsTaken: number;
  rowsUnchanged: number;
  rowsQuarantined: number;
  ordersNew: number;
  ordersUnchanged: number;
  ordersChanged: number;
  unitsCancelled: number;
  productsNew: number;
};

export function noProgress(position: number): Progress {
  return {
    position,
    rowsTaken: 0,
    rowsUnchanged: 0,
    rowsQuarantined: 0,
    ordersNew: 0,
    ordersUnchanged: 0,
    ordersChanged: 0,
    unitsCancelled: 0,
    productsNew: 0,
  };
}

export async function addProgress(db: Queryable, importId: string, progress: Progress): Promise<void> {
  await db.query(
    `UPDATE import SET placed_position = greatest(placed_position, $2), rows_taken = rows_taken + $3,
       rows_unchanged = rows_unchanged + $4, rows_quarantined = rows_quarantined + $5, orders_new = orders_new + $6,
       orders_unchanged = orders_unchanged + $7, orders_changed = orders_changed + $8,
       units_cancelled = units_cancelled + $9, products_new = products_new + $10
     WHERE import_id = $1`,
    [
      importId,
      progress.position,
      progress.rowsTaken,
      progress.rowsUnchanged,
      progress.rowsQuarantined,
      progress.ordersNew,
      progress.ordersUnchanged,
      progress.ordersChanged,
      progress.unitsCancelled,
      progress.productsNew,
    ],
  );
}

/** Ends an import and forgets its staged lines. */
export async function finishImport(
  db: Queryable,
  importId: string,
  error: { code: string; values: ImportErrorValues } | null,
): Promise<void> {
  await db.query(
    `UPDATE import SET state = $2, finished_at = now(), error = $3 WHERE import_id = $1 AND state IN ('reading', 'placing')`,
    [importId, error ? 'failed' : 'done', error && JSON.stringify(error)],
  );
  for (const table of ['import_run', 'import_group', 'import_product']) {
    await db.query(`DELETE FROM ${table} WHERE import_id = $1`, [importId]);
  }
}

/** What placing needs to go on after a restart. */
export type PlacingJob = {
  importId: string;
  channelId: string;
  plan: OnlineRetailPlan;
  position: number;
  groupsTotal: number;
  groupsStaged: number;
};

export async function placingJobs(db: Queryable): Promise<PlacingJob[]> {
  const { rows } = await db.query<{
    import_id: string;
    channel_id: string;
    plan: OnlineRetailPlan;
    placed_position: number;
    groups_total: number;
    staged: number;
  }>(
    `SELECT import_id, channel_id, plan, placed_position, groups_total,
       (SELECT count(*) FROM import_group g WHERE g.import_id = import.import_id) AS staged
     FROM import WHERE state = 'placing' ORDER BY started_at, import_id`,
  );
  return rows.map((row) => ({
    importId: row.import_id,
    channelId: row.channel_id,
    plan: row.plan,
    position: row.placed_position,
    groupsTotal: row.groups_total,
    groupsStaged: row.staged,
  }));
}

/** Imports that were being read when head office ended: the rest of their file is gone. */
export async function interruptedReadings(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ import_id: string }>(
    `SELECT import_id FROM import WHERE state = 'reading'`,
  );
  return rows.map((row) => row.import_id);
}
