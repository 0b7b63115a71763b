// What a scale says at one moment, whatever language it speaks. A weight that a scale calls unstable, or gives with a fault,
// must never be taken for one.
import { z } from 'zod';
import { mostMilligrams, weightUnitSchema } from '../../units/weight';

/**
 * `moving`: not at rest yet. `overload`, `underload`: beyond what it can weigh, too light for its zero. `zero-needed`: it lost
 * its zero, or asks for adjustment. `fault`: broken, or saying what cannot be.
 */
export const scaleConditions = ['ok', 'moving', 'overload', 'underload', 'zero-needed', 'fault'] as const;
export type ScaleCondition = (typeof scaleConditions)[number];

export const scaleReadingSchema = z.object({
  /** Whole milligrams, below zero too; null where the scale gives no weight. */
  milligrams: z.int().min(-mostMilligrams).max(mostMilligrams).nullable(),
  /** Only then, and with condition `ok`, it may be taken for the weight. */
  isStable: z.boolean(),
  condition: z.enum(scaleConditions),
  /** Of the unit in which it was sent; null where none was. */
  unit: weightUnitSchema.nullable(),
  /** The scale's own tare is taken off. */
  isNet: z.boolean(),
  /** When it was read, by a monotonic clock in milliseconds. */
  atMs: z.number().nonnegative(),
});
export type ScaleReading = z.infer<typeof scaleReadingSchema>;

export type WeightSaid = Omit<ScaleReading, 'atMs'>;

/** What a person may ask of a scale. */
export const scaleActs = ['zero', 'tare'] as const;
export type ScaleAct = (typeof scaleActs)[number];

/** `refused`: the scale says that it cannot now. `unable`: this kind of scale has no such command. */
export const scaleActOutcomes = ['done', 'refused', 'unanswered', 'unable'] as const;
export type ScaleActOutcome = (typeof scaleActOutcomes)[number];

/** A weight that is one, or null. */
export function weightOf({ milligrams, isStable, condition }: ScaleReading): number | null {
  return isStable && condition === 'ok' ? milligrams : null;
}
