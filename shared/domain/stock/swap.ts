// Another lot in the picker's hand than the one that was to be taken: whether it may go, and why it was taken. Goods that may
// not be sold any more are not put into a tote, whoever says so.
import { z } from 'zod';
import { type Lot, lotSchema } from './lot';
import { isFit, type Rotation } from './rotation';

/** In the order of the digits that tell them. */
export const swapReasons = ['not-there', 'damaged', 'out-of-reach'] as const;

export const lotSwapSchema = z.strictObject({
  /** What was to be taken. */
  planned: lotSchema,
  reason: z.enum(swapReasons),
});
export type LotSwap = z.infer<typeof lotSwapSchema>;

export type LotVerdict =
  | { kind: 'right'; lot: Lot | undefined }
  /** May go, with a reason. */
  | { kind: 'other'; lot: Lot; planned: Lot }
  | { kind: 'past'; lot: Lot };

/**
 * @param planned undefined where nobody knows which lots lie there
 * @param rotation null: goods are all alike, and only the planned lot is looked at
 */
export function judgeLot(
  planned: Lot | undefined,
  taken: Lot | undefined,
  rotation: Rotation | null,
  today: string,
): LotVerdict {
  if (!taken) return { kind: 'right', lot: undefined };
  const lot = planned && isMeant(planned, taken) ? completed(planned, taken) : taken;
  if (rotation && !isFit(lot, rotation, today)) return { kind: 'past', lot };
  return !planned || isMeant(planned, taken)
    ? { kind: 'right', lot }
    : { kind: 'other', lot: taken, planned };
}

/** The same lot, as far as both say. Of goods that are told apart by their day alone the day is the lot. */
export function isMeant(planned: Lot, taken: Lot): boolean {
  const isSameDay =
    planned.bestBefore === null || taken.bestBefore === null || planned.bestBefore === taken.bestBefore;
  if (planned.lot === '' || taken.lot === '') return isSameDay && planned.bestBefore === taken.bestBefore;
  return planned.lot === taken.lot && isSameDay;
}

function completed(planned: Lot, taken: Lot): Lot {
  return { lot: planned.lot || taken.lot, bestBefore: planned.bestBefore ?? taken.bestBefore };
}
