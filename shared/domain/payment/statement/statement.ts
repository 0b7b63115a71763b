// Money that came, out of the files that banks give: CAMT.053 (ISO 20022), MT940 (SWIFT), or a table with headings. What
// cannot be read is named with its place; the rest is taken. Money that went is counted and left out.
import { readCamt } from './camt';
import { readTable } from './table';
import { readMt940 } from './mt940';

export type StatementLine = {
  /** `2026-11-28`. */
  bookedOn: string;
  amountMinor: number;
  currency: string;
  payer: string;
  reference: string;
};
export type ReadStatement = {
  format: 'camt' | 'mt940' | 'table';
  lines: StatementLine[];
  /** Places that could not be read, with what they say. */
  unread: string[];
  /** Lines of money that went. */
  outgoing: number;
};

/**
 * @param currency of lines that name none
 * @returns null for what is no statement of any of these kinds
 */
export function readStatement(text: string, currency: string): ReadStatement | null {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return null;
  if (trimmed.startsWith('<')) return readCamt(trimmed);
  if (/^(\{1:|:20:|:25:)/m.test(trimmed)) return readMt940(trimmed);
  return readTable(trimmed, currency);
}

const longest = 140;

/** One line of words, as long as may be kept. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longest);
}
