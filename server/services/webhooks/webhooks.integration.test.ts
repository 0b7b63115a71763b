// Webhooks against a receiver that misbehaves, on real PostgreSQL: signed, in order, again and again, given up in words.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../../e2e/rigs/webhook-receiver/webhook-receiver';
import { webhookBodySchema, type WebhookRow } from '../../../shared/contract/webhooks';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';

const day = 86_400_000;
let aheadMs = 0;
let test: TestOffice;
let desk: TestStation;
let receiver: WebhookReceiver;
let orders = 0;

beforeAll(async () => {
  test = await startTestOffice({
    idleMs: 3_600_000,
    now: () => new Date(Date.now() + aheadMs),
    webhooks: { allowInside: true, timeoutMs: 300, giveUpAfterMs: 3 * day },
  });
  await addOfficePeople(test);
  desk = await test.enrol();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.rows('DELETE FROM webhook');
  receiver = await startWebhookReceiver();
  return () => receiver.close();
});

async function subscribe(types: string[], change: object = {}): Promise<{ id: string; secret: string }> {
  const made = await desk.post('/v1/webhooks', {
    name: 'Books',
    url: receiver.url,
    types,
    by: manager,
    ...change,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { webhook, secret } = made.body as { webhook: WebhookRow; secret: string };
  return { id: webhook.webhookId, secret };
}

async function row(): Promise<WebhookRow> {
  const { body } = await desk.get('/v1/webhooks');
  return (body['rows'] as WebhookRow[])[0] as WebhookRow;
}

async function place(change: object = {}): Promise<string> {
  orders += 1;
  return desk.place({ externalId: `H-${orders}`, lines: [lineOf('MUG', 1)], ...change });
}

const drain = (): Promise<void> => test.office.webhooks.drain();
const typesOf = (list: { body: { type: string } }[]): string[] => list.map(({ body }) => body.type);

describe('a webhook', () => {
  it('is told what it asked for, in order, signed as the specification says', async () => {
    const { secret } = await subscribe(['order.placed', 'order.confirmed']);
    await drain();
    const orderId = await place({ tags: ['Press Kit'], note: 'for the press' });
    await drain();
    expect(typesOf(receiver.taken)).toEqual(['order.placed', 'order.confirmed']);
    for (const told of receiver.taken) {
      receiver.verify(told, secret);
      expect(() => receiver.verify({ ...told, text: `${told.text} ` }, secret)).toThrow();
      const { data } = webhookBodySchema.parse(told.body);
      expect(data).toMatchObject({ about: { kind: 'order', id: orderId }, order: { tags: ['press-kit'] } });
      // Nobody asked for people.
      expect(data.order).toMatchObject({ customer: null, shipTo: null });
      expect(told.text).not.toContain('Yılmaz');
    }
  });

  it('set to be told of people is told of them', async () => {
    await subscribe(['order.*'], { personal: true });
    await drain();
    await place();
    await drain();
    expect(receiver.taken[0]?.body.data).toMatchObject({
      order: { shipTo: { name: 'Ayşe Yılmaz', city: 'Leeds' } },
    });
  });

  it('is told of parcels and of stock', async () => {
    await subscribe(['parcel.released', 'stock.level']);
    await drain();
    await test.receive('LAMP', 4);
    await drain();
    const orderId = await place({ lines: [lineOf('LAMP', 3)] });
    await test.settled();
    await drain();
    expect(typesOf(receiver.taken).toSorted()).toEqual(['parcel.released', 'stock.level', 'stock.level']);
    const levels = receiver.taken.filter(({ body }) => body.type === 'stock.level');
    expect(levels.map(({ body }) => body.data['event'])).toMatchObject([
      { sku: 'LAMP', available: 4 },
      { sku: 'LAMP', onHand: 4, allocated: 3, available: 1 },
    ]);
    expect(receiver.taken.find(({ body }) => body.type === 'parcel.released')?.body.data).toMatchObject({
      order: { orderId },
      record: { state: 'released', carrierName: 'Post' },
    });
  });

  it('that fails is told again, the same under the same id, and rests as a whole meanwhile', async () => {
    await subscribe(['order.placed']);
    await drain();
    receiver.misbehave(
      { kind: 'status', status: 500, text: 'no room' },
      { kind: 'lost' },
      { kind: 'slow', ms: 900 },
    );
    await place();
    await drain();
    await place();
    await drain();
    // The second one waits for the first to be taken: one request, not two.
    expect(receiver.came).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'on', failures: 1, waiting: 2 });
    for (let turn = 0; turn < 5; turn += 1) {
      aheadMs += 30_000;
      await drain();
    }
    const ids = receiver.came.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(new Set(receiver.came.map(({ text }) => text)).size).toBe(2);
    expect(await row()).toMatchObject({ state: 'on', failures: 0, waiting: 0 });
    const { body } = await desk.get(`/v1/webhooks/${(await row()).webhookId}/deliveries`);
    const list = body['rows'] as { deliveryId: string; attempts: number; state: string }[];
    expect(list.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    const first = list.at(-1);
    const detail = await desk.get(`/v1/webhooks/${(await row()).webhookId}/deliveries/${first?.deliveryId}`);
    const tries = detail.body['tries'] as { status: number | null; answer: string }[];
    expect(tries[0]).toMatchObject({ status: 500, answer: 'no room' });
    expect(tries.at(-1)).toMatchObject({ status: 204 });
  });

  it('is left alone as long as it asks', async () => {
    await subscribe(['order.placed']);
    await drain();
    receiver.misbehave({ kind: 'status', status: 429, headers: { 'retry-after': '120' } });
    await place();
    await drain();
    aheadMs += 100_000;
    await drain();
    expect(receiver.came).toHaveLength(1);
    aheadMs += 30_000;
    await drain();
    expect(receiver.taken).toHaveLength(1);
  });

  it('never follows to another place, and reads no answer without an end', async () => {
    await subscribe(['order.placed']);
    await drain();
    const other = await startWebhookReceiver();
    receiver.misbehave(
      { kind: 'status', status: 307, headers: { location: other.url } },
      { kind: 'endless' },
    );
    await place();
    await drain();
    aheadMs += 30_000;
    await drain();
    expect(other.came).toEqual([]);
    expect(await row()).toMatchObject({ waiting: 0, failures: 0 });
    await other.close();
  });

  it('that takes nothing for days is stopped, a person is told, and what it missed is sent by hand', async () => {
    const { id } = await subscribe(['order.placed']);
    await drain();
    await place();
    for (let turn = 0; (await row()).state === 'on' && turn < 9; turn += 1) {
      receiver.misbehave({ kind: 'status', status: 503 });
      await drain();
      aheadMs += day;
    }
    expect(await row()).toMatchObject({ state: 'stopped', why: 'failing' });
    expect(
      await test.rows(`SELECT doc->'values' AS values FROM task WHERE kind = 'webhook-stopped' ORDER BY seq`),
    ).toEqual([{ values: { name: 'Books', code: 'failing' } }]);
    await place();
    await drain();
    const content = { name: 'Books', url: receiver.url, types: ['order.placed'], isOn: true, by: manager };
    await desk.post(`/v1/webhooks/${id}`, content);
    const { body } = await desk.get(`/v1/webhooks/${id}/deliveries?state=gave-up`);
    const [missed] = body['rows'] as { deliveryId: string }[];
    const before = receiver.taken.length;
    expect(await desk.post(`/v1/webhooks/${id}/resend`, { deliveryIds: [missed?.deliveryId] })).toMatchObject(
      {
        body: { changed: 1 },
      },
    );
    await drain();
    expect(receiver.taken.slice(before).map((told) => told.id)).toEqual([missed?.deliveryId]);
  });

  it('that says it is gone is told nothing any more', async () => {
    await subscribe(['order.placed']);
    await drain();
    receiver.misbehave({ kind: 'status', status: 410 });
    await place();
    await drain();
    expect(await row()).toMatchObject({ state: 'stopped', why: 'gone' });
  });

  it('changes its secret while both are good', async () => {
    const { id, secret } = await subscribe(['order.placed']);
    await drain();
    const { body } = await desk.post(`/v1/webhooks/${id}/rotate`, { by: manager });
    const fresh = body['secret'] as string;
    aheadMs = 0;
    await test.rows(
      `UPDATE webhook SET secrets = jsonb_set(secrets, '{1,until}', to_jsonb($1::text))`,
      new Date(Date.now() + 60_000).toISOString(),
    );
    await desk.post(`/v1/webhooks/${id}/ping`, {});
    await drain();
    const [told] = receiver.taken;
    if (!told) throw new Error('nothing came');
    receiver.verify(told, secret);
    receiver.verify(told, fresh);
    aheadMs += 120_000;
    await desk.post(`/v1/webhooks/${id}/ping`, {});
    await drain();
    const last = receiver.taken.at(-1);
    if (!last) throw new Error('nothing came');
    expect(String(last.headers['webhook-signature']).split(' ')).toHaveLength(1);
    receiver.verify(last, fresh);
    expect(await row()).toMatchObject({ secrets: 1 });
    // No answer has a secret but the one that made it.
    expect(JSON.stringify((await desk.get('/v1/webhooks')).body)).not.toContain('whsec_');
  });

  it('is set by a manager, and at an address that can be told', async () => {
    const wanted = { name: 'Books', url: receiver.url, types: ['order.placed'] };
    expect(await desk.post('/v1/webhooks', { ...wanted, by: clerk })).toMatchObject({
      status: 403,
      body: { code: 'person-may-not' },
    });
    for (const url of ['ftp://example.com/x', 'https://user:pass@example.com/', 'nonsense'])
      expect(await desk.post('/v1/webhooks', { ...wanted, url, by: manager })).toMatchObject({
        status: 422,
        body: { code: 'webhook-address-wrong' },
      });
    expect(
      await desk.post('/v1/webhooks', { ...wanted, types: ['Order Placed'], by: manager }),
    ).toMatchObject({
      status: 400,
    });
  });
});
