// Stock falls, an order to a supplier goes out by itself over a real mail server, arrives in part by scans, is billed and matched three
// ways, and paid. Real Electron, a real head office, a real SMTP server; the office sees all of it in both languages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { Letters } from '../../shared/contract/buying';
import type { PurchasePage } from '../../shared/contract/purchasing';
import { purchaseNumber } from '../../shared/domain/purchasing/purchase';
import type { ReorderRules } from '../../shared/domain/reorder/supply-terms';
import type { SupplierBill } from '../../shared/domain/supplier-bill/supplier-bill';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import type { Goods } from '../rigs/head-office-books';
import { type MailServer, startMailServer } from '../rigs/mail-server/mail-server';
import { sendMailThrough } from '../rigs/mail-server/send-mail-through';
import { readPdf } from '../rigs/pdf-text';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const manager = { badge: 'M1', pin: '46824' };
const supplierId = '0199bbbb-0000-7000-8000-000000000001';
const billId = '0199bbbb-0000-7000-8000-000000000002';
const supplier = 'Mug Works';
const watchMs = 90_000;

describe('an order by itself', { timeout: 300_000 }, () => {
  let day: Workday;
  let server: MailServer;
  let goods: Goods;
  let available = 0;
  let purchaseId = '';
  const page = (): Page => day.station().page;
  const purchase = () => day.door.ask<PurchasePage>('GET', `/v1/purchases/${purchaseId}`);
  const sentOrders = () =>
    day.books.ask<{ purchase_id: string }>(
      `SELECT purchase_id FROM purchase WHERE state = 'sent' AND supplier = $1`,
      [supplier],
    );
  const openPage = async (name: string): Promise<void> => {
    await page().locator('nav').getByRole('button', { name, exact: true }).press('Enter');
  };
  const look = async (name: string): Promise<void> => {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page().screenshot({ path: resolve(pictures, `${name}.png`) });
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    server = await startMailServer();
    day = await startWorkday({
      size: { width: 1600, height: 1000 },
      orders: async (books) => {
        [goods] = (await books.goods(1)) as [Goods];
        const [row] = await books.ask<{ available: number }>(
          `SELECT available FROM stock WHERE stream_id = 'W1' AND sku = $1`,
          [goods.sku],
        );
        available = row?.available ?? 0;
        return [];
      },
    });
    await sendMailThrough(day.door, server);
    await day.door.ask('POST', '/v1/money-settings', { booksCurrency: 'GBP', by: manager });
    await day.door.ask('POST', '/v1/books', {
      chart: 'general',
      settings: { stock: 'perpetual', costing: 'fifo', expectedReturnsPpm: 0, returnDays: 30, fees: [] },
      by: manager,
    });
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    await server?.close();
  });

  it('is allowed by a manager, for one supplier and within limits', async () => {
    await day.door.ask('POST', `/v1/suppliers/${supplierId}`, {
      name: supplier,
      currency: 'GBP',
      email: 'orders@mugworks.example',
      language: 'en',
      leadDays: 7,
      reviewDays: 1,
      orderCostMinor: 500,
      freightMinor: 900,
      freeFreightMinor: null,
      budgetMinor: null,
    });
    await day.door.ask('POST', `/v1/suppliers/${supplierId}/items`, {
      items: [
        {
          sku: goods.sku,
          unitCostMinor: 180,
          packUnits: 2,
          leastOrder: 0,
          palletUnits: null,
          leadDays: null,
          orderUnits: 6,
          shelfLifeWeeks: null,
          mostCoverWeeks: null,
          policy: 'up-to',
        },
      ],
    });
    const rules = await day.door.ask<ReorderRules>('GET', '/v1/reorder-rules');
    await day.door.ask('POST', '/v1/reorder-rules', { ...rules, leastTransfer: null });
    await day.door.ask('POST', '/v1/buying-limits', {
      limits: {
        isOn: true,
        currency: 'GBP',
        mostPerOrderMinor: 20_000,
        mostPerDayMinor: 20_000,
        tolerancePpm: 50_000,
        suppliers: [{ supplierId, mostPerOrderMinor: null, mostPerDayMinor: null }],
      },
      by: manager,
    });
    await day.display.pressKey('F10');
    await openPage(en['office.suppliers.title']);
    await page().getByRole('form', { name: en['office.suppliers.limits'] }).waitFor();
    await look('76-suppliers');
    await openPage(en['office.reorder.title']);
    await page().getByRole('button', { name: en['office.reorder.run'] }).press('Enter');
    await page().getByText('1 product looked at, 0 lines proposed.').waitFor();
    await look('76-reorder-nothing');
    expect(await sentOrders()).toEqual([]);
  });

  it('goes out by itself once the stock is sold, with the order as PDF and CSV', async () => {
    await day.door.placeOrder({ lines: [{ sku: goods.sku, quantity: available }] });
    await until('the order is sent', async () => (await sentOrders()).length === 1, watchMs);
    purchaseId = (await sentOrders())[0]?.purchase_id ?? '';
    const number = purchaseNumber((await purchase()).purchase.number);
    await until('the supplier has the mail', () => server.letters.length === 1, watchMs);
    const [letter] = server.letters;
    expect(letter?.to).toEqual(['orders@mugworks.example']);
    expect(letter?.subject).toBe(`Order ${number}, Kiln & Co`);
    expect(letter?.raw).toContain(`${number}.pdf`);
    expect(letter?.raw).toContain(`${number}.csv`);
    const pdf = /filename=\S+\.pdf[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(letter?.raw ?? '')?.[1] ?? '';
    const file = resolve(pictures, '76-order.pdf');
    writeFileSync(file, Buffer.from(pdf, 'base64'));
    const [sheet] = await readPdf(file);
    expect(sheet?.text).toContain(`Order ${number}`);
    expect(sheet?.text).toContain(goods.sku);
    expect(sheet?.text).toContain('£10.80');
    await openPage(en['office.purchases.title']);
    const grid = page().getByRole('grid');
    await until('it is listed', async () => ((await grid.textContent()) ?? '').includes(number));
    await grid.focus();
    await page().keyboard.press('Enter');
    await page().getByText(en['office.purchases.by-itself']).waitFor();
    await page().getByText(en['office.purchases.mail-state.sent'], { exact: true }).last().waitFor();
    await look('76-order-by-itself');
    await page().locator('nav select').first().selectOption('tr');
    await page().getByText(tr['office.purchases.by-itself']).waitFor();
    await look('76-order-by-itself-tr');
    await page().locator('nav select').first().selectOption('en');
    await page().keyboard.press('Escape');
  });

  it('is confirmed with fewer units than were ordered', async () => {
    const { purchase: sent } = await purchase();
    const letters = await day.door.ask<Letters>('POST', `/v1/purchases/${purchaseId}/confirm`, {
      reference: 'MW-12',
      lines: sent.lines.map(({ lineNo, ordered, unitCostMinor, expectedOn }) => ({
        lineNo,
        quantity: ordered - 2,
        unitCostMinor,
        expectedOn,
      })),
    });
    expect(letters.differences).toMatchObject([{ kind: 'quantity', ordered: 6, confirmed: 4 }]);
  });

  it('arrives in part at a bench, by scans', async () => {
    const number = purchaseNumber((await purchase()).purchase.number);
    await day.display.pressKey('F10');
    await until(
      'the order is at the station',
      async () => (await day.scan(ownCode('purchase', number))).tone === 'look',
      watchMs,
    );
    await day.command('quantity-4');
    expect(await day.scan(goods.code)).toMatchObject({ tone: 'go' });
    await day.delivered();
    await until('head office has heard', async () => (await purchase()).status === 'partly-received');
    expect((await purchase()).purchase.lines).toMatchObject([{ ordered: 6, received: 4 }]);
  });

  it('is billed, matched with order and receipt, and paid; a bill for what never came is held', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const bill = (number: string, quantity: number) => ({
      supplier,
      number,
      vatNumber: null,
      purchaseId,
      currency: 'GBP',
      day: today,
      dueOn: today,
      lines: [{ for: 'goods', sku: goods.sku, text: goods.name, quantity, netMinor: 180 * quantity }],
      taxes: [],
      totalMinor: 180 * quantity,
      by: manager,
    });
    const ask = (path: string, body: object) =>
      day.door.ask<SupplierBill>('POST', `/v1/supplier-bills/${path}`, body);
    expect(await ask(billId, bill('B-1', 4))).toMatchObject({ state: 'approved', problems: [] });
    const held = await ask('0199bbbb-0000-7000-8000-000000000003', bill('B-2', 2));
    expect(held).toMatchObject({ state: 'held', problems: [{ kind: 'quantity', expected: '0', told: '2' }] });
    const paid = await ask(`${billId}/payments`, {
      key: 'transfer-1',
      amountMinor: 720,
      day: today,
      by: manager,
    });
    expect(paid).toMatchObject({ state: 'approved', paidMinor: 720 });
    expect(await day.books.ledgerFaults()).toEqual([]);
    expect(server.letters).toHaveLength(1);
  });

  it('is not ordered once more while the rest is on its way', async () => {
    await day.door.ask('POST', '/v1/reorder-runs', {});
    await until('the run is over', async () => {
      const { run } = await day.door.ask<{ run: { state: string } }>('GET', '/v1/reorder-runs');
      return run.state !== 'running';
    });
    expect(await sentOrders()).toHaveLength(1);
  });
});
