import { describe, expect, it } from 'vitest';
import type { Address } from '../domain/customer/address';
import { customsFormOf, customsMissing, declaredValue } from '../domain/document/customs-forms';
import type { PaperKind } from '../domain/document/paper-rules';
import { header } from '../domain/order/order.test-kit';
import { lineOf, parcelIn } from '../domain/parcel/parcel.test-kit';
import type { Parcel, ParcelLine } from '../domain/parcel/parcel';
import type { ProductCustoms } from '../domain/shipping/customs';
import en from '../text/en.json';
import tr from '../text/tr.json';
import { type Paper, paperSchema } from './paper';
import { paperBars } from './paper-bars';
import { paperHtml, paperSize } from './paper-html';
import { paperOfParcel } from './paper-of-parcel';
import { paperVoice } from './paper-words';

const voices = { en: paperVoice('en', en), tr: paperVoice('tr', tr) };
const seller: Address = { ...header.shipTo, name: 'Waybill Gifts Ltd', countryCode: 'GB' };
const to: Address = {
  ...header.shipTo,
  name: 'Jean <Dupont>',
  countryCode: 'FR',
  phone: '+33 1 23',
  email: null,
};
const mug: ProductCustoms = { hsCode: '691200', originCountry: 'TR', description: 'Ceramic mugs' };
const declared = (unitValueMinor: number) => ({ unitValueMinor, currency: 'GBP' });
const line = (over: Partial<ParcelLine>): ParcelLine => ({
  ...lineOf({ lineNo: 1, sku: 'MUG' as never, expected: 3, packed: 3 }),
  unitWeightGrams: 300,
  declared: declared(1_250),
  ...over,
});
const box = (over: Partial<Parcel> = {}): Parcel => ({
  ...(parcelIn.sealed as Parcel),
  shipTo: to,
  weightGrams: 1_100,
  lines: [line({})],
  ...over,
});
const paper = (
  parcel: Parcel,
  kind: PaperKind = 'customs-declaration',
  language: 'en' | 'tr' = 'en',
  customsOf: (sku: string) => ProductCustoms | null = () => mug,
): Paper | null =>
  paperOfParcel(
    { kind, format: 'A4' },
    { parcel, at: '2026-03-04T21:30:00.000Z', count: 1, seller, timeZone: 'Europe/London', customsOf },
    voices[language],
  );
const html = (of: Paper): string => paperHtml(of, { attempt: 1, bars: '', rowBars: paperBars });

describe('which form a border asks for', () => {
  it.each([
    ['light and cheap', 'GB', 1_900, 26_000, 'GBP', 'cn22'],
    ['worth more', 'GB', 1_900, 27_001, 'GBP', 'cn23'],
    ['heavier', 'GB', 2_001, 100, 'GBP', 'cn23'],
    ['in a currency that nobody gave a limit for', 'GB', 100, 100, 'TRY', 'cn23'],
    ['of a post that has no small form', 'FR', 100, 100, 'EUR', 'cn23'],
    ['from any other country', 'DE', 100, 100, 'EUR', 'cn22'],
  ] as const)('%s', (_words, from, grams, valueMinor, currency, form) => {
    expect(customsFormOf(from, { grams, valueMinor, currency })).toBe(form);
  });

  it('declares a value only where the border of a customs union is crossed', () => {
    const ordered = { unitPriceMinor: 990 };
    expect(declaredValue('DE', 'FR', ordered, 'EUR')).toBeUndefined();
    expect(declaredValue('GB', 'IM', ordered, 'GBP')).toBeUndefined();
    expect(declaredValue(null, 'FR', ordered, 'EUR')).toBeUndefined();
    expect(declaredValue('GB', 'FR', ordered, 'GBP')).toEqual({ unitValueMinor: 990, currency: 'GBP' });
  });

  it('misses what nobody told of a product, once, and only of boxes that cross one', () => {
    const lines = [
      line({}),
      line({ lineNo: 2 }),
      line({ lineNo: 3, sku: 'LAMP' as never, declared: declared(0) }),
    ];
    expect(customsMissing(lines, () => mug)).toEqual(['LAMP']);
    expect(customsMissing(lines, () => null)).toEqual(['MUG', 'LAMP']);
    expect(customsMissing([{ lineNo: 1, sku: 'MUG' }], () => null)).toEqual([]);
  });
});

describe('the papers of a border', () => {
  it('CN 22: contents, quantity, net weight, value, tariff number and origin of each line, and what it comes to', () => {
    const told = paper(box());
    expect(told?.title).toBe('Customs declaration CN 22');
    expect(told?.grid?.rows[0]?.cells).toEqual([
      'Ceramic mugs',
      '3',
      '0.9 kg',
      '£37.50',
      '691200',
      'Türkiye',
    ]);
    expect(told?.grid?.totals.slice(0, 4)).toEqual(['Total in GBP', '3', '0.9 kg', '£37.50']);
    expect(told?.facts).toContainEqual({ name: 'Total gross weight', value: '1.1 kg' });
    expect(told?.facts).toContainEqual({ name: 'Category of item', value: 'Sale of goods' });
    expect(told?.to).toMatchObject({ title: 'To (addressee)', name: 'Jean <Dupont>' });
  });

  it('CN 23 for what is heavier, with references, postage and the invoice', () => {
    const told = paper(box({ weightGrams: 2_400 }));
    expect(told?.title).toBe('Customs declaration CN 23');
    const names = told?.facts.map(({ name }) => name);
    for (const name of ["Sender's reference", "Importer's telephone or e-mail", 'Postal charges', 'Invoice'])
      expect(names).toContain(name);
    expect(told?.foot).toHaveLength(3);
  });

  it('a commercial invoice with the terms of delivery', () => {
    const told = paper(box(), 'commercial-invoice');
    expect(told).toMatchObject({
      title: 'Commercial invoice',
      number: `${box().orderNumber}/${box().boxNumber}`,
    });
    expect(told?.facts).toContainEqual({ name: 'Terms of delivery (Incoterms 2020)', value: 'DAP' });
  });

  it('leaves open what nobody told, and is none for a box that crosses no border or is empty', () => {
    const told = paper(box(), 'customs-declaration', 'en', () => null);
    expect(told?.grid?.rows[0]?.cells.slice(4)).toEqual(['____________', '____________']);
    const { declared: _none, ...inside } = line({});
    expect(paper(box({ lines: [inside] }))).toBeNull();
    expect(paper(box({ lines: [line({ packed: 0 })] }))).toBeNull();
  });

  it('is a right paper of every size in both languages, escaped, with no place left open', () => {
    for (const language of ['en', 'tr'] as const)
      for (const kind of ['customs-declaration', 'commercial-invoice'] as const)
        for (const format of ['A4', 'A5', 'roll-80'] as const) {
          const told = paper(box({ weightGrams: 9_000 }), kind, language);
          if (!told) throw new Error('no paper');
          const page = html(paperSchema.parse({ ...told, format }));
          expect(page).not.toMatch(/\{\w+\}/);
          expect(page).toContain('Jean &lt;Dupont&gt;');
          expect(page).toContain('691200');
          expect(paperSize({ ...told, format }).heightMm).toBeGreaterThan(100);
        }
  });
});
