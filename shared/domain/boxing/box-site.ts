// A box at one warehouse: how many there are, and what its packers have taught about it. Head office keeps it.
import { z } from 'zod';
import { boxIdSchema, skuSchema, warehouseIdSchema } from '../ids';
import type { Box } from '../packing/box';
import type { SiteBox } from './plan';

export const boxSiteSchema = z.object({
  warehouseId: warehouseIdSchema,
  boxId: boxIdSchema,
  /** Null: nobody counts them here. May be below zero: more were used than were told of. */
  onHand: z.int().nullable(),
  /** Told of when fewer are left; null: never. */
  lowAt: z.int().nonnegative().max(1e6).nullable(),
  /** Share of its room that goods may take, in thousandths. */
  fillPermille: z.int().positive().max(1000),
  misfits: z.array(skuSchema).max(2000),
});
export type BoxSite = z.infer<typeof boxSiteSchema>;

/** Boxes to plan with at a warehouse: those it has. When it has none by the count, the count is wrong. */
export function boxesAt(boxes: readonly Box[], sites: readonly BoxSite[], warehouseId: string): SiteBox[] {
  const here = new Map(
    sites.filter((site) => site.warehouseId === warehouseId).map((site) => [site.boxId as string, site]),
  );
  const all = boxes.map((box) => {
    const site = here.get(box.boxId);
    return { box, fillPermille: site?.fillPermille ?? 1000, misfits: site?.misfits ?? [] };
  });
  const stocked = all.filter(({ box }) => (here.get(box.boxId)?.onHand ?? 1) > 0);
  return stocked.length > 0 ? stocked : all;
}
