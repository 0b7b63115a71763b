import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScaleReading } from './reading';
import { nothingYet, restMs, settle, settledAt, type Settling, usedUp } from './settling';

const at = (atMs: number, grams: number | null, part: Partial<ScaleReading> = {}): ScaleReading => ({
  milligrams: grams === null ? null : grams * 1000,
  isStable: grams !== null,
  condition: grams === null ? 'moving' : 'ok',
  unit: 'g',
  isNet: false,
  atMs,
  ...part,
});
const after = (...readings: ScaleReading[]): Settling => readings.reduce(settle, nothingYet);

describe('a weight at rest', () => {
  it('is the same for a while', () => {
    const settling = after(at(0, 500), at(100, 500), at(200, 501));
    expect(settledAt(settling, restMs - 1)).toBeNull();
    expect(settledAt(settling, restMs)).toBe(501_000);
  });

  it('begins anew with anything that is another weight or none', () => {
    expect(settledAt(after(at(0, 500), at(300, 600)), 500)).toBeNull();
    expect(settledAt(after(at(0, 500), at(300, null), at(350, 500)), 500)).toBeNull();
    expect(
      settledAt(after(at(0, 500), at(300, 500, { isStable: false, condition: 'moving' })), 900),
    ).toBeNull();
    expect(settledAt(after(at(0, 500), at(300, null, { condition: 'overload' })), 900)).toBeNull();
  });

  it('of a box that was weighed is nobody’s until it is taken off or becomes another', () => {
    const used = usedUp(after(at(0, 500)));
    expect(settledAt(used, 5_000)).toBeNull();
    const touched = [at(600, null), at(900, 503)].reduce(settle, used);
    expect(settledAt(touched, 5_000)).toBeNull();
    expect(settledAt(settle(touched, at(1_000, 0)), 5_000)).toBe(0);
    expect(settledAt([at(1_000, 0), at(2_000, 500)].reduce(settle, used), 5_000)).toBe(500_000);
    expect(settledAt(settle(used, at(1_000, 740)), 5_000)).toBe(740_000);
    expect(usedUp(nothingYet).usedMilligrams).toBeNull();
  });

  it('is only ever a weight that the scale called stable, and never before its time', () => {
    const reading = fc.record({
      stepMs: fc.integer({ min: 0, max: 300 }),
      grams: fc.option(fc.integer({ min: -5, max: 40 })),
    });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 30 }), (steps) => {
        let nowMs = 0;
        let settling = nothingYet;
        const seen: ScaleReading[] = [];
        for (const { stepMs, grams } of steps) {
          nowMs += stepMs;
          const next = at(nowMs, grams);
          seen.push(next);
          settling = settle(settling, next);
          const settled = settledAt(settling, nowMs);
          if (settled === null) continue;
          const lately = seen.filter(({ atMs }) => atMs > nowMs - restMs);
          expect(lately.every(({ isStable }) => isStable)).toBe(true);
          expect(settled).toBe(next.milligrams);
        }
      }),
    );
  });
});
