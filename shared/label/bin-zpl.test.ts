import { describe, expect, it } from 'vitest';
import { readOwnCode } from '../barcode/own-code';
import type { Bin } from '../domain/floor/floor-plan';
import { hasBars, labelOfBin } from './bin-label';
import { composeBinLabel } from './bin-zpl';
import { testFonts as labelFonts } from './label.test-kit';
import { printableSchema } from './model';

const bin: Bin = {
  locationId: 'A-04-2' as Bin['locationId'],
  purpose: 'pick',
  zone: 'F',
  aisle: 'A',
  spot: { rack: 'A-L', side: 'left', alongMm: 500, level: 2 },
  size: { lengthMm: 900, widthMm: 500, heightMm: 400 },
  maxGrams: 25_500,
  walkOrder: 0,
};

describe('the label of a bin', () => {
  it('says its code for people and as bars that are read back, where it is and what it bears', () => {
    const label = labelOfBin(bin);
    expect(label).toMatchObject({
      code: 'A-04-2',
      place: 'F / A / A-L / L2',
      purpose: 'PICK / TOPLAMA',
      limits: 'max 25.5 kg / 900 x 500 x 400 mm',
    });
    expect(readOwnCode(label.barcode)).toEqual({ is: 'own', kind: 'location', payload: 'A-04-2' });
    expect(printableSchema.parse(label)).toEqual(label);
  });

  it.each([
    ['A-04-2', true],
    ['X'.repeat(40), true],
    ['ŞİŞE ^XA~JA', true],
    ['x'.repeat(40), false],
  ])('is one format, with bars where they can carry the code: %s', (code, isScanned) => {
    const label = labelOfBin({ ...bin, locationId: code as Bin['locationId'] });
    const composed = composeBinLabel(
      label,
      { dpi: 203, stock: '4x6in', fontsKnowTurkish: false },
      labelFonts,
      { attempt: 1, echoToken: null },
    );
    expect(composed.zpl.match(/\^XA/g)?.length).toBe(1);
    expect(composed.zpl).not.toContain('~JA');
    expect([hasBars(label), composed.codeSymbols[0] !== 'left-out']).toEqual([isScanned, isScanned]);
    expect(composed.missingGlyphs).toBe(0);
    expect(composed.shortened).toEqual([]);
  });
});
