import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nodeJournalFiles } from './print-outbox-files';
import { type OpenedJournal, openJournal } from './print-outbox-journal';
import { failingDisk } from './print-outbox.test-kit';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const schema = z.object({ n: z.number(), text: z.string() });
type Entry = z.infer<typeof schema>;

const open = (
  files = nodeJournalFiles,
  path = join(folder, 'deep', 'j.jsonl'),
): Promise<OpenedJournal<Entry>> => openJournal({ files, path, schema, shorten: (entries) => [...entries] });

const entries: Entry[] = [
  { n: 1, text: 'ğ\n"x"' },
  { n: 2, text: '' },
  { n: 3, text: 'ş'.repeat(50) },
];

const written = async (): Promise<{ path: string; bytes: Buffer }> => {
  const { journal } = await open();
  for (const entry of entries) await journal.append(entry);
  await journal.close();
  const path = join(folder, 'deep', 'j.jsonl');
  return { path, bytes: await readFile(path) };
};

describe('print journal', () => {
  it('gives back what was appended, in order', async () => {
    await written();
    const again = await open();
    expect(again.entries).toEqual(entries);
    expect(again.damagedLines).toBe(0);
    await again.journal.close();
  });

  it('drops a last line cut short at any byte, keeps all before it, and goes on cleanly', async () => {
    const { path, bytes } = await written();
    const lastLine = bytes.subarray(0, -1).lastIndexOf(0x0a) + 1;
    for (let length = lastLine; length < bytes.length; length += 7) {
      await writeFile(path, bytes.subarray(0, length));
      const cut = await open();
      expect([length, cut.entries, cut.damagedLines]).toEqual([length, entries.slice(0, 2), 0]);
      await cut.journal.append({ n: 9, text: 'after' });
      await cut.journal.close();
      const after = await open();
      expect(after.entries.map((entry) => entry.n)).toEqual([1, 2, 9]);
      await after.journal.close();
    }
  });

  it('notices a changed byte anywhere in a whole line, keeps the line aside and the rest', async () => {
    const { path, bytes } = await written();
    const second = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 1;
    const end = bytes.indexOf(0x0a, second);
    for (let place = second; place < end; place += 5) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 0x01;
      await writeFile(path, changed);
      await rm(`${path}.damaged`, { force: true });
      const damaged = await open();
      expect([place, damaged.entries.map((entry) => entry.n), damaged.damagedLines]).toEqual([
        place,
        [1, 3],
        1,
      ]);
      expect(await readFile(`${path}.damaged`)).toEqual(changed.subarray(second, end + 1));
      await damaged.journal.close();
    }
  });

  it('refuses a journal of a newer version and leaves it as it is', async () => {
    const { path, bytes } = await written();
    const { createHash } = await import('node:crypto');
    const body = '"entry":{"format":"waybill-print-outbox","version":2}}';
    const sum = createHash('sha256').update(body).digest('hex').slice(0, 16);
    const newer = Buffer.concat([
      Buffer.from(`{"sum":"${sum}",${body}\n`),
      bytes.subarray(bytes.indexOf(0x0a) + 1),
    ]);
    await writeFile(path, newer);
    await expect(open()).rejects.toMatchObject({ code: 'print.newer-version', values: { version: 2 } });
    expect(await readFile(path)).toEqual(newer);
  });

  it('says that a folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(open(nodeJournalFiles, join(folder, 'file', 'j.jsonl'))).rejects.toMatchObject({
      code: 'disk.cannot-write',
    });
    const readOnly = failingDisk(() => 'EROFS');
    await expect(open(readOnly.files)).rejects.toMatchObject({ code: 'disk.cannot-write' });
  });

  it('leaves no half line behind when the disk is full, and goes on when it is not', async () => {
    const disk = failingDisk((write) => (write === 2 || write === 3 ? 'ENOSPC' : null));
    const { journal } = await open(disk.files);
    await journal.append({ n: 1, text: 'a' });
    await expect(journal.append({ n: 2, text: 'b' })).rejects.toMatchObject({ code: 'disk.full' });
    await expect(journal.append({ n: 3, text: 'c' })).rejects.toMatchObject({ code: 'disk.full' });
    await journal.append({ n: 4, text: 'd' });
    await journal.close();
    const again = await open();
    expect([again.entries.map((entry) => entry.n), again.damagedLines]).toEqual([[1, 4], 0]);
    await again.journal.close();
  });

  it('goes on with the long file when there is no room to write a short one', async () => {
    const { path, bytes } = await written();
    await writeFile(path, Buffer.concat([bytes, Buffer.from('{"sum":"torn')]));
    const disk = failingDisk((write) => (write === 0 ? 'ENOSPC' : null));
    const { journal, entries: found } = await open(disk.files);
    expect(found).toEqual(entries);
    await journal.append({ n: 4, text: 'd' });
    await journal.close();
    const again = await open();
    expect(again.entries.map((entry) => entry.n)).toEqual([1, 2, 3, 4]);
    await again.journal.close();
  });

  it('says that the disk is full when there is not even a first file', async () => {
    const disk = failingDisk(() => 'ENOSPC');
    await expect(open(disk.files)).rejects.toMatchObject({ code: 'disk.full' });
  });
});
