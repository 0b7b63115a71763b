// Reads the CSV tables of routing sets: headers are matched by their letters and digits alone, so that spaces, case and
// underscores do not matter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { BenchCannotRun } from '../bench';

export type TableRow = (column: string) => string;

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

export const readTable = (path: string): { columns: string[]; rows: TableRow[] } => {
  const records = parse(readFileSync(path), { bom: true, trim: true, skip_empty_lines: true }) as string[][];
  const columns = (records[0] ?? []).map(plain);
  const rows = records.slice(1).map(
    (record): TableRow =>
      (column) => {
        const at = columns.indexOf(plain(column));
        if (at < 0) throw new BenchCannotRun(`${path} has no column "${column}"`);
        return record[at] ?? '';
      },
  );
  return { columns, rows };
};

export const numberIn = (row: TableRow, column: string): number => {
  const value = Number(row(column));
  if (!Number.isFinite(value)) throw new BenchCannotRun(`"${row(column)}" is no number (${column})`);
  return value;
};

/** Path of the table in a folder whose name begins so ("order_list_sampled.csv" for "OrderList"), or null. */
export const findTable = (folder: string, name: string): string | null => {
  if (!existsSync(folder)) return null;
  const file = readdirSync(folder).find(
    (each) => each.toLowerCase().endsWith('.csv') && plain(each).startsWith(plain(name)),
  );
  return file === undefined ? null : join(folder, file);
};
