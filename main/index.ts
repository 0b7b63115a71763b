// The station's composition root: every part is made and joined here, and nowhere else.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app, type BrowserWindow, dialog, Menu, session } from 'electron';
import { windowRequests } from '../shared/contract/window';
import type { ScaleOrder } from './devices/scale/scale-line';
import { Failure } from './failure';
import { keptOpsHandlers } from './ipc/kept-ops-handlers';
import { createRouter } from './ipc/router';
import { knownTrouble, stationHandlers } from './ipc/station-handlers';
import { storeHandlers } from './ipc/store-handlers';
import { answerRequests, createTellWindow } from './ipc/window-port';
import { peopleHandlers } from './ipc/people-handlers';
import { createKeptOpsShelf } from './services/kept-ops-shelf';
import { fetchPins } from './services/fetch-pins';
import { createDeviceList } from './services/device-list';
import { openLog } from './services/log';
import type { LabelPrinterSetup } from './services/print-outbox-worker';
import { openPinDesk } from './services/pin-desk';
import { printerAt, printerSetupOf } from './services/printers';
import { openScannerHabits } from './services/scanner-habits';
import { createScales, type Scale, scaleAt, scaleOf } from './services/scales';
import { createScanners, type Scanner, scannerAt, scannerOf } from './services/scanners';
import { readStartOptions } from './services/start-options';
import { createStation, enrolAtStart } from './services/station';
import { headOfficeSchema, readSettings, type StationSettings } from './services/station-settings';
import { createSecretStore, secretNames } from './services/station-secret';
import { createStoreFiles } from './services/store-files';
import { isUsableFolder } from './services/usable-folder';
import { appOrigin, registerAppScheme, serveApp } from './shell/app-protocol';
import { type Closer, endCleanly, logBugs } from './shell/lifetime';
import { addToken, denyRequests, denyWandering, pinAuthority } from './shell/lockdown';
import { osVault } from './shell/os-vault';
import { startPrinting } from './shell/printing';
import { startDeviceHost } from './shell/device-host';
import { startScanning } from './shell/scanning';
import { openStationWindow } from './shell/window';
import { type ShellWord, say } from './shell/words';

/** Exit codes a script can tell apart. */
const exitCodes = { alreadyOpen: 3, cannotWrite: 4, settings: 5 } as const;
/** How long the first page waits for an enrolment that was ordered at start. */
const enrolBeforeWindowMs = 3_000;

const options = readStartOptions(process.env, process.argv);
if (options.stationFolder !== null) app.setPath('userData', options.stationFolder);
const folder = app.getPath('userData');
app.setPath('sessionData', folder);
const systemLocale = process.env['LC_ALL'] ?? process.env['LANG'] ?? 'en';

const stopWithWords = (word: ShellWord, path: string, exitCode: number): void => {
  const words = say(systemLocale, word, { path });
  process.stderr.write(`${words}\n`);
  // With a display and a person, the words must not stay in a terminal nobody sees.
  if (app.isPackaged) dialog.showErrorBox('Waybill', words);
  app.exit(exitCode);
};

const systemClock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  later: (ms: number, work: () => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** The printer named at start, or those of the settings. */
const printersOf = (settings: StationSettings): LabelPrinterSetup[] => {
  if (options.printer === null) return settings.printers.map(printerSetupOf);
  const named = printerAt(options.printer);
  if (named === null)
    throw new Error(
      `${options.printer} is not a printer's place: give host:port, serial:PATH@BAUD, file:PATH or queue:NAME`,
    );
  return [named];
};

/** The scanner's line named at start, or those of the settings. */
const scannersOf = (settings: StationSettings): Scanner[] => {
  if (options.scanner === null) return settings.scanners.map(scannerOf);
  const named = scannerAt(options.scanner);
  if (named === null)
    throw new Error(`${options.scanner} is not a scanner's line: give its path, such as /dev/ttyACM0`);
  return [named];
};

/** The scale's line named at start, or those of the settings. */
const scalesOf = (settings: StationSettings): Scale[] => {
  if (options.scale === null) return settings.scales.map(scaleOf);
  const named = scaleAt(options.scale);
  if (named === null)
    throw new Error(
      `${options.scale} is not a scale's line: give what it speaks and its path, such as mt-sics:/dev/ttyUSB0`,
    );
  return [named];
};

const start = async (): Promise<void> => {
  const log = openLog(folder, options.logLevel);
  const newErrorId = (): string => randomUUID().slice(0, 8);
  logBugs(app, log, newErrorId);
  log.info({ version: app.getVersion(), electron: process.versions.electron, folder }, 'started');

  const settings = await readSettings(folder);
  const headOffice = options.headOffice === null ? null : headOfficeSchema.parse(options.headOffice);
  await app.whenReady();

  const secret = (name: 'key' | 'formerToken') => createSecretStore(folder, secretNames[name], osVault, log);
  const station = await createStation(
    folder,
    settings,
    headOffice,
    { key: secret('key'), formerToken: secret('formerToken') },
    {
      appVersion: app.getVersion(),
      electronVersion: process.versions.electron ?? 'unknown',
      systemLocale: app.getLocale(),
      secretsIn: (await osVault.isStrong()) ? 'system' : 'file',
      weighsScans: options.weighScans ?? settings.weighScans,
    },
    systemClock,
  );

  let window: BrowserWindow | null = null;
  let openOrder: string | null = null;
  const closers: Closer[] = [];
  const { isQuitting } = endCleanly(app, log, () => closers);

  denyWandering(app, appOrigin, log);
  denyRequests(session.defaultSession, appOrigin, station.headOffice, log);
  addToken(session.defaultSession, station.headOffice, station.access);
  pinAuthority(session.defaultSession, station.headOffice, station.authority, log);
  serveApp(join(__dirname, '..', 'renderer'), station.headOffice);

  const tellWindow = createTellWindow(() => window, log);
  closers.push({ name: 'access to head office', close: async () => station.stop() });
  station.onTrouble((code) => tellWindow('access:changed', { trouble: knownTrouble(code) }));
  const habits = await openScannerHabits(folder, (cause) =>
    log.warn({ err: cause }, 'what was learned of scanners could not be read'),
  );
  const scanning = startScanning(tellWindow, habits);
  const devices = createDeviceList((all) => tellWindow('devices:changed', all));
  const lines = scannersOf(settings);
  const scanners = createScanners(lines, {
    newId: randomUUID,
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    habitsOf: habits.of,
    onScan: scanning.take,
    onChange: (all) => devices.tell('scanner', all),
  });
  devices.tell('scanner', scanners.list());
  const scaleLines = scalesOf(settings);
  const scales = createScales(scaleLines, {
    monotonicMs: () => performance.now(),
    onWeighed: (weighed) => tellWindow('scale:weighed', weighed),
    onChange: (all) => devices.tell('scale', all),
  });
  devices.tell('scale', scales.list());
  const host = startDeviceHost(__dirname, log, {
    scanners: lines,
    onScan: scanners.heard,
    onScanner: scanners.learn,
    scales: scaleLines,
    onReading: scales.heard,
    onScale: scales.learn,
  });
  const printing = await startPrinting(
    folder,
    host,
    printersOf(settings),
    settings.papers,
    devices,
    tellWindow,
    log,
  );
  closers.push(...printing.closers, { name: 'device host', close: () => host.close() });
  const storeFiles = createStoreFiles(folder, () => Date.now());
  await storeFiles.hold().catch((cause: unknown) => log.warn({ err: cause }, 'store files not held'));
  const keptOps = createKeptOpsShelf(join(folder, 'kept-ops'), () => Date.now());
  closers.push({ name: 'second place of ops', close: keptOps.close });
  const pinDesk = await openPinDesk({
    folder,
    secret: createSecretStore(folder, secretNames.pins, osVault, log),
    fetchPins: () => fetchPins(station),
    stationId: () => station.info().station?.stationId ?? null,
    monoMs: () => performance.now(),
    wallMs: () => Date.now(),
  });
  const handlers = {
    ...scanning.handlers,
    ...storeHandlers(
      storeFiles,
      () => session.defaultSession.clearStorageData({ storages: ['indexdb'] }),
      log,
    ),
    ...keptOpsHandlers(keptOps, () => station.info().station?.stationId ?? null, log),
    ...stationHandlers(
      station,
      log,
      (orderNumber) => {
        openOrder = orderNumber;
      },
      () => setImmediate(() => window?.webContents.reload()),
    ),
    ...printing.handlers,
    'devices:list': async () => devices.list(),
    'scale:act': async (order: ScaleOrder) => host.actOnScale(order),
    ...peopleHandlers(pinDesk),
  };
  answerRequests(createRouter(windowRequests, handlers, log, newErrorId), appOrigin, log);

  const openWindow = (): BrowserWindow =>
    openStationWindow({
      address: `${appOrigin}/index.html`,
      preload: join(__dirname, '..', 'preload', 'index.cjs'),
      folder,
      locale: app.getLocale(),
      mayUseDevTools: !app.isPackaged,
      log,
      onFocus: (focused) => tellWindow('window:focus', { focused }),
      openOrder: () => openOrder,
      isQuitting,
    });

  app.on('second-instance', () => {
    if (window === null || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

  if (options.enrolCode !== null) {
    const enrolling = enrolAtStart(
      station,
      options.enrolCode,
      options.stationName ?? hostname(),
      isQuitting,
      (ms) => wait(ms),
    ).catch((cause: unknown) => {
      log.error({ err: cause }, 'this station could not be enrolled with the code given at start');
      return false;
    });
    const first = await Promise.race([enrolling, wait(enrolBeforeWindowMs).then(() => 'later' as const)]);
    if (first === 'later') {
      void enrolling.then((enrolled) => {
        if (enrolled) window?.webContents.reload();
      });
    }
  }
  window = openWindow();
  scanning.listenTo(window);
  window.once('show', () => {
    log.info({ sinceStartMs: Math.round(performance.now()) }, 'window shown');
    process.stdout.write('{"windowShown":true}\n');
  });
};

const wordOfFailure: Record<string, ShellWord> = {
  'settings.newer-version': 'newerVersion',
  'settings.unreadable': 'unreadable',
  'disk.cannot-write': 'cannotWrite',
  'disk.full': 'diskFull',
  'print.newer-version': 'newerVersion',
};

registerAppScheme();
// enableSandbox() overrules --no-sandbox, which root has to give; each window asks for its sandbox anyway.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
if (!isUsableFolder(folder)) {
  stopWithWords('cannotWrite', folder, exitCodes.cannotWrite);
} else if (!app.requestSingleInstanceLock()) {
  stopWithWords('alreadyOpen', folder, exitCodes.alreadyOpen);
} else {
  start().catch((cause: unknown) => {
    const word = cause instanceof Failure ? wordOfFailure[cause.code] : undefined;
    if (word !== undefined && cause instanceof Failure) {
      stopWithWords(word, String(cause.values['path'] ?? folder), exitCodes.settings);
      return;
    }
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    app.exit(1);
  });
}
