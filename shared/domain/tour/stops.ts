// What is still to be done on a tour, asked of its parcels as they are now: stop by stop in walking order, what was skipped
// last. A unit that was cancelled or lies in a tote is on no stop.
import type { LocationId, ParcelId, Sku } from '../ids';
import type { Parcel } from '../parcel/parcel';
import { toPick, unitsAtBench } from '../parcel/picked-units';
import { type Lot, lotKey } from '../stock/lot';
import type { Tour, TourPlace } from './tour';

/** Units of a stop for one place of the trolley. */
export type Share = { position: number; parcelId: ParcelId; lineNo: number; quantity: number };
export type TourStop = {
  locationId: LocationId;
  sku: Sku;
  name: string;
  quantity: number;
  /** The one to take; left out where goods are all alike, or nobody knows. */
  lot?: Lot | undefined;
  shares: Share[];
  isSkipped: boolean;
};

export type ParcelsById = ReadonlyMap<string, Parcel>;

export function stopsOf(tour: Tour, parcels: ParcelsById): TourStop[] {
  const turn = new Map(tour.route.map((locationId, at) => [locationId, at]));
  const stops = new Map<string, TourStop>();
  for (const { position, parcelId } of tour.places) {
    const parcel = parcels.get(parcelId);
    if (!parcel || parcel.state === 'cancelled') continue;
    for (const line of parcel.lines) {
      for (const { locationId, quantity, lot } of toPick(line)) {
        if (!turn.has(locationId)) continue;
        const key = `${locationId}\n${line.sku}\n${lotKey(lot)}`;
        const stop = stops.get(key) ?? {
          locationId,
          sku: line.sku,
          name: line.name,
          quantity: 0,
          ...(lot ? { lot } : {}),
          shares: [],
          isSkipped: tour.skipped.includes(locationId),
        };
        stop.quantity += quantity;
        stop.shares.push({ position, parcelId, lineNo: line.lineNo, quantity });
        stops.set(key, stop);
      }
    }
  }
  const placeOf = ({ locationId, isSkipped }: TourStop): number =>
    isSkipped ? tour.route.length + tour.skipped.indexOf(locationId) : (turn.get(locationId) ?? 0);
  return [...stops.values()].sort((a, b) => placeOf(a) - placeOf(b) || inTurn(a, b));
}

/** In one bin: by product, and of one product what is best before the earliest day first. */
function inTurn(a: TourStop, b: TourStop): number {
  if (a.sku !== b.sku) return a.sku < b.sku ? -1 : 1;
  const keyOf = ({ lot }: TourStop): string => `${lot?.bestBefore ?? '9999'} ${lotKey(lot)}`;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** Units in totes, and of all that the tour has to do. */
export function tourProgress(tour: Tour, parcels: ParcelsById): { picked: number; all: number } {
  const left = stopsOf(tour, parcels).reduce((sum, { quantity }) => sum + quantity, 0);
  const picked = tour.places.reduce(
    (sum, { parcelId }) =>
      sum + (parcels.get(parcelId)?.lines.reduce((units, line) => units + unitsAtBench(line), 0) ?? 0),
    0,
  );
  return { picked, all: picked + left };
}

/** Nobody walks it any more. */
export function isOver({ state }: Pick<Tour, 'state'>): boolean {
  return state === 'dropped' || state === 'cancelled';
}

export function placeAt(tour: Tour, position: number): TourPlace | undefined {
  return tour.places.find((place) => place.position === position);
}

export function placeOfTote(tour: Tour, tote: string): TourPlace | undefined {
  return tour.places.find(({ totes }) => totes.includes(tote));
}

/** The tote that is filled now; null while the place has none. */
export function toteOf({ totes }: TourPlace): string | null {
  return totes.at(-1) ?? null;
}
