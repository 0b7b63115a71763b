// The window nobody sees that papers are drawn in: sandboxed, without scripts, without a network, gone when the page is printed.
import { BrowserWindow, session as sessions, type Session } from 'electron';
import type { PaperSize } from '../../shared/document/paper-html';
import type { PageDrawer, PagePrint } from '../services/paper-press';

const mmOfInch = 25.4;
/** A page that is not there by then will not come. */
const drawWithinMs = 20_000;

export function paperWindow(): PageDrawer {
  let last: Promise<unknown> = Promise.resolve();
  /** One page at a time: two windows draw no faster. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const withPage = <T>(html: string, use: (window: BrowserWindow) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          session: closedSession(),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          javascript: false,
          webSecurity: true,
          spellcheck: false,
        },
      });
      try {
        const page = `data:text/html;charset=utf-8;base64,${Buffer.from(html, 'utf8').toString('base64')}`;
        return await inTime(window.loadURL(page).then(() => use(window)));
      } finally {
        window.destroy();
      }
    });

  return {
    pdf: (html, { widthMm, heightMm }) =>
      withPage(html, (window) =>
        window.webContents.printToPDF({
          pageSize: { width: widthMm / mmOfInch, height: heightMm / mmOfInch },
          preferCSSPageSize: true,
          printBackground: true,
        }),
      ),
    print: (html, size, printer) => withPage(html, (window) => printTo(window, size, printer)),
    printers: () =>
      withPage('<!doctype html><title>-</title>', async (window) =>
        (await window.webContents.getPrintersAsync()).map(({ name }) => name),
      ),
  };
}

/** What the system's own queue does with it nobody here hears. */
function printTo(window: BrowserWindow, size: PaperSize, printer: string): Promise<PagePrint> {
  return new Promise((resolve) => {
    window.webContents.print(
      {
        silent: true,
        deviceName: printer,
        printBackground: true,
        margins: { marginType: 'none' },
        pageSize: { width: size.widthMm * 1000, height: size.heightMm * 1000 },
      },
      (success, failure) => {
        if (success) resolve('taken');
        else resolve(/device|printer/i.test(failure) ? 'no-such-printer' : 'unknown');
      },
    );
  });
}

let closed: Session | null = null;

/** In memory, and it lets nothing through. */
function closedSession(): Session {
  if (closed) return closed;
  closed = sessions.fromPartition('papers', { cache: false });
  closed.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }));
  closed.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  closed.setPermissionCheckHandler(() => false);
  closed.setDevicePermissionHandler(() => false);
  return closed;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the page was not drawn in time')), drawWithinMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
