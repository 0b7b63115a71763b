// What may still be promised, by warehouse, SKU and bin in walking order (of goods that are told apart by day or age, in the order
// they go out), last of all where goods were unloaded: on hand less reserved for orders, less what
// stations hold as quotas and what is kept for carts. Never more than the SKU has in all its bins together: a bin that was
// counted wrong and stands below zero takes from the others.
import type { LocationId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Availability } from '../../../shared/domain/stock/allocate';
import type { Queryable } from '../../db/pool';
import { loadRotating, loadRotations } from '../lots/load-rotating';

export type BinAvailable = {
  locationId: LocationId;
  available: number;
  /** Units of it that are kept for carts, or for orders that took a cart over. */
  kept?: number;
};
/** Changed in place while orders are allocated one after the other. */
export type OpenStock = Map<WarehouseId, Map<Sku, BinAvailable[]>>;

export async function loadAvailability(
  db: Queryable,
  warehouseIds: readonly WarehouseId[],
  skus: readonly string[],
  /** Goods that may not be sold any more at that time are not promised. */
  at: string,
): Promise<OpenStock> {
  // Two plain statements rather than a join: on a young database without statistics a planner joins them badly.
  const askedHeld = db.query<{ stream_id: string; sku: string; location_id: string; quantity: number }>({
    name: 'held-by-bin',
    text: `SELECT stream_id, sku, location_id, sum(quantity)::int AS quantity FROM reservation
           WHERE stream_id = ANY($1::text[]) AND sku = ANY($2::text[]) GROUP BY stream_id, sku, location_id
           UNION ALL
           SELECT stream_id, sku, location_id, sum(units - used)::int FROM quota
           WHERE stream_id = ANY($1::text[]) AND sku = ANY($2::text[]) AND state = 'open' GROUP BY stream_id, sku, location_id
           UNION ALL
           SELECT stream_id, sku, '', sum(units)::int FROM stock_hold
           WHERE stream_id = ANY($1::text[]) AND sku = ANY($2::text[]) GROUP BY stream_id, sku`,
    values: [warehouseIds, skus],
  });
  const askedLevels = db.query<{
    stream_id: WarehouseId;
    sku: Sku;
    location_id: LocationId;
    on_hand: number;
  }>({
    name: 'levels-by-bin',
    text: `SELECT l.stream_id, l.sku, l.location_id, l.on_hand
           FROM stock_level l
           JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind IN ('bin', 'receiving')
           WHERE l.stream_id = ANY($1::text[]) AND l.sku = ANY($2::text[])
           ORDER BY p.walk_order, l.location_id`,
    values: [warehouseIds, skus],
  });
  const [held, levels, rotations] = await Promise.all([askedHeld, askedLevels, loadRotations(db, skus)]);
  const rotating = await loadRotating(db, warehouseIds, rotations, at);
  const heldAt = new Map<string, number>();
  for (const { stream_id, sku, location_id, quantity } of held.rows) {
    const key = `${stream_id}\n${sku}\n${location_id}`;
    heldAt.set(key, (heldAt.get(key) ?? 0) + quantity);
  }
  const stock: OpenStock = new Map();
  for (const row of levels.rows) {
    const bySku = stock.get(row.stream_id) ?? new Map<Sku, BinAvailable[]>();
    stock.set(row.stream_id, bySku);
    const bins = bySku.get(row.sku) ?? [];
    bySku.set(row.sku, bins);
    const reserved = heldAt.get(`${row.stream_id}\n${row.sku}\n${row.location_id}`) ?? 0;
    bins.push({ locationId: row.location_id, available: row.on_hand - reserved });
  }
  for (const [warehouseId, bySku] of stock)
    for (const [sku, bins] of bySku) {
      rotating.turn(warehouseId, sku, bins);
      capByTotal(bins);
      keep(bins, heldAt.get(`${warehouseId}\n${sku}\n`) ?? 0);
    }
  return stock;
}

/** Bins in walking order keep what they have until the SKU's total is used up. */
export function capByTotal(bins: BinAvailable[]): void {
  let left = Math.max(
    0,
    bins.reduce((sum, bin) => sum + bin.available, 0),
  );
  for (const bin of bins) {
    bin.available = Math.min(Math.max(0, bin.available), left);
    left -= bin.available;
  }
}

/** Units that are kept, in whichever bin: out of the last ones in walking order. */
export function keep(bins: readonly BinAvailable[], units: number): void {
  let left = units;
  for (const bin of bins.toReversed()) {
    const taken = Math.min(bin.available, left);
    bin.available -= taken;
    bin.kept = (bin.kept ?? 0) + taken;
    left -= taken;
  }
}

/** Whoever keeps them takes them: as many of the units as are there. @returns how many */
export function giveBack(bins: readonly BinAvailable[], units: number): number {
  let left = units;
  for (const bin of bins) {
    const taken = Math.min(bin.kept ?? 0, left);
    bin.available += taken;
    bin.kept = (bin.kept ?? 0) - taken;
    left -= taken;
  }
  return units - left;
}

export function takeFrom(
  stock: OpenStock,
  warehouseId: WarehouseId,
  sku: Sku,
  sources: readonly { locationId: LocationId; quantity: number }[],
): void {
  const bins = stock.get(warehouseId)?.get(sku) ?? [];
  for (const { locationId, quantity } of sources) {
    const bin = bins.find((each) => each.locationId === locationId);
    if (bin) bin.available -= quantity;
  }
}

export function asAvailability(stock: OpenStock): Availability {
  return stock;
}
