import { describe, expect, it, vi } from 'vitest';
import { opIdOf, stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import { type Chain, continued } from '../../shared/sync/op-chain';
import { parseOp } from '../../shared/sync/op';
import { NotSaved } from './not-saved';
import type { OpLog } from './op-log';
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
const openStation = (disk: Disk): Promise<TestStation> =>
  openTestStation(disk, here, leeds, createFakeHeadOffice(here, leeds));

const resultOf = (opId: string, stationSeq: number) => ({
  opId: opId as never,
  stationSeq,
  status: 'applied' as const,
  parcelSeq: 0,
  refusal: null,
  taskId: null,
  seq: 1,
});

const settleAll = (opLog: OpLog): void => {
  opLog.answered(opLog.unsettled().map((op) => resultOf(op.opId, op.stationSeq)));
  opLog.settle(() => true);
};

describe('the log of ops', { timeout: 60_000 }, () => {
  it('numbers without holes, whatever is asked at the same time, and goes on after a restart', async () => {
    const disk = newDisk();
    const station = await openStation(disk);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        station.opLog.append(
          index % 3 === 0 ? [refusedScan('a'), refusedScan('b')] : [refusedScan('c')],
          null,
        ),
      ),
    );
    await station.close();
    const again = await openStation(disk);
    await again.opLog.append([refusedScan('after the restart')], null);
    const numbers = (await opsOnDisk(disk)).map((op) => op.stationSeq).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
    expect(again.opLog.unsettled().map((op) => op.stationSeq)).toEqual(numbers);
    await again.close();
  });

  it('is on the disk when it says so', async () => {
    const disk = newDisk();
    const station = await openStation(disk);
    const [op] = await station.opLog.append([refusedScan('x')], null);
    expect((await opsOnDisk(disk)).map((stored) => stored.opId)).toEqual([op?.opId]);
    await station.close();
  });

  it('saves nothing and uses no number when the disk refuses, and goes on when it takes again', async () => {
    const disk = newDisk();
    const station = await openStation(disk);
    await station.opLog.append([refusedScan('first')], null);
    const full = vi
      .spyOn(station.store.ops, 'bulkInsert')
      .mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError'));
    await expect(station.opLog.append([refusedScan('lost'), refusedScan('too')], null)).rejects.toMatchObject(
      {
        name: 'NotSaved',
        certainty: 'certain',
      },
    );
    expect(full).toHaveBeenCalledOnce();
    const [next] = await station.opLog.append([refusedScan('second')], null);
    expect(next?.stationSeq).toBe(2);
    expect(station.opLog.unsettled().map((op) => op.stationSeq)).toEqual([1, 2]);
    await station.close();
  });

  it('takes nothing more once nobody knows whether a write arrived; the disk tells at the next start', async () => {
    const disk = newDisk();
    const station = await openStation(disk);
    const insert = station.store.ops.bulkInsert.bind(station.store.ops);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(station.store.ops, 'bulkInsert').mockImplementationOnce(async (docs) => {
      await insert(docs);
      return new Promise(() => undefined);
    });
    const hanging = station.opLog.append([refusedScan('silent')], null);
    const failed = expect(hanging).rejects.toBeInstanceOf(NotSaved);
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(10_000);
      await failed;
    });
    vi.useRealTimers();
    await expect(station.opLog.append([refusedScan('next')], null)).rejects.toMatchObject({
      certainty: 'unknown',
    });
    await station.close();
    const again = await openStation(disk);
    expect(again.opLog.unsettled().map((op) => op.stationSeq)).toEqual([1]);
    await again.close();
  });

  it('need not read settled ops at the next start', async () => {
    const disk = newDisk();
    const station = await openStation(disk);
    for (const text of ['one', 'two', 'three']) await station.opLog.append([refusedScan(text)], null);
    settleAll(station.opLog);
    expect(station.opLog.expect()).toBe(4);
    await station.opLog.append([refusedScan('four')], null);
    await station.opLog.keepPlace();
    await station.close();
    const again = await openStation(disk);
    expect(again.opLog.unsettled().map((op) => op.stationSeq)).toEqual([4]);
    expect(again.opLog.expect()).toBe(4);
    expect(again.opLog.maxStationSeq()).toBe(4);
    await again.close();
  });

  it('keeps its numbers when old ops have been forgotten', async () => {
    const disk = newDisk();
    const station = await openStation(disk);
    for (const text of ['one', 'two']) await station.opLog.append([refusedScan(text)], null);
    settleAll(station.opLog);
    expect(await station.opLog.forgetBefore(new Date(Date.now() + 1_000))).toBe(1);
    await station.close();
    const again = await openStation(disk);
    const [op] = await again.opLog.append([refusedScan('three')], null);
    expect(op?.stationSeq).toBe(3);
    await again.close();
  });

  it('takes no answer of head office to an op that it says it never heard', async () => {
    const office = createFakeHeadOffice(here, leeds);
    const station = await openTestStation(newDisk(), here, leeds, office);
    await station.startSync();
    for (const text of ['one', 'two', 'three']) await station.opLog.append([refusedScan(text)], null);
    await until(() => station.opLog.unsettled().length === 0);
    office.cut();
    // The answers to all three still lie in the store.
    await station.opLog.unsettleFrom(1, 2);
    station.opLog.settle(() => true);
    expect(station.opLog.unsettled().map((op) => op.stationSeq)).toEqual([2, 3]);
    await station.close();
  });

  it('links every op behind a filled hole anew, also those that had been settled', async () => {
    const station = await openStation(newDisk());
    station.opLog.heardExpect({ expect: 2, chain: 'a link that nobody has any more' });
    for (const text of ['two', 'three']) await station.opLog.append([refusedScan(text)], null);
    settleAll(station.opLog);
    await station.opLog.fillLost({ expect: 1 }, 1, () => opIdOf(1));
    const stored = await station.opLog.from(1, 10);
    expect(stored.map((op) => op.stationSeq)).toEqual([1, 2, 3]);
    const chain = stored.map(parseOp).reduce<Chain>((before, op) => continued(before, op), {
      head: null,
      brokenAt: null,
    });
    expect(chain).toEqual({ head: stored.at(-1)?.chain, brokenAt: null });
    await station.close();
  });

  it('forgets only what is settled and old', async () => {
    const station = await openStation(newDisk());
    await station.opLog.append([refusedScan('settled'), refusedScan('the newest settled one')], null);
    settleAll(station.opLog);
    await station.opLog.append([refusedScan('not settled')], null);
    expect(await station.opLog.forgetBefore(new Date(0))).toBe(0);
    expect(await station.opLog.forgetBefore(new Date(Date.now() + 1_000))).toBe(1);
    expect((await station.opLog.from(1, 10)).map((op) => op.stationSeq)).toEqual([2, 3]);
    await station.close();
  });
});
