// Orders that wait, planned together on real PostgreSQL: what is proposed, applied, found stale, taken back, and gathered.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PoolOrderRow, RoutingPlan, Workbench } from '../../../shared/contract/replan';
import {
  defaultRoutingPolicy,
  nodePolicyOf,
  type RoutingPolicy,
} from '../../../shared/domain/routing/policy';
import { companyStream, skuSchema, type WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { NewOrder } from '../../../shared/contract/http';
import type { RoutePage } from '../../../shared/contract/routing';
import { saveEntries } from '../directory/save-entries';
import { addProducts } from '../catalogue/save-products';
import {
  leeds,
  lineOf,
  newOrder,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { refreshStockPrices } from './refresh-prices';

let test: TestOffice;
let desk: TestStation;

const setPolicy = async (policy: Partial<RoutingPolicy>) => {
  const { body } = await desk.get('/v1/routing/policy');
  const answer = await desk.post('/v1/routing/policy', {
    from: body['version'],
    policy: { ...defaultRoutingPolicy, ...policy },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const heldAt = (orderId: string) =>
  test.rows<{ at: string; units: number }>(
    `SELECT stream_id AS at, sum(quantity)::int AS units FROM reservation WHERE order_id = $1 GROUP BY 1 ORDER BY 1`,
    orderId,
  );
const plan = async (body: object = {}): Promise<RoutingPlan> => {
  const { status, body: begun } = await desk.post('/v1/routing/plans', body);
  expect(status, JSON.stringify(begun)).toBe(200);
  await test.office.replan.ended(String(begun['planId']));
  return (await desk.get(`/v1/routing/plans/${String(begun['planId'])}`)).body as RoutingPlan;
};
const ordersOf = async (planId: string, query = ''): Promise<PoolOrderRow[]> =>
  (await desk.get(`/v1/routing/plans/${planId}/orders${query}`)).body['rows'] as PoolOrderRow[];
const act = (planId: string, what: 'apply' | 'undo', body: object = {}) =>
  desk.post(`/v1/routing/plans/${planId}/${what}`, body);
let round = 0;
let [bowl, lamp, vase] = ['', '', ''];
const both = (): NewOrder['lines'] => [lineOf(bowl, 1), lineOf(lamp, 1)];
let placed = 0;
/** Holds a bowl in Leeds and lacks a lamp. */
const waitForLamp = async (lines = both()): Promise<string> => {
  placed += 1;
  return desk.place({ externalId: `WAIT-${placed}`, lines, placedAt: test.office.now().toISOString() });
};

beforeAll(async () => {
  test = await startTestOffice();
  desk = await test.enrol();
  const address = { company: null, lines: [], postcode: null, region: null, phone: null, email: null };
  const buildings = [
    { id: leeds, city: 'Leeds', countryCode: 'GB', timeZone: 'Europe/London' },
    { id: rotterdam, city: 'Rotterdam', countryCode: 'NL', timeZone: 'Europe/Amsterdam' },
  ];
  await test.office.writer.submit([companyStream], (tx) =>
    saveEntries(
      tx,
      buildings.map(({ id, city, countryCode, timeZone }) => ({
        kind: 'warehouse' as const,
        entryId: `warehouse-${id}`,
        warehouse: {
          warehouseId: id,
          name: city,
          timeZone,
          address: { ...address, name: city, city, countryCode },
        },
      })),
    ),
  );
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});
/** Every test has goods of its own and an empty pool. */
beforeEach(async () => {
  await setPolicy({ replan: 'off' });
  const waiting = await test.rows<{ order_id: string }>(
    'SELECT DISTINCT order_id FROM reservation UNION SELECT order_id FROM backorder_line',
  );
  for (const { order_id: orderId } of waiting) {
    const { order } = (await desk.get(`/v1/orders/${orderId}`)).body as { order: Order };
    const lines = order.lines
      .map(({ lineNo, ordered, cancelled }) => ({ lineNo, quantity: ordered - cancelled }))
      .filter(({ quantity }) => quantity > 0);
    await desk.post(`/v1/orders/${orderId}/cancel-lines`, { reason: 'another test', lines });
  }
  await test.settled();
  round += 1;
  [bowl, lamp, vase] = ['BOWL', 'LAMP', 'VASE'].map((name) => `${name}-${round}`) as [string, string, string];
  await test.office.writer.submit([companyStream], (tx) =>
    addProducts(
      tx,
      [bowl, lamp, vase].map((sku) => ({
        sku: skuSchema.parse(sku),
        name: `A ${sku}`,
        category: null,
        size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
        weightGrams: 300,
        price: { amountMinor: 500, currency: 'GBP' },
        fragile: false,
      })),
    ),
  );
});

describe('a plan of the orders that wait', () => {
  it('brings an order together, says what it saves, and can be taken back', async () => {
    await setPolicy({ replan: 'propose', gatherMinutes: 0 });
    await test.receive(bowl, 1, 'A-01', leeds);
    const orderId = await waitForLamp([...both(), lineOf(vase, 1)]);
    await test.receive(lamp, 1, 'A-01', rotterdam);
    await test.receive(bowl, 1, 'A-01', rotterdam);
    await test.settled();
    expect(await heldAt(orderId)).toEqual([
      { at: leeds, units: 1 },
      { at: rotterdam, units: 1 },
    ]);
    const made = await plan();
    expect(made).toMatchObject({
      state: 'ready',
      kind: 'proposal',
      plan: {
        orders: 1,
        currency: 'GBP',
        // Two boxes of 4.50 and a split of 3.00 become one box.
        groups: [{ orders: 1, savingMinor: 750, state: 'proposed' }],
        totals: { inForce: { costMinor: 1200, shipments: 2 }, proposed: { costMinor: 450, shipments: 1 } },
      },
    });
    expect(await ordersOf(made.planId, '?only=at-risk')).toMatchObject([
      { orderId, risk: 'short', lacks: 1, groupNo: 0, proposed: { shipments: [{ nodeId: rotterdam }] } },
    ]);
    expect(await act(made.planId, 'apply')).toMatchObject({
      status: 200,
      body: { plan: { groups: [{ state: 'applied' }] } },
    });
    expect(await heldAt(orderId)).toEqual([{ at: rotterdam, units: 2 }]);
    expect((await desk.get(`/v1/orders/${orderId}/route`)).body).toMatchObject({
      route: { together: { orders: 1, savingMinor: 750 }, decision: { because: { reason: 'least-cost' } } },
    });
    expect(await act(made.planId, 'undo')).toMatchObject({
      body: { plan: { groups: [{ state: 'undone' }] } },
    });
    expect(await heldAt(orderId)).toEqual([
      { at: leeds, units: 1 },
      { at: rotterdam, units: 1 },
    ]);
    // Its places are now a person's word: the next plan leaves them alone.
    expect((await plan()).plan?.groups).toEqual([]);
  });

  it('is not applied to what was released, overridden or cancelled meanwhile', async () => {
    await test.receive(bowl, 3, 'A-01', leeds);
    const wanted = [...both(), lineOf(vase, 1)];
    const [released, said, kept] = [
      await waitForLamp(wanted),
      await waitForLamp(wanted),
      await waitForLamp(wanted),
    ];
    await test.receive(lamp, 3, 'A-01', rotterdam);
    await test.settled();
    await test.receive(bowl, 3, 'A-02', rotterdam);
    await test.settled();
    const made = await plan();
    expect(made.plan?.totals.proposed.shipments).toBe(3);
    await desk.post(`/v1/orders/${said}/route`, {
      override: { warehouseIds: [leeds], reason: 'fetched there' },
    });
    await test.receive(vase, 1, 'A-01', rotterdam);
    await test.settled();
    const [first] = await test.rows<{ order_id: string }>(
      `SELECT order_id FROM parcel WHERE state = 'released' AND order_id = ANY($1::uuid[])`,
      [released, said, kept],
    );
    const after = (await act(made.planId, 'apply')).body as RoutingPlan;
    const stateOf = async (orderId: string) => {
      const row = (await ordersOf(made.planId)).find((each) => each.orderId === orderId);
      const group = after.plan?.groups.find(({ groupNo }) => groupNo === row?.groupNo);
      return group && { state: group.state, reason: group.reason };
    };
    const others = [released, said, kept].filter(
      (orderId) => orderId !== first?.order_id && orderId !== said,
    );
    expect(await stateOf(first?.order_id ?? '')).toMatchObject({ state: 'stale' });
    expect(await stateOf(said)).toMatchObject({ state: 'stale' });
    for (const orderId of others) expect(['applied', 'stale']).toContain((await stateOf(orderId))?.state);
    // Nothing is applied twice.
    expect((await act(made.planId, 'apply')).body).toEqual(after);
  });

  it('is shown for what might be, and never applied then', async () => {
    await test.receive(bowl, 1, 'A-01', leeds);
    await waitForLamp();
    const made = await plan({
      whatIf: { closed: [leeds], capacities: [{ warehouseId: rotterdam, shipmentsPerDay: 5 }] },
    });
    expect(made).toMatchObject({ kind: 'what-if', state: 'ready', plan: { whatIf: { closed: [leeds] } } });
    expect(await act(made.planId, 'apply')).toMatchObject({ status: 409, body: { code: 'plan-is-what-if' } });
    const { body } = await desk.get('/v1/routing/workbench');
    expect((body as Workbench).newest?.planId).not.toBe(made.planId);
    expect(await act('01980000-0000-7000-8000-000000000000', 'apply')).toMatchObject({ status: 404 });
  });

  it('can be stopped', async () => {
    await test.receive(bowl, 1, 'A-01', leeds);
    await waitForLamp();
    const { body } = await desk.post('/v1/routing/plans', {});
    const stopped = await desk.post(`/v1/routing/plans/${String(body['planId'])}/cancel`, {});
    expect(['cancelled', 'ready']).toContain(stopped.body['state']);
    expect((await desk.get('/v1/routing/workbench')).body['underWay']).toBeNull();
  });

  it('is made and applied by itself when stock came, where the company says so', async () => {
    await setPolicy({ replan: 'apply' });
    await test.receive(bowl, 1, 'A-01', leeds);
    const orderId = await waitForLamp([...both(), lineOf(vase, 1)]);
    await test.receive(bowl, 1, 'A-01', rotterdam);
    await test.receive(lamp, 1, 'A-01', rotterdam);
    await test.settled();
    expect(
      (await test.rows(`SELECT topic FROM outbox WHERE topic = 'replan' AND done_at IS NULL`)).length,
    ).toBeGreaterThan(0);
    const planId = await test.office.replan.begin('stock');
    await test.office.replan.ended(planId);
    expect(await heldAt(orderId)).toEqual([{ at: rotterdam, units: 2 }]);
  });
});

describe('orders that gather', () => {
  it('wait for others, are planned with them, and go when they are let go', async () => {
    await setPolicy({ gatherMinutes: 600, closedWeekdays: [] });
    await test.rows(
      `UPDATE directory SET doc = jsonb_set(doc, '{carrier,services,0,cutOff}', '"23:59"') WHERE kind = 'carrier'`,
    );
    await test.receive(bowl, 2, 'A-01', leeds);
    const orderId = await waitForLamp([lineOf(bowl, 1)]);
    const vip = await desk.place({ externalId: 'VIP', lines: [lineOf(bowl, 1)], priority: 'vip' });
    await test.settled();
    const { body } = await desk.get('/v1/routing/workbench');
    const isLate = ((body as Workbench).gathering.orders ?? 0) === 0;
    expect(await test.parcelsOf(vip)).toHaveLength(1);
    // Shortly before midnight the last pick-up is near, and nothing waits.
    if (!isLate) {
      expect(await test.parcelsOf(orderId)).toHaveLength(0);
      expect(await desk.post('/v1/routing/release', {})).toMatchObject({ body: { released: 1 } });
      await test.settled();
    }
    expect(await test.parcelsOf(orderId)).toHaveLength(1);
    expect(await test.rows('SELECT 1 FROM gathering_order')).toHaveLength(0);
  });
});

describe('prices of stock', () => {
  it('are worked out from what was asked for, and count when the next order comes', async () => {
    const abroad = (warehouseId: WarehouseId) => ({
      ...nodePolicyOf(defaultRoutingPolicy, warehouseId),
      warehouseId,
      abroadMinor: 700,
    });
    const scarcity = { isOn: true, horizonDays: 28 };
    await setPolicy({ scarcity, nodes: [abroad(leeds), abroad(rotterdam)] });
    // Britain will ask for more than Leeds has, and pays 7.00 more for every one out of Rotterdam.
    for (let at = 0; at < 8; at += 1) await waitForLamp([lineOf(bowl, 1), lineOf(vase, 1)]);
    await test.receive(bowl, 12, 'A-01', leeds);
    await test.receive(bowl, 90, 'A-01', rotterdam);
    await test.settled();
    const placeInTurkey = (externalId: string) =>
      desk.place({
        externalId,
        lines: [lineOf(bowl, 1), lineOf(lamp, 1)],
        shipTo: { ...newOrder({ externalId }).shipTo, city: 'Edirne', countryCode: 'TR' },
        placedAt: test.office.now().toISOString(),
      });
    const chosenFor = async (orderId: string) =>
      ((await desk.get(`/v1/orders/${orderId}/route`)).body as RoutePage).route?.decision;
    expect(await refreshStockPrices(test.office)).toBeGreaterThan(0);
    const decision = await chosenFor(await placeInTurkey('TR-PRICED'));
    expect(decision?.chosen?.shipments.map(({ nodeId }) => nodeId)).toEqual([rotterdam]);
    expect(decision?.alternatives[0]?.parts.scarcity).toBeGreaterThan(decision?.chosen?.parts.scarcity ?? 0);
    expect(decision?.because).toMatchObject({ reason: 'least-cost', through: 'scarcity' });
  });
});

describe('rules', () => {
  it('are looked at on the orders that wait before they are set, and their versions can be read', async () => {
    await test.receive(bowl, 1, 'A-01', leeds);
    await test.receive(bowl, 1, 'A-01', rotterdam);
    const orderId = await waitForLamp();
    const never = {
      ruleId: 'no-bowls',
      name: 'No bowls from Leeds',
      active: true,
      when: { skus: [bowl], countries: [], channelIds: [], vipOnly: false },
      then: { kind: 'never', nodes: { warehouseIds: [leeds], kinds: [] } },
    };
    const answer = await desk.post('/v1/routing/preview', {
      policy: { ...defaultRoutingPolicy, rules: [never] },
    });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 200,
      body: {
        orders: 1,
        moved: 1,
        rules: [{ ruleId: 'no-bowls', orders: 1 }],
        examples: [{ orderId, from: [leeds], to: [rotterdam] }],
      },
    });
    const { body } = await desk.get('/v1/routing/policies');
    const [newest] = body['rows'] as { version: number; changedBy: string; policy: RoutingPolicy }[];
    expect(newest).toMatchObject({ changedBy: 'Bench station+office', policy: { rules: [] } });
  });
});

describe('a word for many orders', () => {
  it('is taken where it still can be', async () => {
    await test.receive(bowl, 2, 'A-01', leeds);
    const orders = [await waitForLamp(), await waitForLamp()];
    const gone = '01980000-0000-7000-8000-000000000000';
    const answer = await desk.post('/v1/routing/overrides', {
      orders: [...orders, gone].map((orderId) => ({ orderId, warehouseIds: [rotterdam] })),
      reason: 'Leeds is shut',
    });
    expect(answer.body).toEqual({ done: 2, refused: [{ orderId: gone, code: 'order-unknown' }] });
    for (const orderId of orders) expect(await heldAt(orderId)).toEqual([]);
  });
});
