// Every list as a file, at the door of a head office on real PostgreSQL: read back by a CSV parser and by an Excel reader.
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../shared/contract/exports';
import turkish from '../../shared/text/tr.json';
import {
  lineOf,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../test-office.test-kit';

let test: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  test = await startTestOffice();
  desk = await test.enrol();
  await test.receive('MUG', 50);
  const { shipTo } = newOrder({ externalId: 'x' });
  for (let n = 1; n <= 3; n += 1)
    await desk.place({
      externalId: `X-${n}`,
      customer: {
        customerId: null,
        name: ['Plain, "quoted"', '=HYPERLINK("http://x")', '+90 ;\n@SUM'][n - 1] ?? '',
      },
      placedAt: '2026-01-05T23:30:00.000Z',
      shipTo,
      lines: [{ ...lineOf('MUG', n), unitPriceMinor: 250 }],
    });
  await test.settled();
});
afterAll(() => test.close());

const exported = async (asked: Partial<ExportRequest>) => {
  const answer = await test.app.inject({
    method: 'POST',
    url: '/v1/exports',
    headers: desk.headers,
    payload: { list: '/v1/orders', format: 'csv', language: 'en', ...asked },
  });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
};
const csvOf = async (asked: Partial<ExportRequest> = {}): Promise<string[][]> => {
  const { bytes } = await exported(asked);
  return parse(bytes, { bom: true }) as string[][];
};

const columns = [
  { field: 'number', heading: 'Number' },
  { field: 'customer', heading: 'Customer' },
  { field: 'placed', heading: 'Placed' },
  { field: 'total', heading: 'Total' },
  { field: 'status', heading: 'Status' },
];

describe('a list as CSV', () => {
  it('has the columns of the screen in their order, then the rest, with a byte order mark and CRLF', async () => {
    const { bytes, headers, status } = await exported({ columns });
    expect(status).toBe(200);
    expect(headers['content-disposition']).toMatch(/attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"/);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [headings, ...rows] = parse(bytes, { bom: true, record_delimiter: '\r\n' }) as string[][];
    expect(headings?.slice(0, 6)).toEqual(['Number', 'Customer', 'Placed', 'Total', 'Currency', 'Status']);
    expect(headings?.length).toBeGreaterThan(10);
    expect(rows).toHaveLength(3);
  });

  it('makes formulas harmless and loses nothing of them', async () => {
    const rows = await csvOf({ columns, only: true, query: { sort: 'number' } });
    expect(rows.slice(1)).toEqual([
      ['X-1', 'Plain, "quoted"', '2026-01-05T23:30:00.000Z', '2.50', 'GBP', 'ready'],
      ['X-2', `'=HYPERLINK("http://x")`, '2026-01-05T23:30:00.000Z', '5.00', 'GBP', 'ready'],
      ['X-3', `'+90 ;\n@SUM`, '2026-01-05T23:30:00.000Z', '7.50', 'GBP', 'ready'],
    ]);
  });

  it('has words of the reader’s language, in headings and values', async () => {
    const [headings, first] = await csvOf({ language: 'tr', query: { text: 'X-1' } });
    expect(headings).toContain('Sipariş no');
    expect(first?.[headings?.indexOf('Durum') ?? 0]).toBe(turkish['order.status.ready']);
  });

  it('walks every page of a long list', async () => {
    await test.office.pool.query(
      `INSERT INTO product (stream_id, sku, name, weight_grams, doc, seq)
       SELECT stream_id, 'MANY-' || n, name, weight_grams, doc || jsonb_build_object('sku', 'MANY-' || n), seq FROM product, generate_series(1, 1234) AS n WHERE sku = 'MUG'`,
    );
    await test.office.pool.query(
      `INSERT INTO stock (stream_id, sku, on_hand, quarantine, allocated, available, doc, seq)
       SELECT 'W1', 'MANY-' || n, 0, 0, 0, 0, doc || jsonb_build_object('sku', 'MANY-' || n), seq FROM stock, generate_series(1, 1234) AS n WHERE sku = 'MUG' AND stream_id = 'W1'`,
    );
    const rows = await csvOf({ list: '/v1/stock', query: { text: 'MANY-' } });
    expect(rows).toHaveLength(1235);
    expect(new Set(rows.slice(1).map((row) => row.join())).size).toBe(1234);
  });
});

describe('a list as an Excel workbook', () => {
  it('has dates, amounts and numbers as such, in the reader’s time, and text that is no formula', async () => {
    const { bytes, headers } = await exported({
      format: 'xlsx',
      columns: [...columns, { field: 'units', heading: 'Units' }],
      only: true,
      query: { sort: 'number' },
      timeZone: 'Europe/Istanbul',
    });
    expect(headers['content-type']).toContain('spreadsheetml');
    const rows = await readSheet(bytes);
    expect(rows[0]).toEqual(['Number', 'Customer', 'Placed', 'Total', 'Currency', 'Status', 'Units']);
    const [, , , placed] = [null, ...(rows[2] ?? [])];
    expect(rows[2]).toEqual(['X-2', '=HYPERLINK("http://x")', expect.any(Date), 5, 'GBP', 'ready', 2]);
    // Days are counted in fractions: the reader's last digit is not ours.
    expect(Math.round(Number(placed) / 1000) * 1000).toBe(Date.parse('2026-01-06T02:30:00.000Z'));
    expect(bytes.includes('<f>')).toBe(false);
  });
});

describe('any list', () => {
  it('is exported by its path, also inside another, and only those that are lists', async () => {
    const { body } = await desk.post('/v1/bulk', {
      act: { kind: 'priority', priority: 'vip' },
      selection: { filter: {} },
    });
    await test.office.bulk.drain();
    const rows = await csvOf({ list: `/v1/bulk/${String(body['runId'])}/orders` });
    expect(rows).toHaveLength(4);
    for (const list of [
      '/v1/parcels',
      '/v1/tasks',
      '/v1/holds',
      '/v1/mails',
      '/v1/shipments',
      '/v1/channels',
    ])
      for (const format of ['csv', 'xlsx'] as const)
        expect((await exported({ list, format })).status, list).toBe(200);
    expect(await exported({ list: '/v1/nothing' })).toMatchObject({ status: 404 });
    expect(await exported({ list: '/v1/orders/x' })).toMatchObject({ status: 404 });
  });

  it('refuses in the words of the list, and nobody who may not see it', async () => {
    const { status, bytes } = await exported({ query: { status: 'odd' } });
    expect([status, bytes.toString()]).toEqual([400, expect.stringContaining('request-invalid')]);
    const bench = await test.enrol(undefined, ['station']);
    const answer = await test.app.inject({
      method: 'POST',
      url: '/v1/exports',
      headers: bench.headers,
      payload: { list: '/v1/orders', format: 'csv', language: 'en' },
    });
    expect(answer.statusCode).toBe(403);
  });
});
