// Which products go out in turn, and what lies in bins of them by lot. Other products are not looked at further: most are
// all alike.
import { companyStream, type LocationId, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { Product } from '../../../shared/domain/catalogue/product';
import {
  isFit,
  type LotHere,
  offersOf,
  type Rotation,
  rotationOf,
} from '../../../shared/domain/stock/rotation';
import type { Queryable } from '../../db/pool';
import { lotOfColumns } from '../changes/store-lots';
import { siteDays } from './site-days';

export type Rotations = ReadonlyMap<string, Rotation>;

export async function loadRotations(db: Queryable, skus: readonly string[]): Promise<Rotations> {
  const { rows } = await db.query<Pick<Product, 'asks' | 'rotation'> & { sku: string }>({
    name: 'rotations',
    text: `SELECT sku, doc->'asks' AS asks, doc->'rotation' AS rotation FROM product
           WHERE stream_id = $1 AND sku = ANY($2::text[]) AND (doc ? 'rotation' OR jsonb_array_length(doc->'asks') > 0)`,
    values: [companyStream, skus],
  });
  const rotations = new Map<string, Rotation>();
  for (const { sku, asks, rotation } of rows) {
    const found = rotationOf({ asks: asks ?? undefined, rotation: rotation ?? undefined });
    if (found) rotations.set(sku, found);
  }
  return rotations;
}

/** Lots of a product in one place, with the time since when the warehouse has had them. */
export type LotsAt = { warehouseId: WarehouseId; sku: Sku; locationId: LocationId; lots: LotHere[] };

export async function loadLots(
  db: Queryable,
  warehouseIds: readonly WarehouseId[],
  skus: readonly string[],
): Promise<LotsAt[]> {
  if (skus.length === 0) return [];
  const { rows } = await db.query<{
    stream_id: WarehouseId;
    sku: Sku;
    location_id: LocationId;
    lot: string;
    best_before: string;
    on_hand: number;
    since: Date;
  }>({
    name: 'lots-in-bins',
    text: `SELECT l.stream_id, l.sku, l.location_id, l.lot, l.best_before, l.on_hand, k.since FROM lot_level l
           JOIN lot k ON k.stream_id = l.stream_id AND k.sku = l.sku AND k.lot = l.lot AND k.best_before = l.best_before
           WHERE l.stream_id = ANY($1::text[]) AND l.sku = ANY($2::text[]) AND l.on_hand <> 0
           ORDER BY l.stream_id, l.sku, l.location_id, l.lot, l.best_before`,
    values: [warehouseIds, skus],
  });
  const places = new Map<string, LotsAt>();
  for (const row of rows) {
    const { stream_id: warehouseId, sku, location_id: locationId } = row;
    const key = `${warehouseId}\n${sku}\n${locationId}`;
    const place = places.get(key) ?? { warehouseId, sku, locationId, lots: [] };
    places.set(key, place);
    place.lots.push({ lot: lotOfColumns(row), units: row.on_hand, since: new Date(row.since).toISOString() });
  }
  return [...places.values()];
}

/** Bins as allocation sees them, put in the order in which goods go out. */
export type Turning = {
  turn: (warehouseId: string, sku: string, bins: { locationId: LocationId; available: number }[]) => void;
};

/** @param at goods past their day at that time are not available */
export async function loadRotating(
  db: Queryable,
  warehouseIds: readonly WarehouseId[],
  rotations: Rotations,
  at: string,
): Promise<Turning> {
  const places = await loadLots(db, warehouseIds, [...rotations.keys()]);
  const lotsAt = new Map(
    places.map((each) => [`${each.warehouseId}\n${each.sku}\n${each.locationId}`, each.lots]),
  );
  const todayAt = await siteDays(db, at);
  return {
    turn: (warehouseId, sku, bins) => {
      const rotation = rotations.get(sku);
      if (!rotation) return;
      const today = todayAt(warehouseId);
      const lotsOf = (locationId: string): LotHere[] =>
        lotsAt.get(`${warehouseId}\n${sku}\n${locationId}`) ?? [];
      const rotated = bins.map(({ locationId, available }) => {
        const lots = lotsOf(locationId);
        // Only their order is asked: units that are promised lie there all the same.
        const onHand = Math.max(
          available,
          lots.reduce((sum, { units }) => sum + units, 0),
        );
        return { locationId, onHand, free: available, lots };
      });
      const turn = new Map<string, number>();
      for (const [place, { locationId }] of offersOf(rotated, rotation, today).entries())
        if (!turn.has(locationId)) turn.set(locationId, place);
      for (const bin of bins) {
        const unfit = lotsOf(bin.locationId)
          .filter(({ lot, units }) => units > 0 && !isFit(lot, rotation, today))
          .reduce((sum, { units }) => sum + units, 0);
        bin.available -= unfit;
      }
      const placeOf = ({ locationId }: { locationId: string }): number =>
        turn.get(locationId) ?? rotated.length * 1000;
      const walk = new Map(bins.map((bin, place) => [bin, place]));
      bins.sort((a, b) => placeOf(a) - placeOf(b) || (walk.get(a) ?? 0) - (walk.get(b) ?? 0));
    },
  };
}
