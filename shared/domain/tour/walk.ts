// What a picker's scans mean on a tour: first a tote in every place, then bin by bin: the bin, the item, and where several
// boxes are picked for, the tote it goes into. Nothing is green before it is an op: until the tote is scanned a unit is in
// nobody's tote, and CANCEL forgets it.
// Must never let units of one order into the tote of another.
import type { LocationId, OpId, ParcelId, Sku, TourId } from '../ids';
import type { Lot } from '../stock/lot';
import { placeAt, placeOfTote, type Share, type TourStop, toteOf } from './stops';
import type { Tour } from './tour';

/** An item in the picker's hand. */
export type InHand = {
  sku: Sku;
  name: string;
  units: number;
  code: string;
  scanId: string;
  lot?: Lot | undefined;
};

/** What was picked in this walk, newest last: what UNDO takes back. */
export type WalkPick = {
  opId: OpId;
  parcelId: ParcelId;
  lineNo: number;
  quantity: number;
  from: LocationId;
  lot?: Lot | undefined;
};

export type Walk = {
  tourId: TourId;
  /** The bin that was scanned last. */
  atBin: LocationId | null;
  inHand: InHand | null;
  /** The bin does not have them: what becomes of the rest is asked. */
  short: 'missing' | 'damaged' | null;
  /** A full tote: the next tote scanned takes its place. */
  fullAt: number | null;
  picks: readonly WalkPick[];
};

export function startWalk(tourId: TourId): Walk {
  return { tourId, atBin: null, inHand: null, short: null, fullAt: null, picks: [] };
}

/** What the screen asks for now. */
export type WalkQuestion =
  | { ask: 'tote'; position: number; orderNumber: string }
  | { ask: 'bin'; stop: TourStop }
  | { ask: 'item'; stop: TourStop; share: Share }
  | { ask: 'into-tote'; stop: TourStop; shares: readonly Share[]; units: number }
  | { ask: 'what-now'; stop: TourStop; problem: 'missing' | 'damaged' }
  | { ask: 'drop' };

export function questionOf(walk: Walk, tour: Tour, stops: readonly TourStop[]): WalkQuestion {
  const full = walk.fullAt === null ? undefined : placeAt(tour, walk.fullAt);
  const empty =
    full ?? tour.places.find((place) => isServed(place.position, stops) && toteOf(place) === null);
  if (empty) return { ask: 'tote', position: empty.position, orderNumber: empty.orderNumber };
  const [first] = stops;
  if (!first) return { ask: 'drop' };
  const stop = stopAt(walk, stops) ?? first;
  if (walk.atBin !== stop.locationId) return { ask: 'bin', stop };
  if (walk.short) return { ask: 'what-now', stop, problem: walk.short };
  const [share] = stop.shares;
  if (!share) return { ask: 'drop' };
  const { inHand } = walk;
  if (inHand && inHand.sku === stop.sku)
    return { ask: 'into-tote', stop, shares: stop.shares, units: inHand.units };
  return { ask: 'item', stop, share };
}

/** The stop at the bin that was scanned, of the item in hand if there is one. */
export function stopAt({ atBin, inHand }: Walk, stops: readonly TourStop[]): TourStop | undefined {
  const here = stops.filter(({ locationId }) => locationId === atBin);
  return here.find(({ sku }) => sku === inHand?.sku) ?? here[0];
}

function isServed(position: number, stops: readonly TourStop[]): boolean {
  return stops.some(({ shares }) => shares.some((share) => share.position === position));
}

/** The share that a scanned tote is right for; null: it is a tote of another order, or of nobody. */
export function shareFor(tour: Tour, stop: TourStop, tote: string): Share | null {
  const place = placeOfTote(tour, tote);
  if (!place || toteOf(place) !== tote) return null;
  return stop.shares.find(({ position }) => position === place.position) ?? null;
}
