// The OWASP API Security Top 10 (2023), a test a point: real sockets, real PostgreSQL. What can be, is asked of every
// operation of the contract, so that a new route is held to it from its first day. The fuzzer (fuzz.integration.test.ts)
// asks the same of whatever nobody thought of.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolmentOf } from '../../shared/contract/station-access';
import { mostParcelsHeld } from '../../shared/domain/parcel/lease';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { OpEnvelope } from '../../shared/sync/op';
import { newPrivateKey, signerOf } from '../client/station-signer';
import { createEnrolmentCode } from '../services/stations/enrol';
import {
  leeds,
  lineOf,
  newOrder,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../test-office.test-kit';
import { requestLimits, type RequestLimits, widened } from './every-route';
import { type Operation, operationsOf } from './fuzz-requests.test-kit';

let test: TestOffice;
let origin: string;
let operations: Operation[];
let bench: TestStation;
let desk: TestStation;
let foreign: TestStation;
let theirs: Parcel;

beforeAll(async () => {
  test = await startTestOffice({ idleMs: 86_400_000 });
  bench = await test.enrol(leeds, ['station']);
  desk = await test.enrol(leeds, ['office']);
  foreign = await test.enrol(rotterdam, ['station']);
  await test.receive('VASE', 10, 'A-01', rotterdam);
  await desk.place({ externalId: 'theirs', lines: [lineOf('VASE', 1)] });
  await test.settled();
  theirs = (await foreign.hello(1))[0] as Parcel;
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
  operations = operationsOf(await (await fetch(`${origin}/openapi.json`)).json());
});
afterAll(() => test.close());

type Answer = { status: number; body: Record<string, unknown>; headers: Headers };
async function ask(
  operation: Pick<Operation, 'method' | 'path'>,
  token: string | null,
  {
    body,
    query = '',
    from = origin,
    headers = {},
  }: Partial<{ body: unknown; query: string; from: string; headers: Record<string, string> }> = {},
): Promise<Answer> {
  const path = operation.path.replace(/\{\w+\}/g, uuidV7());
  const answer = await fetch(`${from}${path}${query}`, {
    method: operation.method,
    headers: {
      ...(token !== null && { authorization: token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await answer.body?.cancel();
  const text = isStream ? '' : await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
  };
}
const tokenFor = ({ roles, isOpen }: Operation): string | null =>
  isOpen ? null : roles.includes('station') ? bench.headers.authorization : desk.headers.authorization;
const enrolment = (code: string): object => enrolmentOf(signerOf(newPrivateKey()), code, 'Bench');
const push = { method: 'POST', path: '/v1/ops' };

/** What a refused request may count, and what head office does by itself meanwhile. */
const countedAnyway = ['enrolment_code', 'ledger_proof', 'follower', 'outbox'];

async function everything(): Promise<unknown> {
  const { rows } = await test.office.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> ALL($1::text[]) ORDER BY 1`,
    [countedAnyway],
  );
  return Promise.all(
    rows.map(async ({ name }) => [
      name,
      await test.rows(
        `SELECT md5(coalesce(string_agg(md5((to_jsonb(t) - 'last_seen_at' - 'skew_ms' - 'caught_up_at')::text), '' ORDER BY md5(t::text)), '')) FROM ${name} t`,
      ),
    ]),
  );
}

/** Jobs look when head office starts and follow what happens, and on a slow computer they are still at it. */
async function everythingAtRest(): Promise<unknown> {
  for (;;) {
    const before = await everything();
    await wait(500);
    if ((await isFollowed()) && isDeepStrictEqual(await everything(), before)) return before;
  }
}

/** Whether whoever reads the history has read all of it, and customers have been weighed as they are once a day. */
async function isFollowed(): Promise<boolean> {
  const behind = await test.rows(
    'SELECT 1 FROM follower JOIN stream USING (stream_id) WHERE follower.seq < stream.seq LIMIT 1',
  );
  const weighed = await test.rows(`SELECT 1 FROM customer_setting WHERE name = 'scale'`);
  return behind.length === 0 && weighed.length > 0;
}

async function withOffice(
  limits: Partial<RequestLimits>,
  work: (office: TestOffice, from: string) => Promise<void>,
): Promise<void> {
  const office = await startTestOffice({ limits: { ...widened(requestLimits, 1000), ...limits } });
  try {
    await work(office, await office.app.listen({ port: 0, host: '127.0.0.1' }));
  } finally {
    await office.close();
  }
}

describe('API1: broken object level authorization', () => {
  const foreignOps = (parcelId: Parcel['parcelId']): OpEnvelope[] => [
    bench.op('parcel.claim', { parcelId, fence: theirs.fence }, {}),
    bench.op('parcel.open', { parcelId, fence: theirs.fence }, {}),
    bench.op('parcel.hold', { parcelId, fence: theirs.fence }, { reason: 'mine now' }),
  ];

  it('acts on a parcel of another warehouse change nothing there and tell no more than of one that does not exist', async () => {
    const before = await test.rows('SELECT doc FROM parcel WHERE stream_id = $1', rotterdam);
    const said = async (parcelId: Parcel['parcelId']): Promise<unknown> => {
      const { status, body } = await bench.deliver(...foreignOps(parcelId));
      expect(status).toBe(200);
      return body.results.map(({ status: answered, refusal }) => ({ answered, refusal }));
    };
    expect(await said(theirs.parcelId)).toEqual(await said(uuidV7() as Parcel['parcelId']));
    expect(await test.rows('SELECT doc FROM parcel WHERE stream_id = $1', rotterdam)).toEqual(before);
  });

  it('a greeting renews no lease of another station, and a pull has nothing of another warehouse', async () => {
    await bench.hello(0, [theirs]);
    expect((await foreign.hello(0))[0]?.leaseUntil).toBe(theirs.leaseUntil);
    for (const collection of ['parcels', 'stock', 'tasks', 'results', 'orders']) {
      const { body } = await bench.get(`/v1/pull?collection=${collection}&limit=5000`);
      const told = JSON.stringify(body['documents']);
      // A task says back what the station itself claimed.
      if (collection !== 'tasks') expect(told).not.toContain(theirs.parcelId);
      expect(told).not.toContain(theirs.orderId);
    }
  });

  it('an op under the id of another station’s op is refused without a word of that op, its answer or its chain', async () => {
    const secret = foreign.op('bench.refuse-scan', null, { code: 'code-unknown', text: 'their secret' });
    await foreign.deliver({ ...secret, stationSeq: 1 });
    const mine = bench.op('bench.refuse-scan', null, { code: 'code-unknown', text: 'guess' });
    const place = (await bench.post('/v1/ops', { ops: [{ ...mine, stationSeq: 999_999 }] })).body['expect'];
    const { status, body } = await ask(push, bench.headers.authorization, {
      body: { ops: [{ ...mine, opId: secret.opId, stationSeq: place }] },
    });
    expect(status).toBe(422);
    expect(body['values']).toEqual({ opId: secret.opId, stationSeq: place, expect: place });
    // The very same op, word for word, is another station's all the same.
    const copied = await ask(push, bench.headers.authorization, {
      body: { ops: [{ ...secret, stationSeq: 1 }] },
    });
    expect(copied.status).toBe(422);
    expect(JSON.stringify(copied.body)).not.toContain('secret');
    expect(copied.body).not.toHaveProperty('results');
  });
});

describe('API2: broken authentication', () => {
  it('no operation but the open ones answers without a token that head office gave', async () => {
    const locked = operations.filter(({ isOpen }) => !isOpen);
    expect(locked.length).toBeGreaterThan(20);
    const before = await everythingAtRest();
    const real = bench.headers.authorization;
    const wrong = [
      null,
      'Bearer ',
      'Bearer null',
      `Bearer ${'A'.repeat(43)}`,
      `Basic ${btoa('admin:admin')}`,
      `${real}x`,
      real.slice(0, -1),
    ];
    for (const operation of locked)
      for (const token of wrong) {
        const { status, body } = await ask(operation, token);
        expect([operation.path, status], JSON.stringify(body)).toEqual([operation.path, 401]);
      }
    for (const operation of locked) {
      const { status } = await ask(operation, null, {
        query: `?access_token=${bench.token}&token=${bench.token}`,
      });
      expect(status).toBe(401);
    }
    expect(await everything()).toEqual(before);
  });

  it('who a station is, its token says and nothing else', async () => {
    const greeting = {
      maxStationSeq: 0,
      unsent: 0,
      oldestUnsentAt: null,
      appVersion: '0',
      at: new Date().toISOString(),
      wantParcels: 0,
    };
    const claims = { stationId: foreign.stationId, warehouseId: rotterdam, roles: ['office'] };
    const hello = { method: 'POST', path: '/v1/hello' };
    const { authorization } = bench.headers;
    expect((await ask(hello, authorization, { body: { ...greeting, ...claims } })).status).toBe(400);
    expect(
      (
        await ask({ method: 'GET', path: '/v1/pull' }, authorization, {
          query: `?collection=parcels&warehouseId=${rotterdam}`,
        })
      ).status,
    ).toBe(400);
    const headers = {
      'x-station-id': foreign.stationId,
      'x-warehouse-id': rotterdam,
      cookie: `token=${foreign.token}`,
    };
    const pulled = await ask({ method: 'GET', path: '/v1/pull' }, authorization, {
      query: '?collection=parcels',
      headers,
    });
    expect(JSON.stringify(pulled.body)).not.toContain(theirs.parcelId);
    const op = { ...bench.op('bench.log-out', null, {}), stationId: foreign.stationId };
    expect((await ask(push, authorization, { body: { ops: [op] } })).status).toBe(400);
  });

  it('a revoked station and a used code are worth nothing from that moment', async () => {
    const { code } = await createEnrolmentCode(test.office.pool, leeds, ['station'], test.office.now());
    const enrol = { method: 'POST', path: '/v1/stations/enrol' };
    const first = await ask(enrol, null, { body: enrolment(code) });
    expect(first.status).toBe(200);
    expect((await ask(enrol, null, { body: enrolment(code) })).status).toBe(403);
    const token = `Bearer ${String(first.body['token'])}`;
    expect(
      (await ask({ method: 'GET', path: '/v1/pull' }, token, { query: '?collection=parcels' })).status,
    ).toBe(200);
    await desk.post(`/v1/stations/${String(first.body['stationId'])}/revoke`, {});
    expect(
      (await ask({ method: 'GET', path: '/v1/pull' }, token, { query: '?collection=parcels' })).status,
    ).toBe(401);
  });
});

describe('API3: broken object property level authorization', () => {
  it('no operation takes a field that it does not name, in body or query', async () => {
    const before = await everythingAtRest();
    const owned = {
      status: 'shipped',
      seq: 1,
      stationId: bench.stationId,
      token_hash: 'x',
      createdAt: '2026-01-05',
      __v: 1,
    };
    for (const operation of operations) {
      const asked = operation.body ? { body: owned } : {};
      const { status } = await ask(operation, tokenFor(operation), {
        ...asked,
        query: '?seqq=1&token_hash=x',
      });
      // What is signed is not looked at before its signature is.
      const isSigned = /^\/v1\/channels\/\{channelId\}\/(webhooks|orders|carts|wishes|availability)$/.test(
        operation.path,
      );
      const refusals = isSigned ? [400, 401] : [400];
      expect([operation.method, operation.path, refusals.includes(status)]).toEqual([
        operation.method,
        operation.path,
        true,
      ]);
      // A body that is read as it is: a file, or what a provider has signed.
      if (operation.method === 'GET' || operation.path === '/v1/imports') continue;
      if (operation.path.endsWith('/webhook')) continue;
      const { status: bodied } = await ask(operation, tokenFor(operation), { body: owned });
      expect([operation.path, refusals.includes(bodied)]).toEqual([operation.path, true]);
    }
    expect(await everything()).toEqual(before);
  });

  it('fields inside of fields are named too, and what head office owns is not taken from an order', async () => {
    const order = newOrder({ externalId: 'mass' });
    const line = order.lines[0];
    for (const wrong of [
      { ...order, status: 'closed' },
      { ...order, orderId: uuidV7() },
      { ...order, shipTo: { ...order.shipTo, seq: 1 } },
      { ...order, lines: [{ ...line, packed: 1 }] },
      { ...order, customer: { ...order.customer, isAdmin: true } },
      { ...order, charges: [{ kind: 'fee', code: 'x', name: 'x', amountMinor: 1, paid: true }] },
    ]) {
      const { status, body } = await ask({ method: 'POST', path: '/v1/orders' }, desk.headers.authorization, {
        body: wrong,
      });
      expect(status, JSON.stringify(body)).toBe(400);
    }
    expect(await test.rows(`SELECT 1 FROM sales_order WHERE external_id = 'mass'`)).toEqual([]);
  });

  it('an answer has no field of the database that the contract does not name', async () => {
    let rowsSeen = 0;
    for (const { path, answer, roles } of operations.filter(({ method }) => method === 'GET')) {
      const named = (
        answer?.['properties'] as Record<string, { items?: { properties?: object } }> | undefined
      )?.['rows']?.items?.properties;
      if (!named || path.includes('{') || !roles.includes('office')) continue;
      const { body } = await ask({ method: 'GET', path }, desk.headers.authorization);
      // A list of one thing's rows asks for the thing.
      for (const row of (body['rows'] ?? []) as object[]) {
        rowsSeen += 1;
        expect([path, Object.keys(row).filter((name) => !(name in named))]).toEqual([path, []]);
      }
      expect(JSON.stringify(body)).not.toMatch(/token_?hash|code_?hash|content_?hash|sscc_?from/i);
    }
    expect(rowsSeen).toBeGreaterThan(5);
  });
});

describe('API4: unrestricted resource consumption', () => {
  it('what is too large, too many or nested too deep is refused', async () => {
    const { authorization } = bench.headers;
    const op = { ...bench.op('bench.log-out', null, {}), stationSeq: 1_000_000 };
    expect((await ask(push, authorization, { body: `"${'x'.repeat(1_048_576)}"` })).status).toBe(413);
    expect((await ask(push, authorization, { body: { ops: Array(501).fill(op) } })).status).toBe(400);
    expect(
      (
        await ask({ method: 'GET', path: '/v1/pull' }, authorization, {
          query: '?collection=orders&limit=5001',
        })
      ).status,
    ).toBe(400);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const nested = await ask(push, authorization, {
      body: `{"ops":[${JSON.stringify(op).replace('"body":{}', `"body":{"a":${deep}}`)}]}`,
    });
    expect([nested.status, nested.body['code']]).toEqual([400, 'request-invalid']);
    const huge = newOrder({
      externalId: 'huge',
      lines: [{ ...lineOf('MUG', 1_000_000), unitPriceMinor: 9e15 }],
    });
    expect(
      (await ask({ method: 'POST', path: '/v1/orders' }, desk.headers.authorization, { body: huge })).status,
    ).toBe(400);
    const forged = Buffer.from('["2026-13-45","no id"]').toString('base64url');
    const cursor = await ask({ method: 'GET', path: '/v1/orders' }, desk.headers.authorization, {
      query: `?cursor=${forged}`,
    });
    expect([cursor.status, cursor.body['code']]).toEqual([400, 'cursor-wrong']);
  });

  it('a station that pushes too often hears when to go on, others are not held up, and then it may', async () => {
    await withOffice({ pushing: { most: 3, withinMs: 3_000 } }, async (office, from) => {
      const [quick, other] = [await office.enrol(), await office.enrol()];
      const scan = (station: TestStation): Promise<Answer> =>
        ask(push, station.headers.authorization, {
          from,
          body: { ops: [{ ...station.op('bench.log-out', null, {}), stationSeq: 50 }] },
        });
      const answers = [];
      for (let n = 0; n < 5; n += 1) answers.push(await scan(quick));
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.body['code']).toBe('asked-too-often');
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(refused?.headers.get('ratelimit-remaining')).toBe('0');
      expect((await scan(other)).status).toBe(409);
      await new Promise((resolve) => setTimeout(resolve, Number(refused?.headers.get('retry-after')) * 1000));
      expect((await scan(quick)).status).toBe(409);
    });
    expect(requestLimits.pushing).toEqual({ most: 100, withinMs: 5_000 });
  });

  it('an address that asks too often is refused before anything is looked up', async () => {
    await withOffice({ asking: { most: 5, withinMs: 600_000 } }, async (_office, from) => {
      const statuses = [];
      for (let n = 0; n < 8; n += 1)
        statuses.push(
          (await ask({ method: 'GET', path: '/v1/orders' }, `Bearer ${'A'.repeat(43)}`, { from })).status,
        );
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    });
  });

  it('a body or a head that never ends is cut off', async () => {
    await withOffice({ bodyMs: 300 }, async (office, from) => {
      office.app.server.headersTimeout = 300;
      const station = await office.enrol();
      const port = Number(new URL(from).port);
      const drip = (first: string): Promise<string> =>
        new Promise((resolve) => {
          const socket = connect(port, '127.0.0.1');
          let heard = '';
          socket.write(first);
          const dripping = setInterval(() => socket.write('a'), 50);
          socket.on('data', (bytes) => {
            heard += bytes.toString();
          });
          socket.on('error', () => undefined);
          socket.on('close', () => {
            clearInterval(dripping);
            resolve(heard);
          });
        });
      const head = `POST /v1/hello HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${station.token}\r\n`;
      await drip(`${head}content-type: application/json\r\ncontent-length: 100000\r\n\r\n{`);
      expect(await drip(`${head}x-slow: `)).toContain('408');
      expect((await fetch(`${from}/health`)).status).toBe(200);
    });
  });
});

describe('API5: broken function level authorization', () => {
  it('no station reaches an operation of the office, and no office one of a bench', async () => {
    const before = await everythingAtRest();
    for (const operation of operations.filter(({ isOpen }) => !isOpen))
      for (const [role, station] of [
        ['station', bench],
        ['office', desk],
      ] as const) {
        if (operation.roles.includes(role)) continue;
        const { status, body } = await ask(
          operation,
          station.headers.authorization,
          operation.body ? { body: {} } : {},
        );
        expect([operation.path, status, body['code']]).toEqual([operation.path, 403, 'role-missing']);
      }
    expect(await everything()).toEqual(before);
  });
});

describe('API6: unrestricted access to sensitive business flows', () => {
  it('codes are guessed five times a minute and address, and the sixth hears when to go on', async () => {
    await withOffice({}, async (_office, from) => {
      const answers = [];
      for (let n = 0; n < 6; n += 1)
        answers.push(
          await ask({ method: 'POST', path: '/v1/stations/enrol' }, null, {
            from,
            body: enrolment('ZZZZ-ZZZZZ-ZZZZ-ZZZZ'),
          }),
        );
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 429]);
      expect(Number(answers[5]?.headers.get('retry-after'))).toBeGreaterThan(0);
    });
  });

  it('no station hoards parcels: neither by wanting them nor by claiming them', async () => {
    await test.receive('LAMP', mostParcelsHeld + 5);
    for (let at = 0; at < mostParcelsHeld + 5; at += 25)
      await Promise.all(
        Array.from({ length: Math.min(25, mostParcelsHeld + 5 - at) }, (_, n) =>
          desk.place({ externalId: `hoard-${at + n}`, lines: [lineOf('LAMP', 1)] }),
        ),
      );
    await test.settled();
    const greedy = await test.enrol(leeds, ['station']);
    await desk.post(`/v1/stations/${greedy.stationId}/work`, { zone: null, maxParcels: mostParcelsHeld });
    const held = await greedy.hello(mostParcelsHeld);
    expect(held).toHaveLength(mostParcelsHeld);
    const free = await test.rows<{ doc: Parcel }>(
      `SELECT doc FROM parcel WHERE stream_id = $1 AND state = 'released'`,
      leeds,
    );
    expect(free.length).toBeGreaterThan(2);
    const claims = free
      .slice(0, 2)
      .map(({ doc }) => ({ ...greedy.op('parcel.claim', doc, {}), fence: null }));
    const { body } = await greedy.deliver(...claims);
    expect(body.results).toMatchObject([
      { status: 'refused', refusal: { code: 'too-many-held' } },
      { status: 'refused', refusal: { code: 'too-many-held' } },
    ]);
    const other = await test.enrol(leeds, ['station']);
    const modest = await other.deliver({
      ...other.op('parcel.claim', free[0]?.doc ?? null, {}),
      fence: null,
    });
    expect(modest.body.results[0]?.status).toBe('applied');
    const wish = {
      maxStationSeq: 0,
      unsent: 0,
      oldestUnsentAt: null,
      appVersion: '0',
      at: new Date().toISOString(),
      wantParcels: mostParcelsHeld + 1,
    };
    expect(
      (await ask({ method: 'POST', path: '/v1/hello' }, greedy.headers.authorization, { body: wish })).status,
    ).toBe(400);
  });
});

describe('API7: server side request forgery', () => {
  it('no operation takes an address, and none that comes in a text is ever asked', async () => {
    // Which server mail goes through is set by the office: a name, and beyond this computer a port of mail.
    // Where webhooks go and providers of returns are is also what the office says; webhooks.integration.test.ts has what
    // may be called there.
    // A shop names pages of its own, which are put into mails and never asked for.
    const settings =
      /^\/v1\/(mail-settings|webhooks|return-providers|channels\/\{channelId\}\/(carts|wishes)$)/;
    const taking = operations.filter(({ path, parameters, body }) => {
      const asking = JSON.stringify([parameters, body]);
      const isAddress = /"format":"(uri|url|hostname|ipv4|ipv6)"/.test(asking);
      return (
        !settings.test(path) &&
        (isAddress || /"[a-z]*(url|uri|host|callback|webhook|redirect)[a-z]*":\{/i.test(asking))
      );
    });
    expect(taking.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    let asked = 0;
    const trap = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(trap.address() as { port: number }).port}/label.png`;
    await test.receive('BOWL', 1);
    await desk.place({
      externalId: address,
      note: address,
      customer: { customerId: null, name: address },
      lines: [lineOf('BOWL', 1)],
    });
    await bench.deliver();
    await desk.get(`/v1/orders?text=${encodeURIComponent(address)}`);
    await test.settled();
    trap.close();
    expect(asked).toBe(0);
  });
});

describe('API8: security misconfiguration', () => {
  it('every answer, refusals among them, is data that nobody keeps, frames or guesses at', async () => {
    const asked = [
      ...operations,
      {
        method: 'GET',
        path: '/no/such/thing',
        isOpen: true,
        roles: [],
        parameters: [],
        body: null,
        answer: null,
      },
    ];
    for (const operation of asked) {
      const { headers } = await ask(operation, tokenFor(operation));
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': expect.stringContaining('no-store') as string,
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'ratelimit-limit': expect.any(String) as string,
      });
      expect(headers.has('server')).toBe(false);
      expect(headers.has('x-powered-by')).toBe(false);
    }
  });

  it('a page of somebody else may not read an answer, whatever it calls itself', async () => {
    for (const page of ['https://evil.example', 'null', 'app://waybill.evil', 'http://127.0.0.1']) {
      const { headers } = await ask({ method: 'GET', path: '/health' }, null, { headers: { origin: page } });
      expect(headers.get('access-control-allow-origin')).not.toBe(page);
      expect(headers.get('access-control-allow-origin')).not.toBe('*');
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    }
  });

  it('a fault of head office is an id and nothing of its insides', async () => {
    await test.rows('ALTER TABLE task RENAME TO task_away');
    try {
      const { status, body } = await ask({ method: 'GET', path: '/v1/tasks' }, desk.headers.authorization);
      expect(status).toBe(500);
      expect(Object.keys(body).sort()).toEqual(['code', 'message', 'values']);
      expect(Object.keys(body['values'] as object).sort()).toEqual(['errorId', 'status']);
      expect(JSON.stringify(body)).not.toMatch(/task_away|relation|SELECT|\.ts/);
    } finally {
      await test.rows('ALTER TABLE task_away RENAME TO task');
    }
  });

  it('methods nobody meant are not there', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND'])
      for (const path of ['/v1/ops', '/v1/orders', '/v1/stations'])
        expect([404, 405]).toContain((await ask({ method, path }, desk.headers.authorization)).status);
  });
});

describe('API9: improper inventory management', () => {
  it('the contract names every route there is, and no other version answers', async () => {
    const printed = test.app.printRoutes({ commonPrefix: false, includeHooks: false });
    const count = [...printed.matchAll(/\(([A-Z, ]+)\)/g)]
      .flatMap((found) => (found[1] ?? '').split(', '))
      .filter((method) => method === 'GET' || method === 'POST').length;
    // The contract itself, the tracking page and messages of carriers in carriers' own words are routes it does not name,
    // and pages that people open from a mail.
    const unnamed = ['/openapi.json', '/t/:token', '/v1/carriers/:carrierId/webhook'];
    const pages = [
      '/customer/rating',
      '/customer/opt-out',
      '/customer/cart',
      '/customer/quote',
      '/customer/return-order',
      '/customer/return',
    ];
    // And the one on which a return is begun, with no token.
    const open = ['/customer/returns'];
    expect(count).toBe(operations.length + unnamed.length + 2 * pages.length + 2 * open.length);
    for (const page of pages)
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${origin}${page}/${'a'.repeat(43)}`, { method });
        expect([page, method, answer.status]).toEqual([page, method, 404]);
        expect(answer.headers.get('content-security-policy')).toContain(
          "default-src 'none'; style-src 'sha256-",
        );
      }
    for (const path of [
      '/ops',
      '/v0/ops',
      '/v2/ops',
      '/V1/ops',
      '/v1/ops/',
      '/v1//ops',
      '/api/v1/ops',
      '/debug',
      '/admin',
      '/metrics',
    ])
      expect([
        path,
        (await ask({ method: 'POST', path }, bench.headers.authorization, { body: { ops: [] } })).status,
      ]).toEqual([path, 404]);
    const newer = { ...bench.op('bench.log-out', null, {}), v: 2 };
    expect((await ask(push, bench.headers.authorization, { body: { ops: [newer] } })).status).toBe(400);
  });
});

describe('API10: unsafe consumption of APIs', () => {
  it('files of others are read as what they are: noise, torn and bursting archives and formulas harm nobody', async () => {
    const before = await test.rows('SELECT order_id, doc FROM sales_order ORDER BY order_id');
    const files: [string, Buffer][] = [
      ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7919) % 256))],
      ['torn', gzipSync(Buffer.from('Invoice,StockCode\n1,2\n')).subarray(0, 20)],
      ['bursting', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
      ['formula', Buffer.from(`Invoice,StockCode,Description\n"=cmd|' /C calc'!A0","@SUM(1)","+1"\n`)],
      ['endless line', Buffer.from(`Invoice,${'x'.repeat(3_000_000)}`)],
    ];
    for (const [name, file] of files)
      for (const format of ['online-retail', 'csv', '../../etc/passwd']) {
        const answer = await fetch(
          `${origin}/v1/imports?${new URLSearchParams({ channelId: 'web', format, fileName: `../${name}.csv` })}`,
          {
            method: 'POST',
            headers: { ...desk.headers, 'content-type': 'application/octet-stream' },
            body: new Uint8Array(file),
          },
        );
        expect([name, format, answer.status < 500]).toEqual([name, format, true]);
        await answer.text();
      }
    await test.settled();
    expect(await test.rows('SELECT order_id, doc FROM sales_order ORDER BY order_id')).toEqual(before);
    expect((await fetch(`${origin}/health`)).status).toBe(200);
  });
});
