import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOneRecord } from './csv';
import { readHeader } from './csv-header';
import type { InvoiceFacts, RowMeaning } from './online-retail';
import { chargeKindOf, invoiceKindOf, meaningsOf, orderOf } from './online-retail';
import { createRowReader, onlineRetailColumns, type RowReading, rowTextOf } from './online-retail-row';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

function planFor(separator: string) {
  const reading = readHeader(header.replaceAll(',', separator), onlineRetailColumns);
  if (!reading.ok) throw new Error('the header of this test is wrong');
  return reading.plan;
}

function read(line: string, separator = ','): RowReading {
  const plan = planFor(separator);
  const fields = readOneRecord(line, separator) ?? [];
  const text = rowTextOf(fields, plan);
  if (!text) return { ok: false, reason: { code: 'columns-wrong', values: {} } };
  return createRowReader('GBP', 'Europe/London', plan)(text);
}

const facts: InvoiceFacts = { mayUse: () => true, customerOf: () => null };

function meaningsFor(lines: readonly string[], with_: InvoiceFacts = facts): RowMeaning[] {
  const readings = lines.map((line) => read(line));
  const first = lines[0]?.split(',')[0] ?? '';
  return meaningsOf(first, readings, with_);
}

const words = (meanings: readonly RowMeaning[]): string[] =>
  meanings.map((meaning) =>
    meaning.as === 'problem'
      ? meaning.reason.code
      : meaning.as === 'charge'
        ? meaning.charge.kind
        : meaning.as,
  );

describe('one line', () => {
  it('reads what a line says', () => {
    expect(
      read('536365,85123A,"WHITE HANGING, HEART ",6,2011-07-01 08:26,2.55,17850,United Kingdom'),
    ).toEqual({
      ok: true,
      row: {
        externalId: '536365',
        sku: '85123A',
        description: 'WHITE HANGING, HEART',
        quantity: 6,
        at: '2011-07-01T07:26:00.000Z',
        unitPriceMinor: 255,
        amountMinor: 1530,
        customerId: '17850',
        countryCode: 'GB',
      },
    });
  });

  it.each([
    ['1,A,x,1.0,2011-01-01,1,17850.0,EIRE', { quantity: 1, customerId: '17850', countryCode: 'IE' }],
    [
      '1,A,x,-3,2011-01-01 00:00,0.001,,Turkey',
      { quantity: -3, customerId: null, unitPriceMinor: 0, amountMinor: 0 },
    ],
    ['1,A,x,1000,2011-01-01 00:00,0.001,,Turkey', { unitPriceMinor: 0, amountMinor: 100 }],
    ['1,A,x,3,2011-01-01 00:00,1.125,,Turkey', { unitPriceMinor: 113, amountMinor: 338 }],
  ])('takes %s', (line, wanted) => {
    expect(read(line)).toMatchObject({ ok: true, row: wanted });
  });

  it('takes a comma as decimal mark where it separates nothing', () => {
    expect(read('1;A;x;2;2011-01-01 10:00;2,55;;Germany', ';')).toMatchObject({
      row: { unitPriceMinor: 255 },
    });
    expect(read('1;A;x;2;2011-01-01 10:00;2.55;;Germany', ';')).toMatchObject({
      row: { unitPriceMinor: 255 },
    });
  });

  it.each([
    [',A,x,1,2011-01-01,1,,Spain', 'invoice-missing'],
    ['1, ,x,1,2011-01-01,1,,Spain', 'sku-missing'],
    [`1,${'A'.repeat(65)},x,1,2011-01-01,1,,Spain`, 'sku-too-long'],
    ['1,A,x,six,2011-01-01,1,,Spain', 'quantity-unreadable'],
    ['1,A,x,0,2011-01-01,1,,Spain', 'quantity-unreadable'],
    ['1,A,x,1.5,2011-01-01,1,,Spain', 'quantity-unreadable'],
    ['1,A,x,1000001,2011-01-01,1,,Spain', 'quantity-too-large'],
    ['1,A,x,1,2011-02-30,1,,Spain', 'date-unreadable'],
    ['1,A,x,1,01/02/2011,1,,Spain', 'date-unreadable'],
    ['1,A,x,1,2011-01-01,free,,Spain', 'price-unreadable'],
    ['1,A,x,1,2011-01-01,-1,,Spain', 'price-negative'],
    ['1,A,x,1,2011-01-01,1,,Unspecified', 'country-unknown'],
    ['1,A,x,1,2011-01-01,1,,constructor', 'country-unknown'],
    ['1,A,caf\ufffd,1,2011-01-01,1,,Spain', 'text-damaged'],
    [`1,A,x,1,2011-01-01,1,${'9'.repeat(41)},Spain`, 'customer-unreadable'],
    ['1,A,x,1,2011-01-01,1,Spain', 'columns-wrong'],
  ])('gives a reason for %s', (line, code) => {
    expect(read(line)).toMatchObject({ ok: false, reason: { code } });
  });

  it('never throws and reads an amount that is quantity times price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: 0, max: 99_999 }),
        (quantity, pence) => {
          const price = `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
          const reading = read(`1,A,x,${quantity},2011-01-01,${price},,Spain`);
          if (quantity === 0) expect(reading.ok).toBe(false);
          else
            expect(reading).toMatchObject({
              row: { unitPriceMinor: pence, amountMinor: quantity * pence + 0 },
            });
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (noise) => {
        read(noise);
      }),
    );
  });
});

describe('an invoice', () => {
  it.each([
    ['536365', 'sale'],
    ['C536365', 'cancellation'],
    ['A563185', 'adjustment'],
    ['CASH-1', 'sale'],
  ])('%s is a %s', (externalId, kind) => {
    expect(invoiceKindOf(externalId)).toBe(kind);
  });

  it.each([
    ['POST', 'shipping'],
    ['DOT', 'shipping'],
    ['C2', 'shipping'],
    ['D', 'discount'],
    ['M', 'adjustment'],
    ['m', 'adjustment'],
    ['S', 'adjustment'],
    ['PADS', 'adjustment'],
    ['BANK CHARGES', 'fee'],
    ['AMAZONFEE', 'fee'],
    ['CRUK', 'fee'],
    ['gift_0001_20', 'voucher'],
    ['85123A', null],
    ['DCGSSGIRL', null],
    ['toString', null],
  ])('code %s is %s', (sku, kind) => {
    expect(chargeKindOf(sku)).toBe(kind);
  });

  it.each([
    [
      'goods and postage',
      ['1,A,x,2,2011-01-01,3,7,Spain', '1,POST,POSTAGE,1,2011-01-01,18,7,Spain'],
      ['goods', 'shipping'],
    ],
    ['a sale takes no negative units', ['1,A,x,-2,2011-01-01,3,7,Spain'], ['negative-quantity']],
    ['a blank line without a price is about stock', ['1,A,,2,2011-01-01,0,,Spain'], ['no-price']],
    ['a note without a price is about stock', ['1,A,found,2,2011-01-01,0,,Spain'], ['no-price']],
    ['a gift to a customer', ['1,A,x,2,2011-01-01,0,7,Spain'], ['goods']],
    [
      'a gift beside what is paid for',
      ['1,A,x,2,2011-01-01,0,,Spain', '1,DOT,DOTCOM POSTAGE,1,2011-01-01,5,,Spain'],
      ['goods', 'shipping'],
    ],
    [
      'units taken back',
      ['C1,A,x,-2,2011-01-01,3,7,Spain', 'C1,POST,POSTAGE,-1,2011-01-01,18,7,Spain'],
      ['cancellation', 'shipping'],
    ],
    ['a cancellation counts down', ['C1,A,x,2,2011-01-01,3,7,Spain'], ['cancellation-not-negative']],
    ['nobody knows whose units', ['C1,A,x,-2,2011-01-01,3,,Spain'], ['cancellation-without-customer']],
    ['books', ['A1,B,Adjust bad debt,1,2011-01-01,11062.06,,Spain'], ['adjustment-invoice']],
    [
      'two customers',
      ['1,A,x,2,2011-01-01,3,7,Spain', '1,A,x,2,2011-01-01,3,8,Spain'],
      ['goods', 'invoice-mixed'],
    ],
    [
      'two countries',
      ['1,A,x,2,2011-01-01,3,7,Spain', '1,A,x,2,2011-01-01,3,7,Malta'],
      ['goods', 'invoice-mixed'],
    ],
    [
      'one bad line beside a good one',
      ['1,A,x,2,2011-01-01,3,7,Spain', '1,A,x,?,2011-01-01,3,7,Spain'],
      ['goods', 'quantity-unreadable'],
    ],
  ])('%s', (_name, lines, wanted) => {
    expect(words(meaningsFor(lines))).toEqual(wanted);
  });

  it('asks before it takes a product the catalogue does not know', () => {
    const meanings = meaningsFor(['1,A,x,2,2011-01-01,3,7,Spain', '1,B1,x,2,2011-01-01,3,7,Spain'], {
      ...facts,
      mayUse: (sku) => sku === 'A',
    });
    expect(meanings[1]).toEqual({
      as: 'problem',
      reason: { code: 'product-unknown', values: { sku: 'B1' } },
    });
  });

  it('does not grow past what one order holds', () => {
    const lines = Array.from({ length: 102 }, () => '1,POST,POSTAGE,1,2011-01-01,18,7,Spain');
    expect(words(meaningsFor(lines)).filter((word) => word === 'invoice-too-long')).toHaveLength(2);
  });

  it('becomes an order with the time of its earliest line', () => {
    const meanings = meaningsFor([
      '1,A,Ağaç,2,2011-01-01 09:31,3,7,Spain',
      '1,POST,POSTAGE,2,2011-01-01 09:30,18,7,Spain',
      '1,B,,-1,2011-01-01 09:00,3,7,Spain',
    ]);
    expect(orderOf('1', meanings, facts.customerOf)).toEqual({
      externalId: '1',
      number: '1',
      placedAt: '2011-01-01T09:30:00.000Z',
      customer: { customerId: '7', name: 'Customer 7' },
      shipTo: expect.objectContaining({ name: 'Customer 7', countryCode: 'ES', lines: [] }),
      lines: [{ sku: 'A', name: 'Ağaç', quantity: 2, unitPriceMinor: 300 }],
      charges: [{ kind: 'shipping', code: 'POST', name: 'POSTAGE', amountMinor: 3600 }],
    });
  });

  it('ships to the address on file', () => {
    const address = {
      name: 'Ayşe Çağlar',
      company: null,
      lines: ['İstiklal Cd. 1'],
      postcode: '34430',
      city: 'İstanbul',
      region: null,
      countryCode: 'TR',
      phone: null,
      email: null,
    };
    const order = orderOf('1', meaningsFor(['1,A,x,2,2011-01-01,3,7,United Kingdom']), (customerId) => ({
      customerId,
      name: address.name,
      address,
    }));
    expect(order).toMatchObject({ customer: { customerId: '7', name: 'Ayşe Çağlar' }, shipTo: address });
  });

  it('is no order when all of it waits for a person', () => {
    expect(orderOf('1', meaningsFor(['1,A,,2,2011-01-01,0,,Spain']), facts.customerOf)).toBeNull();
  });

  it('gives every line exactly one meaning', () => {
    const line = fc
      .tuple(
        fc.constantFrom('A', 'POST', 'gift_0001_20', 'M'),
        fc.integer({ min: -3, max: 3 }),
        fc.constantFrom('0', '2.5', 'x'),
        fc.constantFrom('', '7', '8'),
        fc.constantFrom('Spain', 'Malta', '?'),
      )
      .map(
        ([sku, quantity, price, customer, country]) =>
          `${sku},d,${quantity},2011-01-01,${price},${customer},${country}`,
      );
    fc.assert(
      fc.property(fc.constantFrom('1', 'C1', 'A1'), fc.array(line, { maxLength: 12 }), (invoice, lines) => {
        const meanings = meaningsFor(lines.map((rest) => `${invoice},${rest}`));
        expect(meanings).toHaveLength(lines.length);
        const order = orderOf(invoice, meanings, facts.customerOf);
        const goods = meanings.filter((meaning) => meaning.as === 'goods').length;
        const charges = meanings.filter((meaning) => meaning.as === 'charge').length;
        expect([order?.lines.length ?? 0, order?.charges.length ?? 0]).toEqual([goods, charges]);
        for (const ordered of order?.lines ?? []) expect(ordered.quantity).toBeGreaterThan(0);
      }),
    );
  });
});
