import { describe, expect, it } from 'vitest';
import { binOf, carrierIdOf, parcelIdOf, skuOf } from '../ids.test-kit';
import { leeds, orderIn } from '../order/order.test-kit';
import type { Order } from '../order/order';
import type { Carrier } from '../shipping/carrier';
import { evolveParcel } from './evolve';
import { parcelSchema } from './parcel';
import { planParcel } from './plan';

const order = orderIn.confirmed as Order;
const allocation = {
  warehouseId: leeds,
  lines: [
    {
      lineNo: 2,
      sku: skuOf('LAMP'),
      quantity: 2,
      sources: [
        { locationId: binOf('A'), quantity: 1 },
        { locationId: binOf('B'), quantity: 1 },
      ],
    },
    { lineNo: 1, sku: skuOf('MUG'), quantity: 3, sources: [{ locationId: binOf('C'), quantity: 3 }] },
  ],
};
const products = new Map([
  ['LAMP', { weightGrams: 900 }],
  ['MUG', { weightGrams: 300 }],
]);
const post: Carrier = {
  carrierId: carrierIdOf('post'),
  name: 'Post',
  divisorMm3PerGram: 5000,
  services: [
    {
      serviceId: 'post-48',
      name: 'Post 48',
      days: 2,
      cutOff: '16:00',
      currency: 'GBP',
      rates: [
        {
          countries: ['GB'],
          steps: [
            { uptoGrams: 2999, amountMinor: 300 },
            { uptoGrams: 3000, amountMinor: 400 },
          ],
        },
      ],
    },
  ],
};

const plan = (carriers: Carrier[] = [post], weights = products): ReturnType<typeof planParcel> =>
  planParcel(parcelIdOf(7), order, 'Web shop', allocation, weights, carriers, 2);

describe('planning a parcel', () => {
  it('takes over what the allocation found, under the names of the order', () => {
    expect(plan()).toMatchObject({
      parcelId: parcelIdOf(7),
      warehouseId: 'leeds',
      orderId: order.orderId,
      orderNumber: '1042',
      channelName: 'Web shop',
      priority: 'normal',
      boxNumber: 2,
      placedAt: order.placedAt,
      shipTo: order.shipTo,
      lines: [
        {
          lineNo: 2,
          name: 'Metal lantern',
          unitWeightGrams: 900,
          expected: 2,
          sources: allocation.lines[0]?.sources,
        },
        {
          lineNo: 1,
          name: 'White mug',
          unitWeightGrams: 300,
          expected: 3,
          packed: 0,
          missing: 0,
          damaged: 0,
        },
      ],
    });
  });

  it('begins a parcel that head office may store and send', () => {
    const begun = plan();
    if (!begun) throw new Error('there is a plan');
    const parcel = evolveParcel(null, { type: 'ParcelReleased', parcelId: begun.parcelId, plan: begun });
    expect(parcelSchema.parse(JSON.parse(JSON.stringify(parcel)))).toEqual(parcel);
    expect(parcel).toMatchObject({ state: 'released', fence: 0, holder: null, acts: [], stationSeq: 0 });
  });

  it('weighs the goods and 300 g of packaging for the choice of service: 1800 + 900 + 300 is 3000', () => {
    expect(plan()?.shipping).toMatchObject({ serviceId: 'post-48', amountMinor: 400 });
    const lighter = new Map([...products, ['MUG', { weightGrams: 299 }] as const]);
    expect(plan([post], lighter)?.shipping.amountMinor).toBe(300);
  });

  it('takes the heaviest step for a parcel that is too heavy: the bench splits it', () => {
    const heavy = new Map([...products, ['LAMP', { weightGrams: 40_000 }] as const]);
    expect(plan([post], heavy)?.shipping.amountMinor).toBe(400);
  });

  it('is none where no carrier goes', () => {
    expect(plan([])).toBeNull();
    const abroad = post.services.map((service) => ({
      ...service,
      rates: service.rates.map((rate) => ({ ...rate, countries: ['FR'] })),
    }));
    expect(plan([{ ...post, services: abroad }])).toBeNull();
  });

  it('counts a product the catalogue does not know as weightless', () => {
    expect(plan([post], new Map())?.lines.map((line) => line.unitWeightGrams)).toEqual([0, 0]);
  });
});
