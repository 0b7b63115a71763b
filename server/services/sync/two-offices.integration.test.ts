// Several server processes on one database: a station may send to one and listen to the other, and the same delivery may
// reach both. Nothing is applied twice, nothing of the stream is missed, and a reader that stopped reading holds up nobody.
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../app';
import { buildApp } from '../../build-app';
import { openPool } from '../../db/pool';
import { type HeadOffice, openHeadOffice } from '../../head-office';
import { openLog } from '../../log';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

let one: TestOffice;
let other: HeadOffice;
let otherDoor: App;
const origins: string[] = [];

beforeAll(async () => {
  one = await startTestOffice();
  other = await openHeadOffice({
    pool: await openPool(one.office.pool.options.connectionString ?? ''),
    database: 'test',
    version: '0.0.0',
    log: openLog('silent'),
    ssccPrefix: '39521234',
    pollMs: 10,
  });
  otherDoor = await buildApp(other);
  for (const app of [one.app, otherDoor]) origins.push(await app.listen({ port: 0, host: '127.0.0.1' }));
});
afterAll(async () => {
  await otherDoor.close();
  await other.stop();
  await other.pool.end();
  await one.expectSound();
  await one.close();
});

/** A live stream at one of the two doors, and all it said. */
async function listenAt(
  door: 0 | 1,
  station: TestStation,
): Promise<{ text: () => string; response: IncomingMessage }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${origins[door]}/v1/stream`, { headers: station.headers }, resolve).on('error', reject),
  );
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('error', () => undefined);
  await expect.poll(() => text).toContain('resync');
  return { text: () => text, response };
}

const postTo = (door: 0 | 1, station: TestStation, body: object): Promise<Response> =>
  fetch(`${origins[door]}/v1/ops`, {
    method: 'POST',
    headers: { ...station.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('two head offices on one database', () => {
  it('law 2: take a delivery that reaches both at once only once, with one answer', async () => {
    const station = await one.enrol();
    await one.receive('MUG', 20);
    await station.place({ externalId: 'BOTH', lines: [lineOf('MUG', 10)] });
    await one.settled();
    const [parcel] = await station.hello(1);
    if (!parcel) throw new Error('the station holds nothing');
    const bodies = [
      { ops: [station.op('parcel.open', parcel, {})] },
      ...Array.from({ length: 10 }, (_, n) => ({
        ops: [
          station.op('parcel.pack-item', parcel, {
            sku: 'MUG' as never,
            quantity: 1,
            code: 'MUG',
            scanId: `scan-${n}`,
          }),
        ],
      })),
    ];
    for (const body of bodies) {
      const answers = await Promise.all([postTo(0, station, body), postTo(1, station, body)]);
      const [first, second] = await Promise.all(answers.map((answer) => answer.json()));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(first).toEqual(second);
    }
    const [stored] = await one.rows<{ ops: number; packed: number }>(
      `SELECT (SELECT count(*)::int FROM op WHERE station_id = $1) AS ops,
              (SELECT (doc->'lines'->0->>'packed')::int FROM parcel WHERE parcel_id = $2) AS packed`,
      station.stationId,
      parcel.parcelId,
    );
    expect(stored).toEqual({ ops: 11, packed: 10 });
  });

  it('law 7: tell listeners of the one what the other wrote, in order and without a hole', async () => {
    const station = await one.enrol();
    const listening = await listenAt(1, station);
    const before = listening.text().split('"resync"').length;
    await one.receive('LAMP', 1);
    // What another process wrote is not known here, only that it wrote: the listener is told to pull, and finds it.
    await expect.poll(() => listening.text().split('"resync"').length).toBeGreaterThan(before);
    const pulled = await fetch(`${origins[1]}/v1/pull?collection=stock&limit=100`, {
      headers: station.headers,
    });
    const { documents } = (await pulled.json()) as { documents: { sku: string }[] };
    expect(documents.map(({ sku }) => sku)).toContain('LAMP');
    listening.response.destroy();
  });

  it('cut off a reader that does not read, and go on telling the others', async () => {
    const [slow, quick] = [await one.enrol(), await one.enrol()];
    const stuck = await listenAt(0, slow);
    stuck.response.pause();
    const reading = await listenAt(0, quick);
    const open = one.office.live.count();
    const note = 'x'.repeat(60_000);
    let sent = 0;
    while (one.office.live.count() === open) {
      sent += 1;
      await one.office.writer.submit(['W1'], async (tx) => {
        const seq = tx.nextSeq('W1');
        const document = { taskId: `note-${sent}`, note, seq };
        tx.announce({
          streamId: 'W1',
          collection: 'tasks',
          seq,
          document,
          stationId: null,
          warehouseIds: null,
        });
      });
    }
    expect(one.office.live.count()).toBe(open - 1);
    await expect.poll(() => reading.text()).toContain(`note-${sent}"`);
    for (let n = 1; n <= sent; n += 1) expect(reading.text()).toContain(`"note-${n}"`);
    // It comes back and is whole again.
    const again = await listenAt(0, slow);
    again.response.destroy();
    reading.response.destroy();
  });
});
