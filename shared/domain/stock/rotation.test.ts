import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf } from '../ids.test-kit';
import { lotKey } from './lot';
import {
  firstGoodDay,
  inTurn,
  isFit,
  promiseKey,
  proposeSources,
  type RotatingBin,
  type Rotation,
  rotationOf,
} from './rotation';

const today = '2026-11-29';
const fefo: Rotation = { by: 'fefo', minimumDays: 0 };
const fifo: Rotation = { by: 'fifo', minimumDays: 0 };
const [a, b, c] = [binOf('A-01'), binOf('A-02'), binOf('B-01')];
const lot = (name: string, bestBefore: string | null, units: number, since = '2026-01-01T00:00:00.000Z') => ({
  lot: { lot: name, bestBefore },
  units,
  since,
});
const bin = (locationId: typeof a, onHand: number, free: number, ...lots: RotatingBin['lots'][number][]) => ({
  locationId,
  onHand,
  free,
  lots,
});
const propose = (
  sources: { locationId: typeof a; quantity: number }[],
  bins: RotatingBin[],
  rotation = fefo,
  promised = new Map<string, number>(),
): [string, number, string][] =>
  (proposeSources([{ key: '1', sources }], bins, promised, rotation, today)[0]?.sources ?? []).map(
    ({ locationId, quantity, lot: of }) => [locationId, quantity, of?.lot ?? ''],
  );

describe('which goods go out first', () => {
  const early = lot('EARLY', '2026-12-24', 3, '2026-06-01T00:00:00.000Z');
  const late = lot('LATE', '2027-06-01', 9, '2026-02-01T00:00:00.000Z');

  it('FEFO: the earliest day, in another bin when units are free there', () => {
    expect(propose([{ locationId: a, quantity: 5 }], [bin(a, 9, 4, late), bin(b, 3, 3, early)])).toEqual([
      [b, 3, 'EARLY'],
      [a, 2, 'LATE'],
    ]);
  });

  it('FIFO: what came first', () => {
    expect(
      propose([{ locationId: b, quantity: 2 }], [bin(a, 9, 4, late), bin(b, 3, 0, early)], fifo),
    ).toEqual([[a, 2, 'LATE']]);
  });

  it('no unit that others were promised', () => {
    expect(propose([{ locationId: a, quantity: 5 }], [bin(a, 9, 4, late), bin(b, 3, 0, early)])).toEqual([
      [a, 5, 'LATE'],
    ]);
    const sentFor = new Map([[promiseKey(b, early.lot), 2]]);
    expect(
      propose([{ locationId: a, quantity: 5 }], [bin(a, 9, 4, late), bin(b, 3, 3, early)], fefo, sentFor),
    ).toEqual([
      [b, 1, 'EARLY'],
      [a, 4, 'LATE'],
    ]);
  });

  it('past its day, or with too few days left, it is proposed to nobody and stays where it is', () => {
    const past = lot('PAST', '2026-11-28', 4);
    expect(propose([{ locationId: a, quantity: 3 }], [bin(a, 4, 1, past)])).toEqual([[a, 3, '']]);
    const near = lot('NEAR', '2026-12-10', 4);
    const bins = [bin(a, 4, 1, near), bin(b, 9, 9, late)];
    expect(propose([{ locationId: a, quantity: 3 }], bins)).toEqual([[a, 3, 'NEAR']]);
    expect(propose([{ locationId: a, quantity: 3 }], bins, { by: 'fefo', minimumDays: 30 })).toEqual([
      [b, 3, 'LATE'],
    ]);
  });

  it('units that left without a name are taken to be those whose turn it was', () => {
    expect(propose([{ locationId: a, quantity: 4 }], [bin(a, 10, 6, early, late)])).toEqual([
      [a, 1, 'EARLY'],
      [a, 3, 'LATE'],
    ]);
  });

  it('goods without a lot go last by day and first by age', () => {
    const bins = [bin(a, 5, 5), bin(b, 9, 9, late)];
    expect(propose([{ locationId: a, quantity: 1 }], bins)).toEqual([[b, 1, 'LATE']]);
    expect(propose([{ locationId: b, quantity: 1 }], bins, fifo)).toEqual([[a, 1, '']]);
  });

  it('a line stays in its bin when its turn is the same', () => {
    expect(propose([{ locationId: c, quantity: 1 }], [bin(a, 5, 5), bin(c, 5, 4)])).toEqual([[c, 1, '']]);
  });
});

describe('what the product says', () => {
  it.each([
    [{}, null],
    [{ asks: ['serial'] as const }, null],
    [{ asks: ['lot'] as const }, fifo],
    [{ asks: ['lot', 'expiry'] as const }, fefo],
    [
      { asks: ['lot', 'expiry'] as const, rotation: { by: 'fifo', minimumDays: 9 } as const },
      { by: 'fifo', minimumDays: 9 },
    ],
  ])('%j', (product, expected) => {
    expect(rotationOf(product)).toEqual(expected);
  });

  it('counts days from the day it leaves', () => {
    expect(firstGoodDay({ minimumDays: 3 }, '2026-12-30')).toBe('2027-01-02');
    expect(isFit({ lot: '', bestBefore: today }, fefo, today)).toBe(true);
    expect(isFit(undefined, fefo, today)).toBe(true);
  });
});

describe('whatever lies in bins', () => {
  const days = ['2026-11-01', '2026-11-29', '2026-12-15', '2027-02-01'];
  const lots = fc.uniqueArray(
    fc.record({
      lot: fc.record({ lot: fc.constantFrom('K', 'L'), bestBefore: fc.option(fc.constantFrom(...days)) }),
      units: fc.integer({ min: 1, max: 6 }),
      since: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z'),
    }),
    { selector: ({ lot: of }) => lotKey(of), maxLength: 4 },
  );
  const scene = fc.record({
    bins: fc.tuple(
      ...[a, b, c].map((locationId) =>
        fc.record({ lots, spare: fc.nat(6), locationId: fc.constant(locationId) }),
      ),
    ),
    lines: fc.array(
      fc.array(fc.record({ at: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    rotation: fc.record({ by: fc.constantFrom('fefo' as const, 'fifo' as const), minimumDays: fc.nat(40) }),
  });

  it('a line keeps its units, no bin gives more than it may, no lot more than it has, and nothing past its day is proposed', () => {
    fc.assert(
      fc.property(scene, ({ bins: described, lines: wanted, rotation }) => {
        const units = described.map(
          (each) => each.lots.reduce((sum, one) => sum + one.units, 0) + each.spare,
        );
        const left = [...units];
        const lines = wanted.flatMap((sources, at) => {
          const mine = sources.flatMap(({ at: place, quantity }) => {
            const given = Math.min(quantity, left[place] ?? 0);
            left[place] = (left[place] ?? 0) - given;
            const locationId = described[place]?.locationId;
            return given > 0 && locationId ? [{ locationId, quantity: given }] : [];
          });
          return mine.length > 0 ? [{ key: String(at), sources: mine }] : [];
        });
        const bins = described.map(({ locationId, lots: here }, at) =>
          bin(locationId, units[at] ?? 0, left[at] ?? 0, ...here),
        );
        const plans = proposeSources(lines, bins, new Map(), rotation, today);
        const taken = plans.flatMap(({ sources }) => sources);
        for (const [at, { sources }] of plans.entries())
          expect(sum(sources)).toBe(sum(lines[at]?.sources ?? []));
        for (const { locationId, onHand, lots: here } of bins) {
          expect(sum(taken.filter((each) => each.locationId === locationId))).toBeLessThanOrEqual(onHand);
          for (const one of here) {
            const ofLot = taken.filter(
              (each) => each.locationId === locationId && each.lot && lotKey(each.lot) === lotKey(one.lot),
            );
            expect(sum(ofLot)).toBeLessThanOrEqual(isFit(one.lot, rotation, today) ? one.units : 0);
          }
        }
        // No unit that is proposed has one before it in turn that is free, fit and left lying.
        for (const { locationId, lots: here, free } of bins) {
          const fromHere = sum(taken.filter((each) => each.locationId === locationId));
          const mine = sum(
            lines.flatMap(({ sources }) => sources).filter((each) => each.locationId === locationId),
          );
          if (fromHere >= mine + free) continue;
          for (const one of here) {
            const used = sum(
              taken.filter(
                (each) => each.locationId === locationId && each.lot && lotKey(each.lot) === lotKey(one.lot),
              ),
            );
            if (used >= one.units || !isFit(one.lot, rotation, today)) continue;
            for (const each of taken.filter((source) => source.lot !== undefined)) {
              const since = bins
                .find((place) => place.locationId === each.locationId)
                ?.lots.find((known) => lotKey(known.lot) === lotKey(each.lot))?.since;
              expect(inTurn(one, { lot: each.lot, since: since ?? '' }, rotation)).toBeGreaterThanOrEqual(0);
            }
          }
        }
      }),
      { seed: 63, numRuns: 400 },
    );
  });

  function sum(sources: readonly { quantity: number }[]): number {
    return sources.reduce((all, { quantity }) => all + quantity, 0);
  }
});
