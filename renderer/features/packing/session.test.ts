import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { parcelAfter, planOf } from '../../../shared/domain/parcel/parcel.test-kit';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  heardOf,
  newOffice,
  numberOf,
  openTestBench,
  packedOf,
  small,
  type TestBench,
} from './bench.test-kit';

let open: TestBench[] = [];

async function bench(
  parcels: Parcel[] = [small],
  disk = newDisk(),
  office = newOffice(),
  outbox = createFakeOutbox(),
) {
  if (parcels.length > 0) companyOf(office, ...parcels);
  const opened = await openTestBench(disk, office, outbox);
  open.push(opened);
  if (parcels.length > 0) await until(() => opened.station.book.held().length > 0);
  return { bench: opened, office, outbox, disk };
}

/** Ends a bench as a kill does for its memory: the next one knows only what is on the disk. */
async function stop(ended: TestBench): Promise<void> {
  open = open.filter((each) => each !== ended);
  await ended.close();
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const each of open.splice(0)) await each.close();
});

describe('a bench', { timeout: 60_000 }, () => {
  it('packs, seals, labels and hands over an order by scans alone', async () => {
    const { bench: at, office, outbox } = await bench();
    const said: string[] = [];
    for (const text of [
      codes.badge,
      codes.order,
      codes.mug,
      codes.mug,
      codes.lamp,
      codes.box,
      codes.command('seal'),
    ]) {
      await at.scan(text);
      said.push(at.said());
    }
    expect(said).toEqual([
      'go logged-in',
      'go parcel-opened',
      'go item-packed',
      'go line-complete',
      'go parcel-complete',
      'go box-chosen',
      'go sealed',
    ]);
    expect(at.sounds).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'line-complete',
      'order-complete',
      'accepted',
      'order-complete',
    ]);
    const sealed = at.state().lastSealed;
    expect(sealed).toMatchObject({ state: 'sealed', sscc: numberOf(0), weightGrams: 3 * 300 + 420 });

    await until(() => outbox.requests.length > 0);
    expect(outbox.requests).toMatchObject([
      { jobId: sealed?.sealedBy, printerId: 'p1', label: { sscc: numberOf(0), orderNumber: '1042' } },
    ]);
    outbox.move(String(sealed?.sealedBy), { step: 'confirmed' });
    await until(() => at.state().lastSealed?.state === 'labelled');
    await at.scan(`00${numberOf(0)}`);
    expect(at.said()).toBe('go handed-over');
    await until(() => office.parcel(small.parcelId)?.state === 'handed-over');
    expect(office.parcel(small.parcelId)).toMatchObject({
      state: 'handed-over',
      label: { outcome: 'confirmed', attempt: 1 },
    });
    expect(at.reports).toEqual([]);
  });

  it('law 1: shows nothing before the disk has it', async () => {
    const { bench: at } = await bench();
    await at.scan(codes.badge, codes.order);
    const insert = at.station.store.ops.bulkInsert.bind(at.station.store.ops);
    let release = (): void => undefined;
    const disk = new Promise<void>((resolve) => {
      release = resolve;
    });
    vi.spyOn(at.station.store.ops, 'bulkInsert').mockImplementationOnce(async (docs) => {
      await disk;
      return insert(docs);
    });
    at.scanFast(codes.mug);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(at.said()).toBe('go parcel-opened');
    expect(packedOf(at.state().open, 'MUG')).toBe(0);
    expect(at.sounds.length).toBe(2);
    release();
    await at.session.settled();
    expect(at.said()).toBe('go item-packed');
    expect(packedOf(at.state().open, 'MUG')).toBe(1);
    expect(at.sounds.length).toBe(3);
  });

  it('says that a scan was not saved, counts nothing, and takes it the second time', async () => {
    const { bench: at, disk } = await bench();
    await at.scan(codes.badge, codes.order);
    vi.spyOn(at.station.store.ops, 'bulkInsert').mockRejectedValueOnce(
      new DOMException('no room', 'QuotaExceededError'),
    );
    await at.scan(codes.mug);
    expect(at.said()).toBe('stop not-saved');
    expect(at.sounds.at(-1)).toBe('stop');
    expect(packedOf(at.state().open, 'MUG')).toBe(0);
    await at.scan(codes.mug);
    expect(at.said()).toBe('go item-packed');
    expect(packedOf(at.state().open, 'MUG')).toBe(1);
    await stop(at);
    const again = (await bench([], disk)).bench;
    expect(packedOf(again.state().open, 'MUG')).toBe(1);
  });

  it('answers every scan of a burst, in order, and drops none', async () => {
    const many = parcelAfter(planOf(), { type: 'ParcelLeased', stationId: small.holder as never, fence: 1 });
    const { bench: at } = await bench([many]);
    await at.scan(codes.badge, codes.order);
    at.scanFast(codes.mug, codes.lamp, codes.mug, codes.mug, codes.lamp, codes.mug, codes.mug);
    await at.session.settled();
    expect(at.said()).toBe('go parcel-complete');
    expect(at.state().open?.acts.map((act) => act.lineNo)).toEqual([1, 2, 1, 1, 2, 1, 1]);
  });

  it('holds a stop until it is acknowledged, and counts nothing meanwhile', async () => {
    const { bench: at } = await bench();
    await at.scan(codes.badge, codes.order, 'SCARF');
    expect(at.said()).toBe('stop item-not-in-order');
    await at.scan('SCARF');
    expect(at.said()).toBe('stop scan-held-by-stop');
    expect(at.state().bench.stop?.code).toBe('item-not-in-order');
    await at.scan(codes.command('ok'));
    expect(at.said()).toBe('look stop-cleared');
    await at.scan('nonsense');
    expect(at.said()).toBe('stop code-unknown');
    await at.scan(codes.mug);
    expect(at.said()).toBe('go item-packed');
  });

  it('shows a double read of the scanner and does not count it', async () => {
    const { bench: at } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug);
    at.session.scan(heardOf(codes.mug, { repeat: true }));
    await at.session.settled();
    expect(at.state().repeats).toBe(1);
    expect(packedOf(at.state().open, 'MUG')).toBe(1);
  });

  it('opens the oldest waiting order that wants the item, without any order scanned', async () => {
    const { bench: at } = await bench();
    await at.scan(codes.badge, codes.lamp);
    expect(at.said()).toBe('go line-complete');
    expect(at.state().open?.orderNumber).toBe('1042');
  });

  it('stands where it stood after a restart: operator, box, stop and quantity', async () => {
    const { bench: at, disk, office } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug, 'SCARF');
    await stop(at);
    office.cut();
    const { bench: again } = await bench([], disk, office);
    expect(again.state().bench).toMatchObject({
      operator: { name: 'Ayşe' },
      parcelId: small.parcelId,
      stop: { code: 'item-not-in-order' },
    });
    expect(again.said()).toBe('stop item-not-in-order');
    expect(packedOf(again.state().open, 'MUG')).toBe(1);
    await again.scan(codes.mug);
    expect(again.said()).toBe('go line-complete');
  });

  it('stands where its ops say when it was killed before it noted its place', async () => {
    const { bench: at, disk } = await bench();
    const write = at.station.store.notes.write;
    at.station.store.notes.write = async (name, values) => {
      if (name !== 'bench') await write(name, values);
    };
    await at.scan(codes.badge, codes.order, codes.mug, 'SCARF');
    await stop(at);
    const again = (await bench([], disk)).bench;
    expect(again.state().bench).toMatchObject({
      operator: { name: 'Ayşe' },
      parcelId: small.parcelId,
      stop: { code: 'scan-held-by-stop' },
    });
    expect(packedOf(again.state().open, 'MUG')).toBe(1);
  });

  it('asks head office for an order nobody holds, says wait, and opens it when it is given', async () => {
    const free = {
      ...parcelAfter(planOf(small.lines)),
      parcelId: '00000002-0000-7000-8000-000000000009',
    } as Parcel;
    const other = { ...free, orderNumber: '2000' } as Parcel;
    const { bench: at, office } = await bench([small]);
    office.put('parcels', other);
    await until(async () => (await at.station.book.byOrderNumber('2000')).length === 1);
    const said: string[] = [];
    const listening = at.session.store.subscribe(() => said.push(at.said()));
    await at.scan(codes.badge, '2000');
    await until(() => at.state().open !== null);
    await at.session.settled();
    listening();
    // Head office may answer before anybody looks: what counts is what was said, and in which order.
    expect([...new Set(said)].slice(-2)).toEqual(['wait asking-head-office', 'go parcel-opened']);
    expect(at.state().open?.orderNumber).toBe('2000');
  });

  it('says so before it is tried when an order needs head office and there is none', async () => {
    const free = {
      ...parcelAfter(planOf(small.lines)),
      parcelId: '00000002-0000-7000-8000-000000000009',
    } as Parcel;
    const { bench: at, office } = await bench([small]);
    office.put('parcels', { ...free, orderNumber: '2000' });
    await until(async () => (await at.station.book.byOrderNumber('2000')).length === 1);
    at.online = false;
    await at.scan(codes.badge, '2000');
    expect(at.said()).toBe('stop needs-head-office');
  });

  it('interrupts at once when head office cancels something that is in the box', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug, codes.mug);
    await until(() => office.parcel(small.parcelId)?.lines[0]?.packed === 2);
    const parcel = office.parcel(small.parcelId) as Parcel;
    office.put('parcels', {
      ...parcel,
      lines: parcel.lines.map((line) => (line.lineNo === 1 ? { ...line, cancelled: 1 } : line)),
    });
    await until(() => at.said() === 'stop line-cancelled');
    expect(at.said()).toBe('stop line-cancelled');
    expect(at.state().bench.stop?.values).toMatchObject({ name: 'White mug', quantity: 1 });
    await at.scan(codes.command('ok'), codes.mug);
    expect(at.said()).toBe('look item-taken-out');
    expect(packedOf(at.state().open, 'MUG')).toBe(1);
  });

  it('closes the box and says why when head office takes the order back', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order);
    await until(() => office.parcel(small.parcelId)?.state === 'packing');
    office.put('parcels', {
      ...(office.parcel(small.parcelId) as Parcel),
      state: 'released',
      holder: null,
      fence: 2,
    });
    await until(() => at.said() === 'stop parcel-not-held-here');
    expect(at.said()).toBe('stop parcel-not-held-here');
    expect(at.state().open).toBeNull();
  });
});
