// The station's window: sandboxed, shown when it has something to show, brought back when its page dies.
// Must never be slowed down in the background: a scan may arrive at any time.
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { RouterLog } from '../ipc/router';
import { readPlace, writePlace } from './window-place';
import { say } from './words';

/** The page's background of tokens.css, so that nothing flashes before the first paint. */
const backgrounds = { light: '#f4f5f7', dark: '#14171c' };
const steadyMs = 60_000;
const slowestReloadMs = 5_000;

export type StationWindowOptions = {
  address: string;
  preload: string;
  /** Folder the window's place is remembered in. */
  folder: string;
  locale: string;
  mayUseDevTools: boolean;
  log: RouterLog;
  onFocus: (focused: boolean) => void;
  /** Number of the order that is open on this station, if one is. */
  openOrder: () => string | null;
  /** True once the application is quitting: no more questions. */
  isQuitting: () => boolean;
};

const reviveAfterCrash = (window: BrowserWindow, log: RouterLog): void => {
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes += 1;
    // State is in the database, so loading the page again brings the same order back.
    const waitMs = Math.min(slowestReloadMs, 100 * 2 ** (crashes - 1));
    log.error({ reason, exitCode, crashes, waitMs }, 'the page stopped and is loaded again');
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, waitMs);
    setTimeout(() => {
      crashes -= 1;
    }, steadyMs).unref();
  });
  let hanging: NodeJS.Timeout | undefined;
  window.on('unresponsive', () => {
    log.warn({}, 'the page does not answer');
    hanging ??= setTimeout(() => window.webContents.forcefullyCrashRenderer(), steadyMs);
  });
  window.on('responsive', () => {
    clearTimeout(hanging);
    hanging = undefined;
  });
};

const rememberPlace = (window: BrowserWindow, folder: string, log: RouterLog): void => {
  const keep = (): void => {
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    writePlace(folder, place).catch((cause: unknown) => log.warn({ err: cause }, 'window place not kept'));
  };
  let settling: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!window.isDestroyed()) keep();
    }, 1_000);
  };
  window.on('resize', later);
  window.on('move', later);
};

const askBeforeClosing = (window: BrowserWindow, options: StationWindowOptions): void => {
  let answered = false;
  window.on('close', (event) => {
    const order = options.openOrder();
    if (answered || options.isQuitting() || order === null) return;
    event.preventDefault();
    const { locale } = options;
    void dialog
      .showMessageBox(window, {
        type: 'question',
        message: say(locale, 'boxOpenTitle'),
        detail: say(locale, 'boxOpen', { order }),
        buttons: [say(locale, 'keepPacking'), say(locale, 'closeAnyway')],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        if (response !== 1 || window.isDestroyed()) return;
        answered = true;
        window.close();
      });
  });
};

/** Opens the window and loads its page; the window shows itself when the page has painted. */
export function openStationWindow(options: StationWindowOptions): BrowserWindow {
  const place = readPlace(
    options.folder,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  // A station's screen is the station: the first time it takes all of it.
  const { x, y, width, height } = place ?? screen.getPrimaryDisplay().workArea;
  const window = new BrowserWindow({
    x,
    y,
    width,
    height,
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: 'Waybill',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
      spellcheck: false,
      devTools: options.mayUseDevTools,
    },
  });
  if (place?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('focus', () => options.onFocus(true));
  window.on('blur', () => options.onFocus(false));
  window.webContents.on('preload-error', (_event, path, error) =>
    options.log.error({ path, err: error }, 'the bridge did not load'),
  );
  reviveAfterCrash(window, options.log);
  rememberPlace(window, options.folder, options.log);
  askBeforeClosing(window, options);
  window.loadURL(options.address).catch((cause: unknown) => {
    options.log.error({ err: cause, address: options.address }, 'the page could not be loaded');
  });
  return window;
}
