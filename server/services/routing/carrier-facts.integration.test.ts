// Routing where carriers are set up: what they said of a lane, what the lane has shown, and other currencies by rates of
// their day. Against EasyPost's rig and real PostgreSQL.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoutePage } from '../../../shared/contract/routing';
import { carrierIdSchema, companyStream } from '../../../shared/domain/ids';
import { lineOf, newOrder } from '../../test-office.test-kit';
import { saveEntries } from '../directory/save-entries';
import { saveRates } from '../rates/rates';
import { startShippingOffice } from '../shipments/shipping-office.test-kit';
import { refreshLanes } from './refresh-lanes';

type Office = Awaited<ReturnType<typeof startShippingOffice>>;
let shop: Office;

beforeAll(async () => {
  shop = await startShippingOffice();
});
afterAll(() => shop.close());

let placed = 0;
const routed = async (postcode: string) => {
  placed += 1;
  const externalId = `LANE-${placed}`;
  const orderId = await shop.bench.place({
    externalId,
    lines: [lineOf('MUG', 1)],
    shipTo: { ...newOrder({ externalId }).shipTo, postcode },
    placedAt: new Date(shop.clock.ms).toISOString(),
  });
  await shop.test.settled();
  const { body } = await shop.bench.get(`/v1/orders/${orderId}/route`);
  return (body as RoutePage).route?.decision.chosen?.shipments[0]?.quote;
};
const tools = () => {
  const { pool, now, shipments } = shop.test.office;
  return { pool, now, carriers: shipments.carriers };
};

describe('an order where carriers are set up', () => {
  it('is weighed by what the carrier said of its lane, asked beforehand and once a day', async () => {
    // The tariff in the directory says 1.00 and 0.10 for the box.
    expect(await routed('LS2 1AA')).toMatchObject({ carrierId: 'EASY', costMinor: 110 });
    expect(await refreshLanes(tools())).toBeGreaterThan(0);
    const rates = await shop.test.rows<{
      lane: string;
      service_id: string;
      upto_grams: number;
      amount_minor: number;
    }>(
      `SELECT lane, service_id, upto_grams, amount_minor::int FROM lane_rate WHERE service_id = 'RoyalMail:Tracked48' ORDER BY upto_grams`,
    );
    expect(rates.map(({ upto_grams }) => upto_grams)).toEqual([500, 1000, 2000, 5000, 10_000, 20_000]);
    expect(rates[0]?.lane).toBe('W1 GB LS');
    // Its box weighs six kilograms by its volume: what it really takes for that is more than the post's 4.50.
    expect(rates.find(({ upto_grams }) => upto_grams === 10_000)?.amount_minor).toBeGreaterThan(450);
    const dearer = await routed('LS9 9ZZ');
    expect(dearer).toMatchObject({ carrierId: 'POST', costMinor: 460 });
    expect(dearer).not.toHaveProperty('pricedBy');
    expect(await refreshLanes(tools())).toBe(0);
    expect(await routed('M1 1AA')).toMatchObject({ costMinor: 110 });
  });

  it('counts days as the lane has shown them', async () => {
    const seen = (lane: string, days: number, parcels: number) =>
      shop.test.rows(
        `INSERT INTO lane_transit (stream_id, carrier_id, service_id, lane, days, parcels) VALUES ($1, 'EASY', 'RoyalMail:Tracked48', $2, $3, $4)`,
        companyStream,
        lane,
        days,
        parcels,
      );
    await seen('W1 GB EH', 9, 40);
    await seen('W1 GB YO', 2, 900);
    // Cheap, and nine days on the way: the post is worth its price.
    expect(await routed('EH1 1AA')).toMatchObject({ carrierId: 'POST', lateDays: 0 });
    expect(await routed('M2 1AA')).toMatchObject({ carrierId: 'EASY', lateDays: 0 });
  });

  it('compares a carrier of another currency at the rate of the day, and leaves it out without one', async () => {
    await shop.test.office.writer.submit([companyStream], (tx) =>
      saveEntries(tx, [
        {
          kind: 'carrier',
          entryId: 'carrier-FERRY',
          carrier: {
            carrierId: carrierIdSchema.parse('FERRY'),
            name: 'Ferry',
            divisorMm3PerGram: 5000,
            services: [
              {
                serviceId: 'ferry',
                name: 'Ferry',
                days: 2,
                cutOff: '16:00',
                currency: 'TRY',
                rates: [{ countries: ['GB'], steps: [{ uptoGrams: 30_000, amountMinor: 2000 }] }],
              },
            ],
          },
        },
      ]),
    );
    expect(await routed('M3 1AA')).toMatchObject({ carrierId: 'EASY' });
    const day = new Date(shop.clock.ms).toISOString().slice(0, 10);
    await saveRates(
      shop.test.office.pool,
      [{ base: 'GBP', currency: 'TRY', day, rate: '50', source: 'by hand' }],
      new Date(shop.clock.ms).toISOString(),
    );
    // 20.00 lira are 40 pence, and 10 for the box.
    expect(await routed('M4 1AA')).toMatchObject({ carrierId: 'FERRY', costMinor: 50 });
    const parcel = await shop.leased('GB', 'M5 1AA');
    const { body } = await shop.bench.get(`/v1/shipments/${parcel.parcelId}/rates?by=cost&fresh=yes`);
    expect(body).toMatchObject({ compared: { day } });
    expect(body['offers']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ currency: 'TRY', amountMinor: 2000, costMinor: 40 }),
      ]),
    );
  });
});

describe('a carrier that is down', () => {
  it('stops no order, takes no time of other carriers, and is asked again in the next round', async () => {
    const { pool, shipments } = shop.test.office;
    let asked = 0;
    const away = (): Promise<Response> => {
      asked += 1;
      return Promise.reject(new TypeError('fetch failed'));
    };
    await shop.test.rows(`DELETE FROM lane_rate`);
    const down = {
      pool,
      now: tools().now,
      carriers: { ...shipments.carriers, ports: { ...shipments.carriers.ports, fetch: away } },
    };
    const first = await refreshLanes(down);
    expect(first).toBeGreaterThan(0);
    // One lane, not every lane of the last weeks.
    expect(first).toBeLessThanOrEqual(6);
    expect(asked).toBeGreaterThan(0);
    const quote = await routed('LS3 3CC');
    expect(quote).toBeDefined();
    expect(quote).not.toHaveProperty('pricedBy');
    expect(await refreshLanes(tools())).toBeGreaterThan(0);
    expect(await shop.test.rows('SELECT 1 FROM lane_rate LIMIT 1')).toHaveLength(1);
  });
});
