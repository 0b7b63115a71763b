// The database failed over to a copy that was behind, and nobody said so: the stations that know more are believed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { OpEnvelope } from '../../../shared/sync/op';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
let other: TestStation;

beforeAll(async () => {
  test = await startTestOffice();
  await test.receive('MUG', 100);
  bench = await test.enrol();
  other = await test.enrol();
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

type Lives = Record<string, { epoch: string; seq: number; mark?: string }>;

async function livesNow(): Promise<Lives> {
  const rows = await test.rows<{ stream_id: string; epoch: string; seq: number }>(
    'SELECT stream_id, epoch, seq FROM stream',
  );
  return Object.fromEntries(rows.map(({ stream_id, epoch, seq }) => [stream_id, { epoch, seq }]));
}

async function greet(station: TestStation, received: number, knows: Lives) {
  const { status, body } = await station.post('/v1/hello', {
    maxStationSeq: received,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: new Date().toISOString(),
    wantParcels: 0,
    received,
    knows,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { expect: number; epochs: Record<string, string> };
}

async function inMaintenance(url: string, ...statements: string[]): Promise<void> {
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const nameOf = (url: string): string => pg.escapeIdentifier(new URL(url).pathname.slice(1));
/** A copy as a replica would have it that stopped listening now. */
const keepCopy = (): Promise<void> =>
  test.reopen((url) => inMaintenance(url, `CREATE DATABASE behind TEMPLATE ${nameOf(url)}`));
const failOver = (): Promise<void> =>
  test.reopen((url) =>
    inMaintenance(url, `DROP DATABASE ${nameOf(url)}`, `ALTER DATABASE behind RENAME TO ${nameOf(url)}`),
  );

describe('law 2: head office failed over to a copy that was behind', () => {
  it('notices it from a station that had an op confirmed, begins a new life, and is told again', async () => {
    const orderId = await bench.place({ externalId: 'forgotten', lines: [lineOf('MUG', 2)] });
    await test.settled();
    const parcel = (await bench.hello(20)).find((each) => each.orderId === orderId) as Parcel;
    await keepCopy();
    const sent: OpEnvelope[] = [
      bench.op('parcel.open', parcel, {}),
      bench.op('parcel.pack-item', parcel, { sku: 'MUG' as never, quantity: 2, code: 'MUG', scanId: 's' }),
    ];
    expect((await bench.deliver(...sent)).status).toBe(200);
    const before = await livesNow();
    await failOver();

    const answer = await greet(bench, 2, before);
    expect(answer.expect).toBe(1);
    for (const [stream, { epoch }] of Object.entries(await livesNow())) {
      expect(epoch).not.toBe(before[stream]?.epoch);
      if (answer.epochs[stream] !== undefined) expect(answer.epochs[stream]).toBe(epoch);
    }
    const again = await bench.deliver(...sent);
    expect(again.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(await test.parcelsOf(orderId)).toMatchObject([{ state: 'packing', lines: [{ packed: 2 }] }]);
  });

  it('notices it from a station that only listened, once, however many say so', async () => {
    await keepCopy();
    await bench.place({ externalId: 'lost', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const before = await livesNow();
    await failOver();
    const first = await greet(other, 0, before);
    expect(first.epochs['company']).not.toBe(before['company']?.epoch);
    const lives = await livesNow();
    await greet(bench, 2, before);
    await Promise.all([greet(other, 0, before), greet(other, 0, lives), greet(bench, 2, lives)]);
    expect(await livesNow()).toEqual(lives);
  });

  it('notices it from the page that a station asks for, before others take the lost numbers', async () => {
    await keepCopy();
    await bench.place({ externalId: 'lost-too', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const before = await livesNow();
    await failOver();
    const { epoch, seq } = before['company'] ?? { epoch: '', seq: 0 };
    const { status } = await other.get(`/v1/pull?collection=orders&epoch=${epoch}&seq=${seq}`);
    expect(status).toBe(410);
    for (const [stream, life] of Object.entries(await livesNow()))
      expect(life.epoch).not.toBe(before[stream]?.epoch);
  });

  it.each(['a page', 'a greeting'])(
    'notices it from a mark that %s shows, when new numbers have overtaken the lost ones',
    async (asked) => {
      await keepCopy();
      await bench.place({ externalId: `lost before ${asked}`, lines: [lineOf('MUG', 1)] });
      await test.settled();
      const before = await livesNow();
      const { body } = await other.get('/v1/pull?collection=orders');
      const { epoch, seq, mark } = body['checkpoint'] as { epoch: string; seq: number; mark: string };
      await failOver();
      for (const n of [1, 2, 3])
        await bench.place({ externalId: `${n} after ${asked}`, lines: [lineOf('MUG', 1)] });
      await test.settled();
      expect((await livesNow())['company']?.seq).toBeGreaterThan(seq);
      if (asked === 'a page') {
        const answer = await other.get(`/v1/pull?collection=orders&epoch=${epoch}&seq=${seq}&mark=${mark}`);
        expect(answer.status).toBe(410);
      } else await greet(other, 0, { company: { epoch, seq, mark } });
      for (const [stream, life] of Object.entries(await livesNow()))
        expect(life.epoch).not.toBe(before[stream]?.epoch);
    },
  );

  it('believes a mark that its history has, over a restart and what others wrote since', async () => {
    const { body } = await other.get('/v1/pull?collection=orders');
    const { epoch, seq, mark } = body['checkpoint'] as { epoch: string; seq: number; mark: string };
    await test.reopen(async () => undefined);
    await bench.place({ externalId: 'nothing lost', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const lives = await livesNow();
    const answer = await other.get(`/v1/pull?collection=orders&epoch=${epoch}&seq=${seq}&mark=${mark}`);
    expect(answer).toMatchObject({ status: 200, body: { documents: [{}] } });
    await greet(other, 0, { company: { epoch, seq, mark } });
    expect(await livesNow()).toEqual(lives);
  });

  it('believes no station that is behind, of another life, or says nothing', async () => {
    const lives = await livesNow();
    await greet(bench, 1, lives);
    await greet(bench, 0, {});
    await greet(
      bench,
      99,
      Object.fromEntries(
        Object.keys(lives).map((stream) => [
          stream,
          { epoch: '00000000-0000-4000-8000-000000000000', seq: 1e9 },
        ]),
      ),
    );
    expect(await livesNow()).toEqual(lives);
  });
});
