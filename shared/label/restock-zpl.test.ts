// The label of goods that came back: what it says in whatever words, as one format that a scanner reads the product off.
import { describe, expect, it } from 'vitest';
import { binOf, opIdOf, skuOf } from '../domain/ids.test-kit';
import type { RestockUnits } from '../domain/packing/bench-return-label';
import { returnConditions } from '../domain/returns/goods-return';
import { testFonts } from './label.test-kit';
import { nameOnLabel, printableSchema } from './model';
import { labelOfRestock, restockJobId } from './restock-label';
import { composeRestockLabel } from './restock-zpl';

const units: RestockUnits = {
  opId: opIdOf(7),
  sku: skuOf('MUG-1'),
  name: 'White mug',
  quantity: 2,
  condition: 'as-new',
  goesTo: binOf('A-04-2'),
  isShelved: false,
  code: '5012345678900',
  lot: { lot: 'L7', bestBefore: '2027-03-31' },
  number: '123456782',
};
const zplOf = (label: ReturnType<typeof labelOfRestock>, attempt = 1) =>
  composeRestockLabel(label, { dpi: 203, stock: '4x6in', fontsKnowTurkish: true }, testFonts, {
    attempt,
    echoToken: null,
  });

describe('the label of goods that came back', () => {
  it('says where they go, what they are, their lot and day, and their return; the bars are the product’s own', () => {
    const label = labelOfRestock(units, '05012345678900');
    expect(label).toEqual({
      kind: 'restock',
      barcode: '05012345678900',
      sku: 'MUG-1',
      name: 'White mug',
      quantity: 2,
      condition: 'AS NEW / YENİ GİBİ',
      goesTo: 'A-04-2',
      lot: 'LOT L7 / BEST BEFORE / SKT 2027-03-31',
      returnNumber: '1234 5678 2',
    });
    expect(printableSchema.parse(label)).toEqual(label);
    expect(nameOnLabel(label)).toBe('MUG-1');
    const { zpl, missingGlyphs, shortened, codeSymbols } = zplOf(label);
    expect(zpl.match(/\^XA/g)?.length).toBe(1);
    for (const words of ['A-04-2', 'White mug', 'MUG-1', '2 x', 'LOT L7', 'RETURN', '05012345678900'])
      expect(zpl).toContain(words);
    expect([missingGlyphs, shortened, codeSymbols]).toEqual([0, [], ['code128']]);
    expect(zplOf(label, 2).zpl).toContain('COPY 2');
  });

  it.each(returnConditions)('waits apart without a bin, and says so: %s', (condition) => {
    const label = labelOfRestock(
      { ...units, condition, goesTo: null, number: null, lot: undefined as never },
      null,
    );
    expect(label).toMatchObject({
      goesTo: 'QUARANTINE / KARANTİNA',
      barcode: '5012345678900',
      lot: '',
      returnNumber: '',
    });
    expect(zplOf(label).zpl).not.toContain('RETURN');
  });

  it('is one format whatever a product is called', () => {
    const label = labelOfRestock(
      { ...units, name: `^XZ~JA ŞİŞE ${'wide '.repeat(39)}`.slice(0, 200), code: null },
      null,
    );
    const { zpl } = zplOf(label);
    expect(label.barcode).toBe('MUG-1');
    expect(zpl.match(/\^XA|\^XZ/g)?.length).toBe(2);
    expect(zpl).not.toContain('~JA');
  });

  it('is one job a judgement, and another when the goods lie in their bin', () => {
    expect(restockJobId(units)).toBe(restockJobId({ ...units }));
    expect(restockJobId({ ...units, isShelved: true })).not.toBe(restockJobId(units));
    expect(restockJobId({ ...units, opId: opIdOf(8) })).not.toBe(restockJobId(units));
  });
});
