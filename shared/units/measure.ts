// Sizes and weights: integer millimetres and integer grams everywhere; the unit is in the name.
import { z } from 'zod';

export const sizeSchema = z.object({
  lengthMm: z.int().positive(),
  widthMm: z.int().positive(),
  heightMm: z.int().positive(),
});
export type Size = z.infer<typeof sizeSchema>;

export function volumeMm3(size: Size): number {
  return size.lengthMm * size.widthMm * size.heightMm;
}
