// A head office that goes back to an older backup while its stations go on: nothing they did is lost, nothing is done
// twice, and no number is given out again.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxId } from '../../shared/domain/ids';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { OpEnvelope } from '../../shared/sync/op';
import { longestCatchingUpMs } from '../services/stations/catching-up';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../test-office.test-kit';
import { makeBackup } from './make-backup';
import { restoreBackup, undoRestore } from './restore-backup';

let folder: string;
let test: TestOffice;
let bench: TestStation;
let other: TestStation;
let ahead = 0;

const now = (): Date => new Date(Date.now() + ahead);
const file = (name: string): string => join(folder, name);
const backUp = (name: string) =>
  makeBackup({ pool: test.office.pool, file: file(name), version: '1.0.0', now: () => new Date() });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-backup-'));
  test = await startTestOffice({ now });
  await test.receive('MUG', 100);
  bench = await test.enrol();
  other = await test.enrol();
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const sent: OpEnvelope[] = [];
async function deliver(station: TestStation, ...ops: OpEnvelope[]) {
  if (station === bench) sent.push(...ops);
  const { status, body } = await station.deliver(...ops);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.results;
}

function packed(station: TestStation, parcel: Parcel): OpEnvelope[] {
  const sscc = station.nextSscc();
  const seal = [
    station.op('parcel.open', parcel, {}),
    ...parcel.lines.map(({ sku, expected }) =>
      station.op('parcel.pack-item', parcel, { sku, quantity: expected, code: sku, scanId: 's' }),
    ),
    station.op('parcel.choose-box', parcel, { boxId: 'B1' as BoxId }),
    station.op('parcel.seal', parcel, { sscc, weightGrams: 900 }),
  ];
  const label = { jobId: seal.at(-1)?.opId ?? '', attempt: 1, outcome: 'confirmed' as const };
  return [
    ...seal,
    station.op('parcel.record-label', parcel, { label }),
    station.op('parcel.hand-over', parcel, { sscc }),
  ];
}

async function placeAndLease(name: string, station = bench): Promise<Parcel> {
  const orderId = await bench.place({ externalId: name, lines: [lineOf('MUG', 2)] });
  await test.settled();
  const held = await station.hello(200);
  const parcel = held.find((each) => each.orderId === orderId);
  if (!parcel) throw new Error(`${name} was not leased`);
  return parcel;
}

const parcelNow = async (parcelId: string): Promise<Parcel> =>
  (await test.rows<{ doc: Parcel }>('SELECT doc FROM parcel WHERE parcel_id = $1', parcelId))[0]
    ?.doc as Parcel;
const expectOf = async (station: TestStation): Promise<number> => {
  const { body } = await station.post('/v1/hello', {
    maxStationSeq: sent.length,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: now().toISOString(),
    wantParcels: 200,
  });
  return Number(body['expect']);
};

async function restore(name: string): Promise<void> {
  await test.reopen(async (url) => {
    await restoreBackup({ url, file: file(name), now, release: () => Promise.resolve() });
  });
}

describe('a backup', () => {
  it('has every row of one moment, and comes back as it was', async () => {
    await placeAndLease('kept');
    const dump = async () =>
      test.rows(`SELECT 'order' AS what, doc FROM sales_order UNION ALL SELECT 'parcel', doc FROM parcel
                 UNION ALL SELECT 'stock', doc FROM stock ORDER BY 1, 2`);
    const before = await dump();
    const epochs = await test.rows<{ epoch: string }>('SELECT epoch FROM stream ORDER BY stream_id');
    const made = await backUp('one');
    expect(made.rows['sales_order']).toBe(1);
    await restore('one');
    expect(await dump()).toEqual(before);
    const after = await test.rows<{ epoch: string }>('SELECT epoch FROM stream ORDER BY stream_id');
    for (const [index, { epoch }] of after.entries()) expect(epoch).not.toBe(epochs[index]?.epoch);
    await test.expectSound();
  });

  it('cannot be a file that was cut, changed, or is something else; and then nothing is changed', async () => {
    const whole = readFileSync(file('one'));
    const kept = await test.rows('SELECT stream_id, epoch FROM stream ORDER BY 1');
    const attempts: [string, Buffer, string][] = [
      ['cut', whole.subarray(0, whole.length - 40), 'backup-damaged'],
      ['half', whole.subarray(0, whole.length >> 1), 'backup-damaged'],
      ['text', Buffer.from('orders,1,2,3\n'), 'backup-wrong'],
      ['empty', Buffer.alloc(0), 'backup-damaged'],
    ];
    for (const [name, content, code] of attempts) {
      writeFileSync(file(name), content);
      await test.reopen(async (url) => {
        await expect(
          restoreBackup({ url, file: file(name), now, release: () => Promise.resolve() }),
        ).rejects.toMatchObject({ code });
      });
    }
    expect(await test.rows('SELECT stream_id, epoch FROM stream ORDER BY 1')).toEqual(kept);
  });
});

describe('law 2: a restored head office', () => {
  it('is told again what it has forgotten, and comes to the same', async () => {
    const begun = await placeAndLease('begun');
    await deliver(bench, bench.op('parcel.open', begun, {}));
    await backUp('two');
    await deliver(
      bench,
      ...begun.lines.map(({ sku, expected }) =>
        bench.op('parcel.pack-item', begun, { sku, quantity: expected, code: sku, scanId: 's' }),
      ),
    );
    await restore('two');
    const from = await expectOf(bench);
    expect(from).toBe(2);
    await bench.deliver(...sent.slice(from - 1));
    expect(await parcelNow(begun.parcelId)).toMatchObject({ state: 'packing', lines: [{ packed: 2 }] });
    await test.expectSound();
  });

  it('hands nothing out before its stations have told it, so that nothing is packed twice', async () => {
    // Both benches are known to the backup; a parcel is leased and shipped after it.
    const orderId = await bench.place({ externalId: 'forgotten', lines: [lineOf('MUG', 1)] });
    await test.settled();
    await backUp('three');
    const parcel = (await bench.hello(200)).find((each) => each.orderId === orderId) as Parcel;
    const ops = packed(bench, parcel);
    await deliver(bench, ...ops);
    expect(await parcelNow(parcel.parcelId)).toMatchObject({ state: 'handed-over' });
    await restore('three');
    expect(await parcelNow(parcel.parcelId)).toMatchObject({ state: 'released' });
    // The other bench asks first, and gets nothing that another may have packed.
    expect((await other.hello(200)).map((each) => each.parcelId)).not.toContain(parcel.parcelId);
    const [claimed] = await deliver(other, other.op('parcel.claim', { ...parcel, fence: null as never }, {}));
    expect(claimed).toMatchObject({ status: 'refused', refusal: { code: 'catching-up' } });
    const from = await expectOf(bench);
    const { body } = await bench.deliver(...sent.slice(from - 1));
    expect(body.results.map(({ status }) => status)).toEqual(body.results.map(() => 'applied'));
    expect(await parcelNow(parcel.parcelId)).toMatchObject({ state: 'handed-over', fence: parcel.fence });
    await test.expectSound();
  });

  it('hands out again once they have, and after ten minutes whatever one of them does', async () => {
    const first = await bench.place({ externalId: 'after-1', lines: [lineOf('MUG', 1)] });
    await test.settled();
    await backUp('four');
    await restore('four');
    await other.hello(200);
    expect(await test.parcelsOf(first)).toMatchObject([{ state: 'released' }]);
    ahead += longestCatchingUpMs + 1000;
    await other.hello(200);
    expect(await test.parcelsOf(first)).toMatchObject([{ state: 'leased', holder: other.stationId }]);
  });

  it('never gives out a parcel number again that a station got after the backup', async () => {
    const newest = await test.enrol();
    const given = await test.rows<{ upto: number }>('SELECT max(sscc_to) AS upto FROM station');
    await restore('four');
    expect(await test.rows('SELECT 1 FROM station WHERE station_id = $1', newest.stationId)).toEqual([]);
    await test.enrol();
    const [range] = await test.rows<{ from: number }>(
      'SELECT sscc_from AS from FROM station ORDER BY enrolled_at DESC, sscc_from DESC LIMIT 1',
    );
    expect(range?.from).toBeGreaterThan(given[0]?.upto ?? Number.NaN);
  });

  it('lets nobody in again who was revoked after the backup, and no token comes back', async () => {
    const gone = await test.enrol();
    await backUp('keys');
    const { rows } = (await bench.get('/v1/stations')).body as { rows: { stationId: string }[] };
    expect(rows.map(({ stationId }) => stationId)).toContain(gone.stationId);
    await bench.post(`/v1/stations/${gone.stationId}/revoke`, {});
    await restore('keys');
    expect((await test.rows('SELECT 1 FROM station_token')).length, 'tokens are in no backup').toBe(0);
    expect((await gone.get('/v1/pull?collection=directory')).status).toBe(401);
    // Everybody else proves its key once more and goes on.
    expect((await bench.get('/v1/pull?collection=directory')).status).toBe(200);
  });

  it('keeps the key of a station whose backup still knew its lasting token', async () => {
    const moved = await test.enrol();
    await test.rows(
      `UPDATE station SET public_key = NULL, token_hash = 'lasting' WHERE station_id = $1`,
      moved.stationId,
    );
    await backUp('lasting');
    await test.rows(
      'UPDATE station SET public_key = $2, token_hash = NULL WHERE station_id = $1',
      moved.stationId,
      moved.signer.publicKey,
    );
    await restore('lasting');
    expect((await moved.get('/v1/pull?collection=directory')).status).toBe(200);
    expect(
      await test.rows(
        'SELECT 1 FROM station WHERE token_hash IS NOT NULL AND station_id = $1',
        moved.stationId,
      ),
    ).toEqual([]);
  });

  it('can be put back as it was before the restore', async () => {
    await backUp('five');
    const placed = await bench.place({ externalId: 'after-five', lines: [lineOf('MUG', 1)] });
    await restore('five');
    expect(await test.rows('SELECT 1 FROM sales_order WHERE order_id = $1', placed)).toEqual([]);
    await test.reopen(async (url) => {
      await undoRestore(url, now(), () => Promise.resolve());
    });
    expect(await test.rows('SELECT 1 FROM sales_order WHERE order_id = $1', placed)).toHaveLength(1);
  });
});
