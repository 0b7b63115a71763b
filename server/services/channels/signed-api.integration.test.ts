// Our own signed protocol at the door: what the sender hears, and that nothing hostile gets in or does harm.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import { type ChannelOffice, startChannelOffice } from './channel-office.test-kit';

let office: ChannelOffice;
beforeAll(async () => {
  office = await startChannelOffice(startSignedShop);
});
afterAll(() => office.close());

const at = (minutes: number): string => `2026-03-01T10:${String(minutes).padStart(2, '0')}:00Z`;

/** Any body, signed right, at a time of our choosing. */
async function sendRaw(body: string, when = new Date(), type = 'application/json') {
  const timestamp = String(Math.floor(when.getTime() / 1000));
  const signature = createHmac('sha256', 'between us').update(`${timestamp}.${body}`).digest('hex');
  const answer = await office.test.app.inject({
    method: 'POST',
    url: '/v1/channels/shop/orders',
    headers: { 'content-type': type, 'waybill-timestamp': timestamp, 'waybill-signature': `v1=${signature}` },
    payload: body,
  });
  return {
    status: answer.statusCode,
    body: answer.json<{ code: string; outcome: string; values: Record<string, unknown> }>(),
  };
}
const bodyOf = (id: number, change: object = {}): string =>
  JSON.stringify({ ...(JSON.parse(office.shop.delivery(id, 'created', '').body) as object), ...change });

describe('the signed protocol', () => {
  it('answers each picture of an order with what became of it', async () => {
    const { shop } = office;
    shop.put({ id: 1, changedAt: at(0) });
    const first = shop.delivery(1, 'created', '');
    expect(await office.send(first)).toMatchObject({
      status: 201,
      body: { outcome: 'created', number: '#1' },
    });
    // The very same request again, as after an answer that was lost.
    expect(await office.send(first)).toMatchObject({ status: 200, body: { outcome: 'unchanged' } });
    shop.put({ id: 1, mugs: 1, changedAt: at(2) });
    expect(await office.send(shop.delivery(1, 'updated', ''))).toMatchObject({
      status: 200,
      body: { outcome: 'changed' },
    });
    shop.put({ id: 1, mugs: 2, changedAt: at(1) });
    expect(await office.send(shop.delivery(1, 'updated', ''))).toMatchObject({
      status: 200,
      body: { outcome: 'older' },
    });
    shop.put({ id: 2, state: 'unpaid' });
    expect(await office.send(shop.delivery(2, 'created', ''))).toMatchObject({
      status: 200,
      body: { outcome: 'remembered' },
    });
  });

  it('refuses other content under a number and time it knows', async () => {
    office.shop.put({ id: 3 });
    expect((await sendRaw(bodyOf(3))).status).toBe(201);
    expect(await sendRaw(bodyOf(3, { note: 'other' }))).toMatchObject({
      status: 409,
      body: { code: 'order-different' },
    });
  });

  it('refuses what was signed too long ago, or for later', async () => {
    office.shop.put({ id: 4 });
    for (const minutes of [-6, 6])
      expect(await sendRaw(bodyOf(4), new Date(Date.now() + minutes * 60_000))).toMatchObject({
        status: 401,
        body: { code: 'signature-old' },
      });
    expect(await office.order(4)).toBeNull();
  });

  it('is sent twice at once, and taken once', async () => {
    office.shop.put({ id: 5 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendRaw(bodyOf(5))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const placed = await office.test.rows(
      `SELECT 1 FROM event WHERE type = 'OrderPlaced' AND body->'header'->>'externalId' = '5'`,
    );
    expect(placed).toHaveLength(1);
  });

  const line = { lineId: 'x', sku: 'MUG', quantity: 1, unitPriceMinor: 1 };
  it.each([
    ['a field nobody knows', { isAdmin: true }, 400, 'body'],
    [
      'a price below nothing',
      { lines: [{ ...line, unitPriceMinor: -1 }] },
      400,
      'body.lines.0.unitPriceMinor',
    ],
    ['half a unit', { lines: [{ ...line, quantity: 0.5 }] }, 400, 'body.lines.0.quantity'],
    ['no lines', { lines: [] }, 400, 'body.lines'],
    ['a note of 1 MB', { note: 'x'.repeat(1_048_576) }, 400, 'body.note'],
    [
      '10,001 lines',
      { lines: Array.from({ length: 10_001 }, (_, n) => ({ ...line, lineId: String(n) })) },
      400,
      'body.lines',
    ],
    [
      '10,000 lines',
      { lines: Array.from({ length: 10_000 }, (_, n) => ({ ...line, lineId: String(n) })) },
      422,
      'lines',
    ],
    ['foreign money', { currency: 'USD' }, 422, 'currency'],
    ['a product nobody knows', { lines: [{ ...line, sku: 'SPOON' }] }, 422, 'lines.0.sku'],
    ['one line twice', { lines: [line, line] }, 422, 'lines.1.lineId'],
    ['letters that turn the line round', { note: 'a\u202Eb' }, 422, 'note'],
  ])('refuses %s, with field, reason and remedy', async (_case, change, status, field) => {
    office.shop.put({ id: 6 });
    const answer = await sendRaw(bodyOf(6, change));
    expect([answer.status, answer.body.values['field']]).toEqual([status, field]);
    expect(String(answer.body.values['reason']).length).toBeGreaterThan(3);
    expect(String(answer.body.values['remedy']).length).toBeGreaterThan(3);
    expect(await office.order(6)).toBeNull();
  });

  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['something else', 'a=1', 'application/x-www-form-urlencoded', 415],
    ['a name of its own for a prototype', '{"__proto__":{"a":1}}', 'application/json', 400],
  ])('refuses %s', async (_case, body, type, status) => {
    expect((await sendRaw(body, new Date(), type)).status).toBe(status);
  });

  it('takes emoji, right-to-left letters and what begins like a formula as they are', async () => {
    office.shop.put({ id: 7 });
    const customer = { customerId: null, name: '=cmd|calc!A0 🐫 محمد' };
    expect((await sendRaw(bodyOf(7, { customer }))).status).toBe(201);
    expect((await office.order(7))?.customer).toEqual(customer);
  });

  it('slows down who guesses, and nobody else', async () => {
    const guess = (from: string) =>
      office.test.app.inject({
        method: 'POST',
        url: '/v1/channels/shop/webhooks',
        remoteAddress: from,
        headers: { 'content-type': 'application/json' },
        payload: '{}',
      });
    const codes: number[] = [];
    for (let n = 0; n < 40; n += 1) codes.push((await guess('10.9.9.9')).statusCode);
    expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401));
    expect(codes.at(-1)).toBe(429);
    expect((await guess('10.9.9.8')).statusCode).toBe(401);
  });
});

describe('an inbox', () => {
  it('keeps a second content under a delivery’s id beside the first', async () => {
    const { test } = office;
    const put = async (body: string): Promise<void> => {
      const { putDeliveries } = await import('./inbox');
      await putDeliveries(
        test.office.pool,
        [{ channelId: 'shop', deliveryId: 'one', source: 'webhook', topic: 't', body: Buffer.from(body) }],
        new Date().toISOString(),
      );
    };
    await put('{"externalId":"a"}');
    await put('{"externalId":"a"}');
    await put('{"externalId":"b"}');
    const rows = await test.rows(`SELECT delivery_id FROM channel_inbox WHERE delivery_id LIKE 'one%'`);
    expect(rows).toHaveLength(2);
    await test.office.channels.inbox.drain();
  });
});
