// Picking on real PostgreSQL: tours are planned, claimed by one station, walked, and dropped; the ledger follows every unit.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParcelId, TourId } from '../../../shared/domain/ids';
import { locationIdSchema } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Tour } from '../../../shared/domain/tour/tour';
import { toPick } from '../../../shared/domain/parcel/picked-units';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { leaseLengthMs } from '../../../shared/domain/parcel/lease';
import { planTours } from './plan-tours';
import { revokeStation } from '../stations/revoke';
import { expireTours } from './tour-leases';

/** By so much head office's clock has been put forward. */
let aheadMs = 0;
let office: TestOffice;
let picker: TestStation;
let other: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => new Date(Date.now() + aheadMs) });
  picker = await office.enrol();
  other = await office.enrol();
  await office.receive('MUG', 3, 'A-01');
  await office.receive('MUG', 20, 'B-01');
  await office.receive('LAMP', 20, 'A-02');
});
afterAll(() => office.close());

const tour = async (tourId: TourId): Promise<Tour> => {
  const [row] = await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId);
  if (!row) throw new Error('no such tour');
  return row.doc;
};
const placed = async (externalId: string, ...lines: ReturnType<typeof lineOf>[]): Promise<Parcel> => {
  const orderId = await picker.place({ externalId, lines });
  await office.settled();
  const [parcel] = await office.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel');
  return parcel;
};
const planned = async (...parcels: Parcel[]): Promise<TourId> => {
  const [tourId] = await planTours(office.office, leeds, [
    {
      parcelIds: parcels.map(({ parcelId }) => parcelId),
      method: 'batch',
      zone: null,
      waveId: null,
      dueAt: null,
      after: null,
    },
  ]);
  if (!tourId) throw new Error('nothing planned');
  return tourId;
};
const level = async (bin: string, sku: string): Promise<number> => {
  const [row] = await office.rows<{ on_hand: number }>(
    'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND location_id = $2 AND sku = $3',
    leeds,
    bin,
    sku,
  );
  return row?.on_hand ?? 0;
};
const parcelNow = async ({ orderId }: Parcel): Promise<Parcel> =>
  (await office.parcelsOf(orderId))[0] as Parcel;
/** Ops of a tour carry its fence. */
const about = (parcelId: ParcelId | null, fence: number) => ({ parcelId, fence }) as Parcel;
const pick = (
  of: Parcel,
  { tourId, fence }: Tour,
  lineNo: number,
  bin: string,
  quantity: number,
  tote: string,
) =>
  picker.op('tour.pick', about(of.parcelId, fence), {
    tourId,
    lineNo,
    quantity,
    from: locationIdSchema.parse(bin),
    planned: locationIdSchema.parse(bin),
    tote,
    code: 'x',
    scanId: 's',
  });

describe('a tour', () => {
  it('is walked by one station, bin by bin into its totes, and packed from them', async () => {
    const one = await placed('T-1', lineOf('MUG', 2), lineOf('LAMP', 1));
    const two = await placed('T-2', lineOf('MUG', 2));
    const tourId = await planned(one, two);
    expect(await tour(tourId)).toMatchObject({
      state: 'planned',
      number: 1,
      route: ['A-01', 'A-02', 'B-01'],
    });
    // What is being picked is given to no bench.
    expect(await other.hello(20)).toEqual([]);

    const claims = [
      await picker.deliver(picker.op('tour.claim', null, { tourId })),
      await other.deliver(other.op('tour.claim', null, { tourId })),
    ];
    expect(claims.map(({ body }) => body.results[0]?.status)).toEqual(['applied', 'refused']);
    const held = await tour(tourId);
    expect(held).toMatchObject({ state: 'claimed', holder: picker.stationId, fence: 1 });

    const tote = (position: number, name: string) =>
      picker.op('tour.take-tote', about(null, held.fence), { tourId, position, tote: name });
    const done = await picker.deliver(
      tote(1, 'T1'),
      tote(2, 'T2'),
      pick(one, held, 1, 'A-01', 2, 'T1'),
      pick(two, held, 1, 'A-01', 1, 'T2'),
      pick(one, held, 2, 'A-02', 1, 'T1'),
      pick(two, held, 1, 'B-01', 1, 'T2'),
    );
    expect(done.body.results.map(({ refusal }) => refusal)).toEqual(done.body.results.map(() => null));
    expect(await tour(tourId)).toMatchObject({
      state: 'picking',
      pickerId: 'P1',
      places: [{ totes: ['T1'] }, { totes: ['T2'] }],
    });
    expect([await level('A-01', 'MUG'), await level('bench', 'MUG'), await level('bench', 'LAMP')]).toEqual([
      0, 4, 1,
    ]);
    await office.expectSound();

    await picker.deliver(
      picker.op('tour.drop', about(null, held.fence), {
        tourId,
        locationId: locationIdSchema.parse('bench'),
      }),
    );
    expect(await tour(tourId)).toMatchObject({ state: 'dropped', holder: null });
    const [first] = await other.hello(1);
    expect(first).toMatchObject({ orderNumber: one.orderNumber, tours: [], totes: ['T1'] });
    expect(first?.lines.flatMap(({ sources }) => sources)).toEqual([
      { locationId: 'bench', quantity: 2 },
      { locationId: 'bench', quantity: 1 },
    ]);
    await office.expectSound();
  });

  it('that was short lets the order be filled from elsewhere, counts the bin and holds nothing back', async () => {
    const parcel = await placed('T-3', lineOf('LAMP', 2));
    const tourId = await planned(parcel);
    await picker.deliver(picker.op('tour.claim', null, { tourId }));
    const held = await tour(tourId);
    const before = await level('A-02', 'LAMP');
    await picker.deliver(
      picker.op('tour.short', about(parcel.parcelId, held.fence), {
        tourId,
        lineNo: 1,
        quantity: 1,
        at: locationIdSchema.parse('A-02'),
        problem: 'missing',
        holds: false,
      }),
    );
    expect(await level('A-02', 'LAMP')).toBe(before - 1);
    expect((await parcelNow(parcel)).lines[0]).toMatchObject({ missing: 1, expected: 2 });
    expect(
      await office.rows(`SELECT doc->'values'->>'location' AS location FROM task WHERE kind = 'count-bin'`),
    ).toContainEqual({ location: 'A-02' });
    await office.settled();
    await office.expectSound();
  });

  it('is not walked for what was cancelled meanwhile; what lies in the tote by then goes back', async () => {
    const parcel = await placed('T-4', lineOf('LAMP', 3));
    const tourId = await planned(parcel);
    await picker.deliver(picker.op('tour.claim', null, { tourId }));
    const held = await tour(tourId);
    await picker.deliver(pick(parcel, held, 1, 'A-02', 2, 'T9'));
    const answer = await picker.post(`/v1/orders/${parcel.orderId}/cancel-lines`, {
      reason: 'customer',
      lines: [{ lineNo: 1, quantity: 2 }],
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const now = await parcelNow(parcel);
    expect(toPick(now.lines[0] as Parcel['lines'][number])).toEqual([]);
    expect(
      await office.rows(
        `SELECT (doc->'values'->>'quantity')::int AS quantity, doc->'values'->>'tote' AS tote FROM task WHERE kind = 'put-back'`,
      ),
    ).toEqual([{ quantity: 1, tote: 'T9' }]);
    // It had not heard of it: the third unit is in the tote, and nobody waits for it.
    const late = await picker.deliver(pick(parcel, held, 1, 'A-02', 1, 'T9'));
    expect(late.body.results[0]).toMatchObject({
      status: 'contradiction',
      refusal: { code: 'pick-not-wanted' },
    });
    expect(await level('bench', 'LAMP')).toBe(1 + 3);
    await office.expectSound();
  });

  it('goes on in other hands when its lease has run out', async () => {
    const parcel = await placed('T-5', lineOf('LAMP', 2));
    const tourId = await planned(parcel);
    await picker.deliver(picker.op('tour.claim', null, { tourId }));
    const held = await tour(tourId);
    await picker.deliver(pick(parcel, held, 1, 'A-02', 1, 'T5'));
    await picker.deliver(picker.op('tour.give-back', about(null, held.fence), { tourId }));
    await other.deliver(other.op('tour.claim', null, { tourId }));
    expect(await tour(tourId)).toMatchObject({ holder: other.stationId, fence: 3 });
    // The first picker took one more all the same: it counts, and a person looks at both trolleys.
    const late = await picker.deliver(pick(parcel, held, 1, 'A-02', 1, 'T5'));
    expect(late.body.results[0]).toMatchObject({
      status: 'contradiction',
      refusal: { code: 'tour-not-held-here' },
    });
    expect((await parcelNow(parcel)).lines[0]?.sources).toEqual([{ locationId: 'bench', quantity: 2 }]);
    await office.expectSound();
  });

  it('is renewed by greetings, freed when nobody began it, and taken over when who began it is not heard of', async () => {
    const parcels = [await placed('T-6', lineOf('LAMP', 1)), await placed('T-7', lineOf('LAMP', 1))];
    const [idle, begun] = [await planned(parcels[0] as Parcel), await planned(parcels[1] as Parcel)];
    for (const tourId of [idle, begun]) await picker.deliver(picker.op('tour.claim', null, { tourId }));
    const held = await tour(begun);
    await picker.deliver(pick(parcels[1] as Parcel, held, 1, 'A-02', 1, 'T7'));
    aheadMs += leaseLengthMs / 2 + 1000;
    await picker.hello(0);
    aheadMs += leaseLengthMs / 2 + 1000;
    await expireTours(office.office);
    expect(await tour(idle), 'it greeted').toMatchObject({ state: 'claimed', holder: picker.stationId });

    aheadMs += leaseLengthMs;
    await expireTours(office.office);
    expect(await tour(idle)).toMatchObject({ state: 'planned', holder: null, fence: 2 });
    expect(await tour(begun), 'goods are on its trolley').toMatchObject({ state: 'picking' });
    const taken = await other.deliver(other.op('tour.claim', null, { tourId: begun }));
    expect(taken.body.results[0]?.status).toBe('applied');
    expect(await tour(begun)).toMatchObject({ holder: other.stationId, fence: 3 });
  });

  it("is anybody's again when its station is revoked", async () => {
    const tourId = await planned(await placed('T-8', lineOf('LAMP', 1)));
    const spare = await office.enrol();
    await spare.deliver(spare.op('tour.claim', null, { tourId }));
    await revokeStation(office.office, spare.stationId, picker.stationId);
    expect(await tour(tourId)).toMatchObject({ state: 'planned', holder: null });
    await office.expectSound();
  });

  it('of one zone hands its totes on to the next, which nobody may take before', async () => {
    await office.receive('LAMP', 20, 'C-01');
    const parcel = await placed('T-9', lineOf('MUG', 1), lineOf('LAMP', 1));
    const jobs = parcel.lines.flatMap(({ sources }) => sources.map(({ locationId }) => locationId));
    const zones = [...new Set(jobs.map((locationId) => locationId.slice(0, 1)))];
    await office.rows(
      `UPDATE location SET zone = left(location_id, 1) WHERE stream_id = $1 AND kind = 'bin'`,
      leeds,
    );
    expect(zones.length, 'its units lie in two zones').toBe(2);
    const [first, second] = await planTours(
      office.office,
      leeds,
      zones.map((zone, at) => ({
        parcelIds: [parcel.parcelId],
        method: 'zone' as const,
        zone,
        waveId: null,
        dueAt: null,
        after: at === 0 ? null : at - 1,
      })),
    );
    if (!first || !second) throw new Error('two tours were to be planned');
    expect((await parcelNow(parcel)).tours).toEqual([first, second]);
    const early = await other.deliver(other.op('tour.claim', null, { tourId: second }));
    expect(early.body.results[0]).toMatchObject({ status: 'refused', refusal: { code: 'tour-waits' } });

    await picker.deliver(picker.op('tour.claim', null, { tourId: first }));
    const held = await tour(first);
    await picker.deliver(
      picker.op('tour.take-tote', about(null, held.fence), { tourId: first, position: 1, tote: 'T20' }),
      picker.op('tour.drop', about(null, held.fence), {
        tourId: first,
        locationId: locationIdSchema.parse('bench'),
      }),
    );
    expect(await tour(second)).toMatchObject({ state: 'planned', places: [{ totes: ['T20'] }] });
    expect((await parcelNow(parcel)).tours).toEqual([second]);
    const now = await other.deliver(other.op('tour.claim', null, { tourId: second }));
    expect(now.body.results[0]?.status).toBe('applied');
  });
});
