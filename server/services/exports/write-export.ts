// Reads a list page by page through its own route, with the rights of whoever asked, and writes its rows as a file while
// they come: as much is in memory as one page has. A list needs to do nothing for it but to page as lists do.
import { z } from 'zod';
import type { ExportRequest } from '../../../shared/contract/exports';
import en from '../../../shared/text/en.json';
import tr from '../../../shared/text/tr.json';
import { type Cell, cellOf } from './cell';
import { csvFile } from './csv-file';
import { fieldOfColumn, type ListField } from './list-fields';
import { valueWords } from './value-words';
import { xlsxFile } from './xlsx-file';

export type ExportedList = {
  /** As the route is registered: `/v1/bulk/:runId/orders`. */
  path: string;
  fields: readonly ListField[];
  /** Rows of the longest page it gives; null when it does not page. */
  pageRows: number | null;
};

/** Asks the list for a page, as its route answers it. @throws what the route refuses */
export type AskList = (query: Readonly<Record<string, string>>) => Promise<unknown>;

type Column = { field: ListField; heading: string };

const texts: Readonly<Record<'en' | 'tr', Readonly<Record<string, string>>>> = { en, tr };
const pageSchema = z.object({
  rows: z.array(z.record(z.string(), z.unknown())),
  cursor: z.string().nullish(),
});
type Rows = z.infer<typeof pageSchema>['rows'];

/** The first page is read before anything is written, so that a list that refuses refuses in words. */
export async function writeExport(
  list: ExportedList,
  asked: ExportRequest,
  ask: AskList,
): Promise<AsyncGenerator<Buffer>> {
  const query = { ...asked.query, ...(list.pageRows === null ? {} : { limit: String(list.pageRows) }) };
  const firstPage = pageSchema.parse(await ask(query));
  const columns = columnsOf(list, asked);
  const text = texts[asked.language];
  const words = {
    yes: text['export.yes'] ?? 'yes',
    no: text['export.no'] ?? 'no',
    title: list.path.split('/').at(-1) ?? 'Waybill',
    cutOff: text['export.cut-off'] ?? '',
  };
  const batches = pages(firstPage, query, ask, (rows) =>
    rows.map((row) => columns.map(({ field }) => worded(list, field, cellAt(row, field), text))),
  );
  const headings = columns.map(({ heading }) => heading);
  return asked.format === 'csv'
    ? csvFile(headings, batches, words)
    : xlsxFile(headings, batches, words, asked.timeZone ?? 'UTC');
}

async function* pages(
  first: z.infer<typeof pageSchema>,
  query: Readonly<Record<string, string>>,
  ask: AskList,
  cells: (rows: Rows) => Cell[][],
): AsyncGenerator<Cell[][]> {
  let page = first;
  for (;;) {
    yield cells(page.rows);
    if (!page.cursor) return;
    page = pageSchema.parse(await ask({ ...query, cursor: page.cursor }));
  }
}

/** Columns of the screen first, with its headings; then what else a row tells and has a word for. */
function columnsOf({ fields }: ExportedList, { columns, only, language }: ExportRequest): Column[] {
  const chosen = new Map<ListField, Column>();
  for (const { field: name, heading } of columns) {
    const field = fieldOfColumn(fields, name);
    if (field && !chosen.has(field)) chosen.set(field, { field, heading });
    // An amount says nothing without its currency.
    const currency = field?.name.endsWith('Minor')
      ? fields.find((each) => each.name === 'currency')
      : undefined;
    if (currency && !chosen.has(currency))
      chosen.set(currency, { field: currency, heading: headingOf(currency, language) ?? 'currency' });
  }
  if (!only || chosen.size === 0)
    for (const field of fields) {
      const heading = headingOf(field, language);
      if (heading !== null && !chosen.has(field)) chosen.set(field, { field, heading });
    }
  return [...chosen.values()];
}

function headingOf({ path, name }: ListField, language: 'en' | 'tr'): string | null {
  const text = texts[language];
  return text[`column.${path.join('-')}`] ?? text[`column.${name}`] ?? null;
}

function cellAt(row: Readonly<Record<string, unknown>>, { path, name }: ListField): Cell {
  let at: Readonly<Record<string, unknown>> = row;
  for (const step of path.slice(0, -1)) {
    const next = at[step];
    if (typeof next !== 'object' || next === null) return { kind: 'empty' };
    at = next as Readonly<Record<string, unknown>>;
  }
  return cellOf(name, at[name], at);
}

/** Words of the reader's language for what programs call by a name. */
function worded(
  { path }: ExportedList,
  { name }: ListField,
  cell: Cell,
  text: Readonly<Record<string, string>>,
): Cell {
  const prefix = valueWords[path]?.[name];
  if (prefix === undefined || cell.kind !== 'text') return cell;
  return {
    kind: 'text',
    text: cell.text
      .split(', ')
      .map((value) => text[`${prefix}.${value}`] ?? value)
      .join(', '),
  };
}
