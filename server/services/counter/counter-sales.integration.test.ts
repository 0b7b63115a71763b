// Sales over the counter on real PostgreSQL: what a station says of money is kept once, posted once, counted once; what does not fit
// together stands all the same and is a task.
import { v7 as uuidV7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CounterSaleRow } from '../../../shared/contract/counter';
import type { Behind } from '../../../shared/contract/figures';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { companyStream, type GrantId } from '../../../shared/domain/ids';
import type { SaleSaid } from '../../../shared/domain/stock/counter-sale';
import type { OpBody } from '../../../shared/sync/op';
import { leeds, lineOf, newOrder, type TestStation } from '../../test-office.test-kit';
import { balances, entriesOf, expectBooksSound, openTestBooks } from '../books/books.test-kit';
import { saveEntries } from '../directory/save-entries';
import { manager } from '../people/people.test-kit';
import { type ReturnsOffice, startReturnsOffice } from '../returns/returns.test-kit';

let office: ReturnsOffice;
let bench: TestStation;
let grants: Map<string, GrantId>;
let rights: RightsAnswer;
const mug = lineOf('MUG', 1).sku;
const lamp = lineOf('LAMP', 1).sku;
const { shipTo: shop } = newOrder({ externalId: 'x' });
const drain = (): Promise<void> => office.paid.test.office.books.drain();

beforeEach(async () => {
  office = await startReturnsOffice();
  const { paid } = office;
  bench = await paid.test.enrol();
  await paid.desk.post('/v1/product-costs', {
    rows: [{ sku: 'MUG', fromDay: '2026-01-01', costMinor: 150, currency: 'GBP' }],
  });
  await openTestBooks(paid, {}, [
    { country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 },
    { country: 'GB', sku: 'LAMP', fromDay: '2020-01-01', ppm: 50_000 },
    { country: 'DE', sku: '', fromDay: '2020-01-01', ppm: 190_000 },
  ]);
  await paid.test.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      {
        kind: 'warehouse',
        entryId: `warehouse-${leeds}`,
        warehouse: { warehouseId: leeds, name: 'Leeds', timeZone: 'Europe/London', address: shop },
      },
    ]),
  );
  for (const sku of ['MUG', 'LAMP'])
    await bench.post(`/v1/stations/${bench.stationId}/quotas`, { sku, units: 9 });
  const { body } = await bench.post('/v1/hello', {
    maxStationSeq: 0,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: paid.test.office.now().toISOString(),
    wantParcels: 0,
    rights: { fresh: true, numbers: { held: [], returned: [] }, grants: [] },
  });
  rights = body['rights'] as RightsAnswer;
  grants = new Map(rights.grants.map(({ sku, grantId }) => [sku, grantId]));
});
afterEach(async () => {
  await drain();
  await expectBooksSound(office.paid);
  await office.paid.test.expectSound();
  await office.close();
});

const cash = (tenderedMinor: number): SaleSaid['payment'] => ({ method: 'cash', tenderedMinor });
const price = (sku: typeof mug, unitPriceMinor: number, taxPpm: number) =>
  ({ sku, unitPriceMinor, taxPpm, source: 'list' }) as const;
const saidOf = (payment: SaleSaid['payment'], more: Partial<SaleSaid> = {}): SaleSaid => ({
  currency: 'GBP',
  country: 'GB',
  prices: [price(mug, 600, 200_000), price(lamp, 1050, 50_000)],
  payment,
  ...more,
});
function sale(number: number, said: SaleSaid | undefined, mugs = 2, lamps = 1): OpBody<'counter.sell'> {
  const grantOf = (sku: string): GrantId => grants.get(sku) ?? (uuidV7() as GrantId);
  return {
    series: 'document W1 2026',
    number,
    lines: [
      { sku: mug, quantity: mugs, grantId: grantOf('MUG') },
      ...(lamps > 0 ? [{ sku: lamp, quantity: lamps, grantId: grantOf('LAMP') }] : []),
    ],
    ...(said ? { said } : {}),
  };
}
const tasks = () =>
  office.paid.test.rows<{ kind: string; reason: string }>(
    `SELECT kind, doc->'values'->>'reason' AS reason FROM task WHERE kind LIKE 'sale-%' ORDER BY seq`,
  );
const kept = async (query = ''): Promise<CounterSaleRow[]> =>
  (await office.paid.desk.get(`/v1/counter-sales${query}`)).body['rows'] as CounterSaleRow[];

describe('a sale over the counter', () => {
  it('reaches the station with its tax, and the books with money, revenue, tax and cost, once', async () => {
    expect(rights.taxes).toEqual({
      country: 'GB',
      rates: [
        { country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 },
        { country: 'GB', sku: 'LAMP', fromDay: '2020-01-01', ppm: 50_000 },
      ],
    });
    await drain();
    const before = await balances(office.paid);
    const op = bench.op('counter.sell', null, sale(1, saidOf(cash(3000))));
    expect((await bench.deliver(op)).body.results).toMatchObject([{ status: 'applied', refusal: null }]);
    // Told again, by a station that did not hear the answer.
    expect((await bench.deliver(op)).body.results).toMatchObject([{ status: 'applied' }]);
    await drain();
    const after = await balances(office.paid);
    expect(after).toEqual({
      ...before,
      cash: 2250,
      revenue: -2000,
      'output-vat': -250,
      'goods-cost': 300,
      inventory: (before.inventory ?? 0) - 300,
    });
    const [entry] = await entriesOf(office.paid, 'text=W1-2026-000001');
    expect(entry).toMatchObject({
      kind: 'sale',
      reference: 'W1-2026-000001',
      cause: { type: 'CounterSold' },
    });
    expect(entry?.lines.flatMap(({ vat }) => (vat ? [vat] : []))).toEqual([
      { country: 'GB', ppm: 50_000, netMinor: 1000 },
      { country: 'GB', ppm: 200_000, netMinor: 1000 },
    ]);
    expect(await kept()).toMatchObject([
      {
        number: 'W1-2026-000001',
        units: 3,
        totalMinor: 2250,
        taxMinor: 250,
        method: 'cash',
        tenderedMinor: 3000,
        changeMinor: 750,
        reference: null,
        lines: [
          { sku: 'MUG', quantity: 2, unitPriceMinor: 600, source: 'list' },
          { sku: 'LAMP', quantity: 1 },
        ],
      },
    ]);
    expect(await tasks()).toEqual([]);
  });

  it('by card stands with the bank of the terminal, under the slip’s number', async () => {
    const payment = { method: 'card', reference: '000123' } as const;
    await bench.deliver(bench.op('counter.sell', null, sale(1, saidOf(payment))));
    await drain();
    expect(await balances(office.paid)).toMatchObject({ 'psp-clearing': 2250 });
    expect(await kept('?method=card')).toMatchObject([{ reference: '000123', tenderedMinor: null }]);
    expect(await kept('?method=cash')).toEqual([]);
    expect(await kept('?text=000001')).toHaveLength(1);
    expect(await office.paid.desk.get('/v1/counter-sales?cursor=nonsense')).toMatchObject({ status: 400 });
  });

  it('of a station that says nothing of money is read as before: goods and their cost', async () => {
    await drain();
    const before = await balances(office.paid);
    await bench.deliver(bench.op('counter.sell', null, sale(1, undefined)));
    await drain();
    expect(await balances(office.paid)).toEqual({
      ...before,
      'goods-cost': 300,
      inventory: (before.inventory ?? 0) - 300,
    });
    expect(await kept()).toEqual([]);
  });

  it('that does not fit together stands, is posted as its receipt says, and is a task for each reason', async () => {
    const { body } = await bench.deliver(
      bench.op('counter.sell', null, sale(1, saidOf(cash(2000)))),
      bench.op(
        'counter.sell',
        null,
        sale(2, saidOf(cash(1200), { prices: [price(mug, 600, 180_000)] }), 2, 1),
      ),
    );
    expect(body.results).toMatchObject([
      { status: 'contradiction', refusal: { code: 'sale-unclear', values: { reason: 'underpaid' } } },
      { status: 'contradiction', refusal: { code: 'sale-unclear', values: { reason: 'unpriced' } } },
    ]);
    expect(await tasks()).toEqual([
      { kind: 'sale-unclear', reason: 'underpaid' },
      { kind: 'sale-unclear', reason: 'unpriced' },
      { kind: 'sale-unclear', reason: 'tax' },
    ]);
    await drain();
    const tax = 250 + Math.round((1200 * 180_000) / 1_180_000);
    expect(await balances(office.paid)).toMatchObject({ cash: 2250 + 1200, 'output-vat': -tax });
  });

  it('waits in the books for a rate of its currency, and is posted when there is one', async () => {
    const said = saidOf(cash(2250), { currency: 'EUR' });
    await bench.deliver(bench.op('counter.sell', null, sale(1, said)));
    await expect(drain()).rejects.toThrow('books-no-rate');
    const day = office.paid.test.office.now().toISOString().slice(0, 10);
    const rate = { base: 'EUR', currency: 'GBP', day, rate: '0.8', source: 'bank' };
    const saved = await office.paid.desk.post('/v1/exchange-rates', { rates: [rate], by: manager });
    expect(saved).toMatchObject({ status: 200 });
    await drain();
    expect(await balances(office.paid)).toMatchObject({ cash: 1800 });
  });

  it('counts among the sales of its channel', async () => {
    await bench.deliver(bench.op('counter.sell', null, sale(1, saidOf(cash(2250)))));
    const day = office.paid.test.office.now().toISOString().slice(0, 10);
    const query = `from=${day}&to=${day}&measure=ordered&channel=counter`;
    const { body } = await office.paid.desk.get(`/v1/figures/behind?${query}`);
    expect((body as unknown as Behind).rows).toMatchObject([{ type: 'CounterSold', count: 1, amount: 2250 }]);
  });
});

describe('the till of a station', () => {
  const counted = (expectedMinor: number, countedMinor: number, leftMinor = countedMinor) =>
    bench.op('till.count', null, { currency: 'GBP', expectedMinor, countedMinor, leftMinor });
  const counts = async () =>
    (await office.paid.desk.get('/v1/till-counts')).body['rows'] as Record<string, unknown>[];
  const differs = () =>
    office.paid.test.rows(
      `SELECT doc->'values'->>'expected' AS expected, doc->'values'->>'other' AS other FROM task WHERE kind = 'till-differs'`,
    );

  it('counted with its sales in one delivery or another is posted once, by what it lacks', async () => {
    await drain();
    const before = await balances(office.paid);
    await bench.deliver(bench.op('counter.sell', null, sale(1, saidOf(cash(3000)))));
    const card = { method: 'card', reference: '7' } as const;
    const ops = [
      bench.op('counter.sell', null, sale(2, saidOf(card))),
      bench.op('counter.sell', null, sale(3, saidOf(cash(2250)))),
      counted(4500, 4480, 1000),
    ];
    expect((await bench.deliver(...ops)).body.results).toMatchObject([
      { status: 'applied' },
      { status: 'applied' },
      { status: 'applied' },
    ]);
    // Told again, by a station that did not hear the answer.
    await bench.deliver(...ops);
    await drain();
    const after = await balances(office.paid);
    expect(after).toMatchObject({ cash: 4480, 'cash-difference': 20, 'psp-clearing': 2250 });
    expect(after.revenue).toBe(-6000 + (before.revenue ?? 0));
    expect(await counts()).toMatchObject([
      { expectedMinor: 4500, toldMinor: 4500, countedMinor: 4480, leftMinor: 1000, differenceMinor: -20 },
    ]);
    // The next one begins with what stayed.
    const next = counted(1000, 1005);
    await bench.deliver(next);
    await drain();
    expect(await balances(office.paid)).toMatchObject({ cash: 4485, 'cash-difference': 15 });
    expect(await counts()).toHaveLength(2);
    expect(await differs()).toEqual([]);
  });

  it('of a station that forgot its sales is counted by those head office has, and is a task', async () => {
    await bench.deliver(bench.op('counter.sell', null, sale(1, saidOf(cash(2250)))));
    const { body } = await bench.deliver(counted(0, 2250));
    expect(body.results).toMatchObject([{ status: 'contradiction', refusal: { code: 'till-differs' } }]);
    expect(await differs()).toEqual([{ expected: '22.50 GBP', other: '0.00 GBP' }]);
    await drain();
    const after = await balances(office.paid);
    expect(after).toMatchObject({ cash: 2250 });
    expect(after['cash-difference']).toBeUndefined();
  });

  it('holds the cash of orders that were taken at the bench too', async () => {
    const grantId = grants.get('MUG') ?? (uuidV7() as GrantId);
    const taken = bench.op('order.take', null, {
      channelId: 'counter',
      shipTo: shop,
      payment: 'cash',
      note: null,
      series: 'document W1 2026',
      number: 1,
      currency: 'GBP',
      lines: [{ sku: mug, quantity: 2, grantId, unitPriceMinor: 600 }],
    });
    await bench.deliver(taken);
    expect((await bench.deliver(counted(1200, 1200))).body.results).toMatchObject([{ status: 'applied' }]);
    expect(await counts()).toMatchObject([{ expectedMinor: 1200, differenceMinor: 0 }]);
  });
});
