import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { workedSeconds } from './hands';
import { beginningOf, piecesOf, rungs, sumsOf } from './sums';

const dayMs = 86_400_000;
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

describe('sums of the figures', () => {
  it('make up any days with each day once, and never with more than a part of a month, week or day', () => {
    const start = Date.parse('2022-01-01');
    holds(
      fc.property(fc.nat(1500), fc.nat(1800), fc.constantFrom(...rungs), (offset, length, bucket) => {
        const from = text(start + offset * dayMs);
        const to = text(start + (offset + length) * dayMs);
        const days: string[] = [];
        const astray: string[] = [];
        for (const { rung, from: first, until } of piecesOf(from, to, bucket)) {
          if (beginningOf(first, rung) !== first || beginningOf(until, rung) !== until) astray.push(first);
          for (let at = Date.parse(first); at < Date.parse(until); at += dayMs) {
            const day = text(at);
            days.push(day);
            // All of a piece's week is in the bucket its first day is in.
            if (beginningOf(beginningOf(day, rung), bucket) !== beginningOf(day, bucket)) astray.push(day);
          }
        }
        expect(astray).toEqual([]);
        expect(days).toEqual(
          Array.from({ length: length + 1 }, (_, at) => text(Date.parse(from) + at * dayMs)),
        );
      }),
    );
  });

  it('of years are a few pieces', () => {
    expect(piecesOf('2024-01-10', '2026-11-30', 'month')).toEqual([
      { rung: 'day', from: '2024-01-10', until: '2024-01-15' },
      { rung: 'week', from: '2024-01-15', until: '2024-01-29' },
      { rung: 'day', from: '2024-01-29', until: '2024-02-01' },
      { rung: 'month', from: '2024-02-01', until: '2026-12-01' },
    ]);
  });

  it('of an order are for all, its channel, its country and its currency, by all the others', () => {
    const cells = sumsOf({
      measure: 'ordered',
      day: '2026-11-26',
      channel: 'web',
      country: 'DE',
      currency: 'EUR',
      warehouse: '',
      key: '',
      count: 1,
      amount: 100,
    });
    const months = cells.filter(({ rung }) => rung === 'month');
    expect(new Set(cells.map(({ at }) => at))).toEqual(new Set(['2026-11-26', '2026-11-23', '2026-11-01']));
    expect(
      months.filter(({ filter }) => filter === '').map(({ dimension, name }) => [dimension, name]),
    ).toEqual([
      ['time', ''],
      ['channel', 'web'],
      ['country', 'DE'],
      ['currency', 'EUR'],
    ]);
    expect(months.filter(({ filter }) => filter === 'country=DE').map(({ dimension }) => dimension)).toEqual([
      'time',
      'channel',
      'currency',
    ]);
  });

  it('of hands never say whose they were', () => {
    const cells = sumsOf({
      measure: 'picked',
      day: '2026-11-26',
      channel: '',
      country: '',
      currency: '',
      warehouse: 'W1',
      key: '09 P1',
      count: 1,
      amount: 2,
    });
    expect(cells.some(({ name }) => name.includes('P1'))).toBe(false);
  });
});

describe('time of hands', () => {
  it('is the time between acts, without pauses', () => {
    const minute = 60_000;
    expect(workedSeconds([0, minute, 2 * minute, 60 * minute, 61 * minute])).toBe(180);
    expect(workedSeconds([5000])).toBe(0);
  });
});
