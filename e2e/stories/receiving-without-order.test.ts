// A lorry comes without a paper, and the network is out: what is on it is counted by scans all the same, and is over by FINISH. The
// office sees it under its number; when the order turns up it is found to be of it, with nothing moved; and what comes of that
// order later is scanned against it.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { PurchasePage } from '../../shared/contract/purchasing';
import type { ReceivingPage, ReceivingRow } from '../../shared/contract/receivings';
import { receivingNumber } from '../../shared/domain/purchasing/match-receipt';
import { purchaseNumber } from '../../shared/domain/purchasing/purchase';
import type { Goods } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

const warehouse = 'W1';
const purchaseId = '0199aaaa-0000-7000-8000-000000000002';
const greetingMs = 90_000;

describe('goods that nobody announced', { timeout: 300_000 }, () => {
  let day: Workday;
  let goods: Goods[] = [];
  /** What lay at receiving and in quarantine before. */
  const before = new Map<string, number>();

  beforeAll(async () => {
    day = await startWorkday({
      size: { width: 1600, height: 900 },
      orders: async () => [],
      prepare: async (books) => {
        goods = await books.goods(2, 20);
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const item = (at: number): Goods => goods[at] as Goods;
  const came = async (at: number, place: string): Promise<number> =>
    (await day.books.at(item(at).sku, place)) - (before.get(`${at} ${place}`) ?? 0);
  const levels = async (): Promise<number[]> => [
    await came(0, 'receiving'),
    await came(1, 'receiving'),
    await came(1, 'quarantine'),
  ];
  const receivings = async (): Promise<ReceivingRow[]> =>
    (await day.door.ask<{ rows: ReceivingRow[] }>('GET', '/v1/receivings')).rows;
  const receiving = async (): Promise<ReceivingPage> => {
    const [row] = await receivings();
    return day.door.ask<ReceivingPage>('GET', `/v1/receivings/${row?.receivingId}`);
  };
  const purchase = () => day.door.ask<PurchasePage>('GET', `/v1/purchases/${purchaseId}`);
  /** Reasons of the open tasks about it, or about the order that it was found to be of. */
  const differences = async (): Promise<string[]> =>
    (
      await day.books.ask<{ told: string }>(
        `SELECT concat_ws(' ', doc->'values'->>'reason', nullif(doc->'values'->>'sku', ''), doc->'values'->>'quantity') AS told
         FROM task WHERE kind = 'receipt-differs' AND state = 'open' ORDER BY 1`,
      )
    ).map(({ told }) => told);

  it('are counted with the network cut, and are over by FINISH', async () => {
    for (const at of [0, 1])
      for (const place of ['receiving', 'quarantine'])
        before.set(`${at} ${place}`, await day.books.at(item(at).sku, place));
    await day.cable.cut();
    expect(await day.command('receive')).toMatchObject({ next: 'Receiving without an order' });
    await day.command('quantity-3');
    expect(await day.scan(item(0).code)).toMatchObject({ tone: 'go', next: `${item(0).name}: 3 counted` });
    await day.command('quantity-2');
    expect(await day.scan(item(1).code)).toMatchObject({ tone: 'go' });
    await day.command('damaged');
    expect(await day.scan(item(1).code)).toMatchObject({ tone: 'look' });
    // One scan too many is taken back.
    await day.scan(item(0).code);
    expect(await day.command('undo')).toMatchObject({ tone: 'look' });
    expect(await day.command('finish')).toMatchObject({ tone: 'go', next: '6 units received' });
    expect(await receivings(), 'head office has heard nothing of it').toEqual([]);
  });

  it('are one receiving with a number when the network is back: how much of what, and who said that it was all', async () => {
    await day.cable.mend();
    await day.delivered();
    const { receiving: found, totals, candidates } = await receiving();
    expect(found).toMatchObject({ state: 'closed', station: 'Bench 3', units: 6, damaged: 1, unmatched: 6 });
    expect(found.closedBy).not.toBeNull();
    expect(new Map(totals.map(({ sku, units, damaged }) => [sku, [units, damaged]]))).toEqual(
      new Map([
        [item(0).sku, [3, 0]],
        [item(1).sku, [3, 1]],
      ]),
    );
    expect(candidates).toEqual([]);
    expect(await levels()).toEqual([3, 2, 1]);
    expect(await differences()).toEqual(['blind 6']);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('are found at the office to be of the order that turns up: they count for it, and nothing moves', async () => {
    const expectedOn = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const drafted = await day.door.ask<PurchasePage>('POST', `/v1/purchases/${purchaseId}`, {
      warehouseId: warehouse,
      supplier: 'Mug Works',
      supplierReference: 'MW-78',
      currency: 'GBP',
      note: '',
      lines: [0, 1].map((at) => ({
        sku: item(at).sku,
        quantity: at === 0 ? 5 : 3,
        unitCostMinor: 180,
        expectedOn,
      })),
    });
    await day.door.ask('POST', `/v1/purchases/${purchaseId}/send`, {});
    const order = purchaseNumber(drafted.purchase.number);
    const name = receivingNumber((await receiving()).receiving.number);
    const { page } = day.station();
    const barriers = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    };
    const press = async (button: string): Promise<void> => {
      await page.locator('main').getByRole('button', { name: button, exact: true }).first().focus();
      await page.keyboard.press('Enter');
    };
    await day.display.pressKey('F10');
    await page.locator('nav').getByRole('button', { name: 'Purchases', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await press('Received without an order');
    await page.getByText(name, { exact: true }).first().waitFor();
    expect(await barriers(), 'the list').toEqual([]);
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${name} · Bench 3` }).waitFor();
    await page
      .getByRole('button', { name: `It is of ${order}` })
      .first()
      .waitFor();
    expect(await barriers(), 'one of them').toEqual([]);
    await press(`It is of ${order}`);
    await page.getByRole('button', { name: 'Take the match back' }).waitFor();
    expect(await page.locator('main').textContent()).toContain(`${order} · Mug Works`);

    const { purchase: now, status } = await purchase();
    expect(status).toBe('partly-received');
    expect(now.lines.map(({ received, damaged }) => [received, damaged])).toEqual([
      [3, 0],
      [3, 1],
    ]);
    expect((await receiving()).receiving).toMatchObject({ state: 'matched', unmatched: 0, purchaseId });
    expect(await levels(), 'the goods came when they came').toEqual([3, 2, 1]);
    expect(await differences(), 'what is known of it is no task any more').toEqual([
      `damaged ${item(1).sku} 1`,
    ]);
    expect(await day.books.ledgerFaults()).toEqual([]);
    // Back to the bench.
    await day.display.pressKey('F10');
  });

  it('leave the order open for its rest, which is scanned against it with the network cut', async () => {
    const { purchase: order } = await purchase();
    const code = ownCode('purchase', purchaseNumber(order.number));
    await until(
      'the order is at the station, with what has come of it',
      async () => (await day.scan(code)).tone === 'look' && (await day.screen.middle()).includes('3'),
      greetingMs,
    );
    await day.cable.cut();
    await day.command('quantity-2');
    // Without a network it knows of the three that came before there was an order.
    expect((await day.scan(item(0).code)).next).toMatch(/all 5 here|everything ordered is here/);
    expect(await day.command('finish')).toMatchObject({ tone: 'go', next: '2 units received' });
    expect((await purchase()).status).toBe('partly-received');
    await day.cable.mend();
    await day.delivered();
    expect((await purchase()).status).toBe('received');
    expect(await receivings()).toHaveLength(1);
    expect(await levels()).toEqual([5, 2, 1]);
    const receipts = (await day.books.opsOf(day.stationId())).filter(({ type }) =>
      type.startsWith('receipt.'),
    );
    expect(receipts.map(({ times }) => times)).toEqual(receipts.map(() => 1));
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
