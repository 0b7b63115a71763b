// One customer from their first order to the day they ask to be forgotten: two orders are one person's, somebody who looks
// like them is merged and two again, a note, a file of all that is kept; then they are erased, and the bench has no name of
// them any more. Real Electron, a real head office; English and Turkish, light and dark.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerRow } from '../../shared/contract/customers';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { readZip } from '../../server/services/customers/zip-file.test-kit';
import type { Goods } from '../rigs/head-office-books';
import type { PlacedOrder } from '../rigs/head-office-door';
import { boxCode } from '../rigs/printed-codes';
import { arrivedDocuments } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const name = 'Gülşah Öztürk-Ağaoğlu';
const mail = 'gulsah@example.org';
const manager = { badge: 'M1', pin: '46824' };

describe('a customer', () => {
  let day: Workday;
  let goods: Goods;
  let shipped: PlacedOrder;
  let second: PlacedOrder;
  let downloads: string;
  const page = (): Page => day.station().page;
  const button = (called: string | RegExp) =>
    page()
      .getByRole('button', { name: called, exact: typeof called === 'string' })
      .first();
  const customers = async (text: string): Promise<CustomerRow[]> =>
    (await day.door.ask<{ rows: CustomerRow[] }>('GET', `/v1/customers?text=${encodeURIComponent(text)}`))
      .rows;
  /** Badge and PIN, by the keyboard alone. */
  const answer = async (): Promise<void> => {
    const keys = page().keyboard;
    await page()
      .getByLabel(/^(Badge|Rozet)$/)
      .waitFor();
    await keys.type(manager.badge);
    await keys.press('Tab');
    await keys.type(manager.pin);
    await keys.press('Enter');
    await page()
      .getByLabel(/^(Badge|Rozet)$/)
      .waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    downloads = mkdtempSync(join(tmpdir(), 'waybill-downloads-'));
    day = await startWorkday({
      orders: async (books) => {
        [goods] = (await books.goods(1)) as [Goods];
        const lines = [{ sku: goods.sku, quantity: 1 }];
        return [
          { lines, name, email: mail },
          { lines, name: name.toUpperCase(), email: mail.toUpperCase() },
          { lines, name, email: 'gulsha@example.org' },
        ];
      },
    });
    [shipped, second] = day.orders as [PlacedOrder, PlacedOrder];
    await day.station().app.evaluate(({ app }, folder) => app.setPath('downloads', folder), downloads);
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    rmSync(downloads, { recursive: true, force: true });
  });

  it('packs and hands over the first order, with no mail of theirs at the bench', async () => {
    await day.openOrder(shipped.number);
    await until('the order is on the bench', async () => (await day.screen.verdict()).tone === 'go');
    for (const code of [goods.code, boxCode('B2')])
      expect(await day.scan(code)).toMatchObject({ tone: 'go' });
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    const parcel = async () => (await day.books.parcelsOf(shipped.number))[0];
    await until('head office knows the label', async () => (await parcel())?.state === 'labelled');
    expect(await day.scan(`00${(await parcel())?.sscc ?? ''}`)).toMatchObject({ tone: 'go' });
    await until('the parcel has left', async () => (await parcel())?.state === 'handed-over');
    const arrived = JSON.stringify(await arrivedDocuments<Parcel>(page(), 'parcels'));
    expect(arrived).toContain('14 Kiln Yard');
    expect(arrived.toLowerCase()).not.toContain('@example.org');
  });

  it('is one person with two orders, found by mail and opened by the keyboard', async () => {
    await until('the orders have their customer', async () => (await customers(mail))[0]?.orders === 2);
    await day.display.pressKey('F10');
    await button('Customers').click();
    const search = page().getByRole('searchbox');
    await search.fill(mail);
    const grid = page().getByRole('grid');
    await until('the customer is listed', async () => (await grid.locator('tbody tr').count()) === 1);
    await page().screenshot({ path: resolve(pictures, '29-customers.png') });
    await grid.focus();
    await page().keyboard.press('Enter');
    await page()
      .getByRole('heading', { name: new RegExp(name, 'i') })
      .waitFor();
    expect(await page().getByText('14 Kiln Yard').count()).toBeGreaterThan(0);
  });

  it('is merged with who looks like them, and two again', async () => {
    await button('Compare and merge').click();
    await button('Merge into this customer').waitFor();
    await page().screenshot({ path: resolve(pictures, '29-customer-merge.png') });
    await button('Merge into this customer').click();
    await answer();
    await until('both are one', async () => (await customers(mail))[0]?.orders === 3);
    await button('Undo the merge').click();
    await answer();
    await until('they are two', async () => (await customers(mail))[0]?.orders === 2);
  });

  it('has a note, and a file of everything that is kept', async () => {
    await page().getByLabel('A note about this customer').fill('Rings twice');
    await page().keyboard.press('Enter');
    await page().getByText('Rings twice').first().waitFor();
    await button('Export all data').click();
    await answer();
    await until('the file is there', () => readdirSync(downloads).some((file) => file.endsWith('.zip')));
    const file = readdirSync(downloads).find((each) => each.endsWith('.zip')) ?? '';
    const whole = (): ReadonlyMap<string, string> => readZip(readFileSync(join(downloads, file)));
    await until('it is whole', () => {
      try {
        return whole().size > 10;
      } catch {
        return false;
      }
    });
    const files = whole();
    const data = JSON.parse(files.get('data.json') ?? '') as {
      orders: { number: string }[];
      notes: object[];
    };
    expect(data.orders.map(({ number }) => number).sort()).toEqual([shipped.number, second.number].sort());
    expect(data.notes).toMatchObject([{ text: 'Rings twice' }]);
    expect(files.get('oku.html')).toContain(name);
    await page().screenshot({ path: resolve(pictures, '29-customer.png'), fullPage: true });
  });

  it('reads in Turkish and in the dark, and is reached from the order', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await page().getByRole('heading', { name: 'Hareketler' }).waitFor();
    await page().evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await page().screenshot({ path: resolve(pictures, '29-customer-tr-dark.png'), fullPage: true });
    await page().evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
    await page().getByRole('button', { name: shipped.number }).first().click();
    await page()
      .getByRole('heading', { name: new RegExp(shipped.number) })
      .waitFor();
    await button(new RegExp(name, 'i')).click();
    await page().getByRole('heading', { name: 'İzinler' }).waitFor();
  });

  it('is erased once nothing is under way, and gone at the bench too', async () => {
    await button('İstek üzerine sil').click();
    await button('Şimdi sil').click();
    await page().getByLabel('Rozet').waitFor();
    await page().keyboard.type(manager.badge);
    await page().keyboard.press('Tab');
    await page().keyboard.type(manager.pin);
    await page().keyboard.press('Enter');
    await page().getByRole('alert').filter({ hasText: second.number }).waitFor();
    await page().keyboard.press('Escape');
    const { order } = await day.door.ask<{ order: { orderId: string } }>(
      'GET',
      `/v1/orders/${second.orderId}`,
    );
    await day.door.cancelLine(order.orderId, 1, 1);
    await until('the second order has ended', async () => {
      const { order: now } = await day.door.ask<{ order: { state: string } }>(
        'GET',
        `/v1/orders/${second.orderId}`,
      );
      return now.state === 'cancelled';
    });
    await button('Şimdi sil').click();
    await answer();
    await page().getByRole('heading', { name: 'İstek üzerine silindi' }).waitFor();
    await page().screenshot({ path: resolve(pictures, '29-customer-erased-tr.png'), fullPage: true });
    await until('the bench has heard of it', async () => {
      const parcels = await arrivedDocuments<Parcel>(page(), 'parcels');
      return parcels.some(
        (each) => each.orderNumber === shipped.number && each.shipTo.name.startsWith('erased-'),
      );
    });
    const theirs = (await arrivedDocuments<Parcel>(page(), 'parcels')).filter(({ orderNumber }) =>
      [shipped.number, second.number].includes(orderNumber),
    );
    expect(JSON.stringify(theirs)).not.toContain('Kiln Yard');
    expect(JSON.stringify(theirs)).not.toMatch(/öztürk/i);
    expect(await customers(mail)).toEqual([]);
    await page().locator('nav select').first().selectOption('en');
  });
});
