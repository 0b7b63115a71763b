// Reads demand series from tables of any set: a line an item, a column a period. Columns of periods are told by their heading
// (0, 17, V3, w042, 2011-03-28); what stands before them is not read. Empty cells at the end mean that the item had left.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';

export type SeriesSet = { name: string; series: number[][] };

const isPeriod = (heading: string): boolean => /^(?:[vw]?\d{1,4}|\d{4}-\d\d-\d\d)$/i.test(heading.trim());

/** null when the file has no columns of periods. */
export function readSeries(path: string): SeriesSet | null {
  const rows = parse(readFileSync(path, 'utf8'), { bom: true, relax_column_count: true }) as string[][];
  const headings = rows[0] ?? [];
  const columns = headings.flatMap((heading, at) => (isPeriod(heading) ? [at] : []));
  if (columns.length < 12) return null;
  const series = rows.slice(1).map((row) => {
    const cells = columns.map((at) => {
      const cell = (row[at] ?? '').trim();
      return cell === '' || cell === 'NA' ? Number.NaN : Number(cell);
    });
    const last = cells.findLastIndex((value) => !Number.isNaN(value));
    return cells.slice(0, last + 1).map((value) => (Number.isNaN(value) ? 0 : value));
  });
  return { name: basename(path, '.csv'), series };
}

/** Every table of series in a folder, or the one of a file. */
export function readSeriesSets(path: string): SeriesSet[] {
  if (!existsSync(path)) return [];
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((file) => file.endsWith('.csv'))
        .sort()
        .map((file) => join(path, file))
    : [path];
  return files.flatMap((file) => readSeries(file) ?? []);
}
