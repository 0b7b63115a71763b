import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScaleModel } from '../../../e2e/rigs/scale/scale-model';
import { hidReportOf } from '../../../e2e/rigs/scale/scale-speech';
import { readHidReport } from './hid-report';
import { shown } from './speaking.test-kit';

const read = (hex: string): string | null => {
  const said = readHidReport(Buffer.from(hex, 'hex'));
  return said && shown(said);
};

describe('a report of a HID scale', () => {
  it.each([
    ['20 g', '030402001400', '20 g'],
    ['1.234 kg', '030403fdd204', '1234 g'],
    ['123.45 kg', '030403fe3930', '123450 g'],
    ['645.2 oz', '03040bff3419', '18291.112 g'],
    ['4.8 lb', '03040cff3000', '2177.243 g'],
    ['in motion', '030302001400', '~20 g'],
    ['stable at zero', '030202000000', '0 g'],
    ['at zero without a unit', '030200000000', '0 g'],
    ['under zero', '030502000000', 'underload'],
    ['over its limit', '03060200ffff', 'overload'],
    ['wants calibration', '030702000000', 'zero-needed'],
    ['wants its zero', '030802000000', 'zero-needed'],
    ['a fault', '030102000000', 'fault'],
    ['a status that there is not', '030902001400', 'fault'],
    ['taels', '030405001400', 'fault'],
    ['an exponent beyond everything', '0304037f0100', 'fault'],
    ['longer than it has to be', '03040200140000000000', '20 g'],
    ['another report', '010000000000', null],
    ['cut short', '0304020014', null],
  ])('%s', (_name, hex, want) => {
    expect(read(hex)).toBe(want);
  });

  it('is what a scale with that load on it sends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 65_535 }), (load, zero) => {
        const model = createScaleModel({ capacityGrams: 65_535 });
        model.load(zero);
        model.zero();
        model.load(load);
        const said = readHidReport(hidReportOf(model.shown()));
        expect(said && shown(said)).toBe(load < zero ? 'underload' : `${load - zero} g`);
      }),
    );
  });

  it('of any bytes is a reading or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const said = readHidReport(bytes);
        if (said?.kind === 'weight' && said.weight.isStable) expect(said.weight.milligrams).not.toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});
