import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScannerHabits } from '../../shared/barcode/scanner/habits';
import { mostLearned } from '../../shared/contract/scanners';
import { openScannerHabits } from './scanner-habits';

const habits: ScannerHabits = {
  reading: 'position',
  swapsCase: false,
  prefix: '*',
  suffix: '',
  separator: '#',
  separatorKey: null,
  sendsIdentifier: true,
  endsItself: true,
  gaps: { medianMs: 2, maxMs: 9 },
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-scanners-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (onUnreadable: (cause: unknown) => void = fail) => openScannerHabits(folder, onUnreadable);
const fail = (cause: unknown): void => {
  throw cause;
};

it('are there after the next start, until they are forgotten', async () => {
  const book = await open();
  expect(book.of('keyboard')).toBeNull();
  await book.put('keyboard', habits);
  await book.put('hid 1', { ...habits, gaps: null });
  expect((await open()).of('keyboard')).toEqual(habits);
  await book.put('keyboard', null);
  const again = await open();
  expect(again.of('keyboard')).toBeNull();
  expect(again.all().map(({ deviceId }) => deviceId)).toEqual(['hid 1']);
});

it.each(['{', '{"version":2}', '{"version":1,"scanners":[{"deviceId":"a","habits":{}}]}'])(
  'of a file that cannot be read (%s) are kept aside, told, and learned anew',
  async (text) => {
    await writeFile(join(folder, 'scanners.json'), text);
    const told: unknown[] = [];
    const book = await open((cause) => told.push(cause));
    expect(told).toHaveLength(1);
    expect(book.all()).toEqual([]);
    expect(await readFile(join(folder, 'scanners.json.unreadable'), 'utf8')).toBe(text);
    await book.put('keyboard', habits);
    expect((await open()).of('keyboard')).toEqual(habits);
    expect((await readdir(folder)).sort()).toEqual(['scanners.json', 'scanners.json.unreadable']);
  },
);

it('of very many scanners: the longest unlearned goes', async () => {
  const book = await open();
  for (let n = 0; n <= mostLearned; n += 1) await book.put(`scanner ${n}`, habits);
  expect(book.all()).toHaveLength(mostLearned);
  expect(book.of('scanner 0')).toBeNull();
  expect((await open()).all()).toHaveLength(mostLearned);
});
