// Changing a floor: parts are put (added, or changed) and removed, all at once or not at all. Answers for what fits together,
// and for how a change is undone. Must never take a bin away from goods, or from a picker who is on the way to it.
import { z } from 'zod';
import type { Refusal } from '../decision';
import {
  aisleSchema,
  type Bin,
  binEditSchema,
  crossingSchema,
  depotSchema,
  type FloorPart,
  floorParts,
  type FloorPlan,
  keyOf,
  kindOfPurpose,
  most,
  partCodeSchema,
  rackSchema,
  walkOrderAt,
  zoneSchema,
} from './floor-plan';
import { type FloorProblem, floorProblems } from './floor-problems';
import { isSamePart } from './same-part';

const codes = (limit: number) => z.array(partCodeSchema).max(limit).default([]);

export const floorChangeSchema = z.strictObject({
  put: z
    .strictObject({
      zones: z.array(zoneSchema).max(most.zones).default([]),
      aisles: z.array(aisleSchema).max(most.aisles).default([]),
      crossings: z.array(crossingSchema).max(most.crossings).default([]),
      racks: z.array(rackSchema).max(most.racks).default([]),
      bins: z.array(binEditSchema).max(most.bins).default([]),
    })
    .prefault({}),
  remove: z
    .strictObject({
      zones: codes(most.zones),
      aisles: codes(most.aisles),
      crossings: codes(most.crossings),
      racks: codes(most.racks),
      bins: z.array(z.string().min(1).max(64)).max(most.bins).default([]),
    })
    .prefault({}),
  /** Left out: as it is. */
  depot: depotSchema.nullable().optional(),
});
export type FloorChange = z.infer<typeof floorChangeSchema>;
export type FloorChangeAsked = z.input<typeof floorChangeSchema>;

/** Why a bin must stay what it is: units that lie there, are promised from there, or a tour that goes there. */
export type BinHold = { kind: 'stock'; units: number } | { kind: 'tour'; number: number };

export type ChangedFloor = {
  plan: FloorPlan;
  /** Undoes it. */
  inverse: FloorChange;
  /** Bins that are other than before: those whose aisle has moved too. */
  bins: readonly Bin[];
};

export type FloorDecision =
  | ({ ok: true } & ChangedFloor)
  | { ok: false; refusal: Refusal; problems: readonly FloorProblem[] };

export function noChange(): FloorChange {
  return floorChangeSchema.parse({});
}

/** @param holdsOn what stands against taking a bin away; asked only of bins that are removed or become something else */
export function changeFloor(
  before: FloorPlan,
  change: FloorChange,
  holdsOn: (locationId: string) => readonly BinHold[],
): FloorDecision {
  const plan = applied(before, change);
  const problems = [...heldBins(before, plan, change, holdsOn), ...floorProblems(plan)];
  const [first] = problems;
  if (first) return { ok: false, refusal: first.refusal, problems };
  const known = new Map(before.bins.map((bin) => [bin.locationId, bin]));
  return {
    ok: true,
    plan,
    inverse: inverseOf(before, plan, change),
    bins: plan.bins.filter((bin) => !isSamePart(known.get(bin.locationId), bin)),
  };
}

/** Bins for which it matters what lies there. */
export function binsInQuestion(before: FloorPlan, change: FloorChange): string[] {
  const put = new Map(change.put.bins.map((bin) => [bin.locationId as string, bin]));
  const removed = new Set(change.remove.bins);
  return before.bins.flatMap(({ locationId, purpose }) => {
    const next = put.get(locationId);
    const isOther = next !== undefined && kindOfPurpose[next.purpose] !== kindOfPurpose[purpose];
    return isOther || removed.has(locationId) ? [locationId as string] : [];
  });
}

function applied(before: FloorPlan, change: FloorChange): FloorPlan {
  const after = <Part extends FloorPart>(name: Part): FloorPlan[Part] => {
    const parts = new Map<string, FloorPlan[Part][number]>(before[name].map((part) => [keyOf(part), part]));
    for (const key of change.remove[name]) parts.delete(key);
    for (const part of change.put[name]) parts.set(keyOf(part), part);
    return [...parts.values()] as FloorPlan[Part];
  };
  const aisles = after('aisles');
  const crossings = after('crossings');
  const byCode = new Map(aisles.map((aisle) => [aisle.code, aisle]));
  const depot = change.depot === undefined ? before.depot : change.depot;
  const isThere = depot && byCode.has(depot.aisle) && crossings.some(({ code }) => code === depot.crossing);
  return {
    zones: after('zones'),
    aisles,
    crossings,
    racks: after('racks'),
    bins: after('bins').map((bin) => {
      const aisle = bin.spot && bin.aisle !== null ? byCode.get(bin.aisle) : undefined;
      return bin.spot && aisle ? { ...bin, walkOrder: walkOrderAt(aisle, bin.spot, bin.purpose) } : bin;
    }),
    // Asked for and not there is a problem; lost with its aisle is none.
    depot: isThere || change.depot ? depot : null,
  };
}

function inverseOf(before: FloorPlan, after: FloorPlan, change: FloorChange): FloorChange {
  const inverse = noChange();
  for (const name of floorParts) {
    const known = new Map<string, FloorPlan[FloorPart][number]>(
      before[name].map((part) => [keyOf(part), part]),
    );
    const touched = new Set<string>([...change.put[name].map(keyOf), ...change.remove[name]]);
    const back = [...touched].flatMap((key) => known.get(key) ?? []);
    Object.assign(inverse.put, { [name]: back });
    Object.assign(inverse.remove, {
      [name]: change.put[name].map(keyOf).filter((key) => !known.has(key)),
    });
  }
  if (!isSamePart(before.depot, after.depot)) inverse.depot = before.depot;
  return inverse;
}

function heldBins(
  before: FloorPlan,
  after: FloorPlan,
  change: FloorChange,
  holdsOn: (locationId: string) => readonly BinHold[],
): FloorProblem[] {
  const left = new Set(after.bins.map(({ locationId }) => locationId as string));
  return binsInQuestion(before, change).flatMap((bin): FloorProblem[] => {
    const about = { part: 'bins', key: bin } as const;
    for (const hold of holdsOn(bin)) {
      if (hold.kind === 'stock')
        return [{ about, refusal: { code: 'bin-holds-stock', values: { bin, quantity: hold.units } } }];
      if (!left.has(bin))
        return [{ about, refusal: { code: 'bin-in-tour', values: { bin, tour: hold.number } } }];
    }
    return [];
  });
}
