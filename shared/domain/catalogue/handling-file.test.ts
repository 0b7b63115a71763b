import { describe, expect, it } from 'vitest';
import { readHandlingFile } from './handling-file';

describe('a table of how products want to be packed', () => {
  it('is read by its headings, with comma or semicolon', () => {
    const text =
      '\uFEFFprotection;SKU;this_side_up;bears_g_per_m2;instruction_en;weight_g;length_mm;width_mm;height_mm\r\nfragile;MUG;yes;0;"Wrap; twice";350;100;90;80\r\n;LAMP;;;;;;;\r\n';
    expect(readHandlingFile(text)).toEqual({
      problems: [],
      products: [
        {
          sku: 'MUG',
          handling: {
            thisSideUp: true,
            liquid: false,
            shipsAlone: false,
            hazardClass: null,
            bearsGramsPerM2: 0,
            protection: 'fragile',
            instructions: [{ en: 'Wrap; twice', tr: 'Wrap; twice' }],
          },
          weightGrams: 350,
          size: { lengthMm: 100, widthMm: 90, heightMm: 80 },
        },
        {
          sku: 'LAMP',
          handling: {
            thisSideUp: false,
            liquid: false,
            shipsAlone: false,
            hazardClass: null,
            bearsGramsPerM2: null,
            protection: 'none',
            instructions: [],
          },
        },
      ],
    });
  });

  it('names what cannot be and takes the rest', () => {
    const text =
      'sku,hazard,protection,liquid,weight_g,length_mm\nA,nuclear,,,,\nB,,soft,maybe,-1,\n,,,,,\nC,,,,,10\nD,acid,,x,,\n';
    const { products, problems } = readHandlingFile(text);
    expect(products.map(({ sku, handling }) => [sku, handling.hazardClass, handling.liquid])).toEqual([
      ['D', 'acid', true],
    ]);
    expect(problems).toEqual([
      { lineNo: 2, column: 'hazard' },
      { lineNo: 3, column: 'liquid' },
      { lineNo: 3, column: 'protection' },
      { lineNo: 3, column: 'weight_g' },
      { lineNo: 4, column: 'sku' },
      { lineNo: 5, column: 'length_mm' },
    ]);
    expect(readHandlingFile('name,size\nx,y\n').problems).toEqual([{ lineNo: 1, column: 'sku' }]);
  });
});
