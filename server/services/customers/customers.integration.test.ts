// Customers on real PostgreSQL: who is one by sure keys, what they are worth, and that what is kept is what is counted anew.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewOrder } from '../../../shared/contract/http';
import {
  lineOf,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { changeCustomers } from './customer-settings';
import { rescale, verifyValue } from './customer-value';
import { matchAll } from './customers.test-kit';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
});
afterAll(() => office.close());

const to = (name: string, more: Partial<NewOrder['shipTo']> = {}): Pick<NewOrder, 'customer' | 'shipTo'> => ({
  customer: { customerId: null, name },
  shipTo: { ...newOrder({ externalId: 'x' }).shipTo, name, ...more },
});
const customerOf = async (orderId: string): Promise<string> => {
  await matchAll(office.office.pool);
  const [row] = await office.rows<{ root_id: string }>(
    'SELECT c.root_id FROM customer_order o JOIN customer c USING (customer_id) WHERE o.order_id = $1',
    orderId,
  );
  return row?.root_id ?? 'nobody';
};

describe('orders are of one customer', () => {
  it('by mail, by phone and by the number of the channel, whatever their names are', async () => {
    const one = await desk.place({
      externalId: 'M-1',
      ...to('Ann Lee', { email: 'Ann@example.org', phone: '020 7946 0018' }),
    });
    const mail = await desk.place({ externalId: 'M-2', ...to('A. Lee', { email: 'ann@EXAMPLE.org' }) });
    const phone = await desk.place({ externalId: 'M-3', ...to('Ms Lee', { phone: '+44 20 7946 0018' }) });
    const other = await desk.place({ externalId: 'M-4', ...to('Ann Lee') });
    const customer = await customerOf(one);
    expect(await customerOf(mail)).toBe(customer);
    expect(await customerOf(phone)).toBe(customer);
    expect(await customerOf(other)).not.toBe(customer);
    const numbered = { ...to('Ann Lee'), customer: { customerId: 'K1', name: 'Ann Lee' } };
    const first = await desk.place({ externalId: 'M-5', ...numbered });
    const second = await desk.place({ externalId: 'M-6', ...numbered });
    expect(await customerOf(first)).toBe(await customerOf(second));
  });

  it('go with the strongest key where keys disagree, and the two are proposed as one', async () => {
    const byMail = await desk.place({
      externalId: 'D-1',
      ...to('Bea Roe', { email: 'bea@example.org', postcode: 'LS9 9AA' }),
    });
    const byPhone = await desk.place({
      externalId: 'D-2',
      ...to('Cem Roe', { phone: '020 7946 0101', postcode: 'LS9 8AA' }),
    });
    const both = await desk.place({
      externalId: 'D-3',
      ...to('Bea Roe', { email: 'bea@example.org', phone: '020 7946 0101' }),
    });
    expect(await customerOf(both)).toBe(await customerOf(byMail));
    const [one, other] = [await customerOf(byMail), await customerOf(byPhone)].sort();
    expect(
      await office.rows(
        'SELECT one_id, other_id, reasons FROM customer_pair WHERE one_id = $1 AND other_id = $2',
        one,
        other,
      ),
    ).toEqual([{ one_id: one, other_id: other, reasons: ['same-contact'] }]);
  });

  it('the same history read again gives the same customers', async () => {
    const before = await office.rows('SELECT order_id, customer_id FROM customer_order ORDER BY 1');
    for (const table of [
      'customer',
      'customer_key',
      'customer_order',
      'customer_contact',
      'customer_address',
      'customer_value',
    ])
      await office.rows(`DELETE FROM ${table}`);
    await office.rows(`DELETE FROM follower WHERE name = 'customers'`);
    await matchAll(office.office.pool);
    expect(await office.rows('SELECT order_id, customer_id FROM customer_order ORDER BY 1')).toEqual(before);
  });
});

describe('value', () => {
  it('is in the company currency at the rate of the day, with margin where costs are known, and kept up with what happens', async () => {
    await office.rows(
      `INSERT INTO exchange_rate VALUES ('GBP', 'EUR', '2026-01-01', '2', 'test', now()), ('GBP', 'EUR', '2026-02-01', '4', 'test', now())`,
    );
    await office.rows(
      `INSERT INTO product_cost VALUES ('company', 'MUG', '2026-01-01', 100, 'GBP'), ('company', 'LAMP', '2026-01-03', 300, 'EUR')`,
    );
    await office.rows(`INSERT INTO channel (channel_id, name, kind, formats, currency, policy)
      SELECT 'web-' || c, name, kind, formats, c, policy FROM channel, unnest(ARRAY['EUR', 'JPY']) c WHERE channel_id = 'web'`);
    const who = to('Eve Oak', { email: 'eve@example.org' });
    await desk.place({ externalId: 'V-1', ...who, lines: [lineOf('MUG', 2)] });
    await desk.place({
      externalId: 'V-2',
      ...who,
      channelId: 'web-EUR' as never,
      currency: 'EUR',
      lines: [lineOf('LAMP', 1)],
    });
    await desk.place({
      externalId: 'V-3',
      ...who,
      channelId: 'web-EUR' as never,
      currency: 'EUR',
      placedAt: '2026-02-02T00:00:00.000Z',
      lines: [lineOf('BOWL', 4)],
    });
    const last = await desk.place({
      externalId: 'V-4',
      ...who,
      channelId: 'web-JPY' as never,
      currency: 'JPY',
      lines: [lineOf('MUG', 1)],
    });
    const customer = await customerOf(last);
    const value = async () =>
      (
        await office.rows(
          'SELECT orders, money_minor, margin_minor, margin_orders, unrated_orders FROM customer_value WHERE customer_id = $1',
          customer,
        )
      )[0];
    // 10.00 + 5.00/2 + 20.00/4; costs 2.00 and 3.00/2; the bowl's is not known, nor a rate for yen.
    expect(await value()).toEqual({
      orders: 4,
      money_minor: 1750,
      margin_minor: 900,
      margin_orders: 2,
      unrated_orders: 1,
    });
    await desk.post(`/v1/orders/${last}/cancel-lines`, { reason: 'x', lines: [{ lineNo: 1, quantity: 1 }] });
    await matchAll(office.office.pool);
    expect(await value()).toEqual({
      orders: 3,
      money_minor: 1750,
      margin_minor: 900,
      margin_orders: 2,
      unrated_orders: 0,
    });
    expect(await verifyValue(office.office.pool)).toEqual([]);
  });

  it('puts everybody into a fifth and a segment, and a rule makes VIPs whose next order goes first', async () => {
    const { pool } = office.office;
    for (let count = 1; count <= 10; count += 1)
      for (let nth = 0; nth < count; nth += 1)
        await desk.place({
          externalId: `S-${count}-${nth}`,
          ...to(`Person ${count}`, { email: `p${count}@example.org`, postcode: `LS${count} 1AA` }),
          placedAt: `2026-03-${String(count).padStart(2, '0')}T09:00:00.000Z`,
          lines: [lineOf('MUG', count)],
        });
    await matchAll(pool);
    await office.rows(
      `INSERT INTO customer_setting VALUES ('rules', $1)`,
      JSON.stringify({
        currency: null,
        trustMail: ['*'],
        trustPhone: ['*'],
        shared: [],
        keepYears: 10,
        vip: { moneyMinor: 50_000, orders: 10, withinDays: 0, returnPercent: 100 },
      }),
    );
    const scale = await changeCustomers(pool, (client) => rescale(client, '2026-04-01T00:00:00.000Z'));
    expect(scale?.customers).toBeGreaterThanOrEqual(10);
    expect(scale?.frequency).toHaveLength(4);
    const of = async (count: number) =>
      (
        await office.rows<{ segment: string; is_vip: boolean }>(
          `SELECT segment, is_vip FROM customer_value v JOIN customer_key k USING (customer_id) WHERE key = $1`,
          `mail:p${count}@example.org`,
        )
      )[0];
    expect(await of(10)).toEqual({ segment: 'champion', is_vip: true });
    expect((await of(1))?.is_vip).toBe(false);
    const [first] = await office.rows<{ doc: { priority: string } }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      await desk.place({ externalId: 'S-VIP', ...to('P 10', { email: 'p10@example.org' }) }),
    );
    expect(first?.doc.priority).toBe('vip');
    expect(await verifyValue(pool)).toEqual([]);
  });
});
