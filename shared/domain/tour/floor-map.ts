// A floor without drawn measures, laid out from how its bins are numbered: aisles side by side in walking order, bins one
// after the other along them. Good enough to walk in a sensible order until somebody draws the real one.
import type { LocationId } from '../ids';
import type { Stop } from '../picking/block';
import type { FloorMap } from './plan';

export type BinPlace = {
  locationId: LocationId;
  zone: string | null;
  aisle: string | null;
  walkOrder: number;
};

/** Metres. */
const usual = { aisleSpacing: 3, binWidth: 1.2 };

export function floorMapOf(bins: readonly BinPlace[]): FloorMap {
  const aisles = new Map<string, BinPlace[]>();
  for (const bin of [...bins].sort(
    (a, b) => a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : 1),
  )) {
    const aisle = `${bin.zone ?? ''}\n${bin.aisle ?? ''}`;
    aisles.set(aisle, [...(aisles.get(aisle) ?? []), bin]);
  }
  const stops = new Map<LocationId, Stop>();
  let longest = 1;
  for (const [index, inAisle] of [...aisles.values()].entries()) {
    longest = Math.max(longest, inAisle.length);
    for (const [at, { locationId }] of inAisle.entries())
      stops.set(locationId, { aisle: index, height: (at + 0.5) * usual.binWidth });
  }
  const zones = new Map(bins.map(({ locationId, zone }) => [locationId, zone]));
  return {
    area: {
      aislesAt: Array.from({ length: Math.max(1, aisles.size) }, (_, index) => index * usual.aisleSpacing),
      crossingsAt: [0, longest * usual.binWidth],
      depot: { aisle: 0, crossing: 0 },
    },
    stopAt: (locationId) => stops.get(locationId) ?? null,
    zoneOf: (locationId) => zones.get(locationId) ?? null,
  };
}
