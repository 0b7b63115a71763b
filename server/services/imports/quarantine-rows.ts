// Lines that wait for a person, with the reason and the text as it was sent. A row is open until it is taken (as it
// is or corrected) or dropped; it is never deleted.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  quarantineQuerySchema,
  quarantineResponseSchema,
  quarantineRowSchema,
} from '../../../shared/contract/http';
import type { NewProblem } from '../../../shared/domain/channel/take-invoice';
import type { RowReason } from '../../../shared/domain/channel/online-retail-row';
import type { Queryable } from '../../db/pool';
import { from, rowsOf } from '../../db/select';
import type { Tables } from '../../db/tables';
import { jsonRows, storableJson } from '../changes/json-rows';
import { contains, listPage } from '../../db/list-page';
import { ImportRefused } from './import-refused';

export type QuarantineRow = z.infer<typeof quarantineRowSchema>;
export type StoredQuarantineRow = QuarantineRow & { channelId: string; externalId: string };

const maxTextChars = 8192;

type Row = Tables['quarantine'];
const columns = [
  'quarantine_id',
  'import_id',
  'channel_id',
  'external_id',
  'row_no',
  'reason_code',
  'reason_values',
  'original_text',
  'corrected_text',
  'state',
] as const;

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
    `SELECT ${columns.join(', ')} FROM quarantine WHERE quarantine_id = $1 FOR UPDATE`,
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
     WHERE quarantine_id = $1 RETURNING ${columns.join(', ')}`,
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
  let scope = from.selectFrom('quarantine');
  if (query.importId !== undefined) scope = scope.where('import_id', '=', query.importId);
  if (query.state !== undefined) scope = scope.where('state', '=', query.state);
  const reasons = await rowsOf(
    db,
    scope
      .select(['reason_code as reasonCode', sql<number>`count(*)`.as('rows')])
      .groupBy('reason_code')
      .orderBy('rows', 'desc')
      .orderBy('reason_code'),
  );
  let list = scope.select(columns);
  if (query.reasonCode !== undefined) list = list.where('reason_code', '=', query.reasonCode);
  if (query.text !== undefined && query.text !== '') list = list.where(contains('original_text', query.text));
  const page = await listPage(db, list, {
    keys: [
      { by: 'import_id', type: 'uuid', descending: true },
      { by: 'row_no', type: 'int' },
      { by: 'quarantine_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return { ...page, rows: page.rows.map(rowOf), reasons };
}
