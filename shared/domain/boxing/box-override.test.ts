import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnedFill } from './box-override';

describe('how full a box may be', () => {
  it.each([
    ['nobody ever said too small', [], [800, 900], 1000],
    ['one packer alone is no rule', [700], [], 1000],
    ['below what was too much', [700, 720], [500, 600], 699],
    ['not where many went well above it', [600, 610], [700, 800, 900, 950], 1000],
    ['a box that was nearly empty is not too small', [100, 90], [], 1000],
  ] as const)('%s', (_what, tooSmall, sealed, limit) => {
    expect(learnedFill(tooSmall, sealed)).toBe(limit);
  });

  it('puts no more on the wrong side than no rule would', () => {
    const fills = fc.array(fc.integer({ min: 300, max: 1000 }), { maxLength: 30 });
    fc.assert(
      fc.property(fills, fills, (tooSmall, sealed) => {
        const wrong = (limit: number): number =>
          tooSmall.filter((fill) => fill <= limit).length + sealed.filter((fill) => fill > limit).length;
        expect(wrong(learnedFill(tooSmall, sealed))).toBeLessThanOrEqual(wrong(1000));
      }),
    );
  });
});
