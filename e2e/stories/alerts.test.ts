// Stock falls below what the forecast needs: an alert on the screen, told by mail, put aside, undone, and over when goods come
// in at the dock. Real Electron, a real head office, a real mail server; both languages.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { AlertPage, AlertRow, AlertSettingsDoc } from '../../shared/contract/alerts';
import type { DemandPage, ForecastRun } from '../../shared/contract/demand';
import type { PurchasePage } from '../../shared/contract/purchasing';
import { alertKinds } from '../../shared/domain/alert/alert-kinds';
import { purchaseNumber } from '../../shared/domain/purchasing/purchase';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import type { Goods, HeadOfficeBooks } from '../rigs/head-office-books';
import { type MailServer, startMailServer } from '../rigs/mail-server/mail-server';
import { sendMailThrough } from '../rigs/mail-server/send-mail-through';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const manager = { badge: 'M1', pin: '46824' };
const dayMs = 86_400_000;
/** Units of the order that takes stock below. */
const taken = 10;
const greetingMs = 90_000;

describe('an alert', { timeout: 300_000 }, () => {
  let day: Workday;
  let server: MailServer;
  let goods: Goods;
  /** Units that nobody was promised, of all warehouses. */
  let free = 0;
  const page = (): Page => day.station().page;
  const alert = async (): Promise<AlertRow | undefined> =>
    (await day.door.ask<{ rows: AlertRow[] }>('GET', '/v1/alerts?kind=low-stock')).rows[0];
  const expected = async (): Promise<number> =>
    (await day.door.ask<DemandPage>('GET', `/v1/demand/${encodeURIComponent(goods.sku)}`)).forecast?.weeks[0]
      ?.expected ?? 0;
  const words = (kind: 'low-stock'): string => en[`alert.kind.${kind}`];
  const toAlerts = (): Promise<void> =>
    page()
      .locator('nav')
      .getByRole('button', { name: en['office.alerts.title'], exact: true })
      .press('Enter');
  const look = (): Promise<void> =>
    page().getByRole('button', { name: en['office.alerts.look'], exact: true }).press('Enter');
  const barriers = async (): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    server = await startMailServer();
    day = await startWorkday({
      size: { width: 1600, height: 900 },
      orders: async (books) => {
        const choice = await books.goods(20, 20);
        const levels = await books.ask<{ sku: string; free: number }>(
          `SELECT sku, sum(available)::int AS free FROM stock WHERE sku = ANY($1::text[]) GROUP BY sku ORDER BY 2, 1`,
          [choice.map(({ sku }) => sku)],
        );
        free = levels[0]?.free ?? 0;
        goods = choice.find(({ sku }) => sku === levels[0]?.sku) as Goods;
        const weekly = Math.floor((free - 4) / 2);
        for (let back = 1; back <= 30; back += 1) await soldBefore(books, goods.sku, back * 7, weekly);
        return [];
      },
    });
    await sendMailThrough(day.door, server);
    // The night's run may be under way, and have passed this product already.
    for (let turn = 0; turn < 3 && (await expected()) === 0; turn += 1) {
      await day.door.ask('POST', '/v1/forecast-runs', {});
      await until(
        'the forecast is made',
        async () =>
          (await day.door.ask<{ run: ForecastRun }>('GET', '/v1/forecast-runs')).run.state !== 'running',
        120_000,
      );
    }
    expect(await expected()).toBeGreaterThan(0);
    const { version, settings } = await day.door.ask<AlertSettingsDoc>('GET', '/v1/alert-settings');
    const kinds = Object.fromEntries(
      alertKinds.map((kind) => [
        kind,
        { ...settings.kinds[kind], isOn: kind === 'low-stock', tell: 'Stock desk' },
      ]),
    );
    await day.door.ask('POST', '/v1/alert-settings', {
      version,
      settings: {
        ...settings,
        kinds,
        contacts: [{ name: 'Stock desk', addresses: ['stock@example.org'], language: 'en' }],
        letterMinutes: 0,
      },
      by: manager,
    });
    expect(await alert()).toBeUndefined();
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    await server?.close();
  });

  it('opens when stock falls below what is needed, and stands on the screen with its numbers', async () => {
    await day.door.placeOrder({ lines: [{ sku: goods.sku, quantity: taken }] });
    await day.display.pressKey('F10');
    await toAlerts();
    await look();
    await until('it is on the screen', async () =>
      ((await page().getByRole('grid').textContent()) ?? '').includes(goods.sku),
    );
    const text = (await page().getByRole('grid').textContent()) ?? '';
    expect(text).toContain(words('low-stock'));
    expect(text).toContain(en['alert.do.low-stock']);
    expect(await alert()).toMatchObject({ subject: goods.sku, values: { free: free - taken } });
    await page().locator('nav [data-alerts="1"]').waitFor();
    expect(await barriers()).toEqual([]);
    await page().screenshot({ path: resolve(pictures, '80-alerts-en.png') });
  });

  it('is told by mail, once', async () => {
    await until('the letter is there', () => server.letters.length > 0);
    expect(server.letters[0]).toMatchObject({ to: ['stock@example.org'] });
    expect(server.letters[0]?.subject).toContain(`${words('low-stock')}: ${goods.sku}`);
    expect(server.letters[0]?.text).toContain(en['alert.do.low-stock']);
  });

  it('is put aside by keys alone, brought back and put aside again', async () => {
    await page().getByRole('grid').focus();
    await page().keyboard.press('Enter');
    const dialog = page().getByRole('dialog');
    await dialog.getByText('stock@example.org').waitFor();
    await dialog.getByRole('button', { name: en['office.alerts.pause.day'] }).press('Enter');
    await dialog.locator('[data-event="AlertSnoozed"]').first().waitFor();
    expect((await alert())?.state).toBe('snoozed');
    await dialog.getByRole('button', { name: en['ui.undo'] }).press('Enter');
    await dialog.locator('[data-event="AlertWoken"]').waitFor();
    await dialog.getByRole('button', { name: en['office.alerts.pause.day'] }).press('Enter');
    await until('it is put aside', async () => (await alert())?.state === 'snoozed');
    expect(await barriers()).toEqual([]);
    await page().screenshot({ path: resolve(pictures, '80-alert-en.png') });
    await page().keyboard.press('Escape');
    await page().getByText(en['office.alerts.empty']).waitFor();
    await page().locator('nav [data-alerts="0"]').waitFor({ state: 'attached', timeout: 40_000 });
  });

  it('shows in Turkish and in the dark as well, with its thresholds', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await page().locator('nav select').last().selectOption('dark');
    await page().getByLabel(tr['office.alerts.state']).selectOption('snoozed');
    await until('it is in the list', async () =>
      ((await page().getByRole('grid').textContent()) ?? '').includes(tr['alert.kind.low-stock']),
    );
    expect(await barriers()).toEqual([]);
    await page().screenshot({ path: resolve(pictures, '80-alerts-tr.png') });
    await page().getByRole('button', { name: tr['office.alerts.tab.settings'], exact: true }).press('Enter');
    await page().getByRole('button', { name: tr['office.alerts.try'] }).press('Enter');
    await page().locator('[data-preview="low-stock"]').waitFor();
    expect(await barriers()).toEqual([]);
    await page().screenshot({ path: resolve(pictures, '80-alert-thresholds-tr.png') });
    await page().locator('nav select').first().selectOption('en');
    await page().locator('nav select').last().selectOption('light');
  });

  it('is over when goods come in at the dock, and says what happened to it', async () => {
    const purchaseId = randomUUID();
    const scans = Math.ceil((free / 10 + 8) / 9);
    // Too late to count as on their way; they come early.
    const expectedOn = new Date(Date.now() + 20 * dayMs).toISOString().slice(0, 10);
    const drafted = await day.door.ask<PurchasePage>('POST', `/v1/purchases/${purchaseId}`, {
      warehouseId: 'W1',
      supplier: 'Mug Works',
      supplierReference: '',
      currency: 'GBP',
      note: '',
      lines: [{ sku: goods.sku, quantity: 9 * scans, unitCostMinor: 180, expectedOn }],
    });
    await day.door.ask('POST', `/v1/purchases/${purchaseId}/send`, {});
    await day.display.pressKey('F10');
    const number = purchaseNumber(drafted.purchase.number);
    await until(
      'the order is at the station',
      async () => (await day.scan(ownCode('purchase', number))).tone === 'look',
      greetingMs,
    );
    for (let scan = 0; scan < scans; scan += 1) {
      await day.command('quantity-9');
      expect(await day.scan(goods.code)).toMatchObject({ tone: 'go' });
    }
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    await day.delivered();
    await until('it is over', async () => (await alert())?.state === 'clear', greetingMs);
    const { history, letters } = await day.door.ask<AlertPage>(
      'GET',
      `/v1/alerts/${(await alert())?.alertId ?? ''}`,
    );
    expect(history.map(({ type }) => type).filter((type) => type === 'AlertTold')).toHaveLength(1);
    expect(history[0]?.type).toBe('AlertCleared');
    expect(letters).toMatchObject([{ address: 'stock@example.org', state: 'sent' }]);
    expect(server.letters).toHaveLength(1);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});

/** An order of the past, as an import writes it: what forecasts are made of. */
async function soldBefore(books: HeadOfficeBooks, sku: string, days: number, weekly: number): Promise<void> {
  await books.ask(
    `WITH s AS (UPDATE stream SET seq = seq + 1 WHERE stream_id = 'company' RETURNING seq)
     INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
     SELECT 'company', $1::uuid, 'web', $1::text, $1::text, '', 'closed', 'C', 'GB', $2, 0, 'GBP', '{W1}', $3, seq FROM s`,
    [
      randomUUID(),
      new Date(Date.now() - days * dayMs).toISOString(),
      JSON.stringify({ lines: [{ lineNo: 1, sku, ordered: weekly, cancelled: 0, shipped: weekly }] }),
    ],
  );
}
