// node-hid as it is on a computer without the library it needs: a copy whose binaries name another one, as long as the right name.
// Everything that is no HID device goes on, and what is missing is said (reference table of degraded modes).
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { HidDriver } from './hid-devices';
import { listenToHidScanners } from './scanner/hid-scanners';
import type { ScannerState } from './scanner/scanner-line';

const needed = 'libusb-1.0.so.0';
const other = 'libusb-9.9.so.9';
const requireHere = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'waybill-no-libusb-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copyWithoutLibrary(): string {
  const from = dirname(requireHere.resolve('node-hid/package.json'));
  const copy = join(folder, 'node-hid');
  cpSync(from, copy, { recursive: true });
  symlinkSync(dirname(from), join(folder, 'node_modules'));
  for (const file of readdirSync(join(copy, 'prebuilds'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.node') || !file.includes('linux')) continue;
    const path = join(copy, 'prebuilds', file);
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf(needed); at >= 0; at = bytes.indexOf(needed, at + 1)) bytes.write(other, at);
    writeFileSync(path, bytes);
  }
  return copy;
}

describe('a computer without libusb', () => {
  it('has its HID scanners off, and says which library is missing', async () => {
    const copy = copyWithoutLibrary();
    const states: ScannerState[] = [];
    const { close } = listenToHidScanners(
      { scan: () => undefined, state: (state) => states.push(state) },
      async () => requireHere(copy) as HidDriver,
    );
    await expect
      .poll(() => states, { timeout: 10_000, interval: 20 })
      .toEqual([{ scannerId: 'hid', name: 'USB', trouble: 'hid-library-missing' }]);
    await close();
  });
});
