// A half-written order after a kill, on a real engine of the store: opened again on the same disk.
import { afterEach, describe, expect, it } from 'vitest';
import { documentSeries } from '../../../shared/domain/numbers/series';
import type { OpDraft } from '../../../shared/sync/op';
import { newDisk, newOpId, openTestStation, type TestStation } from '../../data/station.test-kit';
import { here, leeds, newOffice } from '../packing/bench.test-kit';
import { type KeptDraft, openKeptDraft } from './kept-draft';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const thrown = (cause: unknown): void => {
  throw cause;
};

async function start(disk = newDisk()) {
  const station: TestStation = await openTestStation(disk, here, leeds, newOffice());
  const draft: KeptDraft = await openKeptDraft({
    notes: station.store.notes,
    opLog: station.opLog,
    report: thrown,
  });
  let isOpen = true;
  /** Nothing more is written: the power is gone. */
  const kill = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    draft.close();
    await station.close();
  };
  ends.push(kill);
  return { disk, station, draft, kill };
}

const take = (): OpDraft =>
  ({
    opId: newOpId(),
    type: 'order.take',
    parcelId: null,
    fence: null,
    body: {
      channelId: 'counter',
      payment: 'cash',
      note: null,
      shipTo: {
        name: 'Ada',
        company: null,
        lines: ['1 High Street'],
        postcode: null,
        city: 'Leeds',
        region: null,
        countryCode: 'GB',
        phone: null,
        email: null,
      },
      series: documentSeries(leeds, 2026),
      number: 41,
      currency: 'GBP',
      lines: [{ sku: 'MUG', quantity: 1, grantId: newOpId(), unitPriceMinor: 450 }],
    },
  }) as unknown as OpDraft;

describe('a half-written order', () => {
  it('is there again after a kill: address, note, channel and how it is paid', async () => {
    const { disk, draft, kill } = await start();
    draft.store.setState({ name: 'Ada Lovelace', street: '1 High Street', channelId: 'telephone' });
    draft.store.setState({ payment: 'link', email: 'ada@example.test', note: 'ring twice' });
    await draft.settled();
    const before = draft.store.getState();
    await kill();
    const again = await start(disk);
    expect(again.draft.store.getState()).toEqual(before);
    expect(before).toMatchObject({ name: 'Ada Lovelace', payment: 'link', note: 'ring twice' });
  });

  it('is written by itself after a pause', async () => {
    const { disk, draft, kill } = await start();
    draft.store.setState({ name: 'Ada' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await kill();
    expect((await start(disk)).draft.store.getState().name).toBe('Ada');
  });

  it('is gone from the disk when it is cleared; where orders come from is the same for the next', async () => {
    const { disk, station, draft, kill } = await start();
    draft.store.setState({ name: 'Ada', street: '1 High Street', country: 'GB', channelId: 'telephone' });
    await draft.settled();
    draft.clear();
    await draft.settled();
    expect(JSON.stringify(await station.store.notes.read('order-draft'))).not.toContain('Ada');
    await kill();
    expect((await start(disk)).draft.store.getState()).toMatchObject({
      name: '',
      street: '',
      country: 'GB',
      channelId: 'telephone',
    });
  });

  it('is not brought back when the kill fell between the order and the note', async () => {
    const { disk, station, draft, kill } = await start();
    draft.store.setState({ name: 'Ada', street: '1 High Street', country: 'GB' });
    // The order comes before the pause is over: the note that is written then is older than it.
    await station.opLog.append([take()], null);
    await draft.settled();
    await kill();
    const again = await start(disk);
    expect(again.draft.store.getState()).toMatchObject({ name: '', street: '', country: 'GB' });
  });

  it('that was begun behind an order is kept', async () => {
    const { disk, station, draft, kill } = await start();
    await station.opLog.append([take()], null);
    draft.store.setState({ name: 'Grace' });
    await draft.settled();
    await kill();
    expect((await start(disk)).draft.store.getState().name).toBe('Grace');
  });

  it('that cannot be read is as good as none', async () => {
    const { disk, station, kill } = await start();
    await station.store.notes.write('order-draft', { upTo: 0, draft: { name: 7 } });
    await kill();
    expect((await start(disk)).draft.store.getState()).toMatchObject({ name: '', payment: 'cash' });
  });
});
