// Lines that wait for a person, with the reason and the text as it was sent. A row is open until it is taken (as it
// is or corrected) or dropped; it is never deleted.
import type { z } from 'zod';
import type {
  quarantineQuerySchema,
  quarantineResponseSchema,
  quarantineRowSchema,
} from '../../../shared/contract/http';
import type { NewProblem } from '../../../shared/domain/channel/take-invoice';
import type { RowReason } from '../../../shared/domain/channel/online-retail-row';
import type { Queryable } from '../../db/pool';
import { jsonRows, storableJson } from '../changes/json-rows';
import { ImportRefused } from './import-refused';

export type QuarantineRow = z.infer<typeof quarantineRowSchema>;
export type StoredQuarantineRow = QuarantineRow & { channelId: string; externalId: string };

const maxTextChars = 8192;

type Row = {
  quarantine_id: string;
  import_id: string;
  channel_id: string;
  external_id: string;
  row_no: number;
  reason_code: string;
  reason_values: Record<string, string | number>;
  original_text: string;
  corrected_text: string | null;
  state: QuarantineRow['state'];
};
const columns =
  'quarantine_id, import_id, channel_id, external_id, row_no, reason_code, reason_values, original_text, corrected_text, state';

function rowOf(row: Row): QuarantineRow {
  return {
    quarantineId: row.quarantine_id,
    importId: row.import_id,
    rowNo: row.row_no,
    reasonCode: row.reason_code,
    reasonValues: row.reason_values,
    originalText: row.original_text,
    correctedText: row.corrected_text,
    state: row.state,
  };
}

export async function addQuarantined(
  db: Queryable,
  importId: string,
  channelId: string,
  problems: readonly (NewProblem & { externalId: string })[],
): Promise<void> {
  if (problems.length === 0) return;
  const rows = problems.map((problem) => ({
    quarantine_id: problem.quarantineId,
    external_id: problem.externalId,
    row_no: problem.lineNo,
    reason_code: problem.reason.code,
    reason_values: problem.reason.values,
    original_text: problem.text.slice(0, maxTextChars),
  }));
  await db.query(
    `INSERT INTO quarantine (quarantine_id, import_id, channel_id, external_id, row_no, reason_code, reason_values, original_text, state)
     SELECT quarantine_id, $1, $2, external_id, row_no, reason_code, reason_values, original_text, 'open'
     FROM json_to_recordset($3) AS r (quarantine_id uuid, external_id text, row_no int, reason_code text, reason_values jsonb, original_text text)`,
    [importId, channelId, jsonRows(rows)],
  );
}

/** Open rows that a corrected file no longer has. */
export async function dropQuarantined(db: Queryable, quarantineIds: readonly string[]): Promise<void> {
  if (quarantineIds.length === 0) return;
  await db.query(
    `UPDATE quarantine SET state = 'dropped' WHERE quarantine_id = ANY($1::uuid[]) AND state = 'open'`,
    [quarantineIds],
  );
}

/** @throws ImportRefused when there is none */
export async function quarantinedById(db: Queryable, quarantineId: string): Promise<StoredQuarantineRow> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM quarantine WHERE quarantine_id = $1 FOR UPDATE`,
    [quarantineId],
  );
  const row = rows[0];
  if (!row) throw new ImportRefused('quarantine-unknown', { quarantineId });
  return { ...rowOf(row), channelId: row.channel_id, externalId: row.external_id };
}

export type QuarantineAnswer =
  | { state: 'taken'; correctedText: string }
  | { state: 'dropped' }
  | { state: 'open'; correctedText: string; reason: RowReason };

export async function answerQuarantined(
  db: Queryable,
  quarantineId: string,
  answer: QuarantineAnswer,
): Promise<QuarantineRow> {
  const reason = answer.state === 'open' ? answer.reason : null;
  const { rows } = await db.query<Row>(
    `UPDATE quarantine SET state = $2, corrected_text = coalesce($3, corrected_text),
       reason_code = coalesce($4, reason_code), reason_values = coalesce($5::jsonb, reason_values)
     WHERE quarantine_id = $1 RETURNING ${columns}`,
    [
      quarantineId,
      answer.state,
      answer.state === 'dropped' ? null : answer.correctedText.replaceAll('\0', '\ufffd'),
      reason?.code ?? null,
      reason && storableJson(reason.values),
    ],
  );
  if (!rows[0]) throw new ImportRefused('quarantine-unknown', { quarantineId });
  return rowOf(rows[0]);
}

export type QuarantineQuery = z.infer<typeof quarantineQuerySchema>;

/** Newest import first, rows in the order of the file; `reasons` counts all rows of the same import and state. */
export async function listQuarantined(
  db: Queryable,
  query: QuarantineQuery,
): Promise<z.infer<typeof quarantineResponseSchema>> {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const scope: string[] = [];
  if (query.importId !== undefined) scope.push(`import_id = ${given(query.importId)}`);
  if (query.state !== undefined) scope.push(`state = ${given(query.state)}`);
  const narrow = [...scope];
  if (query.reasonCode !== undefined) narrow.push(`reason_code = ${given(query.reasonCode)}`);
  if (query.text !== undefined && query.text !== '') {
    narrow.push(`strpos(lower(original_text), lower(${given(query.text)})) > 0`);
  }
  const scopeValues = values.slice(0, scope.length);
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM quarantine ${where(narrow)}`,
    values,
  );
  const reasons = await db.query<{ reason_code: string; rows: number }>(
    `SELECT reason_code, count(*)::int AS rows FROM quarantine ${where(scope)} GROUP BY reason_code ORDER BY rows DESC, reason_code`,
    scopeValues,
  );
  const after = readCursor(query.cursor);
  if (after) {
    const [importId, rowNo, quarantineId] = [
      given(after.importId),
      given(after.rowNo),
      given(after.quarantineId),
    ];
    narrow.push(
      `(import_id < ${importId} OR (import_id = ${importId} AND (row_no, quarantine_id) > (${rowNo}::int, ${quarantineId}::uuid)))`,
    );
  }
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM quarantine ${where(narrow)} ORDER BY import_id DESC, row_no, quarantine_id LIMIT ${given(query.limit + 1)}`,
    values,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map(rowOf),
    total: counted.rows[0]?.total ?? 0,
    cursor: rows.length > query.limit && last ? writeCursor(last) : null,
    reasons: reasons.rows.map((row) => ({ reasonCode: row.reason_code, rows: row.rows })),
  };
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

type Cursor = { importId: string; rowNo: number; quarantineId: string };

function writeCursor(row: Row): string {
  return `${row.import_id}.${row.row_no}.${row.quarantine_id}`;
}

/** A cursor that nobody here wrote starts from the beginning. */
function readCursor(cursor: string | undefined): Cursor | null {
  const match = /^([0-9a-f-]{36})\.(\d{1,9})\.([0-9a-f-]{36})$/.exec(cursor ?? '');
  return match ? { importId: match[1] ?? '', rowNo: Number(match[2]), quarantineId: match[3] ?? '' } : null;
}
