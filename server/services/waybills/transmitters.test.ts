import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { folderTransmitter } from './folder-transmitter';
import { byHand } from './transmitter';
import { itKeepsTheContract, someFile, type TransmitterSide } from './transmitter-contract.test-kit';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function openFolder(): Promise<TransmitterSide & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'waybills-'));
  const away = await mkdtemp(join(tmpdir(), 'waybills-away-'));
  folders.push(folder, away);
  let taken = 0;
  const texts = async (of: string): Promise<string[]> =>
    Promise.all((await readdir(of).catch(() => [])).map((name) => readFile(join(of, name), 'utf8')));
  return {
    folder,
    transmitter: folderTransmitter(folder),
    given: async () => [...(await texts(away)), ...(await texts(join(folder, 'out')))],
    take: async () => {
      for (const name of await readdir(join(folder, 'out')))
        await rename(join(folder, 'out', name), join(away, `${(taken += 1)}-${name}`));
    },
    answer: ({ waybillId, number }, answer) =>
      writeFile(
        join(folder, 'answers', `${number}.json`),
        JSON.stringify({ ...answer, ettn: waybillId.toUpperCase() }),
      ),
  };
}

describe('waybills handed over as files', () => {
  itKeepsTheContract(openFolder);

  it('take a half-written answer for none, and no number for a path', async () => {
    const { folder, transmitter } = await openFolder();
    await transmitter.transmit(someFile);
    const path = join(folder, 'answers', `${someFile.number}.json`);
    for (const text of ['', '{"ettn": "', 'null', '[]', `{"state":"transmitted","reference":"x"}`]) {
      await writeFile(path, text);
      expect(await transmitter.transmit(someFile), text).toEqual({ state: 'waiting' });
    }
    await expect(transmitter.transmit({ ...someFile, number: '../../etc/passwd' })).rejects.toThrow(
      'no number',
    );
  });
});

describe('waybills told by hand', () => {
  itKeepsTheContract(() =>
    Promise.resolve({
      transmitter: byHand,
      given: () => Promise.resolve([]),
      take: () => Promise.resolve(),
      answer: null,
    }),
  );
});
