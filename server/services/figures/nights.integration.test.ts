// What is worked out each night on real PostgreSQL: classes of products, forecasts beside what came, cohorts of customers; and stock
// as it stands in the books.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CohortMembers,
  CustomerFigures,
  ForecastFigures,
  ForecastItems,
  GoodsFigures,
  GoodsProducts,
} from '../../../shared/contract/night-figures';
import { companyStream } from '../../../shared/domain/ids';
import { leeds, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { addDays, addWeeks, dayOf, mondayOf } from '../demand/weeks';
import { makeNight, readMadeAt, startFigureNights } from './make-night';

let clock = new Date('2026-11-25T10:00:00.000Z');
const monday = mondayOf(dayOf(clock));
let office: TestOffice;
let desk: TestStation;

const got = async <T>(path: string): Promise<T> => {
  const { status, body } = await desk.get(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as T;
};

/** An order of the past, as an import writes it, and of whom it is. */
async function sold(
  sku: string,
  day: string,
  units: number,
  customerId: string | null = null,
): Promise<void> {
  const orderId = randomUUID();
  const lines = [{ lineNo: 1, sku, ordered: units, cancelled: 0 }];
  await office.office.writer.submit([companyStream], async (tx) => {
    await tx.client.query(
      `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
       VALUES ($1, $2::uuid, 'web', $2::text, $2::text, '', 'closed', 'C', 'GB', $3, 0, 'GBP', $4, $5, $6)`,
      [
        companyStream,
        orderId,
        `${day}T09:00:00Z`,
        [leeds],
        JSON.stringify({ lines }),
        tx.nextSeq(companyStream),
      ],
    );
    if (customerId !== null)
      await tx.client.query(
        `INSERT INTO customer_order (stream_id, order_id, customer_id, matched_by, placed_at, is_counted, money_minor, shipped_units, returned_units)
         VALUES ($1, $2, $3, 'mail', $4, true, $5, 0, 0)`,
        [companyStream, orderId, customerId, `${day}T09:00:00Z`, units * 100],
      );
  });
}

async function known(name: string, mergedInto: string | null = null): Promise<string> {
  const id = randomUUID();
  await office.rows(
    `INSERT INTO customer (stream_id, customer_id, root_id, merged_into, name, country_code, first_seen_at) VALUES ('company', '${id}', '${mergedInto ?? id}', ${mergedInto === null ? 'NULL' : `'${mergedInto}'`}, '${name}', 'GB', now())`,
  );
  return id;
}

beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => clock });
  desk = await office.enrol();
  await office.receive('MUG', 700, 'A-01');
  for (let back = 20; back >= 1; back -= 1) await sold('MUG', addDays(addWeeks(monday, -back), 1), 10);
  for (const back of [18, 3]) await sold('LAMP', addWeeks(monday, -back), 2);
  const ada = await known('Ada');
  const adaToo = await known('Ada L', ada);
  await sold('LAMP', '2026-09-03', 1, ada);
  await sold('LAMP', '2026-11-05', 2, adaToo);
  const bob = await known('Bob');
  await sold('LAMP', '2026-09-10', 4, bob);
  for (const [id, name, first, orders, money] of [
    [ada, 'Ada', '2026-09-03', 2, 300],
    [bob, 'Bob', '2026-09-10', 1, 400],
  ])
    await office.rows(
      `INSERT INTO customer_value (stream_id, customer_id, name, orders, money_minor, margin_orders, unrated_orders, shipped_units, returned_units, first_order_at, is_vip, segment)
       VALUES ('company', '${id}', '${name}', ${orders}, ${money}, 0, 0, 0, 0, '${first}T09:00:00Z', false, 'loyal')`,
    );
  const [week1, week2] = [addWeeks(monday, -2), addWeeks(monday, -1)];
  await office.rows(
    `INSERT INTO forecast_said (stream_id, sku, week, said, overridden) VALUES ('company', 'MUG', '${week1}', 12, NULL), ('company', 'MUG', '${week2}', 4, 9), ('company', 'LAMP', '${week2}', 1, NULL)`,
  );
  await makeNight(office.office);
}, 120_000);
afterAll(() => office.close());

describe('figures of a night', () => {
  it('put what goes evenly and much into AX, and what hardly goes into Z', async () => {
    const { classes, stock, madeAt } = await got<GoodsFigures>('/v1/figures/goods');
    expect(madeAt).toBe(clock.toISOString());
    expect(stock).toBeNull();
    expect(classes.map(({ abc, xyz, products }) => [abc, xyz, products])).toContainEqual(['A', 'X', 1]);
    const { rows } = await got<GoodsProducts>('/v1/figures/goods/products?abc=A&xyz=X');
    expect(rows).toMatchObject([{ sku: 'MUG', units: 700, soldUnits: 200, coverDays: null }]);
  });

  it('list all products page by page, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: GoodsProducts = await got(
        `/v1/figures/goods/products?limit=1${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.rows.map(({ sku }) => sku));
      cursor = page.cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(['MUG', 'LAMP']));
    expect((await desk.get('/v1/figures/goods/products?cursor=nonsense')).status).toBe(400);
  });

  it('put what was said before a week beside what came, an override first', async () => {
    const { weeks } = await got<ForecastFigures>('/v1/figures/forecasts');
    expect(weeks).toEqual([
      { week: addWeeks(monday, -2), items: 1, said: 12, came: 10, missed: 2 },
      { week: addWeeks(monday, -1), items: 2, said: 10, came: 10, missed: 2 },
    ]);
    const { rows } = await got<ForecastItems>(`/v1/figures/forecasts/items?week=${addWeeks(monday, -1)}`);
    expect(rows.map(({ sku, said, overridden, came }) => [sku, said, overridden, came])).toEqual([
      ['LAMP', 1, null, 0],
      ['MUG', 4, 9, 10],
    ]);
  });

  it('count merged people as one, by the month of their first order', async () => {
    const { cohorts, segments } = await got<CustomerFigures>('/v1/figures/customers');
    expect(cohorts).toEqual([
      { firstMonth: '2026-09', month: '2026-09', customers: 2, orders: 2, moneyMinor: 500 },
      { firstMonth: '2026-09', month: '2026-11', customers: 1, orders: 1, moneyMinor: 200 },
    ]);
    expect(segments).toEqual([{ segment: 'loyal', customers: 2, orders: 3, moneyMinor: 700 }]);
    const members = (query: string): Promise<CohortMembers> => got(`/v1/figures/customers/members?${query}`);
    expect((await members('firstMonth=2026-09&month=2026-11')).rows).toMatchObject([
      { name: 'Ada', orders: 1, moneyMinor: 200 },
    ]);
    expect((await members('segment=loyal')).rows.map(({ name }) => name)).toEqual(['Bob', 'Ada']);
  });

  it('made twice are the same, and long past weeks stand', async () => {
    const before = await got<GoodsFigures>('/v1/figures/goods');
    await office.rows(`INSERT INTO forecast_week VALUES ('2026-01-05', 'A', 1, 5, 5, 0)`);
    expect((await desk.post('/v1/figures/night', {})).body).toEqual(before);
    expect((await office.rows(`SELECT 1 FROM forecast_week WHERE week = '2026-01-05'`)).length).toBe(1);
  });

  it('are made by themselves after a night, and not twice', async () => {
    await desk.place({ externalId: 'N1' });
    clock = new Date('2026-11-26T10:00:00.000Z');
    const { pool } = office.office;
    const job = startFigureNights({
      pool,
      now: () => clock,
      onFailure: (cause) => {
        throw cause;
      },
    });
    await job.drain();
    expect(await readMadeAt(pool)).toBe(clock.toISOString());
    clock = new Date('2026-11-26T18:00:00.000Z');
    await job.drain();
    await job.stop();
    expect(await readMadeAt(pool)).toBe('2026-11-26T10:00:00.000Z');
  });

  it('are for the office alone', async () => {
    const packer = await office.enrol(leeds, ['station']);
    for (const path of [
      'goods',
      'forecasts',
      'customers',
      'costs?from=2026-01-01&to=2026-01-02',
      'labour-rates',
    ])
      expect([path, (await packer.get(`/v1/figures/${path}`)).status]).toEqual([path, 403]);
  });
});
