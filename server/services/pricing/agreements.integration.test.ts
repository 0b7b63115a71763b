// What was agreed for a channel, where it is used: its price list and tax where an order or a quote names no price, its
// services where a parcel is routed and planned.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelPolicy } from '../../../shared/domain/channel/policy';
import { carrierIdSchema, companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { newOrder, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { saveEntries } from '../directory/save-entries';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';

let test: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  test = await startTestOffice({ idleMs: 3_600_000 });
  await addOfficePeople(test);
  desk = await test.enrol();
  await test.receive('MUG', 500);
  const service = (serviceId: string, days: number, amountMinor: number) => ({
    serviceId,
    name: serviceId,
    days,
    cutOff: '16:00',
    currency: 'GBP',
    rates: [{ countries: ['GB'], steps: [{ uptoGrams: 30_000, amountMinor }] }],
  });
  await test.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      {
        kind: 'carrier',
        entryId: 'carrier-FAST',
        carrier: {
          carrierId: carrierIdSchema.parse('FAST'),
          name: 'Fast',
          divisorMm3PerGram: 5000,
          services: [service('next-day', 1, 900), service('saver', 5, 300)],
        },
      },
    ]),
  );
});
afterAll(() => test.close());

async function agree(policy: Partial<ChannelPolicy>): Promise<void> {
  await test.rows(`UPDATE channel SET policy = $1 WHERE channel_id = 'web'`, JSON.stringify(policy));
}

const unpriced = (externalId: string, quantity: number) => {
  const order = newOrder({ externalId });
  return { ...order, lines: [{ sku: 'MUG', quantity }] };
};
async function orderOf(answer: { body: Record<string, unknown> }): Promise<Order> {
  const { body } = await desk.get(`/v1/orders/${String(answer.body['orderId'])}`);
  return (body as { order: Order }).order;
}

describe('a price that nobody sent', () => {
  it('is the product’s own where nothing was agreed', async () => {
    await agree({});
    const placed = await desk.post('/v1/orders', unpriced('P-0', 2));
    expect(await orderOf(placed)).toMatchObject({ lines: [{ unitPriceMinor: 500 }], charges: [] });
  });

  it('is that of the channel’s list, with the tax of its rule, also when the order comes again', async () => {
    const list = {
      name: 'trade',
      currency: 'GBP',
      prices: [
        { sku: 'MUG', unitPriceMinor: 450 },
        { sku: 'MUG', fromQuantity: 100, unitPriceMinor: 301 },
      ],
    };
    const rule = { name: 'UK', taxIncluded: false, rates: [{ countries: ['GB'], taxPpm: 200_000 }] };
    expect(await desk.post('/v1/price-lists', { list, by: clerk })).toMatchObject({ status: 403 });
    expect(await desk.post('/v1/price-lists', { list, by: manager })).toMatchObject({ status: 200 });
    expect(await desk.post('/v1/tax-rules', { rule, by: manager })).toMatchObject({ status: 200 });
    await agree({ priceList: 'trade', taxRule: 'UK' });
    const placed = await desk.post('/v1/orders', unpriced('P-1', 100));
    expect(placed.status).toBe(201);
    expect(await orderOf(placed)).toMatchObject({
      lines: [{ unitPriceMinor: 301 }],
      charges: [{ kind: 'adjustment', code: 'tax', amountMinor: 6_020 }],
    });
    await desk.post('/v1/price-lists', { list: { ...list, prices: [] }, by: manager });
    expect(await desk.post('/v1/orders', unpriced('P-1', 100))).toMatchObject({
      status: 200,
      body: { created: false },
    });
    await desk.post('/v1/price-lists', { list, by: manager });
    // A price that was sent is the price.
    const sent = await desk.post('/v1/orders', newOrder({ externalId: 'P-2' }));
    expect(await orderOf(sent)).toMatchObject({ lines: [{ unitPriceMinor: 500 }], charges: [] });
  });

  it('in a currency that nobody has a price in is named', async () => {
    const order = { ...unpriced('P-3', 1), currency: 'EUR' };
    expect(await desk.post('/v1/orders', order)).toMatchObject({
      status: 422,
      body: { code: 'price-unknown', values: { lineNo: 1, sku: 'MUG' } },
    });
  });

  it('stands in a quote', async () => {
    const content = {
      number: 'Q-9',
      channelId: 'web',
      customerId: null,
      customerName: 'Kaya Ltd',
      shipTo: newOrder({ externalId: 'x' }).shipTo,
      currency: 'GBP',
      lines: [{ sku: 'MUG', name: 'A mug', quantity: 10, discountMinor: 0 }],
      discountMinor: 0,
      shippingMinor: 0,
      taxIncluded: false,
      validUntil: '2036-01-01T00:00:00.000Z',
      termsDays: 30,
      note: null,
    };
    const drafted = await desk.post('/v1/quotes/0191d2f4-5a3c-7000-8000-0000000000aa', content);
    expect(drafted, JSON.stringify(drafted.body)).toMatchObject({
      status: 200,
      body: {
        totalMinor: 5_400,
        taxMinor: 900,
        quote: { lines: [{ unitPriceMinor: 450, taxPpm: 200_000 }] },
      },
    });
  });
});

describe('a service level', () => {
  const serviceOf = async (
    externalId: string,
    policy: Partial<ChannelPolicy>,
  ): Promise<string | undefined> => {
    await agree(policy);
    const orderId = await desk.place({ externalId, placedAt: test.office.now().toISOString() });
    await test.settled();
    const [parcel] = await test.parcelsOf(orderId);
    return parcel && `${parcel.shipping.carrierName} ${parcel.shipping.serviceId}`;
  };

  it('chooses among the services that were agreed, and those that are quick enough', async () => {
    expect(await serviceOf('L-1', {})).toBe('Post standard');
    expect(await serviceOf('L-2', { deliveryDays: 2 })).toBe('Fast next-day');
    const saver = { carrierId: carrierIdSchema.parse('FAST'), serviceId: 'saver' };
    expect(await serviceOf('L-3', { services: [saver] })).toBe('Fast saver');
    expect(await serviceOf('L-4', { services: [{ ...saver, serviceId: 'gone' }] })).toBeUndefined();
    const tasks = await test.rows(
      `SELECT doc->'values'->>'code' AS code FROM task WHERE kind = 'contradiction'`,
    );
    expect(tasks).toEqual([{ code: 'no-carrier' }]);
  });
});
