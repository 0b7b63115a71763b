// The sample company as production would take it in: complete, once, and packable.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meaningOf } from '../../shared/barcode/meaning';
import type { Product } from '../../shared/domain/catalogue/product';
import type { Order } from '../../shared/domain/order/order';
import { offersFor } from '../../shared/domain/shipping/tariff';
import { collections } from '../../shared/sync/documents';
import { testDatabase, type TestDatabase } from '../db/test-database';
import { verifyLedger } from '../db/verify-ledger';
import { type HeadOffice, openHeadOffice } from '../head-office';
import { sampleBoxes } from './boxes';
import { sampleCarriers } from './carriers';
import { loadSample } from './load-sample';

let database: TestDatabase;
let office: HeadOffice;
const faults: unknown[] = [];

const load = (): Promise<boolean> =>
  loadSample({
    pool: office.pool,
    writer: office.writer,
    imports: office.imports,
    now: () => office.now().toISOString(),
    newId: office.newId,
  });
const all = async <Row extends object>(query: string): Promise<Row[]> =>
  (await database.pool.query<Row>(query)).rows;

beforeAll(async () => {
  database = await testDatabase();
  office = await openHeadOffice({
    pool: database.pool,
    database: 'test',
    version: 'test',
    log: { info: () => undefined, warn: () => undefined, error: (fields) => faults.push(fields) },
    ssccPrefix: '0404',
  });
  expect(await load()).toBe(true);
  await office.allocation.drain();
});
afterAll(async () => {
  await office.stop();
  await database.close();
  expect(faults).toEqual([]);
});

describe('the sample company', () => {
  it('has about two thousand orders, most of them ready to pack, some not', async () => {
    const rows = await all<{ status: string; orders: number }>(
      'SELECT status, count(*)::int AS orders FROM sales_order GROUP BY status',
    );
    const orders = Object.fromEntries(rows.map((row) => [row.status, row.orders]));
    const total = rows.reduce((sum, row) => sum + row.orders, 0);
    expect(total).toBe(2000);
    expect(orders['ready']).toBeGreaterThan(1600);
    expect((orders['partly-allocated'] ?? 0) + (orders['awaiting-stock'] ?? 0)).toBeGreaterThan(20);
    const parcels = await all<{ stream_id: string; parcels: number }>(
      'SELECT stream_id, count(*)::int AS parcels FROM parcel GROUP BY 1 ORDER BY 1',
    );
    expect(parcels.map((row) => row.stream_id)).toEqual(['W1', 'W2']);
    expect(parcels[0]?.parcels).toBeGreaterThan(1500);
    expect(parcels[1]?.parcels).toBeGreaterThan(100);
  });

  it('has lines that wait for a person, and a full import list', async () => {
    const rows = await all<{ state: string; rows_quarantined: number; orders_new: number }>(
      'SELECT * FROM import',
    );
    expect(rows).toMatchObject([{ state: 'done', rows_quarantined: 12, orders_new: 2000 }]);
  });

  it('balances: every unit on a shelf came from a supplier', async () => {
    for (const stream of ['W1', 'W2']) expect(await verifyLedger(database.pool, stream)).toEqual([]);
  });

  it('has products that fit the biggest box, weigh something and are told apart by their codes', async () => {
    const products = (await all<{ doc: Product }>('SELECT doc FROM product')).map((row) =>
      collections.products.schema.parse(row.doc),
    );
    expect(products.length).toBeGreaterThan(2000);
    const biggest = sampleBoxes.at(-1);
    const sides = (size: Product['size']): number[] =>
      [size.lengthMm, size.widthMm, size.heightMm].sort((a, b) => b - a);
    const room = sides(biggest?.inner ?? { lengthMm: 0, widthMm: 0, heightMm: 0 });
    for (const product of products) {
      expect(sides(product.size).every((side, place) => side <= (room[place] ?? 0))).toBe(true);
      expect(product.weightGrams).toBeLessThanOrEqual(biggest?.maxGrams ?? 0);
    }
    const codes = products.flatMap((product) => product.barcodes.map((barcode) => barcode.code));
    expect(new Set(codes).size).toBe(products.length);
    for (const code of codes)
      expect(meaningOf({ text: code, aim: null })).toMatchObject({ kind: 'item', code, inStore: true });
  });

  it('can ship every order to where it goes', async () => {
    const orders = (await all<{ doc: Order }>('SELECT doc FROM sales_order')).map((row) => row.doc);
    for (const order of orders) {
      expect(
        offersFor(sampleCarriers, order.shipTo.countryCode, 900, null).length,
        order.shipTo.countryCode,
      ).toBeGreaterThan(0);
      expect(order.shipTo.lines.length).toBeGreaterThan(0);
    }
    const names = orders.map((order) => order.shipTo.name).join(' ');
    for (const letter of ['ş', 'ğ', 'İ', 'ı', 'ü', 'é', 'ς']) expect(names).toContain(letter);
  });

  it('has operators and boxes that can be scanned', async () => {
    const entries = (await all<{ doc: unknown }>('SELECT doc FROM directory')).map((row) =>
      collections.directory.schema.parse(row.doc),
    );
    const kinds = new Set(entries.map((entry) => entry.kind));
    expect([...kinds].sort()).toEqual(['access', 'box', 'carrier', 'padding', 'person', 'warehouse']);
    for (const entry of entries) {
      if (entry.kind === 'box')
        expect(meaningOf({ text: entry.box.code, aim: null })).toMatchObject({
          kind: 'box',
          payload: entry.box.boxId,
        });
    }
  });

  it('is loaded once', async () => {
    const before = await all('SELECT stream_id, seq FROM stream ORDER BY 1');
    expect(await load()).toBe(true);
    expect(await all('SELECT stream_id, seq FROM stream ORDER BY 1')).toEqual(before);
  });

  it('is finished when a load was broken off', async () => {
    await database.pool.query(
      `UPDATE channel SET settings = settings || '{"sample": "loading"}' WHERE channel_id = 'online-retail'`,
    );
    const before = await all('SELECT stream_id, seq FROM stream ORDER BY 1');
    expect(await load()).toBe(true);
    expect(await all('SELECT stream_id, seq FROM stream ORDER BY 1')).toEqual(before);
  });

  it('never mixes with another company', async () => {
    await database.pool.query(`UPDATE channel SET settings = '{}' WHERE channel_id = 'online-retail'`);
    expect(await load()).toBe(false);
  });
});
