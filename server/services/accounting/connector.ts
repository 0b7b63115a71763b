// How an accounting package takes a journal as a file: a strategy. A connector must tell every entry once, whole and balanced in
// the currency of the books, with its number; and must let no text of a customer become another field, row or formula.
import type { AccountingConnectorName, AccountingEntry } from '../../../shared/contract/accounting';
import { minorDigitsOf } from '../../../shared/money/money';
import { csvText } from '../exports/csv-file';

export type ConnectorContext = { baseCurrency: string };

export type AccountingConnector = {
  name: AccountingConnectorName;
  /** Headings, in the package's own words; null where its file has none. */
  headings: readonly string[] | null;
  /** Rows of an entry; each cell a text as it stands in the file, before it is quoted. */
  rowsOf: (entry: AccountingEntry, context: ConnectorContext) => string[][];
};

const noFlags = { yes: '', no: '' };
const longestText = 200;

/** RFC 4180, without a byte order mark: these programs take one for a part of the first heading. */
export function writeFile(
  { headings, rowsOf }: AccountingConnector,
  entries: readonly AccountingEntry[],
  context: ConnectorContext,
): string {
  const rows = [...(headings ? [[...headings]] : []), ...entries.flatMap((entry) => rowsOf(entry, context))];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A number with its sign is no formula; every other text is made harmless. */
function cell(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  return csvText({ kind: 'text', text }, noFlags);
}

export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longestText);
}

/** `-12.50`. */
export function decimal(minor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** `31/12/2026`. */
export function dayFirst(day: string): string {
  return day.split('-').reverse().join('/');
}

/** Lines that move the currency of the books; a line that moves none is nothing to a package that keeps one currency. */
export function baseLines({ lines }: AccountingEntry): AccountingEntry['lines'] {
  return lines.filter(({ baseMinor }) => baseMinor !== 0);
}
