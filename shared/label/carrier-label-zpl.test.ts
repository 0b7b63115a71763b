// What of a carrier's ZPL reaches our printer, and what is refused by name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ssccSchema } from '../barcode/sscc';
import { composeCarrierLabel, readCarrierZpl } from './carrier-label-zpl';
import {
  type CarrierLabel,
  carrierLabelSchema,
  isCarrierLabel,
  isTag,
  mostLabelText,
  printableSchema,
} from './model';
import { defaultPrinterProfile } from './printer-profile';

const plain = '^XA^CI28^FO20,20^A0N,40,40^FDTo: Gülşah^FS^FO20,80^BY3^BCN,100,Y,N,N^FD1Z999^FS^XZ';
const label = (zpl: string, change: Partial<CarrierLabel> = {}): CarrierLabel => ({
  kind: 'carrier',
  orderNumber: '1042',
  sscc: ssccSchema.parse('106141412345678908'),
  carrierName: 'USPS',
  trackingNumber: '9400100000000000000000',
  dpi: 203,
  zpl,
  ...change,
});
const print = (zpl: string, echoToken: string | null = null): string =>
  composeCarrierLabel(label(zpl), defaultPrinterProfile, { echoToken });

describe("a carrier's label", () => {
  it('keeps what draws, and prints once', () => {
    expect(print(plain)).toBe(`${plain.slice(0, -3)}^PQ1^XZ\n`);
    expect(print(plain.replace('^XZ', '^PQ3,0,1,Y^XZ'))).toBe(print(plain));
  });

  it('leaves the printer as it was: what would set it up for the next job is left out', () => {
    const setUp = '~SD25^XA^MMT^PR4,4^MD10^JMA^LT20^FO1,1^GB10,10,2^FS^MNW^XZ';
    expect(print(setUp)).toBe('^XA^FO1,1^GB10,10,2^FS^PQ1^XZ\n');
  });

  it('may bring a picture before and throw it away behind', () => {
    const zpl = '~DGR:SSGFX000.GRF,8,1,FFFF\n^XA^FO0,0^XGR:SSGFX000.GRF,1,1^FS^XZ\n^XA^IDR:SSGFX000.GRF^XZ';
    expect(print(zpl)).toBe(
      '~DGR:SSGFX000.GRF,8,1,FFFF\n^XA^FO0,0^XGR:SSGFX000.GRF,1,1^FS^PQ1^XZ\n^XA^IDR:SSGFX000.GRF^XZ\n',
    );
  });

  it('is asked for its word beside the paper, where no ink falls', () => {
    const zpl = print(plain, 'job-1.1');
    expect(zpl).toContain(`^FO812,0`);
    expect(zpl).toContain('^HV1,40,ACK:');
    expect(zpl.match(/\^XA/g)).toHaveLength(1);
  });

  it.each([
    ['', { problem: 'no-zpl' }],
    ['%PDF-1.4', { problem: 'no-zpl' }],
    ['hello ^XA^FDx^FS^XZ', { problem: 'no-zpl' }],
    ['^XA^FDx^FS', { problem: 'command', command: '^XA' }],
    ['^XZ', { problem: 'no-zpl' }],
    [`${plain}^XZ`, { problem: 'command', command: '^XZ' }],
    ['^XA^XA^FDx^FS^XZ', { problem: 'command', command: '^XA' }],
    ['^XA^XZ', { problem: 'labels', count: 0 }],
    [plain + plain, { problem: 'labels', count: 2 }],
    ['^XA^DFR:FORM.ZPL^FDx^FS^XZ', { problem: 'command', command: '^DF' }],
    ['^XA^CC/^FDx^FS^XZ', { problem: 'command', command: '^CC' }],
    ['^XA^JUF^FDx^FS^XZ', { problem: 'command', command: '^JU' }],
    ['^XA^GFB,9,9,1,~JR^FS^XZ', { problem: 'command', command: '^GF' }],
    ['~JR^XA^FDx^FS^XZ', { problem: 'command', command: '~JR' }],
    ['^XA^FDx^FS^XZ^NC1', { problem: 'command', command: '^NC' }],
    ['^XA^HH^FDx^FS^XZ', { problem: 'command', command: '^HH' }],
    ['^XA~DGR:A.GRF,1,1,FF^FDx^FS^XZ', { problem: 'command', command: '~DG' }],
    [`^XA^FD${'x'.repeat(mostLabelText)}^FS^XZ`, { problem: 'too-long' }],
  ])('is refused by name: %s', (zpl, problem) => {
    expect(readCarrierZpl(zpl)).toMatchObject({ ok: false, ...problem });
    expect(() => print(zpl)).toThrow(RangeError);
  });

  it('is not printed on a printer with other dots', () => {
    const other = label(plain, { dpi: 300 });
    expect(() => composeCarrierLabel(other, defaultPrinterProfile, { echoToken: null })).toThrow(/300 dpi/);
  });

  it('whatever it says, reaches the printer as one label that changes nothing, or not at all', () => {
    const word = fc.constantFrom(
      ...'^XA ^XZ ^FO1,1 ^FDx ^FS ^PQ9 ^JUS ~JR ^MMT ^GFA,1,1,1,FF ^XGR:A,1,1 ~DGR:A,1,1,FF ^DFR:A ^A0N,9 ^BCN ^CC/ ^HV1'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const zpl = words.join('');
        if (!readCarrierZpl(zpl).ok) return;
        const printed = print(zpl);
        expect(printed.match(/\^PQ/g)).toEqual(['^PQ']);
        expect(printed).not.toMatch(/\^(JU|MM|DF|CC|HV)|~JR/);
        expect(readCarrierZpl(printed).ok).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('says what it is, beside tags and our own', () => {
    const read = printableSchema.parse(label(plain));
    expect(isCarrierLabel(read)).toBe(true);
    expect(isTag(read)).toBe(false);
    expect(carrierLabelSchema.safeParse({ ...label(plain), zpl: '' }).success).toBe(false);
  });
});
