// Reads staged invoices back, line by line, in the order they are placed in. A slice is a few thousand lines: enough to
// be quick, few enough that stations never wait for one.
import { createCsvReader } from '../../../shared/domain/channel/csv';
import {
  type OnlineRetailPlan,
  type RowReason,
  type RowReader,
  rowTextOf,
} from '../../../shared/domain/channel/online-retail-row';
import type { ToldLine } from '../../../shared/domain/channel/take-invoice';
import type { Queryable } from '../../db/pool';

export type ToldInvoice = {
  position: number;
  externalId: string;
  kind: string;
  fingerprint: string;
  lines: ToldLine[];
};

const sliceLines = 6000;
const sliceInvoices = 400;

/** The next invoices after a position; empty at the end. */
export async function readSlice(
  db: Queryable,
  importId: string,
  after: number,
  plan: OnlineRetailPlan,
  readRow: RowReader,
): Promise<ToldInvoice[]> {
  const groups = await db.query<{
    position: number;
    external_id: string;
    kind: string;
    fingerprint: string;
    runs: number[];
  }>(
    `SELECT position, external_id, kind, fingerprint, runs FROM (
       SELECT g.*, sum(lines) OVER (ORDER BY position) - lines AS lines_before
       FROM (SELECT * FROM import_group WHERE import_id = $1 AND position > $2 ORDER BY position LIMIT $3) g
     ) counted WHERE lines_before < $4 ORDER BY position`,
    [importId, after, sliceInvoices, sliceLines],
  );
  const runs = await db.query<{ run_no: number; line_no: number; problem: string | null; body: string }>(
    'SELECT run_no, line_no, problem, body FROM import_run WHERE import_id = $1 AND run_no = ANY($2::int[])',
    [importId, groups.rows.flatMap((group) => group.runs)],
  );
  const byNumber = new Map(runs.rows.map((run) => [run.run_no, run]));
  return groups.rows.map((group) => ({
    position: group.position,
    externalId: group.external_id,
    kind: group.kind,
    fingerprint: group.fingerprint,
    lines: group.runs.flatMap((runNo) => {
      const run = byNumber.get(runNo);
      if (!run) throw new Error(`run ${runNo} of import ${importId} is gone`);
      return linesOf(run, plan, readRow);
    }),
  }));
}

function linesOf(
  run: { line_no: number; problem: string | null; body: string },
  plan: OnlineRetailPlan,
  readRow: RowReader,
): ToldLine[] {
  if (run.problem !== null) {
    const reason = JSON.parse(run.problem) as RowReason;
    return [{ content: run.body, lineNo: run.line_no, text: run.body, reading: { ok: false, reason } }];
  }
  const reader = createCsvReader(plan.separator);
  return [...reader.push(run.body), ...reader.end()].map((record) => {
    const lineNo = run.line_no + record.lineNo - 1;
    const rowText = record.fields && rowTextOf(record.fields, plan);
    if (!rowText) throw new Error(`line ${lineNo} was staged as readable and is not`);
    return { content: rowText.content, lineNo, text: record.text, reading: readRow(rowText) };
  });
}
