import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf, netUnits } from './invoice-change';

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

  it('sets units of one product and price off against each other', () => {
    const units = (quantity: number, unitPriceMinor = 5) => ({ sku: 'A', unitPriceMinor, quantity });
    expect(netUnits([units(6)], [units(8)])).toEqual({ gone: [0], added: [2] });
    expect(netUnits([units(8)], [units(6)])).toEqual({ gone: [2], added: [0] });
    expect(netUnits([units(6, 4)], [units(6)])).toEqual({ gone: [6], added: [6] });
    expect(netUnits([units(2), units(3)], [units(4)])).toEqual({ gone: [0, 1], added: [0] });
  });
});
