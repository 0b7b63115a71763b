// The same orders told three ways - by our signed protocol, in a sheet, and typed by the office - end in the same orders,
// with the same stock held and the same history; so do a smaller quantity and a cancellation that come later. Only whose
// they are, and what their numbers begin with, differs.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import type { Order } from '../../../shared/domain/order/order';
import { startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { orderIdOf } from '../orders/order-id';
import { addShopChannel } from './channel-office.test-kit';

type Line = { sku: string; quantity: number; unitPriceMinor: number };
type Told = { key: string; customer: string; city: string; postage: number; lines: Line[] };

const placedAt = '2026-03-01T09:00:00.000Z';
const told: Told[] = [
  {
    key: '1',
    customer: 'Ayşe Yılmaz',
    city: 'Leeds',
    postage: 450,
    lines: [
      { sku: 'MUG', quantity: 3, unitPriceMinor: 255 },
      { sku: 'LAMP', quantity: 1, unitPriceMinor: 2_500 },
    ],
  },
  {
    key: '2',
    customer: 'شركة',
    city: 'York',
    postage: 0,
    lines: [{ sku: 'MUG', quantity: 40, unitPriceMinor: 199 }],
  },
  {
    key: '3',
    customer: '=1+1',
    city: 'Hull',
    postage: 995,
    lines: [{ sku: 'LAMP', quantity: 4, unitPriceMinor: 0 }],
  },
];

let test: TestOffice;
let desk: TestStation;
let shop: Awaited<ReturnType<typeof startSignedShop>>;
beforeAll(async () => {
  test = await startTestOffice({ idleMs: 3_600_000 });
  shop = await startSignedShop();
  await addShopChannel(test, shop, 'signed');
  await addShopChannel(test, shop, 'sheet');
  desk = await test.enrol();
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
  await shop.close();
});

type Way = {
  channelId: string;
  /** Tells orders as they are now; `minute` grows with every telling. */
  tell: (orders: readonly Told[], minute: number) => Promise<void>;
  cancel: (order: Told, minute: number) => Promise<void>;
};

const signed: Way = {
  channelId: 'signed',
  tell: async (orders, minute) => {
    for (const order of orders) await sendSigned(order, minute, 'open');
  },
  cancel: (order, minute) => sendSigned(order, minute, 'cancelled'),
};

async function sendSigned(
  { key, customer, city, postage, lines }: Told,
  minute: number,
  state: string,
): Promise<void> {
  const body = JSON.stringify({
    externalId: key,
    number: `N-${key}`,
    placedAt,
    changedAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`,
    state,
    currency: 'GBP',
    customer: { customerId: null, name: customer },
    shipTo: addressOf(customer, city),
    lines: lines.map((line, index) => ({ lineId: String(index + 1), ...line })),
    charges: chargesOf(postage),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const answer = await test.app.inject({
    method: 'POST',
    url: '/v1/channels/signed/orders',
    headers: {
      'content-type': 'application/json',
      'waybill-timestamp': timestamp,
      'waybill-signature': `v1=${createHmac('sha256', 'between us').update(`${timestamp}.${body}`).digest('hex')}`,
    },
    payload: body,
  });
  expect([200, 201], answer.body).toContain(answer.statusCode);
}

const headings = {
  orderNumber: 'Order',
  customerName: 'Buyer',
  address1: 'Street',
  postcode: 'Postcode',
  city: 'Town',
  country: 'Country',
  placedAt: 'Date',
  sku: 'SKU',
  quantity: 'Qty',
  unitPrice: 'Price',
  shipping: 'Postage',
};
const sheet: Way = {
  channelId: 'sheet',
  tell: async (orders) => {
    const rows = orders.flatMap(({ key, customer, city, postage, lines }) =>
      lines.map((line) => [
        `N-${key}`,
        customer,
        '1 High Street',
        'LS1 4AP',
        city,
        'GB',
        placedAt,
        line.sku,
        String(line.quantity),
        String(line.unitPriceMinor / 100),
        String(postage / 100),
      ]),
    );
    const text = [Object.values(headings), ...rows]
      .map((row) => row.map((cell) => `"${cell}"`).join(','))
      .join('\r\n');
    const mapping = JSON.stringify({ name: 'ours', columns: headings });
    const answer = await test.app.inject({
      method: 'POST',
      url: `/v1/channels/sheet/sheets?${new URLSearchParams({ mapping }).toString()}`,
      headers: { ...desk.headers, 'content-type': 'application/octet-stream' },
      payload: text,
    });
    expect(answer.statusCode, answer.body).toBe(202);
  },
  // A sheet only ever tells what is wanted: what is not, the office cancels.
  cancel: (order) => cancelByHand('sheet', order),
};

const office: Way = {
  channelId: 'web',
  tell: async (orders) => {
    for (const order of orders) {
      const known = await orderOf('web', order.key);
      if (!known) {
        const { status, body } = await desk.post('/v1/orders', {
          channelId: 'web',
          externalId: order.key,
          number: `N-${order.key}`,
          placedAt,
          currency: 'GBP',
          customer: { customerId: null, name: order.customer },
          shipTo: addressOf(order.customer, order.city),
          lines: order.lines,
          charges: chargesOf(order.postage),
        });
        expect(status, JSON.stringify(body)).toBe(201);
        continue;
      }
      const fewer = known.lines.flatMap((line, index) => {
        const quantity = line.ordered - line.cancelled - (order.lines[index]?.quantity ?? 0);
        return quantity > 0 ? [{ lineNo: line.lineNo, quantity }] : [];
      });
      if (fewer.length > 0)
        await desk.post(`/v1/orders/${known.orderId}/cancel-lines`, { reason: 'The shop', lines: fewer });
    }
  },
  cancel: (order) => cancelByHand('web', order),
};

async function cancelByHand(channelId: string, { key }: Told): Promise<void> {
  const order = await orderOf(channelId, key);
  const lines =
    order?.lines.map(({ lineNo, ordered, cancelled }) => ({ lineNo, quantity: ordered - cancelled })) ?? [];
  const { status } = await desk.post(`/v1/orders/${order?.orderId}/cancel-lines`, {
    reason: 'The shop',
    lines,
  });
  expect(status).toBe(200);
}

function addressOf(name: string, city: string) {
  return {
    name,
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 4AP',
    city,
    region: null,
    countryCode: 'GB',
    phone: null,
    email: null,
  };
}

function chargesOf(postage: number) {
  return postage === 0
    ? []
    : [{ kind: 'shipping', code: 'shipping', name: 'Shipping', amountMinor: postage }];
}

async function orderOf(channelId: string, key: string): Promise<Order | null> {
  const externalId = channelId === 'sheet' ? `N-${key}` : key;
  const rows = await test.rows<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE order_id = $1',
    orderIdOf(channelId, externalId),
  );
  return rows[0]?.doc ?? null;
}

const settle = async (): Promise<void> => {
  await test.office.channels.inbox.drain();
  await test.settled();
};

/** Everything of an order but whose it is: its ids, its channel, when it was written. */
async function resultOf(channelId: string, key: string) {
  const order = await orderOf(channelId, key);
  if (!order) return null;
  const { orderId, channelId: _channel, externalId: _external, seq: _seq, charges, ...rest } = order;
  const held = await test.rows<{ line_no: number; sku: string; stream_id: string; quantity: number }>(
    'SELECT line_no, sku, stream_id, sum(quantity)::int AS quantity FROM reservation WHERE order_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 3',
    orderId,
  );
  const parcels = await test.parcelsOf(orderId);
  const events = await test.rows<{ type: string }>(
    `SELECT type FROM event WHERE order_id = $1 AND aggregate = 'order' ORDER BY seq`,
    orderId,
  );
  return {
    ...rest,
    // What a charge is called is the channel's word for it.
    charges: charges.map(({ kind, amountMinor }) => ({ kind, amountMinor })),
    held,
    boxes: parcels.map(({ state, shipTo, lines }) => ({
      state,
      shipTo,
      lines: lines.map(({ sku, expected, cancelled }) => ({ sku, expected, cancelled })),
    })),
    events: events.map(({ type }) => type),
  };
}

const ways = [signed, sheet, office];
const same = async (): Promise<void> => {
  for (const { key } of told) {
    const [first, ...others] = await Promise.all(ways.map(({ channelId }) => resultOf(channelId, key)));
    expect(first, key).not.toBeNull();
    for (const [index, other] of others.entries())
      expect(other, `${key} by ${ways[index + 1]?.channelId}`).toEqual(first);
  }
};

describe('the same orders told by API, sheet and office', () => {
  it('are the same, with stock held and boxes released', async () => {
    await test.receive('MUG', 60);
    await test.receive('LAMP', 30);
    // What is short is short for whoever comes later: each way finds the same shelf.
    for (const way of ways) {
      await way.tell(told, 0);
      await settle();
      await test.receive('MUG', 60);
      await settle();
    }
    await same();
    expect(await resultOf('signed', '1')).toMatchObject({
      state: 'confirmed',
      held: [
        { sku: 'MUG', quantity: 3 },
        { sku: 'LAMP', quantity: 1 },
      ],
      boxes: [{ state: 'released' }],
    });
  });

  it('are the same after a smaller quantity and a cancellation', async () => {
    const smaller = told.map((order) =>
      order.key === '1'
        ? {
            ...order,
            lines: order.lines.map((line) => (line.sku === 'MUG' ? { ...line, quantity: 2 } : line)),
          }
        : order,
    );
    for (const way of ways) {
      await way.tell(smaller, 1);
      await settle();
      for (const order of smaller.filter(({ key }) => key === '2')) await way.cancel(order, 2);
      await settle();
    }
    await same();
    expect((await orderOf('sheet', '2'))?.state).toBe('cancelled');
    expect((await orderOf('web', '1'))?.lines[0]).toMatchObject({ ordered: 3, cancelled: 1 });
    const [stock] = await test.rows<{ allocated: number }>(
      `SELECT allocated FROM stock WHERE stream_id = 'W1' AND sku = 'MUG'`,
    );
    expect(stock?.allocated).toBe(3 * 2);
  });
});
