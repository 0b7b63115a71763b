// A wrong product scanned where another one was wanted. Only such scans teach which products are taken for one another: one
// too many of the right product is another kind of mistake.
import type { Refusal } from '../decision';
import type { Sku } from '../ids';
import { currentLine } from '../parcel/questions';
import { questionOf } from '../tour/walk';
import type { Bench, BenchFacts, BenchInput } from './session';

export type WrongItem = { wanted: Sku; scanned: Sku };

const wrongInBox: ReadonlySet<string> = new Set(['item-not-in-order', 'item-of-another-order']);

export function wrongItemOf(
  { aside }: Bench,
  { code }: Refusal,
  input: BenchInput,
  { open, tour }: Pick<BenchFacts, 'open' | 'tour'>,
): WrongItem | null {
  if (input.kind !== 'item') return null;
  const { sku: scanned } = input;
  if (aside?.kind === 'tour' && tour && code === 'item-not-in-bin') {
    const question = questionOf(aside.walk, tour.tour, tour.stops);
    return question.ask === 'item' && question.stop.sku !== scanned
      ? { wanted: question.stop.sku, scanned }
      : null;
  }
  const wanted = open && wrongInBox.has(code) ? currentLine(open)?.sku : undefined;
  return wanted === undefined || wanted === scanned ? null : { wanted, scanned };
}
