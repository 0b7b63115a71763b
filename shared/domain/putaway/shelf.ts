// A bin that the office has described: what it is for, what goes into it, which products have their face there and how full
// that is kept. What lies in it is derived from the ledger by head office. Bins that nobody has described are no shelves.
import { z } from 'zod';
import { locationIdSchema, skuSchema, warehouseIdSchema } from '../ids';
import { sizeSchema } from '../../units/measure';

/** pick: orders are picked from it. bulk: it fills pick faces up. */
export const shelfKinds = ['pick', 'bulk'] as const;
export type ShelfKind = (typeof shelfKinds)[number];

const units = z.int().nonnegative().max(1_000_000);

/** A product's place in a pick bin: filled up to `max` when there are less than `min`. */
export const faceSchema = z.object({ sku: skuSchema, min: units, max: z.int().positive().max(1_000_000) });
export type Face = z.infer<typeof faceSchema>;

export const shelfSchema = z.object({
  locationId: locationIdSchema,
  warehouseId: warehouseIdSchema,
  kind: z.enum(shelfKinds),
  /** Small is near the benches. */
  walkOrder: z.int(),
  /** Of its inside; null: anything fits. */
  size: sizeSchema.nullable(),
  maxGrams: z.int().positive().max(100_000_000).nullable(),
  faces: z.array(faceSchema).max(200),
  /** What lies in it by the ledger; nothing below one unit. */
  holds: z.array(z.object({ sku: skuSchema, units: z.int().positive() })).max(2000),
  /** How far in the warehouse's stream `holds` has everything. */
  asOf: z.int().nonnegative(),
  seq: z.int().nonnegative(),
});
export type Shelf = z.infer<typeof shelfSchema>;

export function unitsOf({ holds }: Pick<Shelf, 'holds'>, sku: string): number {
  return holds.find((each) => each.sku === sku)?.units ?? 0;
}

export function faceOf({ faces }: Pick<Shelf, 'faces'>, sku: string): Face | null {
  return faces.find((face) => face.sku === sku) ?? null;
}

/** Units moved between bins, over what the ledger said last: own moves of a station that head office has not told of yet. */
export function withMove(
  shelf: Shelf,
  {
    sku,
    quantity,
    from,
    to,
  }: { sku: Shelf['holds'][number]['sku']; quantity: number; from: string; to: string },
): Shelf {
  const change = (shelf.locationId === to ? quantity : 0) - (shelf.locationId === from ? quantity : 0);
  if (change === 0) return shelf;
  const left = unitsOf(shelf, sku) + change;
  const others = shelf.holds.filter((each) => each.sku !== sku);
  return { ...shelf, holds: left > 0 ? [...others, { sku, units: left }] : others };
}
