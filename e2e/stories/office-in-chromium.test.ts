// The office view is a page: it works in the browser of the operating system as it does in Electron, on the same build
// and the same head office. The bench is not tried here: it needs the shell.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeAccess } from '../../server/client/office-access';
import { type HeadOffice, sampleDataDir, startHeadOffice } from '../rigs/head-office';
import { type OfficeInBrowser, openOfficeInBrowser, systemChromium } from '../rigs/office-in-browser';

const pictures = resolve(import.meta.dirname, '../../out/stories');

describe('the office in the operating system’s own Chromium', () => {
  let office: HeadOffice;
  let browser: OfficeInBrowser;
  beforeAll(async () => {
    if (systemChromium === undefined) throw new Error('There is no Chromium here: apt-get install chromium');
    mkdirSync(pictures, { recursive: true });
    const dataDir = await sampleDataDir();
    office = await startHeadOffice({ dataDir, sample: false });
    const { origin } = office;
    const token = await officeAccess({
      origin,
      dataDir,
      databaseUrl: undefined,
      token: undefined,
      code: undefined,
    });
    browser = await openOfficeInBrowser(systemChromium, origin, token);
  });
  afterAll(async () => {
    await browser?.close();
    await office?.stop();
    if (office) rmSync(office.dataDir, { recursive: true, force: true });
  });

  it('lists, finds and opens an order', async () => {
    const { page } = browser;
    const rows = page.locator('[role=grid] tbody tr');
    await rows.first().waitFor();
    expect(Number(await page.locator('[role=grid]').getAttribute('aria-rowcount'))).toBeGreaterThan(1_900);
    await page.getByRole('searchbox').fill('536368');
    await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
    await page.screenshot({ path: resolve(pictures, '9-chromium-orders.png') });
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('Enter');
    await page.getByText('What happened').waitFor();
    expect(await page.locator('h1').textContent()).toContain('536368');
  });

  it('shows every page without a complaint, also in Turkish', async () => {
    const { page } = browser;
    await page.locator('nav select').first().selectOption('tr');
    for (const name of ['Koliler', 'Stok', 'Aktarımlar', 'Masalar', 'Kişiler', 'Siparişler']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.locator('main h1').filter({ hasText: name }).waitFor();
      expect(await page.getByRole('alert').count(), name).toBe(0);
    }
    await page.screenshot({ path: resolve(pictures, '9-chromium-orders-tr.png') });
    expect(browser.complaints).toEqual([]);
  });
});
