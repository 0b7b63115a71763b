// Goods go from one site to the other: what reorder proposes is taken and released, fetched bin by bin with the network cut and
// loaded by scans at one station, received by scans at a station of the other site with one unit missing, and seen at the office.
// Two real Electron stations, a real head office; both languages.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { DemandPage, ForecastRun } from '../../shared/contract/demand';
import type { Proposals } from '../../shared/contract/reorder';
import type { TransferPage } from '../../shared/contract/transfers';
import { transferNumber } from '../../shared/domain/transfer/transfer';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import { type BenchPlace, startBenchPlace, until } from '../rigs/bench-place';
import { type Goods, headOfficeBooks, type HeadOfficeBooks } from '../rigs/head-office-books';
import { startWorkday, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const supplierId = '0199cccc-0000-7000-8000-000000000001';
const [here, there] = ['W1', 'W2'] as const;
const weekly = 6;
const greetingMs = 90_000;

type Lying = Goods & { bin: string; walkOrder: number };

describe('goods that go to another site', { timeout: 400_000 }, () => {
  const undo: (() => unknown)[] = [];
  let day: Workday;
  let ramp: BenchPlace;
  let others: HeadOfficeBooks;
  let goods: Lying[] = [];
  let transferId = '';
  let sheet = '';
  const page = (): Page => day.station().page;
  const button = (name: string): Locator => page().getByRole('button', { name, exact: true });
  const transfer = () => day.door.ask<TransferPage>('GET', `/v1/transfers/${transferId}`);
  const askedOf = async (sku: string): Promise<number> =>
    (await transfer()).transfer.lines.find((line) => line.sku === sku)?.asked ?? 0;
  const openPage = async (name: string): Promise<void> => {
    await page().locator('nav').getByRole('button', { name, exact: true }).press('Enter');
  };
  const look = async (name: string): Promise<void> => {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page().screenshot({ path: resolve(pictures, `${name}.png`) });
  };
  const units = async (bench: BenchPlace, count: number, code: string) => {
    for (const digit of String(count)) await bench.command(`quantity-${digit}`);
    return bench.scan(code);
  };
  const nextBin = (): Promise<string | null> =>
    page().locator('[data-next-bin]').getAttribute('data-next-bin');

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      size: { width: 1600, height: 1000 },
      prepare: async (books) => {
        goods = await lyingOnlyHere(books);
        for (const { sku } of goods)
          for (let back = 1; back <= 30; back += 1) await soldThere(books, sku, back * 7);
      },
    });
    undo.push(() => day.end());
    others = headOfficeBooks(day.officeDir, there);
    await forecastMade();
    await supplied();
    ramp = await startBenchPlace(
      {
        books: others,
        origin: day.origin,
        enrolCode: await day.door.enrolCode(there),
        stationName: 'Ramp 1',
      },
      undo,
    );
    await ramp.logIn('P2');
    await day.display.focusWindow('Waybill');
    await day.logIn();
  }, 500_000);
  afterAll(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  }, 120_000);

  async function forecastMade(): Promise<void> {
    const expected = async (sku: string): Promise<number> =>
      (await day.door.ask<DemandPage>('GET', `/v1/demand/${encodeURIComponent(sku)}`)).forecast?.weeks[0]
        ?.expected ?? 0;
    // The night's run may be under way, and have passed these products already.
    for (let turn = 0; turn < 3; turn += 1) {
      if ((await Promise.all(goods.map(({ sku }) => expected(sku)))).every((each) => each > 0)) return;
      await day.door.ask('POST', '/v1/forecast-runs', {});
      await until(
        'the forecast is made',
        async () =>
          (await day.door.ask<{ run: ForecastRun }>('GET', '/v1/forecast-runs')).run.state !== 'running',
        180_000,
      );
    }
    throw new Error('nothing is expected of the goods');
  }

  async function supplied(): Promise<void> {
    await day.door.ask('POST', `/v1/suppliers/${supplierId}`, {
      name: 'Mug Works',
      currency: 'GBP',
      email: 'orders@mugworks.example',
      language: 'en',
      leadDays: 7,
      reviewDays: 7,
      orderCostMinor: 500,
      freightMinor: 900,
      freeFreightMinor: null,
      budgetMinor: null,
    });
    await day.door.ask('POST', `/v1/suppliers/${supplierId}/items`, {
      items: goods.map(({ sku }) => ({
        sku,
        unitCostMinor: 180,
        packUnits: 1,
        leastOrder: 0,
        palletUnits: null,
        leadDays: null,
        orderUnits: 1,
        shelfLifeWeeks: null,
        mostCoverWeeks: null,
        policy: 'up-to',
      })),
    });
  }

  it('are proposed before anything is bought, taken and released at the office', async () => {
    await day.display.pressKey('F10');
    await openPage(en['office.reorder.title']);
    await button(en['office.reorder.run']).press('Enter');
    const take = button(en['office.reorder.take-transfers'].replace('{from}', here).replace('{to}', there));
    await take.waitFor({ timeout: 60_000 });
    const proposed = (await day.door.ask<Proposals>('GET', '/v1/reorder')).transfers;
    expect(proposed.map(({ sku }) => sku).sort()).toEqual(goods.map(({ sku }) => sku).sort());
    await look('96-transfer-proposed');
    await take.press('Enter');
    await until('it is a draft', async () => {
      const { takenTransfers } = await day.door.ask<Proposals>('GET', '/v1/reorder');
      transferId = takenTransfers[0]?.transferId ?? '';
      return transferId !== '';
    });
    const number = transferNumber((await transfer()).transfer.number);
    sheet = ownCode('transfer', number);
    await button(en['office.reorder.open-order'].replace('{number}', number)).press('Enter');
    await button(en['office.transfers.act.release']).press('Enter');
    await until('it is released', async () => (await transfer()).status === 'released');
    for (const { sku, units: wanted } of proposed) expect(await askedOf(sku)).toBe(wanted);
    await look('96-transfer-released');
  });

  it('are fetched in walking order and loaded with the network cut, by scans alone', async () => {
    await day.display.pressKey('F10');
    await until(
      'the transfer is at the station',
      async () => (await day.scan(sheet)).tone === 'look',
      greetingMs,
    );
    await page().locator('[data-next-bin]').waitFor({ timeout: greetingMs });
    await day.cable.cut();
    const [first, second] = goods as [Lying, Lying];
    expect(await nextBin()).toBe(first.bin);
    expect(await day.screen.middle()).toContain(second.bin);
    await look('96-transfer-loading-en');
    const before = new Map(
      await Promise.all(goods.map(async ({ sku, bin }) => [sku, await day.books.at(sku, bin)] as const)),
    );
    const wanted = new Map(
      await Promise.all(goods.map(async ({ sku }) => [sku, await askedOf(sku)] as const)),
    );

    expect(await day.scan(ownCode('location', first.bin))).toMatchObject({ tone: 'look' });
    expect(await units(day, wanted.get(first.sku) ?? 0, first.code)).toMatchObject({ tone: 'look' });
    // Going on to the next bin loads what is in hand.
    expect(await day.scan(ownCode('location', second.bin))).toMatchObject({ tone: 'go' });
    await until('the next bin is shown', async () => (await nextBin()) === second.bin);
    expect(await units(day, wanted.get(second.sku) ?? 0, second.code)).toMatchObject({ tone: 'look' });
    expect(await day.scan(sheet)).toMatchObject({ tone: 'go' });
    expect(await page().locator('[data-next-bin]').count()).toBe(0);
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    expect((await transfer()).status).toBe('released');

    await day.cable.mend();
    await day.delivered();
    await until('head office has heard', async () => (await transfer()).status === 'in-transit', greetingMs);
    for (const { sku, bin } of goods) {
      const sent = wanted.get(sku) ?? 0;
      expect(await day.books.at(sku, bin)).toBe((before.get(sku) ?? 0) - sent);
      expect(await day.books.at(sku, 'transit')).toBe(sent);
    }
  });

  it('are received at the other site by scans, with one unit missing', async () => {
    const [first, second] = goods as [Lying, Lying];
    await ramp.display.focusWindow('Waybill');
    await until(
      'the transfer is at the ramp',
      async () => (await ramp.scan(sheet)).tone === 'look',
      greetingMs,
    );
    await units(ramp, await askedOf(first.sku), first.code);
    const rest = (await askedOf(second.sku)) - 1;
    expect(await units(ramp, rest, second.code)).toMatchObject({ tone: 'go' });
    expect(await ramp.command('missing')).toMatchObject({ tone: 'look' });
    expect(await ramp.command('missing')).toMatchObject({ tone: 'go' });
    await ramp.delivered();
    await until('it is closed', async () => (await transfer()).status === 'closed', greetingMs);
    const closed = (await transfer()).transfer;
    expect(closed.isShort).toBe(true);
    for (const { sku } of goods) {
      const line = closed.lines.find((each) => each.sku === sku);
      expect(line).toMatchObject({
        sent: line?.asked,
        received: (line?.asked ?? 0) - (sku === second.sku ? 1 : 0),
      });
      // The other site had none.
      expect(await others.at(sku, 'receiving')).toBe(line?.received);
      expect(await day.books.at(sku, 'transit')).toBe(0);
    }
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('are seen at the office with what was lost, in both languages', async () => {
    await day.display.focusWindow('Waybill');
    await day.display.pressKey('F10');
    await openPage(en['office.transfers.title']);
    const grid = page().getByRole('grid');
    const number = transferNumber((await transfer()).transfer.number);
    await until('it is listed', async () => ((await grid.textContent()) ?? '').includes(number));
    await grid.focus();
    await page().keyboard.press('Enter');
    await page().getByText(en['office.transfers.closed-short']).waitFor();
    await look('96-transfer-closed-en');
    await page().locator('nav select').first().selectOption('tr');
    await page().locator('nav select').last().selectOption('dark');
    await page().getByText(tr['office.transfers.closed-short']).waitFor();
    await look('96-transfer-closed-tr');
    const tasks = await day.books.ask<{ reason: string; quantity: number }>(
      `SELECT doc->'values'->>'reason' AS reason, (doc->'values'->>'quantity')::int AS quantity FROM task
       WHERE kind = 'receipt-differs' AND state = 'open' AND doc->'values'->>'of' = $1`,
      [transferId],
    );
    expect(tasks).toEqual([{ reason: 'short', quantity: 1 }]);
    await page().locator('nav select').first().selectOption('en');
    await page().locator('nav select').last().selectOption('light');
  });
});

/** Two products that the first site has enough of and the other has none of, in the order of their bins on the way. */
async function lyingOnlyHere(books: HeadOfficeBooks): Promise<Lying[]> {
  const rows = await books.ask<Lying>(
    `SELECT s.sku, p.name, b.code, s.available, p.weight_grams AS "weightGrams", l.location_id AS bin, o.walk_order AS "walkOrder"
     FROM stock s JOIN product p ON p.sku = s.sku
       JOIN stock_level l ON l.stream_id = s.stream_id AND l.sku = s.sku AND l.on_hand > 0
       JOIN location o ON o.stream_id = l.stream_id AND o.location_id = l.location_id AND o.kind = 'bin'
       JOIN LATERAL (SELECT code FROM barcode WHERE sku = s.sku AND quantity = 1 ORDER BY code LIMIT 1) b ON true
     WHERE s.stream_id = $1 AND s.available >= 60
       AND NOT EXISTS (SELECT 1 FROM stock e WHERE e.stream_id = $2 AND e.sku = s.sku AND e.on_hand > 0)
     ORDER BY s.sku LIMIT 2`,
    [here, there],
  );
  if (rows.length < 2) throw new Error('fewer than two products lie at the first site alone');
  return rows.sort((a, b) => a.walkOrder - b.walkOrder);
}

/** An order of the past, as an import writes it: what forecasts are made of, asked of the other site. */
async function soldThere(books: HeadOfficeBooks, sku: string, days: number): Promise<void> {
  const lines = [{ lineNo: 1, sku, ordered: weekly, cancelled: 0, shipped: weekly }];
  await books.ask(
    `WITH s AS (UPDATE stream SET seq = seq + 1 WHERE stream_id = 'company' RETURNING seq), n AS (SELECT gen_random_uuid() AS id)
     INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
     SELECT 'company', n.id, 'web', n.id::text, n.id::text, '', 'closed', 'C', 'GB', $1, 0, 'GBP', ARRAY[$2], $3, s.seq FROM s, n`,
    [new Date(Date.now() - days * 86_400_000).toISOString(), there, JSON.stringify({ lines })],
  );
}
