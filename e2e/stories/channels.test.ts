// A shop of our own protocol is set up in the office, tells an order and changes its mind, is told what can be sold, and
// its wholesale customers send a sheet. What cannot be taken waits with its reason. One key from the bench, never a mouse
// needed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import type { Shop, ShopOrder } from '../rigs/shops/shop';
import { startSignedShop } from '../rigs/shops/signed-shop';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a sales channel', () => {
  let day: Workday;
  let shop: Shop;
  let goods: Goods;
  const folder = mkdtempSync(join(tmpdir(), 'waybill-sheet-'));
  const sheet = join(folder, 'wholesale.csv');

  beforeAll(async () => {
    day = await startWorkday();
    shop = await startSignedShop();
    [goods] = (await day.books.goods(1)) as [Goods];
    writeFileSync(
      sheet,
      `${[
        'PO;Customer;Address;City;Country;SKU;Qty;Price',
        `W-1;Café Ada;1 High Street;Leeds;GB;${goods.sku};2;4.50`,
        'W-2;Bo;2 Low Road;Hull;GB;NOBODY-KNOWS;1;1.00',
      ].join('\r\n')}\r\n`,
    );
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await shop?.close();
    await day?.end();
  });

  const page = (): Page => day.station().page;
  const press = (name: string): Promise<void> =>
    page().getByRole('button', { name, exact: true }).first().click();
  /** The shop sends an order as it is now, and its answer is what head office said. */
  const tell = async (change: Partial<ShopOrder> & { id: number }): Promise<Record<string, unknown>> => {
    shop.put({ lamps: 0, currency: 'GBP', ...change });
    const { headers, body } = shop.delivery(change.id, 'updated', '');
    const answer = await fetch(`${day.cable.origin}/v1/channels/own-shop/orders`, {
      method: 'POST',
      headers,
      body,
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  /** In every warehouse. */
  const sellable = async (): Promise<number> => {
    const [row] = await day.books.ask<{ units: number }>(
      `SELECT sum(available)::int AS units FROM stock WHERE sku = '${goods.sku}'`,
    );
    return row?.units ?? 0;
  };
  const orders = (): Promise<{ external_id: string; status: string }[]> =>
    day.books.ask(
      `SELECT external_id, status FROM sales_order WHERE channel_id = 'own-shop' ORDER BY external_id`,
    );

  it('is added and set up; its secret is entered and not shown again', async () => {
    await day.display.pressKey('F10');
    await press('Channels');
    await press('Add a channel');
    await page().getByLabel('Name', { exact: true }).fill('Own shop');
    await page().getByLabel(/^Id/).fill('own-shop');
    await page().getByLabel('Kind').selectOption('signed-api');
    await page()
      .getByLabel(/^Currency/)
      .fill('GBP');
    await press('Save');
    await page()
      .getByLabel(/^Secret both sides sign with/)
      .fill(shop.secrets['secret'] ?? '');
    await page()
      .getByLabel(/^Address that hears/)
      .fill(shop.fields['pushUrl'] ?? '');
    await page().getByLabel('Tell it what can be sold').check();
    await press('Save');
    await page().getByText('Entered; leave it empty to keep it.').first().waitFor();
    expect(await page().content()).not.toContain(shop.secrets['secret']);
  });

  it('tells an order, which is one of the list, and is told what can be sold', async () => {
    expect(await tell({ id: 41, sku: goods.sku, mugs: 2 })).toMatchObject({ code: 'channel-order-refused' });
    await page()
      .getByText(/Nobody knows the product LAMP/)
      .first()
      .waitFor();
    await page()
      .getByText(/Add the product, or correct its SKU/)
      .first()
      .waitFor();
    await until('the shop knows its stock', async () => shop.stock(goods.sku) !== null);
    expect(shop.stock(goods.sku)).toBe(await sellable());
  });

  it('gives up what was put aside when a person says so', async () => {
    await press('Drop');
    await page().getByText('Nothing here.').waitFor();
    const [row] = await day.books.ask<{ state: string }>(
      `SELECT state FROM channel_inbox WHERE channel_id = 'own-shop'`,
    );
    expect(row?.state).toBe('dropped');
  });

  it('takes the orders of a sheet; what nobody knows waits with its reason', async () => {
    await page()
      .getByLabel(/^CSV or Excel file/)
      .setInputFiles(sheet);
    await page().getByText('2 rows, 2 orders, 0 with a problem').waitFor();
    const before = await sellable();
    await press('Take these orders');
    await page()
      .getByText(/2 orders sent, 2 of them new/)
      .waitFor();
    await until('the order of the sheet is there', async () => (await orders())[0]?.status === 'ready');
    expect(await orders()).toEqual([{ external_id: 'W-1', status: 'ready' }]);
    await page()
      .getByText(/Nobody knows the product NOBODY-KNOWS/)
      .first()
      .waitFor();
    // Two fewer can be sold elsewhere, and the shop hears of it, behind all that it hears of the first time.
    await until('the shop hears of it', async () => shop.stock(goods.sku) === before - 2);
  });
});
