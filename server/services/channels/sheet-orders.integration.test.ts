// Sheets of orders, CSV and Excel, at the door of a head office on real PostgreSQL.
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import type { SheetPreview } from '../../../shared/contract/channel-sheets';
import { type ChannelOffice, gist, startChannelOffice } from './channel-office.test-kit';
import { orderIdOf } from '../orders/order-id';
import type { Order } from '../../../shared/domain/order/order';
import { workbook, zip } from './workbook.test-kit';

let office: ChannelOffice;
beforeAll(async () => {
  office = await startChannelOffice(startSignedShop);
});
afterAll(() => office.close());

const send = async (path: string, file: Buffer | string, mapping?: object) => {
  const query = mapping ? `?${new URLSearchParams({ mapping: JSON.stringify(mapping) }).toString()}` : '';
  const answer = await office.test.app.inject({
    method: 'POST',
    url: `/v1/channels/shop/${path}${query}`,
    headers: { ...office.station.headers, 'content-type': 'application/octet-stream' },
    payload: file,
  });
  return {
    status: answer.statusCode,
    body: answer.json<SheetPreview & { orders: number; fresh: number; code: string }>(),
  };
};
const orderOf = async (number: string): Promise<Order | null> =>
  (
    await office.test.rows<{ doc: Order }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      orderIdOf('shop', number),
    )
  )[0]?.doc ?? null;

const table = [
  ['PO', 'Buyer', 'Town', 'Country', 'SKU', 'Qty', 'Price'],
  ['W-1', 'Café Ada', 'Leeds', 'GB', 'MUG', 12, 4.5],
  ['W-1', '', '', '', 'LAMP', 2, 25],
  ['W-2', 'محمد', 'York', 'United Kingdom', 'MUG', 6, 4.5],
  ['W-3', 'Bo', 'Hull', 'GB', 'SPOON', 1, 1],
  ['W-4', 'Cy', 'Hull', 'GB', 'MUG', 'many', 1],
];
const csv = table.map((row) => row.join(';')).join('\r\n');

describe('a sheet of orders', () => {
  it.each([
    ['CSV', () => Buffer.from(csv)],
    ['Excel', () => workbook(table)],
  ])(
    '%s is shown first: columns that tell themselves, what is missing, what would be wrong',
    async (_kind, file) => {
      const first = await send('sheets/preview', file());
      expect(first.body).toMatchObject({
        headings: table[0],
        missing: [],
        mapping: {
          columns: {
            orderNumber: 'PO',
            sku: 'SKU',
            quantity: 'Qty',
            unitPrice: 'Price',
            city: 'Town',
            country: 'Country',
          },
        },
        rowsTotal: 5,
        ordersTotal: 4,
      });
      // Nobody knew who buys.
      expect(first.body.ordersWithProblems).toBe(4);
      const mapping = {
        ...first.body.mapping,
        columns: { ...first.body.mapping.columns, customerName: 'Buyer' },
      };
      const second = await send('sheets/preview', file(), mapping);
      expect(second.body.ordersWithProblems).toBe(1);
      expect(second.body.orders as unknown).toMatchObject([
        { number: 'W-4', rowNos: [6], problems: [{ field: 'lines.0.quantity', code: 'quantity-wrong' }] },
        { number: 'W-1', lines: 2, problems: [] },
        { number: 'W-2' },
        { number: 'W-3' },
      ]);
      expect(await orderOf('W-1')).toBeNull();
    },
  );

  it('is taken whole, what is wrong is put aside, and the same again changes nothing, in either form', async () => {
    const { body } = await send('sheets/preview', csv);
    const mapping = {
      ...body.mapping,
      name: 'Weekly',
      columns: { ...body.mapping.columns, customerName: 'Buyer' },
    };
    expect(await send('sheets', csv, mapping)).toMatchObject({ status: 202, body: { orders: 4, fresh: 4 } });
    await office.settled();
    expect(gist(await orderOf('W-1'))).toMatchObject({
      state: 'confirmed',
      city: 'Leeds',
      open: { MUG: 12, LAMP: 2 },
    });
    expect((await orderOf('W-2'))?.shipTo).toMatchObject({ name: 'محمد', countryCode: 'GB' });
    const aside = await office.test.rows<{ number: string; problems: { code: string }[] }>(
      `SELECT number, problems FROM channel_inbox WHERE state = 'quarantined' ORDER BY number`,
    );
    expect(aside.map(({ number, problems }) => [number, problems[0]?.code])).toEqual([
      ['W-3', 'sku-unknown'],
      ['W-4', 'quantity-wrong'],
    ]);
    expect((await send('sheets', csv, mapping)).body).toEqual({ orders: 4, fresh: 0 });
    expect((await send('sheets', workbook(table), mapping)).body).toEqual({ orders: 4, fresh: 0 });
    // The mapping is there the next time.
    expect((await send('sheets/preview', csv)).body.mapping).toEqual(mapping);
  });

  it('with another quantity is a change of the order, as if the shop had told it', async () => {
    const { body } = await send('sheets/preview', csv);
    const less = csv.replace('MUG;12', 'MUG;10');
    expect((await send('sheets', less, body.mapping)).body).toMatchObject({ fresh: 1 });
    await office.settled();
    expect(gist(await orderOf('W-1'))).toMatchObject({ open: { MUG: 10, LAMP: 2 } });
  });

  it.each([
    ['nothing', '', 422, 'import-empty'],
    ['headings alone', 'PO;SKU', 422, 'import-no-rows'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2]), 422, 'import-file-binary'],
    ['half an Excel file', workbook(table).subarray(0, 300), 422, 'sheet-unreadable'],
    ['a zip that is no Excel file', zip({ 'a.txt': Buffer.from('a') }), 422, 'sheet-unreadable'],
    ['a zip that would fill the memory', bomb(), 413, 'import-too-large'],
  ])('that is %s is refused in words', async (_case, file, status, code) => {
    expect(await send('sheets/preview', file)).toMatchObject({ status, body: { code } });
  });

  it('without a mapping that fits is not taken', async () => {
    expect((await send('sheets', csv)).status).toBe(400);
    expect((await send('sheets', csv, { name: 'x', columns: { sku: 'SKU' } })).body.code).toBe(
      'sheet-columns-missing',
    );
    expect((await send('sheets', csv, { name: 'x', columns: { color: 'red' } })).status).toBe(400);
  });
});

/** 300 MB of nothing in a third of one, which says of itself that it is ten bytes. */
function bomb(): Buffer {
  return zip(
    {
      'xl/workbook.xml': Buffer.from('x'),
      'xl/worksheets/sheet1.xml': deflateRawSync(Buffer.alloc(300 * 1_048_576)),
    },
    'xl/worksheets/sheet1.xml',
  );
}
