// Tours past bins of which nothing is wanted any more, on real PostgreSQL.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locationIdSchema, type TourId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Tour } from '../../../shared/domain/tour/tour';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { planTours } from './plan-tours';
import { rerouteTours } from './reroute-tours';

let office: TestOffice;
let picker: TestStation;

beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  picker = await office.enrol();
  await office.receive('MUG', 20, 'A-01');
  await office.receive('LAMP', 20, 'A-02');
  await office.receive('BOWL', 20, 'B-01');
});
afterAll(() => office.close());

const tourNow = async (tourId: TourId): Promise<Tour> =>
  (await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId))[0]?.doc as Tour;
const planned = async (externalId: string): Promise<{ tourId: TourId; orderId: string; parcel: Parcel }> => {
  const orderId = await picker.place({
    externalId,
    lines: [lineOf('MUG', 1), lineOf('LAMP', 1), lineOf('BOWL', 1)],
  });
  await office.settled();
  const parcel = (await office.parcelsOf(orderId))[0] as Parcel;
  const [tourId] = await planTours(office.office, leeds, [
    {
      parcelIds: [parcel.parcelId],
      method: 'single',
      zone: null,
      waveId: null,
      dueAt: null,
      after: null,
    },
  ]);
  if (!tourId) throw new Error('nothing planned');
  return { tourId, orderId, parcel };
};
const cancel = async (orderId: string, ...lineNos: number[]): Promise<void> => {
  const { status, body } = await picker.post(`/v1/orders/${orderId}/cancel-lines`, {
    reason: 'customer',
    lines: lineNos.map((lineNo) => ({ lineNo, quantity: 1 })),
  });
  expect(status, JSON.stringify(body)).toBe(200);
};

it('a tour that waits is led past what is left, once, and is shorter', async () => {
  const { tourId, orderId } = await planned('R-1');
  const before = await tourNow(tourId);
  expect(before.route).toEqual(['A-01', 'A-02', 'B-01']);
  expect(await rerouteTours(office.office)).toBe(0);
  await cancel(orderId, 3);
  expect(await rerouteTours(office.office)).toBe(1);
  const after = await tourNow(tourId);
  expect(after.route).toEqual(['A-01', 'A-02']);
  expect(after.measure?.metres).toBeLessThan(before.measure?.metres ?? 0);
  expect(await rerouteTours(office.office)).toBe(0);
});

it('one of which nothing is left is ended, and its boxes are free', async () => {
  const { tourId, orderId, parcel } = await planned('R-2');
  await cancel(orderId, 1, 2, 3);
  expect(await rerouteTours(office.office)).toBe(1);
  expect((await tourNow(tourId)).state).toBe('cancelled');
  const [now] = await office.parcelsOf(parcel.orderId);
  expect(now?.tours).toEqual([]);
  await office.expectSound();
});

it('whoever walks already keeps the way they know', async () => {
  const { tourId, orderId, parcel } = await planned('R-3');
  await picker.deliver(picker.op('tour.claim', null, { tourId }));
  const { fence } = await tourNow(tourId);
  const about = { parcelId: parcel.parcelId, fence } as Parcel;
  await picker.deliver(
    picker.op('tour.take-tote', { fence } as Parcel, { tourId, position: 1, tote: 'T1' }),
    picker.op('tour.pick', about, {
      tourId,
      lineNo: 1,
      quantity: 1,
      from: locationIdSchema.parse('A-01'),
      planned: locationIdSchema.parse('A-01'),
      tote: 'T1',
      code: 'x',
      scanId: 's',
    }),
  );
  await cancel(orderId, 3);
  expect(await rerouteTours(office.office)).toBe(0);
  expect((await tourNow(tourId)).route).toEqual(['A-01', 'A-02', 'B-01']);
});
