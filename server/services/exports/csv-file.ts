// A table as CSV: RFC 4180, UTF-8 with a byte order mark so that Excel reads it as such, instants as ISO 8601. A text that a
// spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets read as "this is text"; all of the
// text itself stays.
import type { Cell } from './cell';
import { decimalOf } from './cell';

/** OWASP, CSV injection: = + - @, tab and carriage return; line feed and the wide forms that spreadsheets read alike. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const quoted = /[",\r\n]|^\s|\s$/;

export type FlagWords = { yes: string; no: string };

export function harmless(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

export function csvText(cell: Cell, words: FlagWords): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
      return quote(harmless(cell.text));
    case 'number':
      return String(cell.value);
    case 'money':
      return decimalOf(cell.minor, cell.digits);
    case 'day':
      return cell.day;
    case 'instant':
      return cell.at;
    case 'flag':
      return quote(cell.isSet ? words.yes : words.no);
    default: {
      const never: never = cell;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

function quote(text: string): string {
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Pieces of the file, one for every batch of rows. */
export async function* csvFile(
  headings: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  words: FlagWords,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${headings.map((heading) => quote(harmless(heading))).join(',')}\r\n`);
  for await (const rows of batches)
    yield Buffer.from(
      rows.map((cells) => `${cells.map((cell) => csvText(cell, words)).join(',')}\r\n`).join(''),
    );
}
