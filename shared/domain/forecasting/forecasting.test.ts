import { describe, expect, it } from 'vitest';
import { maseOf, naiveScale, quantileLoss, rmsseOf, naiveSquareScale, smapeOf } from './accuracy';
import { classOfDemand, isObsolete } from './classify';
import { countQuantiles, gammaCdf, gammaQuantile, normalCdf, normalQuantile } from './distributions';
import { adida, croston, crostonState, imapa, inBuckets, sba, sbj, tsb } from './intermittent';
import { leastOf } from './nelder-mead';
import { forecastRegular } from './regular';
import { isSeasonal, seasonOf, seasonWhereTested, withoutSeason, withSeason } from './season';
import { smooth, sesForecast } from './smoothing';
import { bestSmoothing, fitSmoothing, modelsFor } from './state-space';
import { classicalTheta, dynamicTheta, lineThrough } from './theta';

describe('accuracy', () => {
  it('follows the published definitions', () => {
    expect(smapeOf([100, 50], [110, 50])).toBeCloseTo((200 * 10) / 210 / 2, 10);
    expect(smapeOf([0], [0])).toBe(0);
    expect(naiveScale([1, 3, 2, 6])).toBeCloseTo((2 + 1 + 4) / 3, 10);
    expect(naiveScale([1, 3, 2, 6], 2)).toBeCloseTo((1 + 3) / 2, 10);
    expect(maseOf([10, 12], [11, 14], 2)).toBeCloseTo(0.75, 10);
    expect(rmsseOf([10, 12], [10, 14], naiveSquareScale([0, 2, 0]))).toBeCloseTo(Math.SQRT2 / 2, 10);
    expect(quantileLoss(10, 8, 0.9)).toBeCloseTo(3.6, 10);
    expect(quantileLoss(8, 10, 0.9)).toBeCloseTo(0.4, 10);
  });
});

describe('smoothing', () => {
  it('moves the level by alpha of the error', () => {
    expect(smooth([10, 20, 10], 0.5)).toEqual({ level: 12.5, sumSquares: 0 + 100 + 25 });
    expect(sesForecast([7, 7, 7, 7]).level).toBe(7);
  });

  it('finds the least of a function without derivatives', () => {
    const { point, value } = leastOf(
      ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      [-1.2, 1],
      [0.5, 0.5],
      { evaluations: 2000, tolerance: 1e-14 },
    );
    expect(point[0]).toBeCloseTo(1, 3);
    expect(point[1]).toBeCloseTo(1, 3);
    expect(value).toBeLessThan(1e-8);
  });

  it('continues a straight line when it may have a trend, and damps what it is told to damp', () => {
    const line = Array.from({ length: 30 }, (_, at) => 100 + 5 * at);
    const straight = fitSmoothing(line, 1, { error: 'plus', trend: 'plus', season: 'none' }, 3).said;
    expect(straight[0]).toBeCloseTo(250, 0);
    expect(straight[2]).toBeCloseTo(260, 0);
    const damped = fitSmoothing(line, 1, { error: 'plus', trend: 'damped', season: 'none' }, 12).said;
    expect((damped[11] as number) - (damped[10] as number)).toBeLessThan(
      (damped[1] as number) - (damped[0] as number),
    );
  });

  it('chooses the model with a season for a series that has one', () => {
    const shape = [0.5, 1, 1.5, 1];
    const values = Array.from(
      { length: 32 },
      (_, at) => (100 + at) * (shape[at % 4] as number) + ((at * 7) % 5),
    );
    const best = bestSmoothing(values, 4, 4);
    expect(best?.model.season).toBe('times');
    expect((best?.said[2] as number) / (best?.said[0] as number)).toBeGreaterThan(2.4);
  });

  it('offers multiplied errors only to values above zero, and nothing to a series too short', () => {
    expect(modelsFor([1, 0, 2, 3, 4, 5, 6, 7, 8, 9], 1).every(({ error }) => error === 'plus')).toBe(true);
    expect(modelsFor([1, 2, 3], 1)).toEqual([]);
    expect(bestSmoothing([1, 2], 1, 3)).toBeNull();
  });
});

describe('season', () => {
  const shape = [0.8, 1.2, 1.1, 0.9];
  const values = Array.from({ length: 24 }, (_, at) => 200 * (shape[at % 4] as number));

  it('is found where it is, and not where it is not', () => {
    expect(isSeasonal(values, 4)).toBe(true);
    expect(isSeasonal(values.slice(0, 11), 4)).toBe(false);
    const noise = Array.from({ length: 24 }, (_, at) => 100 + ((at * at * 37) % 23));
    expect(isSeasonal(noise, 4)).toBe(false);
    expect(seasonWhereTested(noise, 4).kind).toBe('none');
  });

  it('is taken off and put back', () => {
    const season = seasonOf(values, 4, 'times');
    season.indices.forEach((index, at) => expect(index).toBeCloseTo(shape[at] as number, 6));
    const plain = withoutSeason(values, season);
    plain.forEach((value) => expect(value).toBeCloseTo(200, 6));
    expect(withSeason(plain, season, 0)[5]).toBeCloseTo(values[5] as number, 6);
    expect(withSeason([200], season, 25)[0]).toBeCloseTo(240, 6);
  });

  it('is added where a value is not above zero', () => {
    const withZeros = Array.from({ length: 24 }, (_, at) => [0, 10, 5, 3][at % 4] as number);
    expect(seasonWhereTested(withZeros, 4).kind).toBe('plus');
  });
});

describe('theta', () => {
  it('keeps a level and continues half of a slope from the smoothed level on', () => {
    expect(classicalTheta([5, 5, 5, 5, 5, 5], 1, 2)).toEqual([5, 5]);
    const line = Array.from({ length: 40 }, (_, at) => 10 + 2 * at);
    expect(lineThrough(line)).toMatchObject({ slope: expect.closeTo(2, 8), intercept: expect.closeTo(8, 8) });
    const said = classicalTheta(line, 1, 3);
    expect((said[1] as number) - (said[0] as number)).toBeCloseTo(1, 6);
    expect(said[0]).toBeGreaterThan(86);
  });

  it('continues a line when it may choose its own theta', () => {
    const line = Array.from({ length: 40 }, (_, at) => 10 + 2 * at);
    const { said, theta } = dynamicTheta(line, 1, 4);
    expect(theta).toBeGreaterThan(1.5);
    expect(said[3]).toBeGreaterThan(92);
    expect(said[3]).toBeLessThan(98);
  });

  it('answers the last value for a series of one or two', () => {
    expect(dynamicTheta([4], 1, 2).said).toEqual([4, 4]);
    expect(forecastRegular([4], 12, 2).said).toEqual([4, 4]);
  });
});

describe('demand with zeros in between', () => {
  const values = [0, 0, 6, 0, 0, 6, 0, 0, 6];

  it('Croston says size over interval, SBA and SBJ a little less', () => {
    expect(crostonState(values)).toEqual({ size: 6, interval: 3 });
    expect(croston(values)).toBe(2);
    expect(sba(values, 0.1)).toBeCloseTo(1.9, 10);
    expect(sbj(values, 0.1)).toBeCloseTo(2 * (1 - 0.1 / 1.9), 10);
    expect(crostonState([0, 0])).toBeNull();
    expect(croston([0, 0])).toBe(0);
  });

  it('TSB forgets what is not asked any more, Croston never does', () => {
    const dead = [...values, ...Array.from({ length: 60 }, (): number => 0)];
    expect(tsb(dead).level).toBeLessThan(0.02);
    expect(croston(dead)).toBe(2);
  });

  it('TSB follows its recursion', () => {
    // chance starts at 1/2, size at 4: then 0.5 + .1(0-.5) = .45, then .45 + .1(1-.45) = .505 and size 4.
    expect(tsb([0, 4], { alpha: 0.1, beta: 0.1 }).level).toBeCloseTo(0.505 * 4, 10);
  });

  it('buckets count back from the newest period', () => {
    expect(inBuckets([1, 2, 3, 4, 5], 2)).toEqual([5, 9]);
    expect(adida(values)).toBeCloseTo(2, 6);
    expect(imapa(values)).toBeGreaterThan(1.5);
    expect(imapa([0, 0, 0])).toBe(0);
  });

  it('is classified by how often and how unequal', () => {
    expect(classOfDemand([5, 5, 5, 5]).pattern).toBe('smooth');
    expect(classOfDemand([1, 20, 2, 30]).pattern).toBe('erratic');
    expect(classOfDemand([0, 0, 5, 0, 5]).pattern).toBe('intermittent');
    expect(classOfDemand([0, 0, 1, 0, 50]).pattern).toBe('lumpy');
    expect(classOfDemand([0, 0]).pattern).toBe('none');
  });

  it('is obsolete after half a year or four intervals of silence, whichever is longer', () => {
    const weekly = [
      ...Array.from({ length: 20 }, (): number => 3),
      ...Array.from({ length: 26 }, (): number => 0),
    ];
    expect(isObsolete(weekly)).toBe(true);
    expect(isObsolete(weekly.slice(0, -1))).toBe(false);
    const rare = [
      ...Array.from({ length: 100 }, (_, at) => (at % 20 === 0 ? 1 : 0)),
      ...Array.from({ length: 30 }, (): number => 0),
    ];
    expect(isObsolete(rare)).toBe(false);
  });
});

describe('distributions', () => {
  it('agree with the tables', () => {
    for (const [level, z] of [
      [0.9, 1.2816],
      [0.95, 1.6449],
      [0.975, 1.96],
      [0.98, 2.0537],
      [0.99, 2.3263],
    ] as const) {
      expect(normalQuantile(level)).toBeCloseTo(z, 4);
      expect(normalCdf(z)).toBeCloseTo(level, 4);
    }
    expect(gammaCdf(1, 1)).toBeCloseTo(1 - Math.exp(-1), 9);
    expect(gammaQuantile(10, 100, 0.9)).toBeCloseTo(10 * Math.log(10), 4);
    // Poisson of 2: .1353 .4060 .6767 .8571 .9473 .9834 .9955
    expect(countQuantiles(2, 2, [0.5, 0.8, 0.9, 0.95, 0.99])).toEqual([2, 3, 4, 5, 6]);
    // Geometric (negative binomial of size 1) with mean 1: chance of at most k is 1 - 2^-(k+1)
    expect(countQuantiles(1, 2, [0.5, 0.8, 0.9, 0.95, 0.99])).toEqual([0, 2, 3, 4, 6]);
    expect(countQuantiles(0, 0, [0.5, 0.99])).toEqual([0, 0]);
  });
});
