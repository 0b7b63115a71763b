// Makes tours of parcels: which bins, in which order, with which place of the trolley for which box. Where each bin lies
// comes in; the shortest way past them is found by picking/shortest-tour.ts.
import type { LocationId } from '../ids';
import type { Parcel } from '../parcel/parcel';
import { toPick } from '../parcel/picked-units';
import { shortestTour } from '../picking/shortest-tour';
import type { FloorMap } from './floor-map';
import type { TourPlan } from './tour';

/** How people walk and pick, for the time a tour takes. */
export const pace = { metresPerSecond: 1.2, secondsAStop: 8, secondsAUnit: 3 };

/** Bins of a zone, or all of them, that hold something these parcels wait for. */
export function binsOf(parcels: readonly Parcel[], map: FloorMap, zone: string | null): LocationId[] {
  const bins = new Set<LocationId>();
  for (const parcel of parcels)
    for (const line of parcel.lines)
      for (const { locationId } of toPick(line))
        if (zone === null || map.zoneOf(locationId) === zone) bins.add(locationId);
  return [...bins];
}

/** The bins in the order they are walked, and how far that is. Bins on no map come last, by name. */
export function routeOf(bins: readonly LocationId[], map: FloorMap): { route: LocationId[]; metres: number } {
  const known = bins.flatMap((locationId) => {
    const stop = map.stopAt(locationId);
    return stop ? [{ locationId, stop }] : [];
  });
  const others = bins.filter((locationId) => map.stopAt(locationId) === null).sort();
  const tour = shortestTour(
    map.area,
    known.map(({ stop }) => stop),
  );
  return {
    route: [...tour.order.flatMap((at) => known[at]?.locationId ?? []), ...others],
    metres: tour.length,
  };
}

export type TourAsk = Pick<
  TourPlan,
  'warehouseId' | 'method' | 'zone' | 'waveId' | 'after' | 'plannedAt' | 'dueAt' | 'elsewhere'
>;

/** One tour of these parcels, places in their order; null when nothing of them lies there. */
export function tourOf(
  ids: Pick<TourPlan, 'tourId' | 'number'>,
  parcels: readonly Parcel[],
  ask: TourAsk,
  map: FloorMap,
): TourPlan | null {
  const here = parcels.filter((parcel) => binsOf([parcel], map, ask.zone).length > 0);
  const bins = binsOf(here, map, ask.zone);
  if (bins.length === 0) return null;
  return {
    ...ids,
    ...ask,
    ...wayPast(bins, here, map, ask.zone),
    places: here.map(({ parcelId, orderNumber }, at) => ({ position: at + 1, parcelId, orderNumber })),
  };
}

/** The shortest way past these bins, and what it costs beside a walk a parcel. */
export function wayPast(
  bins: readonly LocationId[],
  parcels: readonly Parcel[],
  map: FloorMap,
  zone: string | null,
): Pick<TourPlan, 'route' | 'measure'> {
  const { route, metres } = routeOf(bins, map);
  const alone = parcels.map((parcel) => routeOf(binsOf([parcel], map, zone), map).metres);
  const units = parcels.reduce((sum, parcel) => sum + unitsIn(parcel, new Set(bins)), 0);
  return {
    route,
    measure: {
      metres,
      naiveMetres: alone.reduce((sum, each) => sum + each, 0),
      seconds: metres / pace.metresPerSecond + route.length * pace.secondsAStop + units * pace.secondsAUnit,
    },
  };
}

function unitsIn(parcel: Parcel, bins: ReadonlySet<LocationId>): number {
  return parcel.lines.reduce(
    (sum, line) =>
      sum +
      toPick(line).reduce((units, source) => units + (bins.has(source.locationId) ? source.quantity : 0), 0),
    0,
  );
}
