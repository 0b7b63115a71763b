// A box picked by two people in two zones at once, with another lot of one product in each, on real PostgreSQL: what lies in which
// tote is known to the bench that packs it, each lot goes into the box under its own name, and the office finds who got it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locationIdSchema, type TourId } from '../../../shared/domain/ids';
import { zoneTotes } from '../../../shared/domain/parcel/bring-together';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
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
let desk: TestStation;
let pickers: Record<'A' | 'B', TestStation>;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => new Date('2026-03-02T08:00:00.000Z') });
  desk = await office.enrol();
  pickers = { A: await office.enrol(), B: await office.enrol() };
});
afterAll(() => office.close());

const placeOf = (text: string) => locationIdSchema.parse(text);
const { sku } = lineOf('LAMP', 1);
const early = { lot: 'L-EARLY', bestBefore: '2026-07-01' };
const late = { lot: 'L-LATE', bestBefore: '2027-01-01' };
const stocked = async (quantity: number, { lot, bestBefore }: typeof early, to: string) => {
  const expiry = bestBefore.slice(2).replaceAll('-', '');
  const take: OpBody<'receipt.take'> = {
    receivingId: randomUUID() as OpBody<'receipt.take'>['receivingId'],
    purchaseId: null,
    sku,
    quantity,
    condition: 'good',
    to: 'receiving',
    lot,
    serial: null,
    expiry,
    code: sku,
    scanId: 's',
  };
  const [from, taskId] = [placeOf('receiving'), null];
  const move = {
    sku,
    quantity,
    from,
    to: placeOf(to),
    taskId,
    code: sku,
    scanId: 's',
    lot: { lot, bestBefore },
  };
  await desk.deliver(desk.op('receipt.take', null, take), desk.op('stock.move', null, move));
};
const parcelNow = async (orderId: string): Promise<Parcel> => {
  const [parcel] = await office.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel');
  return parcel;
};

it('is brought together tote by tote, each lot by its name', async () => {
  await desk.post(`/v1/products/${sku}/rotation`, { rotation: { by: 'fefo', minimumDays: 0 } });
  await stocked(4, late, 'A-01');
  await stocked(2, early, 'B-01');
  await office.rows(
    `UPDATE location SET zone = left(location_id, 1) WHERE stream_id = $1 AND kind = 'bin'`,
    leeds,
  );
  const orderId = await desk.place({ externalId: 'Z-1', lines: [lineOf('LAMP', 3)] });
  await office.settled();
  const { parcelId } = await parcelNow(orderId);
  const tourIds = await planTours(
    office.office,
    leeds,
    (['A', 'B'] as const).map((zone) => ({
      parcelIds: [parcelId],
      method: 'zone' as const,
      zone,
      waveId: null,
      dueAt: null,
      after: null,
    })),
  );
  expect(tourIds).toHaveLength(2);

  const walks = { A: { from: 'A-01', quantity: 1, lot: late }, B: { from: 'B-01', quantity: 2, lot: early } };
  for (const [at, zone] of (['A', 'B'] as const).entries()) {
    const picker = pickers[zone];
    const tourId = tourIds[at] as TourId;
    await picker.deliver(picker.op('tour.claim', null, { tourId }));
    const [row] = await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId);
    expect(row?.doc).toMatchObject({ zone, route: [walks[zone].from] });
    const about = { parcelId, fence: row?.doc.fence ?? 0 } as Parcel;
    const { from, quantity, lot } = walks[zone];
    const tote = `T-${zone}`;
    const { body } = await picker.deliver(
      { ...picker.op('tour.take-tote', about, { tourId, position: 1, tote }), parcelId: null },
      picker.op('tour.pick', about, {
        tourId,
        lineNo: 1,
        quantity,
        from: placeOf(from),
        planned: placeOf(from),
        tote,
        code: sku,
        scanId: 's',
        lot,
        zone,
      }),
      { ...picker.op('tour.drop', about, { tourId, locationId: placeOf('bench') }), parcelId: null },
    );
    expect(body.results, JSON.stringify(body)).toMatchObject([1, 2, 3].map(() => ({ status: 'applied' })));
  }

  const claim = desk.op('parcel.claim', { parcelId, fence: 0 }, {});
  await desk.deliver({ ...claim, fence: null });
  const box = await parcelNow(orderId);
  expect(
    zoneTotes(box).map(({ zone, tote, units }) => [zone, tote, units[0]?.quantity, units[0]?.lot]),
  ).toEqual([
    ['A', 'T-A', 1, late],
    ['B', 'T-B', 2, early],
  ]);
  const pack = (quantity: number, lot: typeof early, tote: string) =>
    desk.op('parcel.pack-item', box, { sku, quantity, code: sku, scanId: 's', lot, tote });
  await desk.deliver(desk.op('parcel.open', box, {}), pack(1, early, 'T-B'));
  expect(zoneTotes(await parcelNow(orderId)).map(({ tote, units }) => [tote, units[0]?.quantity])).toEqual([
    ['T-A', 1],
    ['T-B', 1],
  ]);
  await desk.deliver(pack(1, late, 'T-A'), pack(1, early, 'T-B'));
  const packed = await parcelNow(orderId);
  expect(zoneTotes(packed)).toEqual([]);
  expect(packed.lines[0]).toMatchObject({ packed: 3 });
  for (const { lot, quantity } of [
    { ...early, quantity: 2 },
    { ...late, quantity: 1 },
  ]) {
    const { body } = await desk.get(`/v1/lots/taken?code=${lot}`);
    const rows = body['rows'] as { lot: string; units: number }[];
    expect(
      rows.reduce((sum, row) => sum + row.units, 0),
      JSON.stringify(body),
    ).toBe(quantity);
  }
  await office.expectSound();
});
