// From a quote to its money: somebody sets up who takes transfers, writes a quote, sends it, the customer accepts; the order
// and its invoice are there, a line of the bank's statement pays it, is taken out again as a mistake, and put back. By keys
// and PIN, in real Electron, with a real head office.
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
          `UPDATE channel SET settings = settings || '{"payment": {"rule": "prepaid", "providers": ["bank"], "usual": "bank"}}' WHERE channel_id = 'web'`,
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
    await press('Try it');
    await page()
      .getByText(/works \(own-books\)/)
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '13-provider.png') });
  });

  it('is written, sent, and accepted: order and invoice are there at once', async () => {
    await press('Quotes', 'nav');
    await press('New quote');
    const fill = (label: string | RegExp, value: string): Promise<void> =>
      page().getByLabel(label).fill(value);
    await page().locator('main select').first().selectOption('web');
    await fill('Number of the quote', 'Q-2026-7');
    await fill('Name of the customer', 'Kaya Seramik Ltd');
    await fill('Street', '14 Kiln Yard');
    await fill('Postcode', 'YO1 7HT');
    await fill('Town', 'York');
    await fill(/Country/, 'GB');
    await fill(/Currency/, 'GBP');
    await fill('Product 1', goods.sku);
    await fill('Quantity 1', '10');
    await fill('Price 1', '12.50');
    await page().screenshot({ path: resolve(pictures, '13-quote-form.png') });
    await press('Keep the draft');
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
      'Banka satırları',
      'Döviz kurları',
      'Ödeme sağlayıcıları',
      'Sipariş kuralları',
      'Puanlar',
    ]) {
      await press(name, 'nav');
      await page().locator('main h1').filter({ hasText: name }).waitFor();
      expect(await page().getByRole('alert').count(), name).toBe(0);
      await page().screenshot({
        path: resolve(pictures, `13-tr-${name.toLowerCase().replace(/\s/g, '-')}.png`),
      });
    }
    expect(day.station().consoleLines.filter((line) => /page error/.test(line))).toEqual([]);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
