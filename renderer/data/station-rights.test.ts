import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { nthSscc } from '../../shared/barcode/sscc';
import type { RightsAnswer } from '../../shared/contract/rights';
import { type CarrierId, type GrantId, type Sku, warehouseIdSchema } from '../../shared/domain/ids';
import type { HeldRange } from '../../shared/domain/numbers/number-range';
import type { Op } from '../../shared/sync/op';
import { leased, parcelAfter, planOf } from '../../shared/domain/parcel/parcel.test-kit';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import type { OpLogChange } from './op-log';
import { newDisk, newOpId, openTestStation, until } from './station.test-kit';
import { openStationRights } from './station-rights';
import type { Notes } from './store';

const prefix = '01234567';
const ssccs = (from: number, to: number, turn = 1): HeldRange => ({
  series: `sscc ${prefix}`,
  from,
  to,
  next: from,
  turn,
});
const documents: HeldRange = { series: 'document W1 2026', from: 1, to: 200, next: 1, turn: 1 };
const sscc = (serial: number): string => nthSscc({ prefix, from: 0, to: 999_999 }, serial) ?? '';
const grantId = '018f0000-0000-7000-8000-000000000001' as GrantId;
const grant = { grantId, sku: 'MUG' as Sku, units: 5, used: 0, until: '2026-01-05T12:00:00.000Z' };
const answerOf = (more: Partial<RightsAnswer>): RightsAnswer => ({
  numbers: [],
  giveBack: [],
  grants: [],
  ...more,
});

function seal(number: string, stationSeq = 1): Op {
  return { type: 'parcel.seal', stationSeq, body: { sscc: number, weightGrams: 1 } } as Op;
}
function sale(number: number, quantity: number, stationSeq: number): Op {
  const lines = [{ sku: 'MUG', quantity, grantId }];
  return {
    type: 'counter.sell',
    stationSeq,
    body: { series: documents.series, number, lines },
  } as unknown as Op;
}

/** One disk; a station that is opened on it again finds its notes and the ops it had not settled. */
function world() {
  const kept = new Map<string, Record<string, unknown>>();
  const ops: Op[] = [];
  const world = {
    kept,
    ops,
    refusesWrites: false,
    headOfficeMs: Date.parse('2026-01-05T10:00:00.000Z') as number | null,
    open: async () => {
      const changes = new Subject<OpLogChange>();
      const notes: Notes = {
        read: async (name) => kept.get(name) ?? null,
        write: async (name, values) => {
          if (world.refusesWrites) throw new Error('disk full');
          kept.set(name, values);
        },
      };
      const rights = await openStationRights({
        opLog: {
          from: async (stationSeq, limit) =>
            ops.filter((op) => op.stationSeq >= stationSeq).slice(0, limit) as never,
          changes: changes.asObservable(),
        },
        notes,
        warehouseId: warehouseIdSchema.parse('W1'),
        now: () => new Date('2026-01-05T10:00:00.000Z'),
        headOfficeMs: () => world.headOfficeMs,
      });
      const append = (op: Op): void => {
        ops.push(op);
        changes.next({ kind: 'appended', ops: [op] });
      };
      return { rights, append };
    },
  };
  return world;
}

describe('numbers of a station', () => {
  it('goes on behind what its own ops used when a lost store is given the same range again', async () => {
    const lost = world();
    lost.ops.push(seal(sscc(100), 1), seal(sscc(101), 2));
    const { rights } = await lost.open();
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(100, 105), ssccs(200, 205)] }));
    expect(rights.nextSscc()).toBe(sscc(102));
    const again = await lost.open();
    expect(again.rights.nextSscc()).toBe(sscc(102));
  });

  it('names a range that is used up until head office has heard so', async () => {
    const lost = world();
    lost.ops.push(seal(sscc(100), 1), seal(sscc(101), 2));
    const { rights } = await lost.open();
    const used = answerOf({ numbers: [ssccs(100, 101)] });
    await rights.heard(rights.toTell(), used);
    expect(rights.nextSscc()).toBeNull();
    const told = rights.toTell();
    expect(told.numbers.held).toEqual([{ ...ssccs(100, 101), next: 102 }]);
    await rights.heard(told, used);
    expect(rights.nextSscc()).toBeNull();
    expect(rights.toTell().numbers.held).toEqual([]);
  });

  it('begin where the range begins, and are used by ops only', async () => {
    const { rights, append } = await world().open();
    expect(rights.nextSscc()).toBeNull();
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(100, 101)] }));
    expect([rights.nextSscc(), rights.nextSscc()]).toEqual([sscc(100), sscc(100)]);
    append(seal(sscc(100)));
    expect(rights.nextSscc()).toBe(sscc(101));
    append(seal(sscc(101), 2));
    expect(rights.nextSscc()).toBeNull();
  });

  it("of a carrier's service are used by the seal that says so, and none twice after a restart", async () => {
    const station = world();
    const series = 'carrier POST standard';
    const contract = { prefix: 'TF', from: 1, to: 999_999, digits: 6 };
    const next = (rights: Awaited<ReturnType<typeof openStationRights>>) =>
      rights.nextCarrierNumber('POST' as CarrierId, 'standard', contract);
    const { rights, append } = await station.open();
    expect(next(rights)).toBeNull();
    await rights.heard(
      rights.toTell(),
      answerOf({ numbers: [ssccs(1, 9), { series, from: 17, to: 18, next: 17, turn: 1 }] }),
    );
    const first = next(rights);
    expect(first).toEqual({ series, serial: 17, text: 'TF000017' });
    append({
      type: 'parcel.seal',
      stationSeq: 1,
      body: { sscc: sscc(1), weightGrams: 1, carrierNumber: first },
    } as Op);
    expect([rights.nextSscc(), next(rights)?.text]).toEqual([sscc(2), 'TF000018']);
    const again = await station.open();
    expect(next(again.rights)?.text).toBe('TF000018');
    const shrunk = { ...contract, to: 17 };
    expect(again.rights.nextCarrierNumber('POST' as CarrierId, 'standard', shrunk)).toBeNull();
  });

  it('of several ranges are used once each, lowest first', async () => {
    const { rights, append } = await world().open();
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(500, 501), ssccs(20, 20), documents] }));
    const used: (string | null)[] = [];
    for (let count = 0; count < 4; count += 1) {
      used.push(rights.nextSscc());
      append(seal(rights.nextSscc() ?? '', count + 1));
    }
    expect(used).toEqual([sscc(20), sscc(500), sscc(501), null]);
    expect(rights.nextDocument()).toEqual({ series: documents.series, number: 1 });
    expect(rights.left()).toEqual({ sscc: 0, document: 200, carrier: 0 });
  });

  it('are not used before they are on the disk', async () => {
    const disk = world();
    const { rights } = await disk.open();
    disk.refusesWrites = true;
    await expect(rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(1, 9)] }))).rejects.toThrow(
      'disk full',
    );
    expect(rights.nextSscc()).toBeNull();
    expect(rights.toTell().fresh).toBe(true);
  });

  it('are remembered when the seal was undone and its op forgotten', async () => {
    const disk = world();
    const before = await disk.open();
    await before.rights.heard(before.rights.toTell(), answerOf({ numbers: [ssccs(1, 9), ssccs(50, 59)] }));
    before.append(seal(sscc(4)));
    before.append(seal(sscc(53), 2));
    await before.rights.keep();
    disk.ops.length = 0;
    const { rights } = await disk.open();
    expect(rights.toTell().numbers.held.map(({ next }) => next)).toEqual([5, 54]);
    expect(rights.toTell().fresh).toBe(false);
  });

  it('go on after the ops on the disk when the power went before anything was noted', async () => {
    const disk = world();
    const before = await disk.open();
    await before.rights.heard(
      before.rights.toTell(),
      answerOf({ numbers: [ssccs(1, 9), documents], grants: [grant] }),
    );
    before.append(seal(sscc(1)));
    before.append(sale(1, 2, 2));
    const { rights } = await disk.open();
    expect(rights.nextSscc()).toBe(sscc(2));
    expect(rights.nextDocument()?.number).toBe(2);
    expect(rights.grants()[0]?.used).toBe(2);
  });

  it('are given back when head office asks, told one greeting later, and never used again', async () => {
    const disk = world();
    const { rights, append } = await disk.open();
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(1, 9), documents] }));
    append(sale(1, 1, 1));
    await rights.heard(
      rights.toTell(),
      answerOf({ numbers: [ssccs(1, 9), documents], giveBack: [documents.series] }),
    );
    expect(rights.nextDocument()).toBeNull();
    expect(rights.toTell().numbers.returned, 'an op may still be on its way to the disk').toEqual([]);
    append(sale(2, 1, 2));
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(1, 9), documents] }));
    expect(rights.nextDocument()).toBeNull();
    const told = rights.toTell();
    expect(told.numbers.returned).toEqual([{ ...documents, next: 3 }]);
    await rights.heard(told, answerOf({ numbers: [ssccs(1, 9)] }));
    expect(rights.toTell().numbers.returned).toEqual([]);
    const again = await disk.open();
    expect(again.rights.nextDocument()).toBeNull();
  });

  it('of the one range that a station had before go on where they stood', async () => {
    const disk = world();
    disk.kept.set('sscc', { range: `${prefix} 1 1000000`, used: 41 });
    const { rights } = await disk.open();
    expect(rights.nextSscc()).toBe(sscc(42));
    expect(rights.toTell()).toEqual({
      fresh: false,
      numbers: {
        held: [{ series: `sscc ${prefix}`, from: 1, to: 1_000_000, next: 42, turn: 1 }],
        returned: [],
      },
      grants: [],
    });
  });

  it('say when they run out', async () => {
    const { rights, append } = await world().open();
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(1, 10)] }));
    expect(rights.isLow()).toBe(false);
    append(seal(sscc(9)));
    expect(rights.isLow()).toBe(true);
  });
});

describe('quotas of a station', () => {
  it('count a sale once, over restarts and answers that are older than the sale', async () => {
    const disk = world();
    const before = await disk.open();
    await before.rights.heard(before.rights.toTell(), answerOf({ numbers: [documents], grants: [grant] }));
    const told = before.rights.toTell();
    before.append(sale(1, 2, 1));
    await before.rights.heard(told, answerOf({ numbers: [documents], grants: [grant] }));
    expect(before.rights.grants()[0]?.used).toBe(2);
    await before.rights.keep();
    const after = await disk.open();
    expect(after.rights.grants()[0]?.used).toBe(2);
    after.append(sale(2, 3, 2));
    expect(after.rights.grants()[0]?.used).toBe(5);
    expect(after.rights.toTell().grants, 'nothing left to sell').toEqual([]);
  });

  it('are no longer named once they are over, or nobody knows the time', async () => {
    const disk = world();
    const { rights } = await disk.open();
    await rights.heard(rights.toTell(), answerOf({ grants: [grant] }));
    expect(rights.toTell().grants).toEqual([grantId]);
    disk.headOfficeMs = null;
    expect(rights.toTell().grants).toEqual([]);
    disk.headOfficeMs = Date.parse(grant.until);
    expect(rights.toTell().grants).toEqual([]);
  });

  it('are those of the last answer and no others', async () => {
    const { rights } = await world().open();
    await rights.heard(rights.toTell(), answerOf({ grants: [grant] }));
    await rights.heard(rights.toTell(), answerOf({ grants: [] }));
    expect(rights.grants()).toEqual([]);
  });
});

describe('law 2: numbers after a power cut', { timeout: 60_000 }, () => {
  it('are not given again when their op was answered and shown before anything was noted of them', async () => {
    const [here, leeds] = [stationIdOf(1), warehouseIdOf('leeds')];
    const office = createFakeHeadOffice(here, leeds);
    const parcel = parcelAfter(planOf(), leased);
    office.put('parcels', parcel);
    const disk = newDisk();
    const openRights = (station: Awaited<ReturnType<typeof openTestStation>>) =>
      openStationRights({
        opLog: station.opLog,
        notes: station.store.notes,
        warehouseId: leeds,
        now: () => new Date('2026-01-05T10:00:00.000Z'),
        headOfficeMs: () => 0,
      });

    const station = await openTestStation(disk, here, leeds, office);
    const rights = await openRights(station);
    await rights.heard(rights.toTell(), answerOf({ numbers: [ssccs(1, 9)] }));
    await station.startSync();
    const first = rights.nextSscc() ?? '';
    await station.opLog.append(
      [
        {
          opId: newOpId(),
          type: 'parcel.seal',
          parcelId: parcel.parcelId,
          fence: parcel.fence,
          body: { sscc: first, weightGrams: 900 },
        },
      ],
      null,
    );
    await until(() => station.opLog.unsettled().length === 0);
    expect(station.opLog.unsettled()).toEqual([]);
    rights.close();
    await station.close();

    const again = await openTestStation(disk, here, leeds, office);
    const after = await openRights(again);
    expect([first, after.nextSscc()]).toEqual([sscc(1), sscc(2)]);
    after.close();
    await again.close();
  });
});
