// Leases on a real database: renewed while they are wanted, over when nobody renews them, provisional packs, and what
// becomes of a second box.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseLengthMs } from '../../../shared/domain/parcel/lease';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Task } from '../../../shared/sync/documents';
import {
  lineOf,
  startTestOffice,
  supervisor,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let nowMs: number;
let first: TestStation;
let second: TestStation;
const supervisorId = supervisor;
const later = (ms: number): void => {
  nowMs += ms;
};

beforeEach(async () => {
  nowMs = Date.parse('2026-01-05T10:00:00.000Z');
  test = await startTestOffice({ now: () => new Date(nowMs) });
  first = await test.enrol();
  second = await test.enrol();
  await test.receive('MUG', 20);
});

afterEach(async () => {
  await test.expectSound();
  await test.close();
});

async function place(externalId: string): Promise<string> {
  const orderId = await first.place({ externalId, lines: [lineOf('MUG', 2)] });
  await test.settled();
  return orderId;
}

async function parcelOf(orderId: string): Promise<Parcel> {
  const [parcel] = await test.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel');
  return parcel;
}

const tasks = async (): Promise<Task[]> =>
  (await test.rows<{ doc: Task }>('SELECT doc FROM task ORDER BY seq')).map((row) => row.doc);

const packAll = (station: TestStation, parcel: Pick<Parcel, 'parcelId' | 'fence'>) => [
  station.op('parcel.pack-item', parcel, { sku: 'MUG' as never, quantity: 2, code: '1', scanId: 's' }),
  station.op('parcel.choose-box', parcel, { boxId: 'B1' as never }),
  station.op('parcel.seal', parcel, { sscc: station.nextSscc(), weightGrams: 700 }),
];

describe('the end of a lease', () => {
  it('is given with the batch, moved by greetings that still want it, and only in its second half', async () => {
    const orderId = await place('1');
    const [held] = await first.hello(5);
    const until = nowMs + leaseLengthMs;
    expect(held?.leaseUntil).toBe(new Date(until).toISOString());
    later(leaseLengthMs / 2 - 1000);
    await first.hello(5, [held as Parcel]);
    expect((await parcelOf(orderId)).seq).toBe(held?.seq);
    later(2000);
    await first.hello(5, [held as Parcel]);
    expect(await parcelOf(orderId)).toMatchObject({
      fence: 1,
      leaseUntil: new Date(nowMs + leaseLengthMs).toISOString(),
    });
  });

  it('is not moved for another station, another fence, or a parcel nobody names', async () => {
    const orderId = await place('1');
    const [held] = (await first.hello(5)) as [Parcel];
    later(leaseLengthMs - 1000);
    await second.hello(0, [held]);
    await first.hello(0, [{ ...held, fence: 7 }]);
    await first.hello(0, []);
    expect((await parcelOf(orderId)).seq).toBe(held.seq);
  });

  it('brings back what nobody has begun, under a new fence, for any bench', async () => {
    const orderId = await place('1');
    await first.hello(5);
    later(leaseLengthMs - 1);
    await test.office.leases.drain();
    expect(await parcelOf(orderId)).toMatchObject({ state: 'leased', fence: 1 });
    later(1);
    await test.office.leases.drain();
    expect(await parcelOf(orderId)).toMatchObject({
      state: 'released',
      holder: null,
      fence: 2,
      leaseUntil: null,
    });
    expect(await second.hello(5)).toMatchObject([{ holder: second.stationId, fence: 3 }]);
  });

  it('leaves a begun box with its bench until another one asks for it', async () => {
    const orderId = await place('1');
    const [held] = (await first.hello(5)) as [Parcel];
    await first.deliver(first.op('parcel.open', held, {}));
    const early = await second.deliver(second.op('parcel.claim', { ...held, fence: 0 }, {}));
    expect(early.body.results).toMatchObject([
      { status: 'refused', refusal: { code: 'parcel-not-held-here' } },
    ]);
    later(leaseLengthMs);
    await test.office.leases.drain();
    expect(await parcelOf(orderId)).toMatchObject({ state: 'packing', holder: first.stationId, fence: 1 });
    await second.deliver(second.op('parcel.claim', { ...held, fence: 0 }, {}));
    expect(await parcelOf(orderId)).toMatchObject({ state: 'leased', holder: second.stationId, fence: 3 });
  });

  it('makes one task of everything a bench packs after somebody else was given its parcel', async () => {
    const orderId = await place('1');
    const [held] = (await first.hello(5)) as [Parcel];
    later(leaseLengthMs);
    await test.office.leases.drain();
    const [given] = (await second.hello(5)) as [Parcel];
    await second.deliver(second.op('parcel.open', given, {}), ...packAll(second, given));
    // Offline since morning, and it packed on.
    const late = await first.deliver(first.op('parcel.open', held, {}), ...packAll(first, held));
    expect(late.body.results.map(({ status }) => status)).toEqual(Array(4).fill('contradiction'));
    expect(new Set(late.body.results.map(({ taskId }) => taskId)).size).toBe(1);
    const later2 = await first.deliver(first.op('parcel.hold', held, { reason: 'x' }));
    expect(later2.body.results[0]?.taskId).toBe(late.body.results[0]?.taskId);
    expect(await tasks()).toMatchObject([
      { kind: 'duplicate-pack', state: 'open', values: { station: first.name, stationId: first.stationId } },
    ]);
    expect(await parcelOf(orderId)).toMatchObject({ state: 'sealed', holder: second.stationId });
  });
});

describe('a provisional pack that head office hears of', () => {
  it('is taken when the parcel is still open, with all its scans, under the fence the bench knew', async () => {
    const orderId = await place('1');
    const [held] = (await first.hello(5)) as [Parcel];
    later(leaseLengthMs);
    await test.office.leases.drain();
    const acts = { parcelId: held.parcelId, fence: held.fence + 1 };
    const answer = await first.deliver(
      first.op('parcel.open-provisional', held, { supervisorId }),
      ...packAll(first, acts),
    );
    expect(answer.body.results.map(({ status }) => status)).toEqual(Array(4).fill('applied'));
    expect(await parcelOf(orderId)).toMatchObject({
      state: 'sealed',
      holder: first.stationId,
      fence: 3,
      provisional: { by: supervisorId, knownFence: 2 },
      leaseUntil: new Date(nowMs + leaseLengthMs).toISOString(),
    });
    expect(await tasks()).toEqual([]);
  });

  it('is a second box when another bench has begun: its scans are kept, one task says what to do', async () => {
    const orderId = await place('1');
    const released = await parcelOf(orderId);
    const [given] = (await second.hello(5)) as [Parcel];
    await second.deliver(second.op('parcel.open', given, {}), ...packAll(second, given));
    const acts = { parcelId: released.parcelId, fence: released.fence + 1 };
    const answer = await first.deliver(
      first.op('parcel.open-provisional', released, { supervisorId }),
      ...packAll(first, acts),
    );
    expect(answer.body.results[0]).toMatchObject({
      status: 'contradiction',
      refusal: { code: 'packed-elsewhere' },
    });
    expect(await tasks()).toMatchObject([{ kind: 'duplicate-pack', values: { station: first.name } }]);
    expect(await parcelOf(orderId)).toMatchObject({
      holder: second.stationId,
      state: 'sealed',
      provisional: null,
    });
    const kept = await test.rows(
      'SELECT 1 FROM op WHERE station_id = $1 AND type LIKE $2',
      first.stationId,
      'parcel.%',
    );
    expect(kept).toHaveLength(4);
  });
});
