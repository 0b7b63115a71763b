// A morning at the office's list of orders, by keyboard: a filter is kept, orders are held at once after a look at what
// would happen, that is taken back, the list is saved as CSV and as Excel, and an order is opened by its number. Then all
// of it in Turkish.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');

describe('the list of orders', () => {
  let day: Workday;
  const folder = mkdtempSync(join(tmpdir(), 'waybill-lists-'));
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday();
    // The shell asks where a file goes; this is the answer.
    await day.station().app.evaluate(({ BrowserWindow }, into) => {
      for (const window of BrowserWindow.getAllWindows())
        window.webContents.session.on('will-download', (_event, item) =>
          item.setSavePath(`${into}/${item.getFilename()}`),
        );
    }, folder);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await day?.end();
  });

  const page = (): Page => day.station().page;
  const keys = async (...pressed: string[]): Promise<void> => {
    for (const key of pressed) await page().keyboard.press(key);
  };
  const grid = (): Locator => page().locator('[role=grid]');
  const dialog = (): Locator => page().locator('[role=dialog]');
  const heldForFraud = async (): Promise<number> => {
    const [row] = await day.books.ask<{ orders: number }>(
      `SELECT count(*)::int AS orders FROM sales_order WHERE hold_reasons @> ARRAY['fraud']`,
    );
    return row?.orders ?? -1;
  };
  /** Supervisor of the sample company. */
  const answerFor = async (button: string): Promise<void> => {
    await dialog().getByRole('button', { name: button, exact: true }).waitFor();
    await dialog().getByLabel('Badge').fill('WBBS1Z');
    await dialog().getByLabel('PIN').fill('2580');
    await keys('Enter');
  };
  const saved = async (ending: string): Promise<Buffer> => {
    const file = join(folder, `orders-${new Date().toISOString().slice(0, 10)}.${ending}`);
    await until(`${file} is saved`, async () => existsSync(file) && readFileSync(file).length > 0);
    return readFileSync(file);
  };

  it('keeps a filter with what it finds', async () => {
    await day.display.pressKey('F10');
    await grid().locator('tbody tr').first().waitFor();
    await page().getByLabel('Status').first().selectOption('ready');
    await keys('Control+s');
    await dialog().getByLabel('Name').fill('To be packed');
    await keys('Enter');
    const kept = page().getByRole('button', { name: /^To be packed/ });
    await kept.waitFor();
    expect(await kept.getAttribute('aria-pressed')).toBe('true');
    const total = Number((await grid().getAttribute('aria-rowcount')) ?? 0) - 1;
    expect(total).toBeGreaterThan(3);
    expect((await kept.textContent())?.replace(/\D/g, '')).toBe(String(total));
    expect(await page().evaluate(() => window.location.hash)).toContain('status=ready');
  });

  it('holds three orders at once, after saying what would happen, and takes it back', async () => {
    await grid().focus();
    await keys('Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await page().getByText('3 orders chosen').waitFor();
    await page().screenshot({ path: join(pictures, 'orders-grid-chosen.png') });
    await keys('Alt+a');
    await dialog().getByLabel('Kind of hold').selectOption('fraud');
    await dialog().getByLabel('Reason').fill('Same card');
    await keys('Enter');
    await dialog().getByText('This would happen. Nothing is changed yet.').waitFor();
    expect(await dialog().locator('[data-count=will]').textContent()).toBe('3');
    expect(await heldForFraud()).toBe(0);
    await page().screenshot({ path: join(pictures, 'orders-grid-preview.png') });
    await answerFor('Do it now');
    await dialog().getByRole('button', { name: 'Take back (3)' }).waitFor();
    expect(await heldForFraud()).toBe(3);
    await dialog().getByRole('button', { name: 'Take back (3)' }).press('Enter');
    await dialog().getByText('This would happen. Nothing is changed yet.').waitFor();
    await answerFor('Do it now');
    await dialog().getByText('Done', { exact: true }).first().waitFor();
    expect(await heldForFraud()).toBe(0);
    await keys('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('is saved as CSV and as Excel, as it is filtered', async () => {
    const total = Number((await grid().getAttribute('aria-rowcount')) ?? 0) - 1;
    await keys('Control+e');
    await dialog().getByRole('button', { name: 'CSV' }).press('Enter');
    const [headings, ...rows] = parse(await saved('csv'), { bom: true }) as string[][];
    expect(headings?.slice(0, 3)).toEqual(['Order', 'Status', 'Customer']);
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(['ready']));
    await dialog()
      .getByText(/^Saved as/)
      .waitFor();
    await keys('Escape', 'Control+e');
    await dialog().getByRole('button', { name: 'Excel file' }).press('Enter');
    const sheet = await readSheet(await saved('xlsx'));
    expect(sheet).toHaveLength(total + 1);
    const placed = sheet[0]?.indexOf('Placed') ?? -1;
    expect(sheet[1]?.[placed]).toBeInstanceOf(Date);
    await dialog()
      .getByText(/^Saved as/)
      .waitFor();
    await keys('Escape');
  });

  it('opens an order by its number from anywhere, and goes back to the filter', async () => {
    const [order] = await day.books.ask<{ number: string }>(
      `SELECT number FROM sales_order WHERE status = 'ready' ORDER BY placed_at LIMIT 1`,
    );
    const number = order?.number ?? '';
    await keys('Control+k');
    await page().keyboard.type(number);
    await dialog()
      .getByRole('option', { name: new RegExp(number) })
      .first()
      .waitFor();
    await page().screenshot({ path: join(pictures, 'orders-grid-palette.png') });
    await keys('Enter');
    await page().locator('main h1').filter({ hasText: number }).waitFor();
    expect(await page().getByText('told by channel').count()).toBeGreaterThan(0);
    await keys('Alt+ArrowLeft');
    await grid().waitFor();
    await page().waitForFunction(() => window.location.hash.includes('status=ready'));
    await page().waitForFunction(
      () => document.querySelector<HTMLSelectElement>('main select')?.value === 'ready',
    );
    await keys('F1');
    await dialog().getByText('Ctrl+E').waitFor();
    await keys('Escape');
  });

  it('is the same in Turkish, and dark', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await page().locator('nav select').nth(1).selectOption('dark');
    await page().locator('main h1').filter({ hasText: 'Siparişler' }).waitFor();
    await keys('Control+k');
    await page().keyboard.type('isarlama yok');
    await dialog().getByText('Bu adda ya da numarada bir şey yok.').waitFor();
    await page().locator('[role=combobox]').fill('stk');
    await dialog().getByRole('option', { name: /Stok/ }).first().waitFor();
    await keys('Escape');
    await dialog().waitFor({ state: 'detached' });
    await grid().focus();
    await keys('Control+a');
    await page().getByText('sipariş seçildi').waitFor();
    await keys('Alt+a');
    await dialog().getByText('Ne yapılsın?').waitFor();
    await page().screenshot({ path: join(pictures, 'orders-grid-tr.png') });
    await keys('Escape', 'Alt+f');
    await page().getByLabel('Bekletme nedeni').waitFor();
    await page().screenshot({ path: join(pictures, 'orders-grid-tr-filters.png') });
  });
});
