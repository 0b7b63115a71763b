// Keys of the API on a real head office: what they open, how often, what a write that comes twice does, and their end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiKeyRow } from '../../shared/contract/api-keys';
import { addOfficePeople, clerk, manager } from '../services/people/people.test-kit';
import { newOrder, startTestOffice, type TestOffice, type TestStation } from '../test-office.test-kit';

let test: TestOffice;
let desk: TestStation;
let aheadMs = 0;

beforeAll(async () => {
  test = await startTestOffice({ idleMs: 3_600_000, now: () => new Date(Date.now() + aheadMs) });
  await addOfficePeople(test);
  desk = await test.enrol();
});
afterAll(() => test.close());

async function make(scopes: string[], perMinute = 600): Promise<{ key: string; row: ApiKeyRow }> {
  const made = await desk.post('/v1/api-keys', { name: 'ERP', scopes, perMinute, by: manager });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as unknown as { key: string; row: ApiKeyRow };
}

async function ask(key: string, method: 'GET' | 'POST', url: string, payload?: object, requestKey?: string) {
  const answer = await test.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${key}`,
      ...(requestKey === undefined ? {} : { 'idempotency-key': requestKey }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), headers: answer.headers };
}

describe('a key', () => {
  it('is told once and kept as a hash; only a manager makes one', async () => {
    const { key, row } = await make(['orders:read']);
    expect(key).toMatch(/^wbk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
    expect(row).toMatchObject({ name: 'ERP', createdBy: 'Mina Manager', usedAt: null, revokedAt: null });
    expect(JSON.stringify((await desk.get('/v1/api-keys')).body)).not.toContain(key.slice(-20));
    const rows = await test.rows<{ row: string }>('SELECT api_key::text AS row FROM api_key');
    expect(rows.map(({ row: text }) => text).join()).not.toContain(key.slice(-20));
    expect(await desk.post('/v1/api-keys', { name: 'x', scopes: ['orders:read'], by: clerk })).toMatchObject({
      status: 403,
    });
  });

  it('opens what its scopes name and nothing else', async () => {
    const { key, row } = await make(['orders:read']);
    expect((await ask(key, 'GET', '/v1/orders')).status).toBe(200);
    const refused = await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-0' }));
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'scope-missing', values: { scope: 'orders:write' } },
    });
    for (const path of [
      '/v1/people',
      '/v1/webhooks',
      '/v1/api-keys',
      '/v1/order-flow',
      '/v1/pull?collection=orders',
    ])
      expect((await ask(key, 'GET', path)).status, path).toBe(401);
    const { rows } = (await desk.get('/v1/api-keys')).body as { rows: ApiKeyRow[] };
    expect(rows.find(({ keyId }) => keyId === row.keyId)?.usedAt).not.toBeNull();
  });

  it('taken back, guessed or changed opens nothing', async () => {
    const { key, row } = await make(['orders:read']);
    expect(
      (await ask(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, 'GET', '/v1/orders')).status,
    ).toBe(401);
    expect((await ask(`wbk_${'0'.repeat(12)}_${'A'.repeat(43)}`, 'GET', '/v1/orders')).status).toBe(401);
    await desk.post(`/v1/api-keys/${row.keyId}/revoke`, { by: manager });
    expect((await ask(key, 'GET', '/v1/orders')).status).toBe(401);
  });

  it('asks so often a minute as it was made for', async () => {
    const { key } = await make(['orders:read'], 3);
    const other = await make(['orders:read'], 3);
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await ask(key, 'GET', '/v1/orders')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const last = await ask(key, 'GET', '/v1/orders');
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(other.key, 'GET', '/v1/orders')).status).toBe(200);
  });

  it('is named in the history of what it did', async () => {
    const { key } = await make(['orders:write', 'marks:write']);
    const placed = await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-1' }));
    const id = String(placed.body['orderId']);
    await ask(key, 'POST', `/v1/orders/${id}/marks`, { add: ['From ERP'] });
    const { timeline } = (await desk.get(`/v1/orders/${id}`)).body as {
      timeline: { type: string; by: string | null }[];
    };
    expect(timeline.find(({ type }) => type === 'OrderTagged')?.by).toBe('API ERP');
  });
});

describe('a write with a key of its own', () => {
  it('is done once: again it is answered as it was, with another content it is refused', async () => {
    const { key } = await make(['orders:write', 'marks:write']);
    const placed = await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-2' }), 'one');
    expect(placed).toMatchObject({ status: 201, body: { created: true } });
    const again = await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-2' }), 'one');
    expect(again).toMatchObject({ status: 201, body: placed.body });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-3' }), 'one')).toMatchObject({
      status: 422,
      body: { code: 'request-key-used' },
    });
    // Another key of the API may use the same word.
    const other = await make(['orders:write']);
    expect(await ask(other.key, 'POST', '/v1/orders', newOrder({ externalId: 'K-4' }), 'one')).toMatchObject({
      status: 201,
    });
    aheadMs += 25 * 3_600_000;
    expect(await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-3' }), 'one')).toMatchObject({
      status: 201,
    });
  });

  it('that was refused is refused again, and one that is under way is named', async () => {
    const { key } = await make(['orders:write']);
    const wrong = { ...newOrder({ externalId: 'K-5' }), channelId: 'nobody' };
    expect(await ask(key, 'POST', '/v1/orders', wrong, 'two')).toMatchObject({ status: 422 });
    const again = await ask(key, 'POST', '/v1/orders', wrong, 'two');
    expect(again).toMatchObject({ status: 422, body: { code: 'channel-unknown' } });
    expect(again.headers['idempotency-replayed']).toBe('true');
    const both = await Promise.all(
      [1, 2].map(() => ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-6' }), 'three')),
    );
    // Whichever came first does it; the other one finds it under way, or done.
    const isDone = ({ status, headers }: (typeof both)[number]): boolean =>
      status === 201 && headers['idempotency-replayed'] === undefined;
    expect(both.filter(isDone)).toHaveLength(1);
    expect(both.every((each) => each.status === 201 || each.body['code'] === 'request-running')).toBe(true);
    expect(
      await ask(key, 'POST', '/v1/orders', newOrder({ externalId: 'K-6' }), 'x'.repeat(101)),
    ).toMatchObject({
      status: 400,
      body: { values: { field: 'headers.idempotency-key' } },
    });
  });
});
