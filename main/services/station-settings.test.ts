import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultHeadOffice, headOfficeSchema, readSettings, writeSettings } from './station-settings';
import { createSecretStore, secretNames, type Vault } from './station-secret';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (text: string) => writeFileSync(join(folder, 'station.json'), text);

describe('station.json', () => {
  it('is the defaults when there is none', async () => {
    expect(await readSettings(folder)).toEqual({
      version: 1,
      headOffice: defaultHeadOffice,
      audience: null,
      authority: null,
      station: null,
      printers: [],
      papers: { sheetPrinter: null, slipPrinter: null, slipEscpos: null, folder: null },
      scanners: [],
      scales: [],
      weighScans: false,
    });
  });

  it('comes back as it was written, and leaves no other file', async () => {
    write('{"version":1,"headOffice":"https://oms.example.com/"}');
    const settings = await readSettings(folder);
    expect(settings.headOffice).toBe('https://oms.example.com');
    await writeSettings(folder, settings);
    expect(await readSettings(folder)).toEqual(settings);
    expect(readdirSync(folder)).toEqual(['station.json']);
  });

  it('takes names of printers for papers, and an old file without any', async () => {
    write('{"version":1,"papers":{"slipPrinter":"Slip 1"}}');
    expect((await readSettings(folder)).papers).toEqual({
      sheetPrinter: null,
      slipPrinter: 'Slip 1',
      slipEscpos: null,
      folder: null,
    });
  });

  it.each([
    ['{"version":2}', 'settings.newer-version'],
    ['{"version":', 'settings.unreadable'],
    ['{"version":1,"headOffice":"ftp://x"}', 'settings.unreadable'],
    ['[]', 'settings.unreadable'],
  ])('says why it cannot use %s', async (text, code) => {
    write(text);
    await expect(readSettings(folder)).rejects.toMatchObject({
      code,
      values: { path: join(folder, 'station.json') },
    });
  });

  it('says that the disk cannot be written', async () => {
    const settings = await readSettings(folder);
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    await expect(writeSettings(blocked, settings)).rejects.toMatchObject({ code: 'disk.cannot-write' });
  });
});

describe('the address of head office', () => {
  it.each([
    ['http://127.0.0.1:4310', 'http://127.0.0.1:4310'],
    ['https://oms.example.com/path?x=1', 'https://oms.example.com'],
    ['https://oms.example.com:443', 'https://oms.example.com'],
  ])('%s is %s', (text, origin) => expect(headOfficeSchema.parse(text)).toBe(origin));

  it.each(['javascript:alert(1)', 'file:///etc', 'oms', 'https://user:secret@oms.example.com'])(
    '%s is refused',
    (text) => expect(headOfficeSchema.safeParse(text).success).toBe(false),
  );
});

describe('a secret of the station', () => {
  const hexing = (isStrong: boolean): Vault => ({
    isStrong: async () => isStrong,
    seal: async (text) => Buffer.from(Buffer.from(text).toString('hex')),
    open: async (sealed) => {
      if (sealed.length === 0) throw new Error('the key is gone');
      return Buffer.from(sealed.toString(), 'hex').toString();
    },
  });
  const rig = (isStrong: boolean) => {
    const warnings: string[] = [];
    const store = createSecretStore(folder, secretNames.key, hexing(isStrong), {
      warn: (_fields, message) => void warnings.push(message),
    });
    return { store, warnings };
  };

  it('is sealed where the system has a key store, and nothing readable is left', async () => {
    await rig(false).store.write('older');
    const { store, warnings } = rig(true);
    await store.write('secret');
    expect(await store.read()).toBe('secret');
    expect(readdirSync(folder)).toEqual(['station-key.sealed']);
    expect(warnings).toEqual([]);
  });

  it('is in a file only this user reads where there is none, and that is said', async () => {
    const { store, warnings } = rig(false);
    await store.write('secret');
    expect(await store.read()).toBe('secret');
    expect(statSync(join(folder, 'station-key')).mode & 0o777).toBe(0o600);
    expect(warnings).toHaveLength(1);
    expect(warnings.join()).not.toContain('secret');
  });

  it('is null when there is none, when cleared, and when its key is gone', async () => {
    const { store, warnings } = rig(true);
    expect(await store.read()).toBeNull();
    await store.write('secret');
    writeFileSync(join(folder, 'station-key.sealed'), '');
    expect(await store.read()).toBeNull();
    expect(warnings).toHaveLength(1);
    await store.clear();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps a file that others could read closed when it is written again', async () => {
    const { store } = rig(false);
    writeFileSync(join(folder, 'station-key'), 'x');
    chmodSync(join(folder, 'station-key'), 0o644);
    await store.write('secret');
    expect(statSync(join(folder, 'station-key')).mode & 0o077).toBe(0);
  });
});
