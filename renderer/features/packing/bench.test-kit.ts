// A whole bench without a screen: the data layer on its own disk, an in-memory head office and print outbox at the
// ports, and scans made of the codes that are printed on things.
import { openShelfBook, type ShelfBook } from '../../data/shelves';
import { openWhereaboutsBook } from '../../data/whereabouts';
import { openPutAwayDesk, type PutAwayDesk } from '../putaway/put-away-desk';
import { type InboundBook, openInboundBook } from '../../data/inbound';
import { openReturnBook, type ReturnBook } from '../../data/returns';
import { openTourBook } from '../../data/tours';
import type { IntlShape } from 'react-intl';
import { ownCode } from '../../../shared/barcode/own-code';
import { type SsccRange, ssccOf } from '../../../shared/barcode/sscc';
import type { ReturnId } from '../../../shared/domain/returns/goods-return';
import { boxIdOf, personIdOf, skuOf, stationIdOf, warehouseIdOf } from '../../../shared/domain/ids.test-kit';
import type { ParcelId, ReceivingId, Sku } from '../../../shared/domain/ids';
import type { BenchFacts } from '../../../shared/domain/packing/session';
import { defaultAccess } from '../../../shared/domain/people/access';
import type { PinAnswer } from '../../../shared/domain/people/pin';
import type { Sound } from '../../../shared/domain/packing/verdict';
import { leased, lineOf, parcelAfter, planOf } from '../../../shared/domain/parcel/parcel.test-kit';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { benchPapers } from '../papers/bench-papers';
import { readCustoms } from '../papers/read-customs';
import { openPickLists } from '../picking/print-pick-list';
import { intlOf } from '../../app/locale';
import { openPreferences } from '../../app/preferences';
import { openCarrierLabels } from '../../data/carrier-labels';
import { type Catalogue, openCatalogue } from '../../data/catalogue';
import { type Directory, openDirectory } from '../../data/directory';
import { createFakeHeadOffice, type FakeHeadOffice } from '../../data/head-office.test-kit';
import { openPhotoShelf, type PhotoShelf } from '../../data/photo-shelf';
import { seenAt } from '../../data/seen';
import { openStationRights, type StationRights } from '../../data/station-rights';
import { type Disk, newOpId, openTestStation, type TestStation, until } from '../../data/station.test-kit';
import { openWorkBatch, type WorkBatch } from '../../data/work-batch';
import { openRestockDesk } from '../returning/restock-desk';
import { openPlaceSetting, type PlaceSetting } from '../places/place-setting';
import { openReceiptDesk } from '../take-order/receipt-desk';
import { type BoxDesk, openBoxDesk } from '../boxing/box-desk';
import { createFakeCamera, type FakeCamera } from '../photo/camera.test-kit';
import { openPhotoDesk, type PhotoDesk } from '../photo/photo-desk';
import { photoPortOf } from '../photo/photo-port';
import { type BenchSides, openBenchSides } from '../sides/bench-sides';
import { type BenchScale, openBenchScale } from '../weighing/bench-scale';
import { createFakeScales, type FakeScales } from '../weighing/scales.test-kit';
import { openPlannerHere } from '../boxing/box-planner';
import { benchInputOf } from './bench-input';
import { type LabelDesk, openLabelDesk } from './label-desk';
import type { PackingPorts, SidePort } from './packing-ports';
import { heardOf } from './heard.test-kit';
import { createFakeOutbox, type FakeOutbox } from './outbox.test-kit';
import { openPackingSession, type PackingSession, type PackingState } from './session';
import { openWhereElseOf, type WhereElseOf } from './where-else-of';

export { createFakeOutbox, type FakeOutbox, heardOf };

export const here = stationIdOf(1);
export const leeds = warehouseIdOf('leeds');
export const range: SsccRange = { prefix: '012345678', from: 0, to: 99 };
export const numberOf = (n: number): string => ssccOf(range.prefix, n);

export const codes = {
  badge: ownCode('badge', '77'),
  order: ownCode('order', '1042'),
  mug: '2000000000015',
  lamp: '2000000000022',
  box: ownCode('box', 'B3'),
  command: (name: string): string => ownCode('command', name.toUpperCase().replaceAll('-', '')),
};

export const small: Parcel = parcelAfter(
  planOf([
    lineOf({ expected: 2, sources: [{ locationId: 'A-01-1' as never, quantity: 2 }] }),
    lineOf({
      lineNo: 2,
      sku: skuOf('LAMP'),
      name: 'Metal lantern',
      expected: 1,
      sources: [{ locationId: 'B-07-4' as never, quantity: 1 }],
    }),
  ]),
  leased,
);

/** The company of one bench: a packer, a box, two products, the bench's own numbers. */
export function companyOf(office: FakeHeadOffice, ...parcels: Parcel[]): void {
  office.put(
    'directory',
    {
      kind: 'person',
      entryId: 'person ayse',
      person: { personId: personIdOf('ayse'), name: 'Ayşe', badge: '77', roles: ['packer'] },
    },
    {
      kind: 'box',
      entryId: 'box B3',
      box: {
        boxId: boxIdOf('B3'),
        name: 'Medium',
        code: codes.box,
        inner: { lengthMm: 400, widthMm: 300, heightMm: 200 },
        outer: { lengthMm: 410, widthMm: 310, heightMm: 220 },
        tareGrams: 420,
        maxGrams: 12_000,
        costMinor: 58,
        currency: 'GBP',
      },
    },
    {
      kind: 'station',
      entryId: 'station 1',
      station: {
        stationId: here,
        name: 'Bench 1',
        warehouseId: leeds,
        ssccPrefix: range.prefix,
        ssccFrom: range.from,
        ssccTo: range.to,
      },
    },
    {
      kind: 'warehouse',
      entryId: 'warehouse leeds',
      warehouse: {
        warehouseId: leeds,
        name: 'Leeds',
        timeZone: 'Europe/London',
        address: { ...small.shipTo, name: 'Waybill Gifts' },
      },
    },
  );
  office.put(
    'products',
    productOf('MUG', 'White mug', codes.mug),
    productOf('LAMP', 'Metal lantern', codes.lamp),
  );
  office.put(
    'barcodes',
    { code: codes.mug, sku: 'MUG', quantity: 1 },
    { code: codes.lamp, sku: 'LAMP', quantity: 1 },
    { code: 'SCARF', sku: 'SCARF', quantity: 1 },
  );
  office.put('products', productOf('SCARF', 'Wool scarf', 'SCARF'));
  if (parcels.length > 0) office.put('parcels', ...parcels);
}

function productOf(sku: string, name: string, code: string) {
  return {
    sku,
    name,
    category: null,
    size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
    weightGrams: 300,
    price: { amountMinor: 500, currency: 'GBP' },
    fragile: false,
    barcodes: [{ code, quantity: 1 }],
  };
}

/** Nobody has a PIN, and no list grows too old. */
export const badgesOnly: PackingPorts['people'] = {
  access: () => ({ ...defaultAccess, isTooOld: false }),
  checkPin: async () => ({ answer: 'unknown' }),
  toldLock: () => undefined,
};

export type TestBench = {
  rights: StationRights;
  station: TestStation;
  session: PackingSession;
  sides: BenchSides;
  labels: LabelDesk;
  boxes: BoxDesk;
  photos: PhotoDesk;
  places: PlaceSetting;
  photoShelf: PhotoShelf;
  camera: FakeCamera;
  scales: FakeScales;
  scale: BenchScale;
  /** Of the right side, while two work at the bench. */
  rightScales: FakeScales;
  rightScale: BenchScale;
  directory: Directory;
  catalogue: Catalogue;
  inbound: InboundBook;
  returns: ReturnBook;
  putAway: PutAwayDesk;
  shelves: ShelfBook;
  whereElse: WhereElseOf;
  batch: WorkBatch;
  sounds: Sound[];
  reports: unknown[];
  /** Scans one after the other and waits for the answers. */
  scan: (...texts: string[]) => Promise<PackingState>;
  /** Scans without waiting. */
  scanFast: (...texts: string[]) => void;
  state: () => PackingState;
  /** The answer in words: `go item-packed`, `stop item-complete`. */
  said: () => string;
  online: boolean;
  /** The latest that head office's clock can show. */
  headOfficeMs: number | null;
  access: BenchFacts['access'];
  /** PINs that main was asked about, and what it answers to the next ones. */
  pins: { personId: string; pin: string; lockedId: string | null }[];
  pinAnswers: PinAnswer[];
  toldLocks: string[];
  givePin: (pin: string) => Promise<PackingState>;
  close: () => Promise<void>;
};

export async function openTestBench(
  disk: Disk,
  office: FakeHeadOffice,
  outbox: FakeOutbox,
  intl: () => IntlShape = intlOf(openPreferences(null), 'en-GB'),
): Promise<TestBench> {
  const station = await openTestStation(disk, here, leeds, office);
  const directory = await openDirectory(station.store.pulled.directory);
  const catalogue = openCatalogue(station.store.pulled);
  let begun: TestBench | null = null;
  const rights = await openStationRights({
    opLog: station.opLog,
    notes: station.store.notes,
    warehouseId: leeds,
    now: () => new Date('2026-01-05T10:00:00.000Z'),
    headOfficeMs: () => (begun ? begun.headOfficeMs : 0),
  });
  await station.startSync();
  await until(() => directory.station(here) !== null || office.isCut());
  const held = { series: `sscc ${range.prefix}`, from: range.from, to: range.to, next: range.from, turn: 1 };
  if (directory.station(here) && rights.toTell().fresh)
    await rights.heard(rights.toTell(), { numbers: [held], giveBack: [], grants: [] });
  const reports: unknown[] = [];
  const camera = createFakeCamera();
  const sounds: Sound[] = [];
  const batch = await openWorkBatch(station.store.notes, (cause) => reports.push(cause));
  const carrierLabels = await openCarrierLabels({
    book: station.book,
    notes: station.store.notes,
    fetchLabel: office.carrierLabel,
    report: (cause) => reports.push(cause),
  });
  const labels = await openLabelDesk({
    readCustoms: (skus) => readCustoms(station.store.pulled.products, skus),
    bridge: outbox.bridge,
    book: station.book,
    carrierLabels,
    opLog: station.opLog,
    directory,
    stationId: here,
    warehouseId: leeds,
    notes: station.store.notes,
    newOpId,
    now: () => new Date('2026-01-05T10:00:00.000Z'),
    report: (cause) => reports.push(cause),
  });
  const receipts = openReceiptDesk({
    opLog: station.opLog,
    products: station.store.pulled.products,
    directory,
    warehouseId: leeds,
    labels,
    rights,
    intl,
    report: (cause) => reports.push(cause),
  });
  const restocks = openRestockDesk({
    products: station.store.pulled.products,
    labels,
    report: (cause) => reports.push(cause),
  });
  const boxes = openBoxDesk({
    planner: openPlannerHere(),
    directory,
    products: station.store.pulled.products,
    warehouseId: leeds,
    report: (cause) => reports.push(cause),
  });
  const photoShelf = await openPhotoShelf('photos', disk);
  const photos = await openPhotoDesk({
    camera: camera.port,
    shelf: photoShelf,
    notes: station.store.notes,
    kept: () => undefined,
    report: (cause) => reports.push(cause),
  });
  const places = await openPlaceSetting(station.store.notes, (cause) => reports.push(cause));
  const scales = createFakeScales();
  const learned: BenchScale['learned'] = (sku) => catalogue.product(sku)?.learnedWeight ?? null;
  const scale = openBenchScale(scales, learned, true);
  const rightScales = createFakeScales('Right scale');
  const rightScale = openBenchScale(rightScales, learned, true);
  const tours = await openTourBook(station.store.pulled, station.opLog, here);
  const inbound = await openInboundBook(station.store.pulled, station.opLog, here);
  const returns = await openReturnBook(station.store.pulled, station.opLog, {
    stationId: here,
    warehouseId: leeds,
  });
  const shelves = await openShelfBook(station.store.pulled, station.opLog);
  const putAway = await openPutAwayDesk(station.store.pulled, station.book, shelves, here);
  const whereabouts = await openWhereaboutsBook(station.store.pulled);
  const whereElse = openWhereElseOf({
    shelves,
    whereabouts,
    directory,
    headOfficeMs: () => bench.headOfficeMs,
    wallMs: () => Date.parse('2026-01-05T10:00:00.000Z'),
  });
  const sides = await openBenchSides(station.store.notes, (cause) => reports.push(cause));
  const hasTwo = (): boolean => sides.store.getState().right.length > 0;
  const openSide = (side: SidePort): Promise<PackingSession> =>
    openPackingSession({
      stationId: here,
      side,
      book: station.book,
      tours,
      inbound,
      returns,
      putAway,
      opLog: station.opLog,
      directory,
      rights,
      seenAt: (locationId, sku) => seenAt(station.store, station.book, leeds, locationId, sku),
      labels,
      boxes,
      printReceipt: receipts.print,
      printRestock: restocks.print,
      printPickList: openPickLists({ labels, directory, warehouseId: leeds, newId: newOpId }),
      notes: station.store.notes,
      inputOf: (heard) =>
        benchInputOf(heard, {
          book: station.book,
          directory,
          catalogue,
          orders: station.store.pulled.orders,
          inbound,
        }),
      isOnline: () => bench.online,
      timeZone: () => directory.warehouse(leeds)?.timeZone ?? 'UTC',
      rules: () => directory.benchRules(leeds),
      packing: () => directory.packingWeight(leeds),
      papers: () => benchPapers(directory, leeds),
      photos: photoPortOf(photos, directory, catalogue, leeds),
      placesHere: () => (hasTwo() ? 1 : places.store.getState().count),
      scale: side.here === 'left' ? scale : rightScale,
      headOfficeMs: () => bench.headOfficeMs,
      people: {
        access: () => bench.access,
        checkPin: async (pinFor, pin, lockedId) => {
          bench.pins.push({ personId: pinFor.person.personId, pin, lockedId });
          return bench.pinAnswers.shift() ?? { answer: 'unknown' };
        },
        toldLock: (personId) => bench.toldLocks.push(personId),
      },
      monoMs: () => performance.now(),
      takeWork: batch.change,
      newOpId,
      newParcelId: () => newOpId() as unknown as ParcelId,
      newReceivingId: () => newOpId() as unknown as ReceivingId,
      newReturnId: () => newOpId() as unknown as ReturnId,
      play: (sound) => sounds.push(sound),
      shown: () => undefined,
      report: (cause) => reports.push(cause),
    });
  const session = await openSide(sides.portOf('left'));
  await sides.begin(session, openSide);
  const bench: TestBench = {
    station,
    session,
    sides,
    labels,
    boxes,
    photos,
    places,
    photoShelf,
    camera,
    scales,
    scale,
    rightScales,
    rightScale,
    directory,
    catalogue,
    inbound,
    returns,
    putAway,
    shelves,
    whereElse,
    rights,
    sounds,
    reports,
    batch,
    online: true,
    headOfficeMs: 0,
    access: { ...defaultAccess, isTooOld: false },
    pins: [],
    pinAnswers: [],
    toldLocks: [],
    givePin: async (pin) => {
      session.givePin(pin);
      await session.settled();
      return session.store.getState();
    },
    scan: async (...texts) => {
      bench.scanFast(...texts);
      await session.settled();
      return session.store.getState();
    },
    scanFast: (...texts) => {
      for (const text of texts) session.scan(heardOf(text));
    },
    state: () => session.store.getState(),
    said: () => {
      const { verdict } = session.store.getState();
      return `${verdict.tone} ${verdict.kind === 'answer' ? verdict.code : verdict.refusal.code}`;
    },
    close: async () => {
      sides.close();
      session.close();
      labels.close();
      boxes.close();
      photos.close();
      photoShelf.close();
      scale.close();
      rightScale.close();
      carrierLabels.close();
      whereabouts.close();
      rights.close();
      catalogue.close();
      directory.close();
      await station.close();
    },
  };
  begun = bench;
  const { lastTaken, lastSold } = session.store.getState().bench;
  const owed = lastTaken ?? lastSold;
  if (owed) receipts.resume(owed.opId);
  restocks.resume(session.store.getState().bench, {
    returns: returns.all(),
    propose: putAway.propose,
    rules: directory.benchRules(leeds),
  });
  return bench;
}

export const newOffice = (): FakeHeadOffice => createFakeHeadOffice(here, leeds);
export const packedOf = (parcel: Parcel | null, sku: Sku | string): number =>
  parcel?.lines.find((line) => line.sku === sku)?.packed ?? 0;
