// What boxes of a warehouse weigh beside their goods, as sealed boxes taught it: tape and papers, boxes that are not what their
// maker says, and the padding that was prescribed.
import { z } from 'zod';
import { mostMilligrams } from '../../units/weight';
import { boxIdSchema, warehouseIdSchema } from '../ids';
import type { UsedPadding } from '../packing/box';

const spread = z.int().nonnegative().max(mostMilligrams);
const parcels = z.int().positive().max(1_000_000);
const more = z.int().min(-mostMilligrams).max(mostMilligrams);

export const packingWeightSchema = z.object({
  warehouseId: warehouseIdSchema,
  /** Beside box, goods and padding: tape, papers. */
  milligrams: more,
  /** Standard deviation from one box to the next. */
  spreadMilligrams: spread,
  parcels,
  /** What a box is heavier (or lighter) by than its maker says; boxes that are not here are as he says. */
  boxes: z.array(z.object({ boxId: boxIdSchema, milligrams: more })).max(500),
  paddings: z
    .array(
      z.object({
        paddingId: z.string().min(1).max(40),
        /** Of one unit of it that is prescribed, as packers here put it in. */
        milligrams: spread,
        /** Of one unit; a packer who takes too much takes too much of all. */
        spreadMilligrams: spread,
        parcels,
      }),
    )
    .max(100),
});
export type PackingWeight = z.infer<typeof packingWeightSchema>;

/** Of one box: what it weighs more than box and goods, and how far that strays. Milligrams. */
export type PackingShare = {
  milligrams: number;
  spreadMilligrams: number;
  /** Boxes it was learned from. */
  parcels: number;
};

/** Null: nobody has learned what this box comes to; its padding stays unknown, and the usual tolerance has to do. */
export function packingShare(
  learned: PackingWeight | null,
  boxId: string | null,
  padding: UsedPadding | null,
): PackingShare | null {
  if (!learned) return null;
  const box = learned.boxes.find((each) => each.boxId === boxId)?.milligrams ?? 0;
  const material = padding && learned.paddings.find(({ paddingId }) => paddingId === padding.paddingId);
  const base = {
    milligrams: learned.milligrams + box,
    spreadMilligrams: learned.spreadMilligrams,
    parcels: learned.parcels,
  };
  if (!padding || !material) return base;
  return {
    milligrams: base.milligrams + padding.quantity * material.milligrams,
    spreadMilligrams: Math.round(
      Math.hypot(base.spreadMilligrams, padding.quantity * material.spreadMilligrams),
    ),
    parcels: Math.min(base.parcels, material.parcels),
  };
}
