// Everything the contract names, asked by those who may and those who may not, with requests nobody means well with: real
// sockets, real PostgreSQL. No answer is a fault of head office, none tells what the asker may not know, and what is
// refused changes nothing.
// A failure prints seed and path: FUZZ_SEED=n FUZZ_PATH=n:n runs it alone. FUZZ_TIMES=50 looks fifty times as long.
import http from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import {
  leeds,
  lineOf,
  newOrder,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../test-office.test-kit';
import { type Attack, attackOn, type Ids, type Operation, operationsOf } from './fuzz-requests.test-kit';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_105);
const path = process.env['FUZZ_PATH'];
const runs = 20 * Number(process.env['FUZZ_TIMES'] ?? 1);

/** Stands in everything that only Rotterdam and the office may read. */
const mark = 'Kjeldsen-7f3a';
/** What says how head office is made. */
const insides =
  /node_modules|\.(ts|js|mjs):\d|\bat [\w.<>]+ \(|SELECT |INSERT INTO|UPDATE \w+ SET|syntax error|invalid input syntax|violates|pg_|ECONN|zod|fastify/i;

let test: TestOffice;
let port: number;
let operations: Operation[];
let bench: TestStation;
let desk: TestStation;
let foreign: TestStation;
let ids: Ids;
const answered = { taken: 0, refused: 0, cut: 0 };

beforeAll(async () => {
  test = await startTestOffice({ idleMs: 86_400_000 });
  const clerk = await test.enrol();
  bench = await test.enrol(leeds, ['station']);
  desk = await test.enrol(leeds, ['office']);
  foreign = await test.enrol(rotterdam, ['station']);
  const spare = await test.enrol(rotterdam, ['station']);
  await test.rows('UPDATE station SET name = $2 WHERE station_id = $1', foreign.stationId, `Bench ${mark}`);
  await test.receive('MUG', 50);
  await test.receive('VASE', 50, 'A-01', rotterdam);
  const own = await clerk.place({ externalId: 'own', lines: [lineOf('MUG', 2)] });
  const theirs = await clerk.place({
    externalId: mark,
    number: mark,
    lines: [lineOf('VASE', 2)],
    customer: { customerId: null, name: mark },
    shipTo: { ...newOrder({ externalId: 'x' }).shipTo, name: mark, lines: [mark] },
  });
  await test.settled();
  const [mine] = await bench.hello(10);
  const [held] = await foreign.hello(10);
  if (!mine || !held) throw new Error('no parcels to fight over');
  const op = foreign.op('parcel.open', held, {});
  await foreign.deliver(op, foreign.op('parcel.hold', held, { reason: mark }));
  const parcelIds = [mine.parcelId, held.parcelId];
  ids = {
    parcelId: parcelIds,
    newParcelId: [...parcelIds, uuidV7()],
    orderId: [own, theirs],
    stationId: [spare.stationId, uuidV7()],
    undoes: [op.opId],
    warehouseId: [leeds, rotterdam, 'W9'],
    taskId: [uuidV7()],
    importId: [uuidV7()],
    quarantineId: [uuidV7()],
    sku: ['MUG', 'VASE', 'NONE'],
    channelId: ['web', 'none'],
    actor: ['P1'],
    personId: ['P1'],
    externalId: ['own', mark, 'new'],
    epoch: (await test.rows<{ epoch: string }>('SELECT epoch FROM stream')).map((row) => row.epoch),
  };
  const contract = (await test.app.inject('/openapi.json')).json<Parameters<typeof operationsOf>[0]>();
  operations = operationsOf(contract);
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  port = (test.app.server.address() as { port: number }).port;
});
afterAll(() => test.close());

type Answer = { status: number; text: string; headers: http.IncomingHttpHeaders };
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

/** Null when head office ended the connection, as it may with what is hardly HTTP. */
function ask(operation: Operation, attack: Attack, authorization: string | null): Promise<Answer | null> {
  const { cutAt, body } = attack;
  return new Promise((resolve) => {
    const request = http.request(
      {
        agent: cutAt === null ? agent : false,
        host: '127.0.0.1',
        port,
        method: operation.method,
        path: attack.path,
        headers: {
          ...attack.headers,
          ...(body && { 'content-length': body.length }),
          ...(authorization !== null && { authorization }),
        },
      },
      (response) => {
        let text = '';
        const done = (): void =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          // The live stream has no end.
          if (String(response.headers['content-type']).startsWith('text/event-stream')) {
            done();
            request.destroy();
          }
        });
        response.on('end', done);
        response.on('error', done);
      },
    );
    request.on('error', () => resolve(null));
    if (cutAt === null) request.end(body ?? undefined);
    else {
      request.write(body?.subarray(0, cutAt));
      setTimeout(() => request.destroy(), 5);
    }
  });
}

/** Puts ops where head office expects them, so that they are judged by what they say. */
async function inOrder(attack: Attack, station: TestStation): Promise<Attack> {
  if (!attack.isInOrder || !attack.body) return attack;
  try {
    const told = JSON.parse(attack.body.toString()) as { ops?: { stationSeq: number }[] };
    const [row] = await test.rows<{ last: number }>(
      'SELECT last_station_seq AS last FROM station WHERE station_id = $1',
      station.stationId,
    );
    told.ops?.forEach((op, index) => {
      op.stationSeq = (row?.last ?? 0) + 1 + index;
    });
    return { ...attack, body: Buffer.from(JSON.stringify(told)) };
  } catch {
    return attack;
  }
}

/** Everything that is kept but when a station was last heard and how often a code was guessed. */
async function kept(): Promise<string> {
  const [row] = await test.rows<{ all: string }>(
    `SELECT md5(concat_ws('|',
       (SELECT string_agg(stream_id || seq, ',' ORDER BY stream_id) FROM stream),
       (SELECT string_agg(station_id::text || last_station_seq || coalesce(chain_head, '') || coalesce(revoked_at::text, ''), ',' ORDER BY station_id) FROM station),
       (SELECT count(*) FROM enrolment_code), (SELECT count(*) FROM enrolment_code WHERE used_at IS NOT NULL),
       (SELECT count(*) FROM import), (SELECT count(*) FROM quarantine), (SELECT count(*) FROM product),
       (SELECT md5(coalesce(string_agg(doc::text, ',' ORDER BY parcel_id), '')) FROM parcel))) AS all`,
  );
  return row?.all ?? '';
}

async function ofRotterdam(): Promise<unknown> {
  return test.rows(
    `SELECT (SELECT string_agg(doc::text, ',' ORDER BY parcel_id) FROM parcel WHERE stream_id = $1) AS parcels,
            (SELECT count(*) FROM op WHERE stream_id = $1) AS ops, (SELECT count(*) FROM task WHERE stream_id = $1) AS tasks,
            (SELECT seq FROM stream WHERE stream_id = $1) AS seq`,
    rotterdam,
  );
}

type Asker = {
  who: string;
  authorization: () => string | null;
  may: (operation: Operation) => boolean;
  /** May read what Rotterdam has. */
  isOffice: boolean;
};
const askers: Asker[] = [
  { who: 'nobody', authorization: () => null, may: ({ isOpen }) => isOpen, isOffice: false },
  {
    who: 'somebody with a token of no station',
    authorization: () => `Bearer ${'A'.repeat(43)}`,
    may: ({ isOpen }) => isOpen,
    isOffice: false,
  },
  {
    who: 'a bench of Leeds',
    authorization: () => bench.headers.authorization,
    may: ({ isOpen, roles }) => isOpen || roles.includes('station'),
    isOffice: false,
  },
  {
    who: 'the office',
    authorization: () => desk.headers.authorization,
    may: ({ isOpen, roles }) => isOpen || roles.includes('office'),
    isOffice: true,
  },
];

async function check(operation: Operation, attack: Attack, asker: Asker): Promise<void> {
  const before = await kept();
  const sent = operation.path === '/v1/ops' ? await inOrder(attack, bench) : attack;
  const answer = await ask(operation, sent, asker.authorization());
  if (answer === null) {
    answered.cut += 1;
    return;
  }
  const { status, text, headers } = answer;
  expect(status, text).toBeLessThan(500);
  // What was asked for may be said back; nothing else of Rotterdam.
  if (!asker.isOffice && !decodeURIComponentSafely(sent).includes(mark)) expect(text).not.toContain(mark);
  expect(text).not.toContain(foreign.token);
  if (status < 400) {
    answered.taken += 1;
    expect(asker.may(operation), `${asker.who} was answered: ${text}`).toBe(true);
    await test.settled();
    return;
  }
  answered.refused += 1;
  // Node itself answers what is no HTTP: without a body.
  if (text !== '') expect(headers['content-type']).toMatch(/^application\/json/);
  if (text !== '') expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(wordsOf(status, text));
  expect(text).not.toMatch(insides);
  if (!asker.may(operation) && sent.cutAt === null)
    expect([400, 401, 403, 404, 413, 415, 431]).toContain(status);
  if ((await kept()) === before) return;
  // What was taken before may still be at work: the same again, when that is over, changes nothing.
  await test.settled();
  const rested = await kept();
  await ask(operation, sent, asker.authorization());
  expect(await kept()).toBe(rested);
}

function wordsOf(status: number, text: string): string[] {
  const body = JSON.parse(text) as object;
  if (status === 409 && 'expect' in body) return Object.keys(body).sort();
  return 'values' in body ? ['code', 'message', 'values'] : ['code', 'message'];
}

function decodeURIComponentSafely({ path: asked, body }: Attack): string {
  return `${asked} ${body?.toString() ?? ''}`;
}

describe.each(askers)('requests of $who', (asker) => {
  it('end in no fault, tell nothing foreign, and change nothing when they are refused', async () => {
    const foreignBefore = await ofRotterdam();
    for (const operation of operations)
      await fc.assert(
        fc.asyncProperty(attackOn(operation, ids), (attack) => check(operation, attack, asker)),
        {
          seed,
          numRuns: asker.may(operation) ? runs : Math.ceil(runs / 3),
          endOnFailure: true,
          ...(path !== undefined && { path }),
          reporter: (details) => {
            if (!details.failed) return;
            const said = details.errorInstance instanceof Error ? details.errorInstance.message : '';
            throw new Error(
              `${operation.method} ${operation.path} by ${asker.who} (FUZZ_SEED=${details.seed} FUZZ_PATH=${details.counterexamplePath})\n${shown(details.counterexample?.[0])}\n${said}`,
            );
          },
        },
      );
    if (!asker.isOffice) expect(await ofRotterdam()).toEqual(foreignBefore);
  }, 600_000);
});

function shown(attack: Attack | undefined): string {
  const { path: asked, headers, body } = attack ?? { path: '', headers: {}, body: null };
  return [asked, JSON.stringify(headers), body?.toString() ?? '']
    .map((text) => text.slice(0, 2_000))
    .join('\n');
}

describe('head office behind all that', () => {
  it('is well: it was asked in earnest, its books agree and it answers', async () => {
    expect(answered.taken).toBeGreaterThan(50);
    expect(answered.refused).toBeGreaterThan(500);
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await health.json()).toMatchObject({ ok: true });
    await test.settled();
    await test.expectSound();
    expect((await bench.get('/v1/pull?collection=parcels')).status).toBe(200);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});
