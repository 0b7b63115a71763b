// What shops tell, against real PostgreSQL: in order and out of it, once and often, alone and together, well and badly.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shop } from '../../../e2e/rigs/shops/shop';
import { startShopifyShop } from '../../../e2e/rigs/shops/shopify-shop';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import { startWooShop } from '../../../e2e/rigs/shops/woo-shop';
import { type ChannelOffice, gist, startChannelOffice } from './channel-office.test-kit';

const kinds: [string, () => Promise<Shop>][] = [
  ['shopify', startShopifyShop],
  ['woocommerce', startWooShop],
  ['signed-api', startSignedShop],
];
const minute = (n: number): string => `2026-03-01T09:${String(n).padStart(2, '0')}:00Z`;

describe.each(kinds)('%s', (kind, startShop) => {
  // One head office for all: what is received in a test is there for those behind it.
  let office: ChannelOffice;
  beforeAll(async () => {
    office = await startChannelOffice(startShop);
  });
  afterAll(() => office.close());

  it('ends the same in whatever order, however often and however close together it is told', async () => {
    const { shop, test } = office;
    const gists: unknown[] = [];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2, 1, 1],
      [2, 0, 3, 0, 1],
    ];
    for (const [round, sequence] of orders.entries()) {
      const id = 5100 + round;
      shop.put({ id, state: 'open', mugs: 3, lamps: 1, city: 'Leeds', changedAt: minute(0) });
      const told = [shop.delivery(id, 'created', `${id}-0`)];
      shop.put({ id, mugs: 2, changedAt: minute(1) });
      told.push(shop.delivery(id, 'updated', `${id}-1`));
      shop.put({ id, mugs: 1, city: 'York', changedAt: minute(2) });
      told.push(shop.delivery(id, 'updated', `${id}-2`));
      shop.put({ id, lamps: 0, changedAt: minute(3) });
      told.push(shop.delivery(id, 'updated', `${id}-3`));
      const sending = sequence.map((at) => told[at] ?? { headers: {}, body: '' });
      if (round === 2) await Promise.all(sending.map((delivery) => office.send(delivery)));
      else
        for (const delivery of sending) {
          await office.send(delivery);
          if (round === 1) await office.test.office.channels.inbox.drain();
        }
      await test.office.channels.inbox.drain();
      const { externalId: _, number: __, ...rest } = gist(await office.order(id)) ?? {};
      gists.push(rest);
    }
    const [inOrder] = gists;
    expect(inOrder).toMatchObject({ state: 'confirmed', city: 'York', holds: [] });
    const open = (each: unknown) => (each as { open: Record<string, number> }).open;
    for (const each of gists) expect([open(each)['MUG'], open(each)['LAMP'] ?? 0]).toEqual([1, 0]);
    await test.settled();
    await test.expectSound();
  });

  it('cancelled before it was ever told: nothing of it is sent, and it does not come back', async () => {
    const { shop, test } = office;
    shop.put({ id: 5201 });
    const created = shop.delivery(5201, 'created', '5200-a');
    shop.put({ id: 5201, state: 'cancelled', changedAt: minute(5) });
    await office.tell(5201, 'cancelled');
    await office.settled();
    await office.send(created);
    await office.settled();
    expect(gist(await office.order(5201))).toMatchObject({ state: 'cancelled', open: { MUG: 0, LAMP: 0 } });
    await test.expectSound();
  });

  it('unpaid it waits; paid it is taken; shipped by somebody else it is left alone', async () => {
    const { shop } = office;
    shop.put({ id: 5301, state: 'unpaid' });
    await office.tell(5301);
    shop.put({ id: 5302, state: 'shipped' });
    await office.tell(5302);
    await office.settled();
    expect([await office.order(5301), await office.order(5302)]).toEqual([null, null]);
    shop.put({ id: 5301, state: 'open', changedAt: minute(1) });
    await office.tell(5301, 'updated');
    await office.settled();
    expect(gist(await office.order(5301))).toMatchObject({ state: 'confirmed' });
  });

  it('what it does not know is put aside with field and reason, and taken when it is known', async () => {
    const { shop, test, station } = office;
    shop.put({ id: 5401, sku: 'SPOON' });
    const first = await office.send(shop.delivery(5401, 'created', '5400-a'));
    await office.settled();
    if (kind === 'signed-api')
      expect(first).toMatchObject({
        status: 422,
        body: { code: 'channel-order-refused', values: { field: 'lines.0.sku', sku: 'SPOON' } },
      });
    const [row] = await office.inbox(5401);
    expect(row).toMatchObject({
      state: 'quarantined',
      problems: [{ field: 'lines.0.sku', code: 'sku-unknown' }],
    });
    expect(await office.order(5401)).toBeNull();
    await test.rows(
      `INSERT INTO product SELECT stream_id, 'SPOON', name, weight_grams, jsonb_set(doc, '{sku}', '"SPOON"'), seq, false FROM product WHERE sku = 'MUG'`,
    );
    const retried = await station.post('/v1/channels/shop/deliveries/retry', {
      deliveryIds: [row?.delivery_id],
    });
    expect(retried.body).toEqual({ changed: 1 });
    await office.settled();
    expect(gist(await office.order(5401))).toMatchObject({ state: 'confirmed', open: { SPOON: 3 } });
    expect(await office.inbox(5401)).toMatchObject([{ state: 'taken', problems: [] }]);
  });

  it('a newer picture that is right makes the wrong one worth nothing', async () => {
    const { shop } = office;
    shop.put({ id: 5501, currency: 'USD' });
    await office.send(shop.delivery(5501, 'created', '5500-a'));
    await office.settled();
    shop.put({ id: 5501, currency: 'GBP', changedAt: minute(1) });
    await office.tell(5501, 'updated');
    await office.settled();
    expect(new Set((await office.inbox(5501)).map(({ state }) => state))).toEqual(
      new Set(['superseded', 'taken']),
    );
  });

  it('a wrong signature opens nothing, and a channel that is not there looks the same', async () => {
    const { shop, test } = office;
    shop.put({ id: 5601 });
    const wrong = await office.send(shop.delivery(5601, 'created', 'guess', 'guessed'));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'signature-wrong' } });
    const { headers, body } = shop.delivery(5601, 'created', '5600-a');
    for (const path of ['webhooks', 'orders']) {
      const nobody = await test.app.inject({
        method: 'POST',
        url: `/v1/channels/nobody/${path}`,
        headers: { 'waybill-timestamp': '1', 'waybill-signature': `v1=${'0'.repeat(64)}`, ...headers },
        payload: body,
      });
      expect([nobody.statusCode, nobody.json()]).toEqual([401, wrong.body]);
    }
    expect(await office.inbox(5601)).toEqual([]);
  });

  it('an address changes while nothing is in a box; afterwards it is held, and a person is told', async () => {
    const { shop, test } = office;
    shop.put({ id: 5701 });
    await office.tell(5701);
    shop.put({ id: 5701, city: 'York', changedAt: minute(1) });
    await office.tell(5701, 'updated');
    await office.settled();
    expect(gist(await office.order(5701))).toMatchObject({ city: 'York', holds: [] });
    await test.receive('MUG', 100);
    await test.receive('LAMP', 100);
    await office.settled();
    shop.put({ id: 5701, city: 'Bath', changedAt: minute(2) });
    await office.tell(5701, 'updated');
    await office.settled();
    expect(gist(await office.order(5701))).toMatchObject({ city: 'York', holds: ['address'] });
    expect(await office.tasks(5701)).toMatchObject([
      { kind: 'channel-change', values: { code: 'address-too-late', channel: 'The shop' } },
    ]);
  });

  it('an order is taken, allocated and released; told again it changes nothing', async () => {
    const { shop, test } = office;
    await test.receive('MUG', 100);
    await test.receive('LAMP', 100);
    shop.put({ id: 5801, note: 'שלום 👩‍👩‍👧' });
    await office.tell(5801, 'created', '5800-same');
    await office.settled();
    const order = await office.order(5801);
    expect(gist(order)).toMatchObject({
      state: 'confirmed',
      city: 'Leeds',
      open: { MUG: 3, LAMP: 1 },
      holds: [],
    });
    expect(order?.note).toBe('שלום 👩‍👩‍👧');
    expect(await test.parcelsOf(String(order?.orderId))).toHaveLength(1);
    await office.tell(5801, 'created', '5800-same');
    await office.tell(5801, 'updated');
    await office.settled();
    expect((await office.order(5801))?.seq).toBe(order?.seq);
    await test.expectSound();
  });

  it('a cancellation asks the bench that holds the box', async () => {
    const { shop, test, station } = office;
    await test.receive('MUG', 100);
    await test.receive('LAMP', 100);
    shop.put({ id: 5901 });
    await office.tell(5901);
    await office.settled();
    const parcel = (await station.hello()).find((each) => each.orderNumber.endsWith('5901'));
    if (!parcel) throw new Error('no parcel was leased');
    shop.put({ id: 5901, mugs: 1, changedAt: minute(1) });
    await office.tell(5901, 'updated');
    await office.settled();
    const [asked] = await test.parcelsOf(parcel.orderId);
    expect(asked?.cancel).toMatchObject({ state: 'asked', lines: [{ lineNo: 1, quantity: 2 }] });
    await test.expectSound();
  });

  it('what was acknowledged survives a stop of head office before it was followed', async () => {
    const { shop, test } = office;
    shop.put({ id: 6001 });
    await office.tell(6001);
    await test.reopen(async () => undefined);
    await office.settled();
    expect(gist(await office.order(6001))).toMatchObject({ state: 'confirmed' });
  });
});
