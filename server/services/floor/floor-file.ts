// A floor written as a CSV file, and read from one in two steps: first what would become of it, row by row, then the edit.
// What is right in a file is taken without what is wrong; the wrong rows are told with their line, and nothing of them is lost.
import type { Refusal } from '../../../shared/domain/decision';
import { createCsvReader } from '../../../shared/domain/channel/csv';
import { readHeader, type WantedColumns } from '../../../shared/domain/channel/csv-header';
import {
  binsInQuestion,
  changeFloor,
  type BinHold,
  type FloorChange,
} from '../../../shared/domain/floor/floor-change';
import {
  changeOfRows,
  type FloorColumn,
  floorColumns,
  type FloorRow,
  readFloorRow,
  type RowAbout,
  type RowReading,
  rowsOfFloor,
} from '../../../shared/domain/floor/floor-csv';
import type { FloorProblem } from '../../../shared/domain/floor/floor-problems';
import { floorParts, type FloorPlan, keyOf } from '../../../shared/domain/floor/floor-plan';
import { isSamePart } from '../../../shared/domain/floor/same-part';
import { csvText } from '../exports/csv-file';

export type FloorFileProblem = { line: number; text: string; refusal: Refusal };
export type FloorFileReading = {
  /** Of the rows that are right. */
  change: FloorChange;
  rows: number;
  added: number;
  changed: number;
  same: number;
  problems: FloorFileProblem[];
};

const flags = { yes: 'yes', no: 'no' };

/** UTF-8 with a byte order mark, for spreadsheets. */
export function writeFloorFile(plan: FloorPlan): string {
  const lines = rowsOfFloor(plan).map((row) =>
    floorColumns.map((column) => csvText({ kind: 'text', text: row[column] ?? '' }, flags)).join(','),
  );
  return `\uFEFF${[floorColumns.join(','), ...lines].join('\r\n')}\r\n`;
}

type ReadRow = { line: number; text: string; reading: RowReading };

/** @returns null when it has no heading of ours: `missing` says which */
export function readFloorFile(
  text: string,
  plan: FloorPlan,
  holdsOn: (locationId: string) => readonly BinHold[],
): FloorFileReading | { missing: string } {
  const whole = text.replace(/^\uFEFF/, '');
  const heading = readHeader(whole.slice(0, Math.max(0, whole.search(/\r?\n|$/))), wanted);
  if (!heading.ok) return { missing: heading.missing.join(', ') };
  const reader = createCsvReader(heading.plan.separator);
  const [first, ...records] = [...reader.push(whole), ...reader.end()];
  const places = placesOf(first?.fields ?? []);
  const rows = records.map(({ lineNo, text: line, fields }): ReadRow => {
    const reading: RowReading = fields
      ? readFloorRow(rowOf(fields, places))
      : {
          ok: false,
          refusal: { code: 'floor-field-wrong', values: { column: '"', value: line.slice(0, 40) } },
        };
    return { line: lineNo, text: line, reading };
  });
  return judge(refuseTwice(rows), plan, holdsOn);
}

/** Only these two are needed to know what a row is about; other columns may be left out. */
const wanted: WantedColumns<'part' | 'code'> = { part: ['part'], code: ['code'] };

function placesOf(headings: readonly string[]): Map<FloorColumn, number> {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  return new Map(
    floorColumns.flatMap((column) => {
      const at = names.indexOf(column);
      return at === -1 ? [] : [[column, at] as const];
    }),
  );
}

function rowOf(fields: readonly string[], places: ReadonlyMap<FloorColumn, number>): FloorRow {
  // As it was written for a spreadsheet: an apostrophe before what looks like a formula.
  const said = (at: number): string => (fields[at] ?? '').replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '');
  return Object.fromEntries([...places].map(([column, at]) => [column, said(at)]));
}

const nameOf = ({ part, key }: RowAbout): string => `${part}\n${key}`;

function refuseTwice(rows: readonly ReadRow[]): ReadRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    if (!row.reading.ok) return row;
    const name = nameOf(row.reading.about);
    const before = lines.get(name);
    if (before === undefined) {
      lines.set(name, row.line);
      return row;
    }
    const refusal: Refusal = {
      code: 'floor-row-twice',
      values: { part: row.reading.about.key, line: before },
    };
    return { ...row, reading: { ok: false, refusal } };
  });
}

/** Rows that do not fit are put aside until the others do; one that names what was put aside goes with it. */
function judge(
  rows: ReadRow[],
  plan: FloorPlan,
  holdsOn: (locationId: string) => readonly BinHold[],
): FloorFileReading {
  for (;;) {
    const change = changeOfRows(rows.map(({ reading }) => reading));
    const decided = changeFloor(plan, change, holdsOn);
    if (decided.ok) return counted(rows, plan, change);
    if (!blame(rows, decided.problems)) return counted(rows, plan, change);
  }
}

/** @returns false when there is no row left to blame */
function blame(rows: readonly ReadRow[], problems: readonly FloorProblem[]): boolean {
  const told = new Set(rows.flatMap(({ reading }) => (reading.ok ? [nameOf(reading.about)] : [])));
  const byName = new Map(
    problems.map(({ about, refusal }): [string, Refusal] => {
      const { other } = refusal.values;
      // Of two in one place it is the file's, not the one that was there.
      const isOther = typeof other === 'string' && !told.has(nameOf(about));
      return [nameOf(isOther ? { ...about, key: other } : about), refusal];
    }),
  );
  const named = rows.filter(({ reading }) => reading.ok && byName.has(nameOf(reading.about)));
  for (const row of named)
    if (row.reading.ok) refuseRow(row, byName.get(nameOf(row.reading.about)) as Refusal);
  if (named.length > 0) return true;
  // What is wrong lies outside the file: it has moved what others lie at, or is too much altogether.
  const [first] = problems;
  const left = rows.filter(({ reading }) => reading.ok);
  const around = left.filter(({ reading }) => reading.ok && reading.about.part !== 'bins');
  for (const row of around.length > 0 ? around : left) if (first) refuseRow(row, first.refusal);
  return left.length > 0;
}

function refuseRow(row: ReadRow, refusal: Refusal): void {
  row.reading = { ok: false, refusal };
}

function counted(rows: readonly ReadRow[], plan: FloorPlan, change: FloorChange): FloorFileReading {
  const known = new Map(
    floorParts.flatMap((part) =>
      plan[part].map((each) => [nameOf({ part, key: keyOf(each) }), each] as const),
    ),
  );
  let [added, changed, same] = [0, 0, 0];
  for (const part of floorParts)
    for (const each of change.put[part]) {
      const before = known.get(nameOf({ part, key: keyOf(each) }));
      if (!before) added += 1;
      else if (isSamePart(before, each)) same += 1;
      else changed += 1;
    }
  if (change.depot !== undefined) {
    if (isSamePart(plan.depot, change.depot)) same += 1;
    else changed += 1;
  }
  return {
    change,
    rows: rows.length,
    added,
    changed,
    same,
    problems: rows.flatMap(({ line, text, reading }) =>
      reading.ok ? [] : [{ line, text: text.slice(0, 400), refusal: reading.refusal }],
    ),
  };
}

/** Bins whose goods must be looked at before the file is judged. */
export function binsOfFile(text: string, plan: FloorPlan): string[] {
  const reading = readFloorFile(text, plan, () => []);
  return 'missing' in reading ? [] : binsInQuestion(plan, reading.change);
}
