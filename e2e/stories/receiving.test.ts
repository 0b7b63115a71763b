// An order is placed at a supplier, and its lorry is unloaded by scans with the network cut: what fits, one too many, one that
// nobody ordered and a broken one. All of it arrives once; the office is told of what does not fit; the goods are put away
// where the station proposes, and a face that runs low is filled up.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { PurchasePage } from '../../shared/contract/purchasing';
import { purchaseNumber } from '../../shared/domain/purchasing/purchase';
import type { Goods } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/test/pictures');
const warehouse = 'W1';
const purchaseId = '0199aaaa-0000-7000-8000-000000000001';
const greetingMs = 90_000;

describe('a lorry of a supplier', { timeout: 300_000 }, () => {
  let day: Workday;
  let goods: Goods[] = [];
  let number = '';
  /** Units at quarantine and in receiving before anything came. */
  const before = new Map<string, number>();

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      size: { width: 1600, height: 900 },
      prepare: async (books) => {
        goods = await books.goods(3, 20);
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const item = (at: number): Goods => goods[at] as Goods;
  const bin = (locationId: string) => day.scan(ownCode('location', locationId));
  const purchase = () => day.door.ask<PurchasePage>('GET', `/v1/purchases/${purchaseId}`);
  const came = async (at: number, place: string): Promise<number> =>
    (await day.books.at(item(at).sku, place)) - (before.get(`${at} ${place}`) ?? 0);
  const reasons = async (): Promise<string[]> =>
    (
      await day.books.ask<{ told: string }>(
        `SELECT concat_ws(' ', doc->'values'->>'reason', doc->'values'->>'sku', doc->'values'->>'quantity') AS told FROM task
         WHERE kind = 'receipt-differs' AND state = 'open' ORDER BY 1`,
      )
    ).map(({ told }) => told);

  it('is ordered at the office, and what is on it may be promised for its day', async () => {
    for (const at of [0, 1, 2])
      for (const place of ['receiving', 'quarantine'])
        before.set(`${at} ${place}`, await day.books.at(item(at).sku, place));
    const expectedOn = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const drafted = await day.door.ask<PurchasePage>('POST', `/v1/purchases/${purchaseId}`, {
      warehouseId: warehouse,
      supplier: 'Mug Works',
      supplierReference: 'MW-77',
      currency: 'GBP',
      note: '',
      lines: [0, 1].map((at) => ({
        sku: item(at).sku,
        quantity: at === 0 ? 4 : 3,
        unitCostMinor: 180,
        expectedOn,
      })),
    });
    number = purchaseNumber(drafted.purchase.number);
    expect((await day.door.ask<PurchasePage>('POST', `/v1/purchases/${purchaseId}/send`, {})).status).toBe(
      'sent',
    );
    const { rows } = await day.door.ask<{ rows: { source: string; units: number }[] }>(
      'GET',
      `/v1/supplies?sku=${encodeURIComponent(item(0).sku)}`,
    );
    expect(rows).toMatchObject([{ source: 'purchase-order', units: 4 }]);
  });

  it('is unloaded with the network cut: what fits, one too many, one not ordered, one broken', async () => {
    await until(
      'the order is at the station',
      async () => (await day.scan(ownCode('purchase', number))).tone === 'look',
      greetingMs,
    );
    await day.cable.cut();
    expect(await day.scan(item(0).code)).toMatchObject({ tone: 'go' });
    await day.command('quantity-3');
    expect(await day.scan(item(0).code)).toMatchObject({ tone: 'go' });
    expect(await day.scan(item(0).code), 'one too many').toMatchObject({ tone: 'look' });
    expect(await day.scan(item(2).code), 'not ordered').toMatchObject({ tone: 'look' });
    await day.command('damaged');
    expect(await day.scan(item(1).code), 'broken').toMatchObject({ tone: 'look' });
    await day.command('quantity-2');
    expect(await day.scan(item(1).code)).toMatchObject({ tone: 'go' });
    await page().screenshot({ path: resolve(pictures, '21-receiving.png') });
    // One scan too many is taken back.
    await day.scan(item(1).code);
    expect(await day.command('undo')).toMatchObject({ tone: 'look' });
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    expect((await purchase()).status, 'head office has heard nothing of it').toBe('sent');
  });

  it('arrives once when the network is back, and what does not fit is told once each', async () => {
    await day.cable.mend();
    await day.delivered();
    const { status, purchase: order, receipts } = await purchase();
    expect(status).toBe('received');
    expect(order.lines.map(({ received, damaged }) => [received, damaged])).toEqual([
      [5, 0],
      [3, 1],
    ]);
    expect(order.extras).toMatchObject([{ sku: item(2).sku, received: 1 }]);
    expect(receipts.filter(({ isUndone }) => isUndone)).toHaveLength(1);
    expect([await came(0, 'receiving'), await came(1, 'receiving'), await came(1, 'quarantine')]).toEqual([
      5, 2, 1,
    ]);
    expect(await came(2, 'quarantine')).toBe(1);
    expect(await reasons()).toEqual(
      [`damaged ${item(1).sku} 1`, `over ${item(0).sku} 1`, `wrong ${item(2).sku} 1`].sort(),
    );
    const received = (await day.books.opsOf(day.stationId())).filter(({ type }) =>
      type.startsWith('receipt.'),
    );
    expect(received.map(({ times }) => times)).toEqual(received.map(() => 1));
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('is put away with the network cut: into its face as far as there is room, the rest into bulk', async () => {
    const say = (path: string, body: object) => day.door.ask('POST', `/v1/shelves/${warehouse}${path}`, body);
    const described = { isNew: true, size: null, maxGrams: null };
    await say('', { ...described, begins: 'PICK-1', kind: 'pick' });
    await say('', { ...described, begins: 'BULK-1', kind: 'bulk' });
    await say('/faces', { locationId: 'PICK-1', sku: item(0).sku, min: 2, max: 3 });
    await day.command('put-away');
    const middle = () => day.screen.middle();
    await until(
      'the station knows the face',
      async () => {
        await day.command('put-away');
        await day.command('quantity-5');
        await day.scan(item(0).code);
        if ((await middle()).includes('PICK-1')) return true;
        await day.command('cancel');
        return false;
      },
      greetingMs,
    );
    await day.cable.cut();
    expect(await middle()).toContain('Its bin has room');
    await page().screenshot({ path: resolve(pictures, '22-put-away.png') });
    expect(await bin('PICK-1')).toMatchObject({ tone: 'go' });
    expect(await middle()).toContain('BULK-1');
    expect(await middle()).toContain('Its bin is full');
    expect(await bin('BULK-1')).toMatchObject({ tone: 'go' });
    await day.cable.mend();
    await day.delivered();
    expect(await came(0, 'receiving')).toBe(0);
    expect([await day.books.at(item(0).sku, 'PICK-1'), await day.books.at(item(0).sku, 'BULK-1')]).toEqual([
      3, 2,
    ]);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('fills a face up that runs low, begun by scanning the bin it comes from', async () => {
    // Two go elsewhere: one is left, and two are the least.
    expect(await bin('PICK-1')).toMatchObject({ tone: 'look' });
    await day.command('quantity-2');
    await day.scan(item(0).code);
    await bin('BULK-1');
    await day.delivered();
    await until(
      'the station is asked to fill it up',
      async () => {
        await day.command('cancel');
        await day.command('put-away');
        return (await bin('BULK-1')).tone === 'go';
      },
      greetingMs,
    );
    await day.command('quantity-2');
    await day.scan(item(0).code);
    expect(await bin('PICK-1')).toMatchObject({ tone: 'go' });
    await day.delivered();
    expect([await day.books.at(item(0).sku, 'PICK-1'), await day.books.at(item(0).sku, 'BULK-1')]).toEqual([
      3, 2,
    ]);
    const tasks = await day.books.ask<{ state: string }>(`SELECT state FROM task WHERE kind = 'replenish'`);
    expect(tasks.map(({ state }) => state)).toEqual(['done']);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('is seen at the office: the order with all that came, and the bins with what lies in them', async () => {
    await day.display.pressKey('F10');
    const show = async (name: string): Promise<void> => {
      await page().locator('nav').getByRole('button', { name, exact: true }).first().focus();
      await page().keyboard.press('Enter');
      await page().locator('main').getByRole('heading', { level: 1 }).first().waitFor();
    };
    const barriers = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page: page() })
        .setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    };
    await show('Purchases');
    await page().getByText(number).first().waitFor();
    expect(await barriers()).toEqual([]);
    await page().getByRole('button', { name: 'New order to a supplier' }).click();
    await page().getByRole('form', { name: 'New order to a supplier' }).waitFor();
    expect(await barriers(), 'the form').toEqual([]);
    await page().screenshot({ path: resolve(pictures, '23-purchase-form.png') });
    await page().getByRole('button', { name: 'Close' }).click();
    await page().getByRole('grid').focus();
    await page().keyboard.press('Enter');
    await page()
      .getByRole('heading', { name: `${number} · Mug Works` })
      .waitFor();
    expect(await page().locator('main').textContent()).toContain('not ordered');
    expect(await barriers(), 'one order').toEqual([]);
    await page().screenshot({ path: resolve(pictures, '24-purchase.png') });
    await show('Bins');
    await page().getByLabel('Name begins with').first().fill('PICK');
    await page().getByText('PICK-1').first().waitFor();
    expect(await barriers(), 'bins').toEqual([]);
    await page().screenshot({ path: resolve(pictures, '25-bins.png') });
  });
});
