import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../domain/customer/address';
import {
  type OrderPaperKind,
  orderPaperKinds,
  paperFormats,
  type PaperKind,
} from '../domain/document/paper-rules';
import { header, orderIn } from '../domain/order/order.test-kit';
import type { Order, OrderLine } from '../domain/order/order';
import { orderTotalMinor } from '../domain/order/status';
import { lineOf, parcelIn } from '../domain/parcel/parcel.test-kit';
import type { Parcel } from '../domain/parcel/parcel';
import { holds } from '../domain/property.test-kit';
import en from '../text/en.json';
import tr from '../text/tr.json';
import { type Paper, paperSchema } from './paper';
import { paperBars } from './paper-bars';
import { paperHtml, paperSize } from './paper-html';
import { paperOfOrder } from './paper-of-order';
import { paperOfParcel } from './paper-of-parcel';
import { paperOfSale } from './paper-of-sale';
import { languageOfCountry, paperVoice } from './paper-words';

const placed = orderIn.placed as Order;
const voices = { en: paperVoice('en', en), tr: paperVoice('tr', tr) };
const seller: Address = { ...header.shipTo, name: 'Waybill Gifts Ltd' };
const place = { seller, timeZone: 'Europe/Istanbul' };
const at = '2026-03-04T21:30:00.000Z';

const orderWith = (over: Partial<Order>): Order => ({ ...placed, ...over });
const boxWith = (over: Partial<Parcel>): Parcel => ({ ...(parcelIn.sealed as Parcel), ...over });
const ofOrder = (order: Order, kind: OrderPaperKind, language: 'en' | 'tr' = 'en'): Paper =>
  paperOfOrder({ kind, format: 'A4' }, { order, channelName: 'Web shop', ...place }, voices[language]);
const ofBox = (
  parcel: Parcel,
  kind: PaperKind = 'delivery-note',
  language: 'en' | 'tr' = 'en',
): Paper | null =>
  paperOfParcel({ kind, format: 'A4' }, { parcel, at, count: 2, ...place }, voices[language]);
const page = (paper: Paper, attempt = 1): string =>
  paperHtml(paper, { attempt, bars: paperBars(paper.barcode) });

const unescaped = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' } as const;
const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(lt|gt|quot|#39|amp);/g, (sign) => unescaped[sign as keyof typeof unescaped]);
const tagsOf = (html: string): string[] => html.match(/<[!/a-z][^>]*>/gi) ?? [];

describe('papers of an order', () => {
  const lines: OrderLine[] = [
    { ...(placed.lines[0] as OrderLine), ordered: 5, cancelled: 1 },
    { ...(placed.lines[1] as OrderLine), ordered: 2, cancelled: 2 },
  ];
  const charges = [
    { kind: 'shipping', code: 'P', name: 'Postage', amountMinor: 499 },
    { kind: 'discount', code: 'TEN', name: '', amountMinor: -102 },
  ] as const;
  const order = orderWith({ lines, charges: [...charges] });

  it('come to what the order comes to, with what was cancelled left out', () => {
    const { lines: told, sums } = ofOrder(order, 'receipt');
    expect(told.map(({ sku, quantity, price, amount }) => [sku, quantity, price, amount])).toEqual([
      ['MUG', '4', '£2.55', '£10.20'],
    ]);
    expect(sums).toEqual([
      { name: 'Postage', amount: '£4.99' },
      { name: 'TEN', amount: '-£1.02' },
      { name: 'Total in GBP', amount: '£14.17' },
    ]);
  });

  it('show no price in the box of a gift, and say the message; the receipt is for whoever pays', () => {
    const gift = orderWith({ lines, charges: [...charges], giftMessage: 'İyi ki doğdun, Ayşe!' });
    const slip = ofOrder(gift, 'packing-slip', 'tr');
    expect(slip.gift).toEqual({ title: 'Size bir hediye', message: 'İyi ki doğdun, Ayşe!' });
    expect(slip.lines.every(({ price, amount }) => price === null && amount === null)).toBe(true);
    expect(page(slip)).not.toMatch(/£|10[.,]20|14[.,]17/);
    expect(textOf(page(slip))).toContain('İyi ki doğdun, Ayşe!');
    expect(ofOrder(gift, 'receipt').gift).toBeNull();
    expect(ofOrder(gift, 'receipt').sums.at(-1)?.amount).toBe('£14.17');
  });

  it('show no price on a delivery note, and write amounts and days as the language does', () => {
    expect(ofOrder(order, 'delivery-note').lines[0]?.price).toBeNull();
    const turkish = ofOrder(orderWith({ currency: 'TRY', lines, charges: [] }), 'receipt', 'tr');
    expect(turkish.sums.at(-1)).toEqual({ name: 'Toplam (TRY)', amount: '₺10,20' });
    expect(turkish.facts[1]?.value).toContain('5 Ocak 2026');
  });

  it('speak Turkish to Turkey and English to everybody else', () => {
    expect(['TR', 'GB', 'DE'].map(languageOfCountry)).toEqual(['tr', 'en', 'en']);
  });
});

describe('papers of a sealed box', () => {
  const lines = [
    lineOf({ packed: 3 }),
    lineOf({ lineNo: 2, sku: 'LAMP' as never, name: 'Lamba', packed: 0 }),
  ];

  it('say what is in it and no more, under its own number where it has one', () => {
    const numbered = boxWith({ lines, papers: { asked: [], noteNumber: 'W1-2026-000012' } });
    const paper = ofBox(numbered);
    expect(paper?.number).toBe('W1-2026-000012');
    expect(paper?.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([['MUG', '3']]);
    expect(ofBox(boxWith({ lines }))?.number).toBe('1042/1');
    expect(ofBox(numbered, 'packing-slip')?.number).toBe('1042/1');
  });

  it('are dated by the clock of the warehouse', () => {
    const day = ofBox(boxWith({ lines }))?.facts.find(({ name }) => name === 'Date')?.value;
    expect(day).toContain('5 March 2026');
  });

  it('are not made of an empty box, nor a receipt of any', () => {
    expect(ofBox(boxWith({ lines: [lineOf({ packed: 0 })] }))).toBeNull();
    expect(ofBox(boxWith({ lines }), 'receipt')).toBeNull();
  });
});

describe('a receipt of goods taken along', () => {
  const goods = [
    { sku: 'MUG', name: 'Mug', quantity: 2, unitPriceMinor: 250 },
    { sku: 'VASE', name: 'Vase', quantity: 1, unitPriceMinor: null },
  ];
  const sale = { number: 'W1-2026-000001', at, currency: 'GBP', paid: null, ...place };

  it('adds up, and says no sum where a price is not known', () => {
    const whole = paperOfSale('roll-80', { ...sale, goods: goods.slice(0, 1) }, voices.en);
    expect(whole.sums.at(-1)).toEqual({ name: 'Total in GBP', amount: '£5.00' });
    expect(whole.foot).toHaveLength(1);
    expect(paperOfSale('roll-80', { ...sale, goods }, voices.en).sums).toEqual([
      { name: 'Units', amount: '3' },
    ]);
  });
});

describe('a receipt that says how it was paid', () => {
  const goods = [{ sku: 'MUG', name: 'Mug', quantity: 2, unitPriceMinor: 600 }];
  const sale = { number: 'W1-2026-000001', at, currency: 'GBP', goods, ...place };
  const taxes = [{ ppm: 200_000, grossMinor: 1200, taxMinor: 200 }];
  const paid = (payment: object) =>
    ({ ...sale, paid: { totalMinor: 1200, taxes, payment } }) as Parameters<typeof paperOfSale>[1];

  it('has the tax by rate before the total, what was received and the change', () => {
    const cash = paperOfSale('roll-80', paid({ method: 'cash', tenderedMinor: 2000 }), voices.en);
    expect(cash.sums).toEqual([
      { name: 'Units', amount: '2' },
      { name: 'VAT 20% in it, on £10.00', amount: '£2.00' },
      { name: 'Total in GBP', amount: '£12.00' },
    ]);
    expect(cash.foot[0]).toBe('Received in cash: £20.00. Change: £8.00.');
    const turkish = paperOfSale('roll-80', paid({ method: 'card', reference: '77' }), voices.tr);
    expect(turkish.foot[0]).toBe('Kartla ödendi, kart fişi 77.');
    const silent = paperOfSale('roll-80', paid({ method: 'card', reference: '' }), voices.en);
    expect(silent.foot[0]).toBe('Paid by card.');
  });
});

/** Anything a customer may type, and what hurts a page. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='x",
    '</style><h1>',
    '&lt;b&gt;',
    'Çiğdem & Öztürk <İstanbul>',
    '<!-- ',
    ']]>',
  ),
);
const size = fc.constantFrom(...paperFormats);

describe('a page of a paper', () => {
  it('says its size outright, a roll as long as its lines', () => {
    const paper = ofOrder(placed, 'packing-slip');
    expect(page(paper)).toContain('@page{size:210mm 297mm');
    expect(page({ ...paper, format: 'A5' })).toContain('@page{size:148mm 210mm');
    const roll: Paper = { ...paper, format: 'roll-80' };
    const longer: Paper = { ...roll, lines: [...roll.lines, ...roll.lines] };
    expect(paperSize(roll).widthMm).toBe(80);
    expect(paperSize(longer).heightMm).toBeGreaterThan(paperSize(roll).heightMm + 5);
    expect(page(roll)).toContain(`@page{size:80mm ${paperSize(roll).heightMm}mm`);
  });

  it('says that it is a copy, from the second print on', () => {
    const paper = ofOrder(placed, 'packing-slip', 'tr');
    expect(textOf(page(paper))).not.toContain('Kopya');
    expect(textOf(page(paper, 3))).toContain('Kopya 3');
  });

  it('has the order as bars, and none for a number that bars cannot say', () => {
    expect(page(ofOrder(placed, 'receipt'))).toContain('<svg');
    expect(paperBars('Sipariş 1')).toBe('');
  });

  it('is the same page whatever was typed: no markup of a text survives, and every text can be read', () => {
    holds(
      fc.property(
        fc.array(typed, { minLength: 6, maxLength: 6 }),
        size,
        fc.boolean(),
        (texts, format, isGift) => {
          const paperOf = ([
            name = '',
            company = '',
            line = '',
            product = '',
            message = '',
            note = '',
          ]: string[]) => {
            const shipTo = { ...header.shipTo, name: name || 'x', company, lines: [line] };
            const order = orderWith({
              shipTo,
              lines: [{ ...(placed.lines[0] as OrderLine), name: product || 'x' }],
              charges: [{ kind: 'fee', code: 'F', name: note || 'F', amountMinor: 1 }],
              giftMessage: isGift ? message || 'x' : null,
            });
            const asked = { kind: isGift ? 'packing-slip' : 'receipt', format } as const;
            return paperSchema.parse(
              paperOfOrder(
                asked,
                { order, channelName: note, seller: { ...seller, name: name || 'x' }, timeZone: 'UTC' },
                voices.en,
              ),
            );
          };
          const plain = paperOf(texts.map((text) => (text === '' ? '' : 'a')));
          const hostile = paperOf(texts);
          const html = page(hostile);
          const structure = (of: string): string[] => tagsOf(of).filter((tag) => !tag.startsWith('<style'));
          const expected = structure(page({ ...plain, format }).replace(/@page[^}]*}/, ''));
          expect(structure(html.replace(/@page[^}]*}/, ''))).toEqual(expected);
          const read = textOf(html);
          for (const text of [
            hostile.to?.name ?? '',
            hostile.lines[0]?.text ?? '',
            ...(hostile.to?.lines ?? []),
          ])
            expect(read).toContain(text.replace(/(?![\n\t])\p{Cc}/gu, ''));
        },
      ),
    );
  });

  it('has every line once and the total of the order, whatever is in it', () => {
    const line = fc.record({
      ordered: fc.integer({ min: 1, max: 999 }),
      cancelled: fc.nat(999),
      price: fc.nat(99_999),
    });
    holds(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -999, max: 999 }),
        (given, charge) => {
          const lines = given.map(({ ordered, cancelled, price }, index) => ({
            ...(placed.lines[0] as OrderLine),
            lineNo: index + 1,
            sku: `SKU-${index}-` as never,
            name: `Thing ${index}.`,
            ordered,
            cancelled: Math.min(cancelled, ordered),
            unitPriceMinor: price,
          }));
          const order = orderWith({
            lines,
            charges: [{ kind: 'fee', code: 'F', name: 'Fee', amountMinor: charge }],
          });
          const paper = ofOrder(order, 'receipt');
          const html = page(paper);
          for (const { sku, ordered, cancelled } of lines)
            expect(html.split(`<td>${String(sku)}</td>`).length - 1).toBe(ordered > cancelled ? 1 : 0);
          expect(paper.sums.at(-1)?.amount).toBe(voices.en.money(orderTotalMinor(order), 'GBP'));
          expect(html).toContain(`<td class="n">${voices.en.money(orderTotalMinor(order), 'GBP')}</td>`);
        },
      ),
    );
  });

  it('has every kind of paper in both languages, without a place left open', () => {
    for (const kind of orderPaperKinds)
      for (const language of ['en', 'tr'] as const)
        expect(textOf(page(ofOrder(placed, kind, language)))).not.toMatch(/\{\w+\}/);
  });
});
