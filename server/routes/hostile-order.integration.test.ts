// A hostile order by every way in: refused or put aside with field, reason and remedy, or taken and shown and saved as what
// it is. Nothing of it is worked out, turned round, cut off or told twice, and what stands beside it is unharmed.
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSignedShop } from '../../e2e/rigs/shops/signed-shop';
import type { NewOrder } from '../../shared/contract/http';
import { type ChannelOffice, startChannelOffice } from '../services/channels/channel-office.test-kit';
import { lineOf, newOrder } from '../test-office.test-kit';

let office: ChannelOffice;
beforeAll(async () => {
  office = await startChannelOffice(startSignedShop);
  await office.test.receive('MUG', 100);
});
afterAll(async () => {
  await office.test.expectSound();
  await office.close();
});

const formula = "=cmd|' /C calc'!A0";
const arabic = 'شركة "غير" محدودة';
const emoji = '👩🏽‍🚒 Zoë 🇹🇷';
const { shipTo } = newOrder({ externalId: 'x' });
const post = (order: Partial<NewOrder> & { externalId: string }) =>
  office.station.post('/v1/orders', newOrder(order));

describe('told to head office itself', () => {
  it.each<[string, Partial<NewOrder>, number, string]>([
    ['10,001 lines', { lines: Array.from({ length: 10_001 }, () => lineOf('MUG', 1)) }, 400, 'body.lines'],
    ['10,000 lines', { lines: Array.from({ length: 10_000 }, () => lineOf('MUG', 1)) }, 422, 'lines'],
    ['a note of a million letters', { note: 'x'.repeat(1_000_000) }, 400, 'body.note'],
    [
      'a price below nothing',
      { lines: [{ ...lineOf('MUG', 1), unitPriceMinor: -1 }] },
      400,
      'body.lines.0.unitPriceMinor',
    ],
    ['foreign money', { currency: 'USD' }, 422, 'currency'],
    ['money that does not exist', { currency: 'gold' as never }, 400, 'body.currency'],
    ['letters that turn the row round', { note: 'a\u202Eb' }, 422, 'note'],
    ['half a letter', { note: 'a\uD83D' }, 400, 'body.note'],
    ['a letter nothing can keep', { note: 'a\u0000' }, 400, 'body.note'],
    [
      'sums no number holds',
      { lines: [{ ...lineOf('MUG', 1_000_000), unitPriceMinor: 9e15 }] },
      400,
      'body.lines',
    ],
  ])('%s is refused with field, reason and remedy', async (what, change, status, field) => {
    const answer = await post({ externalId: `H-${what}`, ...change });
    expect([answer.status, answer.body['values']]).toEqual([
      status,
      expect.objectContaining({
        field: expect.stringContaining(field),
        reason: expect.any(String),
        remedy: expect.any(String),
      }),
    ]);
    expect(await office.test.rows('SELECT 1 FROM sales_order WHERE external_id = $1', `H-${what}`)).toEqual(
      [],
    );
  });

  it('more than a megabyte is not even read', async () => {
    expect(await post({ externalId: 'H-big', note: 'x'.repeat(1_100_000) })).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    });
  });

  it('another content under a known number is refused, and the first stays as it is', async () => {
    await post({ externalId: 'H-twice', lines: [lineOf('MUG', 1)] });
    expect(await post({ externalId: 'H-twice', lines: [lineOf('MUG', 9)] })).toMatchObject({
      status: 409,
      body: { code: 'order-different' },
    });
    expect(
      await office.test.rows(
        `SELECT doc->'lines'->0->>'ordered' AS units FROM sales_order WHERE external_id = 'H-twice'`,
      ),
    ).toEqual([{ units: '1' }]);
  });
});

describe('told by a shop in a sheet', () => {
  it('is put aside row by row, with field, reason and remedy; the row beside it is taken', async () => {
    const rows = [
      ['Order', 'Buyer', 'Town', 'Country', 'SKU', 'Qty', 'Price'],
      ['S-1', formula, 'Leeds', 'GB', 'MUG', '1', '2.55'],
      ['S-2', 'Ann', 'Leeds', 'GB', 'MUG', '1', '-5'],
      ['S-3', 'Ann', 'Leeds', 'GB', 'MUG', '=1+1', '2'],
      ['S-4', 'a\u202Eb', 'Leeds', 'GB', 'MUG', '1', '2'],
    ];
    const sheet = rows
      .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      .join('\r\n');
    const send = (path: string, mapping?: object) =>
      office.test.app.inject({
        method: 'POST',
        url: `/v1/channels/shop/${path}${mapping ? `?${new URLSearchParams({ mapping: JSON.stringify(mapping) }).toString()}` : ''}`,
        headers: { ...office.station.headers, 'content-type': 'application/octet-stream' },
        payload: sheet,
      });
    const preview = (await send('sheets/preview')).json<{ mapping: { columns: object } }>();
    const mapping = {
      ...preview.mapping,
      name: 'x',
      columns: { ...preview.mapping.columns, customerName: 'Buyer' },
    };
    expect((await send('sheets', mapping)).statusCode).toBe(202);
    await office.settled();
    const taken = await office.test.rows<{ number: string; state: string; fields: string[] }>(
      `SELECT number, state, ARRAY(SELECT p->>'field' FROM jsonb_array_elements(to_jsonb(problems)) AS p) AS fields
       FROM channel_inbox WHERE number LIKE 'S-%' ORDER BY number`,
    );
    expect(taken).toEqual([
      { number: 'S-1', state: 'taken', fields: [] },
      { number: 'S-2', state: 'quarantined', fields: ['lines.0.unitPriceMinor'] },
      { number: 'S-3', state: 'quarantined', fields: ['lines.0.quantity'] },
      { number: 'S-4', state: 'quarantined', fields: ['customer.name', 'shipTo.name'] },
    ]);
  });
});

describe('taken, because it is only strange', () => {
  beforeAll(async () => {
    for (const [externalId, name] of [
      ['T-1', formula],
      ['T-2', arabic],
      ['T-3', emoji],
      ['T-4', '"; DROP TABLE sales_order; --'],
      ['T-5', '<img src=x onerror=alert(1)>'],
    ])
      expect(
        await post({
          externalId: externalId ?? '',
          customer: { customerId: null, name: name ?? '' },
          shipTo: { ...shipTo, name: name ?? '' },
          note: `@${name}`,
        }),
      ).toMatchObject({ status: 201 });
  });

  const exported = async (format: 'csv' | 'xlsx'): Promise<Buffer> =>
    (
      await office.test.app.inject({
        method: 'POST',
        url: '/v1/exports',
        headers: office.station.headers,
        payload: {
          list: '/v1/orders',
          query: { text: 'T-', sort: 'number' },
          format,
          language: 'en',
          columns: [
            { field: 'number', heading: '=Number' },
            { field: 'customer', heading: 'Customer' },
          ],
          only: true,
        },
      })
    ).rawPayload;

  it('is on the page and in the list letter by letter', async () => {
    const { body } = await office.station.get('/v1/orders?text=T-&sort=number');
    const rows = body['rows'] as { orderId: string; customerName: string }[];
    expect(rows.map(({ customerName }) => customerName)).toEqual([
      formula,
      arabic,
      emoji,
      '"; DROP TABLE sales_order; --',
      '<img src=x onerror=alert(1)>',
    ]);
    const page = await office.station.get(`/v1/orders/${rows[1]?.orderId}`);
    expect(page.body).toMatchObject({ order: { note: `@${arabic}`, shipTo: { name: arabic } } });
  });

  it('is saved as CSV so that no spreadsheet works it out, whole', async () => {
    const [headings, ...rows] = parse(await exported('csv'), { bom: true }) as string[][];
    expect(headings?.[0]).toBe("'=Number");
    expect(rows.map(([, name]) => name)).toEqual([
      `'${formula}`,
      arabic,
      emoji,
      '"; DROP TABLE sales_order; --',
      '<img src=x onerror=alert(1)>',
    ]);
  });

  it('is saved as Excel as text, letter by letter', async () => {
    const bytes = await exported('xlsx');
    expect((await readSheet(bytes)).map((row) => row[1])).toEqual([
      'Customer',
      formula,
      arabic,
      emoji,
      '"; DROP TABLE sales_order; --',
      '<img src=x onerror=alert(1)>',
    ]);
  });
});
