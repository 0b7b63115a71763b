// The ways RxDB 17.6 loses or delays a document (sync.md 2.4), each met with our own numbers and gates in place.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { leased, parcelAfter, parcelIn, planOf } from '../../shared/domain/parcel/parcel.test-kit';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { OpDraft } from '../../shared/sync/op';
import { createFakeHeadOffice, type FakeHeadOffice } from './head-office.test-kit';
import {
  forgetRow,
  newDisk,
  newOpId,
  openTestStation,
  opsOnDisk,
  refusedScan,
  type TestStation,
  until,
} from './station.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');
const leasedParcel = parcelAfter(planOf(), leased);

function packOne(parcel: Parcel): OpDraft {
  return {
    opId: newOpId(),
    type: 'parcel.pack-item',
    parcelId: parcel.parcelId,
    fence: parcel.fence,
    body: { sku: parcel.lines[0]?.sku as never, quantity: 1, code: '5000', scanId: 's' },
  };
}

const numbers = (office: FakeHeadOffice): number[] => office.applied.map((op) => op.stationSeq);

describe('the station and head office', { timeout: 60_000 }, () => {
  let open: TestStation[] = [];
  const start = async (disk = newDisk(), office = createFakeHeadOffice(here, leeds)) => {
    const station = await openTestStation(disk, here, leeds, office);
    open.push(station);
    return { station, office, disk };
  };
  const stop = async (station: TestStation): Promise<void> => {
    open = open.filter((each) => each !== station);
    await station.close();
  };

  afterEach(async () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    for (const station of open.splice(0)) await station.close();
  });

  it('bring every op over once and show its result', async () => {
    const { station, office } = await start();
    office.put('parcels', parcelIn.packing as Parcel);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    await station.opLog.append([packOne(parcelIn.packing as Parcel)], null);
    expect(station.book.held()[0]?.lines[0]?.packed).toBe(3);
    await until(() => station.opLog.unsettled().length === 0);
    expect(station.opLog.unsettled()).toEqual([]);
    expect(office.parcel(leasedParcel.parcelId)?.lines[0]?.packed).toBe(3);
    expect(station.book.held()[0]?.lines[0]?.packed).toBe(3);
    expect(station.network.store.getState()).toMatchObject({ headOffice: 'up', unsent: 0 });
    expect(station.bugs).toEqual([]);
  });

  it('pitfalls 1 and 16: an op written after the clock went back is delivered, and only then counts as sent', async () => {
    const { station, office, disk } = await start();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    await station.startSync();
    await station.opLog.append([refusedScan('tomorrow')], null);
    await until(() => office.applied.length === 1);
    await stop(station);
    vi.useRealTimers();

    const again = await start(disk, office);
    await again.station.opLog.append([refusedScan('today, before synchronisation starts')], null);
    await again.station.startSync();
    await until(() => office.applied.length === 2);
    expect(numbers(office)).toEqual([1, 2]);
    expect(again.station.network.store.getState().unsent).toBe(0);
  });

  it('pitfall 2: an unreadable document holds its collection, is named, and arrives once it is put right', async () => {
    const { station, office } = await start();
    await station.startSync();
    office.put('orders', orderOf(1));
    await until(async () => (await station.store.pulled.orders.byIds([orderOf(1).orderId])).length === 1);

    office.put('orders', { ...orderOf(2), units: 'many' });
    office.put('orders', orderOf(3));
    await until(() => station.unreadable.length > 0);
    expect(station.unreadable[0]).toMatch(/orders: .*units/s);
    expect(station.network.store.getState().blocked.orders).toBeDefined();
    expect(await station.store.pulled.orders.byIds([orderOf(3).orderId])).toEqual([]);

    office.put('orders', orderOf(2));
    const all = [1, 2, 3].map((number) => orderOf(number).orderId);
    await until(async () => (await station.store.pulled.orders.byIds(all)).length === 3);
    expect((await station.store.pulled.orders.byIds(all)).length).toBe(3);
    expect(station.network.store.getState().blocked).toEqual({});
    expect(station.unreadable.length).toBe(1);
  });

  it('pitfall 3: an answer lost after the commit, and a restart, leave one effect and no op behind', async () => {
    const { station, office, disk } = await start();
    office.put('parcels', parcelIn.packing as Parcel);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    office.loseNextAnswer();
    await station.opLog.append([packOne(parcelIn.packing as Parcel)], null);
    await until(() => office.applied.length === 1);
    await stop(station);

    const again = await start(disk, office);
    await again.station.startSync();
    await until(() => again.station.opLog.unsettled().length === 0);
    expect(again.station.opLog.unsettled()).toEqual([]);
    expect(again.station.book.held()[0]?.lines[0]?.packed).toBe(3);
    expect(numbers(office)).toEqual([1]);
  });

  it('pitfall 4: many waiting ops go out one request at a time and in order', async () => {
    const { station, office } = await start();
    for (let number = 1; number <= 450; number += 10) {
      await station.opLog.append(
        Array.from({ length: 10 }, (_, next) => refusedScan(`scan ${number + next}`)),
        null,
      );
    }
    await station.startSync();
    await until(() => office.applied.length === 450);
    expect(numbers(office)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
    expect(office.requests.busiest).toBe(1);
    expect(office.received.length).toBe(450);
  });

  it('pitfall 5: a hidden window goes on sending and receiving', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden', hidden: true });
    vi.stubGlobal('document', page);
    const { station, office } = await start();
    await station.startSync();
    await until(() => station.network.store.getState().headOffice === 'up');
    page.dispatchEvent(new Event('visibilitychange'));
    await station.opLog.append([refusedScan('hidden')], null);
    office.put('orders', orderOf(7));
    await until(() => office.applied.length === 1);
    await until(async () => (await station.store.pulled.orders.byIds([orderOf(7).orderId])).length === 1);
    expect(numbers(office)).toEqual([1]);
    expect(await station.store.pulled.orders.byIds([orderOf(7).orderId])).toHaveLength(1);
  });

  it('pitfall 12: a head office restored from a backup is pulled anew and gets back what it lost', async () => {
    const { station, office } = await start();
    office.put('orders', orderOf(1), orderOf(2));
    await station.startSync();
    for (const text of ['one', 'two', 'three']) await station.opLog.append([refusedScan(text)], null);
    await until(() => station.opLog.unsettled().length === 0 && office.applied.length === 3);
    office.restoreFromBackup(2);
    await until(() => office.applied.length === 3);
    expect(numbers(office)).toEqual([1, 2, 3]);
    office.put('orders', orderOf(3));
    const all = [1, 2, 3].map((number) => orderOf(number).orderId);
    await until(async () => (await station.store.pulled.orders.byIds(all)).length === 3);
    expect(await station.store.pulled.orders.byIds(all)).toHaveLength(3);
    await until(() => station.opLog.unsettled().length === 0);
    expect(station.opLog.unsettled()).toEqual([]);
    expect(station.bugs).toEqual([]);
  });

  it('pitfall 12: a checkpoint belongs to one epoch, even when the station forgot which one it had', async () => {
    const { station, office, disk } = await start();
    office.put('orders', orderOf(1));
    await station.startSync();
    await until(async () => (await station.store.pulled.orders.byIds([orderOf(1).orderId])).length === 1);
    await station.store.notes.write('epochs', {});
    await stop(station);
    office.restoreFromBackup(1);

    const again = await start(disk, office);
    await again.station.startSync();
    office.put('orders', orderOf(2));
    await until(
      async () => (await again.station.store.pulled.orders.byIds([orderOf(2).orderId])).length === 1,
    );
    expect(await again.station.store.pulled.orders.byIds([orderOf(2).orderId])).toHaveLength(1);
  });

  it('lose nothing of a station whose disk was put back to an older day', async () => {
    const { station, office } = await start();
    await station.startSync();
    await station.opLog.append([refusedScan('before the copy was made')], null);
    await until(() => station.opLog.unsettled().length === 0 && office.applied.length === 1);
    await stop(station);
    const copy = await start(newDisk(), office);
    await copy.station.opLog.append([refusedScan('on the copied disk')], null);
    await copy.station.startSync();
    await until(() => office.applied.length === 2);
    await copy.station.opLog.append([refusedScan('and once more')], null);
    await until(() => office.applied.length === 3);
    expect(office.applied.map((op) => [op.stationSeq, op.body['text']])).toEqual([
      [1, 'before the copy was made'],
      [2, 'on the copied disk'],
      [3, 'and once more'],
    ]);
    await until(() => copy.station.opLog.unsettled().length === 0);
    expect(copy.station.network.store.getState().unsent).toBe(0);
  });

  it('go on sending after the day’s tidying, which leaves only what is still needed', async () => {
    const { station, office } = await start();
    await station.startSync();
    for (const text of ['one', 'two', 'three']) await station.opLog.append([refusedScan(text)], null);
    await until(() => office.applied.length === 3 && station.opLog.unsettled().length === 0);
    await station.sync?.tidy(new Date(Date.now() + 1_000));
    expect((await station.opLog.from(1, 10)).map((op) => op.stationSeq)).toEqual([3]);
    await station.opLog.append([refusedScan('after')], null);
    await until(() => office.applied.length === 4);
    expect(numbers(office)).toEqual([1, 2, 3, 4]);
    expect(office.received.length).toBe(4);
    expect(station.bugs).toEqual([]);
  });

  it('put back at the next start what a power cut took from a pulled copy', async () => {
    const { station, office, disk } = await start();
    office.put('orders', orderOf(1), orderOf(2), orderOf(3));
    await station.startSync();
    const all = [1, 2, 3].map((number) => orderOf(number).orderId);
    await until(async () => (await station.store.pulled.orders.byIds(all)).length === 3);
    await stop(station);
    await forgetRow(disk, 'orders', orderOf(2).orderId);

    const again = await start(disk, office);
    expect(await again.station.store.pulled.orders.byIds(all)).toHaveLength(2);
    await again.station.startSync();
    await until(async () => (await again.station.store.pulled.orders.byIds(all)).length === 3);
    expect(await again.station.store.pulled.orders.byIds(all)).toHaveLength(3);
  });

  it('hold no copy for safe before it has lain a while, however often the network breaks', async () => {
    const { station, office, disk } = await start();
    office.put('orders', orderOf(1), orderOf(2));
    await station.startSync();
    const all = [1, 2].map((number) => orderOf(number).orderId);
    await until(async () => (await station.store.pulled.orders.byIds(all)).length === 2);
    const { store } = station.network;
    await until(() => store.getState().lastPulledMs !== null);
    // Each outage writes down how far the copies are.
    for (let outage = 0; outage < 2; outage += 1) {
      office.cut();
      await until(() => store.getState().headOffice === 'down');
      office.mend();
      await until(() => store.getState().headOffice === 'up');
    }
    await stop(station);
    await forgetRow(disk, 'orders', orderOf(2).orderId);

    const again = await start(disk, office);
    await again.station.startSync();
    await until(async () => (await again.station.store.pulled.orders.byIds(all)).length === 2);
    expect(await again.station.store.pulled.orders.byIds(all)).toHaveLength(2);
  });

  it('forget a safe place when a copy is made anew, as its epoch may come back', async () => {
    const { station, office, disk } = await start();
    office.put('orders', orderOf(1), orderOf(2));
    const all = [1, 2].map((number) => orderOf(number).orderId);
    await station.startSync();
    const whole = async (of: TestStation): Promise<boolean> =>
      (await of.store.pulled.orders.byIds(all)).length === 2;
    await until(() => whole(station));
    const epochs = (await station.store.notes.read('epochs')) as Record<string, string>;
    await station.store.notes.write('safe', { orders: { epoch: epochs['company'], seq: 2 } });
    await stop(station);

    const second = await start(disk, office);
    await second.station.startSync();
    office.restoreFromBackup(1);
    await until(
      async () =>
        ((await second.station.store.notes.read('epochs')) as Record<string, string>)['company'] !==
          epochs['company'] && (await whole(second.station)),
    );
    expect(await second.station.store.notes.read('safe')).not.toHaveProperty('orders');
  });

  it('work from cold with head office down, and deliver everything when it is back', async () => {
    const { station, office, disk } = await start();
    office.put('parcels', parcelIn.packing as Parcel);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    await stop(station);
    office.cut();

    const cold = await start(disk, office);
    await cold.station.startSync();
    await cold.station.opLog.append([packOne(parcelIn.packing as Parcel)], null);
    await cold.station.opLog.append([packOne(parcelIn.packing as Parcel)], null);
    await until(() => cold.station.network.store.getState().headOffice === 'down');
    await until(() => cold.station.network.store.getState().unsent === 2);
    expect(cold.station.book.held()[0]?.lines[0]?.packed).toBe(4);
    expect((await opsOnDisk(disk)).map((op) => op.stationSeq)).toEqual([1, 2]);

    office.mend();
    await until(() => cold.station.opLog.unsettled().length === 0);
    expect(numbers(office)).toEqual([1, 2]);
    expect(office.parcel(leasedParcel.parcelId)?.lines[0]?.packed).toBe(4);
    expect(cold.station.book.held()[0]?.lines[0]?.packed).toBe(4);
  });

  it('lose nothing where the stream leaves something out right behind a document', async () => {
    const { station, office } = await start();
    await station.startSync();
    const there = async (...numbers: number[]): Promise<boolean> => {
      const ids = numbers.map((number) => orderOf(number).orderId);
      return (await station.store.pulled.orders.byIds(ids)).length === numbers.length;
    };
    office.put('orders', orderOf(1));
    await until(() => there(1));
    // The engine drops a wish for pages that reaches its queue right behind a document, some promises later.
    for (let later = 0; later < 40; later += 1) {
      const [first, next] = [2 + later * 2, 3 + later * 2];
      office.put('orders', orderOf(first));
      for (let turn = 0; turn < later; turn += 1) await Promise.resolve();
      office.resync();
      await until(() => there(first));
      office.put('orders', orderOf(next));
      await until(() => there(next));
    }
    expect(await there(1, 80, 81)).toBe(true);
  });

  it('pitfall 12: go on at once when the stream broke and comes back', async () => {
    const { station, office } = await start();
    await station.startSync();
    await until(() => station.network.store.getState().headOffice === 'up');
    office.cut();
    office.put('orders', orderOf(4));
    await until(() => station.network.store.getState().headOffice === 'down');
    office.mend();
    await until(async () => (await station.store.pulled.orders.byIds([orderOf(4).orderId])).length === 1);
    expect(await station.store.pulled.orders.byIds([orderOf(4).orderId])).toHaveLength(1);
  });
});

function orderOf(number: number) {
  return {
    orderId: `00000001-0000-7000-8000-${String(number).padStart(12, '0')}`,
    number: String(1000 + number),
    channelId: 'web',
    externalId: String(number),
    status: 'ready',
    onHold: false,
    customerName: 'Ayşe',
    countryCode: 'GB',
    placedAt: '2026-01-05T09:30:00.000Z',
    units: 3,
    openUnits: 3,
    warehouseIds: ['leeds'],
  };
}
