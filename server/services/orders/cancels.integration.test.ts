// A cancellation asked of a bench, on a real database: asked, answered, too late, withdrawn, decided without the bench,
// left. Books stay sound after every one of them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sku } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { leaseLengthMs } from '../../../shared/domain/parcel/lease';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { OpEnvelope } from '../../../shared/sync/op';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

let test: TestOffice;
let nowMs: number;
let bench: TestStation;
let other: TestStation;

beforeEach(async () => {
  nowMs = Date.parse('2026-01-05T10:00:00.000Z');
  test = await startTestOffice({ now: () => new Date(nowMs) });
  bench = await test.enrol();
  other = await test.enrol();
  await test.receive('MUG', 20);
});
afterEach(async () => {
  await test.settled();
  await test.expectSound();
  await test.close();
});

/** An order of mugs whose parcel the bench holds. */
async function held(externalId: string, units = 3): Promise<Parcel> {
  const orderId = await bench.place({ externalId, lines: [lineOf('MUG', units)] });
  await test.settled();
  const [parcel] = await bench.hello();
  if (parcel?.orderId !== orderId) throw new Error('not leased');
  return parcel;
}
const now = async (parcel: Parcel): Promise<Parcel> =>
  (await test.parcelsOf(parcel.orderId)).find(({ parcelId }) => parcelId === parcel.parcelId) as Parcel;
const page = async (parcel: Parcel): Promise<{ order: Order; cancels: Record<string, unknown>[] }> =>
  (await bench.get(`/v1/orders/${parcel.orderId}`)).body as never;
const cancel = (parcel: Parcel, quantity: number) =>
  bench.post(`/v1/orders/${parcel.orderId}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity }],
  });
const answer = (parcel: Parcel, quantity: number): OpEnvelope => ({
  ...bench.op('parcel.answer-cancel', parcel, { answer: 'accepted', lines: [{ lineNo: 1, quantity }] }),
  actor: null,
});
const tooLate = (parcel: Parcel) => bench.op('parcel.answer-cancel', parcel, { answer: 'too-late' });
const open = (parcel: Parcel) => bench.op('parcel.open', parcel, {});
const pack = (parcel: Parcel, quantity: number) =>
  bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity, code: 'MUG', scanId: 's' });
/** Everything into the box, and the box shut. */
const sealWith = (parcel: Parcel, quantity: number): OpEnvelope[] => [
  open(parcel),
  pack(parcel, quantity),
  bench.op('parcel.choose-box', parcel, { boxId: 'B1' as never }),
  bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 700 }),
];
const label = (parcel: Parcel, seal: OpEnvelope | undefined) =>
  bench.op('parcel.record-label', parcel, {
    label: { jobId: seal?.opId ?? '', attempt: 1, outcome: 'confirmed' },
  });
const deliver = async (...ops: OpEnvelope[]): Promise<string[]> => {
  const { status, body } = await bench.deliver(...ops);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.results.map((result) => result.status);
};
const tasks = async (): Promise<{ kind: string; values: object }[]> =>
  (await test.rows<{ doc: { kind: string; values: object } }>('SELECT doc FROM task ORDER BY seq')).map(
    ({ doc }) => doc,
  );
const mugsFree = async (): Promise<number> =>
  (
    await test.rows<{ available: number }>(
      `SELECT available FROM stock WHERE sku = 'MUG' AND stream_id = 'W1'`,
    )
  )[0]?.available ?? 0;

describe('a cancellation of what a bench holds', () => {
  it('is asked, changes nothing of the order yet, and is made when the bench has answered', async () => {
    const parcel = await held('A-1');
    const free = await mugsFree();
    expect(await cancel(parcel, 2)).toMatchObject({
      status: 200,
      body: { asked: [{ parcelId: parcel.parcelId, lineNo: 1, quantity: 2 }] },
    });
    const asked = await page(parcel);
    expect(asked.order.lines[0]).toMatchObject({ cancelled: 0, allocated: 3 });
    expect(asked.cancels).toMatchObject([
      {
        state: 'asked',
        lines: [{ lineNo: 1, quantity: 2 }],
        reason: 'customer',
        askedAt: new Date(nowMs).toISOString(),
        answeredAt: null,
        holder: {
          name: bench.name,
          lastSeenAt: new Date(nowMs).toISOString(),
          leaseUntil: parcel.leaseUntil,
        },
      },
    ]);
    expect(await mugsFree()).toBe(free);
    nowMs += 60_000;
    expect(await deliver(answer(parcel, 2))).toEqual(['applied']);
    const accepted = await page(parcel);
    expect(accepted.order.lines[0]).toMatchObject({ cancelled: 2, allocated: 1 });
    expect(accepted.cancels).toMatchObject([
      { state: 'accepted', answeredAt: new Date(nowMs).toISOString(), answeredWhere: bench.name },
    ]);
    expect(await mugsFree()).toBe(free + 2);
    expect(await tasks()).toEqual([]);
  });

  it('of everything ends the parcel and the order', async () => {
    const parcel = await held('A-2', 2);
    await cancel(parcel, 2);
    await deliver(answer(parcel, 2));
    expect(await now(parcel)).toMatchObject({ state: 'cancelled' });
    expect((await page(parcel)).order.state).toBe('cancelled');
  });

  it('is not asked twice for the same units', async () => {
    const parcel = await held('A-3', 2);
    await cancel(parcel, 1);
    expect(await cancel(parcel, 2)).toMatchObject({
      status: 409,
      body: { code: 'more-than-open', values: { limit: 1 } },
    });
    expect(await cancel(parcel, 1)).toMatchObject({ status: 200 });
    expect((await now(parcel)).cancel?.lines).toEqual([{ lineNo: 1, quantity: 2 }]);
    // The bench had heard of the first only: the rest is still asked.
    await deliver(answer(parcel, 1));
    expect(await now(parcel)).toMatchObject({ cancel: { state: 'asked', lines: [{ quantity: 1 }] } });
  });

  it('leaves units that are in no hand to head office alone', async () => {
    const orderId = await bench.place({ externalId: 'A-4', lines: [lineOf('MUG', 2)] });
    await test.settled();
    const answered = await bench.post(`/v1/orders/${orderId}/cancel-lines`, {
      reason: 'customer',
      lines: [{ lineNo: 1, quantity: 2 }],
    });
    expect(answered).toMatchObject({ status: 200, body: { asked: [], order: { state: 'cancelled' } } });
  });

  it('goes on in the open box: what is inside comes out, and the box is closed without it', async () => {
    const parcel = await held('A-5');
    const packed = [open(parcel), pack(parcel, 2), pack(parcel, 1)];
    await deliver(...packed);
    await cancel(parcel, 1);
    expect(await now(parcel)).toMatchObject({ lines: [{ cancelled: 0 }], cancel: { state: 'asked' } });
    expect(await deliver(answer(parcel, 1))).toEqual(['applied']);
    expect(await now(parcel)).toMatchObject({ lines: [{ packed: 3, cancelled: 1 }] });
    expect(await tasks()).toMatchObject([{ kind: 'take-out-cancelled', values: { quantity: 1 } }]);
    const done = await deliver(
      bench.op('parcel.undo', parcel, { undoes: packed[2]?.opId as never }),
      bench.op('parcel.choose-box', parcel, { boxId: 'B1' as never }),
      bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 700 }),
    );
    expect(done).toEqual(['applied', 'applied', 'applied']);
    expect((await page(parcel)).order.lines[0]).toMatchObject({ packed: 2, cancelled: 1 });
  });

  it('law 3: units the bench then reports missing are the ones that are cancelled', async () => {
    const parcel = await held('A-6');
    await deliver(open(parcel), pack(parcel, 1));
    await cancel(parcel, 2);
    await deliver(
      bench.op('parcel.report-item', parcel, { sku: 'MUG' as Sku, quantity: 2, problem: 'missing' }),
    );
    await test.settled();
    expect((await page(parcel)).order.lines[0]).toMatchObject({ cancelled: 2, allocated: 1 });
    expect(await now(parcel)).toMatchObject({ cancel: { state: 'accepted' } });
  });
});

describe('a sealed box', () => {
  it('is too late for the bench, is stopped at hand-over, and is opened for it', async () => {
    const parcel = await held('S-1');
    const sealed = sealWith(parcel, 3);
    await deliver(...sealed, label(parcel, sealed[3]));
    await cancel(parcel, 1);
    nowMs += 60_000;
    await deliver(tooLate(parcel));
    expect((await page(parcel)).cancels).toMatchObject([
      {
        state: 'too-late',
        answeredAt: new Date(nowMs).toISOString(),
        answeredBy: 'Ayşe Yıldız',
        answeredWhere: bench.name,
        sealedAt: new Date(nowMs - 60_000).toISOString(),
        sealedWhere: bench.name,
      },
    ]);
    const opened = await deliver(
      bench.op('parcel.reopen', parcel, { reason: 'cancelled' }),
      answer(parcel, 1),
      bench.op('parcel.undo', parcel, { undoes: sealed[1]?.opId as never }),
      pack(parcel, 2),
      bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 400 }),
    );
    expect(opened).toEqual(opened.map(() => 'applied'));
    expect((await page(parcel)).order.lines[0]).toMatchObject({ packed: 2, cancelled: 1, allocated: 2 });
  });

  it('law 3: that left before anybody heard has left, and customer service is told', async () => {
    const parcel = await held('S-2');
    const offline = sealWith(parcel, 3);
    offline.push(label(parcel, offline[3]));
    offline.push(bench.op('parcel.hand-over', parcel, { sscc: String(offline[3]?.body['sscc']) }));
    await cancel(parcel, 3);
    expect(await deliver(...offline)).toEqual([
      'applied',
      'applied',
      'applied',
      'contradiction',
      'applied',
      'contradiction',
    ]);
    expect(await now(parcel)).toMatchObject({ state: 'handed-over', cancel: { state: 'left' } });
    expect((await page(parcel)).order).toMatchObject({
      state: 'closed',
      lines: [{ shipped: 3, cancelled: 0 }],
    });
    expect((await page(parcel)).cancels).toMatchObject([
      { state: 'left', answeredWhere: bench.name, carrierName: 'Post' },
    ]);
    expect(await tasks()).toMatchObject([
      {
        kind: 'return-on-arrival',
        values: { number: 'S-2', carrier: 'Post', quantity: 3, station: bench.name },
      },
    ]);
  });
});

describe('a question that ends without an answer', () => {
  it('withdrawn: the box may leave again; a bench that had answered sends the units in another box', async () => {
    const parcel = await held('W-1', 2);
    await cancel(parcel, 1);
    const withdraw = () => bench.post(`/v1/parcels/${parcel.parcelId}/withdraw-cancel`, {});
    expect(await withdraw()).toMatchObject({ status: 200, body: { withdrawn: true } });
    expect(await withdraw()).toMatchObject({ status: 200, body: { withdrawn: false } });
    expect(await now(parcel)).toMatchObject({ cancel: { state: 'withdrawn' } });
    await deliver(answer(parcel, 1));
    await test.settled();
    expect((await page(parcel)).order.lines[0]).toMatchObject({ cancelled: 0, allocated: 2 });
    expect(
      (await test.parcelsOf(parcel.orderId)).map(({ state, lines }) => [state, lines[0]?.cancelled]),
    ).toEqual([
      ['leased', 1],
      ['released', 0],
    ]);
    expect(
      (await bench.post('/v1/parcels/01890000-0000-7000-8000-000000000000/withdraw-cancel', {})).status,
    ).toBe(404);
  });

  it('decided when the lease of a silent bench ends, also of a box it had begun; what it packed is one task', async () => {
    const parcel = await held('D-1');
    await deliver(open(parcel), pack(parcel, 1));
    await cancel(parcel, 3);
    const late = [pack(parcel, 2), bench.op('parcel.hold', parcel, { reason: 'x' })];
    nowMs += leaseLengthMs;
    await test.office.leases.drain();
    expect(await now(parcel)).toMatchObject({
      state: 'released',
      holder: null,
      fence: 2,
      cancel: { state: 'decided' },
    });
    expect((await page(parcel)).order.state).toBe('cancelled');
    expect(await deliver(...late, answer(parcel, 3))).toEqual([
      'contradiction',
      'contradiction',
      'contradiction',
    ]);
    expect((await tasks()).filter(({ kind }) => kind === 'duplicate-pack')).toHaveLength(1);
  });

  it('decided when a person takes the parcel back, or ends the station', async () => {
    const first = await held('D-2', 2);
    await cancel(first, 1);
    const takeBack = (fence: number) => other.post(`/v1/parcels/${first.parcelId}/take-back`, { fence });
    expect(await takeBack(7)).toMatchObject({ status: 200, body: { parcelsReleased: 0 } });
    expect(await takeBack(first.fence)).toMatchObject({ status: 200, body: { parcelsReleased: 1 } });
    expect(await now(first)).toMatchObject({
      state: 'released',
      takenBack: true,
      cancel: { state: 'decided' },
    });
    expect((await page(first)).order.lines[0]).toMatchObject({ cancelled: 1, allocated: 1 });
    // Not handed to the same bench again; another one has it.
    expect(await bench.hello()).toEqual([]);
    const [second] = (await other.hello()) as [Parcel];
    await cancel(second, 1);
    expect(await bench.post(`/v1/stations/${other.stationId}/revoke`, {})).toMatchObject({
      body: { parcelsReleased: 1 },
    });
    expect((await page(first)).order.state).toBe('cancelled');
  });
});
