import { describe, expect, it } from 'vitest';
import { skuSchema } from '../ids';
import { confirmationDifferences, lateLines } from './confirmation';

const mug = skuSchema.parse('MUG');
const line = { lineNo: 1, sku: mug, ordered: 10, unitCostMinor: 180 };

describe('what a supplier confirms', () => {
  it('differs by units, price, or a line that is not there', () => {
    const told = { lineNo: 1, quantity: 10, unitCostMinor: 180, expectedOn: '2026-12-01' };
    const of = (...lines: (typeof told | (Omit<typeof told, 'unitCostMinor'> & { unitCostMinor: null }))[]) =>
      confirmationDifferences([line], { reference: '', lines });
    expect(of(told)).toEqual([]);
    expect(of({ ...told, unitCostMinor: null })).toEqual([]);
    expect(of({ ...told, quantity: 8, unitCostMinor: 190 })).toEqual([
      { lineNo: 1, sku: mug, kind: 'quantity', ordered: 10, confirmed: 8 },
      { lineNo: 1, sku: mug, kind: 'price', ordered: 180, confirmed: 190 },
    ]);
    expect(of({ ...told, lineNo: 2 })).toMatchObject([{ lineNo: 2, kind: 'unknown' }]);
  });
});

describe('late lines', () => {
  it('are those of a sent order whose day is over, with something to come', () => {
    const lines = [
      { expectedOn: '2026-11-01', ordered: 5, received: 5 },
      { expectedOn: '2026-11-01', ordered: 5, received: 4 },
      { expectedOn: '2026-11-02', ordered: 5, received: 0 },
    ];
    expect(lateLines({ state: 'sent', lines }, '2026-11-02')).toEqual([lines[1]]);
    expect(lateLines({ state: 'draft', lines }, '2026-11-09')).toEqual([]);
  });
});
