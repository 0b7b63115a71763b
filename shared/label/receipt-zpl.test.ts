import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opIdOf } from '../domain/ids.test-kit';
import { holds } from '../domain/property.test-kit';
import { testFonts } from './label.test-kit';
import { isCarrierLabel, isReceipt, isTag, printableSchema, type Receipt } from './model';
import { defaultPrinterProfile, labelStocks, printerDpis } from './printer-profile';
import { linesOnReceipt, receiptJobId, receiptPages, type WholeReceipt } from './receipt-pages';
import { composeReceipt } from './receipt-zpl';

const line = (n: number): Receipt['lines'][number] => ({
  text: `White mug ${n}`,
  each: `2 × £4.50`,
  amount: '£9.00',
});
const whole = (lines: number): WholeReceipt => ({
  kind: 'receipt',
  company: { name: 'Waybill Gifts', lines: ['Unit 4, Dockside Park', 'Bristol BS1 6XX'] },
  title: 'Receipt',
  orderNumber: 'leeds-2026-000041',
  barcode: 'WBO2026Z000041',
  orderWords: 'Order leeds-2026-000041',
  facts: ['5 Jan 2026, 10:42', 'For Ada Lovelace', 'Paid in cash'],
  lines: Array.from({ length: lines }, (_, index) => line(index + 1)),
  total: { name: 'Total (GBP)', amount: '£9.00' },
  goesOn: 'Continued on the next label',
});
const first = { attempt: 1, echoToken: null };
const compose = (receipt: Receipt, printing: { attempt: number; echoToken: string | null } = first) =>
  composeReceipt(receipt, defaultPrinterProfile, testFonts, printing);
const only = (receipt: WholeReceipt): Receipt => receiptPages(receipt)[0] as Receipt;

describe('labels of a receipt', () => {
  it.each([
    [0, 1],
    [1, 1],
    [linesOnReceipt, 1],
    [linesOnReceipt + 1, 2],
    [5 * linesOnReceipt, 5],
  ])('%i lines stand on %i, every line once and in order, the total on the last', (lines, count) => {
    const pages = receiptPages(whole(lines));
    expect(pages.map(({ page }) => page)).toEqual(
      Array.from({ length: count }, (_, index) => ({ number: index + 1, count })),
    );
    expect(pages.flatMap((page) => page.lines)).toEqual(whole(lines).lines);
    expect(pages.map(({ total }) => total !== null)).toEqual(pages.map((_, index) => index === count - 1));
    expect(pages.map(({ goesOn }) => goesOn === null)).toEqual(pages.map((_, index) => index === count - 1));
  });

  it('have a name each, the same whenever it is asked', () => {
    const names = [1, 2, 42].map((page) => receiptJobId(opIdOf(7), page));
    expect(new Set(names).size).toBe(3);
    expect(names).toEqual([1, 2, 42].map((page) => receiptJobId(opIdOf(7), page)));
    expect(receiptJobId(opIdOf(8), 1)).not.toBe(names[0]);
  });
});

describe('a receipt on paper', () => {
  it('says company, number, date, lines and what they come to, and its code', () => {
    const { zpl, missingGlyphs, shortened, codeSymbols } = compose(only(whole(3)));
    for (const words of ['Waybill Gifts', 'Order leeds-2026-000041', 'For Ada Lovelace', 'White mug 3'])
      expect(zpl).toContain(words);
    expect(codeSymbols).toEqual(['code128']);
    expect(zpl).toContain('WBO2026Z000041');
    expect(missingGlyphs).toBe(0);
    expect(shortened).toEqual([]);
    expect(zpl.match(/\^XA/g)).toHaveLength(1);
  });

  it('has the letters and currencies of both languages', () => {
    const amount = '₺1.234,56';
    const { missingGlyphs, shortened } = compose({
      ...only(whole(1)),
      title: 'Sipariş fişi',
      facts: ['5 Oca 2026 10:42', 'Gülşah Öztürk için', 'Nakit ödendi'],
      lines: [{ text: 'Işıklı çaydanlık', each: `2 × ${amount}`, amount }],
      total: { name: 'Toplam (TRY)', amount },
    });
    expect([missingGlyphs, shortened]).toEqual([0, []]);
    expect(compose({ ...only(whole(1)), total: { name: 'Total', amount: '12,50 €' } }).missingGlyphs).toBe(0);
  });

  it.each(printerDpis.flatMap((dpi) => labelStocks.map((stock) => [dpi, stock] as const)))(
    'never cuts an amount (%i dpi, %s)',
    (dpi, stock) => {
      const big = '₺12.345.678,90';
      const { shortened } = composeReceipt(
        {
          ...only(whole(linesOnReceipt)),
          lines: whole(linesOnReceipt).lines.map(() => ({
            text: 'A name that is much longer than any label has room for, and then some more of it '.repeat(
              2,
            ),
            each: `9.999 × ${big}`,
            amount: big,
          })),
          total: { name: 'Toplam (TRY)', amount: '₺12.345.678.901,23' },
        },
        { dpi, stock, fontsKnowTurkish: false },
        testFonts,
        first,
      );
      expect(shortened).toEqual(['item']);
    },
  );

  it('says which print it is, and of how many labels', () => {
    expect(compose(only(whole(1)), { attempt: 2, echoToken: null }).zpl).toContain('COPY 2');
    const [one, two] = receiptPages(whole(20)) as [Receipt, Receipt];
    expect(compose(one).zpl).toContain('1 / 2');
    expect(compose(one).zpl).toContain('Continued on the next label');
    expect(compose(one).zpl).not.toContain('Total (GBP)');
    expect(compose(two).zpl).toContain('Total (GBP)');
  });

  it('is one format whatever customers are called', () => {
    const hostile = fc.oneof(
      fc.constantFrom('^FS^XZ^XA^FDtwo^FS', '~JA', '_5EXZ', '日本', '\u0000'),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    holds(
      fc.property(hostile, hostile, (name, text) => {
        const { zpl } = compose({
          ...only(whole(1)),
          facts: [name],
          lines: [{ text, each: '1 × 1', amount: '1' }],
        });
        expect(zpl.match(/\^XA/g)).toHaveLength(1);
        expect(zpl.match(/\^XZ/g)).toHaveLength(1);
        expect(zpl).not.toContain('~JA');
      }),
      { runs: 40 },
    );
  });

  it('says what it is, beside other labels', () => {
    const read = printableSchema.parse(JSON.parse(JSON.stringify(only(whole(2)))));
    expect([isReceipt(read), isTag(read), isCarrierLabel(read)]).toEqual([true, false, false]);
    expect(read).toEqual(only(whole(2)));
  });
});
