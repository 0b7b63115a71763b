// A packer took another box than the plan said: why, and what is learned from it. Reasons are recorded with the choice.
import { z } from 'zod';
import { boxIdSchema, skuSchema } from '../ids';

/** In the order of the digits that say them at the bench. */
export const boxReasons = ['too-small', 'item-does-not-fit', 'none-here', 'more-padding', 'other'] as const;

export const boxOverrideSchema = z.strictObject({
  /** The box the plan said. */
  planned: boxIdSchema,
  /** `not-said`: chosen, and nobody has said why yet. */
  reason: z.enum([...boxReasons, 'not-said']),
  /** Which item does not fit. */
  sku: skuSchema.optional(),
  /** Share of the planned box that the goods would have taken, in thousandths. */
  fillPermille: z.int().nonnegative().max(1000),
});
export type BoxOverride = z.infer<typeof boxOverrideSchema>;

/** The least share a lesson leaves of a box. */
const leastFill = 300;

/**
 * The share of a box that goods may take here, in thousandths: the threshold that puts fewest of what happened on the wrong
 * side (fills that were too much above it, fills that went well not); the highest of equals. 1000 when one says too small
 * alone: one packer's bad day is no rule.
 */
export function learnedFill(tooSmall: readonly number[], sealed: readonly number[]): number {
  if (tooSmall.length < 2) return 1000;
  const wrong = (limit: number): number =>
    tooSmall.filter((fill) => fill <= limit).length + sealed.filter((fill) => fill > limit).length;
  let [best, least] = [1000, wrong(1000)];
  for (const fill of tooSmall) {
    const limit = Math.max(leastFill, fill - 1);
    const count = wrong(limit);
    if (count < least || (count === least && limit > best)) [best, least] = [limit, count];
  }
  return best;
}
