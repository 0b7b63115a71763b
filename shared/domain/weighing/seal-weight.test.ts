import { describe, expect, it } from 'vitest';
import { contradicts, differs, type SealWeight, sealWeightSchema, weightReasons } from './seal-weight';

const weight = (grams: number, reason?: SealWeight['reason']): SealWeight => ({
  by: 'scale',
  grams,
  scaleId: 'Bench',
  expectedGrams: 1_000,
  toleranceGrams: 50,
  ...(reason ? { reason } : {}),
});

describe('the weight of a sealed box', () => {
  it('differs beyond its tolerance, on both sides', () => {
    expect([949, 950, 1_000, 1_050, 1_051].filter((grams) => differs(weight(grams)))).toEqual([949, 1_051]);
  });

  it('is a task where it differs and nothing explains it', () => {
    expect(contradicts(weight(1_300))).toBe(true);
    expect(weightReasons.filter((reason) => contradicts(weight(1_300, reason)))).toEqual([
      'product-weight-wrong',
      'scale-doubtful',
    ]);
    expect(weightReasons.some((reason) => contradicts(weight(1_000, reason)))).toBe(false);
  });

  it('is some grams of a box that people carry', () => {
    for (const wrong of [{ grams: 0 }, { grams: 2e6 }, { grams: 1.5 }, { by: 'guess' }, { more: 1 }])
      expect(sealWeightSchema.safeParse({ ...weight(10), ...wrong }).success).toBe(false);
    expect(sealWeightSchema.parse(weight(10, 'scale-doubtful'))).toEqual(weight(10, 'scale-doubtful'));
  });
});
