// From the picker's hand to the customer on real PostgreSQL: what was taken is what the books, the box and the office know of
// a lot and of a serial.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TakenAnswer } from '../../../shared/contract/lots';
import { type BoxId, locationIdSchema, type TourId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Lot } from '../../../shared/domain/stock/lot';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { OpBody } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { planTours } from '../tours/plan-tours';

let office: TestOffice;
let bench: TestStation;
const at = '2026-03-02T08:00:00.000Z';
const early: Lot = { lot: 'EARLY', bestBefore: '2026-06-01' };
const late: Lot = { lot: 'LATE', bestBefore: '2027-06-01' };
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => new Date(at) });
  bench = await office.enrol();
  await bench.post('/v1/products/MUG/asks', { asks: ['lot', 'expiry', 'serial'] });
  for (const [lot, expiry, to] of [
    ['EARLY', '260601', 'A-01'],
    ['LATE', '270601', 'A-01'],
  ] as const) {
    await bench.deliver(
      bench.op('receipt.take', null, {
        receivingId: randomUUID() as OpBody<'receipt.take'>['receivingId'],
        purchaseId: null,
        sku: lineOf('MUG', 1).sku,
        quantity: 3,
        condition: 'good',
        to: 'receiving',
        lot,
        serial: null,
        expiry,
        code: 'MUG',
        scanId: 's',
      }),
      bench.op('stock.move', null, {
        sku: lineOf('MUG', 1).sku,
        quantity: 3,
        from: locationIdSchema.parse('receiving'),
        to: locationIdSchema.parse(to),
        taskId: null,
        code: 'MUG',
        scanId: 's',
        lot: lot === 'EARLY' ? early : late,
      }),
    );
  }
});
afterAll(() => office.close());

const bin = locationIdSchema.parse('A-01');
const toured = async (externalId: string, quantity: number) => {
  const orderId = await bench.place({ externalId, lines: [lineOf('MUG', quantity)] });
  await office.settled();
  const [parcel] = await office.parcelsOf(orderId);
  const [tourId] = await planTours(office.office, leeds, [
    {
      parcelIds: [(parcel as Parcel).parcelId],
      method: 'single',
      zone: null,
      waveId: null,
      dueAt: null,
      after: null,
    },
  ]);
  await bench.deliver(bench.op('tour.claim', null, { tourId: tourId as TourId }));
  const [row] = await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId);
  return {
    orderId,
    tour: row?.doc as Tour,
    about: { parcelId: (parcel as Parcel).parcelId, fence: row?.doc.fence } as Parcel,
  };
};
const picking = (
  { tour, about }: Awaited<ReturnType<typeof toured>>,
  more: Pick<OpBody<'tour.pick'>, 'lot' | 'serial' | 'swap'>,
) =>
  bench.op('tour.pick', about, {
    tourId: tour.tourId,
    lineNo: 1,
    quantity: 1,
    from: bin,
    planned: bin,
    tote: 'T1',
    code: 'MUG',
    scanId: 's',
    ...more,
  });
const whoGot = async (code: string): Promise<TakenAnswer> => {
  const { status, body } = await bench.get(`/v1/lots/taken?code=${code}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as TakenAnswer;
};

it('another lot than planned is what left, what the box has and what the office finds; its bin is looked at', async () => {
  const one = await toured('G-1', 2);
  const [before] = await office.parcelsOf(one.orderId);
  expect(before?.lines[0]?.sources).toEqual([{ locationId: bin, quantity: 2, lot: early }]);
  await bench.deliver(
    picking(one, { lot: early, serial: 'S-1' }),
    picking(one, { lot: late, serial: 'S-2', swap: { planned: early, reason: 'not-there' } }),
    bench.op('tour.drop', { fence: one.tour.fence } as Parcel, {
      tourId: one.tour.tourId,
      locationId: locationIdSchema.parse('bench'),
    }),
  );
  const [picked] = await office.parcelsOf(one.orderId);
  expect(picked?.lines[0]).toMatchObject({
    sources: [
      { locationId: 'bench', quantity: 1, lot: early },
      { locationId: 'bench', quantity: 1, lot: late },
    ],
    serials: ['S-1', 'S-2'],
  });
  const tasks = await office.rows<{ reason: string }>(
    `SELECT doc->'values'->>'reason' AS reason FROM task WHERE kind = 'count-cycle' AND state = 'open' AND doc->'values'->>'location' = 'A-01'`,
  );
  expect(tasks).toEqual([{ reason: 'lots' }]);
  await office.expectSound();

  await bench.deliver({ ...bench.op('parcel.claim', { ...one.about, fence: 0 }, {}), fence: null });
  const [held] = await office.parcelsOf(one.orderId);
  if (!held) throw new Error('no parcel');
  const sscc = bench.nextSscc();
  const seal = bench.op('parcel.open', held, {});
  await bench.deliver(seal);
  const packed = bench.op('parcel.pack-item', held, {
    sku: lineOf('MUG', 1).sku,
    quantity: 2,
    code: 'MUG',
    scanId: 's',
  });
  const box = bench.op('parcel.choose-box', held, { boxId: 'B1' as BoxId });
  const sealed = bench.op('parcel.seal', held, { sscc, weightGrams: 900 });
  const label = { jobId: sealed.opId, attempt: 1, outcome: 'confirmed' as const };
  const { body } = await bench.deliver(
    packed,
    box,
    sealed,
    bench.op('parcel.record-label', held, { label }),
    bench.op('parcel.hand-over', held, { sscc }),
  );
  expect(body.results.map(({ status }) => status)).toEqual(Array(5).fill('applied'));
  const left = await office.rows<{ lot: string; on_hand: number }>(
    `SELECT lot, on_hand FROM lot_level WHERE location_id = 'customer' ORDER BY 1`,
  );
  expect(left).toEqual([
    { lot: 'EARLY', on_hand: 1 },
    { lot: 'LATE', on_hand: 1 },
  ]);
  await office.expectSound();

  expect(await whoGot('LATE')).toMatchObject({
    rows: [{ orderId: one.orderId, lot: 'LATE', bestBefore: '2027-06-01', units: 1, state: 'handed-over' }],
    isMore: false,
    here: [{ locationId: 'A-01', units: 2 }],
  });
  expect(await whoGot('S-2')).toMatchObject({ rows: [{ serial: 'S-2', units: 1 }], here: [] });
  expect((await whoGot('NONE')).rows).toEqual([]);
});

it('what was put back was taken by nobody', async () => {
  const two = await toured('G-2', 1);
  const pick = picking(two, { lot: early, serial: 'S-9' });
  await bench.deliver(pick);
  expect((await whoGot('S-9')).rows).toMatchObject([{ orderId: two.orderId }]);
  await bench.deliver(
    bench.op('tour.put-back', two.about, {
      tourId: two.tour.tourId,
      undoes: pick.opId,
      lineNo: 1,
      quantity: 1,
      to: bin,
      lot: early,
      serial: 'S-9',
    }),
  );
  expect((await whoGot('S-9')).rows).toEqual([]);
  expect((await whoGot('EARLY')).rows.map(({ orderId }) => orderId)).not.toContain(two.orderId);
  await office.expectSound();
});

it('packed out of the bin with a code that tells, the box has it; an undone scan has not', async () => {
  const orderId = await bench.place({ externalId: 'G-3', lines: [lineOf('MUG', 1)] });
  await office.settled();
  const [free] = await office.parcelsOf(orderId);
  await bench.deliver({
    ...bench.op('parcel.claim', { ...(free as Parcel), fence: 0 }, {}),
    fence: null,
  });
  const [held] = await office.parcelsOf(orderId);
  const item = { sku: lineOf('MUG', 1).sku, quantity: 1, code: 'MUG', scanId: 's', lot: late, serial: 'S-7' };
  const scan = bench.op('parcel.pack-item', held as Parcel, item);
  const open = { ...bench.op('parcel.open', held as Parcel, {}) };
  await bench.deliver({ ...open, stationSeq: scan.stationSeq }, { ...scan, stationSeq: open.stationSeq });
  expect((await whoGot('S-7')).rows).toMatchObject([{ orderId, units: 1 }]);
  await bench.deliver(bench.op('parcel.undo', held as Parcel, { undoes: scan.opId }));
  expect((await whoGot('S-7')).rows).toEqual([]);
});
