// A bench without a network whose lease has ended: what it refuses, what a supervisor may begin, and that no label comes
// out before head office has taken the pack.
import { afterEach, describe, expect, it } from 'vitest';
import { parcelIdOf, personIdOf, stationIdOf } from '../../../shared/domain/ids.test-kit';
import { ownCode } from '../../../shared/barcode/own-code';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  here,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from './bench.test-kit';

const elsewhere = stationIdOf(2);
const endMs = Date.parse('2026-01-05T14:00:00.000Z');
const held: Parcel = { ...small, leaseUntil: new Date(endMs).toISOString(), lastHolder: here };
const supervisor = ownCode('badge', '99');
const packed = [codes.mug, codes.mug, codes.lamp, codes.box, codes.command('seal')];
let open: TestBench[] = [];

async function benchWith(...parcels: Parcel[]) {
  const office = newOffice();
  companyOf(office, ...parcels);
  office.put('directory', {
    kind: 'person',
    entryId: 'person bob',
    person: { personId: personIdOf('bob'), name: 'Bob', badge: '99', roles: ['packer', 'supervisor'] },
  });
  const outbox = createFakeOutbox();
  const disk = newDisk();
  const bench = await openTestBench(disk, office, outbox);
  open.push(bench);
  await until(() => bench.directory.person('bob') !== null);
  await bench.scan(codes.badge);
  const goOffline = async (): Promise<void> => {
    await until(() => bench.station.network.store.getState().unsent === 0);
    office.cut();
    bench.online = false;
    bench.headOfficeMs = endMs;
  };
  const comeBack = (): void => {
    office.mend();
    bench.online = true;
  };
  return { bench, office, outbox, disk, goOffline, comeBack };
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe('a bench whose lease ended while it was offline', { timeout: 60_000 }, () => {
  it('stops in the middle of a box, and goes on with it under a supervisor’s badge', async () => {
    const { bench, goOffline } = await benchWith(held);
    await until(() => bench.station.book.held().length === 1);
    await bench.scan(codes.order, codes.mug);
    await goOffline();
    await bench.scan(codes.mug);
    expect(bench.said()).toBe('stop lease-over');
    expect(bench.state().open?.lines[0]?.packed).toBe(1);
    await bench.scan(supervisor, codes.mug);
    expect(bench.said()).toBe('go line-complete');
    expect(bench.state()).toMatchObject({
      open: { provisional: { by: 'bob' }, fence: 2 },
      bench: { operator: { name: 'Ayşe' } },
    });
  });

  it('prints the label of a provisional pack once head office has taken it, and not before', async () => {
    const { bench, outbox, goOffline, comeBack } = await benchWith(held);
    await until(() => bench.station.book.held().length === 1);
    await goOffline();
    await bench.scan(codes.order);
    expect(bench.said()).toBe('stop lease-over');
    await bench.scan(supervisor, ...packed);
    expect(bench.said()).toBe('go sealed');
    bench.labels.look();
    await bench.scan(codes.command('reprint'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(outbox.requests).toEqual([]);
    comeBack();
    await until(() => outbox.requests.length > 0);
    expect(outbox.requests).toHaveLength(1);
  });

  it('never prints one for a pack that another bench was faster with, and says what to do with the box', async () => {
    const { bench, outbox, office, goOffline, comeBack } = await benchWith(held);
    await until(() => bench.station.book.held().length === 1);
    await goOffline();
    await bench.scan(codes.order, supervisor, codes.mug);
    expect(bench.said()).toBe('go item-packed');
    office.put('parcels', { ...held, state: 'packing', holder: elsewhere, lastHolder: elsewhere, fence: 3 });
    comeBack();
    await until(() => bench.said() === 'stop packed-elsewhere');
    expect(bench.state().open).toBeNull();
    expect(outbox.requests).toEqual([]);
  });

  it('begins what another bench holds, and finds its place again after a restart', async () => {
    const foreign: Parcel = {
      ...held,
      parcelId: parcelIdOf(40),
      orderNumber: '1077',
      holder: elsewhere,
      lastHolder: elsewhere,
      stationSeq: 900,
    };
    const { bench, office, disk, outbox, goOffline } = await benchWith(held, foreign);
    await until(() => bench.station.book.held().length === 1);
    await goOffline();
    await bench.scan(ownCode('order', '1077'));
    expect(bench.said()).toBe('stop needs-head-office');
    await bench.scan(supervisor, codes.mug);
    expect(bench.said()).toBe('go item-packed');
    await bench.close();
    open = [];
    const again = await openTestBench(disk, office, outbox);
    open.push(again);
    expect(again.state().open).toMatchObject({ orderNumber: '1077', holder: here });
    expect(again.state().open?.lines[0]?.packed).toBe(1);
  });
});
