// Which goods go out first: those that are best before the earliest day (FEFO), or those that came first (FIFO). What has too
// few days left is never proposed.
// Source: first expired, first out and first in, first out as warehouses use them.
import { z } from 'zod';
import type { LocationId } from '../ids';
import type { Trait } from '../purchasing/purchase';
import { type Lot, lotKey } from './lot';
import { remainderOf } from './lot-levels';

export const rotationSchema = z.strictObject({
  by: z.enum(['fifo', 'fefo']),
  /** Days that must be left of what is sold, the day it leaves not counted. */
  minimumDays: z.int().nonnegative().max(3650),
});
export type Rotation = z.infer<typeof rotationSchema>;

/** What was said of the product, or what follows from what is asked of it; null: goods are all alike. */
export function rotationOf({
  rotation,
  asks = [],
}: {
  rotation?: Rotation | undefined;
  asks?: readonly Trait[] | undefined;
}): Rotation | null {
  if (rotation) return rotation;
  if (asks.includes('expiry')) return { by: 'fefo', minimumDays: 0 };
  return asks.includes('lot') ? { by: 'fifo', minimumDays: 0 } : null;
}

/** @param today of the warehouse, as `2026-11-29` */
export function firstGoodDay({ minimumDays }: Pick<Rotation, 'minimumDays'>, today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + minimumDays * 86_400_000).toISOString().slice(0, 10);
}

/** It may still be sold; goods without a day may. */
export function isFit(lot: Lot | undefined, rotation: Rotation, today: string): boolean {
  return !lot || lot.bestBefore === null || lot.bestBefore >= firstGoodDay(rotation, today);
}

/** `since` is when the lot first came to the warehouse. */
export type LotHere = { lot: Lot; units: number; since: string };

/** A bin of one product in walking order. */
export type RotatingBin = {
  locationId: LocationId;
  onHand: number;
  /** Units that nobody was promised. */
  free: number;
  lots: readonly LotHere[];
};

export type Source = { locationId: LocationId; quantity: number; lot?: Lot | undefined };
/** Units of one box's line that wait in bins. `sources` are theirs already. */
export type RotatingLine = { key: string; sources: readonly Source[] };

type Offer = Source & { since: string; bin: number };

/** Units by bin and lot that may be sold, first those that go out first; units of no lot have neither day nor age. */
export function offersOf(bins: readonly RotatingBin[], rotation: Rotation, today: string): Offer[] {
  const offers = bins.flatMap(({ locationId, onHand, lots }, bin): Offer[] => {
    const known = lots.filter(({ units }) => units > 0).sort((a, b) => inTurn(a, b, rotation));
    const remainder = remainderOf({ onHand, lots: [...lots] });
    // Units that left without a name are taken to be those whose turn it was.
    let gone = Math.max(0, -remainder);
    const named = known.flatMap(({ lot, units, since }): Offer[] => {
      const left = units - Math.min(units, gone);
      gone -= units - left;
      return left > 0 && isFit(lot, rotation, today) ? [{ locationId, quantity: left, lot, since, bin }] : [];
    });
    return remainder > 0 ? [...named, { locationId, quantity: remainder, since: '', bin }] : named;
  });
  return offers.sort((a, b) => inTurn(a, b, rotation) || a.bin - b.bin);
}

/** Whether `a` goes out before `b`. Without a day it goes last by day; without a beginning it was always there. */
export function inTurn(
  a: { lot?: Lot | undefined; since: string },
  b: { lot?: Lot | undefined; since: string },
  { by }: Pick<Rotation, 'by'>,
): number {
  const dayOf = ({ lot }: { lot?: Lot | undefined }): string => lot?.bestBefore ?? '9999-12-31';
  const byDay = compare(dayOf(a), dayOf(b));
  const byAge = compare(a.since, b.since);
  return (by === 'fefo' ? byDay || byAge : byAge || byDay) || compare(lotKey(a.lot), lotKey(b.lot));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Where the units of these lines are taken, and of which lot, line by line in their order. A line keeps as many units as it
 * has; it changes its bin only for goods whose turn is earlier, and only to units that nobody was promised. Units for which
 * there is nothing that may be sold stay where they are, without a lot, and come last.
 * @param promised units of a lot that other boxes are sent for, by `promiseKey`
 */
export function proposeSources(
  lines: readonly RotatingLine[],
  bins: readonly RotatingBin[],
  promised: ReadonlyMap<string, number>,
  rotation: Rotation,
  today: string,
): { key: string; sources: Source[]; unfit: number }[] {
  const offers = offersOf(bins, rotation, today).map((offer) => ({
    ...offer,
    quantity: Math.max(0, offer.quantity - (promised.get(promiseKey(offer.locationId, offer.lot)) ?? 0)),
  }));
  const room = new Map<LocationId, number>(
    bins.map(({ locationId, free }) => [locationId, Math.max(0, free)]),
  );
  const give = (locationId: LocationId, units: number): void => {
    room.set(locationId, (room.get(locationId) ?? 0) + units);
  };
  for (const { sources } of lines) for (const { locationId, quantity } of sources) give(locationId, quantity);
  // What stays where it is needs its room too, before anybody else is sent there.
  const stays = lines.map(() => 0);
  const plans = lines.map(({ key, sources }, at) => {
    let open = sources.reduce((sum, { quantity }) => sum + quantity, 0);
    const taken: Source[] = [];
    const own = new Set(sources.map(({ locationId }) => locationId));
    const isOwn = ({ locationId }: Offer): number => (own.has(locationId) ? 0 : 1);
    const inOrder = [...offers].sort(
      (a, b) => inTurn(a, b, rotation) || isOwn(a) - isOwn(b) || a.bin - b.bin,
    );
    for (const offer of inOrder) {
      const units = Math.min(open, offer.quantity, room.get(offer.locationId) ?? 0);
      if (units <= 0) continue;
      offer.quantity -= units;
      open -= units;
      give(offer.locationId, -units);
      taken.push({ locationId: offer.locationId, quantity: units, ...(offer.lot ? { lot: offer.lot } : {}) });
    }
    stays[at] = open;
    return { key, sources: taken, unfit: open };
  });
  return plans.map((plan, at) => {
    let left = stays[at] ?? 0;
    const kept: Source[] = [];
    for (const { locationId, quantity } of lines[at]?.sources ?? []) {
      const units = Math.min(left, quantity, Math.max(0, room.get(locationId) ?? 0));
      if (units <= 0) continue;
      left -= units;
      give(locationId, -units);
      kept.push({ locationId, quantity: units });
    }
    // Others were sent to where these were: they go where there is room.
    for (const [locationId, units] of left > 0 ? room : []) {
      const rest = Math.min(left, units);
      if (rest <= 0) continue;
      left -= rest;
      give(locationId, -rest);
      kept.push({ locationId, quantity: rest });
    }
    return { ...plan, sources: [...plan.sources, ...kept] };
  });
}

export function promiseKey(locationId: string, lot: Lot | undefined): string {
  return `${locationId}\n${lotKey(lot)}`;
}
