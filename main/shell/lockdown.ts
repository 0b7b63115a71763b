// What a page of ours may never do, whatever code runs in it: navigate away, open windows, get permissions or
// devices, or fetch from anywhere but itself and head office. Denies first; the one permission there is, to see through a
// camera, is for our own page alone.
import { existsSync } from 'node:fs';
import { app, type App, type Session, shell, type WebContents } from 'electron';
import { pinsPath } from '../../shared/contract/people';
import type { RouterLog } from '../ipc/router';
import type { AccessKeeper } from '../services/access-keeper';
import { certificateTrouble } from '../services/trust';
import { savePathOf } from './saved-files';

/** Applies to every page of the application, including ones opened later. */
export function denyWandering(app: App, origin: string, log: RouterLog): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    // Newer Electron gives the address on the event and calls the second argument old.
    const stay = (event: { preventDefault: () => void; url?: string }, older: string): void => {
      const url = event.url ?? older;
      if (url === origin || url.startsWith(`${origin}/`)) return;
      event.preventDefault();
      log.warn({ url }, 'a page tried to leave and was stopped');
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (/^(https|mailto):/.test(url)) void shell.openExternal(url);
      else log.warn({ url }, 'a page tried to open a window and was stopped');
      return { action: 'deny' };
    });
  });
}

/** Applies to everything a session loads. `headOffice` is asked at each request. */
export function denyRequests(
  session: Session,
  origin: string,
  headOffice: () => string,
  log: RouterLog,
): void {
  // Photographs of open boxes. Never sound, and never for a frame inside the page.
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const { mediaTypes = [] } = details as { mediaTypes?: readonly string[] };
    const isCamera =
      permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
    answer(isCamera && details.isMainFrame && isPage(details.requestingUrl, origin));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      permission === 'media' &&
      details.mediaType === 'video' &&
      details.isMainFrame &&
      isPage(requestingOrigin, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // What the office made for somebody to keep; where it goes main says, never the page.
    if (item.getURL().startsWith(`blob:${origin}/`)) {
      item.setSavePath(savePathOf(app.getPath('downloads'), item.getFilename(), existsSync));
      return;
    }
    event.preventDefault();
    log.warn({ url: item.getURL() }, 'a page tried to save a file and was stopped');
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const url = details.url;
    const isOurs = url.startsWith(`${origin}/`) || /^(blob|data|devtools|chrome-extension):/.test(url);
    const isForeign = !isOurs && originOf(url) !== headOffice();
    const isMains = !isOurs && !isForeign && isForMainOnly(url);
    if (isForeign)
      log.warn({ url: url.slice(0, 200) }, 'a page tried to reach a foreign address and was stopped');
    if (isMains) log.warn({}, 'a page asked for what only main may have and was stopped');
    answer({ cancel: isForeign || isMains });
  });
}

/** The address of a page of ours, with or without what is behind the origin. */
function isPage(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}

/** What PINs are checked against is fetched by main and stays there, however its address is written. */
const isForMainOnly = (url: string): boolean => {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname) === pinsPath;
  } catch {
    return true;
  }
};

const originOf = (url: string): string | null => {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
};

/** How long a request waits for a token that is being asked for. */
const tokenPatienceMs = 4_000;

/** Adds the station's token to requests to head office, here, so that the page never sees it. */
export function addToken(
  session: Session,
  headOffice: () => string,
  access: () => Pick<AccessKeeper, 'fresh' | 'refused'> | null,
): void {
  /** What requests under way went with. */
  const sent = new Map<number, string>();
  session.webRequest.onBeforeSendHeaders((details, answer) => {
    const keeper = access();
    if (keeper === null || originOf(details.url) !== headOffice()) {
      answer({});
      return;
    }
    void keeper.fresh(tokenPatienceMs).then((got) => {
      switch (got.kind) {
        case 'token':
          sent.set(details.id, got.token);
          answer({ requestHeaders: { ...details.requestHeaders, authorization: `Bearer ${got.token}` } });
          return;
        case 'refused':
          // Head office says so itself; the page shows it.
          answer({});
          return;
        case 'unreachable':
          answer({ cancel: true });
      }
    });
  });
  session.webRequest.onCompleted(({ id, statusCode }) => {
    const token = sent.get(id);
    sent.delete(id);
    if (statusCode === 401 && token !== undefined) access()?.refused(token);
  });
  session.webRequest.onErrorOccurred(({ id }) => sent.delete(id));
}

/** Over TLS the page talks to nobody but head office, and only while its certificate is one of its own authority. */
export function pinAuthority(
  session: Session,
  headOffice: () => string,
  authority: () => string | null,
  log: RouterLog,
): void {
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const pinned = authority();
    const isHeadOffice = bareHost(new URL(headOffice()).hostname) === bareHost(hostname);
    const trouble =
      pinned === null || !isHeadOffice
        ? 'tls.foreign'
        : certificateTrouble(certificate.data, hostname, pinned, Date.now());
    if (trouble !== null) log.warn({ hostname, trouble }, 'a certificate was refused');
    answer(trouble === null ? 0 : certificateRefused);
  });
}

/** What Chromium takes for "failure". */
const certificateRefused = -2;
const bareHost = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '');
