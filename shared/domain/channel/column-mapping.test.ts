import { describe, expect, it } from 'vitest';
import { fieldDefinitionSchema } from '../field/field';
import { type ColumnMapping, fitsHeadings, mapOrders, type Sheet, suggestMapping } from './column-mapping';
import { createZoneClock } from './local-time';
import { judgeTold } from './told-problems';

const context = {
  currency: 'EUR',
  at: '2026-03-01T12:00:00.000Z',
  instantOf: createZoneClock('Europe/Berlin'),
};
const headings = [
  'Order No',
  'Date',
  'Customer',
  'Address',
  'ZIP',
  'City',
  'Country',
  'SKU',
  'Qty',
  'Unit Price',
  'Colour',
];
const row = (rowNo: number, ...cells: (string | number)[]) => ({ rowNo, cells });
const sheet: Sheet = {
  headings,
  rows: [
    row(
      2,
      'A-1',
      '2026-02-01',
      'Ada',
      '1 High Street',
      'LS1',
      'Leeds',
      'United Kingdom',
      'MUG',
      3,
      4.5,
      'red',
    ),
    row(3, 'A-2', '2026-02-02 10:30', 'Bo', 'Str. 2', '10115', 'Berlin', 'DE', 'LAMP', '1', '25.00', ''),
    row(4, 'A-1', '', '', '', '', '', '', 'LAMP', '2', '€ 1,250.00', ''),
    row(5, '', '', '', '', '', '', '', '', '', '', ''),
  ],
};
const limits = { currency: 'EUR', mostLines: 100 };

describe('which column is what', () => {
  it.each([
    [
      headings,
      {
        orderNumber: 'Order No',
        placedAt: 'Date',
        customerName: 'Customer',
        address1: 'Address',
        postcode: 'ZIP',
        city: 'City',
        country: 'Country',
        sku: 'SKU',
        quantity: 'Qty',
        unitPrice: 'Unit Price',
      },
    ],
    [
      ['SİPARİŞ NO', 'Stok Kodu', 'Adet', 'Birim Fiyat', 'Müşteri', 'Şehir', 'Ülke'],
      {
        orderNumber: 'SİPARİŞ NO',
        sku: 'Stok Kodu',
        quantity: 'Adet',
        unitPrice: 'Birim Fiyat',
        customerName: 'Müşteri',
        city: 'Şehir',
        country: 'Ülke',
      },
    ],
    [['a', 'b'], {}],
  ])('is told by its heading: %o', (given, columns) => {
    const mapping = suggestMapping(given, 'mine');
    expect(mapping.columns).toEqual(columns);
    expect(fitsHeadings(mapping, given)).toBe(true);
    if (Object.keys(columns).length > 0) expect(fitsHeadings(mapping, ['x'])).toBe(false);
  });
});

describe('orders of a sheet', () => {
  it('are as many as there are numbers, each with all its rows', () => {
    const orders = mapOrders(sheet, suggestMapping(headings, 'mine'), context);
    expect(orders.map(({ orderNumber, rowNos }) => [orderNumber, rowNos])).toEqual([
      ['A-1', [2, 4]],
      ['A-2', [3]],
    ]);
    const told = orders.map(({ shaped }) => judgeTold(shaped, limits));
    expect(told).toMatchObject([
      {
        ok: true,
        told: {
          externalId: 'A-1',
          placedAt: '2026-01-31T23:00:00.000Z',
          shipTo: { name: 'Ada', city: 'Leeds', countryCode: 'GB', postcode: 'LS1' },
          lines: [
            { sku: 'MUG', quantity: 3, unitPriceMinor: 450 },
            { sku: 'LAMP', quantity: 2, unitPriceMinor: 125_000 },
          ],
        },
      },
      { ok: true, told: { placedAt: '2026-02-02T09:30:00.000Z', lines: [{ unitPriceMinor: 2500 }] } },
    ]);
  });

  it('are read as the person says numbers and days are written', () => {
    const mapping: ColumnMapping = {
      ...suggestMapping(headings, 'mine'),
      decimal: ',',
      dates: 'dmy',
      country: 'TR',
    };
    const turkish: Sheet = {
      headings,
      rows: [
        row(2, '7', '3.2.2026', 'Ayşe', 'Cadde 1', '34000', 'İstanbul', '', 'MUG', '1.000', '1.234,56', ''),
      ],
    };
    const [order] = mapOrders(turkish, mapping, context);
    expect(order?.shaped).toMatchObject({
      placedAt: '2026-02-02T23:00:00.000Z',
      shipTo: { countryCode: 'TR' },
      lines: [{ quantity: 1000, unitPriceMinor: 123_456 }],
    });
  });

  it.each([
    ['no number', ['', '', 'Ada', '', '', '', 'GB', 'MUG', 1, 1, ''], 'externalId', 'field-missing'],
    [
      'no quantity',
      ['1', '', 'Ada', '', '', '', 'GB', 'MUG', 'two', 1, ''],
      'lines.0.quantity',
      'quantity-wrong',
    ],
    [
      'no price',
      ['1', '', 'Ada', '', '', '', 'GB', 'MUG', 1, 'cheap', ''],
      'lines.0.unitPriceMinor',
      'price-unreadable',
    ],
    [
      'a country nobody knows',
      ['1', '', 'Ada', '', '', '', 'Mars', 'MUG', 1, 1, ''],
      'shipTo.countryCode',
      'text-too-long',
    ],
    [
      'a day that is none',
      ['1', '31.02.2026', 'Ada', '', '', '', 'GB', 'MUG', 1, 1, ''],
      'placedAt',
      'field-wrong',
    ],
    ['nobody', ['1', '', '', '', '', '', 'GB', 'MUG', 1, 1, ''], 'customer.name', 'field-missing'],
  ])('name what is wrong: %s', (_case, cells, field, code) => {
    const [order] = mapOrders(
      { headings, rows: [row(2, ...cells)] },
      suggestMapping(headings, 'mine'),
      context,
    );
    const reading = judgeTold(order?.shaped, limits);
    if (reading.ok) throw new Error('it was taken');
    expect(reading.problems).toContainEqual(expect.objectContaining({ field, code }));
  });
});

describe('custom fields in a sheet', () => {
  const field = (change: object) =>
    fieldDefinitionSchema.parse({
      owner: 'order',
      key: 'gift_note',
      names: { en: 'Gift note', tr: 'Hediye notu' },
      kind: 'text',
      ...change,
    });
  const fields = [
    field({}),
    field({ owner: 'line', key: 'cut_mm', names: { en: 'Cut', tr: 'Kesim' }, kind: 'number' }),
  ];
  const headings = ['Sipariş No', 'Stok Kodu', 'Adet', 'Hediye Notu', 'Kesim', 'İşaretler'];
  const sheet: Sheet = {
    headings,
    rows: [
      { rowNo: 2, cells: ['7', 'MUG', 1, 'Mutlu yıllar', '12,5', 'Basın; VIP müşteri'] },
      { rowNo: 3, cells: ['7', 'LAMP', 2, '', 'çok', ''] },
    ],
  };

  it('are found by their names, read by their kinds, and left as they are where they cannot be read', () => {
    const mapping = { ...suggestMapping(headings, 'ours', fields), decimal: ',' as const };
    expect(mapping.fields).toEqual({ 'order.gift_note': 'Hediye Notu', 'line.cut_mm': 'Kesim' });
    expect(fitsHeadings(mapping, headings.slice(0, 4))).toBe(false);
    const context = { currency: 'TRY', at: '2026-03-01T09:00:00.000Z', instantOf: () => '', fields };
    expect(mapOrders(sheet, mapping, context)[0]?.shaped).toMatchObject({
      tags: ['Basın', 'VIP müşteri'],
      fields: { gift_note: 'Mutlu yıllar' },
      lines: [{ fields: { cut_mm: 12.5 } }, { fields: { cut_mm: 'çok' } }],
    });
  });
});
