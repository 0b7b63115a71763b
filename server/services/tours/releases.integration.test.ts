// Releases on real PostgreSQL: planned in a thread, released once, waves that release themselves once a day, and what nobody
// has begun of a wave waits again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Floor, Release, TourPage } from '../../../shared/contract/floor';
import type { ReleaseWish } from '../../../shared/domain/tour/release-plan';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { releaseDueWaves } from './wave-templates';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
  await office.receive('MUG', 100, 'A-01');
  await office.receive('LAMP', 100, 'B-01');
  await office.rows(
    `UPDATE location SET zone = left(location_id, 1) WHERE stream_id = $1 AND kind = 'bin'`,
    leeds,
  );
});
afterAll(() => office.close());

const wish: ReleaseWish = {
  method: 'batch',
  places: 4,
  units: 50,
  most: 100,
  leastUnits: 0,
  zones: [],
  dueBy: null,
  inTurn: false,
  pickers: 1,
};
const asked = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: got, body } = await answer;
  expect(got, JSON.stringify(body)).toBe(status);
  return body as T;
};
const floor = () => asked<Floor>(desk.get(`/v1/floor/${leeds}`));
const place = async (count: number, from: string): Promise<void> => {
  for (let at = 0; at < count; at += 1)
    await desk.place({ externalId: `${from}${at}`, lines: [lineOf('MUG', 1), lineOf('LAMP', 2)] });
  await office.settled();
};
const planned = async (change: Partial<ReleaseWish> = {}): Promise<Release> => {
  const begun = await asked<Release>(
    desk.post(`/v1/floor/${leeds}/releases`, { wish: { ...wish, ...change }, milliseconds: 200 }),
  );
  await office.office.releases.ended(begun.planId);
  return asked<Release>(desk.get(`/v1/floor/releases/${begun.planId}`));
};

describe('a release', { timeout: 120_000 }, () => {
  it('makes tours of what waits, once, and what is on a tour waits no more', async () => {
    await place(6, 'R');
    expect((await floor()).waiting).toMatchObject({ boxes: 6, units: 18 });
    const plan = await planned();
    expect(plan).toMatchObject({ state: 'ready', plan: { boxes: 6, units: 18 } });
    expect(plan.plan?.groups.map(({ parcelIds }) => parcelIds.length).sort((a, b) => a - b)).toEqual([2, 4]);
    const path = `/v1/floor/releases/${plan.planId}/release`;
    const twice = await Promise.all([desk.post(path, {}), desk.post(path, {})]);
    expect(twice.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const now = await floor();
    expect(now.waiting.boxes).toBe(0);
    expect(now.tours.map(({ state, units, picked }) => [state, picked, units])).toEqual([
      ['planned', 0, expect.any(Number)],
      ['planned', 0, expect.any(Number)],
    ]);
    const page = await asked<TourPage>(desk.get(`/v1/floor/tours/${now.tours[0]?.tourId}`));
    expect(page.stops.every(({ at }) => at !== null)).toBe(true);
  });

  it('is ended by the office, and its boxes wait again', async () => {
    const { tours } = await floor();
    for (const { tourId } of tours) await asked(desk.post(`/v1/floor/tours/${tourId}/cancel`, {}));
    await asked(desk.post(`/v1/floor/tours/${tours[0]?.tourId}/cancel`, {}), 409);
    expect(await floor()).toMatchObject({ waiting: { boxes: 6 }, tours: [] });
  });

  it('of a wave walks all zones at once, and what nobody began of it is planned again with what came since', async () => {
    const plan = await planned({ method: 'wave' });
    expect(new Set(plan.plan?.groups.map(({ zone }) => zone))).toEqual(new Set(['A', 'B']));
    await asked(desk.post(`/v1/floor/releases/${plan.planId}/release`, {}));
    const [one, ...others] = (await floor()).tours;
    await desk.deliver(desk.op('tour.claim', null, { tourId: one?.tourId as never }));
    const answer = await asked<{ tours: number }>(desk.post(`/v1/floor/waves/${one?.waveId}/recover`, {}));
    expect(answer.tours).toBe(others.length);
    expect((await floor()).tours.map(({ tourId }) => tourId)).toEqual([one?.tourId]);
    await asked(desk.post(`/v1/floor/tours/${one?.tourId}/take-back`, {}));
    await asked(desk.post(`/v1/floor/tours/${one?.tourId}/cancel`, {}));
    expect((await floor()).waiting.boxes).toBe(6);
  });

  it('of every day happens by itself, once, from its time on', async () => {
    const at = (minutes: number): string =>
      new Date(office.office.now().getTime() + minutes * 60_000).toISOString().slice(11, 16);
    const template = { templateId: 'noon', name: 'Noon', wish, releaseAt: at(60) };
    const isToday = at(60) > at(0);
    await asked(desk.post(`/v1/floor/${leeds}/waves`, template));
    if (isToday) {
      await releaseDueWaves(office.office, office.office.releases);
      expect((await floor()).tours, 'not yet').toEqual([]);
    }
    await asked(desk.post(`/v1/floor/${leeds}/waves`, { ...template, releaseAt: '00:00' }));
    for (let round = 0; round < 2; round += 1) await releaseDueWaves(office.office, office.office.releases);
    expect((await floor()).tours).toHaveLength(2);
    const { templates } = await asked<{ templates: { releasedOn: string }[] }>(
      desk.get(`/v1/floor/${leeds}/waves`),
    );
    expect(templates[0]?.releasedOn).toBe(office.office.now().toISOString().slice(0, 10));
    await asked(desk.post(`/v1/floor/${leeds}/waves/noon/remove`, {}));
    await asked(desk.post(`/v1/floor/${leeds}/waves/noon/remove`, {}), 404);
  });

  it('of a warehouse that is none, or a tour that is none, is refused with words', async () => {
    const wrong = await desk.get('/v1/floor/W99');
    expect(wrong).toMatchObject({ status: 404, body: { code: 'warehouse-unknown' } });
    const none = await desk.get('/v1/floor/tours/019b0000-0000-7000-8000-00000000dead');
    expect(none).toMatchObject({ status: 404, body: { code: 'tour-unknown' } });
    const bad = await desk.post(`/v1/floor/${leeds}/releases`, {
      wish: { ...wish, places: 0 },
      milliseconds: 1000,
    });
    expect(bad).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });
});
