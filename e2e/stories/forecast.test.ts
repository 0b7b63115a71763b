// A year of the sample company's real orders becomes history; a run of the forecast is begun, stopped and made whole; a product is
// looked at by site and by channel; somebody expects another number by keys alone, and sees weeks later who was nearer.
// Real Electron, a real head office; both languages.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemandPage, ForecastRun, Overrides } from '../../shared/contract/demand';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import type { HeadOfficeBooks } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const manager = { badge: 'M1', pin: '46824', name: 'Berrin Aksungur' };
const dayMs = 86_400_000;
const runMs = 180_000;
const mostTabs = 80;
/** Bought through the web shop in the weeks before. */
const webUnits = [3, 2, 4];
const said = { units: 37, reason: 'Christmas fair in York' };

describe('a forecast', { timeout: 300_000 }, () => {
  let day: Workday;
  let sku = '';
  const page = (): Page => day.station().page;
  const button = (name: string): Locator => page().getByRole('button', { name, exact: true });
  const siteChoice = (): Locator => page().locator('[aria-labelledby="demand-part"] select').last();
  const demand = (query = ''): Promise<DemandPage> =>
    day.door.ask<DemandPage>('GET', `/v1/demand/${encodeURIComponent(sku)}${query}`);
  const newestRun = async (): Promise<ForecastRun | null> =>
    (await day.door.ask<{ run: ForecastRun | null }>('GET', '/v1/forecast-runs')).run;
  const noneRuns = (): Promise<void> =>
    until('no run is under way', async () => (await newestRun())?.state !== 'running', runMs);
  const hundredths = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + Math.round(value * 100), 0);
  const expected = ({ forecast }: DemandPage): number[] => forecast?.weeks.map((week) => week.expected) ?? [];
  const look = async (name: string): Promise<void> => {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page().screenshot({ path: resolve(pictures, `${name}.png`) });
  };
  /** Tab, and nothing else, until the field of this name has the focus. */
  const tabTo = async (label: string, within?: string): Promise<void> => {
    const isThere = (): Promise<boolean> =>
      page().evaluate(
        ([name, form]) => {
          const field = document.activeElement as HTMLInputElement | null;
          const names = [field?.getAttribute('aria-label'), field?.labels?.[0]?.firstChild?.textContent];
          const around = field?.closest('form')?.querySelector('h3')?.textContent;
          return names.includes(name ?? '') && (form === undefined || around === form);
        },
        [label, within] as const,
      );
    for (let tab = 0; tab < mostTabs; tab += 1) {
      if (await isThere()) return;
      await page().keyboard.press('Tab');
    }
    throw new Error(`${label} is not reached by Tab`);
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      size: { width: 1600, height: 1000 },
      prepare: async (books) => {
        await ordersOfLastYear(books);
        sku = await askedForAtBothSites(books);
      },
      orders: () =>
        Promise.resolve(
          webUnits.map((quantity, at) => ({
            lines: [{ sku, quantity }],
            placedAt: new Date(Date.now() - (at + 1) * 7 * dayMs),
          })),
        ),
    });
    // The night's run may have begun with head office.
    await noneRuns();
    await day.logIn();
  });
  afterAll(() => day?.end());

  it('is made while the screen tells how far it is, stopped, and made whole', async () => {
    await day.display.pressKey('F10');
    await page()
      .locator('nav')
      .getByRole('button', { name: en['office.demand.title'], exact: true })
      .press('Enter');
    await button(en['office.demand.run']).press('Enter');
    await page().locator('progress').waitFor();
    await button(en['office.demand.stop']).press('Enter');
    await page()
      .getByText(/Stopped after \d+ products/)
      .waitFor();
    expect((await newestRun())?.state).toBe('stopped');
    await button(en['office.demand.run']).press('Enter');
    await page().locator('progress').waitFor();
    await look('95-forecast-under-way');
    await page()
      .getByText(/products looked at/)
      .waitFor({ timeout: runMs });
    const run = await newestRun();
    expect(run).toMatchObject({ state: 'ready', cause: 'person' });
    expect(run?.done).toBe(run?.items);
    expect(run?.items).toBeGreaterThan(2000);
  });

  it('opens from the list, with the history that the orders make', async () => {
    await page().getByLabel(en['office.list.search']).fill(sku);
    await until(
      'the list has it',
      async () => (await page().getByRole('grid').textContent())?.includes(sku) ?? false,
    );
    await page().getByRole('grid').focus();
    await page().keyboard.press('Enter');
    await page().getByRole('region', { name: en['office.demand.history'] }).waitFor();
    const { history, channels, sites, forecast } = await demand();
    const [ordered] = await day.books.ask<{ units: number }>(
      `SELECT sum(l.ordered)::int AS units FROM sales_order o, jsonb_to_recordset(o.doc->'lines') AS l(sku text, ordered int)
       WHERE l.sku = $1 AND o.placed_at < date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`,
      [sku],
    );
    expect(hundredths(history.map(({ units }) => units))).toBe((ordered?.units ?? -1) * 100);
    expect(channels.map(({ name }) => name).sort()).toEqual(['online-retail', 'web']);
    expect(channels.find(({ name }) => name === 'web')?.units).toBe(hundredths(webUnits) / 100);
    expect(sites.map(({ name }) => name)).toEqual(expect.arrayContaining(['W1', 'W2']));
    expect(forecast?.weeks).toHaveLength(26);
    await look('95-forecast-en');
  });

  it('is looked at by site: each has its own history, and the parts add up to the whole', async () => {
    const whole = await demand();
    const parts = await Promise.all(
      whole.sites.map(({ name }) => demand(`?site=${encodeURIComponent(name)}`)),
    );
    expected(whole).forEach((value, at) =>
      expect(hundredths(parts.map((part) => expected(part)[at] ?? 0)), `week ${at}`).toBe(
        hundredths([value]),
      ),
    );
    whole.history.forEach(({ week, units }, at) =>
      expect(hundredths(parts.map(({ history }) => history[at]?.units ?? 0)), week).toBe(hundredths([units])),
    );
    await siteChoice().selectOption({ label: 'W2' });
    const channels = page().getByRole('region', { name: `${en['office.demand.by-channel']} · W2` });
    await channels.waitFor();
    // The web shop's goods all left the first site.
    expect(await channels.getByRole('row').allTextContents()).toHaveLength(3);
    const second = await demand('?site=W2');
    const ahead = page().getByRole('region', { name: en['office.demand.ahead'] }).getByRole('row').nth(1);
    const shown = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(
      expected(second)[0] ?? -1,
    );
    expect(await ahead.getByRole('cell').first().textContent()).toBe(shown);
    expect(expected(second)[0]).toBeLessThan(expected(whole)[0] ?? 0);
    await look('95-forecast-site-en');
  });

  it('is overridden by keys alone, by somebody with a name and a reason', async () => {
    const form = en['office.demand.override'];
    await siteChoice().focus();
    await tabTo(en['office.demand.units-a-week'], form);
    await page().keyboard.type(String(said.units));
    await tabTo(en['office.demand.override-kind'], form);
    await page().keyboard.press('ArrowDown');
    await tabTo(en['office.demand.reason'], form);
    await page().keyboard.type(said.reason);
    await page().keyboard.press('Enter');
    await page().getByLabel(en['office.answering.badge']).waitFor();
    await page().keyboard.type(manager.badge);
    await page().keyboard.press('Tab');
    await page().keyboard.type(manager.pin);
    await page().keyboard.press('Enter');
    await page().getByRole('table', { name: en['office.demand.overrides'] }).waitFor();
    const whole = await demand();
    expect(whole.overrides).toMatchObject([{ ...said, kind: 'season', by: manager.name, accuracy: null }]);
    expect(whole.forecast?.weeks.slice(0, 5).map(({ overridden }) => overridden)).toEqual([
      37,
      37,
      37,
      37,
      null,
    ]);
    // The site that is shown has its part of it.
    const [week] = (await demand('?site=W2')).forecast?.weeks ?? [];
    expect(week?.overridden).toBeGreaterThan(0);
    expect(week?.overridden).toBeLessThan(said.units);
    await look('95-override-en');
  });

  it('says when its weeks are over who was nearer, by person and by reason', async () => {
    // Three weeks go by: what was said this week was said then, of the weeks that are over now.
    await day.books.ask(
      `UPDATE forecast_override SET at = at - interval '21 days', from_week = from_week - 21`,
    );
    await page().getByRole('button', { name: en['office.demand.back'] }).press('Enter');
    await button(en['office.demand.tab.overrides']).press('Enter');
    const people = page().getByRole('region', { name: en['office.demand.by-person'] });
    await people.getByRole('rowheader', { name: manager.name }).waitFor();
    const told = await day.door.ask<Overrides>('GET', '/v1/forecast-overrides');
    const accuracy = told.rows[0]?.accuracy;
    const history = (await demand()).history.slice(-3).map(({ units }) => units);
    expect(accuracy?.weeks.map(({ came }) => came)).toEqual(history);
    expect(accuracy?.errorOfPerson).toBe(
      history.reduce((sum, units) => sum + Math.abs(units - said.units), 0),
    );
    const verdict = accuracy?.verdict ?? 'even';
    expect(told.byPerson).toMatchObject([{ name: manager.name, overrides: 1, judged: 1, weeks: 3 }]);
    expect(told.byKind).toMatchObject([{ name: 'season', judged: 1 }]);
    await page().getByText(en[`demand.verdict.${verdict}`]).waitFor();
    await look('95-overrides-en');
  });

  it('reads the same in Turkish and in the dark, and is taken back', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await page().locator('nav select').last().selectOption('dark');
    await page()
      .getByRole('region', { name: tr['office.demand.by-kind'] })
      .getByText(tr['demand.override-kind.season'])
      .waitFor();
    await look('95-overrides-tr');
    const [row] = (await day.door.ask<Overrides>('GET', '/v1/forecast-overrides')).rows;
    await button(row?.name ?? '').press('Enter');
    await siteChoice().selectOption({ label: 'W1' });
    await page()
      .getByRole('region', { name: `${tr['office.demand.by-channel']} · W1` })
      .waitFor();
    await look('95-forecast-site-tr');
    const kept = page().getByRole('table', { name: tr['office.demand.overrides'] });
    await kept.getByRole('button', { name: tr['office.demand.take-back'] }).press('Enter');
    await kept.waitFor({ state: 'detached' });
    expect((await demand()).overrides).toEqual([]);
    await page().locator('nav select').first().selectOption('en');
    await page().locator('nav select').last().selectOption('light');
  });
});

/** The sample's orders are of 2010 and 2011: they are moved by whole weeks, so that the newest was placed last week. */
async function ordersOfLastYear(books: HeadOfficeBooks): Promise<void> {
  await books.ask(
    `WITH moved AS (
       SELECT order_id, row_number() OVER (ORDER BY placed_at, order_id) AS place, count(*) OVER () AS orders,
         floor(extract(epoch FROM date_trunc('week', now()) - max(placed_at) OVER ()) / 604800) * interval '7 days' AS later
       FROM sales_order WHERE stream_id = 'company'
     ), counter AS (
       UPDATE stream SET seq = seq + (SELECT count(*) FROM moved) WHERE stream_id = 'company' RETURNING seq
     )
     UPDATE sales_order o SET placed_at = o.placed_at + moved.later, seq = counter.seq - moved.orders + moved.place
     FROM moved, counter WHERE o.stream_id = 'company' AND o.order_id = moved.order_id`,
  );
}

/** Of the products that both sites sent, and the first still has: the one that was asked for in the most weeks. */
async function askedForAtBothSites(books: HeadOfficeBooks): Promise<string> {
  const [row] = await books.ask<{ sku: string }>(
    `SELECT l.sku FROM event e
       JOIN sales_order o ON o.stream_id = 'company' AND o.order_id = e.order_id
       CROSS JOIN jsonb_to_recordset(o.doc->'lines') AS l("lineNo" int, sku text)
       JOIN stock s ON s.stream_id = 'W1' AND s.sku = l.sku AND s.available >= 20
     WHERE e.type = 'LinesAllocated' AND o.placed_at > now() - interval '150 days'
       AND e.body->'lines' @> jsonb_build_array(jsonb_build_object('lineNo', l."lineNo"))
     GROUP BY l.sku HAVING count(DISTINCT e.body->>'warehouseId') > 1
     ORDER BY count(DISTINCT date_trunc('week', o.placed_at)) DESC, l.sku LIMIT 1`,
  );
  if (!row) throw new Error('no product of the sample was sent by both sites');
  return row.sku;
}
