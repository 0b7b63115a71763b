import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sku } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import {
  lineOf,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;

beforeAll(async () => {
  test = await startTestOffice();
  bench = await test.enrol();
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

const orderOf = async (orderId: string): Promise<Order> => {
  const { body } = await bench.get(`/v1/orders/${orderId}`);
  return body['order'] as Order;
};
const cancel = (orderId: string, quantity: number, lineNo = 1) =>
  bench.post(`/v1/orders/${orderId}/cancel-lines`, { reason: 'customer', lines: [{ lineNo, quantity }] });

describe('placing an order', () => {
  it('is told once by channel and external id, and says so', async () => {
    await test.receive('MUG', 5);
    const order = newOrder({ externalId: 'ONCE', lines: [lineOf('MUG', 2)] });
    const first = await bench.post('/v1/orders', order);
    expect(first).toMatchObject({ status: 201, body: { number: 'ONCE', created: true } });
    const again = await Promise.all([bench.post('/v1/orders', order), bench.post('/v1/orders', order)]);
    for (const answer of again)
      expect(answer).toEqual({ status: 200, body: { ...first.body, created: false } });
    const orders = await test.rows(`SELECT order_id FROM sales_order WHERE external_id = 'ONCE'`);
    expect(orders).toHaveLength(1);
    expect(await test.parcelsOf(String(first.body['orderId']))).toHaveLength(1);
  });

  it('explains when the channel tells other content under a known id', async () => {
    await bench.place({ externalId: 'TWO-WAYS' });
    const other = await bench.post(
      '/v1/orders',
      newOrder({ externalId: 'TWO-WAYS', lines: [lineOf('MUG', 9)] }),
    );
    expect(other).toMatchObject({
      status: 409,
      body: { code: 'order-different', values: { externalId: 'TWO-WAYS' } },
    });
    expect(String(other.body['message'])).toContain('TWO-WAYS');
  });

  it('names the line whose product nobody knows, and takes nothing', async () => {
    const lines = [lineOf('MUG', 1), lineOf('UNHEARD-OF', 1)];
    const answer = await bench.post('/v1/orders', newOrder({ externalId: 'UNKNOWN', lines }));
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'sku-unknown', values: { lineNo: 2, sku: 'UNHEARD-OF' } },
    });
    expect(await test.rows(`SELECT 1 FROM sales_order WHERE external_id = 'UNKNOWN'`)).toEqual([]);
  });

  it('refuses an unknown channel, no lines, and fields of head office', async () => {
    const channel = await bench.post('/v1/orders', {
      ...newOrder({ externalId: 'X1' }),
      channelId: 'nowhere',
    });
    expect(channel).toMatchObject({
      status: 422,
      body: { code: 'channel-unknown', values: { known: 'web' } },
    });
    const empty = await bench.post('/v1/orders', newOrder({ externalId: 'X2', lines: [] }));
    expect(empty).toMatchObject({ status: 422, body: { code: 'order-has-no-lines' } });
    const forged = await bench.post('/v1/orders', { ...newOrder({ externalId: 'X3' }), state: 'closed' });
    expect(forged).toMatchObject({
      status: 400,
      body: { code: 'request-invalid', values: { field: 'body', remedy: 'Leave out state.' } },
    });
  });

  it('names the field, the reason and what to do', async () => {
    const order = newOrder({ externalId: 'X4', lines: [{ ...lineOf('MUG', 1), quantity: 0 }] });
    const answer = await bench.post('/v1/orders', order);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'request-invalid',
        values: { field: 'body.lines.0.quantity', remedy: 'Send more than 0.' },
      },
    });
  });
});

describe('holding stock', () => {
  it('ships complete: waits for the last unit, then releases one parcel', async () => {
    await test.receive('BOWL', 2);
    const orderId = await bench.place({ externalId: 'WAITS', lines: [lineOf('BOWL', 3)] });
    expect(await test.parcelsOf(orderId)).toEqual([]);
    expect((await orderOf(orderId)).lines[0]).toMatchObject({ ordered: 3, allocated: 2 });
    await test.receive('BOWL', 5, 'B-01');
    await test.settled();
    const parcels = await test.parcelsOf(orderId);
    expect(parcels).toHaveLength(1);
    expect(parcels[0]?.lines[0]).toMatchObject({
      expected: 3,
      sources: [
        { locationId: 'A-01', quantity: 2 },
        { locationId: 'B-01', quantity: 1 },
      ],
    });
    expect(parcels[0]?.shipping.carrierName).toBe('Post');
    await test.expectSound();
  });

  it('law 5: never promises more than is there, however many ask at once', async () => {
    await test.receive('LAMP', 10);
    await test.receive('LAMP', 7, 'A-02');
    const asked = Array.from({ length: 40 }, (_, n) =>
      bench.place({ externalId: `RUSH-${n}`, lines: [lineOf('LAMP', 1 + (n % 3))] }),
    );
    await Promise.all(asked);
    await test.settled();
    const [stock] = await test.rows<{ on_hand: number; allocated: number; available: number }>(
      `SELECT on_hand, allocated, available FROM stock WHERE sku = 'LAMP' AND stream_id = 'W1'`,
    );
    expect(stock).toEqual({ on_hand: 17, allocated: 17, available: 0 });
    const bins = await test.rows<{ location_id: string; free: number }>(
      `SELECT l.location_id, l.on_hand - coalesce(sum(r.quantity), 0)::int AS free FROM stock_level l
       LEFT JOIN reservation r ON r.stream_id = l.stream_id AND r.sku = l.sku AND r.location_id = l.location_id
       WHERE l.sku = 'LAMP' AND l.location_id LIKE '_-__' GROUP BY l.location_id, l.on_hand`,
    );
    expect(bins.filter((bin) => bin.free < 0)).toEqual([]);
    await test.expectSound();
  });

  it('gives stock that arrives to who came first, VIP before all', async () => {
    const late = await bench.place({
      externalId: 'Q-late',
      placedAt: '2026-01-07T09:00:00.000Z',
      lines: [lineOf('VASE', 1)],
    });
    const early = await bench.place({
      externalId: 'Q-early',
      placedAt: '2026-01-06T09:00:00.000Z',
      lines: [lineOf('VASE', 1)],
    });
    const vip = await bench.place({
      externalId: 'Q-vip',
      placedAt: '2026-01-08T09:00:00.000Z',
      priority: 'vip',
      lines: [lineOf('VASE', 1)],
    });
    await test.receive('VASE', 2);
    await test.settled();
    const released = await Promise.all(
      [late, early, vip].map(async (id) => (await test.parcelsOf(id)).length),
    );
    expect(released).toEqual([0, 1, 1]);
  });

  it('says when no carrier takes a parcel, once', async () => {
    await test.receive('MUG', 1);
    const shipTo = { ...newOrder({ externalId: '-' }).shipTo, countryCode: 'AQ' };
    const orderId = await bench.place({ externalId: 'FAR', shipTo });
    expect(await test.parcelsOf(orderId)).toEqual([]);
    await test.receive('MUG', 1);
    await test.settled();
    const tasks = await test.rows<{ doc: { values: object } }>(
      'SELECT doc FROM task WHERE order_id = $1',
      orderId,
    );
    expect(tasks.map((task) => task.doc.values)).toEqual([
      { code: 'no-carrier', number: 'FAR', country: 'AQ' },
    ]);
  });
});

describe('cancelling units', () => {
  const pack = (parcel: Parcel, quantity: number) =>
    bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity, code: 'MUG', scanId: 's' });

  async function openParcel(externalId: string, units: number): Promise<Parcel> {
    await test.receive('MUG', units);
    const orderId = await bench.place({ externalId, lines: [lineOf('MUG', units)] });
    await test.settled();
    const [released] = await test.parcelsOf(orderId);
    if (!released) throw new Error('no parcel');
    const claim = { ...bench.op('parcel.claim', released, {}), fence: null };
    const held = { ...released, fence: released.fence + 1 };
    await bench.deliver(claim, bench.op('parcel.open', held, {}));
    const [parcel] = await test.parcelsOf(orderId);
    return parcel as Parcel;
  }

  it('ends a parcel nobody has begun, and frees its stock for the next in line', async () => {
    await test.receive('MUG', 1);
    const orderId = await bench.place({ externalId: 'C-1', lines: [lineOf('MUG', 1)] });
    const [before] = await test.rows<{ available: number }>(
      `SELECT available FROM stock WHERE sku = 'MUG' AND stream_id = 'W1'`,
    );
    expect((await cancel(orderId, 1)).status).toBe(200);
    await test.settled();
    expect((await test.parcelsOf(orderId))[0]?.state).toBe('cancelled');
    const [after] = await test.rows<{ available: number }>(
      `SELECT available FROM stock WHERE sku = 'MUG' AND stream_id = 'W1'`,
    );
    expect(after?.available).toBe((before?.available ?? 0) + 1);
    expect((await orderOf(orderId)).state).toBe('cancelled');
    expect(await cancel(orderId, 1)).toMatchObject({ status: 409, body: { code: 'order-cancelled' } });
    await test.expectSound();
  });

  it('asks the bench that has the box, and leaves the order as it is until then', async () => {
    const parcel = await openParcel('C-3', 2);
    await bench.deliver(pack(parcel, 2));
    const answer = await cancel(parcel.orderId, 1);
    expect(answer).toMatchObject({
      status: 200,
      body: { asked: [{ parcelId: parcel.parcelId, lineNo: 1, quantity: 1 }] },
    });
    expect((await orderOf(parcel.orderId)).lines[0]).toMatchObject({ cancelled: 0, allocated: 2 });
    expect((await test.parcelsOf(parcel.orderId))[0]).toMatchObject({
      cancel: { state: 'asked' },
      lines: [{ packed: 2, cancelled: 0 }],
    });
    await test.expectSound();
  });

  it('cannot take back what is more than open', async () => {
    const parcel = await openParcel('C-4', 1);
    const answer = await cancel(parcel.orderId, 2);
    expect(answer).toMatchObject({ status: 409, body: { code: 'more-than-open', values: { limit: 1 } } });
    expect(String(answer.body['message'])).toContain('Only 1 still open');
    expect(await cancel(parcel.orderId, 1, 7)).toMatchObject({ status: 409, body: { code: 'line-unknown' } });
    expect(await cancel('01890000-0000-7000-8000-000000000000', 1)).toMatchObject({
      status: 404,
      body: { code: 'order-unknown' },
    });
  });

  it('completes an order that waited only for what was cancelled', async () => {
    await test.receive('MUG', 1);
    const lines = [lineOf('MUG', 1), lineOf('VASE', 500)];
    const orderId = await bench.place({ externalId: 'C-5', lines });
    expect(await test.parcelsOf(orderId)).toEqual([]);
    expect((await cancel(orderId, 500, 2)).status).toBe(200);
    await test.settled();
    expect((await test.parcelsOf(orderId)).map((parcel) => parcel.state)).toEqual(['released']);
    await test.expectSound();
  });
});

describe('looking at orders', () => {
  it('finds them by number, external id and customer, page by page', async () => {
    for (let n = 0; n < 5; n += 1) {
      const customer = { customerId: null, name: `Zoë %_Page ${n}` };
      await bench.place({ externalId: `PAGE-${n}`, customer, placedAt: `2026-02-0${n + 1}T00:00:00.000Z` });
    }
    const first = await bench.get('/v1/orders?text=PAGE-&limit=2');
    expect(first.body).toMatchObject({ total: 5, rows: [{ number: 'PAGE-4' }, { number: 'PAGE-3' }] });
    const second = await bench.get(`/v1/orders?text=PAGE-&limit=2&cursor=${String(first.body['cursor'])}`);
    expect(second.body).toMatchObject({ total: 5, rows: [{ number: 'PAGE-2' }, { number: 'PAGE-1' }] });
    const third = await bench.get(`/v1/orders?text=PAGE-&limit=2&cursor=${String(second.body['cursor'])}`);
    expect(third.body).toMatchObject({ rows: [{ number: 'PAGE-0' }], cursor: null });
    expect((await bench.get(`/v1/orders?text=${encodeURIComponent('zoë %_page')}`)).body['total']).toBe(5);
    expect((await bench.get('/v1/orders?status=cancelled&text=PAGE')).body['total']).toBe(0);
    expect(await bench.get('/v1/orders?cursor=nonsense')).toMatchObject({
      status: 400,
      body: { code: 'cursor-wrong' },
    });
  });

  it('tells who did what where', async () => {
    const [row] = await test.rows<{ order_id: string }>(
      `SELECT order_id FROM sales_order WHERE number = 'C-3'`,
    );
    const { body } = await bench.get(`/v1/orders/${row?.order_id}`);
    const timeline = body['timeline'] as {
      type: string;
      by: string | null;
      station: string | null;
      aggregate: string;
    }[];
    expect(timeline.map((entry) => entry.type)).toEqual(
      expect.arrayContaining([
        'OrderPlaced',
        'LinesAllocated',
        'ParcelReleased',
        'ItemPacked',
        'CancelAsked',
      ]),
    );
    expect(timeline.find((entry) => entry.type === 'ItemPacked')).toMatchObject({
      by: 'Ayşe Yıldız',
      station: bench.name,
      aggregate: 'parcel',
    });
  });
});
