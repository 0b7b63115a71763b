// Imports against a real PostgreSQL and through the HTTP door: what is taken, what waits, what a second telling changes.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportRow } from '../../../shared/contract/http';
import { orderIdOf } from '../orders/order-id';
import type { ChannelId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { csv, header, openTestOffice, type TestOffice } from './test-office.test-kit';

let kit: TestOffice;
beforeEach(async () => {
  kit = await openTestOffice();
});
afterEach(async () => {
  const putOff = await kit.database.pool.query(
    `SELECT key FROM outbox WHERE topic = 'allocate' AND available_at > now()`,
  );
  expect(putOff.rows, 'orders of an import that has ended are due').toEqual([]);
  await kit.close();
  expect(kit.faults).toEqual([]);
});

const figures = (row: ImportRow) => ({
  state: row.state,
  read: row.rowsRead,
  taken: row.rowsTaken,
  unchanged: row.rowsUnchanged,
  quarantined: row.rowsQuarantined,
  ordersNew: row.ordersNew,
});

async function order(externalId: string): Promise<Order> {
  const { rows } = await kit.database.pool.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE order_id = $1',
    [orderIdOf('shop', externalId)],
  );
  if (!rows[0]) throw new Error(`no order ${externalId}`);
  return rows[0].doc;
}

const lines = (of: Order): string[] => of.lines.map((line) => `${line.sku} ${line.ordered - line.cancelled}`);

/** Everything the database holds that an import may change, as one comparable text. */
async function everything(): Promise<string> {
  const tables = [
    'sales_order',
    'event',
    'product',
    'barcode',
    'quarantine',
    'channel_invoice',
    'stock_move',
    'parcel',
    'stream',
  ];
  const parts: string[] = [];
  for (const table of tables) {
    const { rows } = await kit.database.pool.query<{ all: string }>(
      `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS all FROM ${table} t`,
    );
    parts.push(`${table} ${rows[0]?.all}`);
  }
  return parts.join('\n');
}

type Waiting = {
  quarantineId: string;
  rowNo: number;
  reasonCode: string;
  originalText: string;
  state: string;
};
async function waiting(query = 'state=open'): Promise<Waiting[]> {
  const { body } = await kit.get(`/v1/quarantine?${query}`);
  return body['rows'] as unknown as Waiting[];
}

describe('a file', () => {
  const file = csv('1 A 6 2.50 7', '1 POST 1 18 7', '2 K 3 1', '3 A -4 0', 'C4 A -2 2.50 7', '1 G 1 4 7');

  it('becomes orders, charges, cancelled units and waiting lines', async () => {
    const row = await kit.importText(file);
    expect(figures(row)).toEqual({
      state: 'done',
      read: 6,
      taken: 5,
      unchanged: 0,
      quarantined: 1,
      ordersNew: 2,
    });
    expect(row).toMatchObject({ unitsCancelled: 2, productsNew: 3, error: null });
    const first = await order('1');
    expect(lines(first)).toEqual(['A 4', 'G 1']);
    expect(first).toMatchObject({
      state: 'confirmed',
      placedAt: '2011-01-01T09:00:00.000Z',
      customer: { customerId: '7', name: 'Customer 7' },
      charges: [{ kind: 'shipping', code: 'POST', amountMinor: 1800 }],
    });
    expect((await order('2')).customer).toEqual({ customerId: null, name: 'Guest' });
    expect(await waiting()).toMatchObject([
      {
        rowNo: 5,
        reasonCode: 'negative-quantity',
        originalText: '3,A,THING A,-4,2011-01-01 09:03,0,,Spain',
        state: 'open',
      },
    ]);
  });

  it.each([
    ['as it was', (text: string) => text],
    ['packed', (text: string) => gzipSync(text)],
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with semicolons and CRLF', (text: string) => text.replaceAll(',', ';').replaceAll('\n', '\r\n')],
    ['with every field quoted', (text: string) => text.replaceAll(/[^,\n]+/g, '"$&"')],
  ])('changes nothing when it comes again %s', async (_how, told) => {
    await kit.importText(file);
    const before = await everything();
    const again = await kit.importText(told(file));
    expect(figures(again)).toEqual({
      state: 'done',
      read: 6,
      taken: 0,
      unchanged: 6,
      quarantined: 0,
      ordersNew: 0,
    });
    expect(await everything()).toBe(before);
  });

  it('changes nothing when its invoices come in another order and split', async () => {
    await kit.importText(file);
    const before = await everything();
    const [head, ...rest] = file.trim().split('\n');
    const again = await kit.importText([head, ...rest.reverse()].join('\n'));
    expect(figures(again)).toMatchObject({ taken: 0, unchanged: 6, quarantined: 0, ordersNew: 0 });
    const streams = (text: string) => text.split('\n').filter((line) => !line.startsWith('channel_invoice'));
    expect(streams(await everything())).toEqual(streams(before));
  });

  it('may have its invoices spread all over', async () => {
    const spread = csv('1 A 1 1 7', '2 A 2 1 7', '1 G 3 1 7', '3 A 4 1 8', '2 G 5 1 7', '1 A 6 1 7');
    expect(figures(await kit.importText(spread))).toMatchObject({ taken: 6, ordersNew: 3 });
    expect(lines(await order('1'))).toEqual(['A 1', 'G 3', 'A 6']);
    expect(lines(await order('2'))).toEqual(['A 2', 'G 5']);
  });

  it('keeps every sign of a name, whatever it means to a database', async () => {
    const name = String.raw`T\tra\\p "{a,b}" 'x' ; £ ş 😀`;
    const first = `1,A,"${name.replaceAll('"', '""')}\n2nd line",1,2011-01-01,1,7,Spain`;
    // A zero far from the start: near it the file would be taken for no text at all.
    const between = Array.from(
      { length: 100 },
      (_, at) => `3,A,THING OF SOME LENGTH ${at},1,2011-01-01,1,7,Spain`,
    );
    const file = [header, first, ...between, '2,A,\u0000zero,1,2011-01-01,1,7,Spain', ''].join('\n');
    const row = await kit.importText(file);
    expect(figures(row)).toMatchObject({ taken: 101, quarantined: 1 });
    expect((await order('1')).lines[0]?.name).toBe(`${name} 2nd line`);
    expect(await waiting()).toMatchObject([{ rowNo: 104, reasonCode: 'text-damaged' }]);
    expect(figures(await kit.importText(file))).toMatchObject({ taken: 0, unchanged: 102, quarantined: 0 });
  });

  it('takes a cancellation of a sale that another file told', async () => {
    await kit.importText(csv('1 A 6 2.50 7'));
    const row = await kit.importText(csv('C2 A -5 2.50 7', 'C3 A -2 2.50 7'));
    expect(row).toMatchObject({ unitsCancelled: 5, rowsTaken: 1, rowsQuarantined: 1 });
    expect(lines(await order('1'))).toEqual(['A 1']);
    expect((await waiting())[0]).toMatchObject({ reasonCode: 'cancellation-without-sale' });
  });
});

describe('a corrected file', () => {
  const first = csv('1 A 6 2.50 7', '1 G 3 1 7', '2 A 1 1 8', '2 G x 1 8');

  it('changes only what differs and says what', async () => {
    await kit.importText(first);
    const untouched = await order('2');
    const row = await kit.importText(csv('1 A 8 2.50 7', '1 G 1 1 7', '2 A 1 1 8', '2 G x 1 8'));
    expect(row).toMatchObject({
      rowsTaken: 2,
      rowsUnchanged: 2,
      rowsQuarantined: 0,
      ordersNew: 0,
      ordersChanged: 1,
      unitsCancelled: 2,
    });
    expect(lines(await order('1'))).toEqual(['A 6', 'G 1']);
    expect(lines(await order('1+2'))).toEqual(['A 2']);
    expect(await order('2')).toEqual(untouched);
  });

  it('takes what waited once it is mended, and closes the old row', async () => {
    await kit.importText(first);
    const row = await kit.importText(csv('1 A 6 2.50 7', '1 G 3 1 7', '2 A 1 1 8', '2 G 4 1 8'));
    expect(row).toMatchObject({ rowsTaken: 1, rowsUnchanged: 3 });
    expect(lines(await order('2+2'))).toEqual(['G 4']);
    expect(await waiting()).toEqual([]);
    expect(await waiting('state=dropped')).toHaveLength(1);
  });
});

describe('a waiting line', () => {
  beforeEach(async () => {
    await kit.importText(csv('1 A 6 2.50 7', '1 G x 1 7', 'C2 A -9 2.50 7'));
  });

  it('is taken when it is corrected, and both files change nothing after that', async () => {
    const [row] = await waiting('reasonCode=quantity-unreadable');
    const corrected = '1,G,THING G,4,2011-01-01 09:01,1,7,Spain';
    const answer = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, { correctedText: corrected });
    expect(answer).toMatchObject({
      status: 200,
      body: { row: { state: 'taken', correctedText: corrected }, orderId: orderIdOf('shop', '1+2') },
    });
    expect(lines(await order('1+2'))).toEqual(['G 4']);
    for (const quantity of ['x', '4']) {
      const again = await kit.importText(csv('1 A 6 2.50 7', `1 G ${quantity} 1 7`, 'C2 A -9 2.50 7'));
      expect(figures(again)).toMatchObject({ taken: 0, unchanged: 3, quarantined: 0, ordersNew: 0 });
    }
    const twice = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, { correctedText: corrected });
    expect(twice).toMatchObject({ status: 409, body: { code: 'quarantine-closed' } });
  });

  it('goes on waiting with its new reason when it is still wrong', async () => {
    const [row] = await waiting('reasonCode=quantity-unreadable');
    const answer = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, {
      correctedText: '1,G,THING G,-4,2011-01-01 09:01,1,7,Spain',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { row: { state: 'open', reasonCode: 'negative-quantity' }, orderId: null },
    });
    const broken = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, { correctedText: '1,"G' });
    expect(broken).toMatchObject({ body: { row: { state: 'open', reasonCode: 'quote-broken' } } });
  });

  it('may take back what a sale has', async () => {
    const [row] = await waiting('reasonCode=cancellation-without-sale');
    const tooMany = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, {
      correctedText: row?.originalText ?? '',
    });
    expect(tooMany).toMatchObject({
      body: { row: { state: 'open', reasonCode: 'cancellation-without-sale' } },
    });
    const fewer = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, {
      correctedText: row?.originalText.replace('-9', '-6') ?? '',
    });
    expect(fewer).toMatchObject({ body: { row: { state: 'taken' }, orderId: orderIdOf('shop', '1') } });
    expect((await order('1')).state).toBe('cancelled');
  });

  it('may belong to another invoice', async () => {
    const [row] = await waiting('reasonCode=quantity-unreadable');
    const answer = await kit.post(`/v1/quarantine/${row?.quarantineId}/retry`, {
      correctedText: '9,G,THING G,4,2011-01-01 09:01,1,7,Spain',
    });
    expect(answer).toMatchObject({ body: { row: { state: 'taken' }, orderId: orderIdOf('shop', '9') } });
    const again = await kit.importText(csv('1 A 6 2.50 7', '1 G x 1 7', 'C2 A -9 2.50 7'));
    expect(figures(again)).toMatchObject({ taken: 0, unchanged: 3, quarantined: 0 });
  });

  it('is given up for good', async () => {
    const [row] = await waiting('reasonCode=quantity-unreadable');
    expect(await kit.post(`/v1/quarantine/${row?.quarantineId}/drop`)).toMatchObject({
      status: 200,
      body: { state: 'dropped' },
    });
    expect(await kit.post(`/v1/quarantine/${row?.quarantineId}/drop`)).toMatchObject({
      status: 409,
      body: { code: 'quarantine-closed' },
    });
    const again = await kit.importText(csv('1 A 6 2.50 7', '1 G x 1 7', 'C2 A -9 2.50 7'));
    expect(figures(again)).toMatchObject({ taken: 0, unchanged: 3, quarantined: 0 });
  });

  it('is found page by page, by reason and by text', async () => {
    const all = await kit.get('/v1/quarantine?limit=1');
    expect(all.body).toMatchObject({ total: 2, reasons: [{ rows: 1 }, { rows: 1 }] });
    const next = await kit.get(
      `/v1/quarantine?limit=1&cursor=${encodeURIComponent(String(all.body['cursor']))}`,
    );
    expect(next.body).toMatchObject({ rows: [{ reasonCode: 'cancellation-without-sale' }], cursor: null });
    expect(await waiting('text=thing g')).toHaveLength(1);
    expect(await kit.post('/v1/quarantine/00000000-0000-7000-8000-000000000000/drop')).toMatchObject({
      status: 404,
    });
  });
});

describe('a channel that creates no products', () => {
  it('lets lines of unknown products wait until the catalogue has them', async () => {
    await kit.close();
    kit = await openTestOffice({ createProducts: false });
    const row = await kit.importText(csv('1 A 6 2.50 7', '1 POST 1 18 7'));
    expect(row).toMatchObject({ rowsTaken: 1, rowsQuarantined: 1, productsNew: 0 });
    expect((await waiting())[0]).toMatchObject({ reasonCode: 'product-unknown' });
  });
});

describe('a shipment under way', () => {
  it('is not cancelled by a file: the line waits', async () => {
    await kit.importText(csv('1 A 6 2.50 7'));
    const shipped = await order('1');
    const packed = {
      ...shipped,
      lines: shipped.lines.map((line) => ({ ...line, packed: 6, shipped: 6 })),
      state: 'closed',
    };
    await kit.database.pool.query('UPDATE sales_order SET doc = $2 WHERE order_id = $1', [
      shipped.orderId,
      JSON.stringify(packed),
    ]);
    await kit.importText(csv('C2 A -6 2.50 7'));
    expect((await waiting())[0]).toMatchObject({ reasonCode: 'cancellation-too-late' });
    await kit.importText(csv('1 A 2 2.50 7'));
    expect((await waiting('reasonCode=change-too-late'))[0]).toMatchObject({ state: 'open' });
  });
});

describe('an order that came in another way', () => {
  it('is not overwritten', async () => {
    await kit.importText(csv('7 A 1 1 7'));
    const placed = await kit.post('/v1/orders', {
      channelId: 'shop',
      externalId: '1',
      placedAt: '2011-01-01T00:00:00Z',
      currency: 'GBP',
      customer: { customerId: null, name: 'Ada' },
      shipTo: {
        name: 'Ada',
        company: null,
        lines: [],
        postcode: null,
        city: '',
        region: null,
        countryCode: 'GB',
        phone: null,
        email: null,
      },
      lines: [{ sku: 'A', quantity: 5, unitPriceMinor: 1 }],
    });
    expect(placed.status).toBe(201);
    const row = await kit.importText(csv('1 A 6 2.50 7'));
    expect(row).toMatchObject({ rowsTaken: 0, rowsQuarantined: 1, ordersNew: 0 });
    expect((await waiting())[0]).toMatchObject({ reasonCode: 'order-refused' });
    expect(lines(await order('1'))).toEqual(['A 5']);
  });
});

describe('a file that cannot be taken', () => {
  it.each([
    ['empty', '', 'import-empty'],
    ['a heading alone', `${header}\n`, 'import-no-rows'],
    ['another heading', 'a,b,c\n1,2,3\n', 'import-columns-missing'],
    ['a workbook', Buffer.from('504b0304140006', 'hex'), 'import-file-is-spreadsheet'],
    ['not text', Buffer.alloc(300), 'import-file-binary'],
    ['cut off', gzipSync(csv('1 A 6 2.50 7', '2 A 6 2.50 7')).subarray(0, 60), 'import-gzip-broken'],
  ])('%s: says so and takes nothing', async (_name, body, code) => {
    const answer = await kit.send(body);
    expect(answer).toMatchObject({ status: 422, body: { code, message: expect.stringMatching(/\w/) } });
    const { body: list } = await kit.get('/v1/imports');
    expect(list['rows']).toMatchObject([{ state: 'failed', error: { code } }]);
    const left = await kit.database.pool.query(
      'SELECT 1 FROM import_run UNION ALL SELECT 1 FROM sales_order',
    );
    expect(left.rows).toEqual([]);
  });

  it.each([
    [{ channelId: 'nowhere' }, 404, 'channel-unknown', 'shop'],
    [{ format: 'nonsense' }, 404, 'format-unknown', 'online-retail-csv'],
    [{ channelId: 'web' }, 409, 'channel-takes-no-files', 'shop'],
    [{ channelId: 'other' }, 409, 'format-not-of-channel', 'some-other-format'],
  ])('for %o: names what there is', async (options, status, code, named) => {
    const answer = await kit.send(csv('1 A 6 2.50 7'), options);
    expect(answer).toMatchObject({ status, body: { code, message: expect.stringContaining(named) } });
  });

  it('leaves a line with a broken quote waiting and takes the others', async () => {
    const row = await kit.importText(
      `${csv('1 A 6 2.50 7')}2,"B,oops\n3,A,THING A,1,2011-01-01 10:00,1,7,Spain\n`,
    );
    expect(figures(row)).toMatchObject({ read: 3, taken: 2, quarantined: 1, ordersNew: 2 });
    expect(await waiting()).toMatchObject([
      { rowNo: 3, reasonCode: 'quote-broken', originalText: '2,"B,oops' },
    ]);
    const [bad] = await waiting();
    const answer = await kit.post(`/v1/quarantine/${bad?.quarantineId}/retry`, {
      correctedText: '2,A,THING A,1,2011-01-01 10:00,1,7,Spain',
    });
    expect(answer).toMatchObject({
      body: { row: { state: 'taken' }, orderId: orderIdOf('shop' as ChannelId, '2') },
    });
  });
});

describe('a restart in the middle', () => {
  it('goes on where placing was, and counts everything once', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `${at + 1} A ${1 + (at % 5)} 1 ${at % 50}`);
    const { body } = await kit.send(csv(...many));
    await kit.restart();
    await kit.office.imports.idle();
    const row = (await kit.get(`/v1/imports/${String(body['importId'])}`)).body as unknown as ImportRow;
    expect(figures(row)).toEqual({
      state: 'done',
      read: 3000,
      taken: 3000,
      unchanged: 0,
      quarantined: 0,
      ordersNew: 3000,
    });
    const again = await kit.importText(csv(...many));
    expect(figures(again)).toMatchObject({ taken: 0, unchanged: 3000, ordersNew: 0 });
  });

  it('says what to do when the staged lines are gone, and a second sending completes it', async () => {
    const many = Array.from({ length: 1500 }, (_, at) => `${at + 1} A 1 1 7`);
    const { body } = await kit.send(csv(...many));
    await kit.app.close();
    await kit.office.stop();
    await kit.database.pool.query('TRUNCATE import_run, import_group');
    await kit.restart();
    await kit.office.imports.idle();
    const row = (await kit.get(`/v1/imports/${String(body['importId'])}`)).body as unknown as ImportRow;
    expect(row).toMatchObject({ state: 'failed', error: { code: 'import-interrupted' } });
    const again = await kit.importText(csv(...many));
    expect(row.ordersNew + again.ordersNew).toBe(1500);
    expect(again.rowsUnchanged).toBe(row.rowsTaken);
  });

  it('fails a file that was being read', async () => {
    await kit.database.pool.query(
      `INSERT INTO import (import_id, channel_id, format, file_name, state) VALUES ($1, 'shop', 'online-retail-csv', 'x', 'reading')`,
      [kit.office.newId()],
    );
    await kit.restart();
    expect((await kit.get('/v1/imports')).body['rows']).toMatchObject([
      { state: 'failed', error: { code: 'import-interrupted' } },
    ]);
  });

  it('is stopped by a person, and completed by sending the file again', async () => {
    const many = Array.from({ length: 4000 }, (_, at) => `${at + 1} A 1 1 7`);
    const { body } = await kit.send(csv(...many));
    const importId = String(body['importId']);
    expect((await kit.post(`/v1/imports/${importId}/cancel`)).status).toBe(200);
    await kit.office.imports.idle();
    const row = (await kit.get(`/v1/imports/${importId}`)).body as unknown as ImportRow;
    expect(row).toMatchObject({ state: 'failed', error: { code: 'import-cancelled' } });
    expect(await kit.post(`/v1/imports/${importId}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'import-not-running' },
    });
    const again = await kit.importText(csv(...many));
    expect(row.ordersNew + again.ordersNew).toBe(4000);
  });
});
