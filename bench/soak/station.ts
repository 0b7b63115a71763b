// One station PC of the soak: the real data layer on a disk whose power can go, and a packer who does what comes next.
// What the packer was told is written down outside of it: that is what must never be lost.
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { ssccOf } from '../../shared/barcode/sscc';
import type { OpId, PersonId, StationId } from '../../shared/domain/ids';
import { toPack } from '../../shared/domain/parcel/questions';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { Op, OpBody, OpDraft, OpType } from '../../shared/sync/op';
import { createHeadOffice } from '../../renderer/data/head-office';
import { createNetwork } from '../../renderer/data/network';
import { openOpLog, type OpLog } from '../../renderer/data/op-log';
import { openParcelBook, type ParcelBook } from '../../renderer/data/parcels';
import { startSync } from '../../renderer/data/replication';
import { createWaiting } from '../../renderer/data/retry';
import { openStore } from '../../renderer/data/store';
import { type Disk, newDisk } from '../../e2e/simulator/disk';
import type { Random } from '../../e2e/simulator/random';

export type SoakStationOptions = {
  number: number;
  stationId: StationId;
  warehouseId: string;
  origin: string;
  fetch: typeof fetch;
  random: Random;
  sscc: { prefix: string; from: number };
  wantParcels: number;
};

export type SoakStation = {
  number: number;
  stationId: StationId;
  /** Ops whose append resolved, in the order of being told. */
  told: Op[];
  bugs: string[];
  starts: () => number;
  start: () => Promise<void>;
  /** The power goes; what was not on the disk never was. */
  crash: () => Promise<void>;
  /** Does what comes next at the bench; false when there is nothing to do. */
  act: () => Promise<boolean>;
  /** Everything here is at head office, answered, and shown in the pulled documents. */
  isAtRest: () => boolean;
  held: () => readonly Parcel[];
  close: () => Promise<void>;
};

type Running = { opLog: OpLog; book: ParcelBook; close: () => Promise<void>; cutPower: () => void };

export function createSoakStation(options: SoakStationOptions): SoakStation {
  const { stationId, random } = options;
  const disk: Disk = newDisk({ random, nowMs: Date.now, sleep });
  const told: Op[] = [];
  const bugs: string[] = [];
  let serial = options.sscc.from;
  let starts = 0;
  let running: Running | null = null;

  const open = async (): Promise<Running> => {
    const { storage, cutPower } = disk.plugIn();
    let isOn = true;
    const report = (cause: unknown): void => {
      if (isOn) bugs.push(cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause));
    };
    const store = await openStore(`soak-${options.number}`, storage);
    const opLog = await openOpLog(store, { now: () => new Date(), monoMs: () => performance.now() });
    const book = await openParcelBook(store.pulled, opLog, stationId);
    const network = createNetwork(() => Date.now());
    const stopHearing = network.store.subscribe((state, before) => {
      if (state.lastPulledMs !== before.lastPulledMs) book.whole();
    });
    const sync = await startSync({
      store,
      opLog,
      network,
      headOffice: createHeadOffice(options.origin, options.fetch),
      warehouseId: options.warehouseId,
      appVersion: '0.0.0',
      wantParcels: () => options.wantParcels,
      holds: () => book.toPack().map(({ parcelId, fence }) => ({ parcelId, fence })),
      now: () => new Date(),
      onUnreadable: (collection, issue) => report(new Error(`${collection}: ${issue}`)),
      onBug: report,
      waiting: createWaiting(random.next),
    });
    return {
      opLog,
      book,
      cutPower: () => {
        isOn = false;
        cutPower();
      },
      close: async () => {
        stopHearing();
        await sync.stop().catch(report);
        book.close();
        await store.close().catch(report);
        isOn = false;
      },
    };
  };

  const end = async (how: 'crash' | 'close'): Promise<void> => {
    const ending = running;
    running = null;
    if (how === 'crash') ending?.cutPower();
    const closing = ending?.close();
    if (how === 'crash') await closing?.catch(() => undefined);
    else await closing;
  };

  /** A number once given to a box is never given again, whether its seal got to the disk or not. */
  const nextSscc = (): string => {
    serial += 1;
    return ssccOf(options.sscc.prefix, serial - 1);
  };

  return {
    number: options.number,
    stationId,
    told,
    bugs,
    starts: () => starts,
    start: async () => {
      if (running) return;
      starts += 1;
      running = await open();
    },
    crash: () => end('crash'),
    close: () => end('close'),
    act: async () => {
      if (!running) return false;
      const { opLog, book } = running;
      const draft = nextAct(book.held(), random, nextSscc);
      if (!draft) return false;
      const ops = await opLog.append([draft], 'P1' as PersonId).catch(() => []);
      told.push(...ops);
      return ops.length > 0;
    },
    isAtRest: () => {
      if (!running) return false;
      const { opLog } = running;
      return opLog.expect() > opLog.maxStationSeq() && opLog.unsettled().length === 0;
    },
    held: () => running?.book.held() ?? [],
  };
}

/** What a packer does next with what the screen shows. */
function nextAct(held: readonly Parcel[], random: Random, nextSscc: () => string): OpDraft | null {
  const ready = held.find(({ state }) => state === 'labelled');
  if (ready?.sscc) return actOn(ready, 'parcel.hand-over', { sscc: ready.sscc });
  const sealed = held.find(({ state }) => state === 'sealed');
  if (sealed?.sealedBy)
    return actOn(sealed, 'parcel.record-label', {
      label: { jobId: sealed.sealedBy, attempt: 1, outcome: 'confirmed' },
    });
  const open = held.find(({ state, hold }) => state === 'packing' && !hold);
  if (!open) {
    const next = held.find(({ state }) => state === 'leased');
    return next ? actOn(next, 'parcel.open', {}) : null;
  }
  const lastAct = open.acts.at(-1);
  if (lastAct && random.chance(0.03)) return actOn(open, 'parcel.undo', { undoes: lastAct.opId });
  const line = open.lines.find((each) => toPack(each) > 0);
  if (line)
    return actOn(open, 'parcel.pack-item', { sku: line.sku, quantity: 1, code: line.sku, scanId: v7() });
  if (!open.boxId)
    return actOn(open, 'parcel.choose-box', { boxId: 'B2' as OpBody<'parcel.choose-box'>['boxId'] });
  return actOn(open, 'parcel.seal', { sscc: nextSscc(), weightGrams: 900 });
}

function actOn<T extends OpType>({ parcelId, fence }: Parcel, type: T, body: OpBody<T>): OpDraft {
  return { opId: v7() as OpId, type, parcelId, fence, body } as unknown as OpDraft;
}
