// Boxes at head office, on real PostgreSQL: what benches chose against the plan teaches their warehouse, what is sealed is
// counted once, and how a product wants to be packed reaches every station.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as newId } from 'uuid';
import { ownCode } from '../../../shared/barcode/own-code';
import type { BoxesPageAnswer, BoxProposal, HandlingRow } from '../../../shared/contract/boxes';
import type { BoxOverride } from '../../../shared/domain/boxing/box-override';
import type { BoxSite } from '../../../shared/domain/boxing/box-site';
import { handlingOf } from '../../../shared/domain/catalogue/handling';
import { type BoxId, companyStream, type Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { saveEntries } from '../directory/save-entries';
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
import { countShelf, putOn } from './supplies';

let test: TestOffice;
let bench: TestStation;
let desk: TestStation;
/** Without the office's role. */
let packer: TestStation;
const boxIds = ['B1', 'B2'] as const;
beforeAll(async () => {
  test = await startTestOffice({ idleMs: 25 });
  bench = await test.enrol();
  desk = await test.enrol(leeds, ['office']);
  packer = await test.enrol(leeds, ['station']);
  await test.receive('MUG', 500);
  const { writer } = test.office;
  await writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      ...boxIds.map((id, at) => ({
        kind: 'box' as const,
        entryId: `box-${id}`,
        box: {
          boxId: id as BoxId,
          name: id,
          code: id,
          inner: { lengthMm: 200 + 100 * at, widthMm: 200, heightMm: 100 },
          outer: { lengthMm: 210 + 100 * at, widthMm: 210, heightMm: 112 },
          tareGrams: 100,
          maxGrams: 20_000,
          costMinor: 40 + at,
          currency: 'GBP',
        },
      })),
      {
        kind: 'padding' as const,
        entryId: 'padding-paper',
        padding: {
          paddingId: 'paper',
          name: 'Paper',
          unit: 'metre' as const,
          costMinor: 4,
          currency: 'GBP',
          litresPerUnit: 3,
        },
      },
    ]),
  );
});
afterAll(() => test.close());

let orders = 0;
async function opened(): Promise<Parcel> {
  orders += 1;
  const orderId = await bench.place({ externalId: `B-${orders}`, lines: [lineOf('MUG', 2)] });
  return openParcelOf(test, bench, orderId);
}
const chosen = (parcel: Parcel, box: string, override?: Partial<BoxOverride>) =>
  bench.op('parcel.choose-box', parcel, {
    boxId: box as BoxId,
    ...(override
      ? { override: { planned: 'B1' as BoxId, reason: 'not-said', fillPermille: 600, ...override } }
      : {}),
  });
const sealed = (parcel: Parcel, padding?: { paddingId: string; quantity: number }) => [
  bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity: 2, code: 'MUG', scanId: 's' }),
  bench.op('parcel.seal', parcel, {
    sscc: bench.nextSscc(),
    weightGrams: 700,
    ...(padding ? { padding } : {}),
  }),
];
const site = async (boxId: string): Promise<BoxSite | null> => {
  const [row] = await test.rows<{ doc: { site: BoxSite } }>(
    `SELECT doc FROM directory WHERE entry_id = $1`,
    `box-site ${leeds} ${boxId}`,
  );
  return row?.doc.site ?? null;
};
const page = async (): Promise<BoxesPageAnswer> => {
  const got = await desk.get(`/v1/boxes/${leeds}`);
  expect(got.status).toBe(200);
  return got.body as unknown as BoxesPageAnswer;
};
const rowOf = async (boxId: string) => (await page()).boxes.find(({ box }) => box.boxId === boxId);

describe('choices against the plan', () => {
  it('arrive with their reason, once, and teach the warehouse', async () => {
    const first = await opened();
    const { body } = await bench.deliver(
      chosen(first, 'B2', {}),
      chosen(first, 'B2', { reason: 'too-small', fillPermille: 600 }),
    );
    expect(body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    await until(async () => (await page()).overrides[0]?.reason === 'too-small');
    expect((await page()).overrides).toMatchObject([
      { orderId: first.orderId, planned: 'B1', taken: 'B2', reason: 'too-small', fillPermille: 600 },
    ]);
    // One packer alone is no rule.
    expect((await site('B1'))?.fillPermille).toBe(1000);
    const second = await opened();
    await bench.deliver(chosen(second, 'B2', { reason: 'too-small', fillPermille: 640 }));
    await until(async () => (await site('B1'))?.fillPermille === 599);
    const third = await opened();
    await bench.deliver(chosen(third, 'B2', { reason: 'item-does-not-fit', sku: 'MUG' as Sku }));
    await until(async () => (await site('B1'))?.misfits.length === 1);
    expect(await rowOf('B1')).toMatchObject({ overridden: 3, site: { fillPermille: 599, misfits: ['MUG'] } });
  });

  it('reach the stations with the directory, and are forgotten and learned again from the office', async () => {
    const forgotten = await desk.post(`/v1/boxes/${leeds}/B1/forget`, { forgotten: true });
    expect(forgotten.status).toBe(200);
    expect(await site('B1')).toMatchObject({ fillPermille: 1000, misfits: [] });
    await desk.post(`/v1/boxes/${leeds}/B1/forget`, { forgotten: false });
    expect(await site('B1')).toMatchObject({ fillPermille: 599, misfits: ['MUG'] });
    expect((await packer.post(`/v1/boxes/${leeds}/B1/forget`, { forgotten: true })).status).toBe(403);
    expect((await desk.get('/v1/boxes/NOWHERE')).status).toBe(404);
  });
});

describe('what is sealed', () => {
  it('is counted once, with how full it was and what it cost, and leaves the shelf', async () => {
    const about = { streamId: leeds, at: new Date().toISOString(), actor: null };
    const client = await test.office.pool.connect();
    try {
      await countShelf(client, { ...about, supply: 'box B2', ref: 'c1' }, 10);
      await countShelf(client, { ...about, supply: 'padding paper', ref: 'c1' }, 100);
      await putOn(client, { ...about, supply: 'box B2', cause: 'received', ref: 'r1', quantity: 5 });
      await putOn(client, { ...about, supply: 'box B2', cause: 'received', ref: 'r1', quantity: 5 });
    } finally {
      client.release();
    }
    const parcel = await opened();
    await bench.deliver(chosen(parcel, 'B2'), ...sealed(parcel, { paddingId: 'paper', quantity: 3 }));
    await until(async () => (await rowOf('B2'))?.used === 1);
    // Two mugs of a litre each in six litres.
    expect(await rowOf('B2')).toMatchObject({ meanFillPermille: 333, site: { onHand: 14 } });
    const [use] = await test.rows(
      'SELECT box_minor, padding_minor, currency FROM box_use WHERE parcel_id = $1',
      parcel.parcelId,
    );
    expect(use).toEqual({ box_minor: 41, padding_minor: 12, currency: 'GBP' });
    const order = await desk.get(`/v1/orders/${parcel.orderId}`);
    expect(order.body).toMatchObject({
      parcels: [{ boxId: 'B2', material: { amountMinor: 53, currency: 'GBP' } }],
    });
    // Opened and sealed in itself: no second box. In another one: that one.
    await bench.deliver(
      bench.op('parcel.reopen', parcel, { reason: 'bench' }),
      bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 700 }),
      bench.op('parcel.reopen', parcel, { reason: 'bench' }),
      chosen(parcel, 'B1'),
      bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 700 }),
    );
    await until(async () => (await rowOf('B1'))?.used === 1);
    expect((await rowOf('B2'))?.used).toBe(0);
    const levels = await test.rows(
      'SELECT supply, on_hand FROM supply_level WHERE stream_id = $1 ORDER BY supply',
      leeds,
    );
    expect(levels).toEqual([
      { supply: 'box B1', on_hand: -1 },
      { supply: 'box B2', on_hand: 14 },
      { supply: 'padding paper', on_hand: 97 },
    ]);
    // Every level is the sum of its moves.
    const sums = await test.rows(
      `SELECT supply, sum(CASE WHEN to_place = 'shelf' THEN quantity ELSE -quantity END)::int AS on_hand
       FROM supply_move WHERE stream_id = $1 GROUP BY supply ORDER BY supply`,
      leeds,
    );
    expect(sums).toEqual(levels);
  });
});

describe('how products want to be packed', () => {
  const handling = { ...handlingOf({ fragile: false }), thisSideUp: true, protection: 'fragile' as const };
  it('is saved, told to stations once, and found again', async () => {
    const mug = {
      sku: 'MUG',
      handling,
      weightGrams: 350,
      size: { lengthMm: 90, widthMm: 90, heightMm: 100 },
    };
    const seq = async (): Promise<number> =>
      (await test.rows<{ seq: number }>(`SELECT seq FROM product WHERE sku = 'MUG'`))[0]?.seq ?? 0;
    const before = await seq();
    const saved = await desk.post('/v1/product-handling', { products: [mug, { ...mug, sku: 'NONE' }] });
    expect(saved).toMatchObject({ status: 200, body: { saved: 1, unknown: ['NONE'] } });
    const after = await seq();
    expect(after).toBeGreaterThan(before);
    expect((await desk.post('/v1/product-handling', { products: [mug] })).body).toMatchObject({ saved: 0 });
    expect(await seq()).toBe(after);
    const found = (await desk.get('/v1/product-handling?text=mug')).body as { rows: HandlingRow[] };
    expect(found.rows).toMatchObject([{ sku: 'MUG', isSaid: true, handling, weightGrams: 350 }]);
    const [row] = await test.rows<{ fragile: boolean; grams: number }>(
      `SELECT (doc->>'fragile')::boolean AS fragile, weight_grams AS grams FROM product WHERE sku = 'MUG'`,
    );
    expect(row).toEqual({ fragile: true, grams: 350 });
    expect((await packer.post('/v1/product-handling', { products: [mug] })).status).toBe(403);
    await test.expectSound();
  });
});

describe('a shelf', () => {
  it('that runs out is one task, and none again before it was filled', async () => {
    const tasks = () =>
      test.rows<{ doc: { values: Record<string, unknown> } }>(
        `SELECT doc FROM task WHERE stream_id = $1 AND kind = 'supply-low' ORDER BY seq`,
        leeds,
      );
    const say = (body: object) => desk.post(`/v1/boxes/${leeds}/supplies`, body);
    expect((await say({ act: 'count', supply: 'box B2', counted: 3 })).status).toBe(200);
    expect((await say({ act: 'low', supply: 'box B2', lowAt: 2 })).body).toMatchObject({
      boxes: [{}, { site: { onHand: 3, lowAt: 2 } }],
    });
    expect(await tasks()).toEqual([]);
    expect((await say({ act: 'count', supply: 'box B2', counted: 2 })).status).toBe(200);
    expect((await tasks()).map(({ doc }) => doc.values)).toEqual([{ name: 'B2', left: 2 }]);
    await say({ act: 'count', supply: 'box B2', counted: 1 });
    expect(await tasks()).toHaveLength(1);
    await say({ act: 'receive', supply: 'box B2', received: 50 });
    expect((await rowOf('B2'))?.site.onHand).toBe(51);
    await say({ act: 'count', supply: 'box B2', counted: 0 });
    expect(await tasks()).toHaveLength(2);
    expect(await site('B2')).toMatchObject({ onHand: 0, lowAt: 2 });
    expect((await say({ act: 'count', supply: 'box B99', counted: 0 })).status).toBe(404);
    const sums = await test.rows(
      `SELECT l.supply FROM supply_level l WHERE l.on_hand <> coalesce((SELECT sum(CASE WHEN to_place = 'shelf' THEN quantity ELSE -quantity END)
         FROM supply_move m WHERE m.stream_id = l.stream_id AND m.supply = l.supply), 0)`,
    );
    expect(sums).toEqual([]);
    await test.expectSound();
  });
});

describe('other standard sizes', () => {
  it('are proposed from real orders with what they save, and made once', async () => {
    const plain = { sku: 'MUG', handling: handlingOf({ fragile: false }) };
    expect((await desk.post('/v1/product-handling', { products: [plain] })).body).toMatchObject({ saved: 1 });
    const begun = await desk.post(`/v1/boxes/${leeds}/proposals`, {});
    expect(begun).toMatchObject({ status: 200, body: { state: 'looking' } });
    const { proposalId } = begun.body as { proposalId: string };
    await test.office.boxSizes.ended(proposalId);
    const found = (await desk.get(`/v1/box-proposals/${proposalId}`)).body as unknown as BoxProposal;
    expect(found).toMatchObject({ state: 'ready', progress: 1 });
    const { study } = found;
    expect(study?.orders).toBe(orders);
    expect(study?.offers.map(({ count }) => count)).toEqual([3, 4, 5]);
    const [first] = study?.offers ?? [];
    expect(first?.then.costMinor).toBeLessThanOrEqual(study?.today.costMinor ?? 0);
    expect(first?.then.outerLitres).toBeLessThan(study?.today.outerLitres ?? 0);
    const accept = () => desk.post(`/v1/box-proposals/${proposalId}/accept`, { count: 3 });
    const [one, two] = await Promise.all([accept(), accept()]);
    expect([one.status, two.status].sort((a, b) => a - b)).toEqual([200, 409]);
    const made = (await page()).boxes.map(({ box }) => box);
    const fresh = made.filter(({ boxId }) => boxId !== 'B1' && boxId !== 'B2');
    expect(fresh.map(({ inner }) => inner)).toEqual(first?.boxes.map(({ inner }) => inner));
    expect(fresh.map(({ boxId }) => boxId)).toEqual(fresh.map((_, at) => `B${at + 3}`));
    expect(fresh.every(({ code, boxId }) => code === ownCode('box', boxId))).toBe(true);
    expect((await desk.get(`/v1/box-proposals/${newId()}`)).status).toBe(404);
  });

  it('are looked for once a month by itself, where enough is packed', async () => {
    const begun = async (): Promise<number> =>
      (
        await test.rows<{ n: number }>(
          'SELECT count(*)::int AS n FROM box_proposal WHERE stream_id = $1',
          rotterdam,
        )
      )[0]?.n ?? 0;
    const seal = (boxes: number) =>
      test.rows(
        `INSERT INTO box_use (stream_id, parcel_id, box_id, at) SELECT $1, gen_random_uuid(), 'B1', now() FROM generate_series(1, $2::int)`,
        rotterdam,
        boxes,
      );
    const { monthly } = test.office.boxSizes;
    await seal(199);
    await monthly.drain();
    expect(await begun()).toBe(0);
    await seal(1);
    await monthly.drain();
    await monthly.drain();
    expect(await begun()).toBe(1);
  });

  it('can be stopped, and say so where there is nothing to look at', async () => {
    const begun = await desk.post(`/v1/boxes/${leeds}/proposals`, {});
    const { proposalId } = begun.body as { proposalId: string };
    const stopped = await desk.post(`/v1/box-proposals/${proposalId}/stop`, {});
    expect((stopped.body as unknown as BoxProposal).state).not.toBe('looking');
    const elsewhere = await desk.post(`/v1/boxes/${rotterdam}/proposals`, {});
    expect(elsewhere.body).toMatchObject({ state: 'nothing', study: null });
  });
});
