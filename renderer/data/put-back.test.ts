// The store is lost, the second place is not: what was scanned comes back, under its own numbers, and reaches head
// office once. Also what happens when the two disagree.
import { afterEach, describe, expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { createFakeHeadOffice, type FakeHeadOffice } from './head-office.test-kit';
import { createFakeKeptOps, type FakeKeptOps } from './kept-ops.test-kit';
import {
  type Disk,
  newDisk,
  openTestStation,
  opsOnDisk,
  refusedScan,
  type TestStation,
  until,
} from './station.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');

describe('a station with a second place for its ops', { timeout: 60_000 }, () => {
  let open: TestStation[] = [];
  let offices: FakeHeadOffice[] = [];
  const start = async (disk: Disk, office: FakeHeadOffice, kept: FakeKeptOps): Promise<TestStation> => {
    const station = await openTestStation(disk, here, leeds, office, kept);
    open.push(station);
    if (!offices.includes(office)) offices.push(office);
    return station;
  };
  const stop = async (station: TestStation): Promise<void> => {
    open = open.filter((each) => each !== station);
    await station.close();
  };
  const scan = async (station: TestStation, count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await station.opLog.append([refusedScan(`scan ${n}`)], null);
  };
  const kept = createFakeKeptOps;
  const isKept = (station: TestStation): boolean => station.keeping?.store.getState().behind === 0;
  const numbers = (office: FakeHeadOffice): number[] => office.applied.map((op) => op.stationSeq);
  const ids = (ops: readonly { opId: string }[]): string[] => ops.map((op) => op.opId);

  afterEach(async () => {
    for (const station of open.splice(0)) await station.close();
    // Whatever was lost and came back: nobody changed anything, and head office must not believe so.
    const chains = offices.splice(0).map((office) => office.chain());
    expect(chains.filter(({ brokenAt }) => brokenAt !== null)).toEqual([]);
  });

  it('hands every op over, in order, and notes what head office has', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const station = await start(newDisk(), office, second);
    await scan(station, 7);
    await until(() => second.ops().length === 7);
    expect(second.ops()).toEqual(station.opLog.unsettled());
    await station.startSync();
    await until(() => office.applied.length === 7);
    await stop(station);
    expect(second.noted()).toBe(8);
  });

  it('hands over at the next start what the end of the program left in the store only', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const disk = newDisk();
    second.fail('disk.full');
    const station = await start(disk, office, second).catch(() => null);
    expect(station).toBeNull();
    second.fail(null);
    const first = await start(disk, office, second);
    second.fail('disk.full');
    await scan(first, 3);
    await until(() => first.keeping?.store.getState().behind === 3);
    expect(first.keeping?.store.getState()).toEqual({ behind: 3, trouble: 'disk.full' });
    await stop(first);
    expect(second.ops()).toEqual([]);
    second.fail(null);
    const again = await start(disk, office, second);
    expect(again.putBack).toEqual({ ops: 0, clashes: 0, storeWasLost: false });
    await until(() => second.ops().length === 3);
    expect(ids(second.ops())).toEqual(ids(again.opLog.unsettled()));
  });

  it('goes on handing over by itself when there is room again', async () => {
    const second = kept();
    const station = await start(newDisk(), createFakeHeadOffice(here, leeds), second);
    second.fail('disk.full');
    await scan(station, 2);
    await until(() => station.keeping?.store.getState().behind === 2);
    second.fail(null);
    await until(() => isKept(station) && station.keeping?.store.getState().trouble === null);
    expect(station.keeping?.store.getState()).toEqual({ behind: 0, trouble: null });
    expect(second.ops().map((op) => op.stationSeq)).toEqual([1, 2]);
  });

  it('store lost with unsent ops: they are back before the first new number, and reach head office once', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const before = await start(newDisk(), office, second);
    await before.startSync();
    await scan(before, 3);
    await until(() => office.applied.length === 3);
    await until(() => before.opLog.expect() === 4);
    office.cut();
    await scan(before, 4);
    await until(() => second.ops().length === 7);
    await stop(before);
    office.mend();

    const disk = newDisk();
    const after = await start(disk, office, second);
    expect(after.putBack).toEqual({ ops: 4, clashes: 0, storeWasLost: true });
    expect(after.opLog.unsettled().map((op) => op.stationSeq)).toEqual([4, 5, 6, 7]);
    const [fresh] = await after.opLog.append([refusedScan('after the loss')], null);
    expect(fresh?.stationSeq).toBe(8);
    await after.startSync();
    await until(() => office.applied.length === 8);
    expect(numbers(office)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(ids(office.applied)).size).toBe(8);
    await until(() => after.opLog.unsettled().length === 0);
    expect(after.opLog.unsettled()).toEqual([]);
    expect(after.bugs).toEqual([]);
    expect((await opsOnDisk(disk)).length).toBe(5);
    expect(office.chain()).toEqual({ head: fresh?.chain, brokenAt: null });
  });

  it('store lost, an op changed in the second place: every op arrives, and head office sees which was changed', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const before = await start(newDisk(), office, second);
    await scan(before, 4);
    await until(() => second.ops().length === 4);
    await stop(before);
    second.change(2, (op) => ({ ...op, body: { ...op.body, text: 'something else' } }));
    const after = await start(newDisk(), office, second);
    await after.startSync();
    await until(() => office.applied.length === 4);
    expect(numbers(office)).toEqual([1, 2, 3, 4]);
    expect(office.chain().brokenAt).toBe(2);
    offices = [];
  });

  it('store lost, and then head office restored from an older backup: the second place answers for both', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const before = await start(newDisk(), office, second);
    await before.startSync();
    await scan(before, 6);
    await until(() => office.applied.length === 6 && before.opLog.expect() === 7);
    await stop(before);
    office.restoreFromBackup(3);

    const after = await start(newDisk(), office, second);
    expect(after.putBack).toEqual({ ops: 0, clashes: 0, storeWasLost: true });
    await after.startSync();
    await until(() => office.applied.length === 6);
    expect(numbers(office)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(ids(office.applied)).size).toBe(6);
    await until(() => after.opLog.unsettled().length === 0);
    expect(after.opLog.unsettled()).toEqual([]);
  });

  /** Three ops at head office, of which the second place has two; the store is left behind. */
  const withNewestLost = async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const before = await start(newDisk(), office, second);
    await before.startSync();
    await scan(before, 2);
    await until(() => second.ops().length === 2 && office.applied.length === 2);
    second.fail('disk.full');
    await scan(before, 1);
    await until(() => office.applied.length === 3);
    await stop(before);
    second.fail(null);
    return { second, office };
  };

  it('only the newest op was not handed over when the store was lost: head office tells the next number', async () => {
    const { second, office } = await withNewestLost();

    const after = await start(newDisk(), office, second);
    await scan(after, 1);
    expect(after.opLog.maxStationSeq()).toBe(3);
    await after.startSync();
    await until(() => office.applied.length === 4);
    expect(numbers(office)).toEqual([1, 2, 3, 4]);
    await until(() => second.ops().length === 4 || second.ops().at(-1)?.stationSeq === 4);
    expect(ids(second.ops()).at(-1)).toBe(ids(office.applied).at(-1));
  });

  it('an op lost with the store, and by a restored head office too: the count says so and goes on behind it', async () => {
    const { second, office } = await withNewestLost();

    const after = await start(newDisk(), office, second);
    await after.startSync();
    await until(() => after.opLog.expect() === 4);
    await scan(after, 2);
    await until(() => office.applied.length === 5 && isKept(after));
    office.restoreFromBackup(1);
    await until(() => office.applied.length === 5);
    expect(numbers(office)).toEqual([1, 2, 3, 4, 5]);
    expect(office.applied.map((op) => op.type === 'bench.lost-op')).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
    await until(() => after.opLog.unsettled().length === 0);
    expect(after.opLog.unsettled()).toEqual([]);
    expect(after.network.store.getState().trouble).toBeNull();
    expect(office.chain().brokenAt).toBeNull();
  });

  it('both lost: the station goes on after what head office has, also when it ended before it noted so', async () => {
    const office = createFakeHeadOffice(here, leeds);
    const before = await start(newDisk(), office, kept());
    await before.startSync();
    await scan(before, 5);
    await until(() => office.applied.length === 5 && before.opLog.expect() === 6);
    await stop(before);

    const disk = newDisk();
    const after = await start(disk, office, kept());
    await after.startSync();
    await until(() => after.opLog.expect() === 6);
    office.cut();
    await scan(after, 1);
    expect(after.opLog.maxStationSeq()).toBe(6);
    // A kill: nothing is noted.
    open = open.filter((each) => each !== after);
    const ended = after.close();
    await ended;
    await forgetNotes(disk, office);
    office.mend();
    const last = await start(disk, office, kept());
    await last.startSync();
    await until(() => office.applied.length === 6);
    expect(numbers(office)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(last.network.store.getState().trouble).toBeNull();
  });

  const forgetNotes = async (disk: Disk, office: FakeHeadOffice): Promise<void> => {
    const station = await openTestStation(disk, here, leeds, office);
    await station.store.notes.write('op-log', {});
    await station.store.close();
    station.book.close();
  };

  it('keeps ops under their new numbers when head office has others under the old ones', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const first = await start(newDisk(), office, kept());
    await first.startSync();
    await scan(first, 3);
    await until(() => office.applied.length === 3);
    await stop(first);

    const station = await start(newDisk(), office, second);
    await scan(station, 2);
    await station.startSync();
    await until(() => office.applied.length === 5);
    expect(numbers(office)).toEqual([1, 2, 3, 4, 5]);
    await until(() => second.ops().some((op) => op.stationSeq === 5));
    expect(second.ops().map((op) => op.stationSeq)).toEqual([4, 5]);
    expect(ids(second.ops())).toEqual(ids(office.applied).slice(3));
  });

  it('takes back more ops than one request carries', async () => {
    const second = kept();
    const office = createFakeHeadOffice(here, leeds);
    const before = await start(newDisk(), office, second);
    await before.opLog.append(
      Array.from({ length: 1_203 }, (_each, index) => refusedScan(`scan ${index}`)),
      null,
    );
    await until(() => second.ops().length === 1_203);
    await stop(before);
    const after = await start(newDisk(), office, second);
    expect(after.putBack).toMatchObject({ ops: 1_203, storeWasLost: true });
    expect(after.opLog.maxStationSeq()).toBe(1_203);
  });
});
