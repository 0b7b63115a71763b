// The renderer as it is built, in a browser of the operating system instead of Electron: a small server gives the page
// and does what main does for it - says who this computer is, sets the content policy, adds the token to requests.
// Only the office can be shown so: scanner, printer and a station of one's own need the shell.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import type { StationInfo } from '../../shared/contract/window';
import type { TokenSource } from '../../server/client/office-access';
import { contentTypeOf, fileOf } from '../../main/shell/app-files';
import { contentSecurityPolicy, withNonce } from '../../main/shell/content-security';

const built = join(import.meta.dirname, '../../out/renderer');
/** Debian's Chromium, or null where there is none. */
export const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
  existsSync(path),
);

export type OfficeInBrowser = {
  page: Page;
  version: string;
  /** What the page complained of: errors it met and lines of kind error. */
  complaints: readonly string[];
  close: () => Promise<void>;
};

export async function openOfficeInBrowser(
  executablePath: string,
  headOffice: string,
  token: TokenSource,
): Promise<OfficeInBrowser> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/v1/'))
      void token().then(
        (bearer) => passOn(request, response, headOffice, bearer),
        () => response.writeHead(502).end(),
      );
    else giveFile(response, path);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const giveFile = (response: ServerResponse, path: string): void => {
    const file = fileOf(`${origin}${path}`, built, origin);
    // Browsers ask for an icon that Electron never asks for.
    if (file === null || !existsSync(file)) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      'content-type': contentTypeOf(file),
      'content-security-policy': contentSecurityPolicy(origin, nonce),
    });
    const bytes = readFileSync(file);
    response.end(file.endsWith('.html') ? withNonce(bytes.toString('utf8'), nonce) : bytes);
  };
  let browser: Browser | null = null;
  const complaints: string[] = [];
  try {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, locale: 'en-GB' });
    page.on('pageerror', (cause) => complaints.push(cause.message));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    const info: StationInfo = {
      station: {
        stationId: '0198c0de-0000-7000-8000-000000000001' as never,
        name: 'Office',
        warehouseId: 'W1' as never,
        roles: ['office'],
      },
      headOffice: origin,
      appVersion: '0',
      electronVersion: 'none',
      secretsIn: 'system',
      systemLocale: 'en-GB',
    };
    await page.addInitScript((known) => {
      Object.assign(globalThis, {
        waybill: {
          request: (name: string) => Promise.resolve(name === 'station:info' ? known : null),
          on: () => () => undefined,
        },
      });
    }, info);
    await page.goto(origin);
    const running = browser;
    return {
      page,
      version: running.version(),
      complaints,
      close: async () => {
        await running.close();
        server.closeAllConnections();
        server.close();
      },
    };
  } catch (cause) {
    await browser?.close();
    server.close();
    throw cause;
  }
}

function passOn(request: IncomingMessage, response: ServerResponse, headOffice: string, token: string): void {
  const { host: _host, origin: _origin, ...headers } = request.headers;
  const onward = ask(
    new URL(request.url ?? '/', headOffice),
    { method: request.method, headers: { ...headers, authorization: `Bearer ${token}` } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
}
