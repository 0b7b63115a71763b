// One order told three ways - typed in the office while somebody telephones, by a shop's signed request, in a sheet - is the
// same order: the same lines and holds of stock, the same boxes, the same history. So it is when a line of it is cancelled:
// by the shop's next picture, or with a key on the order's page. Real Electron, a real head office.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../shared/domain/order/order';
import type { Goods } from '../rigs/head-office-books';
import { signedRequest, tellSigned } from '../rigs/shops/signed-request';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const secret = 'between us';
const ways = ['phone', 'signed', 'sheet'] as const;
type Way = (typeof ways)[number];
const customer = 'Işıl Çağlayan';
const shipTo = {
  name: customer,
  company: null,
  lines: ['14 Kiln Yard'],
  postcode: 'YO1 7HT',
  city: 'York',
  region: null,
  countryCode: 'GB',
  phone: null,
  email: null,
};

describe('the same order', () => {
  let day: Workday;
  let mug: Goods;
  let bowl: Goods;
  /** What the office's own order came to, which the others are told with. */
  let typed: Order;
  const folder = mkdtempSync(join(tmpdir(), 'waybill-sheet-'));
  const sheet = join(folder, 'orders.csv');
  const page = (): Page => day.station().page;
  const press = (name: string): Promise<void> =>
    page().getByRole('button', { name, exact: true }).first().press('Enter');

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday();
    [mug, bowl] = (await day.books.goods(2)) as [Goods, Goods];
    for (const channelId of ways) {
      const own = { name: `By ${channelId}`, kind: 'signed-api', currency: 'GBP' };
      await day.door.ask('POST', '/v1/channels', { channelId, ...own });
      const { policy } = await day.door.ask<{ policy: object }>('GET', `/v1/channels/${channelId}/settings`);
      const settings = { ...own, policy, fields: {}, secrets: { secret } };
      await day.door.ask('POST', `/v1/channels/${channelId}/settings`, settings);
    }
    await day.logIn();
    await day.display.pressKey('F10');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await day?.end();
  });

  const orderOf = async (channelId: Way): Promise<Order | null> =>
    (await day.books.ask<{ doc: Order }>('SELECT doc FROM sales_order WHERE channel_id = $1', [channelId]))[0]
      ?.doc ?? null;
  /** Everything of it but whose it is: ids, numbers, and when. */
  const resultOf = async (channelId: Way) => {
    const order = await orderOf(channelId);
    if (!order) return null;
    const {
      orderId,
      number: _number,
      channelId: _channel,
      externalId: _id,
      placedAt: _at,
      seq: _seq,
      ...rest
    } = order;
    const held = await day.books.ask(
      'SELECT line_no, sku, stream_id, sum(quantity)::int AS quantity FROM reservation WHERE order_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 3',
      [orderId],
    );
    const boxes = await day.books.ask(
      `SELECT stream_id, state = 'cancelled' AS is_off, doc->'shipTo' AS to, doc->'shipping' AS shipping, doc->'lines' AS lines
       FROM parcel WHERE order_id = $1 AND NOT deleted ORDER BY stream_id, (doc->>'boxNumber')::int`,
      [orderId],
    );
    const events = await day.books.ask<{ type: string }>(
      `SELECT type FROM event WHERE order_id = $1 AND aggregate = 'order' ORDER BY seq`,
      [orderId],
    );
    return { order: rest, held, boxes, events: events.map(({ type }) => type) };
  };
  const same = async (): Promise<void> => {
    const [first, ...others] = await Promise.all(ways.map(resultOf));
    expect(first?.order.lines).toHaveLength(2);
    for (const [index, other] of others.entries()) expect(other, ways[index + 1]).toEqual(first);
  };
  const hasBox = (channelId: Way): Promise<void> =>
    until(
      `the order by ${channelId} has its box`,
      async () => ((await resultOf(channelId))?.boxes.length ?? 0) > 0,
    );
  /** As the shop has it now. */
  const tell = (change: { changedAt: string; removed: number }): Promise<Record<string, unknown>> =>
    tellSigned(
      day.cable.origin,
      'signed',
      'orders',
      signedRequest(secret, {
        externalId: 'S-1',
        number: 'S-1',
        placedAt: typed.placedAt,
        changedAt: change.changedAt,
        currency: 'GBP',
        customer: { customerId: null, name: customer },
        shipTo,
        lines: typed.lines.map(({ lineNo, sku, ordered, unitPriceMinor }) => ({
          lineId: String(lineNo),
          sku,
          quantity: ordered,
          removed: lineNo === 2 ? change.removed : 0,
          unitPriceMinor,
        })),
      }),
    );

  it('is typed on the telephone, without a mouse', async () => {
    await press('Carts');
    await press('Begin a telephone cart');
    await page().getByLabel('Channel', { exact: true }).selectOption('phone');
    await page().getByLabel('Name', { exact: true }).fill(customer);
    await page().getByLabel('SKU', { exact: true }).fill(mug.sku);
    await page().getByLabel('Units', { exact: true }).fill('3');
    await page().getByLabel('Units', { exact: true }).press('Enter');
    const dialog = page().getByRole('dialog');
    await dialog.getByLabel('SKU', { exact: true }).fill(bowl.sku);
    await dialog.getByLabel('SKU', { exact: true }).press('Enter');
    await dialog.getByRole('cell', { name: bowl.name }).waitFor();
    await dialog.getByRole('button', { name: 'Take the order' }).press('Enter');
    await dialog.getByLabel('Street and number').fill('14 Kiln Yard');
    await dialog.getByLabel('Postcode').fill('YO1 7HT');
    await dialog.getByLabel('City').fill('York');
    await page().screenshot({ path: resolve(pictures, '42-typed.png') });
    await dialog.getByLabel('City').press('Enter');
    await until('it is an order', async () => (await orderOf('phone')) !== null);
    typed = (await orderOf('phone')) as Order;
    await hasBox('phone');
  });

  it('is told by a signed request', async () => {
    expect(await tell({ changedAt: typed.placedAt, removed: 0 })).toMatchObject({ outcome: 'created' });
    await hasBox('signed');
  });

  it('is uploaded in a sheet', async () => {
    const price = (minor: number): string => (minor / 100).toFixed(2);
    const rows = typed.lines.map(({ sku, ordered, unitPriceMinor }) =>
      ['W-1', customer, '14 Kiln Yard', 'YO1 7HT', 'York', 'GB', sku, ordered, price(unitPriceMinor)].join(
        ';',
      ),
    );
    const heading = 'PO;Customer;Address;Postcode;City;Country;SKU;Qty;Price';
    writeFileSync(sheet, `${[heading, ...rows].join('\r\n')}\r\n`);
    await press('Channels');
    await press('By sheet');
    await page()
      .getByLabel(/^CSV or Excel file/)
      .setInputFiles(sheet);
    await page().getByText('2 rows, 1 orders, 0 with a problem').waitFor();
    await page().screenshot({ path: resolve(pictures, '42-sheet.png'), fullPage: true });
    await press('Take these orders');
    await hasBox('sheet');
  });

  it('is one order three times over, whoever told it', same);

  it('stays so when its second line is cancelled: by the shop, and with a key on its page', async () => {
    const changedAt = new Date(Date.parse(typed.placedAt) + 60_000).toISOString();
    expect(await tell({ changedAt, removed: 1 })).toMatchObject({ outcome: 'changed' });
    for (const channelId of ['phone', 'sheet'] as const) {
      await press('Orders');
      await page()
        .getByRole('searchbox')
        .fill((await orderOf(channelId))?.number ?? '');
      await page().locator('[role=grid][aria-rowcount="2"]').waitFor();
      await page().getByRole('grid').focus();
      await page().keyboard.press('Enter');
      await page()
        .getByRole('row', { name: new RegExp(bowl.sku) })
        .getByRole('button', { name: 'Cancel the rest' })
        .press('Enter');
      await until('it is cancelled', async () => (await orderOf(channelId))?.lines[1]?.cancelled === 1);
    }
    await page().screenshot({ path: resolve(pictures, '42-cancelled.png'), fullPage: true });
    await until('the shop’s is cancelled', async () => (await orderOf('signed'))?.lines[1]?.cancelled === 1);
    await same();
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
