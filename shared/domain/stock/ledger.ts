// Stock is a double-entry ledger (law 5): a movement takes units of one SKU from one location to another, so the sum
// over all locations is always zero. Levels are sums of movements and nothing else.
import { z } from 'zod';
import { locationIdSchema, skuSchema } from '../ids';
import { lotSchema } from './lot';

export const stockMoveSchema = z.object({
  sku: skuSchema,
  from: locationIdSchema,
  to: locationIdSchema,
  quantity: z.int().positive(),
  /** Why: the type of the event that caused it. */
  cause: z.string().min(1).max(60),
  /** Left out where nobody knows it. */
  lot: lotSchema.optional(),
});
export type StockMove = z.infer<typeof stockMoveSchema>;

/** Locations that every warehouse has besides its bins. Only bins count as on hand and available. */
export const outsideLocations = {
  supplier: locationIdSchema.parse('supplier'),
  customer: locationIdSchema.parse('customer'),
  scrap: locationIdSchema.parse('scrap'),
  adjustment: locationIdSchema.parse('adjustment'),
  /** Left for another site of ours, and not there yet: still a cost of the site that sent it, and on hand nowhere. */
  transit: locationIdSchema.parse('transit'),
  /** Where units of one site go that another one takes in, and come from there: over all sites its level is zero. */
  otherSite: locationIdSchema.parse('other-site'),
} as const;
/** Locations that the books have no stock at: what is on the way between sites is the company's. */
export const outsideBooks: readonly string[] = Object.values<string>(outsideLocations).filter(
  (location) => location !== outsideLocations.transit,
);
export const quarantineLocation = locationIdSchema.parse('quarantine');
/** Goods that came in and lie where they were unloaded, until they are put away. On hand, and picked from there when an order waits. */
export const receivingLocation = locationIdSchema.parse('receiving');
/** Units that were picked: in totes, on the way to a bench or at it. On hand, and promised to nobody but whom they were picked for. */
export const benchLocation = locationIdSchema.parse('bench');

export function isOutside(locationId: string): boolean {
  return Object.values<string>(outsideLocations).includes(locationId);
}

/** Units by `sku` then location, after all movements. Levels outside the warehouse go negative by design. */
export type Levels = Map<string, Map<string, number>>;

export function applyMoves(levels: Levels, moves: readonly StockMove[]): void {
  for (const move of moves) {
    add(levels, move.sku, move.from, -move.quantity);
    add(levels, move.sku, move.to, move.quantity);
  }
}

function add(levels: Levels, sku: string, locationId: string, delta: number): void {
  const places = levels.get(sku) ?? new Map<string, number>();
  places.set(locationId, (places.get(locationId) ?? 0) + delta);
  levels.set(sku, places);
}

/** Per SKU: on hand in bins and quarantine, quarantine, allocated, and what may still be promised. */
export type StockTotals = { onHand: number; quarantine: number; allocated: number; available: number };

export function totalsOf(places: ReadonlyMap<string, number>, allocated: number): StockTotals {
  let onHand = 0;
  let quarantine = 0;
  for (const [locationId, units] of places) {
    if (isOutside(locationId)) continue;
    onHand += units;
    if (locationId === quarantineLocation) quarantine += units;
  }
  return { onHand, quarantine, allocated, available: onHand - quarantine - allocated };
}

export const stockDocSchema = z.object({
  sku: skuSchema,
  onHand: z.int(),
  quarantine: z.int(),
  allocated: z.int(),
  available: z.int(),
  seq: z.int().nonnegative(),
});
