// From a quote to its money: somebody sets up who takes transfers, grants a customer credit, sets a price list, writes a quote
// from key to key, sends it, the customer accepts; the order and its invoice are there, a line of the bank's statement pays it,
// is taken out again as a mistake, and put back. By keys and PIN, in real Electron, with a real head office.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceRow } from '../../shared/contract/money';
import type { Goods } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');

describe('a quote and its invoice', () => {
  let day: Workday;
  let goods: Goods;
  const page = (): Page => day.station().page;
  const press = async (name: string | RegExp, where = 'main'): Promise<void> => {
    await page().locator(where).getByRole('button', { name, exact: true }).first().focus();
    await page().keyboard.press('Enter');
  };
  /** Berrin answers for it. */
  const sign = async (form: string): Promise<void> => {
    const signing = page().getByRole('form', { name: form, exact: true });
    await signing.getByLabel('Badge').fill('M1');
    await signing.getByLabel('PIN').fill('46824');
    await page().keyboard.press('Enter');
    await signing.waitFor({ state: 'detached' });
  };
  const invoice = async (): Promise<InvoiceRow | undefined> =>
    (await day.door.ask<{ rows: InvoiceRow[] }>('GET', '/v1/invoices')).rows[0];

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      prepare: async (books) => {
        [goods] = (await books.goods(1)) as [Goods];
        await books.ask(
          `UPDATE channel SET settings = settings || '{"payment": {"rule": "prepaid"}}', policy = policy || '{"priceList": "wholesale"}' WHERE channel_id = 'web'`,
        );
      },
    });
    await day.logIn();
    await day.display.pressKey('F10');
  });
  afterAll(() => day?.end());

  it('begin with somebody who takes transfers, tried before it is used', async () => {
    await press('Payment providers', 'nav');
    await press('Add a provider');
    const form = page().getByRole('form', { name: 'Change it' });
    await form.getByLabel('Method').selectOption('bank-transfer');
    await form.getByLabel(/Short name/).fill('bank');
    await form.getByLabel('Name as it is shown').fill('House bank');
    await form.getByLabel(/What the customer is told/).fill('Kiln & Co, GB00 WAYB 0000');
    await press('Keep it');
    await sign('Keep it');
    await press('Try House bank');
    await page()
      .getByText(/works \(own-books\)/)
      .waitFor();
    const channel = page().getByRole('form', { name: 'Web shop', exact: true });
    await channel.getByRole('checkbox', { name: 'House bank' }).focus();
    await page().keyboard.press('Space');
    await channel.getByRole('combobox').focus();
    await page().keyboard.press('H');
    await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    await sign('Keep it for the channel');
    await until('the channel is paid by the bank', async () => {
      const { rows } = await day.door.ask<{ rows: { channelId: string; usual: string | null }[] }>(
        'GET',
        '/v1/channel-payments',
      );
      return rows.find(({ channelId }) => channelId === 'web')?.usual === 'bank';
    });
    await page().screenshot({ path: resolve(pictures, '13-provider.png') });
  });

  it('goes on with credit and a price list, each typed and kept by the manager', async () => {
    await press('Accounts', 'nav');
    await press('New account');
    const form = page().getByRole('form', { name: 'New account' });
    await form.getByLabel(/Customer number/).focus();
    for (const text of ['K1', 'Kaya Seramik Ltd', 'GBP', '12500', '45']) {
      await page().keyboard.type(text);
      await page().keyboard.press('Tab');
    }
    await page().keyboard.press('Enter');
    await sign('Keep the account');
    await page()
      .getByText(/Owes £0.00/)
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '13-account.png') });
    await press('Prices and taxes', 'nav');
    await press('New price list');
    await page()
      .getByRole('form', { name: 'New price list' })
      .getByLabel(/Name, as/)
      .focus();
    await page().keyboard.type('wholesale');
    await page().keyboard.press('Tab');
    await page().keyboard.type('GBP');
    await page().keyboard.press('Tab');
    await page().keyboard.type(`${goods.sku}; 1; 14\n${goods.sku}; ten; 12.50`);
    await press('Keep prices and taxes');
    await page()
      .getByText(/Line 2 cannot be read/)
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '13-prices.png') });
    await page()
      .getByLabel(/Prices, one a line/)
      .fill(`${goods.sku}; 1; 14\n${goods.sku}; 10; 12.50`);
    await press('Keep prices and taxes');
    await sign('Keep prices and taxes');
    await page().getByText('2 prices').waitFor();
  });

  it('is written, sent, and accepted: order and invoice are there at once', async () => {
    await press('Quotes', 'nav');
    await press('New quote');
    await page().locator('main select').first().selectOption('web');
    await page().getByLabel('Product 1').focus();
    // No price is typed: ten of them cost what the list says from ten on.
    const line = [goods.sku, '', '10', '', '', '20', null, null];
    const whom = ['Q-2026-7', 'K1', '', 'kaya@example.org', '', '14 Kiln Yard', 'YO1 7HT', 'York', 'GB'];
    for (const text of [...line, ...whom]) {
      if (text) await page().keyboard.type(text);
      await page().keyboard.press('Tab');
    }
    expect(await page().getByLabel('Name of the customer').inputValue()).toBe('Kaya Seramik Ltd');
    expect(await page().getByLabel('Days to pay').inputValue()).toBe('45');
    await page().screenshot({ path: resolve(pictures, '13-quote-form.png') });
    await page().keyboard.press('Enter');
    await page().getByText('It is mailed to kaya@example.org.').waitFor();
    await press('Send it: no changes after that');
    await press('The customer accepts: order and invoice');
    await page()
      .getByRole('button', { name: /Open invoice INV-/ })
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '13-quote-accepted.png') });
    // 125.00 and a fifth of it.
    expect(await invoice()).toMatchObject({
      state: 'open',
      totalMinor: 15_000,
      paidMinor: 0,
      orderNumber: 'Q-2026-7',
    });
    await press(/Open invoice INV-/);
    await page().frameLocator('iframe').getByText('Kaya Seramik Ltd').waitFor();
    await page().screenshot({ path: resolve(pictures, '13-invoice.png') });
  });

  it('is paid by a line of the bank’s statement, once a person says what it is for', async () => {
    const number = (await invoice())?.number ?? '';
    await press('Bank lines', 'nav');
    await page().getByLabel('Currency').fill('GBP');
    const statement = [
      ':20:STARTUMS',
      ':25:GB00WAYB0000',
      ':60F:C261127GBP0,00',
      ':61:2611271127C150,00NTRFNONREF',
      `:86:166?00CREDIT?20${number}?32KAYA SERAMIK LTD`,
      ':61:2611271127D9,00NTRFNONREF',
      ':86:RENT',
      ':62F:C261127GBP141,00',
    ].join('\n');
    await page()
      .getByLabel('Statement of the bank')
      .setInputFiles({ name: 'november.sta', mimeType: 'text/plain', buffer: Buffer.from(statement) });
    await press('Read the statement');
    await sign('Read the statement');
    await page()
      .getByText(/1 new line, 0 matched at once, 0 known already, 1 of money that went/)
      .waitFor();
    await page().getByRole('grid').focus();
    await page().keyboard.press('Enter');
    await page()
      .getByText(/its invoice is written there/)
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '13-bank-line.png') });
    await press('It is for this');
    await sign('It is for this');
    await until('the invoice is paid', async () => (await invoice())?.state === 'paid');
  });

  it('was for something else after all, and then was not', async () => {
    await press('It was for something else: take it out');
    await sign('It was for something else: take it out');
    await until('the invoice is open', async () => (await invoice())?.state === 'open');
    await press('It is for this');
    await sign('It is for this');
    await until('the invoice is paid', async () => (await invoice())?.paidMinor === 15_000);
  });

  it('shows all of its pages in Turkish and in the dark', async () => {
    const [language, look] = [page().locator('nav select').first(), page().locator('nav select').nth(1)];
    await language.selectOption('tr');
    await look.selectOption('dark');
    for (const name of [
      'Teklifler',
      'Faturalar',
      'Cari hesaplar',
      'Banka satırları',
      'Fiyatlar ve vergiler',
      'Döviz kurları',
      'Ödeme sağlayıcıları',
      'Sipariş kuralları',
      'Puanlar',
    ]) {
      await press(name, 'nav');
      await page().locator('main h1').filter({ hasText: name }).waitFor();
      await page().locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
      expect(await page().getByRole('alert').count(), name).toBe(0);
      await page().screenshot({
        path: resolve(pictures, `13-tr-${name.toLowerCase().replace(/\s/g, '-')}.png`),
      });
    }
    expect(day.station().consoleLines.filter((line) => /page error/.test(line))).toEqual([]);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
