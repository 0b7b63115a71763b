// That what is agreed for a channel really bounds what its orders get, on real PostgreSQL.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import {
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let office: TestStation;
const [web, wholesale] = ['web', 'wholesale'] as [ChannelId, ChannelId];

beforeAll(async () => {
  test = await startTestOffice({ idleMs: 3_600_000 });
  office = await test.enrol();
  await test.rows(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ('wholesale', 'Wholesale', 'signed-api', '{}', 'GBP')`,
  );
});
afterAll(() => test.close());

const agree = (channelId: string, policy: object) =>
  test.rows('UPDATE channel SET policy = $2 WHERE channel_id = $1', channelId, JSON.stringify(policy));
let placed = 0;
async function place(channelId: ChannelId, sku: string, quantity: number): Promise<Order> {
  placed += 1;
  const orderId = await office.place({
    channelId,
    externalId: `S-${placed}`,
    lines: [lineOf(sku, quantity)],
  });
  await test.settled();
  return orderNow(orderId);
}
async function orderNow(orderId: string): Promise<Order> {
  const [row] = await test.rows<{ doc: Order }>('SELECT doc FROM sales_order WHERE order_id = $1', orderId);
  if (!row) throw new Error('the order is not there');
  return row.doc;
}
const given = (order: Order): number => order.lines.reduce((sum, line) => sum + line.allocated, 0);

describe('what is agreed for a channel', () => {
  it('keeps units for it that nobody else is promised', async () => {
    await test.receive('MUG', 10);
    await agree(wholesale, { stockRules: [{ sku: 'MUG', keepUnits: 4 }] });
    const greedy = await place(web, 'MUG', 10);
    expect(given(greedy)).toBe(6);
    expect(given(await place(wholesale, 'MUG', 4))).toBe(4);
    await test.expectSound();
    // No longer agreed: what waits gets its due with what comes.
    await agree(wholesale, {});
    await test.receive('MUG', 4);
    await test.settled();
    expect(given(await orderNow(greedy.orderId))).toBe(10);
  });

  it('bounds what its orders hold, until some have left or were cancelled', async () => {
    await test.receive('LAMP', 10);
    await agree(web, { stockRules: [{ sku: null, mostUnits: 3 }] });
    const first = await place(web, 'LAMP', 2);
    const second = await place(web, 'LAMP', 5);
    expect([given(first), given(second)]).toEqual([2, 1]);
    expect(given(await place(wholesale, 'LAMP', 5))).toBe(5);
    await office.post(`/v1/orders/${first.orderId}/cancel-lines`, {
      reason: 'customer',
      lines: [{ lineNo: 1, quantity: 2 }],
    });
    await test.settled();
    expect(given(await orderNow(second.orderId))).toBe(3);
    await test.expectSound();
  });

  it('sends from its warehouses only, the preferred one first', async () => {
    await test.receive('BOWL', 5);
    await test.receive('BOWL', 5, 'A-01', rotterdam);
    await agree(web, { warehouseIds: ['W2'] });
    const order = await place(web, 'BOWL', 7);
    expect([given(order), order.warehouseIds]).toEqual([5, ['W2']]);
    await agree(web, { warehouseIds: ['W2', 'W1'] });
    await test.receive('BOWL', 1, 'A-01', rotterdam);
    await test.settled();
    expect((await orderNow(order.orderId)).warehouseIds).toEqual(['W2', 'W1']);
    await test.expectSound();
  });

  it('holds when many orders come at once', async () => {
    await test.receive('VASE', 20);
    await agree(web, {});
    await agree(wholesale, { stockRules: [{ sku: null, keepPercent: 50 }] });
    const orders = await Promise.all(Array.from({ length: 15 }, () => place(web, 'VASE', 1)));
    const now = await Promise.all(orders.map(({ orderId }) => orderNow(orderId)));
    expect(now.reduce((sum, order) => sum + given(order), 0)).toBe(10);
    await test.expectSound();
  });
});
