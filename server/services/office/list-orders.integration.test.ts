// The list of orders on a real database: every filter finds what it says, every order of rows is one without a gap or a
// double over its pages, and filters that are kept count what they find.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderRow, orderSorts, type SavedFilter } from '../../../shared/contract/order-grid';
import type { NewOrder } from '../../../shared/contract/http';
import {
  lineOf,
  newOrder,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let desk: TestStation;
const { shipTo } = newOrder({ externalId: 'x' });
const told: (Partial<NewOrder> & { externalId: string })[] = [
  {
    externalId: 'A-1',
    customer: { customerId: null, name: 'Çağla Öz' },
    placedAt: '2026-01-01T10:00:00.000Z',
  },
  {
    externalId: 'A-2',
    customer: { customerId: null, name: 'Zoe Adams' },
    placedAt: '2026-01-02T23:59:00.000Z',
  },
  {
    externalId: 'A-3',
    customer: { customerId: null, name: 'can Berk' },
    placedAt: '2026-01-03T00:00:00.000Z',
  },
  {
    externalId: 'A-4',
    customer: { customerId: null, name: '100% _Real' },
    shipTo: { ...shipTo, countryCode: 'TR', postcode: '34000', city: 'İstanbul' },
    lines: [lineOf('LAMP', 2)],
    priority: 'vip',
  },
  {
    externalId: 'A-5',
    channelId: 'euro' as never,
    currency: 'EUR',
    lines: [{ ...lineOf('MUG', 9), unitPriceMinor: 1_000 }],
  },
];
beforeAll(async () => {
  test = await startTestOffice();
  desk = await test.enrol();
  await test.receive('MUG', 50);
  await test.receive('LAMP', 5, 'A-01', rotterdam);
  await test.office.pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ('euro', 'Euro shop', 'web', '{}', 'EUR')`,
  );
  const ids: string[] = [];
  for (const order of told) ids.push(await desk.place(order));
  await test.settled();
  await desk.post(`/v1/orders/${ids[1]}/holds`, { reason: 'fraud', note: 'odd', owner: null });
  await desk.post(`/v1/orders/${ids[2]}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity: 1 }],
  });
  for (const [index, state] of ['captured', 'failed'].entries())
    await test.office.pool.query(
      `INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq) VALUES ('company', 'payment', gen_random_uuid(), $1, $2, now(), '{}', 0)`,
      [ids[index], state],
    );
  await test.office.pool.query(
    `INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq) VALUES ('company', 'shipment', gen_random_uuid(), $1, 'planned', now(), '{"promisedFor": "2026-02-03"}', 0)`,
    [ids[4]],
  );
});
afterAll(() => test.close());

const list = async (query: Record<string, string> = {}) => {
  const { status, body } = await desk.get(`/v1/orders?${new URLSearchParams(query).toString()}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as { rows: OrderRow[]; total: number; cursor: string | null };
};
const numbers = async (query: Record<string, string>): Promise<string> => {
  const { rows, total } = await list({ sort: 'number', ...query });
  expect(total).toBe(rows.length);
  return rows.map(({ number }) => number.slice(2)).join('');
};

describe('a filter', () => {
  it.each([
    [{ status: 'cancelled' }, '3'],
    [{ status: 'cancelled,on-hold' }, '23'],
    [{ country: 'TR' }, '4'],
    [{ country: 'GB', status: 'ready' }, '15'],
    [{ channelId: 'web' }, '1234'],
    [{ warehouseId: 'W2' }, '4'],
    [{ hold: 'any' }, '2'],
    [{ hold: 'none' }, '1345'],
    [{ hold: 'credit' }, ''],
    [{ payment: 'failed' }, '2'],
    [{ payment: 'none' }, '345'],
    [{ priority: 'vip' }, '4'],
    [{ placedFrom: '2026-01-02', placedTo: '2026-01-02' }, '2'],
    [{ placedTo: '2026-01-02' }, '12'],
    [{ promisedFrom: '2026-02-01', promisedTo: '2026-02-03' }, '5'],
    [{ promisedFrom: '2026-02-04' }, ''],
    [{ currency: 'EUR' }, '5'],
    [{ currency: 'EUR', totalFrom: '9000', totalTo: '9000' }, '5'],
    [{ currency: 'EUR', totalFrom: '9001' }, ''],
    [{ sku: 'LAMP' }, '4'],
    [{ customer: 'ber' }, '3'],
    [{ customer: 'ça' }, '13'],
    [{ customer: 'ca' }, '13'],
    [{ text: 'a-2' }, ''],
    [{ text: 'A-2' }, '2'],
    [{ text: '% _r' }, '4'],
  ])('%j finds %j', async (query, expected) => {
    expect(await numbers(query)).toBe(expected);
  });

  it.each([
    { status: 'odd' },
    { country: 'gb' },
    { placedFrom: 'yesterday' },
    { hold: 'why' },
    { sort: 'note' },
  ])('%j is refused by name', async (query: Record<string, string>) => {
    const { status, body } = await desk.get(`/v1/orders?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(Object.keys(query)[0]);
  });
});

describe('an order of rows', () => {
  it('tells what the columns of the screen need', async () => {
    const { rows } = await list({ sort: 'number' });
    expect(rows[1]).toMatchObject({
      holds: ['fraud'],
      onHold: true,
      payments: ['failed'],
      promisedFor: null,
    });
    expect(rows[3]).toMatchObject({
      priority: 'vip',
      units: 2,
      openUnits: 2,
      warehouseIds: ['W2'],
      countryCode: 'TR',
    });
    expect(rows[4]).toMatchObject({ totalMinor: 9_000, currency: 'EUR', promisedFor: '2026-02-03' });
  });

  it('has names where a reader looks for them', async () => {
    const { rows } = await list({ sort: 'customer' });
    const names = rows.map(({ customerName }) => customerName);
    expect(names.indexOf('Çağla Öz')).toBeLessThan(names.indexOf('can Berk'));
    expect(names.at(-1)).toBe('Zoe Adams');
  });

  it.each(orderSorts.flatMap((sort) => [[sort, 'false'] as const, [sort, 'true'] as const]))(
    'by %s, turned %s, goes over pages without a gap or a double, and turned is the same backwards',
    async (sort, turned) => {
      const whole = (await list({ sort, turned })).rows.map(({ orderId }) => orderId);
      const back = (await list({ sort, turned: String(turned === 'false') })).rows.map(
        ({ orderId }) => orderId,
      );
      expect(back.reverse()).toEqual(whole);
      const walked: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await list({ sort, turned, limit: '2', ...(cursor === '' ? {} : { cursor }) });
        walked.push(...page.rows.map(({ orderId }) => orderId));
        cursor = page.cursor;
      }
      expect(walked).toEqual(whole);
    },
  );
});

describe('a filter that is kept', () => {
  const look = { columns: ['number', 'total'], sort: 'total', turned: false };
  const filters = async (from = desk) => (await from.get('/v1/order-filters')).body['rows'] as SavedFilter[];

  it('is this computer’s or everybody’s, counts what it finds now, and is written over and taken away', async () => {
    const other = await test.enrol();
    const save = (asked: object) => desk.post('/v1/order-filters', { look, shared: false, ...asked });
    expect((await save({ name: 'Held', filter: { hold: 'any' }, shared: true })).status).toBe(200);
    await save({ name: 'Mine', filter: { country: 'TR' } });
    expect(await filters()).toMatchObject([
      { name: 'Held', shared: true, total: 1, look },
      { name: 'Mine', shared: false, total: 1, filter: { country: 'TR' } },
    ]);
    expect((await filters(other)).map(({ name }) => name)).toEqual(['Held']);
    const mine = (await filters())[1];
    await other.post(`/v1/order-filters/${mine?.filterId}/remove`, {}).catch(() => undefined);
    await save({ filterId: mine?.filterId, name: 'Everywhere', filter: {} });
    expect(await filters()).toMatchObject([{ name: 'Held' }, { name: 'Everywhere', total: 5 }]);
    await desk.post(`/v1/order-filters/${mine?.filterId}/remove`, {});
    expect((await filters()).map(({ name }) => name)).toEqual(['Held']);
  });
});

describe('one search', () => {
  it('finds orders, products and people; what is asked for exactly comes first', async () => {
    const search = async (text: string) =>
      (await desk.get(`/v1/office/search?text=${encodeURIComponent(text)}`)).body['hits'];
    expect(await search('A-1')).toMatchObject([{ kind: 'order', label: 'A-1', isExact: true }]);
    expect(await search('A-')).toHaveLength(5);
    expect(await search('MUG')).toMatchObject([{ kind: 'product', id: 'MUG', isExact: true }]);
    expect(await search('adams')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'addressee', id: 'Zoe Adams', isExact: false }),
      ]),
    );
    expect(await search("' OR 1=1")).toEqual([]);
  });
});
