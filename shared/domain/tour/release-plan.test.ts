import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocationId } from '../ids';
import { floorMapOf, laidOut } from './floor-map';
import { planRelease, type ReleaseJob, type ReleasePlan, type ReleaseWish } from './release-plan';

const zones = ['A', 'B', 'C'];
/** Three zones of two aisles, ten bins each. */
const floor = laidOut(
  zones.flatMap((zone, at) =>
    [1, 2].flatMap((aisle) =>
      Array.from({ length: 10 }, (_, bin) => ({
        locationId: `${zone}-0${aisle}-${String(bin).padStart(2, '0')}` as LocationId,
        zone,
        aisle: `${zone}-0${aisle}`,
        walkOrder: at * 100 + aisle * 10 + bin,
      })),
    ),
  ),
);
const map = floorMapOf(floor);
const nowMs = Date.parse('2026-01-05T08:00:00.000Z');
const usual: ReleaseWish = {
  method: 'batch',
  places: 6,
  units: 60,
  most: 500,
  leastUnits: 0,
  zones: [],
  dueBy: null,
  inTurn: false,
  pickers: 2,
};

const jobsOf = (wanted: readonly (readonly [bin: number, units: number])[][]): ReleaseJob[] =>
  wanted.map((bins, at) => ({
    parcelId: `019b0000-0000-7000-8000-${String(at).padStart(12, '0')}`,
    isVip: at % 7 === 3,
    placedAt: new Date(nowMs - (wanted.length - at) * 60_000).toISOString(),
    dueAt: at % 3 === 0 ? null : new Date(nowMs + (1 + (at % 5)) * 3_600_000).toISOString(),
    bins: [...new Map(bins)].map(([bin, units]) => ({
      locationId: floor.bins[bin % floor.bins.length]?.locationId as LocationId,
      units,
    })),
  }));

const plan = (
  jobs: readonly ReleaseJob[],
  wish: ReleaseWish,
  turns = 3,
  dueUntil: string | null = null,
): ReleasePlan => {
  const search = planRelease({ floor, jobs, wish, nowMs, dueUntil }, 7);
  let best = search.next().value;
  for (let turn = 1; turn < turns; turn += 1) best = search.next().value;
  return best;
};

/** `parcel bin` of every stop a plan goes to. */
const stopsOf = (found: ReleasePlan, jobs: readonly ReleaseJob[]): string[] =>
  found.groups.flatMap(({ parcelIds, zone }) =>
    parcelIds.flatMap((parcelId) =>
      (jobs.find((job) => job.parcelId === parcelId)?.bins ?? [])
        .filter(({ locationId }) => zone === null || map.zoneOf(locationId) === zone)
        .map(({ locationId }) => `${parcelId} ${locationId}`),
    ),
  );

const someJobs = fc
  .array(
    fc.array(fc.tuple(fc.nat({ max: 59 }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 6 }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map(jobsOf);
const someWish = fc.record({
  method: fc.constantFrom('single' as const, 'batch' as const, 'zone' as const),
  places: fc.integer({ min: 1, max: 8 }),
  units: fc.integer({ min: 5, max: 80 }),
  inTurn: fc.boolean(),
  pickers: fc.integer({ min: 1, max: 4 }),
});

describe('a release', () => {
  it('goes to every bin of every box once, and no trolley is given more than it holds', () => {
    fc.assert(
      fc.property(someJobs, someWish, (jobs, wish) => {
        const asked = { ...usual, ...wish };
        const found = plan(jobs, asked, 2);
        const stops = stopsOf(found, jobs);
        expect([...stops].sort()).toEqual(
          jobs
            .flatMap(({ parcelId, bins }) => bins.map(({ locationId }) => `${parcelId} ${locationId}`))
            .sort(),
        );
        for (const [at, { parcelIds, units, after, dueAt, finishesAt, isLate }] of found.groups.entries()) {
          expect(parcelIds.length <= asked.places).toBe(true);
          expect(parcelIds.length === 1 || units <= asked.units).toBe(true);
          expect(after === null || after < at).toBe(true);
          expect(isLate).toBe(dueAt !== null && finishesAt > dueAt);
        }
        expect(found.groups.reduce((sum, { units }) => sum + units, 0)).toBe(found.units);
      }),
      { numRuns: 60 },
    );
  });

  const many = jobsOf(
    Array.from({ length: 40 }, (_, at) => [
      [at * 7, 2],
      [at * 13 + 3, 1],
      [at * 29, 1],
    ]),
  );

  it('walks less than order by order, and never more than trolleys filled in order of arrival', () => {
    const batches = plan(many, usual);
    expect(batches.metres).toBeLessThan(0.5 * batches.discreteMetres);
    expect(batches.metres).toBeLessThanOrEqual(batches.arrivalMetres);
    const single = plan(many, { ...usual, method: 'single' });
    expect(single.metres).toBeCloseTo(single.discreteMetres);
    expect(single.groups).toHaveLength(40);
  });

  it('is the same for the same question, seed and turns, and gets no worse with more of them', () => {
    expect(plan(many, usual, 4)).toEqual(plan(many, usual, 4));
    expect(plan(many, usual, 12).metres).toBeLessThanOrEqual(plan(many, usual, 1).metres);
  });

  it('by zones keeps each walk in its zone; in turn each goes on behind the one before', () => {
    const parallel = plan(many, { ...usual, method: 'zone' });
    expect(new Set(parallel.groups.map(({ zone }) => zone))).toEqual(new Set(zones));
    expect(parallel.groups.every(({ after }) => after === null)).toBe(true);
    const inTurn = plan(many, { ...usual, method: 'zone', inTurn: true });
    for (const { after, zone, finishesAt } of inTurn.groups) {
      const before = after === null ? null : inTurn.groups[after];
      if (!before) continue;
      expect((before.zone ?? '') < (zone ?? '')).toBe(true);
      expect(before.finishesAt < finishesAt).toBe(true);
    }
    expect(inTurn.groups.some(({ after }) => after !== null)).toBe(true);
  });

  it('of a wave stays within its units, and looks for few aisles', () => {
    const wave = plan(many, { ...usual, method: 'wave', units: 60, leastUnits: 40 });
    expect(wave.units).toBeLessThanOrEqual(60);
    expect(wave.units).toBeGreaterThanOrEqual(40);
    const impossible = plan(many, { ...usual, method: 'wave', units: 5, leastUnits: 5 });
    expect(impossible.units).toBeLessThanOrEqual(5);
  });

  it('says which walks come too late with the pickers there are', () => {
    const due = many.map((job) => ({ ...job, dueAt: new Date(nowMs + 10 * 60_000).toISOString() }));
    const [few, enough] = [1, 40].map((pickers) => plan(due, { ...usual, pickers }).late);
    expect(few).toBeGreaterThan(0);
    expect(enough).toBeLessThan(few as number);
  });

  it('takes those that are due first when there are more than it may', () => {
    const found = plan(many, { ...usual, most: 5 });
    expect(found.boxes).toBe(5);
    const vips = new Set(many.filter(({ isVip }) => isVip).map(({ parcelId }) => parcelId));
    expect(found.groups.flatMap(({ parcelIds }) => parcelIds).every((id) => vips.has(id))).toBe(true);
  });

  it('leaves those alone whose carrier leaves later, or nobody knows when', () => {
    const until = new Date(nowMs + 2 * 3_600_000).toISOString();
    const found = plan(many, usual, 1, until);
    const due = many.filter(({ dueAt }) => dueAt !== null && dueAt <= until);
    expect(found.boxes).toBe(due.length);
    expect(due.length).toBeGreaterThan(0);
  });

  it('of nothing is empty', () => {
    expect(plan([], usual)).toMatchObject({ groups: [], boxes: 0, metres: 0, discreteMetres: 0 });
  });
});
