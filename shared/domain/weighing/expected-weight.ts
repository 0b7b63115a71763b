// What a box should weigh by what was scanned into it, and how far off is no wonder. Both are explained in what they are made of.
import { z } from 'zod';
import type { LearnedWeight } from './learned-weight';
import type { PackingShare } from './packing-weight';

export const weightRulesSchema = z.strictObject({
  /** Whether a box that weighs otherwise is asked about before it is sealed. */
  isChecked: z.boolean(),
  /** Less than this is never asked about: tape, papers, and what the scale itself does not see. */
  leastGrams: z.int().min(0).max(10_000),
  /** Share of the whole, in thousandths, that padding and boxes stray by. */
  permille: z.int().min(0).max(500),
});
export type WeightRules = z.infer<typeof weightRulesSchema>;

export const usualWeightRules: WeightRules = { isChecked: true, leastGrams: 20, permille: 20 };

/** Units of one product in the box. */
export type WeighedUnits = {
  units: number;
  /** By the catalogue. */
  unitGrams: number;
  /** Null: no box has taught anything of it yet. */
  learned: LearnedWeight | null;
};

export type ExpectedWeight = {
  grams: number;
  toleranceGrams: number;
  /** How far it may stray by what is known of it: a standard deviation. */
  spreadGrams: number;
  tareGrams: number;
  /** Padding, tape and papers, as boxes here taught it; 0 where they have taught nothing. */
  packingGrams: number;
  units: number;
  /** Units of products whose weight was learned. */
  learnedUnits: number;
  /** What the tolerance comes from, the largest of the three. */
  by: 'least' | 'share' | 'spread';
};

/** Three standard deviations: of a hundred right boxes less than one is asked about for their spread alone. */
const deviations = 3;
/** A weight of the catalogue that nobody has checked is off by so much, and by the same for every unit. */
const uncheckedShare = 0.08;

/**
 * Expected is the box, what is put in beside the goods, and every unit, learned where it was, else by the catalogue. The tolerance
 * is the largest of: the least one, a share of the whole, and three times the spread. Learned units stray each for itself, so their variances add up (n s2),
 * and the mean is known only as well as so many boxes tell it (n2 s2 / boxes); an unchecked weight is wrong for all units alike,
 * so its error grows with their number. What is beside the goods strays as it was learned to.
 */
export function expectedWeight(
  tareGrams: number,
  inside: readonly WeighedUnits[],
  rules: WeightRules = usualWeightRules,
  packing: PackingShare | null = null,
): ExpectedWeight {
  let milligrams = tareGrams * 1000 + (packing?.milligrams ?? 0);
  let variance = packing ? packing.spreadMilligrams ** 2 * (1 + 1 / packing.parcels) : 0;
  let units = 0;
  let learnedUnits = 0;
  for (const each of inside) {
    if (each.units <= 0) continue;
    units += each.units;
    milligrams += each.units * unitMilligrams(each);
    variance += varianceOf(each);
    if (each.learned) learnedUnits += each.units;
  }
  const grams = Math.max(1, Math.round(milligrams / 1000));
  const share = Math.round((grams * rules.permille) / 1000);
  const spread = Math.round((deviations * Math.sqrt(variance)) / 1000);
  const toleranceGrams = Math.max(rules.leastGrams, share, spread);
  const by = toleranceGrams === rules.leastGrams ? 'least' : toleranceGrams === spread ? 'spread' : 'share';
  const packingGrams = Math.round((packing?.milligrams ?? 0) / 1000);
  const spreadGrams = Math.sqrt(variance) / 1000;
  return { grams, toleranceGrams, spreadGrams, tareGrams, packingGrams, units, learnedUnits, by };
}

function unitMilligrams({ learned, unitGrams }: Pick<WeighedUnits, 'learned' | 'unitGrams'>): number {
  return learned?.milligrams ?? unitGrams * 1000;
}

/** Of these units together, in square milligrams. */
function varianceOf({ units, learned, unitGrams }: WeighedUnits): number {
  if (!learned) return (units * unitGrams * 1000 * uncheckedShare) ** 2;
  const { spreadMilligrams, boxes } = learned;
  return units * spreadMilligrams ** 2 + (units * spreadMilligrams) ** 2 / boxes;
}

export function isAsExpected(grams: number, { grams: expected, toleranceGrams }: ExpectedWeight): boolean {
  return Math.abs(grams - expected) <= toleranceGrams;
}
