// A month of real orders (the sample company, out of Online Retail II) through the books: shipped, paid, part of it refused
// money or given back, closed. Trial balance zero, sub-ledgers equal their controls, no hole in a series.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { Ageing, BookStock, OrderProfit, VatReturn } from '../../../shared/contract/book-figures';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { owedByNowMinor } from '../../../shared/domain/payment/owed';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import { testDatabase, type TestDatabase } from '../../db/test-database';
import { type HeadOffice, openHeadOffice } from '../../head-office';
import { loadSample } from '../../sample/load-sample';
import { changeReservation, headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { saveCosts } from '../customers/product-costs';
import { receivedPayment } from '../payments/received-payment';
import { approveRefund, requestRefund } from '../payments/refunds';
import { saveMoneySettings } from '../rates/money-settings';
import { readAgeing, readBookStock, readOrderProfit, readVatReturn } from './book-figures';
import { expectSoundJournal } from './books.test-kit';
import { closePeriod } from './close-period';
import { openBooks, saveVatRates } from './open-books';
import { readTrialBalance } from './read-books';

const month = '2026-03';
let nowMs = Date.parse(`${month}-01T06:00:00Z`);
let database: TestDatabase;
let office: HeadOffice;
let currency: string;
const faults: unknown[] = [];
const at = (): string => new Date(nowMs).toISOString();
const rows = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await database.pool.query<Row>(text, values)).rows;

beforeAll(async () => {
  database = await testDatabase();
  office = await openHeadOffice({
    pool: database.pool,
    database: 'test',
    version: 'test',
    log: { info: () => undefined, warn: () => undefined, error: (fields) => faults.push(fields) },
    ssccPrefix: '0404',
    now: () => new Date(nowMs),
    idleMs: 60_000,
  });
  const { pool, writer, imports, newId } = office;
  expect(await loadSample({ pool, writer, imports, now: at, newId })).toBe(true);
  await office.allocation.drain();
  currency =
    (await rows<{ currency: string }>('SELECT currency FROM sales_order LIMIT 1'))[0]?.currency ?? '';
  await saveMoneySettings(pool, { booksCurrency: currency });
  await pool.query(
    `INSERT INTO payment_provider (provider_id, method, name) VALUES ('bank-transfer', 'bank-transfer', 'bank') ON CONFLICT DO NOTHING`,
  );
  const skus = await rows<{ sku: string; price: number }>(
    `SELECT sku, (doc #>> '{price,amountMinor}')::bigint AS price FROM product`,
  );
  const costs = skus.map(({ sku, price }) => ({
    sku: sku as never,
    fromDay: '2020-01-01',
    costMinor: Math.max(1, Math.round(price * 0.4)),
    currency,
  }));
  for (let from = 0; from < costs.length; from += 500) await saveCosts(pool, costs.slice(from, from + 500));
  await saveVatRates(
    pool,
    ['GB', 'DE', 'FR', 'IE', 'NL', 'ES'].map((country, index) => ({
      country,
      sku: '',
      fromDay: '2020-01-01',
      ppm: 200_000 + index * 10_000,
    })),
  );
  const settings: Parameters<typeof openBooks>[1]['settings'] = {
    stock: 'perpetual',
    costing: 'average',
    expectedReturnsPpm: 20_000,
    returnDays: 14,
    fees: [],
    late: 'next-open',
    priceTolerancePpm: 0,
  };
  expect(await openBooks(pool, { chart: 'uniform', settings }, { name: 'Mina', at: at() })).toBeNull();
});
afterAll(async () => {
  await office.stop();
  await database.close();
  expect(faults).toEqual([]);
});

/** All that is allocated of these orders leaves, each line out of the bins it is held in. */
function ship(orderIds: readonly OrderId[], warehouseIds: readonly string[]): Promise<Order[]> {
  return office.writer.submit([companyStream, ...(warehouseIds as never[])], async (tx) => {
    const changes = newChangeSet(at(), office.newId);
    await loadOrders(tx.client, changes, [...orderIds]);
    const cause = headOfficeCause(changes);
    for (const orderId of orderIds) {
      const held = [...(changes.reservations.get(orderId) ?? [])].filter(({ quantity }) => quantity > 0);
      const perLine = new Map<number, number>();
      for (const each of held) perLine.set(each.lineNo, (perLine.get(each.lineNo) ?? 0) + each.quantity);
      const lines = [...perLine].map(([lineNo, quantity]) => ({ lineNo, quantity }));
      if (lines.length === 0) continue;
      for (const type of ['RecordPacked', 'RecordShipped'] as const) {
        const answer = tellOrder(changes, orderId, { type, parcelId: uuidV7(), lines }, cause);
        if (!answer.ok) throw new Error(answer.refusal.code);
      }
      for (const each of held) {
        const { warehouseId, sku, locationId, quantity } = each;
        const move = {
          sku,
          from: locationId as never,
          to: outsideLocations.customer,
          quantity,
          cause: 'ParcelHandedOver',
        };
        changeReservation(changes, each, 0 - quantity, 0 - each.inParcels);
        changes.moves.push({ warehouseId, move, cause });
      }
    }
    const shipped = orderIds.flatMap((orderId) => changes.orders.get(orderId) ?? []);
    await storeChanges(tx, changes);
    return shipped;
  });
}

/** Most customers pay what they owe, some more, some nothing; a few are given something back. */
async function settle(orders: readonly Order[], turn: number): Promise<void> {
  const clock = { at: at(), newId: office.newId };
  const cause = headOfficeCause(clock);
  for (const [index, order] of orders.entries()) {
    const owed = owedByNowMinor(order);
    if (owed <= 0 || (index + turn) % 7 === 0) continue;
    const amountMinor = (index + turn) % 11 === 0 ? owed + 500 : owed;
    await office.writer.submit([companyStream], async (tx) => {
      await receivedPayment(
        tx,
        order,
        { method: 'bank-transfer', reference: order.number, amountMinor },
        office.newId,
        cause,
      );
      if ((index + turn) % 13 !== 0) return;
      const refundId = office.newId();
      const asked = await requestRefund(
        tx,
        {
          orderId: order.orderId,
          lines: [],
          amountMinor: Math.max(1, Math.floor(owed / 3)),
          reason: 'goodwill',
          returnId: null,
          refundId,
        },
        clock,
        cause,
      );
      if (!asked.ok) throw new Error(asked.refusal.code);
      const sent = await approveRefund(tx, refundId, null, clock, cause);
      if (!sent.ok) throw new Error(sent.refusal.code);
    });
  }
}

describe('a month of real orders', () => {
  it('goes through the books, and everything is equal to what it must be equal to', async () => {
    const open = await rows<{ order_id: OrderId; warehouse_ids: string[] }>(
      `SELECT order_id, warehouse_ids FROM sales_order WHERE status IN ('ready', 'partly-allocated') ORDER BY placed_at, order_id`,
    );
    expect(open.length).toBeGreaterThan(1600);
    const perDay = Math.ceil(open.length / 28);
    for (let day = 0; day < 28; day += 1) {
      const today = open.slice(day * perDay, (day + 1) * perDay);
      if (today.length === 0) break;
      const orders = await ship(
        today.map(({ order_id }) => order_id),
        [...new Set(today.flatMap(({ warehouse_ids }) => warehouse_ids))],
      );
      if (day % 4 === 0) await settle(orders, day);
      nowMs += 86_400_000;
    }
    await office.payments.drain();
    await office.books.drain();
    nowMs = Date.parse('2026-04-20T06:00:00Z');
    await expectSoundJournal(rows);

    const posted = await rows<{ kind: string; n: number }>(
      'SELECT kind, count(*)::int AS n FROM journal_entry GROUP BY kind',
    );
    const kinds = Object.fromEntries(posted.map(({ kind, n }) => [kind, n]));
    expect(kinds['sale']).toBe(open.length);
    expect(kinds['money-in']).toBeGreaterThan(300);
    expect(kinds['refund']).toBeGreaterThan(20);
    expect(kinds['money-back']).toBe(kinds['refund']);
    expect(await closePeriod(office.pool, month, { name: 'Mina', at: at() })).toBeNull();
    await expectSoundJournal(rows);

    const trial = await readTrialBalance(office.pool, currency, { from: month, to: month });
    expect(trial.debitMinor).toBe(trial.creditMinor);
    expect(trial.rows.reduce((sum, { closingMinor }) => sum + closingMinor, 0)).toBe(0);
    const closing = (code: string): number => trial.rows.find((row) => row.code === code)?.closingMinor ?? 0;

    const ageing: Ageing = await readAgeing(office.pool, currency, 'receivables', '2026-04-20');
    expect(ageing.baseMinor).toBe(ageing.controlMinor);
    expect(ageing.baseMinor).toBe(closing('120'));
    expect(ageing.baseMinor).toBeGreaterThan(0);
    const vat: VatReturn = await readVatReturn(office.pool, currency, { from: month, to: month });
    expect(vat.payableMinor).toBe(vat.accountsMinor);
    expect(vat.rows.length).toBeGreaterThan(4);
    const stock: BookStock = await readBookStock(office.pool, currency);
    expect(stock).toMatchObject({ differences: [], withoutCost: [], valueMinor: closing('153') });
    expect(stock.accountMinor).toBe(stock.valueMinor);
    const profit: OrderProfit = await readOrderProfit(office.pool, currency, {
      from: month,
      to: month,
      sort: 'most',
      limit: 50,
    });
    expect(profit.orders).toBe(open.length);
    const earned = trial.rows
      .filter(({ kind }) => kind === 'income' || kind === 'expense')
      .reduce((sum, row) => sum - row.closingMinor, 0);
    expect(profit.profitMinor).toBe(earned);
    // What the orders say is due is what was sold, gross.
    const [due] = await rows<{ gross: number }>(
      `SELECT coalesce(sum((part.value ->> 'grossMinor')::bigint), 0)::bigint AS gross FROM order_books, jsonb_each(doc -> 'sold') AS part`,
    );
    const shipped = await rows<{ doc: Order }>(
      'SELECT doc FROM sales_order WHERE order_id = ANY($1::uuid[])',
      open.map(({ order_id }) => order_id),
    );
    expect(due?.gross).toBe(shipped.reduce((sum, { doc }) => sum + owedByNowMinor(doc), 0));
  });
});
