// app://waybill: the renderer's own origin, served from the built files with a strict policy.
// A protocol of our own, because file:// pages share one origin and cannot have a policy by header.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentTypeOf, fileOf } from './app-files';
import { contentSecurityPolicy, withNonce } from './content-security';

const scheme = 'app';
export const appOrigin = `${scheme}://waybill`;

/** Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/**
 * Serves `folder` under `app://waybill`.
 *
 * @param headOffice asked at each page load, because the address may be changed
 */
export function serveApp(folder: string, headOffice: () => string): void {
  protocol.handle(scheme, async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, folder, appOrigin) : null;
    if (file === null) return new Response('not found', { status: 404 });
    let content: Buffer | string;
    try {
      content = await readFile(file);
    } catch {
      return new Response('not found', { status: 404 });
    }
    const nonce = randomBytes(16).toString('base64');
    if (file.endsWith('.html')) content = withNonce(content.toString('utf8'), nonce);
    return new Response(typeof content === 'string' ? content : new Uint8Array(content), {
      headers: {
        'content-type': contentTypeOf(file),
        'content-security-policy': contentSecurityPolicy(headOffice(), nonce),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    });
  });
}
