// What the company sells, and the codes printed on it. One code names one product and how many of it (a case is 12).
import { z } from 'zod';
import { moneySchema } from '../../money/money';
import { sizeSchema } from '../../units/measure';
import { skuSchema } from '../ids';
import { traits } from '../purchasing/purchase';
import { productCustomsSchema } from '../shipping/customs';
import { rotationSchema } from '../stock/rotation';
import { learnedWeightSchema } from '../weighing/learned-weight';
import { handlingSchema } from './handling';

export const productSchema = z.object({
  sku: skuSchema,
  name: z.string().min(1).max(200),
  category: z.string().max(80).nullable(),
  size: sizeSchema,
  weightGrams: z.int().positive(),
  price: moneySchema,
  fragile: z.boolean(),
  /** What is asked of every unit that comes in, where its code does not carry it. Absent: nothing. */
  asks: z.array(z.enum(traits)).max(traits.length).optional(),
  /** Which of it goes out first; left out: as follows from what is asked of it. */
  rotation: rotationSchema.optional(),
  /** How it wants to be packed; left out: nobody said. */
  handling: handlingSchema.optional(),
  /** What sealed boxes taught of its weight; left out: nothing yet. */
  learnedWeight: learnedWeightSchema.optional(),
  /** What customs want to know of it; left out: nobody has told. */
  customs: productCustomsSchema.optional(),
  /** Codes of this product: [code, units]; the code is normalised as shared/barcode does it. */
  barcodes: z.array(z.object({ code: z.string().min(1).max(64), quantity: z.int().positive() })),
  seq: z.int().nonnegative(),
});
export type Product = z.infer<typeof productSchema>;

export const barcodeSchema = z.object({
  /** Normalised code: GTIN-14 for world GTINs, the text itself for anything else. */
  code: z.string().min(1).max(64),
  sku: skuSchema,
  quantity: z.int().positive(),
  seq: z.int().nonnegative(),
});
export type Barcode = z.infer<typeof barcodeSchema>;
