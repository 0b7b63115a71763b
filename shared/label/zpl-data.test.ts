import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code128Data, ssccData, zplData } from './zpl-data';

/** What a printer makes of a field behind `^FH_` and `^CI28`. */
const printed = (data: string): string => {
  const bytes: number[] = [];
  for (let at = 0; at < data.length; at += 1) {
    if (data[at] === '_') {
      bytes.push(Number.parseInt(data.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(data.charCodeAt(at));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
};

describe('data on its way into a field', () => {
  it('lets nothing through that ZPL reads as a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const data = zplData(text);
        return /^[\x20-\x7e]*$/.test(data) && !/[\^~\\]/.test(data);
      }),
    );
  });

  it('prints what was meant, in any script', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => printed(zplData(text)) === new TextDecoder().decode(new TextEncoder().encode(text)),
      ),
    );
    expect(zplData('a^b~c_d\\e\n')).toBe('a_5Eb_7Ec_5Fd_5Ce_0A');
    expect(zplData('İ₺')).toBe('_C4_B0_E2_82_BA');
    expect(zplData('\ud800')).toBe('_EF_BF_BD');
  });
});

describe('barcode data', () => {
  it('escapes what ZPL could read as a command', () => {
    expect(code128Data('AB^~_\\')).toBe('AB_5E_7E_5F_5C');
  });

  it('is null for what Code 128 subset B cannot say, or not safely', () => {
    expect(['', 'é', 'a\tb', 'İ', 'A>1'].map(code128Data)).toEqual([null, null, null, null, null]);
  });

  it('starts an SSCC with FNC1 and its application identifier, and takes nothing else', () => {
    expect(ssccData('386900000000123453')).toBe('>;>800386900000000123453');
    expect(() => ssccData('^XZ')).toThrow(RangeError);
  });
});
