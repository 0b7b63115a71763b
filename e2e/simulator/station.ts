// One station PC: the real data layer and packing session on a disk of its own, joined as renderer/app/station.ts joins
// them, with a clock that may be wrong and a power cord that may be pulled. What its operator was told is written down
// outside of it: that is what must never be lost.
import type { OpId, ParcelId } from '../../shared/domain/ids';
import type { Op } from '../../shared/sync/op';
import { openCatalogue } from '../../renderer/data/catalogue';
import { openDirectory } from '../../renderer/data/directory';
import { createHeadOffice, type HeadOffice } from '../../renderer/data/head-office';
import { createNetwork, type Network } from '../../renderer/data/network';
import { openLeaseClock } from '../../renderer/data/lease-clock';
import { openOpLog, type OpLog } from '../../renderer/data/op-log';
import { openParcelBook, type ParcelBook } from '../../renderer/data/parcels';
import { startSync, type Sync } from '../../renderer/data/replication';
import { createWaiting } from '../../renderer/data/retry';
import { openSsccNumbers, type SsccNumbers } from '../../renderer/data/sscc-numbers';
import { openStore, type Store } from '../../renderer/data/store';
import { badgesOnly, createFakeOutbox, heardOf } from '../../renderer/features/packing/bench.test-kit';
import { benchInputOf } from '../../renderer/features/packing/bench-input';
import { openLabelDesk } from '../../renderer/features/packing/label-desk';
import { openPackingSession, type PackingSession } from '../../renderer/features/packing/session';
import { type Enrolled, leeds } from './company';
import { type Disk, newDisk } from './disk';
import type { Link } from './network';
import { idMaker, randomOf } from './random';
import { virtualTime } from './virtual-time';

/** What may be put between the parts; for mutations only. */
export type StationTamper = {
  port?: (port: HeadOffice) => HeadOffice;
  opLog?: (opLog: OpLog, store: Store) => OpLog;
  store?: (store: Store) => Store;
};

/** One run of the station's program. */
export type Program = {
  store: Store;
  opLog: OpLog;
  book: ParcelBook;
  network: Network;
  sync: Sync;
  numbers: SsccNumbers;
  session: PackingSession;
};

export type SimulatedStation = {
  number: number;
  stationId: Enrolled['stationId'];
  link: Link;
  /** Ops whose append resolved: the operator saw green. In the order of being told. */
  told: Op[];
  /** Ids of everything that was ever asked to be written. */
  tried: Set<string>;
  /** What must not happen and did. */
  bugs: string[];
  skewMs: number;
  program: Program | null;
  scan: (text: string) => void;
  start: () => Promise<void>;
  /** The power goes. */
  crash: () => Promise<void>;
  /** The program is closed as a person closes it. */
  close: () => Promise<void>;
};

let disks = 0;

export function createStation(
  number: number,
  enrolled: Enrolled,
  link: Link,
  seed: number,
  tamper: StationTamper,
): SimulatedStation {
  const disk: Disk = newDisk();
  disks += 1;
  // RxDB and Dexie keep registries by name in the realm; a station of a new disk must not meet an old one's.
  const name = `station-${disks}`;
  const outbox = createFakeOutbox();
  outbox.onSubmit = { step: 'confirmed' };
  let runs = 0;
  let end: (() => Promise<void>) | null = null;
  let cutPower = (): void => undefined;
  let ending: Promise<void> = Promise.resolve();

  const self: SimulatedStation = {
    number,
    stationId: enrolled.stationId,
    link,
    told: [],
    tried: new Set(),
    bugs: [],
    skewMs: 0,
    program: null,
    scan: (text) => self.program?.session.scan(heardOf(text)),
    start: async () => {
      await ending;
      if (self.program) return;
      runs += 1;
      const plug = disk.plugIn();
      cutPower = plug.cutPower;
      const life = { isOn: true };
      const opened = await open(plug, life);
      self.program = opened.program;
      end = opened.close;
    },
    crash: async () => {
      if (!self.program) return;
      cutPower();
      ending = shut(true);
      await ending;
    },
    close: async () => {
      if (!self.program) return;
      ending = shut(false);
      await ending;
    },
  };

  const shut = async (isCrash: boolean): Promise<void> => {
    self.program = null;
    const closing = end?.();
    end = null;
    if (isCrash) await closing?.catch(() => undefined);
    else await closing;
  };

  const open = async (
    plug: ReturnType<Disk['plugIn']>,
    life: { isOn: boolean },
  ): Promise<{ program: Program; close: () => Promise<void> }> => {
    const random = randomOf(seed, 'station', number, 'run', runs);
    const now = (): Date => new Date(virtualTime.nowMs() + self.skewMs);
    const startedMs = virtualTime.nowMs();
    const monoMs = (): number => virtualTime.nowMs() - startedMs;
    const newId = idMaker(random, () => now().getTime());
    const isCut = (): boolean => cutPower !== plug.cutPower || !life.isOn;
    const report = (cause: unknown): void => {
      if (!isCut())
        self.bugs.push(cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause));
    };
    const opened = await openStore(name, plug.storage);
    const store = tamper.store?.(opened) ?? opened;
    const ownLog = await openOpLog(store, { now, monoMs });
    const opLog = witnessed(tamper.opLog?.(ownLog, store) ?? ownLog, self);
    const book = await openParcelBook(store.pulled, opLog, enrolled.stationId);
    const directory = await openDirectory(store.pulled.directory);
    const numbers = await openSsccNumbers(store.pulled.parcels, opLog, store.notes);
    const leases = await openLeaseClock({ notes: store.notes, now, monoMs });
    const catalogue = openCatalogue(store.pulled);
    const network = createNetwork(() => now().getTime());
    const newOpId = (): OpId => newId() as OpId;
    const labels = await openLabelDesk({
      bridge: outbox.bridge,
      book,
      opLog,
      directory,
      stationId: enrolled.stationId,
      warehouseId: leeds,
      newOpId,
      report,
    });
    const hold = (): void => void catalogue.hold(book.toPack()).catch(report);
    const takeRange = async (): Promise<void> => {
      const own = directory.station(enrolled.stationId);
      if (own) await numbers.takeRange({ prefix: own.ssccPrefix, from: own.ssccFrom, to: own.ssccTo });
    };
    await catalogue.hold(book.toPack());
    await takeRange();
    const session = await openPackingSession({
      stationId: enrolled.stationId,
      book,
      opLog,
      directory,
      numbers,
      labels,
      notes: store.notes,
      inputOf: (heard) => benchInputOf(heard, { book, directory, catalogue, orders: store.pulled.orders }),
      isOnline: () => network.store.getState().headOffice === 'up',
      headOfficeMs: leases.latestMs,
      people: badgesOnly,
      monoMs,
      takeWork: () => undefined,
      newOpId,
      newParcelId: () => newId() as ParcelId,
      play: () => undefined,
      shown: () => undefined,
      report,
    });
    const port = createHeadOffice('http://head-office.test', link.fetch);
    const sync = await startSync({
      store,
      opLog,
      network,
      headOffice: tamper.port?.(port) ?? port,
      warehouseId: leeds,
      appVersion: '0.0.0',
      wantParcels: () => 4,
      now,
      onUnreadable: (collection, issue) => report(new Error(`${collection}: ${issue}`)),
      onBug: report,
      waiting: createWaiting(random.next),
      holds: () => book.toPack().map(({ parcelId, fence }) => ({ parcelId, fence })),
      onHeadOfficeTime: leases.heard,
      beforeKeepPlace: async () => {
        await numbers.keep();
        await leases.keep();
      },
    });
    const stopHearing = network.store.subscribe((state, before) => {
      if (state.lastPulledMs !== before.lastPulledMs) book.whole();
    });
    const listening = [
      book.changes.subscribe(hold),
      directory.changes.subscribe(() => void takeRange().catch(report)),
    ];
    return {
      program: { store, opLog, book, network, sync, numbers, session },
      close: async () => {
        life.isOn = false;
        for (const each of listening) each.unsubscribe();
        stopHearing();
        session.close();
        labels.close();
        await sync.stop().catch(() => undefined);
        numbers.close();
        catalogue.close();
        directory.close();
        book.close();
        await store.close();
      },
    };
  };
  return self;
}

/** Writes down what the operator was told, outside of the station. */
function witnessed(opLog: OpLog, station: SimulatedStation): OpLog {
  return {
    ...opLog,
    append: async (drafts, actor) => {
      for (const draft of drafts) station.tried.add(draft.opId);
      const ops = await opLog.append(drafts, actor);
      station.told.push(...ops);
      return ops;
    },
  };
}
