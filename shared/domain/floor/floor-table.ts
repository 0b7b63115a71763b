// The drawn floor as tours walk it. Bins that nobody has drawn are laid out behind it, so that they are picked from all the
// same.
import type { FloorPlan } from './floor-plan';
import { type BinPlace, type FloorTable, laidOut } from '../tour/floor-map';

/** Metres between the last drawn aisle and those that are laid out. */
const gap = 3;
const metres = (mm: number): number => mm / 1000;

/** @param plan only its bins that are picked from */
export function floorTableOf(plan: FloorPlan): FloorTable {
  const aisles = [...plan.aisles].sort((a, b) => a.atMm - b.atMm);
  const crossings = [...plan.crossings].sort((a, b) => a.atMm - b.atMm);
  const [front, rear] = [crossings[0], crossings.at(-1)];
  const last = aisles.at(-1);
  if (!last || !front || !rear || front === rear) return laidOut(plan.bins.map(placeOf));
  const indexOf = new Map(aisles.map(({ code }, index) => [code, index]));
  const drawn = plan.bins.flatMap(({ locationId, zone, aisle, spot }) => {
    const index = spot && aisle !== null ? indexOf.get(aisle) : undefined;
    return spot && index !== undefined
      ? [{ locationId, zone, stop: { aisle: index, height: metres(spot.alongMm) } }]
      : [];
  });
  const isDrawn = new Set(drawn.map(({ locationId }) => locationId));
  const others = plan.bins.filter(({ locationId }) => !isDrawn.has(locationId));
  const behind = others.length === 0 ? null : laidOut(others.map(placeOf));
  const longest = behind?.area.crossingsAt.at(-1) ?? 1;
  const [from, length] = [metres(front.atMm), metres(rear.atMm - front.atMm)];
  return {
    area: {
      aislesAt: [
        ...aisles.map(({ atMm }) => metres(atMm)),
        ...(behind?.area.aislesAt.map((at) => metres(last.atMm) + gap + at) ?? []),
      ],
      crossingsAt: crossings.map(({ atMm }) => metres(atMm)),
      depot: {
        aisle: (plan.depot ? indexOf.get(plan.depot.aisle) : undefined) ?? 0,
        crossing: Math.max(
          0,
          crossings.findIndex(({ code }) => code === plan.depot?.crossing),
        ),
      },
    },
    bins: [
      ...drawn,
      ...(behind?.bins ?? []).map(({ locationId, zone, stop }) => ({
        locationId,
        zone,
        stop: stop && {
          aisle: aisles.length + stop.aisle,
          // Within the cross aisles, however many bins they are.
          height: from + Math.min(1, stop.height / longest) * length,
        },
      })),
    ],
  };
}

function placeOf({ locationId, zone, aisle, walkOrder }: FloorPlan['bins'][number]): BinPlace {
  return { locationId, zone, aisle, walkOrder };
}
