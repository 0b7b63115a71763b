import { describe, expect, it } from 'vitest';
import {
  type Bench,
  atLeast,
  atMost,
  benchResult,
  exactly,
  parseBenchOptions,
  percentile,
  seededRandom,
} from './bench';

const sample: Bench = {
  name: 'sample',
  about: 'A sample.',
  defaultData: '../shared/data/sample',
  defaultN: 7,
  extraFlags: { workers: 'threads' },
  run: async () => ({ data: 'sample', n: 7, figures: {}, bars: {} }),
};

describe('bench frame', () => {
  it('reads the options every bench knows, in both spellings', () => {
    const options = parseBenchOptions(
      sample,
      ['--json', '--data=x', '--n', '3', '--workers', '2', '--seed=9'],
      '/start',
    );
    expect(options).toMatchObject({
      json: true,
      data: '/start/x',
      n: 3,
      nGiven: true,
      seed: 9,
      extra: { workers: '2' },
    });
    expect(parseBenchOptions(sample, [], '/start').data.endsWith('shared/data/sample')).toBe(true);
  });

  it('refuses what it does not know', () => {
    expect(() => parseBenchOptions(sample, ['--speed'], '/')).toThrow('unknown option --speed');
    expect(() => parseBenchOptions(sample, ['--n', 'many'], '/')).toThrow('--n wants a whole number');
    expect(() => parseBenchOptions(sample, ['stray'], '/')).toThrow('unexpected "stray"');
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('lets no bar hold on a figure that is not a number', () => {
    expect(
      [atMost(Number.NaN, 1), atLeast(Number.NaN, 1), exactly(Number.NaN, 0)].map((bar) => bar.holds),
    ).toEqual([false, false, false]);
    expect([atMost(1, 1), atLeast(1, 1), exactly(0, 0)].every((bar) => bar.holds)).toBe(true);
  });

  it('gives the result object in the published shape', () => {
    const result = benchResult(sample, {
      data: 'd',
      n: 1,
      figures: { aMs: 1.23456789 },
      bars: { aMs: atMost(1.5, 2) },
    });
    expect(JSON.stringify(result)).toBe(
      '{"bench":"sample","data":"d","n":1,"figures":{"aMs":1.23457},"peers":{},"bars":{"aMs":{"want":"<= 2","is":1.5,"holds":true}}}',
    );
  });

  it('draws the same numbers from the same seed', () => {
    const [one, two] = [seededRandom(5), seededRandom(5)];
    const drawn = Array.from({ length: 50 }, () => one());
    expect(drawn).toEqual(Array.from({ length: 50 }, () => two()));
    expect(new Set(drawn).size).toBe(50);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
