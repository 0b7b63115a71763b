// Where the bins of a floor lie. A floor without drawn measures is laid out from how its bins are numbered: aisles side by
// side in walking order, bins one after the other along them. Good enough to walk in a sensible order until somebody draws
// the real one.
import type { LocationId } from '../ids';
import type { Stop } from '../picking/block';
import type { PickArea } from '../picking/pick-area';

export type BinPlace = {
  locationId: LocationId;
  zone: string | null;
  aisle: string | null;
  walkOrder: number;
};

/** As it is handed to a planning thread. `stop` null: the bin is on no map. */
export type FloorTable = {
  area: PickArea;
  bins: readonly { locationId: LocationId; zone: string | null; stop: Stop | null }[];
};

export type FloorMap = {
  area: PickArea;
  /** Null: the bin is on no map. */
  stopAt: (locationId: LocationId) => Stop | null;
  /** Empty: the bin is in none. */
  zoneOf: (locationId: LocationId) => string;
};

/** Metres. */
const usual = { aisleSpacing: 3, binWidth: 1.2 };

export function laidOut(bins: readonly BinPlace[]): FloorTable {
  const aisles = new Map<string, BinPlace[]>();
  for (const bin of [...bins].sort(
    (a, b) => a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : 1),
  )) {
    const aisle = `${bin.zone ?? ''}\n${bin.aisle ?? ''}`;
    const inAisle = aisles.get(aisle);
    if (inAisle) inAisle.push(bin);
    else aisles.set(aisle, [bin]);
  }
  let longest = 1;
  const places = [...aisles.values()].flatMap((inAisle, aisle) => {
    longest = Math.max(longest, inAisle.length);
    return inAisle.map(({ locationId, zone }, at) => ({
      locationId,
      zone,
      stop: { aisle, height: (at + 0.5) * usual.binWidth },
    }));
  });
  return {
    area: {
      aislesAt: Array.from({ length: Math.max(1, aisles.size) }, (_, index) => index * usual.aisleSpacing),
      crossingsAt: [0, longest * usual.binWidth],
      depot: { aisle: 0, crossing: 0 },
    },
    bins: places,
  };
}

export function floorMapOf({ area, bins }: FloorTable): FloorMap {
  const byId = new Map(bins.map((bin) => [bin.locationId, bin]));
  return {
    area,
    stopAt: (locationId) => byId.get(locationId)?.stop ?? null,
    zoneOf: (locationId) => byId.get(locationId)?.zone ?? '',
  };
}
