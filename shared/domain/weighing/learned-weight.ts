// What one unit of a product really weighs, as sealed boxes have taught it, and how far units of it stray.
import { z } from 'zod';
import { mostMilligrams } from '../../units/weight';

export const learnedWeightSchema = z.object({
  milligrams: z.int().positive().max(mostMilligrams),
  /** Standard deviation from one unit to the next. */
  spreadMilligrams: z.int().nonnegative().max(mostMilligrams),
  /** Boxes it was learned from. */
  boxes: z.int().positive().max(1_000_000),
});
export type LearnedWeight = z.infer<typeof learnedWeightSchema>;
