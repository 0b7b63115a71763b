// Which pick faces are to be filled up out of bulk, and with how many: below the minimum, up to the maximum, out of the bulk
// bin that holds the fewest, so that bins become empty; goods that go out in turn out of the one whose lot is next.
import type { LocationId, Sku } from '../ids';
import { type Lot, ofLot } from '../stock/lot';
import type { Source } from '../stock/rotation';
import { faceOf, type Shelf, unitsOf } from './shelf';

export type Replenishment = {
  sku: Sku;
  from: LocationId;
  to: LocationId;
  quantity: number;
  /** To be taken; left out where nobody knows one. */
  lot?: Lot;
};
/** Units in bulk that may be sold, by product, first those that go out first. */
export type InTurn = ReadonlyMap<string, readonly Source[]>;

/** In the order of walking. Units of one bulk bin are given once. */
export function replenishmentsOf(shelves: readonly Shelf[], inTurn: InTurn = new Map()): Replenishment[] {
  const offers = new Map([...inTurn].map(([sku, sources]) => [sku, sources.map((each) => ({ ...each }))]));
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
      const bulk = near
        .filter((each) => each.kind === 'bulk' && leftIn(each, sku) > 0)
        .sort((a, b) => leftIn(a, sku) - leftIn(b, sku));
      const next = offers
        .get(sku)
        ?.find(
          (offer) => offer.quantity > 0 && bulk.some(({ locationId }) => locationId === offer.locationId),
        );
      // Of goods that go out in turn nothing is brought that may not be sold any more.
      const source = offers.has(sku)
        ? bulk.find(({ locationId }) => locationId === next?.locationId)
        : bulk[0];
      if (!source) continue;
      const quantity = Math.min(
        face.max - here,
        leftIn(source, sku),
        next?.quantity ?? Number.POSITIVE_INFINITY,
      );
      if (quantity <= 0) continue;
      left.set(keyOf(source, sku), leftIn(source, sku) - quantity);
      if (next) next.quantity -= quantity;
      asks.push({ sku, from: source.locationId, to: shelf.locationId, quantity, ...ofLot(next?.lot) });
    }
  }
  return asks;
}
