// Which boxes are picked together, by the method that was asked for, and what that costs: metres, time, and whether it is
// done before the carriers leave; beside what picking order by order would cost. It goes on getting better while it is
// asked; the same question, seed and turns give the same plan. Nothing here is effect: the plan is released elsewhere.
// single: a walk a box. batch: boxes that lie near one another share a walk, one tote each. zone: such a walk is divided by
// zones; `inTurn` the totes go from zone to zone, else all zones walk at once. wave: all zones at once, for a choice of
// boxes that are due together and lie in few aisles.
import { z } from 'zod';
import { type LocationId, parcelIdSchema } from '../ids';
import { type Batch, BatchPool } from '../picking/batch-pool';
import type { Block } from '../picking/block';
import { inOrderOfArrival } from '../picking/first-batches';
import { planBatches } from '../picking/plan-batches';
import { planWave, type WavePool } from '../picking/plan-wave';
import type { PickArea } from '../picking/pick-area';
import { usualTours } from '../picking/usual-tours';
import { type FloorMap, floorMapOf, type FloorTable } from './floor-map';
import { pace, routeOf } from './plan';
import { pickMethods } from './tour';

/** A box that waits to be picked. */
export type ReleaseJob = {
  parcelId: string;
  isVip: boolean;
  placedAt: string;
  /** When its carrier leaves; null when nobody knows. */
  dueAt: string | null;
  bins: readonly { locationId: LocationId; units: number }[];
};

export const releaseWishSchema = z.strictObject({
  method: z.enum(pickMethods),
  /** Of a trolley: totes side by side, and units in all of them. */
  places: z.int().min(1).max(200),
  units: z.int().min(1).max(100_000),
  /** Boxes at most; those that are due first. */
  most: z.int().min(1).max(2000),
  /** Units of a wave at least; with `zone` and the others without meaning. */
  leastUnits: z.int().min(0).max(100_000),
  /** Only boxes that have something there; empty: everywhere. */
  zones: z.array(z.string().max(40)).max(100),
  /** Only boxes whose carriers leave by then, `HH:MM` of the warehouse; null: whenever they leave. */
  dueBy: z
    .string()
    .max(5)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  /** Zone after zone instead of all at once. */
  inTurn: z.boolean(),
  pickers: z.int().min(1).max(500),
});
export type ReleaseWish = z.infer<typeof releaseWishSchema>;

export type ReleaseQuestion = {
  floor: FloorTable;
  jobs: readonly ReleaseJob[];
  wish: ReleaseWish;
  /** The instant of `dueBy`. */
  dueUntil: string | null;
  /** Epoch milliseconds. */
  nowMs: number;
};

export const releaseGroupSchema = z.object({
  parcelIds: z.array(parcelIdSchema).min(1).max(200),
  zone: z.string().max(40).nullable(),
  /** The group, by its place, whose totes it goes on with. */
  after: z.int().nonnegative().nullable(),
  units: z.int().nonnegative(),
  stops: z.int().nonnegative(),
  metres: z.number().nonnegative(),
  /** Walked aisle by aisle, as people do by habit; null where that is not defined. */
  sShapeMetres: z.number().nonnegative().nullable(),
  seconds: z.number().nonnegative(),
  dueAt: z.iso.datetime().nullable(),
  /** With the pickers there are, the most urgent first. */
  finishesAt: z.iso.datetime(),
  isLate: z.boolean(),
});
export type ReleaseGroup = z.infer<typeof releaseGroupSchema>;

export const releasePlanSchema = z.object({
  groups: z.array(releaseGroupSchema).max(20_000),
  boxes: z.int().nonnegative(),
  units: z.int().nonnegative(),
  metres: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
  /** Order by order, in order of arrival. */
  discreteMetres: z.number().nonnegative(),
  /** The same trolleys filled in order of arrival. */
  arrivalMetres: z.number().nonnegative(),
  late: z.int().nonnegative(),
  turns: z.int().nonnegative(),
});
export type ReleasePlan = z.infer<typeof releasePlanSchema>;

/** `dueAt`: of all its boxes, also where only some of them lie in its zone. */
type Walk = { jobs: readonly ReleaseJob[]; zone: string | null; after: number | null; dueAt: string | null };

/** Yields the best plan so far after each turn, the first plan first; never ends by itself. */
export function* planRelease(question: ReleaseQuestion, seed: number): Generator<ReleasePlan, never> {
  const { floor, wish } = question;
  const map = floorMapOf(floor);
  const jobs = chosen(question, map, seed);
  const zones = wish.method === 'zone' || wish.method === 'wave' ? zonesOf(jobs, map, wish.zones) : [null];
  const together = wish.method === 'zone' && wish.inTurn;
  const pools = (together ? [null] : zones).map((zone) => searchOf(zone, jobs, map, wish, seed));
  const known = new Map<string, Measured>();
  // Most walks of one turn are those of the turn before.
  const measured = (walk: Walk): ReleaseGroup => {
    const key = `${walk.zone ?? '*'} ${walk.jobs.map(({ parcelId }) => parcelId).join()}`;
    const measure = known.get(key) ?? measureOf(walk, map);
    known.set(key, measure);
    const { zone, after, dueAt, jobs: boxes } = walk;
    const parcelIds = boxes.map(({ parcelId }) => parcelId as ReleaseGroup['parcelIds'][number]);
    return { ...measure, parcelIds, zone, after, dueAt, finishesAt: '', isLate: false };
  };
  const metresOf = (walks: readonly Walk[]): number =>
    walks.reduce((sum, walk) => sum + routeOf(binsOf(walk, map), map).metres, 0);
  const discreteMetres = metresOf(jobs.map((job) => walkOf([job], null)));
  const arrivalMetres = metresOf(
    pools.flatMap(({ zone, own, pool }) => walksOf(zone, own, pool ? inOrderOfArrival(pool) : null)),
  );
  for (let turns = 0; ; turns += 1) {
    const walks = pools.flatMap(({ zone, own, search }) =>
      walksOf(zone, own, search?.next().value.batches ?? null),
    );
    const divided = together ? inTurn(walks, zones, map) : walks;
    const groups = scheduled(divided.map(measured), question);
    yield {
      groups,
      boxes: jobs.length,
      units: jobs.reduce((sum, job) => sum + unitsOf(job, () => true), 0),
      metres: groups.reduce((sum, { metres }) => sum + metres, 0),
      seconds: groups.reduce((sum, { seconds }) => sum + seconds, 0),
      discreteMetres,
      arrivalMetres,
      late: groups.filter(({ isLate }) => isLate).length,
      turns,
    };
  }
}

/** Those that are due first; for a wave, of as few aisles as possible. */
function chosen({ jobs, wish, floor, dueUntil }: ReleaseQuestion, map: FloorMap, seed: number): ReleaseJob[] {
  const zones = new Set(wish.zones);
  const asked = jobs
    .filter(({ bins }) => bins.length > 0)
    .filter(({ dueAt }) => dueUntil === null || (dueAt !== null && dueAt <= dueUntil))
    .filter(
      ({ bins }) => zones.size === 0 || bins.some(({ locationId }) => zones.has(map.zoneOf(locationId))),
    )
    .sort(byTurn)
    .slice(0, wish.most);
  if (wish.method !== 'wave') return asked;
  const units = asked.reduce((sum, job) => sum + unitsOf(job, () => true), 0);
  if (units <= wish.units) return asked;
  return fewAisles(asked, floor, map, wish, seed);
}

function byTurn(a: ReleaseJob, b: ReleaseJob): number {
  const due = (job: ReleaseJob): string => job.dueAt ?? '9';
  if (a.isVip !== b.isVip) return a.isVip ? -1 : 1;
  return due(a) < due(b)
    ? -1
    : due(a) > due(b)
      ? 1
      : a.placedAt < b.placedAt
        ? -1
        : a.placedAt > b.placedAt
          ? 1
          : a.parcelId < b.parcelId
            ? -1
            : 1;
}

/** Turns of the search for a wave; more of them find little more for a floor of one company. */
const waveTurns = 300;

/** `units` of the wish are the most of the whole wave here. */
function fewAisles(
  jobs: readonly ReleaseJob[],
  floor: FloorTable,
  map: FloorMap,
  wish: ReleaseWish,
  seed: number,
): ReleaseJob[] {
  // A bin is an item: it lies in one aisle, with what these boxes want of it.
  const items = new Map<LocationId, number>();
  const itemOf = (locationId: LocationId): number => {
    const known = items.get(locationId) ?? items.size;
    items.set(locationId, known);
    return known;
  };
  const orders = jobs.map(({ bins }) =>
    bins.map(({ locationId, units }) => [itemOf(locationId), units] as const),
  );
  const wanted = new Map<number, number>();
  for (const order of orders)
    for (const [item, units] of order) wanted.set(item, (wanted.get(item) ?? 0) + units);
  const aisles = Array.from({ length: floor.area.aislesAt.length + 1 }, (): [number, number][] => []);
  // Bins on no map are an aisle of their own.
  for (const [locationId, item] of items)
    aisles[map.stopAt(locationId)?.aisle ?? aisles.length - 1]?.push([item, wanted.get(item) ?? 0]);
  const pool: WavePool = {
    items: items.size,
    orders,
    aisles,
    least: Math.min(wish.leastUnits, wish.units),
    most: wish.units,
  };
  const search = planWave(pool, seed);
  let wave = search.next().value;
  for (let turn = 1; turn < waveTurns; turn += 1) wave = search.next().value ?? wave;
  if (wave) return wave.orders.flatMap((order) => jobs[order] ?? []);
  // Nothing fits between the bounds: those that are due first, as many as go.
  let left = wish.units;
  return jobs.filter((job) => {
    const units = unitsOf(job, () => true);
    if (units > left) return false;
    left -= units;
    return true;
  });
}

function zonesOf(jobs: readonly ReleaseJob[], map: FloorMap, asked: readonly string[]): (string | null)[] {
  const found = new Set(jobs.flatMap(({ bins }) => bins.map(({ locationId }) => map.zoneOf(locationId))));
  const zones = [...found].filter((zone) => asked.length === 0 || asked.includes(zone)).sort();
  // A floor without zones is one.
  return zones.join() === '' ? [null] : zones;
}

type Search = {
  zone: string | null;
  own: readonly ReleaseJob[];
  pool: BatchPool | null;
  search: ReturnType<typeof planBatches> | null;
};

function searchOf(
  zone: string | null,
  jobs: readonly ReleaseJob[],
  map: FloorMap,
  wish: ReleaseWish,
  seed: number,
): Search {
  const isIn = inZone(zone, map);
  const own = jobs.filter(({ bins }) => bins.some(({ locationId }) => isIn(locationId)));
  if (wish.method === 'single' || own.length === 0) return { zone, own, pool: null, search: null };
  const { block, lift } = blockOf(map.area);
  const pool = new BatchPool(
    block,
    own.map((job) => ({
      // What takes a whole trolley goes alone; nothing is ever too much.
      load: Math.min(1, Math.max(1 / wish.places, unitsOf(job, isIn) / wish.units)),
      stops: job.bins.flatMap(({ locationId }) => {
        const stop = isIn(locationId) ? map.stopAt(locationId) : null;
        return stop ? [{ aisle: stop.aisle, height: stop.height - lift }] : [];
      }),
    })),
    // Shares add up to one and a little, by rounding.
    1 + 1e-9,
  );
  return { zone, own, pool, search: planBatches(pool, seed) };
}

/** Cross aisles in the middle are left out while boxes are put together; the routes then use them. */
function blockOf({ aislesAt, crossingsAt, depot }: PickArea): { block: Block; lift: number } {
  const [front, rear] = [crossingsAt[0] as number, crossingsAt.at(-1) as number];
  const width = (aislesAt.at(-1) as number) - (aislesAt[0] as number);
  return {
    lift: front,
    block: {
      aisles: aislesAt.length,
      aisleLength: rear - front,
      aisleSpacing: aislesAt.length > 1 ? width / (aislesAt.length - 1) : 1,
      depotAisle: depot.aisle,
    },
  };
}

function walksOf(zone: string | null, own: readonly ReleaseJob[], batches: readonly Batch[] | null): Walk[] {
  const groups = batches ? batches.map(({ orders }) => orders) : own.map((_, at) => [at]);
  return groups.map((orders) =>
    walkOf(
      orders.flatMap((order) => own[order] ?? []),
      zone,
    ),
  );
}

function walkOf(jobs: readonly ReleaseJob[], zone: string | null): Walk {
  const [dueAt = null] = jobs.flatMap((job) => job.dueAt ?? []).sort();
  return { jobs, zone, after: null, dueAt };
}

/** Each walk becomes one a zone, of the same boxes, one behind the other. */
function inTurn(walks: readonly Walk[], zones: readonly (string | null)[], map: FloorMap): Walk[] {
  const divided: Walk[] = [];
  for (const walk of walks) {
    let after: number | null = null;
    for (const zone of zones) {
      const isIn = inZone(zone, map);
      const jobs = walk.jobs.filter(({ bins }) => bins.some(({ locationId }) => isIn(locationId)));
      if (jobs.length === 0) continue;
      divided.push({ ...walk, jobs, zone, after });
      after = divided.length - 1;
    }
  }
  return divided;
}

/** The most urgent walk goes to whoever is free first, and none begins before the one it goes on with. */
function scheduled(groups: ReleaseGroup[], { wish, nowMs }: ReleaseQuestion): ReleaseGroup[] {
  const free = Array.from({ length: wish.pickers }, () => nowMs);
  const ends = new Map<number, number>();
  const turn = groups
    .map((group, at) => ({ at, due: group.dueAt ?? '9' }))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.at - b.at));
  for (const { at } of turn) {
    const group = groups[at] as ReleaseGroup;
    const picker = free.indexOf(Math.min(...free));
    const begins = Math.max(free[picker] as number, group.after === null ? 0 : (ends.get(group.after) ?? 0));
    const end = begins + 1000 * group.seconds;
    free[picker] = end;
    ends.set(at, end);
    group.finishesAt = new Date(end).toISOString();
    group.isLate = group.dueAt !== null && end > Date.parse(group.dueAt);
  }
  return groups;
}

type Measured = Pick<ReleaseGroup, 'units' | 'stops' | 'metres' | 'sShapeMetres' | 'seconds'>;

function measureOf(walk: Walk, map: FloorMap): Measured {
  const bins = binsOf(walk, map);
  const isIn = inZone(walk.zone, map);
  const units = walk.jobs.reduce((sum, job) => sum + unitsOf(job, isIn), 0);
  const { metres } = routeOf(bins, map);
  return {
    units,
    stops: bins.length,
    metres,
    sShapeMetres: sShapeOf(bins, map),
    seconds: metres / pace.metresPerSecond + bins.length * pace.secondsAStop + units * pace.secondsAUnit,
  };
}

function sShapeOf(bins: readonly LocationId[], map: FloorMap): number | null {
  if (map.area.crossingsAt.length !== 2 || map.area.depot.crossing !== 0) return null;
  const { block, lift } = blockOf(map.area);
  const stops = bins.flatMap((locationId) => {
    const stop = map.stopAt(locationId);
    return stop ? [{ aisle: stop.aisle, height: stop.height - lift }] : [];
  });
  return usualTours(block, stops).sShape;
}

function binsOf({ jobs, zone }: Walk, map: FloorMap): LocationId[] {
  const isIn = inZone(zone, map);
  return [...new Set(jobs.flatMap(({ bins }) => bins.map(({ locationId }) => locationId)))].filter(isIn);
}

function inZone(zone: string | null, map: FloorMap): (locationId: LocationId) => boolean {
  return zone === null ? () => true : (locationId) => map.zoneOf(locationId) === zone;
}

function unitsOf({ bins }: ReleaseJob, isIn: (locationId: LocationId) => boolean): number {
  return bins.reduce((sum, { locationId, units }) => sum + (isIn(locationId) ? units : 0), 0);
}
