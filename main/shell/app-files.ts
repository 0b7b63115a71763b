// From an address of our protocol to a file of the built renderer. Must never leave that folder.
import { extname, resolve, sep } from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

export const contentTypeOf = (path: string): string =>
  contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';

/** Absolute file for an address, or null when it is not ours or points outside. `/` is `/index.html`. */
export function fileOf(address: string, folder: string, origin: string): string | null {
  if (address !== origin && !address.startsWith(`${origin}/`)) return null;
  let path: string;
  try {
    path = decodeURIComponent(address.slice(origin.length).replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(folder, `.${path === '' || path === '/' ? '/index.html' : path}`);
  return file.startsWith(`${resolve(folder)}${sep}`) ? file : null;
}
