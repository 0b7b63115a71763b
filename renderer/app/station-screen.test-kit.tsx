// The screen of a whole bench for tests: session, store, lists and pages behind it as the station makes them, with head
// office, print outbox and devices at the ports.
import { act, cleanup, configure } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AccessTrouble, DeviceStatus } from '../../shared/contract/window';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { KeepingState } from '../data/keep-ops';
import type { RebuildState } from '../data/rebuild';
import { newDisk, newOpId, until } from '../data/station.test-kit';
import { watchStoreHealth } from '../data/store-health';
import type { MeantScale } from '../features/sides/bench-sides';
import { createScannerBridge } from '../features/devices/scanner-bridge.test-kit';
import { openLabelGallery } from '../features/devices/label-gallery';
import { openFailOverDesk } from '../features/devices/fail-over-desk';
import { openPaperPrinters } from '../features/devices/paper-printers';
import { openPrinterTest } from '../features/devices/printer-test';
import { openScannerDesk } from '../features/devices/scanner-desk';
import { openOutage } from '../features/outage/outage';
import {
  companyOf,
  createFakeOutbox,
  type FakeOutbox,
  heardOf,
  here,
  leeds,
  newOffice,
  openTestBench,
} from '../features/packing/bench.test-kit';
import { createVerdictTimings } from '../features/packing/verdict-timing';
import { openOwnParcels } from '../features/sent/own-parcels';
import { openUnsent } from '../features/sent/unsent';
import type { DevicesState } from '../features/status/devices';
import { openKeptDraft } from '../features/take-order/kept-draft';
import { openOrderTaking } from '../features/take-order/order-taking';
import { openQuotaProducts } from '../features/take-order/quota-products';
import { openTillDesk } from '../features/till/till-desk';
import { openTasks } from '../features/tasks/tasks';
import { openWaiting } from '../features/waiting/waiting';
import { createScanBus } from '../input/scan-bus';
import { show } from '../ui/screen.test-kit';
import { intlOf } from './locale';
import { openPreferences, type Preferences } from './preferences';
import type { Station } from './station';
import { type StationPages, useStationPages } from './station-pages';
import { StationScreen } from './station-screen';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  cleanup();
  for (const end of ends.splice(0)) await end();
});

export const printer: DeviceStatus = {
  kind: 'printer',
  id: 'p1',
  name: 'ZD421',
  state: 'ready',
  reason: null,
};

// A page is read when it is asked for: on a busy computer that takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });

const thrown = (cause: unknown): void => {
  throw cause;
};

export async function screenOf(
  parcels: Parcel[],
  chosen: Partial<Preferences> = {},
  outbox: FakeOutbox = createFakeOutbox(),
) {
  const office = newOffice();
  companyOf(office, ...parcels);
  const bench = await openTestBench(newDisk(), office, outbox);
  await until(() => bench.station.book.held().length === parcels.length);
  const { store, book, opLog, network } = bench.station;
  const waiting = openWaiting(store, book, opLog, thrown);
  const tasks = openTasks(store, opLog, { stationId: here, newOpId, report: thrown });
  const ownParcels = openOwnParcels(store, opLog, book, () => new Date(), thrown);
  const unsent = openUnsent(opLog, book, bench.directory);
  const devices = createStore<DevicesState>(() => ({ devices: [printer], focused: true }));
  const health = watchStoreHealth({
    probe: () => Promise.resolve(),
    probeBeside: () => Promise.resolve(),
    everyMs: 300,
  });
  const leases = { latestMs: () => bench.headOfficeMs };
  const outage = openOutage({
    network,
    devices: { store: devices },
    rights: bench.rights,
    leases,
    health,
    book,
    now: () => Date.now(),
    everyMs: 20,
  });
  const draft = await openKeptDraft({ notes: store.notes, opLog, report: thrown });
  const orderTaking = openOrderTaking({
    session: bench.session,
    opLog,
    rights: bench.rights,
    products: openQuotaProducts(store.pulled.products, bench.rights, thrown),
    draft,
    report: thrown,
  });
  const till = await openTillDesk({ opLog, notes: store.notes, newOpId, report: thrown });
  const scanners = createScannerBridge();
  const failOver = openFailOverDesk(outbox.bridge, thrown);
  const pointed: { scale: MeantScale } = { scale: 'none' };
  const preferences = openPreferences(null);
  preferences.setState(chosen);
  const keeping = createStore<KeepingState>(() => ({ behind: 0, trouble: null }));
  const rebuild = createStore<RebuildState>(() => ({ sinceMs: null, ops: 0, isWhole: true }));
  const access = createStore<{ trouble: AccessTrouble }>(() => ({ trouble: null }));
  const station = {
    self: { stationId: here, name: 'Bench 3', warehouseId: leeds, roles: ['station'] },
    session: bench.session,
    sides: bench.sides,
    putAway: bench.putAway,
    loadBins: bench.loadBins,
    whereElse: bench.whereElse,
    labels: bench.labels,
    photos: bench.photos,
    places: bench.places,
    photoSender: { store: createStore(() => ({ waiting: 0 })) },
    network,
    access: { store: access, close: () => undefined },
    directory: bench.directory,
    catalogue: bench.catalogue,
    timings: createVerdictTimings(),
    devices: { store: devices, close: () => undefined },
    scales: {
      left: { heard: bench.scales, bench: bench.scale },
      right: { heard: bench.rightScales, bench: bench.rightScale },
      meant: () => pointed.scale,
    },
    boxes: bench.boxes,
    customsOf: () => null,
    scanners: openScannerDesk(scanners.bridge, thrown),
    printerTest: openPrinterTest({
      labels: bench.labels,
      bridge: outbox.bridge,
      newId: newOpId,
      now: () => new Date(),
      report: (cause) => bench.reports.push(cause),
    }),
    gallery: openLabelGallery({
      bridge: outbox.bridge,
      labels: bench.labels,
      find: bench.catalogue.find,
      intl: intlOf(preferences, 'en-GB'),
      newId: newOpId,
      report: thrown,
    }),
    failOver,
    papers: openPaperPrinters({
      bridge: outbox.bridge,
      labels: bench.labels,
      intl: intlOf(preferences, 'en-GB'),
      newId: newOpId,
      report: (cause) => bench.reports.push(cause),
    }),
    waiting,
    batch: bench.batch,
    tasks,
    ownParcels,
    unsent,
    orderTaking,
    till,
    outage,
    leases,
    rights: bench.rights,
    people: { leftMs: () => null },
    health,
    keeping: { store: keeping },
    rebuild: { store: rebuild },
  } as unknown as Station;
  ends.push(async () => {
    for (const each of [
      failOver,
      waiting,
      tasks,
      ownParcels,
      unsent,
      orderTaking,
      till,
      draft,
      outage,
      health,
    ])
      each.close();
    await bench.close();
  });
  const bus = createScanBus({ nowMs: () => 0, unclaimed: () => undefined, report: thrown });
  bus.listen('any', (heard) => {
    bench.session.scan(heard);
    return undefined;
  });
  let pages: StationPages | null = null;
  function Shown(): ReactNode {
    const current = useStationPages(station);
    pages = current;
    return <StationScreen station={station} bus={bus} page={current.page} onPage={current.toggle} />;
  }
  const shown = show(<Shown />, chosen);
  /** As the window does: an open page is asked first. */
  const scan = async (...texts: string[]): Promise<void> => {
    for (const text of texts)
      await act(async () => {
        const heard = heardOf(text);
        if (pages?.takesScan(heard)) return;
        bench.session.scan(heard);
        await bench.session.settled();
      });
  };
  const open = (page: Parameters<StationPages['toggle']>[0]): void => act(() => pages?.toggle(page));
  return {
    ...shown,
    bus,
    bench,
    office,
    outbox,
    devices,
    access,
    health,
    keeping,
    rebuild,
    scanners,
    pointed,
    draft,
    scan,
    open,
    pages: () => pages,
  };
}
