// Money that came, out of the files that banks give: CAMT.053 (ISO 20022), MT940 (SWIFT), or a table with headings. What
// cannot be read is named with its place; the rest is taken. Money that went is counted and left out.
import type { ReadStatement } from './statement-line';
import { readCamt } from './camt';
import { readTable } from './table';
import { readMt940 } from './mt940';

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
