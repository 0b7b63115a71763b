// What every connector has to keep, whatever its protocol, against a shop of its kind. A connector of your own passes it
// by describing itself with one shop rig (docs/plug-ins.md).
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToldOrder } from '../../../shared/domain/channel/told-order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import { lineIds, type Shop, type ShopDelivery } from '../../../e2e/rigs/shops/shop';
import type { ChannelAccess, ChannelConnector, Delivery, ShippedParcel } from './channel-connector';
import { ChannelFailure, createChannelHttp } from './channel-http';

const rules = { currency: 'GBP', mostLines: 500, takeWhen: 'placed' as const };
const now = new Date('2026-03-01T09:00:05Z');

export function keepsTheContract(connector: ChannelConnector, startShop: () => Promise<Shop>): void {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  });
  afterAll(() => shop.close());
  const access = (change: Partial<ChannelAccess> = {}): ChannelAccess => ({
    channelId: 'shop',
    currency: 'GBP',
    fields: shop.fields,
    secrets: shop.secrets,
    ...change,
  });
  const asDelivery = ({ headers, body }: ShopDelivery): Delivery => ({ headers, body: Buffer.from(body) });
  const read = (id: number, about: 'created' | 'updated' | 'cancelled' = 'created') => {
    const { body } = shop.delivery(id, about, 'd');
    const opened = connector.open(access(), asDelivery(shop.delivery(id, about, 'd')), now);
    return connector.read(body, opened.ok && opened.kind === 'order' ? opened.topic : '', rules);
  };
  const told = (id: number, about?: 'created' | 'updated' | 'cancelled'): ToldOrder => {
    const reading = read(id, about);
    if (!reading.ok || 'gone' in reading) throw new Error(`not read: ${JSON.stringify(reading)}`);
    return reading.told;
  };

  describe(`${connector.kind}: signatures`, () => {
    it('opens what the shop signed, under one id however often it comes', () => {
      shop.put({ id: 5001 });
      const delivery = asDelivery(shop.delivery(5001, 'created', 'd-1'));
      const opened = connector.open(access(), delivery, now);
      expect(opened).toMatchObject({ ok: true, kind: 'order' });
      expect(connector.open(access(), delivery, now)).toEqual(opened);
    });

    it('opens nothing else', () => {
      const right = asDelivery(shop.delivery(5001, 'created', 'd-1'));
      const wrong: [string, ChannelAccess, Delivery][] = [
        ['another secret', access(), asDelivery(shop.delivery(5001, 'created', 'd-1', 'somebody else’s'))],
        ['another body', access(), { ...right, body: Buffer.concat([right.body, Buffer.from(' ')]) }],
        ['no body', access(), { ...right, body: Buffer.alloc(0) }],
        ['no signature', access(), { headers: {}, body: right.body }],
        ['an empty secret', access({ secrets: {} }), asDelivery(shop.delivery(5001, 'created', 'd-1', ''))],
      ];
      for (const [name, to, delivery] of wrong)
        expect([name, connector.open(to, delivery, now).ok]).toEqual([name, false]);
    });

    it('opens the secret before while one replaces the other', () => {
      const fields = connector.fields.filter(({ name }) => /secret.*before$/i.test(name));
      expect(fields).toHaveLength(1);
      const [name] = Object.entries(shop.secrets)[0] ?? [''];
      const rolled = { ...shop.secrets, [name]: 'new', [`${name}Before`]: shop.secrets[name] ?? '' };
      const delivery = asDelivery(shop.delivery(5001, 'created', 'd-1'));
      expect(connector.open(access({ secrets: rolled }), delivery, now).ok).toBe(true);
    });
  });

  describe(`${connector.kind}: reading`, () => {
    it('reads an order as the customer placed it, to the penny', () => {
      shop.put({ id: 5001, note: 'Ring twice' });
      const order = told(5001);
      expect(order).toMatchObject({
        externalId: '5001',
        placedAt: '2026-03-01T09:00:00.000Z',
        changedAt: '2026-03-01T09:00:00.000Z',
        state: 'open',
        currency: 'GBP',
        customer: { name: 'Ayşe Yılmaz' },
        shipTo: {
          name: 'Ayşe Yılmaz',
          lines: ['1 High Street'],
          postcode: 'LS1 1AA',
          city: 'Leeds',
          countryCode: 'GB',
        },
        note: 'Ring twice',
        lines: [
          { lineId: String(lineIds.mugs), sku: 'MUG', quantity: 3, removed: 0, unitPriceMinor: 500 },
          { lineId: String(lineIds.lamps), sku: 'LAMP', quantity: 1, removed: 0, unitPriceMinor: 2500 },
        ],
      });
      expect(totalOf(order)).toBe(3 * 500 + 2500 + 450);
    });

    it('reads what changed since', () => {
      shop.put({ id: 5002 });
      const before = told(5002);
      shop.put({ id: 5002, mugs: 1, city: 'York', changedAt: '2026-03-01T09:05:00Z' });
      const after = told(5002, 'updated');
      expect(after.changedAt > before.changedAt).toBe(true);
      expect(after.shipTo.city).toBe('York');
      const live = (order: ToldOrder): number =>
        order.lines.reduce((sum, line) => (line.sku === 'MUG' ? sum + line.quantity - line.removed : sum), 0);
      expect([live(before), live(after)]).toEqual([3, 1]);
    });

    it.each([
      ['cancelled', 'cancelled'],
      ['unpaid', 'waiting'],
      ['shipped', 'done'],
    ] as const)('%s is told as %s', (state, expected) => {
      shop.put({ id: 5003, state, changedAt: '2026-03-01T10:00:00Z' });
      expect(told(5003, state === 'cancelled' ? 'cancelled' : 'updated').state).toBe(expected);
    });

    it.each([
      ['foreign money', { currency: 'USD' }, 'currency-foreign', 'currency'],
      ['a price below nothing', { price: '-5.00' }, 'price-negative', 'lines.0.unitPriceMinor'],
      ['a price that is none', { price: 'free' }, 'price-unreadable', 'lines.0.unitPriceMinor'],
      ['no SKU', { sku: '' }, 'sku-missing', 'lines.0.sku'],
      ['a note of a megabyte', { note: 'x'.repeat(1_048_576) }, 'text-too-long', 'note'],
      ['letters that turn the line round', { customer: 'Ay\u202Ese' }, 'text-unsafe', 'customer.name'],
    ])('names the field and the reason: %s', (_case, change, code, field) => {
      shop.put({
        id: 5004,
        currency: 'GBP',
        price: '5.00',
        sku: 'MUG',
        note: '',
        customer: 'Ayşe Yılmaz',
        ...change,
      });
      const reading = read(5004);
      if (reading.ok) throw new Error('it was taken');
      expect(reading.problems).toContainEqual(expect.objectContaining({ code, field }));
    });

    it('takes emoji and right-to-left letters as they are', () => {
      shop.put({ id: 5005, customer: 'محمد 🐫', note: 'שלום 👩‍👩‍👧' });
      expect(told(5005)).toMatchObject({ shipTo: { name: 'محمد 🐫' }, note: 'שלום 👩‍👩‍👧' });
    });

    it('never throws, whatever comes', () => {
      const odd = fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) =>
          JSON.stringify({
            id: value,
            line_items: [value],
            lines: value,
            shipping: value,
            currency: value,
          }),
        ),
      );
      fc.assert(
        fc.property(odd, (body) => {
          const reading = connector.read(body, '', rules);
          expect(reading.ok || reading.problems.length > 0).toBe(true);
        }),
        { numRuns: 300 },
      );
    });
  });

  if (connector.send)
    describe(`${connector.kind}: telling and asking`, () => sends(connector, () => shop, access));
}

function sends(connector: ChannelConnector, shopOf: () => Shop, access: () => ChannelAccess): void {
  const send = connector.send;
  if (!send) throw new Error('it sends nothing');
  const http = createChannelHttp();
  const parcel = (id: number, change: Partial<ShippedParcel> = {}): ShippedParcel => ({
    parcelId: '018f0000-0000-7000-8000-000000000001',
    externalOrderId: String(id),
    carrierName: 'Post',
    trackingNumber: '395212340000000012',
    trackingUrl: null,
    lines: [{ lineId: String(lineIds.mugs), sku: 'MUG', quantity: 3 }],
    isLast: false,
    ...change,
  });
  const failure = async (act: Promise<unknown>): Promise<ChannelFailure> => {
    const cause = await act.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(cause instanceof ChannelFailure)) throw new Error(`no ChannelFailure: ${String(cause)}`);
    return cause;
  };
  const writes = (request: { method: string; path: string }): boolean =>
    request.method !== 'GET' && !request.path.endsWith('graphql.json');

  it('tells how many there are, also twice, and below none never', async () => {
    const shop = shopOf();
    await send.pushStock(access(), http, 'MUG', 7);
    await send.pushStock(access(), http, 'MUG', 7);
    expect(shop.stock('MUG')).toBe(7);
    await send.pushStock(access(), http, 'LAMP', 0);
    expect(shop.stock('LAMP')).toBe(0);
  });

  it('tells a shipment once, also when the answer to it was lost', async () => {
    const shop = shopOf();
    shop.put({ id: 6001 });
    shop.misbehave(writes, { kind: 'lost' });
    expect((await failure(send.pushShipment(access(), http, parcel(6001)))).again).toBe('retry');
    await send.pushShipment(access(), http, parcel(6001));
    await send.pushShipment(access(), http, parcel(6001));
    expect(shop.shipments(6001)).toEqual([expect.stringContaining('395212340000000012')]);
  });

  it('tells the parcels of an order each for itself', async () => {
    const shop = shopOf();
    shop.put({ id: 6002 });
    await send.pushShipment(access(), http, parcel(6002));
    const lamp = { lineId: String(lineIds.lamps), sku: 'LAMP', quantity: 1 };
    const second = { parcelId: '018f0000-0000-7000-8000-000000000002', trackingNumber: '395212340000000029' };
    await send.pushShipment(access(), http, parcel(6002, { ...second, lines: [lamp], isLast: true }));
    expect(shop.shipments(6002)).toHaveLength(2);
  });

  it('says of each failure whether trying again can help', async () => {
    const shop = shopOf();
    const any = (): boolean => true;
    const tries: [again: string, act: () => void][] = [
      ['retry', () => shop.misbehave(any, { kind: 'broken' })],
      ['retry', () => shop.misbehave(any, { kind: 'closed' })],
      ['wait', () => shop.misbehave(any, { kind: 'busy', retryAfter: '60' })],
    ];
    for (const [again, act] of tries) {
      act();
      const cause = await failure(send.pushStock(access(), http, 'MUG', 1));
      expect([again, cause.again]).toEqual([again, again]);
    }
    const strangers = {
      ...access(),
      secrets: Object.fromEntries(Object.keys(access().secrets).map((name) => [name, 'wrong'])),
    };
    const refused = await failure(send.pushStock(strangers, http, 'MUG', 1));
    expect([refused.again, refused.status]).toEqual(['never', 401]);
    expect(refused.message).not.toContain('wrong');
  });

  it('waits as long as it is asked to, when that is short', async () => {
    const shop = shopOf();
    shop.misbehave(() => true, { kind: 'busy', retryAfter: '0.05' }, { kind: 'slow', ms: 50 });
    await send.pushStock(access(), http, 'MUG', 3);
    expect(shop.stock('MUG')).toBe(3);
  });

  const { pull } = send;
  if (!pull) return;
  it('asks for every order that changed, once each, over many pages, while orders change', async () => {
    const shop = shopOf();
    const since = '2026-04-01T00:00:00.000Z';
    const atSecond = (n: number): string =>
      `2026-04-01T00:${String(Math.floor(n / 4) % 60).padStart(2, '0')}:${String((n * 7) % 60).padStart(2, '0')}Z`;
    for (let n = 0; n < 230; n += 1) shop.put({ id: 7000 + n, changedAt: atSecond(n) });
    // Many in one second: more than a page has.
    for (let n = 0; n < 120; n += 1) shop.put({ id: 7500 + n, changedAt: '2026-04-01T02:00:00Z' });
    const seen = new Map<string, string>();
    let at: string | null = null;
    let pages = 0;
    do {
      const page = await pull(access(), http, since, at);
      for (const { externalId, changedAt, body } of page.orders) {
        seen.set(externalId, changedAt);
        expect(connector.read(body, 'pulled', rules).ok).toBe(true);
      }
      // What is changed while it is read comes again, later; nothing else is missed for it.
      if (pages === 1) shop.put({ id: 7003, changedAt: '2026-04-01T03:00:00Z' });
      at = page.next;
      pages += 1;
    } while (at !== null && pages < 40);
    expect(pages).toBeGreaterThan(3);
    expect(seen.size).toBe(350);
    expect(seen.get('7003')).toBe('2026-04-01T03:00:00.000Z');
  });
}

function totalOf(order: ToldOrder): number {
  const lines = order.lines.map((line) => ({
    ordered: line.quantity,
    cancelled: line.removed,
    unitPriceMinor: line.unitPriceMinor,
  }));
  return orderTotalMinor({ lines, charges: order.charges } as never);
}
