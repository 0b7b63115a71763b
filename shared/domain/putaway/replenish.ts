// Which pick faces are to be filled up out of bulk, and with how many: below the minimum, up to the maximum, out of the bulk
// bin that holds the fewest, so that bins become empty.
import type { LocationId, Sku } from '../ids';
import { faceOf, type Shelf, unitsOf } from './shelf';

export type Replenishment = { sku: Sku; from: LocationId; to: LocationId; quantity: number };

/** In the order of walking. Units of one bulk bin are given once. */
export function replenishmentsOf(shelves: readonly Shelf[]): Replenishment[] {
  const left = new Map<string, number>();
  const keyOf = ({ locationId }: Shelf, sku: string): string => `${locationId}\n${sku}`;
  const leftIn = (shelf: Shelf, sku: string): number => left.get(keyOf(shelf, sku)) ?? unitsOf(shelf, sku);
  const asks: Replenishment[] = [];
  const near = [...shelves].sort(
    (a, b) => a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : 1),
  );
  for (const shelf of near) {
    if (shelf.kind !== 'pick') continue;
    for (const { sku } of shelf.faces) {
      const face = faceOf(shelf, sku);
      const here = unitsOf(shelf, sku);
      if (!face || here >= face.min) continue;
      const [source] = near
        .filter((each) => each.kind === 'bulk' && leftIn(each, sku) > 0)
        .sort((a, b) => leftIn(a, sku) - leftIn(b, sku));
      if (!source) continue;
      const quantity = Math.min(face.max - here, leftIn(source, sku));
      if (quantity <= 0) continue;
      left.set(keyOf(source, sku), leftIn(source, sku) - quantity);
      asks.push({ sku, from: source.locationId, to: shelf.locationId, quantity });
    }
  }
  return asks;
}
