// Goods by lot on real PostgreSQL: from the receipt through bins and totes to the customer; which lot a tour is sent for; what
// may not be sold any more; and the proof that lots are the sum of their movements.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyStream, locationIdSchema, type TourId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { OpBody } from '../../../shared/sync/op';
import { verifyLedger } from '../../db/verify-ledger';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { addressIn } from '../carriers/carrier-contract.test-kit';
import { refreshShelves } from '../putaway/refresh-shelves';
import { saveEntries } from '../directory/save-entries';
import { planTours } from '../tours/plan-tours';
import { askForPastDate } from './past-date';
import { readProductLots } from './product-lots';

let office: TestOffice;
let desk: TestStation;
const today = '2026-03-02T08:00:00.000Z';
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => new Date(today) });
  desk = await office.enrol();
});
afterAll(() => office.close());

const placeOf = (text: string) => locationIdSchema.parse(text);
const lotOf = (lot: string, bestBefore: string | null) => ({ lot, bestBefore });
const received = async (
  sku: string,
  quantity: number,
  lot: string | null,
  expiry: string | null,
  to: string,
) => {
  const take = desk.op('receipt.take', null, {
    receivingId: randomUUID() as OpBody<'receipt.take'>['receivingId'],
    purchaseId: null,
    sku: lineOf(sku, 1).sku,
    quantity,
    condition: 'good',
    to: 'receiving',
    lot,
    serial: null,
    expiry,
    code: sku,
    scanId: 's',
  });
  await desk.deliver(take);
  if (to !== 'receiving') await moved(sku, quantity, 'receiving', to, lot === null ? null : { lot, expiry });
  return take;
};
const moved = async (
  sku: string,
  quantity: number,
  from: string,
  to: string,
  of: { lot: string; expiry: string | null } | null = null,
) => {
  const day = of?.expiry ? `20${of.expiry.slice(0, 2)}-${of.expiry.slice(2, 4)}-${of.expiry.slice(4)}` : null;
  const body: OpBody<'stock.move'> = {
    sku: lineOf(sku, 1).sku,
    quantity,
    from: placeOf(from),
    to: placeOf(to),
    taskId: null,
    code: sku,
    scanId: 's',
    ...(of ? { lot: lotOf(of.lot, day) } : {}),
  };
  const { body: answer } = await desk.deliver(desk.op('stock.move', null, body));
  expect(answer.results.at(-1)?.status).toBe('applied');
};
const lotsIn = async (sku: string, location: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await office.rows<{ lot: string; best_before: string; on_hand: number }>(
        `SELECT lot, best_before, on_hand FROM lot_level WHERE stream_id = $1 AND sku = $2 AND location_id = $3 AND on_hand <> 0 ORDER BY 2, 1`,
        leeds,
        sku,
        location,
      )
    ).map((row) => [`${row.lot} ${row.best_before}`.trim(), row.on_hand]),
  );
const openTasks = async (kind: string) =>
  (
    await office.rows<{ doc: { values: Record<string, string | number> } }>(
      `SELECT doc FROM task WHERE kind = $1 AND state = 'open' ORDER BY seq`,
      kind,
    )
  ).map(({ doc }) => doc.values);
const rotate = (sku: string, by: 'fefo' | 'fifo', minimumDays = 0) =>
  desk.post(`/v1/products/${sku}/rotation`, { rotation: { by, minimumDays } });
const toured = async (externalId: string, sku: string, quantity: number) => {
  const orderId = await desk.place({ externalId, lines: [lineOf(sku, quantity)] });
  await office.settled();
  const [parcel] = await office.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel');
  const [tourId] = await planTours(office.office, leeds, [
    { parcelIds: [parcel.parcelId], method: 'single', zone: null, waveId: null, dueAt: null, after: null },
  ]);
  const [now] = await office.parcelsOf(orderId);
  return { orderId, tourId: tourId as TourId, parcel: now as Parcel };
};

describe('lots follow their goods', () => {
  it('from the receipt to a bin, and back where a receipt is undone', async () => {
    await received('MUG', 6, 'M1', '260601', 'A-01');
    expect(await lotsIn('MUG', 'A-01')).toEqual({ 'M1 2026-06-01': 6 });
    expect(await lotsIn('MUG', 'receiving')).toEqual({});
    const take = await received('MUG', 2, 'M2', null, 'receiving');
    const { receivingId, purchaseId, sku, quantity, condition, to } = take.body as OpBody<'receipt.take'>;
    await desk.deliver(
      desk.op('receipt.undo', null, {
        receivingId,
        purchaseId,
        sku,
        quantity,
        condition,
        to,
        undoes: take.opId,
      }),
    );
    expect(await lotsIn('MUG', 'receiving')).toEqual({});
    expect(await lotsIn('MUG', 'supplier')).toEqual({ 'M1 2026-06-01': -6 });
    await office.expectSound();
  });

  it('moved without a name they are known where it can only be one, and counted where it cannot', async () => {
    await moved('MUG', 1, 'A-01', 'A-02');
    expect(await lotsIn('MUG', 'A-02')).toEqual({ 'M1 2026-06-01': 1 });
    await received('MUG', 3, 'M3', '260901', 'A-01');
    await moved('MUG', 2, 'A-01', 'A-02');
    expect(await openTasks('count-cycle')).toMatchObject([{ location: 'A-01', sku: 'MUG', reason: 'lots' }]);
    expect(await lotsIn('MUG', 'A-01')).toEqual({ 'M1 2026-06-01': 5, 'M3 2026-09-01': 3 });
    await office.expectSound();
  });

  it('a count that reads them says which there are', async () => {
    const [{ epoch } = { epoch: '' }] = await office.rows<{ epoch: string }>(
      'SELECT epoch FROM stream WHERE stream_id = $1',
      leeds,
    );
    const [{ seq } = { seq: 0 }] = await office.rows<{ seq: number }>(
      'SELECT seq FROM stream WHERE stream_id = $1',
      leeds,
    );
    await desk.deliver(
      desk.op('stock.count', null, {
        locationId: placeOf('A-01'),
        sku: lineOf('MUG', 1).sku,
        counted: 6,
        inBoxes: 0,
        seen: { epoch, seq },
        lots: [
          { lot: lotOf('M1', '2026-06-01'), units: 4 },
          { lot: lotOf('M3', '2026-09-01'), units: 2 },
        ],
      }),
    );
    expect(await lotsIn('MUG', 'A-01')).toEqual({ 'M1 2026-06-01': 4, 'M3 2026-09-01': 2 });
    expect(await openTasks('count-cycle')).toEqual([]);
    await office.expectSound();
  });

  it('are rebuilt from movements: a level that was changed by hand is found', async () => {
    await office.rows(`UPDATE lot_level SET on_hand = on_hand + 1 WHERE lot = 'M3' AND location_id = 'A-01'`);
    expect(await verifyLedger(office.office.pool, leeds)).toEqual([
      { kind: 'lot', sku: 'MUG', location: 'A-01 M3 2026-09-01', stored: '3', rebuilt: '2' },
    ]);
    await office.rows(`UPDATE lot_level SET on_hand = on_hand - 1 WHERE lot = 'M3' AND location_id = 'A-01'`);
    await office.rows(`UPDATE lot SET since = since + interval '1 day' WHERE lot = 'M3'`);
    expect(await verifyLedger(office.office.pool, leeds)).toMatchObject([
      { kind: 'lot-since', location: 'M3 2026-09-01' },
    ]);
    await office.rows(`UPDATE lot SET since = since - interval '1 day' WHERE lot = 'M3'`);
    await office.expectSound();
  });
});

describe('goods go out in turn', () => {
  it('an order is given what is best before the earliest day, wherever it lies, and a tour is sent for that lot', async () => {
    expect((await rotate('LAMP', 'fefo')).body).toMatchObject({
      rotation: { by: 'fefo', minimumDays: 0 },
      isSaid: true,
    });
    await received('LAMP', 4, 'L-LATE', '270101', 'A-01');
    await received('LAMP', 2, 'L-EARLY', '260701', 'B-01');
    const { parcel, tourId } = await toured('T-1', 'LAMP', 3);
    expect(parcel.lines[0]?.sources).toEqual([
      { locationId: 'B-01', quantity: 2, lot: lotOf('L-EARLY', '2026-07-01') },
      { locationId: 'A-01', quantity: 1, lot: lotOf('L-LATE', '2027-01-01') },
    ]);
    // The next order is not sent for the same units.
    const next = await toured('T-2', 'LAMP', 2);
    expect(next.parcel.lines[0]?.sources).toEqual([
      { locationId: 'A-01', quantity: 2, lot: lotOf('L-LATE', '2027-01-01') },
    ]);
    await office.expectSound();

    await desk.deliver(desk.op('tour.claim', null, { tourId }));
    const [row] = await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId);
    const about = { parcelId: parcel.parcelId, fence: row?.doc.fence ?? 0 } as Parcel;
    const pick = (quantity: number, from: string, lot?: { lot: string; bestBefore: string | null }) =>
      desk.op('tour.pick', about, {
        tourId,
        lineNo: 1,
        quantity,
        from: placeOf(from),
        planned: placeOf(from),
        tote: 'T1',
        code: 'x',
        scanId: 's',
        ...(lot ? { lot } : {}),
      });
    const early = pick(2, 'B-01', lotOf('L-EARLY', null));
    await desk.deliver(early, pick(1, 'A-01', lotOf('L-LATE', '2027-01-01')));
    expect(await lotsIn('LAMP', 'B-01')).toEqual({});
    expect(await lotsIn('LAMP', 'bench')).toEqual({ 'L-EARLY 2026-07-01': 2, 'L-LATE 2027-01-01': 1 });
    await desk.deliver(
      desk.op('tour.put-back', about, {
        tourId,
        undoes: early.opId,
        lineNo: 1,
        quantity: 2,
        to: placeOf('B-01'),
        lot: lotOf('L-EARLY', null),
      }),
    );
    expect(await lotsIn('LAMP', 'B-01')).toEqual({ 'L-EARLY 2026-07-01': 2 });
    await office.expectSound();
  });

  it('planned again when an earlier lot came since: what it was promised goes along, and the bins stay promised once', async () => {
    await rotate('BOWL', 'fefo');
    await received('BOWL', 5, 'B-LATE', '270501', 'A-01');
    const orderId = await desk.place({ externalId: 'T-3', lines: [lineOf('BOWL', 3)] });
    await office.settled();
    await received('BOWL', 2, 'B-EARLY', '260501', 'B-01');
    const [parcel] = await office.parcelsOf(orderId);
    await planTours(office.office, leeds, [
      {
        parcelIds: [(parcel as Parcel).parcelId],
        method: 'single',
        zone: null,
        waveId: null,
        dueAt: null,
        after: null,
      },
    ]);
    const [now] = await office.parcelsOf(orderId);
    expect(now?.lines[0]?.sources).toEqual([
      { locationId: 'B-01', quantity: 2, lot: lotOf('B-EARLY', '2026-05-01') },
      { locationId: 'A-01', quantity: 1, lot: lotOf('B-LATE', '2027-05-01') },
    ]);
    const rows = await office.rows<{ location_id: string; quantity: number }>(
      'SELECT location_id, quantity FROM reservation WHERE order_id = $1 ORDER BY 1',
      orderId,
    );
    expect(rows).toEqual([
      { location_id: 'A-01', quantity: 1 },
      { location_id: 'B-01', quantity: 2 },
    ]);
    await office.expectSound();
  });

  it('what has too few days left is promised to nobody, and somebody is asked to carry it away', async () => {
    await rotate('VASE', 'fefo', 10);
    await received('VASE', 3, 'V-NEAR', '260310', 'A-01');
    const orderId = await desk.place({ externalId: 'T-4', lines: [lineOf('VASE', 1)] });
    await office.settled();
    expect(await office.parcelsOf(orderId)).toEqual([]);
    const tools = { ...office.office, now: () => new Date(today), newId: randomUUID };
    await askForPastDate(tools);
    expect(await openTasks('lot-past-date')).toMatchObject([
      { location: 'A-01', sku: 'VASE', lot: 'V-NEAR', date: '2026-03-10', quantity: 3 },
    ]);
    expect(await askForPastDate(tools)).toBe(0);
    expect((await desk.get('/v1/products/VASE/lots')).body).toMatchObject({
      rows: [{ locationId: 'A-01', lot: 'V-NEAR', units: 3, isFit: false }],
    });
    await moved('VASE', 3, 'A-01', 'quarantine', { lot: 'V-NEAR', expiry: '260310' });
    await askForPastDate(tools);
    expect(await openTasks('lot-past-date')).toEqual([]);
    await received('VASE', 1, 'V-GOOD', '270310', 'A-02');
    await office.settled();
    expect((await office.parcelsOf(orderId))[0]?.lines[0]?.sources).toEqual([
      { locationId: 'A-02', quantity: 1 },
    ]);
    await office.expectSound();
  });

  it('is past its day by the calendar of its own site', async () => {
    const fitAt = async (at: string): Promise<boolean[]> =>
      (await readProductLots(office.office.pool, lineOf('VASE', 1).sku, at))?.rows
        .filter(({ lot }) => lot === 'V-GOOD')
        .map(({ isFit }) => isFit) ?? [];
    const address = addressIn('GB', 'LS1 1AA');
    const zoneIs = (timeZone: string): Promise<unknown> =>
      office.office.writer.submit([companyStream], (tx) =>
        saveEntries(tx, [
          {
            kind: 'warehouse',
            entryId: `warehouse-${leeds}`,
            warehouse: { warehouseId: leeds, name: 'Leeds', address, timeZone },
          },
        ]),
      );
    // Best before 10 March, and ten days have to be left.
    await zoneIs('Europe/London');
    expect(await fitAt('2027-02-28T20:00:00.000Z')).toEqual([true]);
    expect(await fitAt('2027-03-01T00:30:00.000Z')).toEqual([false]);
    await zoneIs('Europe/Istanbul');
    expect(await fitAt('2027-02-28T20:00:00.000Z')).toEqual([true]);
    expect(await fitAt('2027-02-28T21:30:00.000Z')).toEqual([false]);
    await zoneIs('America/New_York');
    expect(await fitAt('2027-03-01T00:30:00.000Z')).toEqual([true]);
    await zoneIs('Europe/London');
  });

  it('a face is filled up with the lot whose turn it is, out of the bin where it lies', async () => {
    for (const begins of ['Z-01', 'Z-02'])
      await desk.post(`/v1/shelves/${leeds}`, {
        begins,
        isNew: true,
        size: null,
        maxGrams: null,
        kind: 'bulk',
      });
    await desk.post(`/v1/shelves/${leeds}`, {
      begins: 'F-01',
      isNew: true,
      size: null,
      maxGrams: null,
      kind: 'pick',
    });
    await rotate('BOWL', 'fefo', 10);
    // The fewest lie where the later lot is; one is past its days.
    await received('BOWL', 2, 'B-LATE', '280310', 'Z-01');
    await received('BOWL', 6, 'B-EARLY', '270610', 'Z-02');
    await received('BOWL', 4, 'B-PAST', '260305', 'Z-02');
    const face = { locationId: 'F-01', sku: 'BOWL', min: 3, max: 12 };
    expect((await desk.post(`/v1/shelves/${leeds}/faces`, face)).status).toBe(200);
    while (await refreshShelves(office.office)) continue;
    expect(await openTasks('replenish')).toMatchObject([
      { sku: 'BOWL', from: 'Z-02', to: 'F-01', quantity: 6, lot: 'B-EARLY', date: '2027-06-10' },
    ]);
  });

  it('says so of products that are not there', async () => {
    expect((await desk.get('/v1/products/NOPE/lots')).status).toBe(422);
    expect((await rotate('NOPE', 'fifo')).status).toBe(422);
  });
});

describe('a lot that nobody named at picking', () => {
  it('is one task a bin that says what to do', async () => {
    // Best before all others that are there: the walk leads to this bin.
    await rotate('BOWL', 'fefo', 10);
    await received('BOWL', 2, 'N-1', '260501', 'A-02');
    await received('BOWL', 3, 'N-2', '260601', 'A-02');
    const { parcel, tourId } = await toured('N-A', 'BOWL', 4);
    await desk.deliver(desk.op('tour.claim', null, { tourId }));
    const [row] = await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId);
    const about = { parcelId: parcel.parcelId, fence: row?.doc.fence ?? 0 } as Parcel;
    const pick = async (quantity: number, lot?: string): Promise<void> => {
      const from = placeOf('A-02');
      const body = { tourId, lineNo: 1, quantity, from, planned: from, tote: 'T9', code: 'x', scanId: 's' };
      const named = lot === undefined ? body : { ...body, lot: lotOf(lot, null) };
      const { body: answer } = await desk.deliver(desk.op('tour.pick', about, named));
      expect(answer.results.at(-1)?.status).toBe('applied');
    };
    await pick(1, 'N-1');
    expect(await openTasks('lot-unnamed')).toEqual([]);
    await pick(1);
    await pick(1);
    expect(await openTasks('lot-unnamed')).toMatchObject([{ location: 'A-02', sku: 'BOWL', quantity: 1 }]);
    await office.expectSound();
  });
});
