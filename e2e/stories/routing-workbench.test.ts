// A manager at the routing workbench: an order waits, the rest of it comes free in the other warehouse, the pool is planned
// anew, the saving is seen and applied by keys alone, a person says otherwise, and the plan is taken back. Real Electron,
// a real head office.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoutingPlan, Workbench } from '../../shared/contract/replan';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
type Free = { sku: string; leeds: number; rotterdam: number };

describe('the routing workbench', () => {
  let day: Workday;
  let bowl: Free;
  let lamp: Free;
  let orderId: string;
  let filler: string;
  const page = (): Page => day.station().page;

  const place = async (externalId: string, lines: { sku: string; quantity: number }[]): Promise<string> => {
    const answer = await day.door.ask<{ orderId: string }>('POST', '/v1/orders', {
      channelId: 'web',
      externalId,
      number: externalId,
      placedAt: new Date().toISOString(),
      currency: 'GBP',
      customer: { customerId: null, name: 'Gülşah Öztürk-Ağaoğlu' },
      shipTo: {
        name: 'Gülşah Öztürk-Ağaoğlu',
        company: null,
        lines: ['14 Kiln Yard'],
        postcode: 'YO1 7HT',
        city: 'York',
        region: null,
        countryCode: 'GB',
        phone: null,
        email: null,
      },
      priority: 'normal',
      lines: lines.map((line) => ({ ...line, unitPriceMinor: 250 })),
    });
    return answer.orderId;
  };
  /** Units by warehouse that an order holds. */
  const heldAt = async (id: string): Promise<Record<string, number>> => {
    const rows = await day.books.ask<{ at: string; units: number }>(
      'SELECT stream_id AS at, sum(quantity)::int AS units FROM reservation WHERE order_id = $1 GROUP BY 1',
      [id],
    );
    return Object.fromEntries(rows.map(({ at, units }) => [at, units]));
  };
  const say = (id: string, warehouseIds: string[] | null) =>
    day.door.ask('POST', `/v1/orders/${id}/route`, {
      override: warehouseIds && { warehouseIds, reason: 'kept for a photograph' },
    });
  const newest = async (): Promise<RoutingPlan | null> =>
    (await day.door.ask<Workbench>('GET', '/v1/routing/workbench')).newest;
  /** A button of the page, or one of the rail beside it. */
  const press = async (name: string | RegExp, where = 'main'): Promise<void> => {
    await page().locator(where).getByRole('button', { name, exact: true }).first().focus();
    await page().keyboard.press('Enter');
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      // No pick-up is near at any hour of the day: complete orders gather.
      prepare: async (books) => {
        await books.ask(
          `UPDATE directory SET doc = jsonb_set(doc, '{carrier,services}', (
             SELECT jsonb_agg(s || '{"cutOff": "00:01"}') FROM jsonb_array_elements(doc->'carrier'->'services') AS s))
           WHERE kind = 'carrier'`,
        );
      },
    });
    const goods = await day.books.ask<Free>(
      `SELECT a.sku, a.available AS leeds, b.available AS rotterdam FROM stock a JOIN stock b USING (sku) JOIN product p USING (sku)
       WHERE a.stream_id = 'W1' AND b.stream_id = 'W2' AND a.available BETWEEN 2 AND 400 AND b.available BETWEEN 2 AND 400
         AND p.weight_grams BETWEEN 50 AND 300 ORDER BY a.sku LIMIT 2`,
    );
    [bowl, lamp] = goods as [Free, Free];
    const { version, policy } = await day.door.ask<{ version: number; policy: object }>(
      'GET',
      '/v1/routing/policy',
    );
    await day.door.ask('POST', '/v1/routing/policy', {
      from: version,
      policy: { ...policy, gatherMinutes: 600, replan: 'propose', leastSavingMinor: 100 },
    });
    // All lamps of both warehouses are spoken for.
    for (const [at, units] of [
      ['W1', lamp.leeds],
      ['W2', lamp.rotterdam],
    ] as const) {
      filler = await place(`FILL-${at}`, [{ sku: lamp.sku, quantity: units }]);
      await until('the lamps are held', async () => Object.keys(await heldAt(filler)).length > 0);
      await say(filler, [at]);
      await until('they are held there', async () => (await heldAt(filler))[at] === units);
    }
    orderId = await place('WAITS-1', [
      { sku: bowl.sku, quantity: 1 },
      { sku: lamp.sku, quantity: 1 },
    ]);
    await until('half of it is held', async () => Object.values(await heldAt(orderId)).join() === '1');
    await day.logIn();
  });
  afterAll(() => day?.end());

  it('plans anew when the rest of an order comes free elsewhere', async () => {
    // The bowl is held in Leeds, which is nearer; now lamps come free in Rotterdam.
    expect(await heldAt(orderId)).toEqual({ W1: 1 });
    await day.door.cancelLine(filler, 1, lamp.rotterdam);
    await until('the order holds both', async () => (await heldAt(orderId))['W2'] === 1);
    expect(await heldAt(orderId)).toEqual({ W1: 1, W2: 1 });
    await until(
      'the pool is planned by itself',
      async () => {
        const plan = await newest();
        return plan?.cause === 'stock' && (plan.plan?.groups.length ?? 0) > 0;
      },
      120_000,
    );
  });

  it('shows what would be saved, and applies it by keys', async () => {
    await day.display.pressKey('F10');
    await press('Routing workbench', 'nav');
    await page().getByRole('heading', { name: 'What it costs' }).waitFor();
    await press('Plan now');
    await page()
      .getByRole('button', { name: /Apply all: / })
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '12-workbench-plan.png') });
    const before = (await newest())?.plan;
    expect(before?.totals.proposed.costMinor).toBeLessThan(before?.totals.inForce.costMinor ?? 0);
    await press('Orders');
    await page().getByRole('searchbox').fill('WAITS-1');
    await page().locator('[role=grid][aria-rowcount="2"]').waitFor();
    expect(await page().getByRole('grid').textContent()).toContain('Leeds + Rotterdam');
    await page().screenshot({ path: resolve(pictures, '12-workbench-orders.png') });
    await press('Plan');
    await press(/Apply all: /);
    await until('it is all in one place', async () => Object.keys(await heldAt(orderId)).length === 1);
    await page().getByText('· applied').first().waitFor();
  });

  it('is taken back by a key, and its orders stay where they were', async () => {
    await press(/Take back all: /);
    await until('it is as it was', async () => Object.keys(await heldAt(orderId)).length === 2);
    await page()
      .getByText(/taken back; its orders stay where they were/)
      .first()
      .waitFor();
  });

  it('lets a person say from where, by keys alone', async () => {
    await press('Plan now');
    await until('a plan after that', async () =>
      ((await newest())?.plan?.groups ?? []).every(({ state }) => state === 'proposed'),
    );
    await press('Orders');
    await page().getByRole('searchbox').fill('WAITS-1');
    await page().locator('[role=grid][aria-rowcount="2"]').waitFor();
    await page().locator('[role=grid]').focus();
    await page().keyboard.press('Enter');
    await press('Let the cost decide again');
    await page().getByLabel('Ship from').last().focus();
    await page().getByLabel('Ship from').last().selectOption('W2');
    await page().keyboard.press('Tab');
    await page().keyboard.type('the photograph is in Rotterdam');
    await page().keyboard.press('Enter');
    await page()
      .getByText(/Somebody said: from Rotterdam/)
      .waitFor();
    expect(await heldAt(orderId)).toEqual({ W2: 2 });
  });

  it('previews a day without a warehouse, in Turkish and in the dark', async () => {
    const [language, look] = [page().locator('nav select').first(), page().locator('nav select').nth(1)];
    await language.selectOption('tr');
    await look.selectOption('dark');
    await press('Ya olursa');
    await page().getByLabel('Rotterdam bugün hiçbir şey göndermez').check();
    await press('Bak');
    await page().getByText('Bir varsayıma bakıyorsunuz.').waitFor();
    await page().getByRole('heading', { name: 'Depoların yükü' }).waitFor();
    await page().screenshot({ path: resolve(pictures, '12-workbench-what-if-tr.png') });
    await press('Çıkış yeri kuralları', 'nav');
    await page().getByRole('heading', { name: 'Kurallar, sırasıyla' }).waitFor();
    await page().screenshot({ path: resolve(pictures, '12-rules-tr.png') });
    expect(await page().getByRole('alert').count()).toBe(0);
    expect(day.station().consoleLines.filter((line) => /page error/.test(line))).toEqual([]);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
