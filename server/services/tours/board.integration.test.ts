// The supervisor's board on real PostgreSQL: what it says is counted from what really happened on the floor.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Board, boardSchema } from '../../../shared/contract/floor-board';
import { locationIdSchema, type StationId, type TourId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Tour } from '../../../shared/domain/tour/tour';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { loadJobs } from './load-jobs';
import { planTours } from './plan-tours';
import { loadWaiting } from './waiting-work';

let office: TestOffice;
let picker: TestStation;
let other: TestStation;

beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  picker = await office.enrol();
  other = await office.enrol();
  await office.receive('MUG', 20, 'A-01');
  await office.receive('LAMP', 20, 'B-01');
});
afterAll(() => office.close());

const board = async (): Promise<Board> => {
  const { status, body } = await picker.get(`/v1/floor/${leeds}/board`);
  expect(status, JSON.stringify(body)).toBe(200);
  return boardSchema.parse(body);
};
const steps = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await board()).steps.flatMap(({ step, boxes }) => (boxes > 0 ? [[step, boxes]] : [])));
const tourNow = async (tourId: TourId): Promise<Tour> =>
  (await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId))[0]?.doc as Tour;
const placed = async (externalId: string, ...lines: ReturnType<typeof lineOf>[]): Promise<Parcel> => {
  const orderId = await picker.place({ externalId, lines });
  await office.settled();
  return (await office.parcelsOf(orderId))[0] as Parcel;
};

describe('the board', () => {
  it('follows a box from waiting to picked, with who did it and how far', async () => {
    const parcel = await placed('B-1', lineOf('MUG', 2));
    await placed('B-2', lineOf('LAMP', 3));
    expect(await steps()).toEqual({ waiting: 2 });
    const [tourId] = await planTours(office.office, leeds, [
      { parcelIds: [parcel.parcelId], method: 'single', zone: null, waveId: null, dueAt: null, after: null },
    ]);
    if (!tourId) throw new Error('nothing planned');
    expect(await steps()).toEqual({ waiting: 1, planned: 1 });

    await picker.deliver(picker.op('tour.claim', null, { tourId }));
    const { fence } = await tourNow(tourId);
    const about = { parcelId: parcel.parcelId, fence } as Parcel;
    const pick = picker.op('tour.pick', about, {
      tourId,
      lineNo: 1,
      quantity: 2,
      from: locationIdSchema.parse('A-01'),
      planned: locationIdSchema.parse('A-01'),
      tote: 'T1',
      code: 'x',
      scanId: 's',
    });
    await picker.deliver(
      picker.op('tour.take-tote', { fence } as Parcel, { tourId, position: 1, tote: 'T1' }),
      pick,
    );
    const walking = await board();
    expect(await steps()).toEqual({ waiting: 1, picking: 1 });
    expect(walking.people).toMatchObject([
      {
        personId: 'P1',
        picked: { hour: 2, today: 2 },
        packed: { hour: 0, today: 0 },
        tour: { tourId, number: 1 },
      },
    ]);
    expect(walking.zones.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(3);
    const whole = walking.tours[0]?.metres ?? 0;
    expect(walking.people[0]?.metres).toBeCloseTo(whole);

    await picker.deliver(
      picker.op('tour.drop', { fence } as Parcel, { tourId, locationId: locationIdSchema.parse('bench') }),
    );
    expect(await steps()).toEqual({ waiting: 1, 'to-pack': 1 });
  });

  it('gives a tour to another station, and takes it from whoever held it', async () => {
    const parcel = await placed('B-3', lineOf('MUG', 1));
    const [tourId] = await planTours(office.office, leeds, [
      { parcelIds: [parcel.parcelId], method: 'single', zone: null, waveId: null, dueAt: null, after: null },
    ]);
    if (!tourId) throw new Error('nothing planned');
    const give = (stationId: string) => picker.post(`/v1/floor/tours/${tourId}/give`, { stationId });
    expect((await give(picker.stationId)).status).toBe(200);
    const first = await tourNow(tourId);
    expect(first).toMatchObject({ state: 'claimed', holder: picker.stationId });
    expect((await give(other.stationId)).status).toBe(200);
    const second = await tourNow(tourId);
    expect(second).toMatchObject({ state: 'claimed', holder: other.stationId });
    expect(second.fence).toBeGreaterThan(first.fence);
    // What the first one does now no longer counts.
    const late = await picker.deliver(
      picker.op('tour.take-tote', { fence: first.fence } as Parcel, { tourId, position: 1, tote: 'T9' }),
    );
    expect(late.body.results[0]?.refusal?.code).toBe('tour-not-held-here');
    expect((await tourNow(tourId)).places[0]?.totes).toEqual([]);
  });

  it('says what cannot be given, and to whom', async () => {
    const unknown = '01980000-0000-7000-8000-0000000000ff';
    const [row] = await office.rows<{ tour_id: string }>(`SELECT tour_id FROM tour WHERE state = 'dropped'`);
    const give = (tourId: string, stationId: string) =>
      picker.post(`/v1/floor/tours/${tourId}/give`, { stationId });
    expect((await give(unknown, picker.stationId)).body['code']).toBe('tour-unknown');
    expect((await give(row?.tour_id ?? '', unknown)).body['code']).toBe('tour-unknown');
    expect((await give(row?.tour_id ?? '', picker.stationId)).body['code']).toBe('tour-not-now');
    expect((await picker.get('/v1/floor/NOWHERE/board')).status).toBe(404);
  });

  it('counts stations that say nothing, and open tasks by kind', async () => {
    const { stations, tasks } = await board();
    expect(stations.map(({ stationId }) => stationId).sort()).toEqual(
      [picker.stationId, other.stationId].sort() as StationId[],
    );
    const open = await office.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM task WHERE stream_id = $1 AND state = 'open'`,
      leeds,
    );
    expect(tasks.reduce((sum, each) => sum + each.open, 0)).toBe(open[0]?.n);
  });
});

describe('what waits', () => {
  it('comes to the same in sums as box by box, whatever has become of the units of a line', async () => {
    for (const units of [1, 2, 3, 4]) await placed(`W-${units}`, lineOf('MUG', units), lineOf('LAMP', 1));
    const changes = [
      { packed: 1 },
      { missing: 1, damaged: 1 },
      { cancelled: 2 },
      {
        sources: [
          { locationId: 'bench', quantity: 1 },
          { locationId: 'A-01', quantity: 2 },
          { locationId: 'A-02', quantity: 9 },
        ],
      },
    ];
    for (const [at, change] of changes.entries())
      await office.rows(
        `UPDATE parcel SET doc = jsonb_set(doc, '{lines,0}', (doc->'lines'->0) || $2::jsonb)
         WHERE doc->'lines'->0->>'expected' = $1 AND state = 'released' AND doc->>'orderNumber' IN (
           SELECT number FROM sales_order WHERE external_id LIKE 'W-%')`,
        String(at + 1),
        JSON.stringify(change),
      );
    const at = office.office.now().toISOString();
    const jobs = await loadJobs(office.office.pool, leeds, at);
    const waiting = await loadWaiting(office.office.pool, leeds, at);
    const bins = new Map<string, number>();
    for (const { locationId, units } of jobs.flatMap((job) => job.bins))
      bins.set(locationId, (bins.get(locationId) ?? 0) + units);
    expect(new Map(waiting.bins.map(({ locationId, units }) => [locationId, units]))).toEqual(bins);
    expect(waiting).toMatchObject({
      boxes: jobs.length,
      units: [...bins.values()].reduce((sum, units) => sum + units, 0),
    });
    expect(waiting.boxes).toBeGreaterThanOrEqual(4);
    const dueAts = new Set(jobs.map(({ dueAt }) => dueAt));
    expect(new Set(waiting.due.map(({ dueAt }) => dueAt))).toEqual(dueAts);
    expect(waiting.due.reduce((sum, { boxes }) => sum + boxes, 0)).toBe(jobs.length);
  });
});
