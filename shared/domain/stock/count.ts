// A count is what a person saw at one place, together with what the station knew at that moment. It becomes the level
// that a person standing there would see now: the units counted, and what has moved in or out since, as far as the
// counter did not know of it. Other counts and reports of missing units move nothing in the real world, so they are
// not added: two counts of one bin come to the same level in either order.
// Must never book a large difference on one person's word: it waits for a second count that finds the same, and where the
// rules of the warehouse say so, for a manager.
import { type ClassRule, toleranceOf, unsetRule } from './count-policy';
import type { StockMove } from './ledger';
import { outsideLocations } from './ledger';

export type Count = {
  counted: number;
  /** Units of this bin in boxes that had not left: out of the bin, and not out of the books before hand-over. */
  inBoxes: number;
  /** Place in the warehouse's stream up to which the station knew everything. */
  seq: number;
};

export type CountFacts = {
  /** What the books say the place holds now. */
  level: number;
  /** Units that came (positive) or went since, unknown to the station that counted. */
  unseen: number;
  /** Seq of the newest count of the same place and SKU that was booked. */
  bookedSeq: number | null;
  /** Difference of an earlier count that still waits for a second one. */
  waiting: number | null;
  /** Rules of the warehouse for the class of this product; left out where nobody has set any. */
  rule?: CountRule;
};

export type CountRule = Pick<ClassRule, 'toleranceUnits' | 'tolerancePercent'> & {
  needsApproval: boolean;
  /** The count that waits is by whoever counts now, although somebody else is here who could. */
  isSameCounter: boolean;
};

export type CountVerdict =
  /** A later look at the same place is booked already. */
  | { kind: 'superseded'; difference: number }
  | { kind: 'book'; difference: number }
  /** Found twice, and large: a manager decides. */
  | { kind: 'approve'; difference: number }
  /** Count again: nothing is booked yet. */
  | { kind: 'again'; difference: number };

export function judgeCount(count: Count, facts: CountFacts): CountVerdict {
  const difference = count.counted + count.inBoxes + facts.unseen - facts.level;
  if (facts.bookedSeq !== null && facts.bookedSeq > count.seq) return { kind: 'superseded', difference };
  const { rule } = facts;
  if (Math.abs(difference) <= toleranceOf(rule ?? unsetRule, facts.level))
    return { kind: 'book', difference };
  if (facts.waiting !== difference || rule?.isSameCounter) return { kind: 'again', difference };
  return { kind: rule?.needsApproval ? 'approve' : 'book', difference };
}

/** The change that a movement made to a place, when goods really moved; 0 when only the books did. */
export function carriedTo(locationId: string, move: Pick<StockMove, 'from' | 'to' | 'quantity'>): number {
  if (move.from === outsideLocations.adjustment || move.to === outsideLocations.adjustment) return 0;
  if (move.to === locationId) return move.quantity;
  return move.from === locationId ? -move.quantity : 0;
}
