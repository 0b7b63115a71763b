// How the weight of a sealed box is known: a scale said it, or a person typed it; what was expected, and why it is sealed all the
// same where it differs. A seal is never refused for its weight: what contradicts is a task.
import { z } from 'zod';

/** In the order of the digits that say them at the bench. */
export const weightReasons = [
  /** Opened and counted: what is in it is right. */
  'counted-again',
  'padding-heavier',
  'product-weight-wrong',
  'scale-doubtful',
] as const;
export type WeightReason = (typeof weightReasons)[number];

const grams = z.int().nonnegative().max(1_000_000);

export const sealWeightSchema = z.strictObject({
  by: z.enum(['scale', 'typed']),
  grams: grams.positive(),
  /** The scale's name at its station; null where a person typed it. */
  scaleId: z.string().max(120).nullable(),
  expectedGrams: grams,
  toleranceGrams: grams,
  reason: z.enum(weightReasons).optional(),
});
export type SealWeight = z.infer<typeof sealWeightSchema>;

/** Whether the box weighs something else than what was scanned into it. */
export function differs({ grams: weighed, expectedGrams, toleranceGrams }: SealWeight): boolean {
  return Math.abs(weighed - expectedGrams) > toleranceGrams;
}

/** Whether somebody has to look: it differs, and nothing that was said explains it. */
export function contradicts(weight: SealWeight): boolean {
  return differs(weight) && weight.reason !== 'counted-again' && weight.reason !== 'padding-heavier';
}
