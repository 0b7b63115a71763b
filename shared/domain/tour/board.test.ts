import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOffsAhead, metresWalked } from './board';

const nowMs = Date.parse('2026-11-02T10:00:00.000Z');
const at = (hours: number): string => new Date(nowMs + hours * 3_600_000).toISOString();

describe('what leaves with the carriers', () => {
  it('is shared out from the soonest on', () => {
    const due = [
      { dueAt: null, boxes: 9 },
      { dueAt: at(3), boxes: 20 },
      { dueAt: at(1), boxes: 12 },
    ];
    expect(cutOffsAhead(due, 10, nowMs)).toEqual([
      { dueAt: at(1), boxes: 12, possible: 10, late: 2 },
      { dueAt: at(3), boxes: 20, possible: 18, late: 2 },
      { dueAt: null, boxes: 9, possible: null, late: 0 },
    ]);
  });

  it('is not foretold without a pace, and is late when the carrier has left', () => {
    expect(cutOffsAhead([{ dueAt: at(1), boxes: 3 }], null, nowMs)).toEqual([
      { dueAt: at(1), boxes: 3, possible: null, late: 0 },
    ]);
    expect(cutOffsAhead([{ dueAt: at(-1), boxes: 3 }], null, nowMs)[0]?.late).toBe(3);
  });

  it('is never more than is promised, nor more than the pace allows', () => {
    const dues = fc.array(fc.record({ hours: fc.integer({ min: -5, max: 20 }), boxes: fc.nat(500) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(dues, fc.nat(200), (all, pace) => {
        const ahead = cutOffsAhead(
          all.map(({ hours, boxes }) => ({ dueAt: at(hours), boxes })),
          pace,
          nowMs,
        );
        let possible = 0;
        for (const each of ahead) {
          expect((each.possible ?? 0) + each.late).toBe(each.boxes);
          possible += each.possible ?? 0;
          const hours = Math.max(0, Date.parse(each.dueAt ?? '') - nowMs) / 3_600_000;
          expect(possible).toBeLessThanOrEqual(pace * hours);
        }
      }),
    );
  });
});

it('a walk is walked as far as it is picked', () => {
  expect(metresWalked(100, 3, 12)).toBe(25);
  expect(metresWalked(null, 3, 12)).toBe(0);
  expect(metresWalked(40, 0, 0)).toBe(40);
});
