import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { quantileLevels } from './demand-experts';
import { type DemandCell, isIn, partQuantiles, sharesOf, splitUnits, sumUnits } from './split';

const cells: DemandCell[] = [
  { channel: 'shop', site: 'W1', units: 30 },
  { channel: 'web', site: '', units: 10 },
  { channel: 'web', site: 'W1', units: 40 },
  { channel: 'web', site: 'W2', units: 20 },
];

describe('a forecast split down', () => {
  it('goes to channels and sites by what each asked for', () => {
    const parts = splitUnits(12.34, sharesOf(cells));
    expect(parts).toEqual([3.7, 1.23, 4.94, 2.47]);
    expect(sumUnits(parts)).toBe(12.34);
    const of = (channel: string | null, site: string | null): number =>
      sumUnits(parts.filter((_, at) => isIn({ channel, site }, cells[at] as DemandCell)));
    expect([of('web', null), of('shop', null)]).toEqual([8.64, 3.7]);
    expect([of(null, 'W1'), of(null, 'W2'), of(null, '')]).toEqual([8.64, 2.47, 1.23]);
    expect(of('web', 'W1')).toBe(4.94);
  });

  it('goes to nobody where nothing was ever asked for', () => {
    const nothing = cells.map((cell) => ({ ...cell, units: 0 }));
    expect(splitUnits(5, sharesOf(nothing))).toEqual([0, 0, 0, 0]);
    expect(splitUnits(5, sharesOf([]))).toEqual([]);
  });

  it('always adds up, by channel and by site, and gives nobody more than a hundredth off their share', () => {
    const units = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 30 });
    holds(
      fc.property(units, fc.integer({ min: 0, max: 10_000_000 }), (asked, hundredths) => {
        const shares = sharesOf(
          asked.map((each, at) => ({ channel: `c${at % 3}`, site: `s${at % 4}`, units: each })),
        );
        fc.pre(asked.some((each) => each > 0));
        const total = hundredths / 100;
        const parts = splitUnits(total, shares);
        expect(sumUnits(parts)).toBe(total);
        for (const [at, part] of parts.entries())
          expect(Math.abs(part - total * (shares[at] as number))).toBeLessThan(0.01 + 1e-6);
      }),
    );
  });
});

describe('quantiles of a part', () => {
  const whole = [10, 13, 15, 17, 21];
  const of = (share: number): number[] => partQuantiles(11, whole, quantileLevels, share);

  it('are those of the whole for all of it, and nothing for nothing', () => {
    expect(of(1)).toEqual(whole);
    expect(of(0)).toEqual([0, 0, 0, 0, 0]);
  });

  it('spread wider than the share alone: few units come and go more than many', () => {
    const quarter = of(0.25);
    expect(quarter[3]).toBeGreaterThan(17 / 4);
    expect(quarter[3]).toBeLessThan(17);
    // Mean 2.75, variance 0.0625 * 3.65² + 0.1875 * 11 = 2.9, of which 95 % is 1.645 deviations up.
    expect(quarter[3]).toBeCloseTo(2.75 + 1.645 * Math.sqrt(0.0625 * (6 / 1.645) ** 2 + 0.1875 * 11), 1);
  });

  it('never fall from level to level, nor below nothing', () => {
    holds(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 5, maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (said, share, expected) => {
          const rising = said.toSorted((a, b) => a - b);
          const parts = partQuantiles(expected, rising, quantileLevels, share);
          expect(parts).toEqual(parts.toSorted((a, b) => a - b));
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
