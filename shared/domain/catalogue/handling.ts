// How a product wants to be packed: which way up, with whom, under what, in how much padding, and what to do by hand.
// A product of which nothing was said is packed by `fragile` alone.
import { z } from 'zod';

/** From none to the most. What a class asks of a box: shared/domain/boxing/padding.ts. */
export const protectionClasses = ['none', 'light', 'fragile', 'very-fragile'] as const;
export type ProtectionClass = (typeof protectionClasses)[number];

/** Dangerous goods by what they do; which of them never share a box: shared/domain/boxing/segregation.ts. */
export const hazardClasses = [
  'gas',
  'flammable-liquid',
  'flammable-solid',
  'oxidiser',
  'toxic',
  'acid',
  'alkali',
  'other',
] as const;
export type HazardClass = (typeof hazardClasses)[number];

/** An instruction for whoever packs it, in both languages. */
export const packInstructionSchema = z.strictObject({
  en: z.string().min(1).max(200),
  tr: z.string().min(1).max(200),
});
export type PackInstruction = z.infer<typeof packInstructionSchema>;

export const handlingSchema = z.strictObject({
  thisSideUp: z.boolean(),
  liquid: z.boolean(),
  /** In a box with nothing else. */
  shipsAlone: z.boolean(),
  hazardClass: z.enum(hazardClasses).nullable(),
  /** What may stand on it, grams on a square metre; 0: nothing, null: as its protection says. */
  bearsGramsPerM2: z.int().nonnegative().max(1e9).nullable(),
  protection: z.enum(protectionClasses),
  instructions: z.array(packInstructionSchema).max(5),
});
export type Handling = z.infer<typeof handlingSchema>;

export function handlingOf(product: { handling?: Handling | undefined; fragile: boolean }): Handling {
  return (
    product.handling ?? {
      thisSideUp: false,
      liquid: false,
      shipsAlone: false,
      hazardClass: null,
      bearsGramsPerM2: null,
      protection: product.fragile ? 'fragile' : 'none',
      instructions: [],
    }
  );
}
