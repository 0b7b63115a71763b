// What a bin, or the goods for a box, did not have comes from another site, on real PostgreSQL: chosen by the rules of routing among all others, or
// held with a task where none has it. The site that was short is not asked again, and its bin is counted.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locationIdSchema, type Sku, type TourId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Tour } from '../../../shared/domain/tour/tour';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { planTours } from '../tours/plan-tours';
import type { OtherSiteWork } from '../changes/other-sites';
import { lookElsewhere } from './other-site';
import { loadRoutes } from './order-routes';

let office: TestOffice;
let picker: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  picker = await office.enrol();
});
afterAll(() => office.close());

const bin = locationIdSchema.parse('A-01');
const orderNow = async (orderId: string): Promise<Order> =>
  (await office.rows<{ doc: Order }>('SELECT doc FROM sales_order WHERE order_id = $1', orderId))[0]
    ?.doc as Order;

/** An order of units of the bin, on a tour that this station walks. */
const toured = async (externalId: string, sku: string, quantity: number) => {
  const orderId = await picker.place({ externalId, lines: [lineOf(sku, quantity)] });
  await office.settled();
  const [parcel] = await office.parcelsOf(orderId);
  if (parcel?.warehouseId !== leeds) throw new Error(`released at ${parcel?.warehouseId}`);
  const [tourId] = await planTours(office.office, leeds, [
    { parcelIds: [parcel.parcelId], method: 'single', zone: null, waveId: null, dueAt: null, after: null },
  ]);
  await picker.deliver(picker.op('tour.claim', null, { tourId: tourId as TourId }));
  const [row] = await office.rows<{ doc: Tour }>('SELECT doc FROM tour WHERE tour_id = $1', tourId);
  return { orderId, parcel, tour: row?.doc as Tour };
};
const short = (
  { parcel, tour }: Awaited<ReturnType<typeof toured>>,
  quantity: number,
  more: { otherSite?: boolean } = { otherSite: true },
) =>
  picker.deliver(
    picker.op('tour.short', { parcelId: parcel.parcelId, fence: tour.fence } as Parcel, {
      tourId: tour.tourId,
      lineNo: 1,
      quantity,
      at: bin,
      problem: 'missing',
      holds: false,
      ...more,
    }),
  );
/** What waits is done, as its job does it. */
const worked = async (): Promise<string[]> => {
  const rows = await office.rows<{ id: string; payload: OtherSiteWork }>(
    `UPDATE outbox SET done_at = now() WHERE topic = 'other-site' AND done_at IS NULL RETURNING id, payload`,
  );
  const said: string[] = [];
  for (const { payload } of rows) said.push(await lookElsewhere(office.office, { payload }));
  await office.settled();
  return said;
};
const openTasks = (kind: string) =>
  office.rows<{ doc: { values: Record<string, string | number> } }>(
    `SELECT doc FROM task WHERE kind = $1 AND state = 'open' ORDER BY seq`,
    kind,
  );

it('comes from the site that has it, although the short one would have more', async () => {
  await office.receive('MUG', 9, 'A-01');
  await office.receive('MUG', 9, 'A-01', rotterdam);
  const on = await toured('O-1', 'MUG', 3);
  expect(on.tour.elsewhere, 'a bench can say so without a network').toEqual(['MUG']);
  const { body } = await short(on, 2);
  expect(body.results[0]?.status).toBe('applied');
  // Whoever allocates first keeps off the site that was short.
  await office.settled();
  expect(await worked()).toHaveLength(1);
  const parcels = await office.parcelsOf(on.orderId);
  expect(
    parcels
      .sort((a, b) => (a.warehouseId < b.warehouseId ? -1 : 1))
      .map(({ warehouseId, lines }) => [
        warehouseId,
        lines.map(({ expected, missing }) => expected - missing),
      ]),
  ).toEqual([
    [leeds, [1]],
    [rotterdam, [2]],
  ]);
  const routes = await loadRoutes(office.office.pool, [on.parcel.orderId]);
  expect(routes.get(on.orderId)?.override).toBeNull();
  expect((await orderNow(on.orderId)).holds).toEqual([]);
  expect((await openTasks('count-bin')).at(-1)?.doc.values).toMatchObject({ location: 'A-01', quantity: 2 });
  await office.expectSound();
});

it('is held, with a task, where no other site has it; told once more it is one hold and one task', async () => {
  await office.receive('LAMP', 5, 'A-01');
  const on = await toured('O-2', 'LAMP', 2);
  expect(on.tour.elsewhere).toEqual([]);
  await short(on, 1);
  const [work] = await office.rows<{ payload: OtherSiteWork }>(
    `SELECT payload FROM outbox WHERE topic = 'other-site' AND done_at IS NULL`,
  );
  expect(await worked()).toEqual(['no other site']);
  const order = await orderNow(on.orderId);
  expect(order.holds).toMatchObject([{ reason: 'stock', note: '1 × A lamp' }]);
  if (work) await lookElsewhere(office.office, { payload: work.payload });
  const tasks = await openTasks('no-other-site');
  expect(tasks.map(({ doc }) => doc.values)).toMatchObject([
    { name: 'A lamp', quantity: 1, location: 'A-01' },
  ]);
  expect((await orderNow(on.orderId)).holds).toHaveLength(1);
  // The short site has more, and is not asked by itself: a person decides.
  await office.settled();
  expect(await office.parcelsOf(on.orderId)).toHaveLength(1);
  expect((await loadRoutes(office.office.pool, [on.parcel.orderId])).get(on.orderId)?.override).toBeNull();
  await office.expectSound();
});

describe('said by a packer at the box', () => {
  /** An order whose box is open at this bench. */
  const opened = async (externalId: string, sku: string, quantity: number): Promise<Parcel> => {
    const orderId = await picker.place({ externalId, lines: [lineOf(sku, quantity)] });
    await office.settled();
    const [parcel] = await office.parcelsOf(orderId);
    if (parcel?.warehouseId !== leeds) throw new Error(`released at ${parcel?.warehouseId}`);
    const claim = picker.op('parcel.claim', { parcelId: parcel.parcelId, fence: 0 }, {});
    await picker.deliver({ ...claim, fence: null });
    const [held] = await office.parcelsOf(orderId);
    const { body } = await picker.deliver(picker.op('parcel.open', held as Parcel, {}));
    expect(body.results, JSON.stringify(body)).toMatchObject([{ status: 'applied' }]);
    return held as Parcel;
  };
  const missing = (
    parcel: Parcel,
    sku: string,
    quantity: number,
    more: { otherSite?: boolean } = { otherSite: true },
  ) => picker.op('parcel.report-item', parcel, { sku: sku as Sku, quantity, problem: 'missing', ...more });

  it('is counted, and comes from the site that has it, although this one would have more', async () => {
    await office.receive('VASE', 9, 'A-01');
    await office.receive('VASE', 9, 'A-01', rotterdam);
    const box = await opened('O-4', 'VASE', 3);
    const op = missing(box, 'VASE', 2);
    const { body } = await picker.deliver(op);
    expect(body.results[0]?.status).toBe('applied');
    // Whoever allocates first keeps off the site that was short.
    await office.settled();
    expect(await worked()).toHaveLength(1);
    const parcels = await office.parcelsOf(box.orderId);
    const toPackAt = (site: string) =>
      parcels
        .filter(({ warehouseId }) => warehouseId === site)
        .flatMap(({ lines }) => lines.map(({ expected, missing: gone }) => expected - gone));
    expect([toPackAt(leeds), toPackAt(rotterdam)]).toEqual([[1], [2]]);
    const counts = await openTasks('count-bin');
    expect(counts.at(-1)?.doc.values).toMatchObject({ location: 'A-01', sku: 'VASE', quantity: 2 });
    expect((await loadRoutes(office.office.pool, [box.orderId])).get(box.orderId)?.override).toBeNull();
    // Delivered once more, it is the same one.
    await picker.deliver(op);
    expect(await worked()).toEqual([]);
    await office.expectSound();
  });

  it('without the word it may come from here again', async () => {
    await office.receive('BOWL', 9, 'A-01');
    const box = await opened('O-5', 'BOWL', 2);
    const { body } = await picker.deliver(missing(box, 'BOWL', 1, {}));
    expect(body.results, JSON.stringify(body)).toMatchObject([{ status: 'applied' }]);
    await office.settled();
    expect(await worked()).toEqual([]);
    expect((await office.parcelsOf(box.orderId)).map(({ warehouseId }) => warehouseId)).toEqual([
      leeds,
      leeds,
    ]);
    await office.expectSound();
  });

  it('what was taken back before anybody looked is looked for by nobody', async () => {
    const box = await opened('O-6', 'BOWL', 2);
    const op = missing(box, 'BOWL', 2);
    const { body } = await picker.deliver(op, picker.op('parcel.undo', box, { undoes: op.opId }));
    expect(body.results, JSON.stringify(body)).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
    expect(await worked()).toEqual(['no other site']);
    expect((await orderNow(box.orderId)).holds).toEqual([]);
    const [parcel, ...others] = await office.parcelsOf(box.orderId);
    expect([parcel?.lines[0]?.missing, others]).toEqual([0, []]);
    expect((await loadRoutes(office.office.pool, [box.orderId])).get(box.orderId)?.override).toBeNull();
    await office.expectSound();
  });
});

it('a rest that was cancelled meanwhile is looked for by nobody', async () => {
  await office.receive('BOWL', 5, 'A-01');
  const on = await toured('O-3', 'BOWL', 2);
  await picker.post(`/v1/orders/${on.orderId}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity: 2 }],
  });
  await short(on, 1);
  expect(await worked()).toEqual([]);
  expect(await openTasks('no-other-site')).toHaveLength(1);
  await office.expectSound();
});
