// What a bench is given to hold: no more than head office allows, of its zone, and back again when it gives it back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
let other: TestStation;

beforeEach(async () => {
  test = await startTestOffice();
  bench = await test.enrol();
  other = await test.enrol();
  await test.rows(`UPDATE location SET zone = left(location_id, 1) WHERE kind = 'bin' AND stream_id = 'W1'`);
});
afterEach(async () => {
  await test.expectSound();
  await test.close();
});

/** One parcel of zone A, one of zone B, one of both, in this order. */
async function threeParcels(): Promise<void> {
  await test.receive('MUG', 5, 'A-01');
  await test.receive('LAMP', 5, 'B-01');
  const lines = [[lineOf('MUG', 1)], [lineOf('LAMP', 1)], [lineOf('MUG', 1), lineOf('LAMP', 1)]];
  for (const [index, each] of lines.entries())
    await bench.place({
      externalId: `ZONE-${index}`,
      placedAt: `2026-01-05T09:3${index}:00.000Z`,
      lines: each,
    });
  await test.settled();
}

const numbers = (parcels: readonly Parcel[]): string[] => parcels.map(({ orderNumber }) => orderNumber);
const work = (zone: string | null, maxParcels: number, station = bench) =>
  other.post(`/v1/stations/${station.stationId}/work`, { zone, maxParcels });

describe('a zone', () => {
  it('of a parcel is where its units lie; more than one is mixed', async () => {
    await threeParcels();
    const rows = await test.rows<{ zones: string[] }>(
      `SELECT doc->'zones' AS zones FROM parcel ORDER BY order_number`,
    );
    expect(rows.map(({ zones }) => zones)).toEqual([['A'], ['B'], ['A', 'B']]);
    const list = (await bench.get('/v1/parcels')).body as { rows: { zones: string[] }[] };
    expect(list.rows.map(({ zones }) => zones)).toEqual([['A', 'B'], ['B'], ['A']]);
  });

  it('of a bench gives it the parcels of that zone, mixed ones too, and says so', async () => {
    await threeParcels();
    expect(await work('B', 60)).toMatchObject({ status: 200, body: { zone: 'B' } });
    const greeted = await bench.post('/v1/hello', {
      maxStationSeq: 0,
      unsent: 0,
      oldestUnsentAt: null,
      appVersion: '1',
      at: new Date().toISOString(),
      wantParcels: 0,
    });
    expect(greeted.body).toMatchObject({ zone: 'B', maxParcels: 60 });
    expect(numbers(await bench.hello(20))).toEqual(['ZONE-1', 'ZONE-2']);
    expect(numbers(await other.hello(20))).toEqual(['ZONE-0']);
  });

  it('takes what lies in no zone from anybody', async () => {
    await test.rows(`UPDATE location SET zone = NULL`);
    await threeParcels();
    await work('C', 60);
    expect(await bench.hello(20)).toHaveLength(3);
  });
});

describe('how many a bench may hold', () => {
  it('is head office’s to say, whatever the bench wants', async () => {
    await threeParcels();
    await work(null, 2);
    expect(numbers(await bench.hello(50))).toEqual(['ZONE-0', 'ZONE-1']);
    await work(null, 1);
    // What it holds already it keeps; it gets nothing more.
    expect(await bench.hello(50)).toHaveLength(2);
    const rows = (await other.get('/v1/stations')).body as { rows: object[]; zones: object };
    expect(rows.zones).toMatchObject({ W1: ['A', 'B'] });
    expect(rows.rows).toContainEqual(
      expect.objectContaining({
        stationId: bench.stationId,
        zone: null,
        maxParcels: 1,
        leased: 2,
        packing: 0,
      }),
    );
    expect(await work(null, 201)).toMatchObject({ status: 400 });
    const nobody = await other.post('/v1/stations/01890000-0000-7000-8000-000000000000/work', {
      zone: null,
      maxParcels: 5,
    });
    expect(nobody).toMatchObject({ status: 404, body: { code: 'station-unknown' } });
  });
});

describe('giving back', () => {
  it('frees what nobody has begun under a new fence, at once and for any bench', async () => {
    await threeParcels();
    const [first, second] = (await bench.hello(2)) as [Parcel, Parcel];
    await bench.deliver(bench.op('parcel.open', first, {}), bench.op('parcel.give-back', second, {}));
    expect(numbers(await other.hello(20))).toEqual(['ZONE-1', 'ZONE-2']);
    // Of a box that is begun, or that is not its own any more: nothing changes and nobody is bothered.
    const again = await bench.deliver(
      bench.op('parcel.give-back', first, {}),
      bench.op('parcel.give-back', second, {}),
    );
    expect(again.body.results.map(({ taskId }) => taskId)).toEqual([null, null]);
    expect(await test.rows('SELECT 1 FROM task')).toEqual([]);
  });
});

describe('taking back', () => {
  it('everything of a bench: not begun, and being packed; the bench goes on', async () => {
    await threeParcels();
    const [first] = (await bench.hello(3)) as [Parcel];
    await bench.deliver(bench.op('parcel.open', first, {}));
    const list = (await other.get('/v1/parcels?state=packing')).body as { rows: object[] };
    expect(list.rows).toMatchObject([
      {
        fence: first.fence,
        holder: { name: bench.name, unsent: 0, leaseUntil: first.leaseUntil, lastSeenAt: expect.any(String) },
      },
    ]);
    expect(await other.post(`/v1/stations/${bench.stationId}/take-back`, {})).toMatchObject({
      status: 200,
      body: { parcelsReleased: 3 },
    });
    expect(numbers(await other.hello(20))).toHaveLength(3);
    // It packed on without hearing of it: one task with what to do, and no second label.
    const late = await bench.deliver(bench.op('parcel.hold', first, { reason: 'x' }));
    expect(late.body.results).toMatchObject([
      { status: 'contradiction', refusal: { code: 'parcel-not-held-here' } },
    ]);
    expect(await test.rows(`SELECT 1 FROM task WHERE kind = 'duplicate-pack'`)).toHaveLength(1);
    expect((await bench.get('/v1/stations')).status).toBe(200);
  });
});
