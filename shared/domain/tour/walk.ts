// What a picker's scans mean on a tour: first a tote in every place, then bin by bin: the bin, the item, and where several
// boxes are picked for, the tote it goes into. Nothing is green before it is an op: until the tote is scanned a unit is in
// nobody's tote, and CANCEL forgets it.
// Must never let units of one order into the tote of another.
import type { LocationId, OpId, ParcelId, Sku, TourId } from '../ids';
import type { Trait, TraitValues } from '../purchasing/purchase';
import { traitAsked } from '../purchasing/receiving';
import type { Lot } from '../stock/lot';
import type { Rotation } from '../stock/rotation';
import { isMeant, type LotSwap } from '../stock/swap';
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
  serial?: string | null | undefined;
  /** Why another lot than planned. */
  swap?: LotSwap | undefined;
};

/** An item that was scanned and of which something is asked before it is in the hand. */
export type AskedItem = {
  item: InHand;
  asks: readonly Trait[];
  values: TraitValues;
  rotation: Rotation | null;
  /** It is of another lot than this one: why is asked. */
  instead: Lot | null;
};

/** What was picked in this walk, newest last: what UNDO takes back. */
export type WalkPick = {
  opId: OpId;
  parcelId: ParcelId;
  lineNo: number;
  quantity: number;
  from: LocationId;
  lot?: Lot | undefined;
  sku?: Sku | undefined;
  serial?: string | null | undefined;
};

export type Walk = {
  tourId: TourId;
  /** The bin that was scanned last. */
  atBin: LocationId | null;
  inHand: InHand | null;
  /** Left out, or null: nothing is asked. */
  asked?: AskedItem | null | undefined;
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
  | { ask: 'trait'; stop: TourStop; trait: Trait }
  | { ask: 'why-lot'; stop: TourStop; taken: Lot; planned: Lot }
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
  const { inHand, asked } = walk;
  if (asked?.instead && asked.item.lot)
    return { ask: 'why-lot', stop, taken: asked.item.lot, planned: asked.instead };
  const trait = asked ? traitWanted(asked, stops) : null;
  if (trait) return { ask: 'trait', stop, trait };
  if (inHand && inHand.sku === stop.sku)
    return { ask: 'into-tote', stop, shares: stop.shares, units: inHand.units };
  return { ask: 'item', stop, share };
}

/** The stop at the bin that was scanned, of the item in hand if there is one. */
export function stopAt({ atBin, inHand, asked }: Walk, stops: readonly TourStop[]): TourStop | undefined {
  const here = stops.filter(({ locationId }) => locationId === atBin);
  const item = inHand ?? asked?.item;
  if (!item) return here[0];
  return stopOfLot(here, item.sku, item.swap?.planned ?? item.lot) ?? here[0];
}

/** Of one bin: the stop of this lot, or the first of the product. */
export function stopOfLot(here: readonly TourStop[], sku: Sku, lot: Lot | undefined): TourStop | undefined {
  const ofItem = here.filter((stop) => stop.sku === sku);
  return ofItem.find((stop) => stop.lot && lot && isMeant(stop.lot, lot)) ?? ofItem[0];
}

/** What is still to be asked of a unit. The day of a lot that was to be taken is known already. */
export function traitWanted(
  { item: { sku }, asks, values }: Pick<AskedItem, 'item' | 'asks' | 'values'>,
  stops: readonly TourStop[],
): Trait | null {
  const { lot } = values;
  const isKnown = stops.some(
    (stop) => stop.sku === sku && lot !== null && stop.lot?.lot === lot && stop.lot.bestBefore !== null,
  );
  return traitAsked({ asks: isKnown ? asks.filter((trait) => trait !== 'expiry') : [...asks], values });
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
