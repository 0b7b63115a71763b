// The books on real PostgreSQL: everything that happens to orders, money and stock is posted once, and can be followed back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookLedgerRow, BooksState } from '../../../shared/contract/books';
import { locationIdSchema, type ReceivingId, type TransferId } from '../../../shared/domain/ids';
import { leeds, lineOf, rotterdam } from '../../test-office.test-kit';
import { clerk, manager } from '../people/people.test-kit';
import { type ReturnsOffice, startReturnsOffice } from '../returns/returns.test-kit';
import { balances, codeOf, entriesOf, expectBooksSound, openTestBooks } from './books.test-kit';
import { startBooks } from './start-books';
import { v7 as uuidV7 } from 'uuid';

let office: ReturnsOffice;
beforeEach(async () => {
  office = await startReturnsOffice();
});
afterEach(async () => {
  await expectBooksSound(office.paid);
  await office.paid.test.expectSound();
  await office.close();
});
const drain = (): Promise<void> => office.paid.test.office.books.drain();
const cost = (sku: string, costMinor: number, currency = 'GBP') =>
  office.paid.desk.post('/v1/product-costs', { rows: [{ sku, fromDay: '2026-01-01', costMinor, currency }] });

describe('goods that go from one site to another', () => {
  it('stay in the books at what they cost: where they left until they arrive, then where they are', async () => {
    const { paid } = office;
    const { test, desk } = paid;
    await cost('MUG', 150);
    await openTestBooks(paid);
    await drain();
    const stocked = (await balances(paid)).inventory ?? 0;
    const [dock, ramp] = [await test.enrol(leeds), await test.enrol(rotterdam)];
    const transferId = uuidV7() as TransferId;
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const lines = [{ sku: 'MUG', quantity: 6 }];
    const content = { fromId: leeds, toId: rotterdam, dueOn: day, note: '', lines };
    expect(await desk.post(`/v1/transfers/${transferId}`, content)).toMatchObject({ status: 200 });
    expect(await desk.post(`/v1/transfers/${transferId}/release`, {})).toMatchObject({ status: 200 });
    const { sku } = lineOf('MUG', 1);
    const worth = () =>
      test.rows<{ at: string; units: number; value: number }>(
        `SELECT stream_id AS at, quantity::int AS units, value_minor::int AS value FROM stock_cost WHERE sku = 'MUG' ORDER BY stream_id`,
      );
    const [before] = await worth();
    const from = locationIdSchema.parse('A-01');
    await dock.deliver(
      dock.op('transfer.load', null, { transferId, sku, quantity: 6, from, code: 'MUG', scanId: 's' }),
      dock.op('transfer.depart', null, { transferId }),
    );
    await drain();
    expect(await worth()).toEqual([before]);
    await expectBooksSound(paid);
    const receivingId = uuidV7() as ReceivingId;
    const taken = {
      receivingId,
      purchaseId: null,
      transferId,
      sku,
      condition: 'good',
      to: 'receiving',
    } as const;
    const traits = { lot: null, serial: null, expiry: null, code: 'MUG', scanId: 's' };
    const came = ramp.op('receipt.take', null, { ...taken, ...traits, quantity: 5 });
    await ramp.deliver(came, ramp.op('receipt.take', null, { ...taken, ...traits, quantity: 2 }));
    await ramp.deliver(ramp.op('receipt.undo', null, { ...taken, quantity: 5, undoes: came.opId }));
    await drain();
    const each = (before?.value ?? 0) / (before?.units ?? 1);
    expect(await worth()).toEqual([
      { at: leeds, units: (before?.units ?? 0) - 2, value: (before?.value ?? 0) - 2 * each },
      { at: rotterdam, units: 2, value: 2 * each },
    ]);
    expect((await balances(paid)).inventory).toBe(stocked);
    // Four never arrive.
    await ramp.deliver(
      ramp.op('receipt.finish', null, { receivingId, purchaseId: null, transferId, rest: 'short' }),
    );
    await drain();
    expect(await balances(paid)).toMatchObject({ inventory: stocked - 4 * each, 'stock-loss': 4 * each });
    const found = (await desk.get('/v1/books/stock')).body as { differences: unknown[] };
    expect(found.differences).toEqual([]);
  });
});

describe('the books', () => {
  it('are opened once, by somebody who may, in the currency that was set', async () => {
    const { desk } = office.paid;
    const settings = { stock: 'perpetual', costing: 'fifo', expectedReturnsPpm: 0, returnDays: 30, fees: [] };
    const wanted = { chart: 'uniform', settings, by: manager };
    expect(await desk.get('/v1/books/trial-balance?from=2026-01&to=2026-12')).toMatchObject({
      status: 409,
      body: { code: 'books-not-open' },
    });
    expect(await desk.post('/v1/books', { ...wanted, by: clerk })).toMatchObject({ status: 403 });
    expect(await desk.post('/v1/books', wanted)).toMatchObject({ body: { code: 'books-no-currency' } });
    await openTestBooks(office.paid);
    expect(await desk.post('/v1/books', wanted)).toMatchObject({ body: { code: 'books-are-open' } });
    expect(await desk.post('/v1/money-settings', { booksCurrency: 'EUR', by: manager })).toMatchObject({
      status: 409,
      body: { code: 'books-currency-fixed' },
    });
  });

  it('post an order from its money to its goods, what comes back and what is given back', async () => {
    const { paid, shipped, ask, receive, dispose, refund, approve } = office;
    await cost('MUG', 150);
    await cost('BOWL', 210);
    await cost('LAMP', 90);
    const orderId = await shipped(
      'B-1',
      [lineOf('MUG', 3), lineOf('BOWL', 1)],
      [{ kind: 'shipping', code: 'post', name: 'Post', amountMinor: 400 }],
    );
    await openTestBooks(paid, { fees: [{ providerId: 'card', ppm: 15_000, fixedMinor: 20 }] });
    await drain();
    const stocked = 50 * (150 + 210 + 90);
    expect(await balances(paid)).toEqual({
      'psp-clearing': 2400 - 56,
      'payment-fees': 56,
      revenue: -1667,
      'shipping-revenue': -333,
      'output-vat': -400,
      inventory: stocked - 660,
      'goods-cost': 660,
      'goods-not-billed': -stocked,
    });
    const returnId = String(
      (await ask(orderId, [{ lineNo: 1, quantity: 2, reason: 'not-wanted' }])).body['returnId'],
    );
    await receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 2 }]);
    await dispose(returnId, { disposition: 'restock', locationId: 'A-01' });
    await dispose(returnId, { disposition: 'scrap', note: 'cracked' });
    const asked = await refund(returnId, [{ lineNo: 1, quantity: 2 }]);
    await approve(String((asked.body['refund'] as { refundId: string }).refundId));
    await paid.settled();
    await drain();
    expect(await balances(paid)).toMatchObject({
      'psp-clearing': 2400 - 56 - 1000,
      'sales-returns': 833,
      'output-vat': -400 + 167,
      inventory: stocked - 660 + 150,
      'goods-cost': 360,
      'stock-loss': 150,
    });
    const entries = await entriesOf(paid, `orderId=${orderId}`);
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['money-in', 'sale', 'refund', 'money-back', 'goods-cost', 'goods-returned', 'scrap']),
    );
    expect(entries.find(({ kind }) => kind === 'goods-returned')).toMatchObject({
      orderId,
      cause: { kind: 'move', type: 'UnitsReceived', body: { sku: 'MUG', quantity: 2 } },
    });
    expect(entries.find(({ kind }) => kind === 'refund')).toMatchObject({
      reference: 'B-1',
      cause: { kind: 'event', streamId: 'company', type: 'RefundApproved' },
    });
  });

  it('post each event once, also under several processes, and again from the beginning come to the same', async () => {
    const { paid, shipped } = office;
    const { pool, log, now } = paid.test.office;
    await cost('MUG', 150);
    await openTestBooks(paid, { costing: 'average' });
    const others = [1, 2, 3].map(() => startBooks({ pool, log, now, idleMs: 1 }));
    try {
      for (let n = 0; n < 6; n += 1) await shipped(`M-${n}`, [lineOf('MUG', 1 + (n % 3)), lineOf('LAMP', 1)]);
      await Promise.all([drain(), ...others.map((loop) => loop.drain())]);
      await drain();
    } finally {
      await Promise.all(others.map((loop) => loop.stop()));
    }
    const posted = (): Promise<object[]> =>
      paid.test.rows(
        `SELECT e.cause, e.kind, e.day::text AS day, e.currency, e.reference, l.account, l.amount_minor, l.base_minor, l.party, l.sku, l.quantity
         FROM journal_entry e JOIN journal_line l USING (entry_no) ORDER BY e.cause, l.line_no`,
      );
    const first = await posted();
    expect(await paid.test.rows(`SELECT DISTINCT kind FROM journal_entry ORDER BY kind`)).toEqual(
      ['goods-cost', 'goods-received', 'money-in', 'sale'].map((kind) => ({ kind })),
    );
    await paid.test.rows(
      `TRUNCATE journal_entry, journal_line, journal_series, book_balance, stock_cost, stock_month, purchase_accrual, order_books, order_right, book_place`,
    );
    await paid.test.rows(`UPDATE follower SET seq = 0 WHERE name = 'books'`);
    await drain();
    expect(await posted()).toEqual(first);
    // A place that was lost, with entries that were not: nothing is posted again.
    await paid.test.rows(`UPDATE follower SET seq = 0 WHERE name = 'books'`);
    await drain();
    expect(await posted()).toEqual(first);
  });

  it('wait for a rate and go on by themselves once it is there', async () => {
    const { paid } = office;
    await cost('MUG', 200, 'USD');
    await openTestBooks(paid);
    const state = async () => ((await paid.desk.get('/v1/books')).body as unknown as BooksState).open;
    await expect(drain()).rejects.toThrow('books-no-rate');
    const { pool, log, now } = paid.test.office;
    const loop = startBooks({ pool, log, now, idleMs: 5 });
    await expect
      .poll(async () => (await state())?.waits, { timeout: 5000 })
      .toMatchObject({ code: 'books-no-rate', values: { currency: 'USD', base: 'GBP', day: '2026-05-04' } });
    await paid.desk.post('/v1/exchange-rates', {
      rates: [{ base: 'GBP', currency: 'USD', day: '2026-05-01', rate: '1.25', source: 'bank' }],
      by: manager,
    });
    await loop.stop();
    await drain();
    expect(await state()).toMatchObject({ waits: null, behind: 0 });
    expect(await balances(paid)).toEqual({ inventory: 8000, 'goods-not-billed': -8000 });
  });

  it('take entries by hand that balance, take them back, and tell an account line by line', async () => {
    const { paid } = office;
    const { desk } = paid;
    await openTestBooks(paid);
    await drain();
    const entry = {
      actId: uuidV7(),
      day: '2026-05-05',
      currency: 'GBP',
      text: 'Rent',
      reference: null,
      lines: [
        { account: '6900', amountMinor: 50_000, party: null },
        { account: codeOf('bank'), amountMinor: -50_000, party: null },
      ],
      by: manager,
    };
    expect(await desk.post('/v1/books/entries', { ...entry, by: clerk })).toMatchObject({ status: 403 });
    const off = [entry.lines[0], { ...entry.lines[1], amountMinor: -49_999 }];
    expect(await desk.post('/v1/books/entries', { ...entry, lines: off })).toMatchObject({
      status: 422,
      body: { code: 'entry-unbalanced', values: { amountMinor: 1, currency: 'GBP' } },
    });
    const posted = await desk.post('/v1/books/entries', entry);
    expect(posted).toMatchObject({ status: 200, body: { kind: 'manual', postedBy: 'Mina Manager' } });
    expect((await desk.post('/v1/books/entries', entry)).body['number']).toBe(posted.body['number']);
    expect(await balances(paid)).toEqual({ bank: -50_000 });
    const number = String(posted.body['number']);
    const back = await desk.post(`/v1/books/entries/${number}/reverse`, {
      day: '2026-06-01',
      reason: 'Twice',
      by: manager,
    });
    expect(back).toMatchObject({ status: 200, body: { kind: 'reversal', text: 'Twice' } });
    expect(await balances(paid)).toEqual({});
    expect((await desk.get(`/v1/books/entries/${number}`)).body).toMatchObject({
      reversedBy: back.body['number'],
    });
    const ledger = (
      await desk.get(`/v1/books/ledger?account=${codeOf('bank')}&from=2026-05&to=2026-06&limit=1`)
    ).body;
    expect(ledger).toMatchObject({ openingMinor: 0, rows: [{ number, balanceMinor: -50_000 }] });
    const next = (
      await desk.get(
        `/v1/books/ledger?account=${codeOf('bank')}&from=2026-05&to=2026-06&limit=1&cursor=${String(ledger['cursor'])}`,
      )
    ).body as { rows: BookLedgerRow[]; cursor: unknown };
    expect(next).toMatchObject({ rows: [{ amountMinor: 50_000, balanceMinor: 0 }], cursor: null });
  });

  it('have a chart that is edited, and goes on posting where a role is moved to', async () => {
    const { paid, shipped } = office;
    const { desk } = paid;
    await cost('MUG', 100);
    await openTestBooks(paid);
    const account = {
      names: { en: 'Card clearing', tr: 'Kart' },
      kind: 'asset',
      isActive: true,
      by: manager,
    };
    expect(await desk.post('/v1/books/accounts/1055', account)).toMatchObject({ status: 200 });
    expect(
      await desk.post('/v1/books/roles', { role: 'psp-clearing', code: '4000', by: manager }),
    ).toMatchObject({
      body: { code: 'book-role-other-kind' },
    });
    expect(
      await desk.post('/v1/books/roles', { role: 'psp-clearing', code: '1055', by: manager }),
    ).toMatchObject({
      status: 200,
    });
    expect(await desk.post('/v1/books/accounts/1055', { ...account, isActive: false })).toMatchObject({
      body: { code: 'book-account-in-use', values: { code: '1055' } },
    });
    await shipped('C-1', [lineOf('MUG', 1)]);
    await drain();
    const chart = (await desk.get('/v1/books/accounts')).body['rows'] as { code: string; isUsed: boolean }[];
    expect(chart.find(({ code }) => code === '1055')).toMatchObject({
      isUsed: true,
      roles: ['psp-clearing'],
    });
    expect(chart.find(({ code }) => code === '1050')).toMatchObject({ isUsed: false, roles: [] });
  });
});
