// The corners of a walk: from the depot past the stops in their order and back, along aisles and cross aisles.
import type { Stop } from './block';
import type { PickArea } from './pick-area';

/** Corners one after the other; each pair of neighbours lies in one aisle or on one cross aisle. */
export function wayOf(area: PickArea, stops: readonly Stop[]): Stop[] {
  const depot: Stop = {
    aisle: area.depot.aisle,
    height: area.crossingsAt[area.depot.crossing] as number,
  };
  const way: Stop[] = [depot];
  for (const stop of [...stops, depot]) {
    const from = way.at(-1) as Stop;
    if (from.aisle !== stop.aisle) {
      const at = shortestCrossing(area, from, stop);
      way.push({ aisle: from.aisle, height: at }, { aisle: stop.aisle, height: at });
    }
    way.push(stop);
  }
  return way.filter((stop, at) => {
    const before = way[at - 1];
    return !before || before.aisle !== stop.aisle || before.height !== stop.height;
  });
}

function shortestCrossing({ crossingsAt }: PickArea, a: Stop, b: Stop): number {
  return crossingsAt.reduce((best, at) =>
    Math.abs(a.height - at) + Math.abs(b.height - at) < Math.abs(a.height - best) + Math.abs(b.height - best)
      ? at
      : best,
  );
}
