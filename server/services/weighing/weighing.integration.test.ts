// Weights of sealed boxes at head office, on real PostgreSQL: what a scale said is the parcel's weight, and one that differs is a
// task, never a refusal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../shared/domain/catalogue/product';
import { type BoxId, companyStream, type Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { UsedPadding } from '../../../shared/domain/packing/box';
import { type PackingWeight, packingShare } from '../../../shared/domain/weighing/packing-weight';
import type { SealWeight } from '../../../shared/domain/weighing/seal-weight';
import { saveEntries } from '../directory/save-entries';
import { until } from '../shipments/shipping-office.test-kit';
import {
  lineOf,
  openParcelOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
beforeAll(async () => {
  test = await startTestOffice({ idleMs: 25 });
  bench = await test.enrol();
  await test.receive('MUG', 500);
  await test.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      {
        kind: 'box' as const,
        entryId: 'box-B1',
        box: {
          boxId: 'B1' as BoxId,
          name: 'B1',
          code: 'B1',
          inner: { lengthMm: 200, widthMm: 200, heightMm: 100 },
          outer: { lengthMm: 210, widthMm: 210, heightMm: 112 },
          tareGrams: 100,
          maxGrams: 20_000,
          costMinor: 40,
          currency: 'GBP',
        },
      },
    ]),
  );
});
afterAll(() => test.close());

let orders = 0;
async function opened(quantity: number): Promise<Parcel> {
  orders += 1;
  const orderId = await bench.place({ externalId: `W-${orders}`, lines: [lineOf('MUG', quantity)] });
  return openParcelOf(test, bench, orderId);
}

async function sealedWith(
  quantity: number,
  weighed: Partial<SealWeight>,
  padding: UsedPadding | null = null,
) {
  const parcel = await opened(quantity);
  const weight: SealWeight = {
    by: 'scale',
    grams: 1_000,
    scaleId: 'Bench',
    expectedGrams: 1_000,
    toleranceGrams: 50,
    ...weighed,
  };
  const { body } = await bench.deliver(
    bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity, code: 'MUG', scanId: 's' }),
    bench.op('parcel.choose-box', parcel, { boxId: 'B1' as BoxId }),
    bench.op('parcel.seal', parcel, {
      sscc: bench.nextSscc(),
      weightGrams: weight.grams,
      weighed: weight,
      ...(padding ? { padding } : {}),
    }),
  );
  expect(body.results.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
  return parcel;
}

const tasksOf = (parcel: Parcel) =>
  test.rows<{ values: object }>(
    `SELECT doc->'values' AS values FROM task WHERE kind = 'weight-differs' AND doc->>'parcelId' = $1`,
    parcel.parcelId,
  );

describe('the weight of a sealed box', () => {
  it('is what the scale said, and stands in its history with what was expected', async () => {
    const parcel = await sealedWith(2, { grams: 1_040 });
    const [row] = await test.rows<{ weight: number }>(
      `SELECT (doc->>'weightGrams')::int AS weight FROM parcel WHERE parcel_id = $1`,
      parcel.parcelId,
    );
    expect(row?.weight).toBe(1_040);
    const [event] = await test.rows<{ weighed: SealWeight }>(
      `SELECT body->'weighed' AS weighed FROM event WHERE aggregate_id = $1 AND type = 'ParcelSealed'`,
      parcel.parcelId,
    );
    expect(event?.weighed).toMatchObject({
      by: 'scale',
      grams: 1_040,
      expectedGrams: 1_000,
      toleranceGrams: 50,
    });
    expect(await tasksOf(parcel)).toEqual([]);
  });

  it('that differs is applied all the same, and is a task unless the packer counted again', async () => {
    const unexplained = await sealedWith(1, { grams: 1_400, reason: 'scale-doubtful' });
    expect(await tasksOf(unexplained)).toMatchObject([
      { values: { weighed: 1_400, expected: 1_000, tolerance: 50, reason: 'scale-doubtful' } },
    ]);
    expect(await tasksOf(await sealedWith(1, { grams: 1_400 }))).toHaveLength(1);
    expect(await tasksOf(await sealedWith(1, { grams: 1_400, reason: 'counted-again' }))).toEqual([]);
  });
});

describe('what sealed boxes teach', () => {
  const product = async (): Promise<Product | undefined> =>
    (await test.rows<{ doc: Product }>(`SELECT doc FROM product WHERE sku = 'MUG'`))[0]?.doc;
  const noted = async () =>
    (
      await test.rows<{ net: number; units: number }>(
        `SELECT net_grams AS net, units FROM weighed_box WHERE sku = 'MUG' ORDER BY at, net_grams`,
      )
    ).map(({ net, units }) => [net, units]);

  it('is the weight of their product, told with it to every station, and only by boxes that can be believed', async () => {
    await until(async () => (await noted()).length >= 2);
    await test.rows('DELETE FROM weighed_box');
    for (const extra of [0, 2, -2, 4]) await sealedWith(2, { grams: 700 + extra, expectedGrams: 700 });
    // Typed, unexplained or doubted: nothing is learned of them.
    await sealedWith(1, { grams: 700, expectedGrams: 700, by: 'typed', scaleId: null });
    await sealedWith(1, { grams: 9_000, expectedGrams: 400, reason: 'scale-doubtful' });
    await until(async () => (await noted()).length === 4);
    expect((await product())?.learnedWeight).toBeUndefined();
    const before = (await product())?.seq ?? 0;
    await sealedWith(1, { grams: 402, expectedGrams: 200, reason: 'product-weight-wrong' });
    await until(async () => (await product())?.learnedWeight !== undefined);
    const taught = await product();
    expect(taught?.learnedWeight).toMatchObject({ boxes: 5 });
    expect(Math.abs((taught?.learnedWeight?.milligrams ?? 0) - 300_500)).toBeLessThanOrEqual(1_500);
    expect(taught?.seq).toBeGreaterThan(before);
    expect(await noted()).toContainEqual([302, 1]);
  });

  it('is told anew only when it says something else', async () => {
    const before = await product();
    await sealedWith(1, { grams: 401, expectedGrams: 400 });
    await until(async () => (await noted()).length === 6);
    await until(
      async () =>
        (
          await test.rows<{ n: number }>(
            `SELECT count(*)::int AS n FROM outbox WHERE topic = 'learn-weight' AND done_at IS NULL`,
          )
        )[0]?.n === 0,
    );
    expect((await product())?.seq).toBe(before?.seq);
  });
});

describe('what boxes weigh beside their goods', () => {
  const told = async (): Promise<PackingWeight | undefined> =>
    (
      await test.rows<{ packing: PackingWeight }>(
        `SELECT doc->'packing' AS packing FROM directory WHERE kind = 'packing-weight' AND NOT deleted`,
      )
    )[0]?.packing;

  it('is learned from confirmed boxes with the padding that was prescribed, and told to every station', async () => {
    const product = (await test.rows<{ doc: Product }>(`SELECT doc FROM product WHERE sku = 'MUG'`))[0]?.doc;
    const unit = (product?.learnedWeight?.milligrams ?? 0) / 1000;
    expect(unit).toBeGreaterThan(0);
    await test.rows('DELETE FROM weighed_parcel');
    for (let at = 0; at < 14; at += 1) {
      const units = 1 + (at % 4);
      const metres = at % 3;
      const grams = Math.round(100 + units * unit + 9 + metres * 30 + (at % 2));
      // Nobody expected it yet: the packer counted, or said that it is the padding.
      await sealedWith(
        units,
        {
          grams,
          expectedGrams: Math.round(100 + units * unit),
          toleranceGrams: 5,
          reason: at % 2 ? 'counted-again' : 'padding-heavier',
        },
        metres === 0 ? null : { paddingId: 'paper', quantity: metres },
      );
    }
    // Doubted or not said: nothing of it is believed.
    await sealedWith(
      1,
      { grams: 5_000, expectedGrams: 400, reason: 'scale-doubtful' },
      { paddingId: 'paper', quantity: 1 },
    );
    await until(async () => (await told())?.paddings.length === 1);
    const packing = await told();
    expect(packing?.paddings[0]).toMatchObject({ paddingId: 'paper' });
    expect(Math.abs((packing?.paddings[0]?.milligrams ?? 0) - 30_000)).toBeLessThan(4_000);
    const base = packingShare(packing ?? null, 'B1', null);
    expect(base?.milligrams).toBeGreaterThan(3_000);
    expect(base?.milligrams).toBeLessThan(16_000);
    const [wrong] = await test.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM weighed_parcel WHERE net_grams > 4000`,
    );
    expect(wrong?.n).toBe(0);
  });
});
