// The figures on real PostgreSQL, from a real life of an order: counted once, told apart, and with the events behind them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behind, Figures } from '../../../shared/contract/figures';
import { measureNames, measures } from '../../../shared/domain/figures/measures';
import { shownBy } from '../../../shared/domain/figures/sums';
import { newOrder } from '../../test-office.test-kit';
import { type ShippingOffice, startShippingOffice, until } from '../shipments/shipping-office.test-kit';
import { recountFigures } from './start-figures';

let shop: ShippingOffice;
const days = 'from=2020-01-01&to=2024-12-31';
const range = async (): Promise<string> => {
  const [row] = await shop.test.rows<{ from: string; to: string }>(
    `SELECT min(day)::text AS "from", max(day)::text AS "to" FROM figure`,
  );
  return row ? `from=${row.from}&to=${row.to}` : days;
};
const figures = async (more = ''): Promise<Figures> =>
  (await shop.bench.get(`/v1/figures?${await range()}${more}`)).body as Figures;
const counted = (): Promise<Figures> =>
  until(async () => {
    const all = await figures();
    return all.behind === 0 && all.measures.packed.count > 0 && all.measures.postage.count > 0 ? all : null;
  });

beforeAll(async () => {
  shop = await startShippingOffice();
  for (let box = 0; box < 2; box += 1) await shop.sealed(await shop.leased());
  const shipTo = { ...newOrder({ externalId: 'x' }).shipTo, countryCode: 'DE', postcode: '10115' };
  await shop.bench.place({ externalId: 'D1', shipTo });
  await shop.test.settled();
});
afterAll(() => shop.close());

describe('figures', () => {
  it('count what happened, once', async () => {
    const all = await counted();
    const [orders] = await shop.test.rows<{ orders: number }>(
      `SELECT count(*)::int AS orders FROM event WHERE type = 'OrderPlaced'`,
    );
    const [total] = await shop.test.rows<{ minor: number }>(
      `SELECT sum(total_minor)::int AS minor FROM sales_order`,
    );
    expect(all.measures.ordered).toMatchObject({ count: orders?.orders, amount: total?.minor });
    expect(all.measures.packed.count).toBe(2);
    expect(all.steps.map(({ step, count }) => [step, count])).toEqual([
      ['release', 2],
      ['pack', 2],
      ['hand-over', 0],
      ['deliver', 0],
    ]);
    expect(all.steps[1]?.median).toBeGreaterThanOrEqual(0);
    expect(all.hours.packed).toBe(1);
  });

  it('tell apart by country, and of a country alone', async () => {
    const { by } = (await counted()).measures.ordered;
    expect(by.country.map(({ name, count }) => [name, count])).toEqual([
      ['GB', 2],
      ['DE', 1],
    ]);
    const german = await figures('&country=DE');
    expect(german.measures.ordered.count).toBe(1);
    // Boxes are not told apart by it.
    expect(german.measures.packed.count).toBe(2);
  });

  it('add up over time and over parts to the same', async () => {
    const { measures } = await counted();
    for (const name of measureNames) {
      const { count, amount, series, by } = measures[name];
      expect(series.reduce((sum, each) => sum + each.count, 0)).toBe(count);
      for (const parts of Object.values(by).filter((each) => each.length > 0)) {
        expect(parts.reduce((sum, each) => sum + each.count, 0)).toBe(count);
        expect(parts.reduce((sum, each) => sum + each.amount, 0)).toBe(amount);
      }
    }
  });

  it('of whole months and of their days are the same', async () => {
    const { measures, to } = await counted();
    const end = new Date(to);
    end.setUTCMonth(end.getUTCMonth() + 1, 0);
    const path = `/v1/figures?from=${end.getUTCFullYear() - 4}-12-17&to=${end.toISOString().slice(0, 10)}`;
    const year = (await shop.bench.get(path)).body as Figures;
    expect(year.bucket).toBe('month');
    for (const name of measureNames) {
      const { count, amount, by } = year.measures[name];
      expect([name, count, amount, by]).toEqual([
        name,
        measures[name].count,
        measures[name].amount,
        measures[name].by,
      ]);
    }
  });

  it('come to the same when they are counted again from the beginning', async () => {
    const before = await counted();
    await recountFigures(shop.test.office.pool);
    await until(async () => {
      const [row] = await shop.test.rows<{ rows: number }>('SELECT count(*)::int AS rows FROM figure');
      return (row?.rows ?? 0) > 0 && (await figures()).behind === 0 ? true : null;
    });
    expect(await counted()).toEqual(before);
  });

  it('show the events behind a number, page by page', async () => {
    const { measures: all } = await counted();
    for (const name of measureNames.filter((each) => measures[each].from.length > 0)) {
      let [count, amount, cursor] = [0, 0, ''];
      for (;;) {
        const path = `/v1/figures/behind?${await range()}&measure=${name}&limit=2${cursor && `&cursor=${cursor}`}`;
        const page = (await shop.bench.get(path)).body as Behind;
        for (const row of page.rows) [count, amount] = [count + row.count, amount + row.amount];
        if (page.cursor === null) break;
        cursor = page.cursor;
      }
      expect([name, count, amount]).toEqual([name, all[name].count, all[name].amount]);
    }
    const behind = (await shop.bench.get(`/v1/figures/behind?${await range()}&measure=ordered&country=DE`))
      .body as Behind;
    expect(behind.rows).toMatchObject([{ type: 'OrderPlaced', count: 1 }]);
    expect(behind.rows[0]?.number).toBeTruthy();
  });

  it('under two filters at once are what the cells say', async () => {
    const both = await figures('&country=DE&channel=web');
    const [row] = await shop.test.rows<{ count: number; amount: number }>(
      `SELECT coalesce(sum(count), 0)::int AS count, coalesce(sum(amount), 0)::int AS amount FROM figure
       WHERE measure = 'ordered' AND country = 'DE' AND channel = 'web'`,
    );
    expect(both.measures.ordered).toMatchObject(row ?? {});
    const [one] = (await counted()).measures.ordered.by.channel;
    const german = await figures(`&country=DE&channel=${one?.name ?? ''}`);
    expect(german.measures.ordered.count).toBe(1);
    expect(german.measures.packed.count).toBe(2);
  });

  it('are the sums of the cells, for every filter and every dimension', async () => {
    await counted();
    for (const name of measureNames) {
      const [filters, dimensions] = [[null, ...measures[name].by], shownBy(name)];
      for (const filter of filters)
        for (const dimension of dimensions.filter((each) => each !== filter)) {
          const told = dimension === 'time' ? `''` : dimension;
          const cells = await shop.test.rows(
            `SELECT ${filter === null ? `''` : `'${filter}=' || ${filter}`} AS filter, date_trunc('week', day)::date::text AS at, ${told} AS name,
               sum(count)::int AS count, sum(amount)::int AS amount FROM figure WHERE measure = '${name}' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
          );
          const sums = await shop.test.rows(
            `SELECT filter, at::text, name, count::int, amount::int FROM figure_sum WHERE measure = '${name}' AND rung = 'week' AND dimension = '${dimension}'
               AND ${filter === null ? `filter = ''` : `filter LIKE '${filter}=%'`} ORDER BY 1, 2, 3`,
          );
          expect([name, filter, dimension, sums]).toEqual([name, filter, dimension, cells]);
        }
    }
  });

  it('refuse days the wrong way round, and more than five years', async () => {
    for (const wrong of ['from=2026-02-01&to=2026-01-01', 'from=2020-01-01&to=2026-01-01']) {
      const { status, body } = await shop.bench.get(`/v1/figures?${wrong}`);
      expect([status, (body as { code: string }).code]).toEqual([400, 'request-invalid']);
    }
  });

  it('are a table of their own for a file', async () => {
    const { body } = await shop.bench.get(`/v1/figures/rows?${await range()}&measure=ordered&by=country`);
    expect((body as { rows: object[] }).rows).toMatchObject([
      { name: 'GB', count: 2, amount: null },
      { name: 'DE', count: 1 },
    ]);
  });
});
