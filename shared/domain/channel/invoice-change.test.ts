import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf } from './invoice-change';

const plain = (contents: readonly string[]) => contents.map((original) => ({ original, corrected: null }));

describe('what an invoice says again', () => {
  it('is nothing new when it says the same, in any order and as often', () => {
    const change = changeOf(plain(['a', 'b', 'a']), ['a', 'a', 'b']);
    expect([change.gone, change.added]).toEqual([[], []]);
    expect(change.same).toHaveLength(3);
  });

  it('names what went and what came', () => {
    expect(changeOf(plain(['a', 'a', 'b']), ['a', 'c'])).toEqual({
      same: [{ taken: 0, told: 0 }],
      gone: [1, 2],
      added: [1],
    });
  });

  it('knows a corrected line by both of its texts, and never by the corrected one first', () => {
    const taken = [
      { original: 'bad', corrected: 'good' },
      { original: 'good', corrected: null },
    ];
    expect(changeOf(taken, ['bad', 'good'])).toMatchObject({ gone: [], added: [] });
    expect(changeOf(taken, ['good', 'good'])).toMatchObject({ gone: [], added: [] });
    expect(changeOf(taken, ['good'])).toMatchObject({ gone: [0], added: [] });
  });

  it('accounts for every line on both sides once', () => {
    const content = fc.constantFrom('a', 'b', 'c');
    const line = fc.record({ original: content, corrected: fc.option(content) });
    fc.assert(
      fc.property(fc.array(line), fc.array(content), (taken, told) => {
        const change = changeOf(taken, told);
        const takenPlaces = [...change.same.map((pair) => pair.taken), ...change.gone].sort((a, b) => a - b);
        const toldPlaces = [...change.same.map((pair) => pair.told), ...change.added].sort((a, b) => a - b);
        expect(takenPlaces).toEqual(taken.map((_line, place) => place));
        expect(toldPlaces).toEqual(told.map((_content, place) => place));
      }),
    );
  });

  it('leaves alone what a person moved here', () => {
    expect(changeOf([{ original: null, corrected: 'x' }], ['y'])).toEqual({ same: [], gone: [], added: [0] });
    expect(changeOf([{ original: null, corrected: 'x' }], ['x']).same).toHaveLength(1);
  });
});
