// The rest of the ways a local store and its replication mislead their users (sync.md 2.4); the others are met where they
// arise: 1 to 5, 12 and 16 in replication.test.ts, 9 in healthy-store.test.ts, 13 in stores.test.ts, 6 and 15 also in
// storage/journal-storage.test.ts.
import { afterEach, describe, expect, it } from 'vitest';
import { parcelIdOf, stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { leased, parcelAfter, planOf } from '../../shared/domain/parcel/parcel.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import {
  newDisk,
  openTestStation,
  opsOnDisk,
  refusedScan,
  type TestStation,
  until,
} from './station.test-kit';
import { breakDisk } from './storage/storages.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');
const codes = 3000;

describe('the local store', { timeout: 60_000 }, () => {
  let open: TestStation[] = [];
  const start = async (disk = newDisk(), office = createFakeHeadOffice(here, leeds)) => {
    const station = await openTestStation(disk, here, leeds, office);
    open.push(station);
    return { station, office, disk };
  };

  afterEach(async () => {
    for (const station of open.splice(0)) await station.close();
    open = [];
  });

  it('pitfall 6: belongs to one window and waits for no other', async () => {
    const { station } = await start();
    expect(station.store.ops.database.multiInstance).toBe(false);
  });

  it('pitfall 7: lists the newest first, whole and in order', async () => {
    const { station, office } = await start();
    for (let number = 1; number <= 300; number += 1) office.put('barcodes', barcodeOf(number));
    await station.startSync();
    await until(async () => (await station.store.pulled.barcodes.find({ selector: {} })).length === 300);
    const newest = await station.store.pulled.barcodes.find({
      selector: {},
      sort: [{ seq: 'desc' }],
      limit: 50,
    });
    expect(newest.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => 300 - index));
  });

  it('pitfall 8: drops no document from a list because it lacks what is searched', async () => {
    const { station, office } = await start();
    const bare = { ...parcelAfter(planOf()), parcelId: parcelIdOf(1) };
    const held = { ...parcelAfter(planOf(), leased), parcelId: parcelIdOf(2) };
    expect([bare.sscc, bare.holder]).toEqual([null, null]);
    office.put('parcels', bare, held);
    await station.startSync();
    const { parcels } = station.store.pulled;
    await until(async () => (await parcels.find({ selector: {} })).length === 2);
    for (const field of ['orderNumber', 'sscc', 'holder', 'waiting'] as const)
      expect((await parcels.find({ selector: {}, sort: [{ [field]: 'asc' }] })).length, field).toBe(2);
  });

  it('pitfall 10: an act of several ops is one write: after a failure there is all of it or none', async () => {
    const { station, disk } = await start();
    await station.opLog.append([refusedScan('before')], null);
    const mend = breakDisk('abort', (tables) => tables.includes('log'));
    const act = [refusedScan('one'), refusedScan('two'), refusedScan('three')];
    await expect(station.opLog.append(act, null)).rejects.toThrow();
    mend();
    expect((await opsOnDisk(disk)).map(({ stationSeq }) => stationSeq)).toEqual([1]);
  });

  it('pitfall 11: a long pull comes in pages, and a scan in the middle of it is written at once', async () => {
    const { station, office } = await start();
    office.put('barcodes', ...Array.from({ length: codes }, (_, number) => barcodeOf(number)));
    const pulled = async (): Promise<number> =>
      (await station.store.pulled.barcodes.find({ selector: {} })).length;
    await station.startSync();
    await until(async () => (await pulled()) > 0);
    await station.opLog.append([refusedScan('meanwhile')], null);
    const thereAtTheScan = await pulled();
    await until(async () => (await pulled()) === codes);
    expect(thereAtTheScan).toBeLessThan(codes);
    expect(await pulled()).toBe(codes);
    await until(() => office.applied.length === 1);
    expect(office.applied.length).toBe(1);
  });
});

function barcodeOf(number: number): object {
  return { code: `CODE-${number}`, sku: `SKU-${number}`, quantity: 1 };
}
