// Every disk that an earlier Waybill left is opened by this one: nothing that only the station knew is lost, and no number
// is given twice.
import { describe, expect, it } from 'vitest';
import { firstParcel, here } from '../../shared/domain/parcel/parcel.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import { type KeptDisk, keptNotes, keptOps, keptParcel, layDisk } from './kept-disk.test-kit';
import { openTestStation, refusedScan, until } from './station.test-kit';
import { localVersions } from './stored';

const kept = Object.entries(
  import.meta.glob<KeptDisk>('./stores/*.json', { eager: true, import: 'default' }),
);
const leeds = keptParcel.warehouseId;

describe('a station opens what an earlier Waybill left', { timeout: 60_000 }, () => {
  it('has a kept disk of the versions of today: scripts/store-fixture makes it', () => {
    expect(kept.map(([, { engine, versions }]) => ({ engine, versions }))).toContainEqual({
      engine: 'journal',
      versions: localVersions,
    });
  });

  it.each(kept)('pitfall 13: %s', async (_file, disk) => {
    const office = createFakeHeadOffice(here, leeds);
    office.put('parcels', keptParcel);
    await office.sendOps(keptOps.slice(0, 2) as never, new AbortController().signal);
    office.applied.length = 0;

    const laid = await layDisk(disk);
    const station = await openTestStation(laid, here, leeds, office);
    expect(
      station.opLog.unsettled().map(({ opId, stationSeq, body }) => ({ opId, stationSeq, body })),
    ).toEqual(keptOps.slice(2).map(({ opId, stationSeq, body }) => ({ opId, stationSeq, body })));
    expect(await station.store.notes.read('sscc')).toEqual(keptNotes.sscc);
    const [next] = await station.opLog.append([refusedScan('the first of this version')], null);
    expect(next?.stationSeq).toBe(6);
    await station.startSync();
    await until(() => office.applied.length === 4);
    expect(office.applied.map(({ stationSeq }) => stationSeq)).toEqual([3, 4, 5, 6]);
    await until(async () => (await station.store.pulled.parcels.byId(firstParcel)) !== null);
    await until(() => station.opLog.unsettled().length === 0);
    expect(station.opLog.unsettled()).toEqual([]);
    expect(station.bugs).toEqual([]);
    await station.close();

    const again = await openTestStation(laid, here, leeds, office);
    expect(again.opLog.maxStationSeq()).toBe(6);
    const left = (await laid.indexedDB.databases()).map(({ name }) => name);
    expect(left.filter((name) => name?.startsWith('rxdb-dexie-'))).toEqual([]);
    await again.close();
  });
});
