// Products that were taken for one another at a warehouse, and what tells them apart: in words, in measures and in the code.
import { z } from 'zod';
import { skuSchema, warehouseIdSchema } from '../ids';
import { sizeSchema } from '../../units/measure';

const told = z.object({
  sku: skuSchema,
  name: z.string().max(200),
  code: z.string().max(64),
  size: sizeSchema,
  weightGrams: z.int().positive(),
});
export type LookAlike = z.infer<typeof told> & { times: number };

/** What was scanned where `sku` was wanted, most often mistaken first. */
export const lookAlikesSchema = z.object({
  warehouseId: warehouseIdSchema,
  sku: skuSchema,
  others: z.array(told.extend({ times: z.int().positive() })).max(20),
});
export type LookAlikes = z.infer<typeof lookAlikesSchema>;

export type TellsApart = {
  /** The words of a name, and whether the other name has them too. */
  words: { word: string; isOwn: boolean }[];
  otherWords: { word: string; isOwn: boolean }[];
  /** The wanted one less the other, by weight and by the longest side. */
  heavierGrams: number;
  longerMm: number;
  /** Where two codes begin to differ, counted from the left; null where one of them is unknown or they are equal. */
  codesDifferAt: number | null;
};

/** The wanted one may not be in the catalogue here. */
export type Wanted = Pick<LookAlike, 'name' | 'code'> & {
  measures: Pick<LookAlike, 'size' | 'weightGrams'> | null;
};

export function tellApart({ name, code, measures }: Wanted, other: LookAlike): TellsApart {
  return {
    words: wordsOf(name, other.name),
    otherWords: wordsOf(other.name, name),
    heavierGrams: measures ? measures.weightGrams - other.weightGrams : 0,
    longerMm: measures ? longestOf(measures.size) - longestOf(other.size) : 0,
    codesDifferAt: differAt(code, other.code),
  };
}

function longestOf({ lengthMm, widthMm, heightMm }: LookAlike['size']): number {
  return Math.max(lengthMm, widthMm, heightMm);
}

/** Words are compared without regard to case: labels are often in capitals. */
function wordsOf(name: string, other: string): TellsApart['words'] {
  const there = new Set(split(other).map((word) => word.toLowerCase()));
  return split(name).map((word) => ({ word, isOwn: !there.has(word.toLowerCase()) }));
}

function split(name: string): string[] {
  return name.split(/\s+/).filter((word) => word !== '');
}

function differAt(code: string, other: string): number | null {
  if (code === '' || other === '' || code === other) return null;
  const at = [...code].findIndex((sign, index) => sign !== other[index]);
  return at === -1 ? code.length : at;
}
