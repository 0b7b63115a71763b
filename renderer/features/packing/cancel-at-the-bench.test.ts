// A cancellation reaches a bench: the box in hand stops visibly, a parcel nobody has begun answers by itself, a sealed one
// is stopped at the hand-over scan. With and without the network.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { FakeHeadOffice } from '../../data/head-office.test-kit';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  newOffice,
  numberOf,
  openTestBench,
  packedOf,
  small,
  type TestBench,
} from './bench.test-kit';

let open: TestBench[] = [];

async function bench(disk = newDisk(), office = newOffice(), outbox = createFakeOutbox()) {
  if (!office.parcel(small.parcelId)) companyOf(office, small);
  const opened = await openTestBench(disk, office, outbox);
  open.push(opened);
  await until(() => opened.station.book.held().length > 0);
  return { bench: opened, office, outbox, disk };
}

/** Ends a bench as a kill does for its memory. */
async function stop(ended: TestBench): Promise<void> {
  open = open.filter((each) => each !== ended);
  await ended.close();
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const each of open.splice(0)) await each.close();
});

const mugs = (quantity: number): Parcel['cancel'] => ({
  state: 'asked',
  reason: 'customer',
  askedAt: '2026-01-05T11:00:00.000Z',
  lines: [{ lineNo: 1, quantity }],
});

/** Head office asks; what the bench sent before has arrived. */
async function ask(office: FakeHeadOffice, at: TestBench, cancel: Parcel['cancel']): Promise<void> {
  await until(() => at.station.opLog.expect() > at.station.opLog.maxStationSeq());
  office.put('parcels', { ...(office.parcel(small.parcelId) as Parcel), cancel });
}

describe('a cancellation at the bench', { timeout: 60_000 }, () => {
  it('of a parcel nobody has begun is answered without anybody', async () => {
    const { bench: at, office } = await bench();
    await ask(office, at, mugs(2));
    await until(() => office.parcel(small.parcelId)?.cancel?.state === 'accepted');
    expect(office.parcel(small.parcelId)).toMatchObject({ state: 'leased', lines: [{ cancelled: 2 }, {}] });
    expect(at.sounds).toEqual([]);
    expect(at.reports).toEqual([]);
  });

  it('stops the box in hand with a sound, until it was seen; then what is inside comes out by scan', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug, codes.mug);
    await ask(office, at, mugs(1));
    await until(() => at.said() === 'stop cancel-asked');
    expect(at.sounds.at(-1)).toBe('stop');
    expect(at.state().verdict).toMatchObject({
      refusal: { values: { number: '1042', what: '1 × White mug' } },
    });
    await at.scan(codes.lamp);
    expect(at.said()).toBe('stop scan-held-by-stop');
    expect(packedOf(at.state().open, 'LAMP')).toBe(0);
    await at.scan(codes.command('ok'));
    expect(at.said()).toBe('look cancel-accepted');
    await at.scan(codes.lamp, codes.box, codes.command('seal'));
    expect(at.said()).toBe('stop line-cancelled');
    await at.scan(codes.mug);
    expect(at.said()).toBe('look item-taken-out');
    await at.scan(codes.command('seal'));
    expect(at.said()).toBe('go sealed');
    await until(() => office.parcel(small.parcelId)?.state === 'sealed');
    expect(office.parcel(small.parcelId)).toMatchObject({
      cancel: { state: 'accepted' },
      lines: [{ packed: 1, cancelled: 1 }, { packed: 1 }],
    });
  });

  it('of everything in an empty box ends the box', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order);
    const all = mugs(2) as NonNullable<Parcel['cancel']>;
    await ask(office, at, { ...all, lines: [...all.lines, { lineNo: 2, quantity: 1 }] });
    await until(() => at.said() === 'stop cancel-asked');
    await at.scan(codes.command('ok'));
    expect(at.said()).toBe('look cancel-accepted');
    expect(at.state()).toMatchObject({ open: null, bench: { stop: null } });
    await until(() => office.parcel(small.parcelId)?.state === 'cancelled');
  });

  it('is still in the way after a restart, and its answer waits for the network', async () => {
    const { bench: at, office, disk } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug);
    await ask(office, at, mugs(1));
    await until(() => at.said() === 'stop cancel-asked');
    office.cut();
    await stop(at);
    const { bench: again } = await bench(disk, office);
    expect(again.said()).toBe('stop cancel-asked');
    await again.scan(codes.command('ok'));
    expect(again.said()).toBe('look cancel-accepted');
    expect(again.state().open?.cancel?.state).toBe('accepted');
    office.mend();
    await until(() => office.parcel(small.parcelId)?.cancel?.state === 'accepted');
  });

  it('that was withdrawn before anybody saw it changes nothing', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug);
    await ask(office, at, mugs(1));
    await until(() => at.said() === 'stop cancel-asked');
    await ask(office, at, { ...(mugs(1) as NonNullable<Parcel['cancel']>), state: 'withdrawn' });
    await until(() => at.state().open?.cancel?.state === 'withdrawn');
    await at.scan(codes.command('ok'), codes.mug, codes.lamp);
    expect(at.said()).toBe('go parcel-complete');
    expect(at.state().open?.lines.map(({ cancelled }) => cancelled)).toEqual([0, 0]);
  });

  it('of a box that is parked with the goods in it waits for the one who opens it', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order, codes.mug, codes.mug, codes.command('cancel'));
    await ask(office, at, mugs(1));
    await until(() => at.station.book.held()[0]?.cancel?.state === 'asked');
    await at.session.settled();
    expect(office.parcel(small.parcelId)?.cancel?.state).toBe('asked');
    await at.scan(codes.order);
    await until(() => at.said() === 'stop cancel-asked');
  });

  it('of a sealed box is too late, stops it at hand-over, and REOPEN takes the units out', async () => {
    const { bench: at, office, outbox } = await bench();
    await at.scan(
      codes.badge,
      codes.order,
      codes.mug,
      codes.mug,
      codes.lamp,
      codes.box,
      codes.command('seal'),
    );
    const label = numberOf(0);
    await until(() => outbox.requests.length > 0);
    outbox.move(String(at.state().lastSealed?.sealedBy), { step: 'confirmed' });
    await until(() => office.parcel(small.parcelId)?.state === 'labelled');
    await ask(office, at, mugs(1));
    await until(() => office.parcel(small.parcelId)?.cancel?.state === 'too-late');
    expect(at.state().bench.stop).toBeNull();
    await at.scan(`00${label}`);
    expect(at.said()).toBe('stop cancel-stops-parcel');
    // Kept back: it stays where it is, and every scan of it says so.
    await at.scan(codes.command('ok'), `00${label}`);
    expect(at.said()).toBe('stop cancel-stops-parcel');
    await at.scan(codes.command('reopen'));
    expect(at.said()).toBe('look cancel-accepted');
    await at.scan(codes.mug);
    expect(at.said()).toBe('look item-taken-out');
    await at.scan(codes.command('seal'));
    expect(at.said()).toBe('go sealed');
    await until(() => office.parcel(small.parcelId)?.sscc === numberOf(1));
    expect(office.parcel(small.parcelId)).toMatchObject({
      cancel: { state: 'accepted' },
      lines: [{ packed: 1 }, {}],
    });
  });
});

describe('the work a bench takes', { timeout: 60_000 }, () => {
  it('is asked for by command, given back by command, and asked for again by who logs in', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.command('take-20'));
    expect(at.said()).toBe('look batch-asked');
    expect(at.batch.wanted()).toBe(20);
    office.cut();
    at.online = false;
    await at.scan(codes.command('take-50'));
    expect(at.said()).toBe('look batch-asked-later');
    await at.scan(codes.command('give-back'));
    expect(at.state().verdict).toMatchObject({ code: 'given-back', values: { count: 1 } });
    expect(at.batch.wanted()).toBe(0);
    expect(at.station.book.held()).toEqual([]);
    office.mend();
    await until(() => office.parcel(small.parcelId)?.state === 'released');
    await at.scan(codes.badge);
    expect(at.batch.wanted()).toBe(50);
  });

  it('goes back at log-out when nothing is begun, and stays when a box is', async () => {
    const { bench: at, office } = await bench();
    await at.scan(codes.badge, codes.order, codes.command('cancel'), codes.command('log-out'));
    expect(at.said()).toBe('go logged-out');
    expect(at.station.book.held()).toHaveLength(1);
    await until(() => office.parcel(small.parcelId)?.state === 'packing');
    await stop(at);
    const fresh = await bench();
    await fresh.bench.scan(codes.badge, codes.command('log-out'));
    expect(fresh.bench.batch.wanted()).toBe(0);
    await until(() => fresh.office.parcel(small.parcelId)?.state === 'released');
  });
});
