import { describe, expect, it } from 'vitest';
import { scaleConditions, type ScaleReading, weightOf } from './reading';

const reading = (part: Partial<ScaleReading>): ScaleReading => ({
  milligrams: 500_000,
  isStable: true,
  condition: 'ok',
  unit: 'g',
  isNet: false,
  atMs: 0,
  ...part,
});

describe('a reading', () => {
  it('is a weight only when it is stable and nothing is wrong', () => {
    expect(weightOf(reading({}))).toBe(500_000);
    expect(weightOf(reading({ isStable: false, condition: 'moving' }))).toBeNull();
    expect(scaleConditions.filter((condition) => weightOf(reading({ condition })) !== null)).toEqual(['ok']);
  });
});
