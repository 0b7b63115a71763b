// Routing on real PostgreSQL: where orders are held, what is kept of the choice, rules, a person's word, stock that comes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoutePage } from '../../../shared/contract/routing';
import {
  defaultRoutingPolicy,
  nodePolicyOf,
  type RoutingPolicy,
} from '../../../shared/domain/routing/policy';
import { companyStream, skuSchema, type WarehouseId } from '../../../shared/domain/ids';
import {
  leeds,
  lineOf,
  newOrder,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { addProducts } from '../catalogue/save-products';
import { saveEntries } from '../directory/save-entries';

let test: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  test = await startTestOffice();
  desk = await test.enrol();
  await test.office.writer.submit([companyStream], (tx) =>
    saveEntries(
      tx,
      [
        { id: leeds, city: 'Leeds', countryCode: 'GB', timeZone: 'Europe/London' },
        { id: rotterdam, city: 'Rotterdam', countryCode: 'NL', timeZone: 'Europe/Amsterdam' },
      ].map(({ id, city, countryCode, timeZone }) => ({
        kind: 'warehouse' as const,
        entryId: `warehouse-${id}`,
        warehouse: {
          warehouseId: id,
          name: city,
          timeZone,
          address: {
            name: city,
            company: null,
            lines: [],
            postcode: null,
            city,
            region: null,
            countryCode,
            phone: null,
            email: null,
          },
        },
      })),
    ),
  );
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

const routeOf = async (orderId: string): Promise<RoutePage> =>
  (await desk.get(`/v1/orders/${orderId}/route`)).body as RoutePage;
const heldAt = (orderId: string) =>
  test.rows<{ at: string; units: number }>(
    `SELECT stream_id AS at, sum(quantity)::int AS units FROM reservation WHERE order_id = $1 GROUP BY 1 ORDER BY 1`,
    orderId,
  );
const setPolicy = async (policy: RoutingPolicy) => {
  const { body } = await desk.get('/v1/routing/policy');
  return desk.post('/v1/routing/policy', { from: body['version'], policy });
};
const say = (orderId: string, ...warehouseIds: WarehouseId[]) =>
  desk.post(`/v1/orders/${orderId}/route`, {
    override: warehouseIds.length === 0 ? null : { warehouseIds, reason: 'the customer fetches it there' },
  });

describe('where an order is held', () => {
  it('is the nearer warehouse when both have it, and says why', async () => {
    await test.receive('BOWL', 2, 'A-01', leeds);
    await test.receive('BOWL', 2, 'A-01', rotterdam);
    const orderId = await desk.place({ externalId: 'NEAR', lines: [lineOf('BOWL', 1)] });
    expect(await heldAt(orderId)).toEqual([{ at: leeds, units: 1 }]);
    expect(await routeOf(orderId)).toMatchObject({
      decidedAt: expect.any(String),
      override: null,
      destination: { latitude: expect.any(Number) },
      nodes: [
        { nodeId: leeds, name: 'Leeds', place: { latitude: 53.8 } },
        { nodeId: rotterdam, name: 'Rotterdam', place: { longitude: 4.48 } },
      ],
      route: {
        currency: 'GBP',
        policyVersion: 0,
        decision: {
          proven: true,
          chosen: { shipments: [{ nodeId: leeds, quote: { serviceId: 'standard', costMinor: 450 } }] },
          alternatives: [{ shipments: [{ nodeId: rotterdam }] }],
          because: { reason: 'nearer', aheadBy: 0 },
        },
      },
    });
  });

  it('is one warehouse that has all before the nearer one that has half', async () => {
    await test.receive('BOWL', 2, 'A-02', rotterdam);
    await test.receive('LAMP', 1, 'A-01', rotterdam);
    const lines = [lineOf('BOWL', 1), lineOf('LAMP', 1)];
    const orderId = await desk.place({
      externalId: 'WHOLE',
      lines,
      placedAt: test.office.now().toISOString(),
    });
    expect(await heldAt(orderId)).toEqual([{ at: rotterdam, units: 2 }]);
    const { route } = await routeOf(orderId);
    expect(route?.decision.because).toMatchObject({ reason: 'least-cost', through: 'shipping' });
  });

  it('obeys a rule, names it, and takes the price of a border into account', async () => {
    const node = {
      ...nodePolicyOf(defaultRoutingPolicy, rotterdam),
      warehouseId: rotterdam,
      abroadMinor: 700,
    };
    const rule = {
      ruleId: 'no-vase-leeds',
      name: 'No vases from Leeds',
      active: true,
      when: { skus: [skuSchema.parse('VASE')], countries: [], channelIds: [], vipOnly: false },
      then: { kind: 'never' as const, nodes: { warehouseIds: [leeds], kinds: [] } },
    };
    expect(await setPolicy({ ...defaultRoutingPolicy, nodes: [node], rules: [rule] })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    await test.receive('VASE', 3, 'A-01', leeds);
    await test.receive('VASE', 1, 'A-01', rotterdam);
    const orderId = await desk.place({ externalId: 'RULED', lines: [lineOf('VASE', 2)] });
    expect(await heldAt(orderId)).toEqual([{ at: rotterdam, units: 1 }]);
    expect(await routeOf(orderId)).toMatchObject({
      route: {
        policyVersion: 1,
        bans: [{ nodeId: leeds, sku: 'VASE', ruleId: 'no-vase-leeds' }],
        decision: { chosen: { parts: { shipping: 1150 } }, short: [{ lineNo: 1, quantity: 1 }] },
      },
    });
  });
});

describe('a person who says otherwise', () => {
  it('moves what no parcel counts on, and is remembered when stock comes', async () => {
    await setPolicy(defaultRoutingPolicy);
    await test.receive('MUG', 1, 'A-01', leeds);
    const orderId = await desk.place({ externalId: 'SAID', lines: [lineOf('MUG', 2)] });
    expect(await heldAt(orderId)).toEqual([{ at: leeds, units: 1 }]);
    expect(await say(orderId, rotterdam)).toMatchObject({
      status: 200,
      body: { override: { warehouseIds: [rotterdam] }, route: { decision: { chosen: null } } },
    });
    expect(await heldAt(orderId)).toEqual([]);
    await test.receive('MUG', 5, 'A-02', leeds);
    await test.settled();
    expect(await heldAt(orderId)).toEqual([]);
    await test.receive('MUG', 2, 'A-01', rotterdam);
    await test.settled();
    expect(await heldAt(orderId)).toEqual([{ at: rotterdam, units: 2 }]);
    expect(await test.parcelsOf(orderId)).toHaveLength(1);
  });

  it('is told when it is too late, when there is no such warehouse, and no such order', async () => {
    const orderId = await desk.place({ externalId: 'LATE', lines: [lineOf('MUG', 1)] });
    expect(await say(orderId, rotterdam)).toMatchObject({ status: 409, body: { code: 'route-settled' } });
    expect(await say(orderId, 'W9' as WarehouseId)).toMatchObject({
      status: 404,
      body: { code: 'warehouse-unknown', values: { warehouseId: 'W9' } },
    });
    const nobody = '01980000-0000-7000-8000-000000000000';
    expect(await say(nobody, leeds)).toMatchObject({ status: 404, body: { code: 'order-unknown' } });
    expect(await desk.get(`/v1/orders/${nobody}/route`)).toMatchObject({ status: 404 });
  });

  it('can take it back', async () => {
    await test.receive('LAMP', 1, 'A-01', leeds);
    const orderId = await desk.place({ externalId: 'BACK', lines: [lineOf('LAMP', 2)] });
    await say(orderId, rotterdam);
    expect(await heldAt(orderId)).toEqual([]);
    expect(await say(orderId)).toMatchObject({ status: 200, body: { override: null } });
    expect(await heldAt(orderId)).toEqual([{ at: leeds, units: 1 }]);
  });
});

describe('the policy', () => {
  it('is not overwritten by somebody who saw an older one', async () => {
    const body = { from: 0, policy: defaultRoutingPolicy };
    expect(await desk.post('/v1/routing/policy', body)).toMatchObject({
      status: 409,
      body: { code: 'policy-changed' },
    });
  });

  it('puts orders first that a rule names', async () => {
    const first = {
      ruleId: 'turkey-first',
      name: 'Türkiye first',
      active: true,
      when: { skus: [], countries: ['TR'], channelIds: [], vipOnly: false },
      then: { kind: 'first' as const },
    };
    await setPolicy({ ...defaultRoutingPolicy, rules: [first] });
    const lines = [lineOf('VASE', 9)];
    const shipTo = { ...newOrder({ externalId: 'x' }).shipTo, city: 'İzmir', countryCode: 'TR' };
    const britain = await desk.place({ externalId: 'GB-1', lines });
    const turkey = await desk.place({ externalId: 'TR-1', lines, shipTo });
    await test.receive('VASE', 9, 'B-01', leeds);
    await test.settled();
    const units = async (orderId: string) => (await heldAt(orderId)).reduce((sum, row) => sum + row.units, 0);
    expect(await units(turkey)).toBeGreaterThan(0);
    expect((await units(turkey)) + (await units(britain))).toBeLessThanOrEqual(13);
  });

  it('puts VIPs first, and lets a store ship where a rule prefers stores and it is worth it', async () => {
    const any = { skus: [], countries: [], channelIds: [] };
    const vipFirst = {
      ruleId: 'vip-first',
      name: 'VIP first',
      active: true,
      when: { ...any, vipOnly: true },
      then: { kind: 'first' as const },
    };
    const store = {
      ...nodePolicyOf(defaultRoutingPolicy, rotterdam),
      warehouseId: rotterdam,
      kind: 'store' as const,
    };
    const preferStore = (worthMinor: number) => ({
      ruleId: 'prefer-store',
      name: 'Prefer stores',
      active: true,
      when: { ...any, vipOnly: true },
      then: { kind: 'prefer' as const, nodes: { warehouseIds: [], kinds: ['store' as const] }, worthMinor },
    });
    const set = async (worthMinor: number) =>
      setPolicy({ ...defaultRoutingPolicy, nodes: [store], rules: [vipFirst, preferStore(worthMinor)] });
    expect(await set(2000)).toMatchObject({ status: 200 });
    await test.office.writer.submit([companyStream], (tx) =>
      addProducts(tx, [
        {
          sku: skuSchema.parse('JAR'),
          name: 'A jar',
          category: null,
          size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
          weightGrams: 300,
          price: { amountMinor: 500, currency: 'GBP' },
          fragile: false,
        },
      ]),
    );
    const lines = [lineOf('JAR', 2)];
    const usual = await desk.place({ externalId: 'JAR-1', lines });
    const vip = await desk.place({ externalId: 'JAR-2', lines, priority: 'vip' });
    await test.receive('JAR', 2, 'B-01', leeds);
    await test.settled();
    expect(await heldAt(vip)).toEqual([{ at: leeds, units: 2 }]);
    expect(await heldAt(usual)).toEqual([]);
    // Both have it now: the store is farther, and preferred for this customer.
    await test.receive('JAR', 9, 'B-01', leeds);
    await test.receive('JAR', 9, 'B-01', rotterdam);
    await test.settled();
    expect(await heldAt(usual)).toEqual([{ at: leeds, units: 2 }]);
    const preferred = await desk.place({ externalId: 'JAR-3', lines, priority: 'vip' });
    expect(await heldAt(preferred)).toEqual([{ at: rotterdam, units: 2 }]);
    expect((await routeOf(preferred)).route?.decision.because).toMatchObject({ through: 'preference' });
    // It gives way where it is worth nothing.
    await set(0);
    const nearer = await desk.place({ externalId: 'JAR-4', lines, priority: 'vip' });
    expect(await heldAt(nearer)).toEqual([{ at: leeds, units: 2 }]);
  });
});
