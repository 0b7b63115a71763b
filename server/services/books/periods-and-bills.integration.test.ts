// Months that are closed, bills of suppliers and figures, on real PostgreSQL: everything is equal to what it must be equal to.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  Ageing,
  BookStock,
  OrderProfit,
  Periods,
  VatReturn,
} from '../../../shared/contract/book-figures';
import type { PurchaseId, ReceivingId } from '../../../shared/domain/ids';
import { leeds, lineOf } from '../../test-office.test-kit';
import { clerk, manager } from '../people/people.test-kit';
import { type ReturnsOffice, startReturnsOffice } from '../returns/returns.test-kit';
import { foreignFaults } from '../e-invoice/foreign-validators.test-kit';
import { balances, entriesOf, expectBooksSound, openTestBooks } from './books.test-kit';

let office: ReturnsOffice;
beforeEach(async () => {
  office = await startReturnsOffice();
});
afterEach(async () => {
  await expectBooksSound(office.paid);
  await office.close();
});
const dayMs = 86_400_000;
const drain = (): Promise<void> => office.paid.test.office.books.drain();
const read = async <T>(path: string): Promise<T> => (await office.paid.desk.get(path)).body as T;
const cost = (sku: string, costMinor: number) =>
  office.paid.desk.post('/v1/product-costs', {
    rows: [{ sku, fromDay: '2026-01-01', costMinor, currency: 'GBP' }],
  });
const rate = (day: string, usd: string) =>
  office.paid.desk.post('/v1/exchange-rates', {
    rates: [{ base: 'GBP', currency: 'USD', day, rate: usd, source: 'bank' }],
    by: manager,
  });
const close = (month: string, by: object = manager) =>
  office.paid.desk.post(`/v1/books/periods/${month}/close`, { by });
const reopen = (month: string) =>
  office.paid.desk.post(`/v1/books/periods/${month}/reopen`, { reason: 'a bill came late', by: manager });
/** An order of mugs that was sent. */
const ordered = async (quantity: number, currency = 'GBP', unitCostMinor = 180): Promise<string> => {
  const { desk } = office.paid;
  const purchaseId = randomUUID();
  const expectedOn = '2026-05-10';
  await desk.post(`/v1/purchases/${purchaseId}`, {
    warehouseId: leeds,
    supplier: 'Mug Works',
    supplierReference: '',
    currency,
    note: '',
    lines: [{ sku: 'MUG', quantity, unitCostMinor, expectedOn }],
  });
  expect(await desk.post(`/v1/purchases/${purchaseId}/send`, {})).toMatchObject({ status: 200 });
  return purchaseId;
};
/** An order of ten mugs, all of which came. */
const received = async (currency = 'GBP', unitCostMinor = 180): Promise<string> => {
  const { test } = office.paid;
  const purchaseId = await ordered(10, currency, unitCostMinor);
  const dock = await test.enrol();
  const take = dock.op('receipt.take', null, {
    receivingId: randomUUID() as ReceivingId,
    purchaseId: purchaseId as PurchaseId,
    sku: lineOf('MUG', 1).sku,
    quantity: 10,
    condition: 'good',
    to: 'receiving',
    lot: null,
    serial: null,
    expiry: null,
    code: 'MUG',
    scanId: randomUUID(),
  });
  const { results } = (await dock.deliver(take)).body;
  expect(results, JSON.stringify(results)).toMatchObject([{ status: 'applied' }]);
  return purchaseId;
};
const bill = (purchaseId: string | null, number: string, more: object = {}) => ({
  supplier: 'Mug Works',
  number,
  vatNumber: 'GB 123',
  purchaseId,
  currency: 'GBP',
  day: '2026-05-05',
  dueOn: '2026-05-20',
  lines: [{ for: 'goods', sku: 'MUG', text: 'Mugs', quantity: 10, netMinor: 1800 }],
  taxes: [{ country: 'GB', ppm: 200_000, netMinor: 1800, taxMinor: 360 }],
  totalMinor: 2160,
  by: manager,
  ...more,
});
const enter = (body: object, billId: string = randomUUID()) =>
  office.paid.desk.post(`/v1/supplier-bills/${billId}`, body);

describe('a bill of a supplier', () => {
  it('that fits order and receipt is approved, posted and paid; the same number is refused', async () => {
    const { paid } = office;
    await openTestBooks(paid);
    await drain();
    const purchaseId = await received();
    const billId = randomUUID();
    const entered = await enter(bill(purchaseId, 'A-1'), billId);
    expect(entered).toMatchObject({ status: 200, body: { state: 'approved', problems: [] } });
    expect(await enter(bill(purchaseId, 'A-1'))).toMatchObject({
      status: 409,
      body: { code: 'bill-number-used' },
    });
    await drain();
    expect(await balances(paid)).toMatchObject({ inventory: 1800, 'input-vat': 360, payables: -2160 });
    expect((await balances(paid))['goods-not-billed']).toBeUndefined();
    expect(await read<Ageing>('/v1/books/ageing?of=payables')).toMatchObject({
      rows: [{ party: 'Mug Works', notDue: 2160, amountMinor: 2160 }],
      baseMinor: 2160,
      controlMinor: 2160,
    });
    const pay = { key: 'bank 1', amountMinor: 2000, day: '2026-05-20', by: manager };
    expect(
      await paid.desk.post(`/v1/supplier-bills/${billId}/payments`, { ...pay, by: clerk }),
    ).toMatchObject({ status: 403 });
    for (const _again of [1, 2]) await paid.desk.post(`/v1/supplier-bills/${billId}/payments`, pay);
    expect(
      await paid.desk.post(`/v1/supplier-bills/${billId}/payments`, {
        ...pay,
        key: 'bank 2',
        amountMinor: 161,
      }),
    ).toMatchObject({ status: 409, body: { code: 'bill-over-paid', values: { limitMinor: 160 } } });
    await drain();
    expect(await balances(paid)).toMatchObject({ bank: -2000, payables: -160 });
    paid.pass(40 * dayMs);
    expect(await read<Ageing>('/v1/books/ageing?of=payables')).toMatchObject({
      rows: [{ notDue: 0, to30: 160 }],
      baseMinor: 160,
      controlMinor: 160,
    });
    expect(await read('/v1/supplier-bills?state=due')).toMatchObject({
      total: 1,
      rows: [{ number: 'A-1', paidMinor: 2000 }],
    });
  });

  it('of goods that came without an order: matched, they stand under it as the bill has them, and back again', async () => {
    const { paid } = office;
    const { desk, test } = paid;
    await cost('MUG', 100);
    await openTestBooks(paid);
    await drain();
    const notBilled = async (): Promise<number> => (await balances(paid))['goods-not-billed'] ?? 0;
    /** What was there in the beginning was billed by nobody either. */
    const before = await notBilled();
    const dock = await test.enrol();
    const receivingId = randomUUID() as ReceivingId;
    const take = (quantity: number) =>
      dock.op('receipt.take', null, {
        receivingId,
        purchaseId: null,
        sku: lineOf('MUG', 1).sku,
        quantity,
        condition: 'good',
        to: 'receiving',
        lot: null,
        serial: null,
        expiry: null,
        code: 'MUG',
        scanId: randomUUID(),
      });
    await dock.deliver(
      take(6),
      take(4),
      dock.op('receipt.finish', null, { receivingId, purchaseId: null, rest: 'awaited' }),
    );
    await drain();
    expect(await notBilled()).toBe(before - 1000);
    const purchaseId = await received();
    await drain();
    expect(await notBilled()).toBe(before - 2800);
    const other = await ordered(10);
    const match = (act: string, body: object) => desk.post(`/v1/receivings/${receivingId}/${act}`, body);
    // Posted in one go with what it takes back, too.
    for (const drains of [true, false]) {
      expect(await match('match', { purchaseId: other })).toMatchObject({ status: 200 });
      if (drains) {
        await drain();
        expect(await notBilled()).toBe(before - 3600);
      }
      expect(await match('unmatch', {})).toMatchObject({ status: 200 });
      if (drains) await drain();
    }
    await drain();
    expect(await notBilled()).toBe(before - 2800);
    await match('match', { purchaseId: other });
    await drain();
    for (const [of, number] of [
      [purchaseId, 'A-1'],
      [other, 'A-2'],
    ] as const)
      expect(await enter(bill(of, number))).toMatchObject({
        status: 200,
        body: { state: 'approved', problems: [] },
      });
    await drain();
    expect(await notBilled(), 'nothing of it is left').toBe(before);
  });

  it('that asks more is held with what differs, and posts only when somebody says so', async () => {
    const { paid } = office;
    await openTestBooks(paid);
    const purchaseId = await received();
    const dear = bill(purchaseId, 'B-1', {
      vatNumber: null,
      lines: [{ for: 'goods', sku: 'MUG', text: 'Mugs', quantity: 12, netMinor: 2400 }],
      totalMinor: 2760,
    });
    const billId = randomUUID();
    expect(await enter(dear, billId)).toMatchObject({
      status: 200,
      body: {
        state: 'held',
        problems: [
          { kind: 'quantity', sku: 'MUG', expected: '10', told: '12' },
          { kind: 'price', sku: 'MUG', expected: '1.80 GBP', told: '2.00 GBP' },
          { kind: 'vat-number' },
        ],
      },
    });
    await drain();
    expect((await balances(paid)).payables).toBeUndefined();
    const answer = { answer: 'approve', note: 'agreed by phone', by: manager };
    expect(await paid.desk.post(`/v1/supplier-bills/${billId}/answer`, answer)).toMatchObject({
      body: { state: 'approved', answeredBy: 'Mina Manager', note: 'agreed by phone' },
    });
    await drain();
    // Ten at their price, two more ahead at theirs; what is dearer is a difference of cost.
    expect(await balances(paid)).toMatchObject({
      payables: -2760,
      'input-vat': 360,
      'goods-not-billed': 360,
      'cost-variance': 240,
    });
    expect(await enter(bill(purchaseId, 'B-2'))).toMatchObject({
      body: { state: 'held', problems: [{ kind: 'quantity', expected: '0', told: '10' }] },
    });
  });
});

describe('a month', () => {
  it('is closed by somebody who may, once it is over and posted; what comes late goes into the next, and says so', async () => {
    const { paid, shipped } = office;
    await cost('MUG', 100);
    await openTestBooks(paid);
    await shipped('P-1', [lineOf('MUG', 1)]);
    await drain();
    expect(await close('2026-05')).toMatchObject({
      body: { code: 'book-month-running', values: { month: '2026-05' } },
    });
    const orderId = await shipped('P-2', [lineOf('MUG', 2)]);
    paid.pass(30 * dayMs);
    expect(await close('2026-05')).toMatchObject({ body: { code: 'books-behind' } });
    await drain();
    expect(await close('2026-05', clerk)).toMatchObject({ status: 403 });
    expect(await close('2026-06')).toMatchObject({
      body: { code: 'book-month-not-next', values: { next: '2026-05' } },
    });
    expect(await close('2026-05')).toMatchObject({
      status: 200,
      body: { closedThrough: '2026-05', next: '2026-06' },
    });
    const entry = {
      actId: randomUUID(),
      day: '2026-05-31',
      currency: 'GBP',
      text: 'Late',
      reference: null,
      lines: [
        { account: '6900', amountMinor: 5, party: null },
        { account: '1000', amountMinor: -5, party: null },
      ],
      by: manager,
    };
    expect(await paid.desk.post('/v1/books/entries', entry)).toMatchObject({
      status: 409,
      body: { code: 'book-month-closed', values: { month: '2026-05' } },
    });
    expect(
      await enter(
        bill(null, 'L-1', {
          lines: [{ for: 'other', sku: null, text: 'Rent', quantity: 1, netMinor: 1800 }],
        }),
      ),
    ).toMatchObject({
      body: { state: 'approved' },
    });
    await drain();
    expect(await entriesOf(paid, 'kind=bill')).toMatchObject([{ day: '2026-06-01', eventDay: '2026-05-05' }]);
    expect(await reopen('2026-04')).toMatchObject({ body: { code: 'book-month-not-last' } });
    expect(await reopen('2026-05')).toMatchObject({ status: 200, body: { closedThrough: null } });
    expect(await paid.desk.post('/v1/books/entries', entry)).toMatchObject({ status: 200 });
    expect(await close('2026-05')).toMatchObject({ status: 200 });
    expect(
      (await read<Periods>('/v1/books/periods')).acts.map(({ act, by, reason }) => [act, by, reason]),
    ).toEqual([
      ['closed', 'Mina Manager', null],
      ['reopened', 'Mina Manager', 'a bill came late'],
      ['closed', 'Mina Manager', null],
    ]);
    const profit = await read<OrderProfit>('/v1/books/order-profit?from=2026-05&to=2026-05&sort=most');
    expect(profit).toMatchObject({
      orders: 2,
      incomeMinor: 1250,
      rows: [{ orderId, number: 'P-2', incomeMinor: 833, goodsMinor: 200, profitMinor: 633 }, {}],
    });
    const vat = await read<VatReturn>('/v1/books/vat-return?from=2026-05&to=2026-05');
    expect(vat).toMatchObject({
      rows: [{ country: 'GB', ppm: 200_000, side: 'output', netMinor: 1250, taxMinor: 250 }],
      payableMinor: 250,
      accountsMinor: 250,
    });
    const both = await read<VatReturn>('/v1/books/vat-return?from=2026-05&to=2026-06');
    expect(both).toMatchObject({ payableMinor: -110, accountsMinor: -110 });
  });

  it('holds what comes late where an accountant chose so, until the month is opened again', async () => {
    const { paid } = office;
    await openTestBooks(paid, { late: 'hold' });
    await enter(
      bill(null, 'H-1', {
        lines: [{ for: 'freight', sku: null, text: 'Lorry', quantity: 1, netMinor: 1800 }],
      }),
    );
    await drain();
    paid.pass(30 * dayMs);
    expect(await close('2026-05')).toMatchObject({ status: 200 });
    await enter(
      bill(null, 'H-2', {
        lines: [{ for: 'freight', sku: null, text: 'Lorry', quantity: 1, netMinor: 1800 }],
      }),
    );
    await expect(drain()).rejects.toThrow('book-month-closed');
    expect(await reopen('2026-05')).toMatchObject({ status: 200 });
    await drain();
    expect(await balances(paid)).toMatchObject({ payables: -4320 });
  });

  it('revalues what is in other currencies for its end, and only the difference that came is left when it is paid', async () => {
    const { paid } = office;
    await rate('2026-05-01', '1.25');
    await rate('2026-05-31', '1.20');
    await rate('2026-06-02', '1.28');
    await openTestBooks(paid);
    const purchaseId = await received('USD', 1000);
    const billId = randomUUID();
    await enter(
      bill(purchaseId, 'U-1', {
        currency: 'USD',
        lines: [{ for: 'goods', sku: 'MUG', text: 'Mugs', quantity: 10, netMinor: 10_000 }],
        taxes: [],
        totalMinor: 10_000,
      }),
      billId,
    );
    await drain();
    expect(await balances(paid)).toMatchObject({ inventory: 8000, payables: -8000 });
    paid.pass(30 * dayMs);
    expect(await close('2026-05')).toMatchObject({ status: 200 });
    const may = await read<{ rows: { code: string; closingMinor: number }[] }>(
      '/v1/books/trial-balance?from=2026-05&to=2026-05',
    );
    expect(may.rows.find(({ code }) => code === '2000')?.closingMinor).toBe(-8333);
    expect(may.rows.find(({ code }) => code === '6200')?.closingMinor).toBe(333);
    await paid.desk.post(`/v1/supplier-bills/${billId}/payments`, {
      key: 'k',
      amountMinor: 10_000,
      day: '2026-06-02',
      by: manager,
    });
    await drain();
    const all = await balances(paid);
    expect(all.payables).toBeUndefined();
    expect(all['exchange-loss']).toBeUndefined();
    expect(all).toMatchObject({ bank: -7813, 'exchange-gain': -187 });
    expect(await read<Ageing>('/v1/books/ageing?of=payables')).toMatchObject({
      rows: [],
      baseMinor: 0,
      controlMinor: 0,
    });
    // Opened again, what held for the end of the month is taken back.
    await reopen('2026-05');
    expect(await balances(paid)).toEqual(all);
  });

  it('sells what nobody may return any more', async () => {
    const { paid, shipped } = office;
    await cost('MUG', 60);
    await openTestBooks(paid, { expectedReturnsPpm: 30_000, returnDays: 14 }, []);
    await shipped('R-1', [lineOf('MUG', 20)]);
    await drain();
    expect(await balances(paid)).toMatchObject({
      revenue: -9700,
      'refund-liability': -300,
      'goods-cost': 1164,
      'right-of-return': 36,
    });
    paid.pass(30 * dayMs);
    expect(await close('2026-05')).toMatchObject({ status: 200 });
    const all = await balances(paid);
    expect(all).toMatchObject({ revenue: -10_000, 'goods-cost': 1200 });
    expect([all['refund-liability'], all['right-of-return']]).toEqual([undefined, undefined]);
  });

  it('counts stock at cost where the books are periodic', async () => {
    const { paid, shipped } = office;
    await cost('MUG', 100);
    await openTestBooks(paid, { stock: 'periodic' });
    await shipped('S-1', [lineOf('MUG', 5)]);
    await drain();
    expect((await balances(paid)).inventory).toBeUndefined();
    paid.pass(30 * dayMs);
    await close('2026-05');
    expect(await balances(paid)).toMatchObject({ inventory: 4500, 'goods-cost': -4500 });
    const stock = await read<BookStock>('/v1/books/stock');
    expect(stock).toMatchObject({ units: 145, valueMinor: 4500, accountMinor: 4500, differences: [] });
    expect(stock.withoutCost.map(({ sku }) => sku).toSorted()).toEqual(['BOWL', 'LAMP']);
  });
});

describe('what leaves the books', () => {
  it('is the journal line by line as a file, and the credit note of a refund as UBL', async () => {
    const { paid, shipped, approve } = office;
    const { desk } = paid;
    await openTestBooks(paid);
    await cost('MUG', 100);
    const orderId = await shipped('E-1', [lineOf('MUG', 3)]);
    const refund = await desk.post(`/v1/orders/${orderId}/refunds`, {
      refundId: randomUUID(),
      amountMinor: 600,
      lines: [],
      reason: 'goodwill',
      by: clerk,
    });
    expect(refund, JSON.stringify(refund.body)).toMatchObject({ status: 200 });
    await approve(
      String(
        (refund.body['refund'] as { refundId?: string } | undefined)?.refundId ?? refund.body['refundId'],
      ),
    );
    await paid.settled();
    await drain();
    const [entry] = await entriesOf(paid, 'kind=refund');
    const number = entry?.number ?? '';
    expect(await desk.get(`/v1/books/ubl/${number}`)).toMatchObject({
      status: 409,
      body: { code: 'books-no-company' },
    });
    const company = {
      name: 'Mugs & Lamps Ltd',
      vatNumber: 'GB123456789',
      street: '1 High Street',
      postcode: 'LS1 1AA',
      city: 'Leeds',
      countryCode: 'GB',
      email: 'books@example.com',
    };
    expect(await desk.post('/v1/books/company', { company, by: clerk })).toMatchObject({ status: 403 });
    expect(await desk.post('/v1/books/company', { company, by: manager })).toMatchObject({ status: 200 });
    const { body } = await desk.get(`/v1/books/ubl/${number}`);
    expect(body['fileName']).toBe(`${number}.xml`);
    const xml = String(body['xml']);
    expect(xml).toContain('<CreditNote');
    for (const part of [
      '<cbc:TaxableAmount currencyID="GBP">5.00<',
      '<cbc:PayableAmount currencyID="GBP">6.00<',
      `<cbc:ID>${number}<`,
    ])
      expect(xml).toContain(part);
    expect(await foreignFaults(xml)).toEqual([]);
    expect(await desk.get('/v1/books/ubl/INV-1')).toMatchObject({
      status: 404,
      body: { code: 'invoice-unknown' },
    });
    const file = await paid.test.app.inject({
      method: 'POST',
      url: '/v1/exports',
      headers: desk.headers,
      payload: {
        list: '/v1/books/journal-lines',
        query: { from: '2026-05', to: '2026-05' },
        format: 'csv',
        language: 'en',
        columns: [
          { field: 'number', heading: 'Entry' },
          { field: 'account', heading: 'Account' },
          { field: 'baseMinor', heading: 'In the books' },
        ],
        only: true,
      },
    });
    expect(file.statusCode).toBe(200);
    const lines = file.body.trim().split(/\r?\n/);
    const [count] = await paid.test.rows<{ n: number }>('SELECT count(*)::int AS n FROM journal_line');
    expect(lines).toHaveLength((count?.n ?? 0) + 1);
    expect(lines.some((line) => line.startsWith(number))).toBe(true);
  });
});
