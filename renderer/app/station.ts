// The composition root of a station's screens: every part is made and joined here, and nowhere else. It opens from cold
// with head office down; what comes over the network is added while it runs.
import type { IntlShape } from 'react-intl';
import { v7 } from 'uuid';
import type { StationInfo, WaybillBridge } from '../../shared/contract/window';
import type { ReturnId } from '../../shared/domain/returns/goods-return';
import type { OpId, ParcelId, ReceivingId, Sku } from '../../shared/domain/ids';
import { openCarrierLabels } from '../data/carrier-labels';
import type { PhotoSender } from '../data/photo-sender';
import type { PhotoDesk } from '../features/photo/photo-desk';
import { photoPortOf } from '../features/photo/photo-port';
import { openStationPhotos } from '../features/photo/station-photos';
import { type Catalogue, openCatalogue } from '../data/catalogue';
import { type Directory, openDirectory } from '../data/directory';
import { createHeadOffice } from '../data/head-office';
import { type LeaseClock, openLeaseClock } from '../data/lease-clock';
import { createNetwork, type Network } from '../data/network';
import { type Keeping, startKeeping } from '../data/keep-ops';
import { openHealthyStore, probeWriting } from '../data/healthy-store';
import { keepInMemory } from '../data/keep-in-memory';
import { keptOpsOf } from '../data/kept-ops';
import { openOpLog } from '../data/op-log';
import { openParcelBook, type ParcelBook } from '../data/parcels';
import { openInboundBook } from '../data/inbound';
import { openReturnBook } from '../data/returns';
import { type LoadBinBook, openLoadBinBook } from '../data/load-bins';
import { openShelfBook } from '../data/shelves';
import { openWhereaboutsBook } from '../data/whereabouts';
import { openTourBook } from '../data/tours';
import { openPeople, type People } from '../data/people';
import { putBackFrom } from '../data/put-back';
import type { Rebuild } from '../data/rebuild';
import { startSync, type Sync } from '../data/replication';
import { seenAt } from '../data/seen';
import { createWaiting } from '../data/retry';
import { takeOver } from '../data/take-over';
import { openWorkBatch, type WorkBatch } from '../data/work-batch';
import { openStationRights, type StationRights } from '../data/station-rights';
import { type Store, storeName } from '../data/store';
import { type StoreHealth, watchAppends, watchStoreHealth, writeBeside } from '../data/store-health';
import { readCustoms } from '../features/papers/read-customs';
import type { CustomsOf } from '../features/papers/customs-note';
import { openPickLists } from '../features/picking/print-pick-list';
import { type BoxDesk, openBoxDesk } from '../features/boxing/box-desk';
import { type BoxPlanner, openWorkerPlanner } from '../features/boxing/box-planner';
import { benchInputOf } from '../features/packing/bench-input';
import { type LabelDesk, openLabelDesk } from '../features/packing/label-desk';
import { openPackingSession, type PackingSession } from '../features/packing/session';
import { createVerdictTimings, type VerdictTimings } from '../features/packing/verdict-timing';
import { type Access, openAccess } from '../features/status/access';
import { openOutage, type Outage } from '../features/outage/outage';
import { openOwnParcels, type OwnParcels } from '../features/sent/own-parcels';
import { openUnsent, type Unsent } from '../features/sent/unsent';
import { type DeviceDesks, openDeviceDesks } from '../features/devices/device-desks';
import { type Devices, openDevices } from '../features/status/devices';
import { openSideScales, type SideScales } from '../features/weighing/side-scales';
import { openTasks, type Tasks } from '../features/tasks/tasks';
import { openTillDesk, type TillDesk } from '../features/till/till-desk';
import { type BenchSides, openBenchSides } from '../features/sides/bench-sides';
import { followSession } from '../features/sides/follow-session';
import type { SidePort } from '../features/packing/packing-ports';
import { openKeptDraft } from '../features/take-order/kept-draft';
import { openOrderTaking, type OrderTaking } from '../features/take-order/order-taking';
import { benchPapers } from '../features/papers/bench-papers';
import { openRestockDesk } from '../features/returning/restock-desk';
import { openPlaceSetting, type PlaceSetting } from '../features/places/place-setting';
import { openReceiptDesk } from '../features/take-order/receipt-desk';
import { openQuotaProducts } from '../features/take-order/quota-products';
import { openPutAwayDesk, type PutAwayDesk } from '../features/putaway/put-away-desk';
import { openWaiting, type Waiting } from '../features/waiting/waiting';
import { openWhereElseOf, type WhereElseOf } from '../features/packing/where-else-of';
import { finishRebuild, recover } from './recover-store';
import { reporter } from './reporter';
import type { SoundPlayer } from './sound';
import { tellOpenOrder } from './tell-open-order';

export type EnrolledStation = NonNullable<StationInfo['station']>;

export type Station = DeviceDesks & {
  info: StationInfo;
  self: EnrolledStation;
  store: Store;
  book: ParcelBook;
  directory: Directory;
  catalogue: Catalogue;
  leases: LeaseClock;
  batch: WorkBatch;
  rights: StationRights;
  people: People;
  network: Network;
  access: Access;
  keeping: Keeping;
  health: StoreHealth;
  rebuild: Rebuild;
  /** Of the left side, or of the only one. */
  session: PackingSession;
  sides: BenchSides;
  putAway: PutAwayDesk;
  loadBins: LoadBinBook;
  whereElse: WhereElseOf;
  boxes: BoxDesk;
  customsOf: CustomsOf;
  labels: LabelDesk;
  photos: PhotoDesk;
  photoSender: PhotoSender;
  places: PlaceSetting;
  devices: Devices;
  scales: SideScales;
  waiting: Waiting;
  tasks: Tasks;
  ownParcels: OwnParcels;
  unsent: Unsent;
  orderTaking: OrderTaking;
  till: TillDesk;
  outage: Outage;
  timings: VerdictTimings;
  sync: Sync;
  close: () => Promise<void>;
};

const keepOpsDays = 30;
const dayMs = 86_400_000;

/** Throws StoreFailure, or the failure of the second place of ops (a code of the contract). */
export async function openStation(
  bridge: WaybillBridge,
  info: StationInfo,
  self: EnrolledStation,
  sound: SoundPlayer,
  intl: () => IntlShape,
  { boxPlanner }: { boxPlanner?: BoxPlanner } = {},
): Promise<Station> {
  const report = reporter(bridge);
  const monoMs = (): number => performance.now();
  const store = await openHealthyStore(storeName(self.stationId));
  const kept = keptOpsOf(bridge, self.stationId);
  await takeOver(store, storeName(self.stationId), { indexedDB, IDBKeyRange }).catch(report);
  const { putBack, rebuild } = await recover(bridge, store, kept).catch(async (cause: unknown) => {
    await store.close();
    throw cause;
  });
  if (putBack.clashes > 0)
    report(new Error(`${putBack.clashes} kept ops have numbers that other ops of the store have`));
  const health = watchStoreHealth({
    probe: () => probeWriting(store, Date.now()),
    probeBeside: () => writeBeside(indexedDB),
  });
  const opLog = watchAppends(await openOpLog(store, { now: () => new Date(), monoMs }), health);
  const keeping = startKeeping({ kept, opLog, waiting: createWaiting(), onBug: report });
  const [book, tours, inbound, returns, directory, devices, leases, batch] = await Promise.all([
    openParcelBook(store.pulled, opLog, self.stationId),
    openTourBook(store.pulled, opLog, self.stationId),
    openInboundBook(store.pulled, opLog, self.stationId),
    openReturnBook(store.pulled, opLog, self),
    openDirectory(store.pulled.directory),
    openDevices(bridge, report),
    openLeaseClock({ notes: store.notes, now: () => new Date(), monoMs }),
    openWorkBatch(store.notes, report),
  ]);
  const rights = await openStationRights({
    opLog,
    notes: store.notes,
    warehouseId: self.warehouseId,
    now: () => new Date(),
    headOfficeMs: leases.latestMs,
  });
  const catalogue = openCatalogue(store.pulled);
  const customsOf: CustomsOf = (sku) => catalogue.product(sku as Sku)?.customs ?? null;
  const sides = await openBenchSides(store.notes, report);
  const scales = openSideScales(
    bridge,
    devices,
    sides,
    (sku) => catalogue.product(sku)?.learnedWeight ?? null,
    info.weighsScans ?? false,
  );
  const shelves = await openShelfBook(store.pulled, opLog);
  const loadBins = await openLoadBinBook(store.pulled, opLog);
  const putAway = await openPutAwayDesk(store.pulled, book, shelves, self.stationId);
  const whereabouts = await openWhereaboutsBook(store.pulled);
  const known = { shelves, whereabouts, directory, headOfficeMs: leases.latestMs };
  const network = createNetwork(() => Date.now());
  const access = openAccess(bridge, report);
  const timings = createVerdictTimings();
  const newOpId = (): OpId => v7() as OpId;
  const headOffice = createHeadOffice(info.headOffice);
  const photos = await openStationPhotos(`${storeName(self.stationId)}-photos`, info.headOffice, {
    notes: store.notes,
    isOnline: () => network.store.getState().headOffice === 'up',
    report,
  });
  const places = await openPlaceSetting(store.notes, report);
  const carrierLabels = await openCarrierLabels({
    book,
    notes: store.notes,
    fetchLabel: headOffice.carrierLabel,
    report,
  });
  const labels = await openLabelDesk({
    readCustoms: (skus) => readCustoms(store.pulled.products, skus),
    bridge,
    book,
    carrierLabels,
    opLog,
    directory,
    stationId: self.stationId,
    warehouseId: self.warehouseId,
    notes: store.notes,
    newOpId,
    now: () => new Date(),
    report,
  });
  const receipts = openReceiptDesk({
    opLog,
    products: store.pulled.products,
    directory,
    warehouseId: self.warehouseId,
    labels,
    rights,
    intl,
    report,
  });
  const restocks = openRestockDesk({
    products: store.pulled.products,
    labels,
    report,
  });
  const boxes = openBoxDesk({
    planner: boxPlanner ?? openWorkerPlanner(),
    directory,
    products: store.pulled.products,
    warehouseId: self.warehouseId,
    report,
  });
  await catalogue.hold(book.toPack());
  const people = openPeople({ bridge, directory, clock: leases, network, report });
  let verdictShown = (): void => undefined;
  const hasTwo = (): boolean => sides.store.getState().right.length > 0;
  const openSide = (side: SidePort): Promise<PackingSession> =>
    openPackingSession({
      stationId: self.stationId,
      side,
      book,
      tours,
      inbound,
      returns,
      putAway,
      opLog,
      directory,
      rights,
      seenAt: (locationId, sku) => seenAt(store, book, self.warehouseId, locationId, sku),
      labels,
      boxes,
      printReceipt: receipts.print,
      printRestock: restocks.print,
      printPickList: openPickLists({ labels, directory, warehouseId: self.warehouseId, newId: v7 }),
      notes: store.notes,
      inputOf: (heard) =>
        benchInputOf(heard, { book, directory, catalogue, orders: store.pulled.orders, inbound }),
      isOnline: () => network.store.getState().headOffice === 'up',
      timeZone: () => directory.warehouse(self.warehouseId)?.timeZone ?? 'UTC',
      rules: () => directory.benchRules(self.warehouseId),
      packing: () => directory.packingWeight(self.warehouseId),
      papers: () => benchPapers(directory, self.warehouseId),
      photos: photoPortOf(photos.desk, directory, catalogue, self.warehouseId),
      // Half a screen shows one parcel.
      placesHere: () => (hasTwo() ? 1 : places.store.getState().count),
      scale: scales[side.here].bench,
      headOfficeMs: leases.latestMs,
      people,
      monoMs,
      takeWork: batch.change,
      newOpId,
      newParcelId: () => v7() as ParcelId,
      newReceivingId: () => v7() as ReceivingId,
      newReturnId: () => v7() as ReturnId,
      play: (played) => sound.play(played, hasTwo() ? side.here : 'both'),
      shown: (fromEpochMs) => {
        verdictShown();
        timings.painted(fromEpochMs);
      },
      report,
    });
  const session = await openSide(sides.portOf('left'));
  const { warehouseId } = self;
  const beside = { receipts, restocks, returns, putAway, directory, warehouseId, monoMs };
  const stopFollowing = followSession(session, beside);
  sides.onRight((right) => followSession(right, beside));
  await sides.begin(session, openSide);
  const waiting = openWaiting(store, book, opLog, report);
  const tasks = openTasks(store, opLog, { stationId: self.stationId, newOpId, report });
  const ownParcels = openOwnParcels(store, opLog, book, () => new Date(), report);
  const unsent = openUnsent(opLog, book, directory);
  const draft = await openKeptDraft({ notes: store.notes, opLog, report });
  const orderTaking = openOrderTaking({
    session,
    opLog,
    rights,
    products: openQuotaProducts(store.pulled.products, rights, report),
    draft,
    report,
  });
  const till = await openTillDesk({ opLog, notes: store.notes, newOpId, report });
  const outage = openOutage({ network, devices, rights, leases, health, book, now: () => Date.now() });
  const sync = await startSync({
    store,
    opLog,
    network,
    headOffice,
    warehouseId: self.warehouseId,
    appVersion: info.appVersion,
    wantParcels: batch.wanted,
    holds: () => book.toPack().map(({ parcelId, fence }) => ({ parcelId, fence })),
    onHeadOfficeTime: leases.heard,
    onLimits: batch.heard,
    rights,
    now: () => new Date(),
    onUnreadable: (collection, issue) =>
      report(new Error(`${collection} holds an unreadable document: ${issue}`)),
    onBug: report,
    newOpId,
    fetchMissing: async (from) => (await putBackFrom(store, kept, from, opLog.maxStationSeq())).ops,
    beforeKeepPlace: async () => {
      await rights.keep();
      await leases.keep();
      await till.keep();
    },
  });
  verdictShown = sync.verdictShown;
  const stopHearing = network.store.subscribe((state, before) => {
    if (state.headOffice === 'up' && before.headOffice !== 'up') photos.sender.look();
    if (state.lastPulledMs !== before.lastPulledMs) book.whole();
  });
  const stopKeeping = keepInMemory({ book, tours, catalogue, report });
  const tidying = setInterval(() => {
    sync.tidy(new Date(Date.now() - keepOpsDays * dayMs)).catch(report);
  }, dayMs);
  const stopRebuilding = finishRebuild({ rebuild, network, report });
  const stopTelling = tellOpenOrder(bridge, session, sides, report);
  const desks = openDeviceDesks({ labels, bridge, find: catalogue.find, intl, report });
  // New work is asked for at once, not with the next greeting.
  const stopAsking = batch.store.subscribe((now, before) => {
    if (now.count !== before.count || now.paused !== before.paused) sync.helloSoon();
  });

  return {
    info,
    self,
    store,
    book,
    directory,
    catalogue,
    leases,
    batch,
    rights,
    people,
    network,
    access,
    keeping,
    health,
    rebuild,
    session,
    sides,
    putAway,
    loadBins,
    whereElse: openWhereElseOf({ ...known, wallMs: () => Date.now() }),
    boxes,
    customsOf,
    labels,
    photos: photos.desk,
    photoSender: photos.sender,
    places,
    devices,
    ...desks,
    scales,
    waiting,
    tasks,
    ownParcels,
    unsent,
    orderTaking,
    till,
    outage,
    timings,
    sync,
    close: async () => {
      clearInterval(tidying);
      stopKeeping();
      stopHearing();
      stopTelling();
      stopAsking();
      stopFollowing();
      people.close();
      stopRebuilding();
      health.close();
      sides.close();
      session.close();
      await photos.close();
      desks.printerTest.close();
      desks.failOver.close();
      labels.close();
      boxes.close();
      carrierLabels.close();
      scales.close();
      devices.close();
      access.close();
      waiting.close();
      tasks.close();
      ownParcels.close();
      unsent.close();
      orderTaking.close();
      till.close();
      await draft.settled();
      draft.close();
      outage.close();
      await sync.stop();
      await keeping.stop();
      rights.close();
      catalogue.close();
      directory.close();
      tours.close();
      inbound.close();
      returns.close();
      putAway.close();
      shelves.close();
      loadBins.close();
      whereabouts.close();
      book.close();
      await store.close();
    },
  };
}
