// Unknown codes and look-alikes at head office, on real PostgreSQL: what benches say arrives once, the office decides and takes
// it back, stations pull the code or lose it; wrong scans are counted by pair and told to their warehouse.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchRulesPage, Codes } from '../../../shared/contract/codes';
import type { LookAlikes } from '../../../shared/domain/catalogue/look-alike';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { PersonId, Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Task } from '../../../shared/sync/documents';
import { until } from '../shipments/shipping-office.test-kit';
import {
  leeds,
  lineOf,
  openParcelOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
let far: TestStation;
let desk: TestStation;
let packer: TestStation;
beforeAll(async () => {
  test = await startTestOffice({ idleMs: 25 });
  bench = await test.enrol();
  far = await test.enrol(rotterdam);
  desk = await test.enrol(leeds, ['office']);
  packer = await test.enrol(leeds, ['station']);
  await test.receive('MUG', 500);
});
afterAll(() => test.close());

let orders = 0;
async function opened(): Promise<Parcel> {
  orders += 1;
  const orderId = await bench.place({ externalId: `C-${orders}`, lines: [lineOf('MUG', 2)] });
  return openParcelOf(test, bench, orderId);
}
const proposed = (parcel: Parcel, code: string, counted: boolean, sku = 'MUG', supervisorId?: string) =>
  bench.op('code.propose', parcel, {
    code,
    text: code,
    raw: `]C0${code}`,
    aim: ']C0',
    scanId: 's1',
    sku: sku as Sku,
    quantity: 1,
    counted,
    ...(supervisorId === undefined ? {} : { supervisorId: supervisorId as PersonId }),
  });
const codes = async (): Promise<Codes> => (await desk.get('/v1/codes')).body as unknown as Codes;
const decide = (body: object) => desk.post('/v1/codes/decide', body);
const barcode = async (code: string) =>
  (
    await test.rows<{ sku: string; quantity: number; deleted: boolean }>(
      'SELECT sku, quantity, deleted FROM barcode WHERE code = $1',
      code,
    )
  )[0];
const mug = async (): Promise<Product> => {
  const [row] = await test.rows<{ doc: Product }>(`SELECT doc FROM product WHERE sku = 'MUG'`);
  if (!row) throw new Error('no mug');
  return row.doc;
};
const tasksOf = async (code: string): Promise<Task[]> =>
  (
    await test.rows<{ doc: Task }>(
      `SELECT doc FROM task WHERE kind = 'code-rejected' AND doc->'values'->>'code' = $1`,
      code,
    )
  ).map(({ doc }) => doc);

describe('a code that nobody knew', () => {
  it('arrives as it was read, once, with who and where', async () => {
    const parcel = await opened();
    const op = proposed(parcel, 'NEW-1', true);
    const first = await bench.deliver(op);
    expect(first.body.results[0]?.status).toBe('applied');
    await bench.deliver(op, proposed(parcel, 'NEW-1', false));
    await until(async () => (await codes()).open[0]?.times === 2);
    expect((await codes()).open).toMatchObject([
      {
        code: 'NEW-1',
        sku: 'MUG',
        state: 'open',
        aim: ']C0',
        raw: ']C0NEW-1',
        gtin: 'not-a-gtin',
        owner: null,
        times: 2,
        counted: 1,
        by: [{ warehouse: leeds, station: expect.any(String) }],
      },
    ]);
  });

  it('becomes a code of the product when it is approved, and is taken from it again', async () => {
    const before = await mug();
    expect((await decide({ act: 'approve', code: 'NEW-1', sku: 'MUG', units: 6 })).status).toBe(200);
    expect(await barcode('NEW-1')).toEqual({ sku: 'MUG', quantity: 6, deleted: false });
    expect((await mug()).barcodes).toEqual([...before.barcodes, { code: 'NEW-1', quantity: 6 }]);
    expect((await mug()).seq).toBeGreaterThan(before.seq);
    expect(await codes()).toMatchObject({
      open: [],
      decided: [{ code: 'NEW-1', state: 'approved', units: 6 }],
    });
    expect((await decide({ act: 'approve', code: 'NEW-1', sku: 'MUG', units: 1 })).status).toBe(409);
    const pulled = await far.get('/v1/pull?collection=barcodes');
    expect(pulled.body).toMatchObject({
      documents: expect.arrayContaining([expect.objectContaining({ code: 'NEW-1', sku: 'MUG' })]),
    });
    expect((await decide({ act: 'reopen', code: 'NEW-1', sku: 'MUG' })).status).toBe(200);
    expect(await barcode('NEW-1')).toMatchObject({ deleted: true });
    expect((await mug()).barcodes).toEqual(before.barcodes);
    const again = await far.get('/v1/pull?collection=barcodes');
    expect(again.body).toMatchObject({
      documents: expect.arrayContaining([expect.objectContaining({ code: 'NEW-1', _deleted: true })]),
    });
    expect((await decide({ act: 'approve', code: 'NEW-1', sku: 'MUG', units: 1 })).status).toBe(200);
    expect(await barcode('NEW-1')).toEqual({ sku: 'MUG', quantity: 1, deleted: false });
  });

  it('is of one product only, and of one that there is', async () => {
    const parcel = await opened();
    await bench.deliver(proposed(parcel, 'NEW-1', false, 'LAMP'), proposed(parcel, 'NEW-2', false, 'GONE'));
    await until(async () => (await codes()).open.length === 2);
    expect((await codes()).open).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ sku: 'LAMP', owner: expect.objectContaining({ sku: 'MUG' }) }),
        expect.objectContaining({ sku: 'GONE', name: null }),
      ]),
    );
    const taken = await decide({ act: 'approve', code: 'NEW-1', sku: 'LAMP', units: 1 });
    expect(taken).toMatchObject({ status: 409, body: { code: 'code-of-other-product' } });
    const gone = await decide({ act: 'approve', code: 'NEW-2', sku: 'GONE', units: 1 });
    expect(gone).toMatchObject({ status: 409, body: { code: 'code-product-gone' } });
    const never = await decide({ act: 'approve', code: 'NOBODY', sku: 'MUG', units: 1 });
    expect(never).toMatchObject({ status: 409, body: { code: 'code-not-proposed' } });
    expect((await packer.get('/v1/codes')).status).toBe(403);
  });

  it('that is rejected is a task for every box it was counted into, ended when that is taken back', async () => {
    const parcel = await opened();
    const other = await opened();
    await bench.deliver(
      proposed(parcel, 'NEW-3', true),
      proposed(parcel, 'NEW-3', true),
      proposed(other, 'NEW-3', false),
    );
    await until(async () => (await codes()).open.some(({ code, times }) => code === 'NEW-3' && times === 3));
    expect((await decide({ act: 'reject', code: 'NEW-3', sku: 'MUG' })).status).toBe(200);
    expect(await tasksOf('NEW-3')).toMatchObject([
      { state: 'open', parcelId: parcel.parcelId, values: { quantity: 2, number: parcel.orderNumber } },
    ]);
    expect(await barcode('NEW-3')).toBeUndefined();
    expect((await decide({ act: 'reopen', code: 'NEW-3', sku: 'MUG' })).status).toBe(200);
    expect(await tasksOf('NEW-3')).toMatchObject([{ state: 'done' }]);
  });

  it('that somebody let count who may not stands, and is one thing to look into', async () => {
    const parcel = await opened();
    const { body } = await bench.deliver(proposed(parcel, 'NEW-4', true, 'MUG', 'nobody'));
    expect(body.results[0]).toMatchObject({ status: 'applied', taskId: expect.any(String) });
  });
});

describe('wrong products', () => {
  const wrong = (parcel: Parcel, scanned: string, wanted = 'MUG') =>
    bench.op('bench.refuse-scan', parcel, {
      code: 'item-not-in-order',
      text: scanned,
      wrong: { wanted: wanted as Sku, scanned: scanned as Sku },
    });
  const told = async (warehouse: string): Promise<LookAlikes | null> => {
    const [row] = await test.rows<{ doc: { alike: LookAlikes } }>(
      'SELECT doc FROM directory WHERE entry_id = $1',
      `look-alikes ${warehouse} MUG`,
    );
    return row?.doc.alike ?? null;
  };
  const page = async () => (await desk.get(`/v1/bench-rules/${leeds}`)).body as unknown as BenchRulesPage;

  it('are counted by pair and told to their warehouse from the third time on, and to no other', async () => {
    const parcel = await opened();
    await bench.deliver(wrong(parcel, 'LAMP'), wrong(parcel, 'LAMP'));
    await until(async () => (await page()).pairs[0]?.times === 2);
    expect((await page()).pairs).toMatchObject([{ wanted: 'MUG', scanned: 'LAMP', isTold: false }]);
    await bench.deliver(wrong(parcel, 'LAMP'), wrong(parcel, 'GONE'));
    await until(async () => (await told(leeds))?.others.length === 1);
    expect(await told(leeds)).toMatchObject({
      others: [{ sku: 'LAMP', times: 3, name: expect.any(String) }],
    });
    expect(await told(rotterdam)).toBeNull();
  });

  it('are told by the rules of the warehouse, at once when those change', async () => {
    const rules = { unknownCodes: 'anyone', lookAlikes: { times: 4, days: 30 } };
    const saved = await desk.post(`/v1/bench-rules/${leeds}`, rules);
    expect(saved).toMatchObject({ status: 200, body: { rules: { ...rules, warehouseId: leeds } } });
    expect((await told(leeds))?.others).toEqual([]);
    await desk.post(`/v1/bench-rules/${leeds}`, { ...rules, lookAlikes: { times: 1, days: 30 } });
    expect((await told(leeds))?.others.map(({ sku }) => sku)).toEqual(['LAMP']);
    expect((await desk.post(`/v1/bench-rules/${leeds}`, { ...rules, unknownCodes: 'never' })).status).toBe(
      400,
    );
    expect((await desk.get('/v1/bench-rules/NOWHERE')).status).toBe(404);
    expect((await packer.post(`/v1/bench-rules/${leeds}`, rules)).status).toBe(403);
  });
});
