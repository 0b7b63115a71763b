import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { dayAfter, firstDayFor, pegWaiting, type PromiseFacts, promiseDays } from './available-to-promise';

const today = '2026-05-04';
const on = (ahead: number): string => dayAfter(today, ahead);

describe('what may be promised', () => {
  // The table that Microsoft publishes for its look-ahead: 20 on hand and five days with a change.
  const facts: PromiseFacts = {
    free: 20,
    promised: [
      { on: on(0), units: 3 },
      { on: on(3), units: 15 },
    ],
    expected: [
      { on: on(2), units: 10 },
      { on: on(4), units: 1 },
      { on: on(5), units: 3 },
    ],
  };
  it('is the lowest number from that day on', () => {
    const days = promiseDays(facts, today, 6);
    expect(days.map(({ projected }) => projected)).toEqual([17, 17, 27, 12, 13, 16, 16]);
    expect(days.map(({ promisable }) => promisable)).toEqual([12, 12, 12, 12, 13, 16, 16]);
    expect(days.map((day) => [day.expected, day.promised])[2]).toEqual([10, 0]);
  });
  it('names the first day for a number of units', () => {
    const days = promiseDays(facts, today, 6);
    expect([12, 13, 14, 17].map((units) => firstDayFor(days, units))).toEqual([today, on(4), on(5), null]);
  });
  it('forgets goods whose day has passed, and no promise', () => {
    const late = {
      free: 5,
      expected: [{ on: on(-1), units: 10 }],
      promised: [{ on: on(-1), units: 2 }],
    };
    expect(promiseDays(late, today, 1).map(({ promisable }) => promisable)).toEqual([3, 3]);
  });
  it('is below zero where more is promised than comes', () => {
    const short = { free: -4, expected: [{ on: on(1), units: 3 }], promised: [] };
    expect(promiseDays(short, today, 2).map(({ promisable }) => promisable)).toEqual([-4, -1, -1]);
  });

  const dated = fc.array(
    fc.record({ on: fc.integer({ min: -3, max: 12 }).map(on), units: fc.integer({ min: 1, max: 20 }) }),
    { maxLength: 8 },
  );
  it('never falls from one day to the next, and taking it leaves every later day sound', () => {
    holds(
      fc.property(
        fc.integer({ min: -5, max: 30 }),
        dated,
        dated,
        fc.nat(9),
        (free, expected, promised, at) => {
          const days = promiseDays({ free, expected, promised }, today, 9);
          const promisable = days.map((day) => day.promisable);
          expect(promisable).toEqual([...promisable].sort((a, b) => a - b));
          const units = Math.max(0, promisable[at] ?? 0);
          const more = [...promised, { on: on(at), units }];
          const after = promiseDays({ free, expected, promised: more }, today, 9);
          // Nobody who could be served before cannot be served now.
          for (const [index, day] of after.entries())
            if (index >= at && (promisable[at] ?? 0) >= 0) expect(day.projected).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('goods on their way', () => {
  const supply = (warehouseId: string, ahead: number, units: number) => ({
    warehouseId,
    on: on(ahead),
    units,
  });
  it('are for who waits longest, the earliest first, from any warehouse', () => {
    const pegs = pegWaiting(
      [
        { key: 'a', units: 4 },
        { key: 'b', units: 9 },
      ],
      [supply('W2', 5, 5), supply('W1', 3, 6), supply('W1', -1, 50)],
      new Map(),
      today,
    );
    expect(Object.fromEntries(pegs)).toEqual({
      a: [supply('W1', 3, 4)],
      b: [supply('W1', 3, 2), supply('W2', 5, 5)],
    });
  });
  it('first make up for what is short in their own warehouse', () => {
    const expected = [supply('W1', 1, 3), supply('W1', 2, 3), supply('W2', 2, 3)];
    const pegs = pegWaiting([{ key: 'a', units: 9 }], expected, new Map([['W1', 4]]), today);
    expect(pegs.get('a')).toEqual([supply('W1', 2, 2), supply('W2', 2, 3)]);
  });
});
