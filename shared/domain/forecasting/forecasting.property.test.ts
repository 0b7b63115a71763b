import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { quantileLoss } from './accuracy';
import { learnSelector, quantilesOf } from './assortment';
import { blendQuantiles, evenBlend, learnBlend, type Trial } from './blend-experts';
import {
  demandExperts,
  expertQuantiles,
  fadingMoments,
  fadingQuantiles,
  quantileLevels,
} from './demand-experts';
import { countQuantiles, gammaCdf, gammaQuantile, normalCdf, normalQuantile } from './distributions';
import { adida, croston, imapa, inBuckets, sba, tunedTsb } from './intermittent';
import { forecastRegular } from './regular';
import { seasonWhereTested, withoutSeason, withSeason } from './season';

const levels = [...quantileLevels];
const demand = fc.array(
  fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 500 })),
  {
    minLength: 1,
    maxLength: 120,
  },
);

describe('forecasting, whatever the series', () => {
  it('says finite quantiles in rising order, none below zero', () => {
    holds(
      fc.property(demand, (values) => {
        for (const expert of demandExperts) {
          const said = expertQuantiles(expert, values);
          expect(said.every((quantile) => Number.isFinite(quantile) && quantile >= 0)).toBe(true);
          expect(said).toEqual([...said].sort((a, b) => a - b));
        }
      }),
      { runs: 100 },
    );
  });

  it('says between nothing and the most that was ever asked, by every method of means', () => {
    holds(
      fc.property(demand, (values) => {
        const most = Math.max(...values);
        for (const method of [sba, croston, tunedTsb, adida, imapa]) {
          const said = method(values);
          expect(said).toBeGreaterThanOrEqual(0);
          expect(said).toBeLessThanOrEqual(most + 1e-9);
        }
      }),
      { runs: 100 },
    );
  });

  it('is as large as the goods are counted: ten times the series, ten times the forecast', () => {
    holds(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 40 }), (values) => {
        const once = forecastRegular(values, 1, 3).parts.classicalTheta;
        const tenfold = forecastRegular(
          values.map((value) => value * 10),
          1,
          3,
        ).parts.classicalTheta;
        once.forEach((value, at) => expect(tenfold[at]).toBeCloseTo(value * 10, 4));
      }),
      { runs: 60 },
    );
  });

  it('stays finite for any series and season', () => {
    holds(
      fc.property(demand, fc.constantFrom(1, 4, 7, 12), (values, cycle) => {
        const { said } = forecastRegular(values, cycle, 5);
        expect(said).toHaveLength(5);
        expect(said.every(Number.isFinite)).toBe(true);
      }),
      { runs: 60 },
    );
  });

  it('puts back exactly the season it took off', () => {
    holds(
      fc.property(demand, fc.constantFrom(4, 7, 12), (values, cycle) => {
        const season = seasonWhereTested(values, cycle);
        withSeason(withoutSeason(values, season), season, 0).forEach((value, at) =>
          expect(value).toBeCloseTo(values[at] as number, 6),
        );
      }),
    );
  });

  it('keeps the sum of a history in its buckets, without what is too old for a full one', () => {
    holds(
      fc.property(demand, fc.integer({ min: 1, max: 13 }), (values, bucket) => {
        const kept = values.slice(values.length % bucket);
        const sum = (each: readonly number[]): number => each.reduce((total, value) => total + value, 0);
        expect(sum(inBuckets(values, bucket))).toBe(sum(kept));
      }),
    );
  });

  it('takes plain moments and plain quantiles when nothing fades', () => {
    holds(
      fc.property(demand, fc.integer({ min: 1, max: 99 }), (values, percent) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(fadingMoments(values, 1).mean).toBeCloseTo(mean, 6);
        const [said = Number.NaN] = fadingQuantiles(values, 1, [percent / 100]);
        const atOrBelow = values.filter((value) => value <= said).length;
        const below = values.filter((value) => value < said).length;
        expect(atOrBelow / values.length).toBeGreaterThanOrEqual(percent / 100 - 1e-6);
        expect(below / values.length).toBeLessThan(percent / 100);
      }),
    );
  });
});

describe('distributions, whatever the numbers', () => {
  it('invert themselves', () => {
    holds(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.05, max: 80, noNaN: true }),
        (level, shape) => {
          expect(normalCdf(normalQuantile(level))).toBeCloseTo(level, 6);
          expect(gammaCdf(shape, gammaQuantile(shape, shape, level))).toBeCloseTo(level, 5);
        },
      ),
    );
  });

  it('count no fewer for a higher level, a higher mean or, high up, more variance', () => {
    holds(
      fc.property(
        fc.double({ min: 0.01, max: 900, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        (mean, spread) => {
          const said = countQuantiles(mean, mean * spread, levels);
          expect(said).toEqual([...said].sort((a, b) => a - b));
          const more = countQuantiles(mean * 1.5, mean * 1.5 * spread, levels);
          more.forEach((quantile, at) => expect(quantile).toBeGreaterThanOrEqual((said[at] as number) - 1));
        },
      ),
    );
  });
});

describe('the mix of experts', () => {
  const trialOf = (came: number[], said: number[]): Trial => ({
    came,
    said: said.map((each) => levels.map(() => each)),
  });

  it('is never worse on what it learned from than the mix it began with, and finds the expert who is right', () => {
    holds(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 20, maxLength: 60 }), (came) => {
        const trials = came.map((value) => trialOf([value], [0, value, 100]));
        const blend = learnBlend(trials, evenBlend(3, levels.length), levels);
        const loss = (mix: typeof blend): number =>
          trials.reduce((sum, { came: values, said }) => {
            const quantiles = blendQuantiles(mix, said);
            return (
              sum +
              levels.reduce(
                (all, level, at) => all + quantileLoss(values[0] as number, quantiles[at] as number, level),
                0,
              )
            );
          }, 0);
        expect(loss(blend)).toBeLessThanOrEqual(loss(evenBlend(3, levels.length)) + 1e-9);
        for (const shares of blend) {
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          expect(shares[1]).toBeGreaterThan(0.9);
        }
      }),
      { runs: 40 },
    );
  });

  it('learns from the assortment that items here stop being asked for, or that they do not', () => {
    const living = Array.from({ length: 80 }, (_, item) =>
      Array.from({ length: 64 }, (_unused, at) => ((at * 5 + item) % 4 === 0 ? (item % 5) + 1 : 0)),
    );
    const dying = living.map((values) => values.map((value, at) => (at < 38 ? value : 0)));
    const history = [...(living[7] as number[]).slice(0, 40), ...Array.from({ length: 6 }, (): number => 0)];
    const [whenLiving, whenDying] = [living, dying].map((series) => {
      const selector = learnSelector(series, { horizon: 6 });
      expect(selector.trials).toBeGreaterThan(60);
      return quantilesOf(selector, history);
    }) as [number[], number[]];
    expect(whenDying[2]).toBeLessThan(whenLiving[2] as number);
    expect(whenLiving[3]).toBeGreaterThan(2);
    expect(whenDying[3]).toBeLessThan(1);
  });

  it('believes everybody alike when there is nothing to learn from', () => {
    const selector = learnSelector([[1, 0, 2]], { horizon: 6 });
    expect(selector.trials).toBe(0);
    expect(quantilesOf(selector, [1, 0, 2]).every(Number.isFinite)).toBe(true);
  });
});
