// From cart to order: a shop tells of a cart, which holds stock; nobody touches it, its customer is written to, comes back by
// the link of the mail and orders. The office sees each step, and takes a cart of its own on the telephone. Real Electron,
// a real head office, a real mail server.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultChannelMail } from '../../shared/domain/mail/channel-mail';
import type { Goods } from '../rigs/head-office-books';
import { type MailServer, startMailServer } from '../rigs/mail-server/mail-server';
import { sendMailThrough } from '../rigs/mail-server/send-mail-through';
import { signedRequest, tellSigned } from '../rigs/shops/signed-request';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const secret = 'between us';

describe('a cart', () => {
  let day: Workday;
  let server: MailServer;
  let goods: Goods;
  let cartId = '';
  const page = (): Page => day.station().page;
  const press = (name: string): Promise<void> =>
    page().getByRole('button', { name, exact: true }).first().click();
  const tell = (path: string, body: object): Promise<Record<string, unknown>> =>
    tellSigned(day.cable.origin, 'own-shop', path, signedRequest(secret, body));
  const available = async (): Promise<number> => {
    const { rows } = (await tell('availability', { skus: [goods.sku] })) as { rows: { available: number }[] };
    return rows[0]?.available ?? Number.NaN;
  };
  const cart = () =>
    day.door.ask<{ state: string; unitsHeld: number; orderId: string | null }>('GET', `/v1/carts/${cartId}`);
  const gridText = async (): Promise<string> => (await page().getByRole('grid').textContent()) ?? '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    server = await startMailServer();
    day = await startWorkday();
    [goods] = (await day.books.goods(1)) as [Goods];
    const { door } = day;
    await sendMailThrough(door, server, { publicOrigin: new URL(day.cable.origin).origin });
    const own = { channelId: 'own-shop', name: 'Own shop', kind: 'signed-api', currency: 'GBP' };
    await door.ask('POST', '/v1/channels', own);
    const { policy } = await door.ask<{ policy: object }>('GET', '/v1/channels/own-shop/settings');
    await door.ask('POST', '/v1/channels/own-shop/settings', {
      name: own.name,
      kind: own.kind,
      currency: own.currency,
      policy: { ...policy, cartHoldMinutes: 1, cartLeftMinutes: 1 },
      fields: {},
      secrets: { secret },
    });
    const mail = defaultChannelMail({ takesFiles: false });
    await door.ask('POST', '/v1/mail-settings/channels/own-shop', mail);
    await day.logIn();
    await day.display.pressKey('F10');
  });
  afterAll(async () => {
    await day?.end();
    await server?.close();
  });

  it('of the shop holds its stock, and stands in the office with what it holds and for how long', async () => {
    const before = await available();
    const told = await tell('carts', {
      cartKey: 'basket-7',
      changedAt: new Date().toISOString(),
      customer: { name: 'Gülşah', email: 'gulsah@example.org', countryCode: 'TR', mayWrite: true },
      currency: 'GBP',
      lines: [{ sku: goods.sku, name: goods.name, quantity: 2, unitPriceMinor: 250 }],
      restoreUrl: `${new URL(day.cable.origin).origin}/health`,
    });
    expect(told).toMatchObject({ state: 'open', lines: [{ held: 2 }] });
    cartId = String(told['cartId']);
    expect(await available()).toBe(before - 2);
    await press('Carts');
    await until('the cart is listed', async () => (await gridText()).includes('Gülşah'));
    expect(await gridText()).toMatch(/open.*0:0[01]:\d\d/);
    await page().screenshot({ path: resolve(pictures, '04-carts.png') });
  });

  it('shows on the days of its product, as a picture and a table', async () => {
    await press('Stock');
    const search = page().getByRole('searchbox');
    await search.fill(goods.sku);
    await until('the product is listed', async () => (await gridText()).includes(goods.sku));
    await page().getByRole('grid').focus();
    await page().keyboard.press('Enter');
    await page()
      .getByRole('img', { name: /day by day/ })
      .waitFor();
    await page().getByLabel('Number of the delivery').fill('P-77');
    await page().getByLabel('Units', { exact: true }).fill('25');
    await page().getByLabel('Units', { exact: true }).press('Enter');
    await page().getByRole('button', { name: 'P-77 is not expected any more' }).waitFor();
    await until('the goods are in the table', async () => {
      const table = page().getByRole('table').filter({ hasText: 'Days on which something changes' });
      return ((await table.textContent()) ?? '').includes('25');
    });
    await page().screenshot({ path: resolve(pictures, '04-promise.png') });
    await press('Back to stock');
  });

  it('that nobody touches lets its stock go, and its customer is written to in the customer’s own language', async () => {
    await until('the cart is left alone', async () => (await cart()).state === 'abandoned', 120_000);
    expect((await cart()).unitsHeld).toBe(0);
    await until('the customer is written to', () => server.letters.length > 0, 60_000);
    const [letter] = server.letters;
    expect(letter?.subject).toBe('Sepetinizde ürün kaldı');
    expect(letter?.text).toContain(goods.name);
  });

  it('is found again by the link of the mail, and holds its stock once more', async () => {
    const link = /http\S+\/customer\/cart\/[\w-]+/.exec(server.letters[0]?.text ?? '')?.[0] ?? '';
    const shown = await (await fetch(link)).text();
    expect(shown).toContain('Benim için yeniden ayırın');
    expect((await cart()).state).toBe('abandoned');
    const back = await fetch(link, { method: 'POST' });
    expect(await back.text()).toContain('1 dakika boyunca sizin için ayırıyoruz');
    expect(await cart()).toMatchObject({ state: 'open', unitsHeld: 2 });
  });

  it('becomes an order, which has its stock at once', async () => {
    const now = new Date().toISOString();
    const told = await tell('orders', {
      externalId: '7001',
      number: 'SHOP-7001',
      placedAt: now,
      changedAt: now,
      currency: 'GBP',
      cartKey: 'basket-7',
      customer: { customerId: null, name: 'Gülşah' },
      shipTo: {
        name: 'Gülşah',
        company: null,
        lines: ['14 Kiln Yard'],
        postcode: 'YO1 7HT',
        city: 'York',
        region: null,
        countryCode: 'GB',
        phone: null,
        email: null,
      },
      lines: [{ lineId: '1', sku: goods.sku, quantity: 2, unitPriceMinor: 250 }],
    });
    expect(told).toMatchObject({ outcome: 'created' });
    expect(await cart()).toMatchObject({ state: 'ordered', unitsHeld: 0, orderId: told['orderId'] });
    await until('its stock is its own', async () => {
      const { order } = await day.door.ask<{ order: { lines: { allocated: number }[] } }>(
        'GET',
        `/v1/orders/${String(told['orderId'])}`,
      );
      return order.lines[0]?.allocated === 2;
    });
    await press('Carts');
    await until('the list says so', async () => (await gridText()).includes('ordered'));
    await page().getByRole('grid').focus();
    await page().keyboard.press('Enter');
    await press('Open order SHOP-7001');
    await page().getByText('Cart turned into an order').waitFor();
  });

  it('is begun on the telephone and ordered without a mouse, in Turkish', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await press('Sepetler');
    await press('Telefon sepeti başlat');
    await page().getByLabel('Kanal', { exact: true }).selectOption('own-shop');
    await page().getByLabel('Ad', { exact: true }).fill('Can Öz');
    await page().getByLabel('Stok kodu').fill(goods.sku);
    await page().getByLabel('Stok kodu').press('Enter');
    const dialog = page().getByRole('dialog');
    await dialog.getByText('Can Öz').waitFor();
    await page().screenshot({ path: resolve(pictures, '04-cart-tr.png') });
    await dialog.getByRole('button', { name: 'Siparişi al' }).press('Enter');
    await dialog.getByLabel('Sokak ve numara').fill('14 Kiln Yard');
    await dialog.getByLabel('Şehir').fill('York');
    await dialog.getByLabel('Şehir').press('Enter');
    await page().getByText('Sepet siparişe dönüştü').waitFor();
    await page().screenshot({ path: resolve(pictures, '04-cart-ordered-tr.png') });
    await page().locator('nav select').first().selectOption('en');
    const errors = day.station().consoleLines.filter((line) => /page error/.test(line));
    expect(errors).toEqual([]);
  });
});
