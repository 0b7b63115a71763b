// Demand on real PostgreSQL: orders become history, days without stock are told apart from days without wishes, a run in
// threads makes forecasts, tells how far it is, is stopped, and leaves alone what has not changed.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemandList, DemandPage, ForecastRun, Overrides } from '../../../shared/contract/demand';
import { companyStream } from '../../../shared/domain/ids';
import {
  leeds,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';
import { refreshDemand } from './refresh-demand';
import { addDays, addWeeks, dayOf, mondayOf } from './weeks';

let now = new Date('2026-11-25T10:00:00.000Z');
const monday = mondayOf(dayOf(now));
let office: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => now });
  desk = await office.enrol();
  await addOfficePeople(office);
  await office.receive('MUG', 4000, 'A-01');
  // 60 weeks of mugs, about ten a week, one week of a hundred and fifty.
  for (let back = 60; back >= 1; back -= 1)
    await sold('MUG', addDays(addWeeks(monday, -back), 2), back === 20 ? 150 : 8 + (back % 5));
  // Lamps now and then, none for the last forty weeks.
  for (const back of [60, 57, 54, 51, 48, 45, 42]) await sold('LAMP', addWeeks(monday, -back), 3);
}, 120_000);
afterAll(() => office.close());

/** An order of the past, as an import writes it. */
async function sold(
  sku: string,
  day: string,
  units: number,
  { channel = 'web', site = leeds }: { channel?: string; site?: string } = {},
): Promise<string> {
  const orderId = randomUUID();
  const lines = [{ lineNo: 1, sku, ordered: units, cancelled: 0 }];
  await office.office.writer.submit([companyStream], (tx) =>
    tx.client.query(
      `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
       VALUES ($1, $2::uuid, $7, $2::text, $2::text, '', 'closed', 'C', 'GB', $3, 0, 'GBP', $4, $5, $6)`,
      [
        companyStream,
        orderId,
        `${day}T09:00:00Z`,
        site === '' ? [] : [site],
        JSON.stringify({ lines }),
        tx.nextSeq(companyStream),
        channel,
      ],
    ),
  );
  return orderId;
}

const got = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: is, body } = await answer;
  expect(is, JSON.stringify(body)).toBe(status);
  return body as T;
};
const pageOf = (sku: string): Promise<DemandPage> => got(desk.get(`/v1/demand/${sku}`));
const run = async (): Promise<ForecastRun> => {
  const { run: begun } = await got<{ run: ForecastRun }>(desk.post('/v1/forecast-runs', {}));
  await office.office.forecasts.ended(begun.runId);
  return (await got<{ run: ForecastRun }>(desk.get('/v1/forecast-runs'))).run;
};

describe('demand', () => {
  it('forecasts what was asked for, sets a spike aside and lets a dead product go', async () => {
    const made = await run();
    expect(made).toMatchObject({ state: 'ready', cause: 'person', unchanged: 0 });
    expect(made.done).toBe(made.items);
    const mug = await pageOf('MUG');
    expect(mug.history).toHaveLength(60);
    const spike = mug.history.find(({ mark }) => mark === 'spike');
    expect(spike).toMatchObject({ week: addWeeks(monday, -20), units: 150, taken: 12 });
    expect(mug.channels).toMatchObject([{ name: 'web', units: expect.any(Number), share: 1 }]);
    expect(mug.sites).toMatchObject([{ name: leeds, share: 1 }]);
    const { forecast } = mug;
    expect(forecast?.weeks[0]?.week).toBe(monday);
    expect(forecast?.weeks).toHaveLength(26);
    for (const { expected, quantiles } of forecast?.weeks ?? []) {
      expect(expected).toBeGreaterThan(8);
      expect(expected).toBeLessThan(12);
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
    }
    expect(forecast?.backTest?.weeks).toHaveLength(13);
    expect(forecast?.backTest?.tried.length).toBeGreaterThan(2);
    const lamp = await pageOf('LAMP');
    expect(lamp.forecast).toMatchObject({ method: 'obsolete' });
    expect(lamp.forecast?.weeks.every(({ expected }) => expected === 0)).toBe(true);
    const { rows, total } = await got<DemandList>(desk.get('/v1/demand?limit=1'));
    expect([rows.map(({ sku }) => sku), total]).toEqual([['MUG'], 2]);
  });

  it('makes again only what has changed', async () => {
    expect(await run()).toMatchObject({ state: 'ready', unchanged: 2 });
    await sold('LAMP', addWeeks(monday, -1), 2);
    expect(await run()).toMatchObject({ state: 'ready', unchanged: 1 });
    expect((await pageOf('LAMP')).forecast?.method).not.toBe('obsolete');
  });

  it('counts what was wanted: cancelled by the customer it was not, cancelled for want of stock it was', async () => {
    const day = addDays(monday, -3);
    const cancels = async (reason: string): Promise<number> => {
      const orderId = await sold('BOWL', day, 6);
      await office.office.writer.submit([companyStream], async (tx) => {
        await tx.client.query(
          `INSERT INTO event (stream_id, seq, aggregate, aggregate_id, order_id, type, body, at)
           VALUES ($1, $2, 'order', $3, $3, 'LinesCancelled', $4, now())`,
          [
            companyStream,
            tx.nextSeq(companyStream),
            orderId,
            JSON.stringify({ reason, lines: [{ lineNo: 1, quantity: 4 }] }),
          ],
        );
        await tx.client.query(
          `UPDATE sales_order SET doc = $3, seq = $4 WHERE stream_id = $1 AND order_id = $2`,
          [
            companyStream,
            orderId,
            JSON.stringify({ lines: [{ lineNo: 1, sku: 'BOWL', ordered: 6, cancelled: 4 }] }),
            tx.nextSeq(companyStream),
          ],
        );
      });
      await refreshDemand(office.office.pool);
      const [line] = await office.rows<{ units: number }>(
        'SELECT units FROM demand_line WHERE order_id = $1',
        orderId,
      );
      return line?.units ?? -1;
    };
    expect(await cancels('customer')).toBe(2);
    expect(await cancels('out-of-stock')).toBe(6);
    expect(await refreshDemand(office.office.pool)).toEqual({ lines: 0, products: 0 });
  });

  it('knows on which days a warehouse had none', async () => {
    const at = (day: string): string => `${day}T12:00:00Z`;
    const [first, second] = [addDays(monday, -20), addDays(monday, -10)];
    await office.office.writer.submit([leeds], async (tx) => {
      for (const [from, to, day] of [
        ['supplier', 'A-02', addDays(monday, -30)],
        ['A-02', 'customer', first],
        ['supplier', 'A-02', second],
      ] as const)
        await tx.client.query(
          `INSERT INTO stock_move (stream_id, seq, cause, sku, from_location, to_location, quantity, at) VALUES ($1, $2, 'Test', 'VASE', $3, $4, 5, $5)`,
          [leeds, tx.nextSeq(leeds), from, to, at(day)],
        );
    });
    await refreshDemand(office.office.pool);
    const rows = await office.rows(
      `SELECT to_char(from_day, 'YYYY-MM-DD') AS "from", to_char(until_day, 'YYYY-MM-DD') AS until FROM stock_out WHERE sku = 'VASE'`,
    );
    expect(rows).toEqual([{ from: addDays(first, 1), until: second }]);
  });

  it('is told by channel and by site, and every part adds up to the whole', async () => {
    const day = addDays(addWeeks(monday, -2), 3);
    await sold('MUG', day, 40, { channel: 'shop', site: rotterdam });
    await sold('MUG', addDays(day, 1), 6, { site: '' });
    await refreshDemand(office.office.pool);
    const whole = await pageOf('MUG');
    const part = (query: string): Promise<DemandPage> => got(desk.get(`/v1/demand/MUG?${query}`));
    const sum = (values: readonly number[]): number =>
      values.reduce((total, value) => total + Math.round(value * 100), 0);
    const expected = (page: DemandPage): number[] => page.forecast?.weeks.map((week) => week.expected) ?? [];
    const sites = await Promise.all([leeds, rotterdam, ''].map((site) => part(`site=${site}`)));
    const channels = await Promise.all(['web', 'shop'].map((channel) => part(`channel=${channel}`)));
    for (const parts of [sites, channels]) {
      whole.history.forEach(({ week, units, taken }, at) => {
        expect(parts.map(({ history }) => history[at]?.week)).toEqual(parts.map(() => week));
        expect(sum(parts.map(({ history }) => history[at]?.units ?? 0)), week).toBe(sum([units]));
        expect(parts.reduce((total, { history }) => total + (history[at]?.taken ?? 0), 0)).toBeCloseTo(
          taken,
          6,
        );
      });
      whole.days.forEach(({ units }, at) =>
        expect(sum(parts.map(({ days }) => days[at]?.units ?? 0))).toBe(sum([units])),
      );
      expected(whole).forEach((value, at) =>
        expect(sum(parts.map((each) => expected(each)[at] ?? 0)), `week ${at}`).toBe(sum([value])),
      );
    }
    const month = sum(expected(whole).slice(0, 4));
    expect(sum(whole.sites.map((row) => row.expected))).toBe(month);
    expect(sum(whole.channels.map((row) => row.expected))).toBe(month);
    expect(whole.sites.map(({ name }) => name)).toEqual([leeds, rotterdam, '']);
    // Rotterdam only sold through the shop.
    const [, rotterdams] = sites;
    expect(rotterdams).toMatchObject({
      part: { channel: null, site: rotterdam },
      channels: [{ name: 'shop', share: 1 }],
    });
    expect(rotterdams?.channels[0]?.expected).toBe(whole.sites[1]?.expected);
    expect(await part(`site=${rotterdam}&channel=web`)).toMatchObject({
      forecast: { weeks: expect.arrayContaining([expect.objectContaining({ expected: 0 })]) },
    });
    const upper = (page: DemandPage | undefined): number => page?.forecast?.weeks[0]?.quantiles[3] ?? 0;
    expect(upper(rotterdams)).toBeGreaterThan(expected(rotterdams as DemandPage)[0] ?? 0);
    expect(upper(rotterdams)).toBeLessThan(upper(whole));
    await got(desk.get(`/v1/demand/MUG?where=${leeds}`), 400);
  });

  it('tells of a site how many days it had none, while others had some', async () => {
    await office.receive('MUG', 1, 'A-02', rotterdam);
    await office.office.writer.submit([rotterdam], async (tx) => {
      const empty = addDays(addWeeks(monday, -3), 2);
      for (const [from, to, day] of [
        ['supplier', 'A-02', addDays(monday, -100)],
        ['A-02', 'customer', addDays(empty, -1)],
        ['supplier', 'A-02', addDays(empty, 3)],
      ] as const)
        await tx.client.query(
          `INSERT INTO stock_move (stream_id, seq, cause, sku, from_location, to_location, quantity, at) VALUES ($1, $2, 'Test', 'MUG', $3, $4, 5, $5)`,
          [rotterdam, tx.nextSeq(rotterdam), from, to, `${day}T12:00:00Z`],
        );
    });
    await refreshDemand(office.office.pool);
    const week = addWeeks(monday, -3);
    const out = async (query = ''): Promise<unknown> =>
      (await got<DemandPage>(desk.get(`/v1/demand/MUG${query}`))).history.find((each) => each.week === week)
        ?.outDays;
    expect([await out(`?site=${rotterdam}`), await out(`?site=${leeds}`), await out()]).toEqual([3, 0, 0]);
  });

  it('takes an override with its reason from somebody with a name, and takes it back', async () => {
    const body = { fromWeek: addDays(monday, 1), weeks: 2, units: 40, kind: 'season', reason: 'Advent fair' };
    await got(desk.post('/v1/demand/MUG/overrides', { ...body, by: { badge: 'C1', pin: '00000' } }), 403);
    await got(desk.post('/v1/demand/MUG/overrides', body), 400);
    const by = manager;
    const mug = await got<DemandPage>(desk.post('/v1/demand/MUG/overrides', { ...body, by }));
    expect(mug.forecast?.weeks.slice(0, 3).map(({ overridden }) => overridden)).toEqual([40, 40, null]);
    const [override] = mug.overrides;
    expect(override).toMatchObject({
      fromWeek: monday,
      units: 40,
      kind: 'season',
      by: 'Mina Manager',
      accuracy: null,
    });
    // A number of the whole is shared out as the forecast is.
    const at = async (site: string): Promise<number> =>
      (await got<DemandPage>(desk.get(`/v1/demand/MUG?site=${site}`))).forecast?.weeks[0]?.overridden ?? 0;
    const parts = await Promise.all([leeds, rotterdam, ''].map(at));
    expect(Math.round(parts.reduce((total, units) => total + units, 0) * 100)).toBe(4000);
    const removed = await got<DemandPage>(
      desk.post(`/v1/demand/MUG/overrides/${override?.overrideId ?? ''}/remove`, {}),
    );
    expect(removed.forecast?.weeks[0]?.overridden).toBeNull();
    await got(desk.post(`/v1/demand/MUG/overrides/${randomUUID()}/remove`, {}), 404);
    await got(desk.post('/v1/demand/NOTHING/overrides', { ...body, by }), 404);
  });

  it('sets marked weeks aside, and lets a new product follow one that it is like', async () => {
    const week = addWeeks(monday, -5);
    const mark = { fromWeek: week, weeks: 1, kind: 'promotion', ofAll: false, reason: 'Flyer' };
    const mug = await got<DemandPage>(desk.post('/v1/demand/MUG/marks', mark));
    expect(mug.history.find((each) => each.week === week)?.mark).toBe('promotion');
    await got(desk.post('/v1/demand/BOWL/like', { like: 'BOWL' }), 422);
    await got(desk.post('/v1/demand/BOWL/like', { like: 'MUG' }));
    await run();
    const bowl = await pageOf('BOWL');
    expect(bowl).toMatchObject({ like: 'MUG', forecast: { method: 'like' } });
    expect(bowl.forecast?.weeks[5]?.expected).toBeGreaterThan(4);
    const gone = await got<DemandPage>(
      desk.post(`/v1/demand/MUG/marks/${mug.marks[0]?.markId ?? ''}/remove`, {}),
    );
    expect(gone.marks).toEqual([]);
  });

  it('is stopped with what it has, and begun once at a time', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => office.office.forecasts.begin('person')));
    expect(one).toBe(two);
    const { run: stopped } = await got<{ run: ForecastRun }>(
      desk.post(`/v1/forecast-runs/${one ?? ''}/stop`, {}),
    );
    expect(stopped.state).toBe('stopped');
    expect((await pageOf('MUG')).forecast).not.toBeNull();
    await got(desk.post(`/v1/forecast-runs/${randomUUID()}/stop`, {}), 404);
  });

  it('says later who was nearer, by person and by reason', async () => {
    const say = async (units: number, kind: string, by: object, fromWeek = monday): Promise<void> => {
      const body = { fromWeek, weeks: 2, units, kind, reason: 'Advent fair', by };
      await got(desk.post('/v1/demand/MUG/overrides', body));
    };
    const all = async (query = ''): Promise<Overrides> => got(desk.get(`/v1/forecast-overrides${query}`));
    await say(30, 'season', manager);
    await say(900, 'customer', clerk);
    // Said of weeks that are over it is no forecast.
    await say(9, 'other', clerk, addWeeks(monday, -2));
    expect((await all()).byPerson).toMatchObject([
      { name: 'Cem Clerk', overrides: 2, judged: 0 },
      { name: 'Mina Manager', overrides: 2, judged: 0 },
    ]);
    now = new Date(now.getTime() + 14 * 86_400_000);
    await sold('MUG', addDays(monday, 1), 28);
    await sold('MUG', addDays(monday, 8), 33);
    await refreshDemand(office.office.pool);
    const told = await all();
    const rows = told.rows.filter(({ removedAt }) => removedAt === null);
    expect(rows.map(({ sku, units, accuracy }) => [sku, units, accuracy?.verdict ?? null])).toEqual([
      ['MUG', 900, 'worse'],
      ['MUG', 30, 'better'],
      ['MUG', 9, null],
    ]);
    expect(rows[1]?.accuracy).toMatchObject({ came: 61, person: 60, errorOfPerson: 5 });
    expect(rows[1]?.accuracy?.forecast).toBeGreaterThan(14);
    expect(rows[1]?.accuracy?.weeks.map(({ came }) => came)).toEqual([28, 33]);
    expect(told.byPerson).toMatchObject([
      { name: 'Cem Clerk', overrides: 2, judged: 1, better: 0, worse: 1, errorOfPerson: 1739 },
      { name: 'Mina Manager', overrides: 2, judged: 1, better: 1, worse: 0, came: 61, errorOfPerson: 5 },
    ]);
    expect(told.byKind.map(({ name, overrides, better }) => [name, overrides, better])).toEqual([
      ['season', 2, 1],
      ['customer', 1, 0],
      ['other', 1, 0],
    ]);
    expect((await all('?person=PM&kind=season')).rows.map(({ units }) => units)).toEqual([30, 40]);
    expect((await all('?weeks=13&kind=price')).rows).toEqual([]);
    // The page of the product says the same of each.
    expect((await pageOf('MUG')).overrides.map(({ accuracy }) => accuracy?.verdict ?? null)).toEqual([
      'better',
      'worse',
      null,
    ]);
    now = new Date('2026-11-25T10:00:00.000Z');
  });
});
