// Weights of sealed boxes at head office, on real PostgreSQL: what a scale said is the parcel's weight, and one that differs is a
// task, never a refusal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { SealWeight } from '../../../shared/domain/weighing/seal-weight';
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
});
afterAll(() => test.close());

let orders = 0;
async function opened(quantity: number): Promise<Parcel> {
  orders += 1;
  const orderId = await bench.place({ externalId: `W-${orders}`, lines: [lineOf('MUG', quantity)] });
  return openParcelOf(test, bench, orderId);
}

async function sealedWith(quantity: number, weighed: Partial<SealWeight>) {
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
    bench.op('parcel.choose-box', parcel, { boxId: 'B1' as never }),
    bench.op('parcel.seal', parcel, {
      sscc: bench.nextSscc(),
      weightGrams: weight.grams,
      weighed: weight,
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
