// One run of a station's program: the real data layer and packing session, joined as renderer/app/station.ts joins them,
// with what its operator is told written down outside of it.
import { openKeptOps } from '../../main/services/kept-ops';
import type { ReturnId } from '../../shared/domain/returns/goods-return';
import type { OpId, ParcelId, ReceivingId } from '../../shared/domain/ids';
import type { Op } from '../../shared/sync/op';
import { openCarrierLabels } from '../../renderer/data/carrier-labels';
import { openCatalogue } from '../../renderer/data/catalogue';
import { openDirectory } from '../../renderer/data/directory';
import { createHeadOffice, type HeadOffice } from '../../renderer/data/head-office';
import { createNetwork, type Network } from '../../renderer/data/network';
import { keepInMemory } from '../../renderer/data/keep-in-memory';
import { type Keeping, startKeeping } from '../../renderer/data/keep-ops';
import { type KeptOps, mostKeptOps } from '../../renderer/data/kept-ops';
import { openLeaseClock } from '../../renderer/data/lease-clock';
import { openOpLog, type OpLog } from '../../renderer/data/op-log';
import { openParcelBook, type ParcelBook } from '../../renderer/data/parcels';
import { openInboundBook } from '../../renderer/data/inbound';
import { openReturnBook, type ReturnBook } from '../../renderer/data/returns';
import { openShelfBook } from '../../renderer/data/shelves';
import { openPutAwayDesk } from '../../renderer/features/putaway/put-away-desk';
import { openTourBook, type TourBook } from '../../renderer/data/tours';
import { putBackFrom, putBackOps } from '../../renderer/data/put-back';
import { openRebuild } from '../../renderer/data/rebuild';
import { startSync, type Sync } from '../../renderer/data/replication';
import { createWaiting } from '../../renderer/data/retry';
import { seenAt } from '../../renderer/data/seen';
import { openStationRights, type StationRights } from '../../renderer/data/station-rights';
import { openStore, type Store } from '../../renderer/data/store';
import { badgesOnly, type createFakeOutbox } from '../../renderer/features/packing/bench.test-kit';
import { benchInputOf } from '../../renderer/features/packing/bench-input';
import { openLabelDesk } from '../../renderer/features/packing/label-desk';
import { intlOf } from '../../renderer/app/locale';
import { openPreferences } from '../../renderer/app/preferences';
import { benchPapers } from '../../renderer/features/papers/bench-papers';
import { openRestockDesk } from '../../renderer/features/returning/restock-desk';
import { openReceiptDesk } from '../../renderer/features/take-order/receipt-desk';
import { openPackingSession, type PackingSession } from '../../renderer/features/packing/session';
import { noPhotos } from '../../renderer/features/photo/photo-port';
import { noScale } from '../../renderer/features/weighing/bench-scale';
import { type Enrolled, leeds } from './company';
import type { Plug } from './disk';
import type { Link } from './network';
import { idMaker, type Random } from './random';
import { virtualTime } from './virtual-time';

/** What may be put between the parts; for mutations only. */
export type StationTamper = {
  port?: (port: HeadOffice) => HeadOffice;
  opLog?: (opLog: OpLog, store: Store) => OpLog;
  store?: (store: Store) => Store;
  kept?: (kept: KeptOps) => KeptOps;
  /** What the overlay is folded from. */
  shown?: (opLog: OpLog) => OpLog;
  /** The latest that head office's clock can show, as the bench believes. */
  headOfficeMs?: (latestMs: number | null) => number | null;
};

/** Ops that go on with a box: done only while its lease lasts. */
const goingOn: ReadonlySet<Op['type']> = new Set<Op['type']>([
  'parcel.open',
  'parcel.pack-item',
  'parcel.report-item',
  'parcel.choose-box',
  'parcel.next-box',
  'parcel.ship-part',
  'parcel.seal',
]);

/** One run of the station's program. */
export type Program = {
  store: Store;
  opLog: OpLog;
  book: ParcelBook;
  tours: TourBook;
  returns: ReturnBook;
  network: Network;
  sync: Sync;
  keeping: Keeping;
  rights: StationRights;
  session: PackingSession;
};

/** What is known of a station outside of it. */
export type Witness = {
  isTried: (opIds: readonly OpId[]) => void;
  isTold: (op: Op) => void;
  isWrong: (words: string) => void;
  /** Done on a box whose lease was over by the one true time. */
  isLate: (words: string) => void;
};

export type ProgramParts = {
  /** Of its databases. */
  name: string;
  enrolled: Enrolled;
  link: Link;
  plug: Plug;
  outbox: ReturnType<typeof createFakeOutbox>;
  random: Random;
  /** How far the wall clock of this PC is ahead. */
  skewMs: () => number;
  /** Boxes it takes ahead. */
  wantParcels: number;
  tamper: StationTamper;
  witness: Witness;
  report: (cause: unknown) => void;
};

export async function openProgram(
  part: ProgramParts,
): Promise<{ program: Program; close: () => Promise<void> }> {
  const { name, enrolled, link, plug, outbox, random, tamper, witness, report } = part;
  const now = (): Date => new Date(virtualTime.nowMs() + part.skewMs());
  const startedMs = virtualTime.nowMs();
  const monoMs = (): number => virtualTime.nowMs() - startedMs;
  const newId = idMaker(random, () => now().getTime());
  const opened = await openStore(name, plug.storage);
  const store = tamper.store?.(opened) ?? opened;
  const files = await openKeptOps({ folder: keptFolder, nowMs: virtualTime.nowMs, files: plug.files });
  const shelf: KeptOps = {
    state: async () => files.state(),
    read: (from) => files.read(from, mostKeptOps),
    keep: files.keep,
    renumber: files.renumber,
    received: files.received,
  };
  const kept = tamper.kept?.(shelf) ?? shelf;
  const putBack = await putBackOps(store, kept);
  if (putBack.clashes > 0) report(new Error(`${putBack.clashes} kept ops have numbers of others`));
  const rebuild = await openRebuild(store.notes, putBack.storeWasLost ? putBack : null, () =>
    now().getTime(),
  );
  const ownLog = await openOpLog(store, { now, monoMs });
  const opLog = witnessed(tamper.opLog?.(ownLog, store) ?? ownLog, witness, (op) => look(op));
  const keeping = startKeeping({ kept, opLog, waiting: createWaiting(random.next), onBug: report });
  const book = await openParcelBook(store.pulled, tamper.shown?.(opLog) ?? opLog, enrolled.stationId);
  /** What an operator was told is shown, and was done in time. */
  const look = (op: Op): void => {
    const parcel = op.parcelId && goingOn.has(op.type) ? book.get(op.parcelId) : null;
    if (!parcel) return;
    if (
      parcel.stationSeq < op.stationSeq &&
      parcel.fence === op.fence &&
      parcel.holder === enrolled.stationId
    )
      witness.isWrong(`op ${op.stationSeq} (${op.type}) was told and ${parcel.orderNumber} does not show it`);
    const { leaseUntil, provisional } = parcel;
    // A computer may go to sleep between the act and its answer.
    if (leaseUntil && !provisional && startedMs + op.mono >= Date.parse(leaseUntil))
      witness.isLate(`op ${op.stationSeq} (${op.type}) is about ${parcel.orderNumber}, whose lease was over`);
  };
  const directory = await openDirectory(store.pulled.directory);
  const leases = await openLeaseClock({ notes: store.notes, now, monoMs });
  const rights = await openStationRights({
    opLog,
    notes: store.notes,
    warehouseId: leeds,
    now,
    headOfficeMs: leases.latestMs,
  });
  const catalogue = openCatalogue(store.pulled);
  const network = createNetwork(() => now().getTime());
  const newOpId = (): OpId => newId() as OpId;
  const port = createHeadOffice('http://head-office.test', link.fetch);
  const carrierLabels = await openCarrierLabels({
    book,
    notes: store.notes,
    fetchLabel: port.carrierLabel,
    report,
  });
  const labels = await openLabelDesk({
    readCustoms: async () => () => null,
    bridge: outbox.bridge,
    book,
    carrierLabels,
    opLog,
    directory,
    stationId: enrolled.stationId,
    warehouseId: leeds,
    notes: store.notes,
    newOpId,
    now: () => new Date(),
    report,
  });
  const isWhole = (): boolean => network.store.getState().lastPulledMs !== null;
  await catalogue.hold(book.toPack());
  const receipts = openReceiptDesk({
    opLog,
    products: store.pulled.products,
    directory,
    warehouseId: leeds,
    labels,
    rights,
    intl: intlOf(openPreferences(null), 'en-GB'),
    report,
  });
  const restocks = openRestockDesk({ products: store.pulled.products, labels, report });
  const tours = await openTourBook(store.pulled, opLog, enrolled.stationId);
  const inbound = await openInboundBook(store.pulled, opLog, enrolled.stationId);
  const returns = await openReturnBook(store.pulled, opLog, {
    stationId: enrolled.stationId,
    warehouseId: leeds,
  });
  const shelves = await openShelfBook(store.pulled, opLog);
  const putAway = await openPutAwayDesk(store.pulled, book, shelves, enrolled.stationId);
  const session = await openPackingSession({
    stationId: enrolled.stationId,
    side: { here: 'left', facts: () => null, turn: (answering) => answering(), isAsked: () => true },
    book,
    tours,
    inbound,
    returns,
    putAway,
    opLog,
    directory,
    packing: () => directory.packingWeight(leeds),
    rights,
    seenAt: (locationId, sku) => seenAt(store, book, leeds, locationId, sku),
    timeZone: () => directory.warehouse(leeds)?.timeZone ?? 'UTC',
    rules: () => directory.benchRules(leeds),
    papers: () => benchPapers(directory, leeds),
    photos: noPhotos,
    placesHere: () => 1,
    scale: noScale,
    labels,
    printReceipt: receipts.print,
    printRestock: restocks.print,
    printPickList: () => undefined,
    notes: store.notes,
    inputOf: (heard) =>
      benchInputOf(heard, { book, directory, catalogue, orders: store.pulled.orders, inbound }),
    isOnline: () => network.store.getState().headOffice === 'up',
    headOfficeMs: () => (tamper.headOfficeMs ? tamper.headOfficeMs(leases.latestMs()) : leases.latestMs()),
    people: badgesOnly,
    monoMs,
    takeWork: () => undefined,
    newOpId,
    newParcelId: () => newId() as ParcelId,
    newReceivingId: () => newId() as ReceivingId,
    newReturnId: () => newId() as ReturnId,
    play: () => undefined,
    shown: () => undefined,
    report,
  });
  const sync = await startSync({
    store,
    opLog,
    network,
    headOffice: tamper.port?.(port) ?? port,
    warehouseId: leeds,
    appVersion: '0.0.0',
    wantParcels: () => part.wantParcels,
    now,
    onUnreadable: (collection, issue) => report(new Error(`${collection}: ${issue}`)),
    onBug: report,
    waiting: createWaiting(random.next),
    holds: () => book.toPack().map(({ parcelId, fence }) => ({ parcelId, fence })),
    onHeadOfficeTime: leases.heard,
    rights,
    newOpId,
    fetchMissing: async (from) => (await putBackFrom(store, kept, from, opLog.maxStationSeq())).ops,
    beforeKeepPlace: async () => {
      await rights.keep();
      await leases.keep();
    },
  });
  const stopHearing = network.store.subscribe((state, before) => {
    if (state.lastPulledMs !== before.lastPulledMs) book.whole();
  });
  let isRebuilding = !rebuild.store.getState().isWhole;
  const rebuilt = async (): Promise<void> => {
    if (!isRebuilding || !isWhole()) return;
    isRebuilding = false;
    await rebuild.finish();
  };
  const stopRebuilding = network.store.subscribe(() => void rebuilt().catch(report));
  await rebuilt();
  const stopKeeping = keepInMemory({ book, tours, catalogue, report });
  return {
    program: { store, opLog, book, tours, returns, network, sync, keeping, rights, session },
    close: async () => {
      stopKeeping();
      stopHearing();
      stopRebuilding();
      session.close();
      labels.close();
      carrierLabels.close();
      await sync.stop().catch(() => undefined);
      await keeping.stop();
      rights.close();
      catalogue.close();
      directory.close();
      tours.close();
      returns.close();
      book.close();
      await store.close();
    },
  };
}

export const keptFolder = 'kept-ops';

/** Ids of the ops in the second place. */
export async function readKept(plug: Plug): Promise<Set<string>> {
  const files = await openKeptOps({ folder: keptFolder, nowMs: virtualTime.nowMs, files: plug.files });
  const found = new Set<string>();
  for (let from = 1; ; ) {
    const page = await files.read(from, mostKeptOps);
    for (const { opId } of page) found.add(opId);
    const last = page.at(-1);
    if (!last) return found;
    from = last.stationSeq + 1;
  }
}

/** Writes down what the operator was told, outside of the station. */
function witnessed(opLog: OpLog, witness: Witness, look: (op: Op) => void): OpLog {
  return {
    ...opLog,
    append: async (drafts, actor) => {
      witness.isTried(drafts.map(({ opId }) => opId));
      const ops = await opLog.append(drafts, actor);
      for (const op of ops) {
        witness.isTold(op);
        look(op);
      }
      return ops;
    },
  };
}
