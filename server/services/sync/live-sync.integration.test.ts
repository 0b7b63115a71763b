import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamMessageSchema, type StreamMessage } from '../../../shared/contract/http';
import { enrolmentOf } from '../../../shared/contract/station-access';
import type { CollectionName } from '../../../shared/sync/documents';
import { collectionNames, collections } from '../../../shared/sync/documents';
import { newPrivateKey, signerOf } from '../../client/station-signer';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
let origin: string;

beforeAll(async () => {
  test = await startTestOffice();
  bench = await test.enrol();
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

type Page = { documents: Record<string, unknown>[]; checkpoint: { epoch: string; seq: number } };

async function pull(
  station: TestStation,
  collection: CollectionName,
  after = '',
  limit = 1000,
): Promise<Page> {
  const { status, body } = await station.get(`/v1/pull?collection=${collection}&limit=${limit}${after}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Page;
}

async function pullAll(
  station: TestStation,
  collection: CollectionName,
  limit: number,
): Promise<Record<string, unknown>[]> {
  const documents: Record<string, unknown>[] = [];
  let after = '';
  for (;;) {
    const page = await pull(station, collection, after, limit);
    documents.push(...page.documents);
    if (page.documents.length < limit) return documents;
    after = `&epoch=${page.checkpoint.epoch}&seq=${page.checkpoint.seq}`;
  }
}

/** A live stream read by real HTTP until it is closed. */
async function openStream(
  station: TestStation,
  lastEventId: string | null = null,
): Promise<{
  place: () => string;
  messages: StreamMessage[];
  ended: Promise<void>;
  close: () => void;
  until: (is: () => boolean) => Promise<void>;
}> {
  const stop = new AbortController();
  const response = await fetch(`${origin}/v1/stream`, {
    headers: { ...station.headers, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: stop.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const messages: StreamMessage[] = [];
  const waiters = new Set<() => void>();
  let place = '';
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        if (part.startsWith('id: ')) place = part.slice(4);
        else messages.push(streamMessageSchema.parse(JSON.parse(part.replace(/^data: /, ''))));
      }
      for (const tell of waiters) tell();
    }
  };
  const ended = read().catch(() => undefined);
  return {
    messages,
    place: () => place,
    ended,
    close: () => stop.abort(),
    until: (is) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!is()) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      }),
  };
}

const documentsOf = (
  messages: readonly StreamMessage[],
  collection: CollectionName,
): Record<string, unknown>[] =>
  messages.flatMap((message) =>
    message.kind === 'documents' && message.collection === collection ? message.documents : [],
  );

describe('what a station may see', () => {
  it('pulls its own warehouse, and orders only where its warehouse is in them', async () => {
    const abroad = await test.enrol(rotterdam);
    await test.receive('MUG', 2);
    await test.receive('BOWL', 2, 'A-01', rotterdam);
    await bench.place({ externalId: 'HERE', lines: [lineOf('MUG', 1)] });
    await bench.place({ externalId: 'THERE', lines: [lineOf('BOWL', 1)] });
    await bench.place({ externalId: 'NOWHERE', lines: [lineOf('VASE', 1)] });
    const numbers = async (station: TestStation, name: 'orders' | 'parcels', field: string) =>
      (await pull(station, name)).documents.map((doc) => doc[field]);
    expect(await numbers(bench, 'orders', 'number')).toEqual(['HERE']);
    expect(await numbers(abroad, 'orders', 'number')).toEqual(['THERE']);
    expect(await numbers(bench, 'parcels', 'orderNumber')).toEqual(['HERE']);
    expect(await numbers(abroad, 'parcels', 'orderNumber')).toEqual(['THERE']);
    expect((await pull(bench, 'stock')).documents.map((doc) => doc['sku'])).toEqual(['MUG']);
    const leaked = JSON.stringify((await pull(bench, 'orders')).documents);
    expect(leaked).not.toMatch(/priceMinor|postcode|email/i);
  });

  it('pulls no answers but its own', async () => {
    const other = await test.enrol();
    await other.deliver(other.op('bench.log-out', null, {}));
    await bench.deliver(bench.op('bench.log-out', null, {}));
    const own = (await pull(bench, 'results')).documents;
    const theirs = (await pull(other, 'results')).documents;
    expect(own.length).toBeGreaterThan(0);
    expect(theirs).toHaveLength(1);
    expect(own.map((doc) => doc['opId'])).not.toContain(theirs[0]?.['opId']);
  });

  it('gives documents that pass the schemas of the station, page by page and without a hole', async () => {
    for (const collection of collectionNames) {
      const { schema } = collections[collection];
      const all = (await pull(bench, collection)).documents;
      for (const document of all)
        expect(schema.safeParse(document).success, JSON.stringify(document)).toBe(true);
      expect(await pullAll(bench, collection, 1), collection).toEqual(all);
    }
    const stations = (await pull(bench, 'directory')).documents.filter(
      (doc) => doc['kind'] === 'station',
    ) as {
      station: { stationId: string; ssccFrom: number; ssccTo: number };
    }[];
    const ranges = stations
      .map(({ station }) => [station.ssccFrom, station.ssccTo])
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    ranges.forEach(([from], place) => {
      if (place > 0) expect(from).toBeGreaterThan(ranges[place - 1]?.[1] ?? 0);
    });
    expect(stations.map(({ station }) => station.stationId)).toContain(bench.stationId);
  });

  it('says so when a checkpoint is of another life', async () => {
    const { checkpoint } = await pull(bench, 'parcels');
    const other = '01890000-0000-7000-8000-000000000000';
    const wrong = await bench.get(`/v1/pull?collection=parcels&epoch=${other}&seq=1`);
    expect(wrong).toMatchObject({ status: 410, body: { code: 'checkpoint-reset' } });
    const ahead = await bench.get(
      `/v1/pull?collection=parcels&epoch=${checkpoint.epoch}&seq=${checkpoint.seq + 1000}`,
    );
    expect(ahead.status).toBe(410);
  });

  it('opens nothing without a token, with a wrong one, or for another role', async () => {
    const routes = [
      '/v1/pull?collection=stock',
      '/v1/stream',
      '/v1/orders',
      '/v1/parcels',
      '/v1/stock',
      '/v1/stations',
      '/v1/channels',
      '/v1/tasks',
      '/v1/imports',
      '/v1/quarantine',
    ];
    const forged = { authorization: `Bearer ${'x'.repeat(43)}` };
    const packerOnly = await test.enrol(leeds, ['station']);
    const deskOnly = await test.enrol(leeds, ['office']);
    for (const url of routes) {
      expect((await test.app.inject({ url })).statusCode, url).toBe(401);
      expect((await test.app.inject({ url, headers: forged })).statusCode, url).toBe(401);
      const isStations = url.startsWith('/v1/pull') || url === '/v1/stream';
      const wrongRole = isStations ? deskOnly : packerOnly;
      expect(await wrongRole.get(url), url).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    }
    for (const url of ['/v1/ops', '/v1/hello', '/v1/orders', '/v1/stations/codes'])
      expect((await test.app.inject({ method: 'POST', url, payload: {} })).statusCode, url).toBe(401);
    expect((await deskOnly.post('/v1/ops', { ops: [] })).status).toBe(403);
  });
});

describe('the live stream', () => {
  it('begins with resync and then tells everything committed, in order, each station its own', async () => {
    const stream = await openStream(bench);
    await stream.until(() => stream.messages.length > 0);
    expect(stream.messages[0]).toEqual({ kind: 'resync' });
    await test.receive('LAMP', 1);
    const orderId = await bench.place({ externalId: 'LIVE', lines: [lineOf('LAMP', 1)] });
    const [parcel] = await test.parcelsOf(orderId);
    const other = await test.enrol();
    await other.deliver(other.op('bench.log-out', null, {}));
    const claim = {
      ...bench.op('parcel.claim', { parcelId: parcel?.parcelId as never, fence: 0 }, {}),
      fence: null,
    };
    await bench.deliver(claim);
    await stream.until(() => documentsOf(stream.messages, 'results').length > 0);
    stream.close();
    expect(documentsOf(stream.messages, 'orders').map((doc) => doc['number'])).toContain('LIVE');
    const states = documentsOf(stream.messages, 'parcels').map((doc) => doc['state']);
    expect(states).toEqual(['released', 'leased']);
    expect(documentsOf(stream.messages, 'results').map((doc) => doc['opId'])).toEqual([claim.opId]);
    const checkpoints = stream.messages.flatMap((message) =>
      message.kind === 'documents' && message.collection === 'parcels' ? [message.checkpoint.seq] : [],
    );
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => a - b));
  });

  it('law 7: hands over from pull to stream without a hole while others write', async () => {
    const seen = new Map<string, number>();
    let writing = true;
    const writer = async (): Promise<void> => {
      const busy = await test.enrol();
      for (let n = 0; writing; n += 1) {
        await test.receive('VASE', 1);
        await busy.place({ externalId: `HOLE-${n}`, lines: [lineOf('VASE', 1)] });
      }
    };
    const written = writer();
    await test.rows('SELECT pg_sleep(0.1)');
    const stream = await openStream(bench);
    await stream.until(() => stream.messages.length > 0);
    for (const document of await pullAll(bench, 'parcels', 3))
      seen.set(String(document['parcelId']), Number(document['seq']));
    const pulled = seen.size;
    await stream.until(() => documentsOf(stream.messages, 'parcels').length > 10);
    writing = false;
    await written;
    const [{ last } = { last: 0 }] = await test.rows<{ last: number }>(
      'SELECT max(seq) AS last FROM parcel WHERE stream_id = $1',
      leeds,
    );
    await stream.until(() => documentsOf(stream.messages, 'parcels').some((doc) => doc['seq'] === last));
    stream.close();
    for (const document of documentsOf(stream.messages, 'parcels'))
      seen.set(String(document['parcelId']), Number(document['seq']));
    const stored = await test.rows<{ parcel_id: string; seq: number }>(
      'SELECT parcel_id, seq FROM parcel WHERE stream_id = $1',
      leeds,
    );
    expect(pulled).toBeLessThan(stored.length);
    expect(seen).toEqual(new Map(stored.map((row) => [row.parcel_id, row.seq])));
  });

  it('law 7: goes on behind the last event through any number of breaks, without a hole and without pulling', async () => {
    const seen: number[] = [];
    // Who waits for it since an earlier test has it before this one counts.
    await test.receive('VASE', 5);
    await test.settled();
    let stream = await openStream(bench);
    await stream.until(() => stream.place() !== '');
    for (let n = 0; n < 12; n += 1) {
      await test.receive('VASE', 1);
      // Broken at a moment of its own: before, between or behind what is told of this.
      if (n % 3 === 0) await stream.until(() => documentsOf(stream.messages, 'stock').length > 0);
      if (n % 3 === 2) await test.receive('VASE', 1);
      stream.close();
      await stream.ended;
      seen.push(...documentsOf(stream.messages, 'stock').map((doc) => Number(doc['seq'])));
      await test.receive('VASE', 1);
      stream = await openStream(bench, stream.place());
    }
    await stream.until(() => stream.messages.some(({ kind }) => kind === 'resumed'));
    seen.push(...documentsOf(stream.messages, 'stock').map((doc) => Number(doc['seq'])));
    expect(stream.messages.some(({ kind }) => kind === 'resync')).toBe(false);
    stream.close();
    const [{ last } = { last: 0 }] = await test.rows<{ last: number }>(
      'SELECT seq AS last FROM stock WHERE stream_id = $1 AND sku = $2',
      leeds,
      'VASE',
    );
    // 12 + 4 receipts while it is open, 12 while it is not.
    const distinct = [...new Set(seen)];
    expect(distinct).toHaveLength(28);
    expect(distinct).toEqual([...distinct].sort((one, other) => one - other));
    expect(distinct.at(-1)).toBe(last);
  });

  it('ends when the station is revoked, and its token with it', async () => {
    const gone = await test.enrol();
    const stream = await openStream(gone);
    await stream.until(() => stream.messages.length > 0);
    expect((await bench.post(`/v1/stations/${gone.stationId}/revoke`, {})).status).toBe(200);
    await stream.ended;
    expect(await gone.get('/v1/pull?collection=stock')).toMatchObject({
      status: 401,
      body: { code: 'token-refused' },
    });
    expect((await gone.post('/v1/hello', {})).status).toBe(401);
    expect(await bench.post('/v1/stations/01890000-0000-7000-8000-000000000000/revoke', {})).toMatchObject({
      status: 404,
    });
  });

  it('keeps two streams of a station and closes the oldest for a third', async () => {
    const station = await test.enrol();
    const streams = [await openStream(station), await openStream(station), await openStream(station)];
    await streams[0]?.ended;
    await streams[2]?.until(() => (streams[2]?.messages.length ?? 0) > 0);
    await test.receive('MUG', 1);
    await streams[1]?.until(() => documentsOf(streams[1]?.messages ?? [], 'stock').length > 0);
    await streams[2]?.until(() => documentsOf(streams[2]?.messages ?? [], 'stock').length > 0);
    for (const stream of streams) stream.close();
  });
});

describe('hello', () => {
  it('leases as many parcels as wanted, VIP first, then oldest, and no more', async () => {
    const station = await test.enrol(rotterdam);
    await test.receive('LAMP', 3, 'A-01', rotterdam);
    const at = (day: number): string => `2025-12-0${day}T10:00:00.000Z`;
    await bench.place({ externalId: 'L-new', placedAt: at(3), lines: [lineOf('LAMP', 1)] });
    await bench.place({ externalId: 'L-old', placedAt: at(1), lines: [lineOf('LAMP', 1)] });
    await bench.place({ externalId: 'L-vip', placedAt: at(4), priority: 'vip', lines: [lineOf('LAMP', 1)] });
    const held = await station.hello(2);
    expect(new Set(held.map((parcel) => parcel.orderNumber))).toEqual(new Set(['L-vip', 'L-old']));
    expect(held.every((parcel) => parcel.state === 'leased' && parcel.fence === 1)).toBe(true);
    expect(await station.hello(2)).toHaveLength(2);
    expect(await station.hello(0)).toHaveLength(2);
  });

  it('says what it expects, how wrong the clock is, and which lives the streams have', async () => {
    const station = await test.enrol();
    await station.deliver(station.op('bench.log-out', null, {}));
    const { body } = await station.post('/v1/hello', {
      maxStationSeq: 1,
      unsent: 4,
      oldestUnsentAt: '2026-01-05T08:00:00.000Z',
      appVersion: '1.2.3',
      at: new Date(Date.now() + 3_600_000).toISOString(),
      wantParcels: 0,
    });
    expect(body).toMatchObject({ expect: 2 });
    expect(Number(body['skewMs'])).toBeGreaterThan(3_500_000);
    const epochs = await test.rows<{ stream_id: string; epoch: string }>(
      `SELECT stream_id, epoch FROM stream WHERE stream_id IN ('company', 'W1')`,
    );
    expect(body['epochs']).toEqual(Object.fromEntries(epochs.map((row) => [row.stream_id, row.epoch])));
    const list = (await bench.get('/v1/stations')).body['rows'] as Record<string, unknown>[];
    expect(list.find((row) => row['stationId'] === station.stationId)).toMatchObject({
      unsent: 4,
      oldestUnsentAt: '2026-01-05T08:00:00.000Z',
      appVersion: '1.2.3',
      warehouseId: 'W1',
    });
  });
});

describe('enrolling', () => {
  const enrol = (code: string) =>
    test.app.inject({
      method: 'POST',
      url: '/v1/stations/enrol',
      payload: enrolmentOf(signerOf(newPrivateKey()), code, 'New bench'),
      remoteAddress: `10.0.0.${Math.floor(Math.random() * 250)}`,
    });

  it('takes a code once, tells why not, and gives up after five wrong tries', async () => {
    const { body } = await bench.post('/v1/stations/codes', { warehouseId: 'W1' });
    const code = String(body['code']);
    const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    expect((await enrol(wrong)).json()).toMatchObject({ code: 'enrol-code-wrong' });
    const taken = await enrol(code.toLowerCase().replaceAll('-', ' '));
    expect(taken.statusCode).toBe(200);
    expect(taken.json()).toMatchObject({ warehouseId: 'W1', roles: ['station'] });
    expect((await enrol(code)).json()).toMatchObject({ code: 'enrol-code-used' });
    const tokens = await test.rows<{ token_hash: string }>('SELECT token_hash FROM station_token');
    expect(tokens.map((row) => row.token_hash)).not.toContain(taken.json<{ token: string }>().token);

    const second = String((await bench.post('/v1/stations/codes', { warehouseId: 'W1' })).body['code']);
    const bad = `${second.slice(0, -1)}${second.endsWith('0') ? '1' : '0'}`;
    for (let n = 0; n < 5; n += 1) expect((await enrol(bad)).statusCode).toBe(403);
    expect((await enrol(second)).json()).toMatchObject({ code: 'enrol-tries-used' });
    expect((await enrol('ZZZZ-ZZZZZ-ZZZZ-ZZZZ')).json()).toMatchObject({ code: 'enrol-code-wrong' });
  });

  it('takes no code after ten minutes, nor one for a warehouse that is not there', async () => {
    const { body } = await bench.post('/v1/stations/codes', { warehouseId: 'W1' });
    await test.rows(
      `UPDATE enrolment_code SET expires_at = now() - interval '1 second' WHERE used_at IS NULL`,
    );
    expect((await enrol(String(body['code']))).json()).toMatchObject({ code: 'enrol-code-expired' });
    expect(await bench.post('/v1/stations/codes', { warehouseId: 'W9' })).toMatchObject({
      status: 404,
      body: { code: 'warehouse-unknown', values: { known: 'W1, W2' } },
    });
  });

  it('lets one address try five times a minute', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const { statusCode } = await test.app.inject({
        method: 'POST',
        url: '/v1/stations/enrol',
        payload: enrolmentOf(signerOf(newPrivateKey()), 'ZZZZ-ZZZZZ-ZZZZ-ZZZZ', 'x'),
        remoteAddress: '10.9.9.9',
      });
      answers.push(statusCode);
    }
    expect(answers).toEqual([403, 403, 403, 403, 403, 429, 429]);
  });
});

describe('the door', () => {
  it('describes itself, and says who may ask from a page', async () => {
    const document = (await test.app.inject({ url: '/openapi.json' })).json<{
      openapi: string;
      paths: object;
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/ops',
        '/v1/pull',
        '/v1/stream',
        '/v1/hello',
        '/v1/orders',
        '/v1/imports',
        '/health',
      ]),
    );
    const preflight = (from: string) =>
      test.app.inject({
        method: 'OPTIONS',
        url: '/v1/pull',
        headers: { origin: from, 'access-control-request-method': 'GET' },
      });
    expect((await preflight('app://waybill')).headers['access-control-allow-origin']).toBe('app://waybill');
    expect(
      (await preflight('https://elsewhere.example')).headers['access-control-allow-origin'],
    ).toBeUndefined();
  });

  it('hides what went wrong inside behind an id, and names what was wrong outside', async () => {
    const health = await test.app.inject({ url: '/health' });
    expect(health.json()).toMatchObject({ name: 'waybill', ok: true, database: 'test' });
    expect(health.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(await bench.get('/v1/nothing')).toMatchObject({ status: 404, body: { code: 'route-unknown' } });
    const big = await test.app.inject({
      method: 'POST',
      url: '/v1/orders',
      headers: { ...bench.headers, 'content-type': 'application/json' },
      payload: `{"note":"${'x'.repeat(1_100_000)}"}`,
    });
    expect(big.json()).toMatchObject({ code: 'body-too-large' });
    const broken = await test.app.inject({
      method: 'POST',
      url: '/v1/orders',
      headers: { ...bench.headers, 'content-type': 'application/json' },
      payload: '{"note":',
    });
    expect(broken.json()).toMatchObject({ code: 'json-invalid' });
    const query = test.office.pool.query;
    await test.rows('ALTER TABLE channel RENAME TO channel_away');
    const failed = await bench.get('/v1/channels');
    await test.rows('ALTER TABLE channel_away RENAME TO channel');
    expect(test.office.pool.query).toBe(query);
    expect(failed).toMatchObject({ status: 500, body: { code: 'head-office-failed' } });
    expect(JSON.stringify(failed.body)).not.toContain('relation');
    expect((failed.body['values'] as { errorId: string }).errorId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
