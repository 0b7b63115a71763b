import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import {
  freshWatch,
  incrementOf,
  isWatchable,
  moved,
  rebased,
  rested,
  type ScanWatch,
  scanned,
  undone,
  unmatched,
  type WatchedScan,
} from './scan-watch';

const of = (grams: number, units = 1, spread = 1): WatchedScan => ({
  sku: skuOf(`P${grams}`),
  units,
  learned: { milligrams: grams * 1000, spreadMilligrams: spread * 1000, boxes: 100 },
});
const light: WatchedScan = of(4);
const unlearned: WatchedScan = { sku: skuOf('NEW'), units: 1, learned: null };
const on = (grams: number) => (watch: ScanWatch) => rested(moved(watch), grams * 1000);
const scan = (each: WatchedScan) => (watch: ScanWatch) => scanned(watch, each);
const after = (...steps: ((watch: ScanWatch) => ScanWatch)[]): ScanWatch =>
  steps.reduce((watch, step) => step(watch), freshWatch);
const box = on(420);

describe('weigh as you scan', () => {
  it('a unit that was put in is no question', () => {
    expect(unmatched(after(box, scan(of(300)), on(720)))).toBeNull();
    expect(unmatched(after(box, scan(of(300)), on(722), scan(of(150)), on(871)))).toBeNull();
    expect(unmatched(after(box, scan(of(300, 6)), on(420 + 1_798)))).toBeNull();
  });

  it('a unit that was scanned and not put in is told of at once when it is asked for', () => {
    expect(unmatched(after(box, scan(of(300))))).toEqual({
      sku: 'P300',
      units: 1,
      kind: 'nothing',
      expectedMilligrams: 300_000,
      changedMilligrams: 0,
    });
  });

  it('a unit scanned twice is the same', () => {
    const watch = after(box, scan(of(300)), on(720), scan(of(300)));
    expect(unmatched(watch)).toMatchObject({ sku: 'P300', kind: 'nothing' });
  });

  it('another weight than that of the unit is told of', () => {
    expect(unmatched(after(box, scan(of(300)), on(1_020)))).toMatchObject({
      kind: 'other',
      expectedMilligrams: 300_000,
      changedMilligrams: 600_000,
    });
  });

  it('says nothing while the scale is not at rest, and before it ever was', () => {
    expect(unmatched(after(box, scan(of(300)), moved))).toBeNull();
    expect(unmatched(after(scan(of(300))))).toBeNull();
    expect(unmatched(after(moved, scan(of(300)), on(720)))).toBeNull();
  });

  it('is faster than the scale: two scans and both at once, or one after the other', () => {
    expect(unmatched(after(box, scan(of(300)), moved, scan(of(150)), on(870)))).toBeNull();
    const oneIn = after(box, scan(of(300)), moved, scan(of(150)), on(720));
    expect(unmatched(oneIn)).toMatchObject({ sku: 'P150', units: 1, kind: 'nothing' });
    expect(unmatched(on(870)(oneIn))).toBeNull();
  });

  it('takes a unit that was put in before it was scanned', () => {
    expect(unmatched(after(box, on(720), scan(of(300))))).toBeNull();
  });

  it('takes padding and another box as they are', () => {
    expect(unmatched(after(box, on(455), scan(of(300)), on(755)))).toBeNull();
    expect(
      unmatched(after(box, scan(of(300)), on(720), on(0), on(900), scan(of(300)), on(1_200))),
    ).toBeNull();
  });

  it('does not watch what nobody has learned or the scale cannot tell', () => {
    expect([of(300), light, unlearned].map(isWatchable)).toEqual([true, false, false]);
    expect(incrementOf([of(300), unlearned])).toBeNull();
    expect(unmatched(after(box, scan(unlearned)))).toBeNull();
    expect(unmatched(after(box, scan(light), scan(of(300)), on(724)))).toBeNull();
  });

  it('a scan that is taken back is waited for no longer', () => {
    expect(unmatched(undone(after(box, scan(of(300)))))).toBeNull();
    const back = after(box, scan(of(300)), on(720), undone, on(420), scan(of(150)), on(570));
    expect(unmatched(back)).toBeNull();
  });

  it('is told that what lies there is right', () => {
    const watch = rebased(after(box, scan(of(300))));
    expect(unmatched(watch)).toBeNull();
    expect(unmatched(scanned(watch, of(300)))).not.toBeNull();
  });

  const unit = fc.record({
    grams: fc.integer({ min: 40, max: 3_000 }),
    units: fc.integer({ min: 1, max: 4 }),
    stray: fc.double({ min: -2, max: 2, noNaN: true }),
    noise: fc.integer({ min: -700, max: 700 }),
    isHurried: fc.boolean(),
    isFirst: fc.boolean(),
  });

  it('never holds back a packer who puts in what was scanned, and always sees what was not', () => {
    holds(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), fc.nat(), (units, at) => {
        const forgotten = at % units.length;
        let trulyMilligrams = 400_000;
        let honest = rested(freshWatch, trulyMilligrams);
        let careless = honest;
        for (const [index, { grams, units: count, stray, noise, isHurried, isFirst }] of units.entries()) {
          const spread = 0.01 * grams;
          const each = of(grams, count, spread);
          if (!isHurried) expect(unmatched(honest)).toBeNull();
          trulyMilligrams += Math.round(count * grams * 1000 + stray * spread * 1000 * Math.sqrt(count));
          const reading = trulyMilligrams + noise;
          honest = isFirst
            ? scanned(rested(moved(honest), reading), each)
            : rested(moved(scanned(honest, each)), reading);
          expect(unmatched(honest)).toBeNull();
          if (index < forgotten) careless = honest;
          if (index === forgotten) careless = scanned(careless, each);
        }
        expect(unmatched(careless)).not.toBeNull();
        // The same unit once more, and nothing more in the box.
        const again = units.at(-1);
        if (again)
          expect(unmatched(scanned(honest, of(again.grams, again.units, 0.01 * again.grams)))).not.toBeNull();
      }),
    );
  });

  it('takes anything in any order', () => {
    const step = fc.oneof(
      fc.integer({ min: -50, max: 9_000 }).map((grams) => on(grams)),
      fc.constant(moved),
      fc.constant(undone),
      fc.constant(rebased),
      fc.constantFrom(of(300), of(50, 3), light, unlearned).map(scan),
    );
    holds(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const watch = after(...steps);
        const found = unmatched(watch);
        if (found) expect(watch.waiting[0]?.sku).toBe(found.sku);
        expect(unmatched(rebased(watch))).toBeNull();
        if (watch.restMilligrams === null) expect(found).toBeNull();
      }),
    );
  });
});
