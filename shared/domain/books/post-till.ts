// What counting a till means for the books: the account of cash becomes what lies there, and what was too little or too much is a
// cost or a gain of its own. What is taken to the safe is still the company's cash.
import { type EntryLine, Lines } from './entry';
import type { CostFacts } from './post-costs';

/** @param differenceMinor above zero: more than there should be. No lines: it was right */
export function postTillCount({ accountOf, toBase }: CostFacts, differenceMinor: number): EntryLine[] {
  const lines = new Lines(accountOf);
  const baseMinor = toBase(differenceMinor);
  lines.add('cash', differenceMinor, baseMinor);
  lines.add('cash-difference', 0 - differenceMinor, 0 - baseMinor);
  return lines.all();
}
