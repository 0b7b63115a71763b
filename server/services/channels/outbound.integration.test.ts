// What shops are told, against real PostgreSQL and shops that misbehave: stock as it can be sold, and what has left.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shop } from '../../../e2e/rigs/shops/shop';
import { startShopifyShop } from '../../../e2e/rigs/shops/shopify-shop';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import { startWooShop } from '../../../e2e/rigs/shops/woo-shop';
import type { PushesAnswer } from '../../../shared/contract/channels';
import { boxIdOf } from '../../../shared/domain/ids.test-kit';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { type ChannelOffice, startChannelOffice } from './channel-office.test-kit';

const kinds: [string, () => Promise<Shop>][] = [
  ['shopify', startShopifyShop],
  ['woocommerce', startWooShop],
  ['signed-api', startSignedShop],
];

describe.each(kinds)('%s', (kind, startShop) => {
  let office: ChannelOffice;
  /** How far the test has moved head office’s clock. */
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  beforeAll(async () => {
    office = await startChannelOffice(
      startShop,
      { pushStock: true, pushShipments: true, stockBuffer: 1 },
      { now: () => new Date(now()) },
    );
  });
  afterAll(() => office.close());

  const told = async (): Promise<void> => {
    const { watching, telling } = office.test.office.channels;
    await watching.drain();
    for (const job of telling) await job.drain();
  };
  const pushes = async (): Promise<PushesAnswer> =>
    (await office.station.get('/v1/channels/shop/pushes')).body as PushesAnswer;
  const writes = (request: { method: string; path: string }): boolean =>
    request.method !== 'GET' && !request.path.endsWith('graphql.json');

  it('tells what can be sold, less a buffer, many changes at once, the same number never twice', async () => {
    const { shop, test } = office;
    // The place to watch from is taken at the first look.
    await told();
    for (let n = 0; n < 5; n += 1) await test.receive('MUG', 2);
    await told();
    expect(shop.stock('MUG')).toBe(9);
    const before = shop.asked.filter(writes).length;
    await told();
    await test.receive('MUG', 1, 'A-02');
    await told();
    expect(shop.stock('MUG')).toBe(10);
    expect(shop.asked.filter(writes).length).toBe(before + 1);
    const { log, queue } = await pushes();
    expect(log.filter(({ subject }) => subject === 'MUG')).toMatchObject([
      { kind: 'stock', detail: '10', outcome: 'done', attempt: 1 },
      { kind: 'stock', detail: '9', outcome: 'done' },
    ]);
    expect(queue).toEqual([]);
  });

  it('goes on when the shop is away, busy or broken, and shows that it waits', async () => {
    const { shop, test, station } = office;
    const reaches = (): boolean => true;
    shop.misbehave(reaches, { kind: 'broken' }, { kind: 'closed' }, { kind: 'busy', retryAfter: '120' });
    await test.receive('MUG', 4);
    await told();
    expect((await pushes()).queue).toMatchObject([
      { kind: 'stock', subject: 'MUG', state: 'failing', attempts: 1 },
    ]);
    aheadMs += 2_000;
    await told();
    aheadMs += 3_000;
    await told();
    const { queue, log } = await pushes();
    expect(log.slice(0, 3).map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
    // It asked for two minutes.
    expect(Math.round((Date.parse(queue[0]?.nextAt ?? '') - now()) / 60_000)).toBe(2);
    // What changes meanwhile is told with it.
    await test.receive('MUG', 1);
    expect((await station.post('/v1/channels/shop/pushes/retry', {})).body).toEqual({ changed: 1 });
    await told();
    expect(shop.stock('MUG')).toBe(15);
    expect((await pushes()).queue).toEqual([]);
  });

  it('gives up where trying again cannot help, until a person says so', async () => {
    const { shop, test, station } = office;
    await test.rows(
      `UPDATE channel SET secrets = (SELECT jsonb_object_agg(key, 'wrong') FROM jsonb_each(secrets)) WHERE channel_id = 'shop'`,
    );
    await test.receive('MUG', 1);
    await told();
    const { queue, log } = await pushes();
    expect(queue).toMatchObject([{ state: 'gave-up', subject: 'MUG' }]);
    expect(log[0]).toMatchObject({ outcome: 'refused', status: 401 });
    const health = (await station.get('/v1/channels/health')).body as { rows: object[] };
    expect(health.rows).toContainEqual(
      expect.objectContaining({ channelId: 'shop', stock: { waiting: 0, failing: 0, gaveUp: 1 } }),
    );
    expect(JSON.stringify([queue, log, health])).not.toMatch(/wrong|hush|woo-hook|between us/);
    await test.rows(
      `UPDATE channel SET secrets = $1 WHERE channel_id = 'shop'`,
      JSON.stringify(shop.secrets),
    );
    await station.post('/v1/channels/shop/pushes/retry', {});
    await told();
    expect(shop.stock('MUG')).toBe(16);
  });

  if (kind !== 'signed-api')
    it('leaves alone what the shop does not sell', async () => {
      const { shop, test } = office;
      await test.receive('VASE', 3);
      await told();
      const asked = shop.asked.length;
      await test.receive('VASE', 3);
      await told();
      expect(shop.asked.length).toBe(asked);
      expect(shop.stock('VASE')).toBeNull();
    });

  it('tells what has left once, with its number, also when the answer was lost, and hears its own echo', async () => {
    const { shop, test, station } = office;
    await test.receive('LAMP', 5);
    shop.put({ id: 6001, changedAt: new Date(now()).toISOString().replace(/\.\d+Z/, 'Z') });
    await office.tell(6001);
    await office.settled();
    await told();
    expect(shop.stock('LAMP')).toBe(3);
    const sscc = await ship();
    shop.misbehave(writes, { kind: 'lost' });
    await told();
    expect((await pushes()).queue).toMatchObject([{ kind: 'shipment', state: 'failing' }]);
    aheadMs += 10_000;
    await told();
    expect(shop.shipments(6001)).toEqual([expect.stringContaining(sscc)]);
    expect((await pushes()).queue).toEqual([]);
    // What was shipped was held before: the number that can be sold stays.
    expect(shop.stock('LAMP')).toBe(3);
    shop.put({
      id: 6001,
      state: 'shipped',
      changedAt: new Date(now() + 60_000).toISOString().replace(/\.\d+Z/, 'Z'),
    });
    await office.tell(6001, 'updated');
    await office.settled();
    expect((await office.order(6001))?.state).toBe('closed');
    expect(await office.tasks(6001)).toEqual([]);
    await test.expectSound();

    async function ship(): Promise<string> {
      const parcel = (await station.hello()).find((each) => each.orderNumber.endsWith('6001'));
      if (!parcel) throw new Error('no parcel was leased');
      const number = station.nextSscc();
      await shipParcel(office, parcel, number);
      return number;
    }
  });

  if (kind !== 'signed-api')
    it('asks for what it was not told, and takes it once', async () => {
      const { shop, test, station } = office;
      await station.post('/v1/channels/shop/pull', {});
      const changed = (n: number): string => new Date(now() + n * 1000).toISOString().replace(/\.\d+Z/, 'Z');
      for (let n = 0; n < 130; n += 1) shop.put({ id: 6100 + n, changedAt: changed(n) });
      shop.misbehave(
        (request) => request.query.get('page_info') === 'page0' || request.query.get('page') === '1',
        { kind: 'busy', retryAfter: '0.05' },
      );
      await office.tell(6110);
      const answer = await station.post('/v1/channels/shop/pull', {});
      expect(answer.body).toMatchObject({ rows: [{ pullError: null }] });
      await office.settled();
      const placed = await test.rows(
        `SELECT external_id FROM sales_order WHERE channel_id = 'shop' AND external_id LIKE '61__' OR external_id LIKE '62__'`,
      );
      expect(placed).toHaveLength(130);
      const before = await test.rows('SELECT 1 FROM channel_inbox');
      await station.post('/v1/channels/shop/pull', {});
      expect(await test.rows('SELECT 1 FROM channel_inbox')).toHaveLength(before.length);
      // Taken back after it had left: somebody has to speak with the customer.
      shop.put({ id: 6001, state: 'cancelled', mugs: 0, changedAt: changed(500) });
      await station.post('/v1/channels/shop/pull', {});
      await office.settled();
      const codes = (await office.tasks(6001)).map(({ values }) => values['code']);
      expect(new Set(codes)).toEqual(new Set(['cancel-too-late']));
    });
});

async function shipParcel({ station }: ChannelOffice, parcel: Parcel, sscc: string): Promise<void> {
  const open = station.op('parcel.open', parcel, {});
  const packed = parcel.lines.map((line) =>
    station.op('parcel.pack-item', parcel, {
      sku: line.sku,
      quantity: line.expected,
      code: line.sku,
      scanId: line.sku,
    }),
  );
  const sealing = [
    station.op('parcel.choose-box', parcel, { boxId: boxIdOf('B1') }),
    station.op('parcel.seal', parcel, { sscc, weightGrams: 900 }),
  ];
  const jobId = sealing[1]?.opId ?? '';
  const { body } = await station.deliver(
    open,
    ...packed,
    ...sealing,
    station.op('parcel.record-label', parcel, { label: { jobId, attempt: 1, outcome: 'confirmed' } }),
    station.op('parcel.hand-over', parcel, { sscc }),
  );
  for (const result of body.results) expect(result).toMatchObject({ status: 'applied' });
}
