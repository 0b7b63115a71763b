// Where an arrow key leads on a map of bins: along an aisle, across to the next row of bins, up and down the levels of a rack.
import type { FloorPlan, Side } from './floor-plan';

export type PlacedBin = {
  locationId: string;
  aisle: string;
  aisleAtMm: number;
  side: Side;
  alongMm: number;
  level: number;
};

export type MapKey =
  | 'ArrowUp'
  | 'ArrowDown'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'PageUp'
  | 'PageDown'
  | 'Home'
  | 'End';

/** Bins on the map, row by row of them from the left, each from the front. */
export function placedBins({ bins, aisles }: FloorPlan): PlacedBin[] {
  const atOf = new Map(aisles.map(({ code, atMm }) => [code, atMm]));
  return bins
    .flatMap(({ locationId, aisle, spot }): PlacedBin[] => {
      const aisleAtMm = aisle === null ? undefined : atOf.get(aisle);
      if (!spot || aisle === null || aisleAtMm === undefined) return [];
      const { side, alongMm, level } = spot;
      return [{ locationId, aisle, aisleAtMm, side, alongMm, level }];
    })
    .sort(
      (a, b) =>
        rowOf(a) - rowOf(b) ||
        a.alongMm - b.alongMm ||
        a.level - b.level ||
        (a.locationId < b.locationId ? -1 : 1),
    );
}

/** The bin an arrow leads to; the same one at the end of the floor. */
export function neighbourOf(placed: readonly PlacedBin[], from: PlacedBin, key: MapKey): PlacedBin {
  const inRow = placed.filter((bin) => rowOf(bin) === rowOf(from) && bin.level === from.level);
  switch (key) {
    case 'ArrowUp':
      return inRow.find(({ alongMm }) => alongMm > from.alongMm) ?? from;
    case 'ArrowDown':
      return inRow.findLast(({ alongMm }) => alongMm < from.alongMm) ?? from;
    case 'Home':
      return inRow[0] ?? from;
    case 'End':
      return inRow.at(-1) ?? from;
    case 'ArrowLeft':
      return inNextRow(placed, from, -1);
    case 'ArrowRight':
      return inNextRow(placed, from, 1);
    case 'PageUp':
      return onNextLevel(placed, from, 1);
    case 'PageDown':
      return onNextLevel(placed, from, -1);
  }
}

function inNextRow(placed: readonly PlacedBin[], from: PlacedBin, way: -1 | 1): PlacedBin {
  const rows = [...new Set(placed.filter(({ level }) => level === from.level).map(rowOf))];
  const next = rows[rows.indexOf(rowOf(from)) + way];
  return next === undefined
    ? from
    : nearest(
        placed.filter((bin) => rowOf(bin) === next && bin.level === from.level),
        from,
      );
}

function onNextLevel(placed: readonly PlacedBin[], from: PlacedBin, way: -1 | 1): PlacedBin {
  const beyond = placed.filter(
    (bin) => rowOf(bin) === rowOf(from) && Math.sign(bin.level - from.level) === way,
  );
  const level = beyond.reduce<number | null>(
    (best, bin) =>
      best === null || Math.abs(bin.level - from.level) < Math.abs(best - from.level) ? bin.level : best,
    null,
  );
  return nearest(
    beyond.filter((bin) => bin.level === level),
    from,
  );
}

function nearest(bins: readonly PlacedBin[], from: PlacedBin): PlacedBin {
  return (
    bins.reduce<PlacedBin | null>(
      (best, bin) =>
        best === null || Math.abs(bin.alongMm - from.alongMm) < Math.abs(best.alongMm - from.alongMm)
          ? bin
          : best,
      null,
    ) ?? from
  );
}

function rowOf({ aisleAtMm, side }: PlacedBin): number {
  return aisleAtMm * 2 + (side === 'right' ? 1 : 0);
}
