import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPaperDesk, type PaperDesk } from './paper-desk';
import { type PaperSettings, paperSettingsSchema } from './paper-places';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-paper-desk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function desk(
  settings: Partial<PaperSettings> = {},
  printers: string[] | null = ['Office A4', 'Dock'],
) {
  const told: string[] = [];
  const unreadable: unknown[] = [];
  const opened: PaperDesk = await openPaperDesk({
    folder,
    settings: paperSettingsSchema.parse(settings),
    usualFolder: join(folder, 'papers'),
    printers: async () => {
      if (printers === null) throw new Error('the system does not say');
      return printers;
    },
    onChange: (places) => told.push(places.map(({ name }) => name || 'pdf').join()),
    onUnreadable: (cause) => unreadable.push(cause),
  });
  const sheets = () => opened.places().find(({ printerId }) => printerId === 'sheets')?.place;
  return { opened, told, unreadable, sheets };
}

describe('the printer of sheets', () => {
  it('is as an administrator wrote until somebody chooses, and what was chosen outlives a start', async () => {
    const first = await desk({ sheetPrinter: 'Dock' });
    expect(await first.opened.state()).toEqual({
      printers: ['Office A4', 'Dock'],
      chosen: 'Dock',
      folder: join(folder, 'papers'),
    });
    expect(await first.opened.choose('Office A4')).toMatchObject({ chosen: 'Office A4' });
    expect(first.told).toEqual(['Office A4,pdf']);
    expect(first.sheets()).toEqual({ kind: 'system', printer: 'Office A4' });
    const again = await desk({ sheetPrinter: 'Dock' });
    expect((await again.opened.state()).chosen).toBe('Office A4');
    await again.opened.choose(null);
    expect(again.sheets()).toEqual({ kind: 'folder', folder: join(folder, 'papers') });
    // None is a choice too: what the administrator wrote does not come back.
    expect((await (await desk({ sheetPrinter: 'Dock' })).opened.state()).chosen).toBeNull();
  });

  it('is never one that this computer does not have', async () => {
    const { opened, told } = await desk();
    await expect(opened.choose('Next door')).rejects.toMatchObject({
      code: 'papers.printer-unknown',
      values: { printer: 'Next door' },
    });
    expect(told).toEqual([]);
    expect((await opened.state()).chosen).toBeNull();
  });

  it('where the system names none, there are none', async () => {
    const { opened } = await desk({ sheetPrinter: 'Dock' }, null);
    expect(await opened.state()).toMatchObject({ printers: [], chosen: 'Dock' });
  });

  it('a choice that cannot be read is kept aside, and the settings count', async () => {
    await writeFile(join(folder, 'paper-printer.json'), '{"version":1}');
    const { opened, unreadable } = await desk({ sheetPrinter: 'Dock' });
    expect((await opened.state()).chosen).toBe('Dock');
    expect(unreadable).toHaveLength(1);
    expect(await readFile(join(folder, 'paper-printer.json.unreadable'), 'utf8')).toBe('{"version":1}');
  });

  it('a disk that refuses changes nothing', async () => {
    const { opened, told } = await desk();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in the way');
    await expect(opened.choose('Dock')).rejects.toMatchObject({ code: 'disk.cannot-write' });
    expect(told).toEqual([]);
    expect((await opened.state()).chosen).toBeNull();
  });
});
