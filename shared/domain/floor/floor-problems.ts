// What does not fit together on a floor, part by part, each with what to do about it.
import type { Refusal } from '../decision';
import { isOutside, quarantineLocation, benchLocation } from '../stock/ledger';
import type { FloorPart, FloorPlan } from './floor-plan';
import { keyOf, most } from './floor-plan';

export type FloorProblem = { about: { part: FloorPart | 'depot'; key: string }; refusal: Refusal };

/** Empty: it fits together. */
export function floorProblems(plan: FloorPlan): FloorProblem[] {
  return [...amounts(plan), ...lines(plan), ...racks(plan), ...bins(plan), ...depot(plan)];
}

function amounts(plan: FloorPlan): FloorProblem[] {
  return (Object.keys(most) as FloorPart[]).flatMap((part) =>
    (plan[part] as FloorPlan[FloorPart][number][]).slice(most[part]).map(
      (over): FloorProblem => ({
        about: { part, key: keyOf(over) },
        refusal: { code: 'floor-too-large', values: { limit: most[part] } },
      }),
    ),
  );
}

/** No two aisles, and no two cross aisles, where one is. */
function lines(plan: FloorPlan): FloorProblem[] {
  return (['aisles', 'crossings'] as const).flatMap((part) => {
    const taken = new Map<number, string>();
    return plan[part].flatMap(({ code, atMm }): FloorProblem[] => {
      const other = taken.get(atMm);
      taken.set(atMm, code);
      return other === undefined ? [] : [placeTaken(part, code, other)];
    });
  });
}

function racks({ racks: all, aisles }: FloorPlan): FloorProblem[] {
  const known = new Set(aisles.map(({ code }) => code));
  return all.flatMap(({ code, aisle }) => (known.has(aisle) ? [] : [missing('racks', code, 'aisle', aisle)]));
}

function bins(plan: FloorPlan): FloorProblem[] {
  const zones = new Set(plan.zones.map(({ code }) => code));
  const aisles = new Set(plan.aisles.map(({ code }) => code));
  const rackOf = new Map(plan.racks.map((rack) => [rack.code, rack]));
  const crossings = plan.crossings.map(({ atMm }) => atMm);
  const [front, rear] = [Math.min(...crossings), Math.max(...crossings)];
  const taken = new Map<string, string>();
  return plan.bins.flatMap((bin): FloorProblem[] => {
    const { locationId: key, zone, aisle, spot } = bin;
    const about = { part: 'bins', key } as const;
    if (isOutside(key) || key === quarantineLocation || key === benchLocation)
      return [{ about, refusal: { code: 'bin-name-kept', values: { bin: key } } }];
    if (zone !== null && !zones.has(zone)) return [missing('bins', key, 'zone', zone)];
    if (!spot) return [];
    if (aisle === null || !aisles.has(aisle)) return [missing('bins', key, 'aisle', aisle ?? '')];
    const rack = spot.rack === null ? null : rackOf.get(spot.rack);
    if (rack === undefined || (rack && (rack.aisle !== aisle || rack.side !== spot.side)))
      return [missing('bins', key, 'rack', spot.rack ?? '')];
    if (crossings.length < 2)
      return [{ about, refusal: { code: 'floor-needs-crossings', values: { bin: key } } }];
    if (spot.alongMm < front || spot.alongMm > rear)
      return [{ about, refusal: { code: 'floor-outside', values: { bin: key, from: front, to: rear } } }];
    const place = `${aisle}\n${spot.side}\n${spot.alongMm}\n${spot.level}`;
    const other = taken.get(place);
    taken.set(place, key);
    return other === undefined ? [] : [placeTaken('bins', key, other)];
  });
}

function depot({ depot: at, aisles, crossings }: FloorPlan): FloorProblem[] {
  if (!at) return [];
  if (!aisles.some(({ code }) => code === at.aisle)) return [missing('depot', 'depot', 'aisle', at.aisle)];
  return crossings.some(({ code }) => code === at.crossing)
    ? []
    : [missing('depot', 'depot', 'crossing', at.crossing)];
}

const missingCodes = {
  zone: 'floor-no-zone',
  aisle: 'floor-no-aisle',
  rack: 'floor-no-rack',
  crossing: 'floor-no-crossing',
} as const;

/** One that the part names is not on the map. */
function missing(
  part: FloorPart | 'depot',
  key: string,
  kind: keyof typeof missingCodes,
  name: string,
): FloorProblem {
  return { about: { part, key }, refusal: { code: missingCodes[kind], values: { part: key, name } } };
}

function placeTaken(part: FloorPart, key: string, other: string): FloorProblem {
  return { about: { part, key }, refusal: { code: 'floor-place-taken', values: { part: key, other } } };
}
