// The examples as a company would use them: built alone, put into a folder, and read when head office starts; and what is
// said of a plug-in that is broken.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlugIns } from '../../server/plug-ins';

const examples = ['market-hall-channel', 'own-van', 'gift-card'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-plug-ins-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function sourceOf(name: string): Promise<string> {
  return readFile(new URL(`${name}.ts`, import.meta.url), 'utf8');
}
const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

describe('plug-ins', () => {
  it.each(examples)('%s is written in under a hundred lines, and is in the documentation', async (name) => {
    expect((await sourceOf(name)).split('\n').length).toBeLessThan(100);
    const docs = await readFile(new URL('../../docs/plug-ins.md', import.meta.url), 'utf8');
    expect(docs).toContain(`${name}.ts`);
  });

  it('are read from a folder, built alone: they import nothing of head office', async () => {
    for (const name of examples) {
      const { code } = await transform(await sourceOf(name), { loader: 'ts', format: 'esm' });
      expect(code).not.toMatch(/^import /m);
      await put(`${name}.mjs`, code);
    }
    await put('notes.txt', 'not a plug-in');
    const loaded = await loadPlugIns(folder);
    expect(loaded.channels.map(({ kind }) => kind)).toEqual(['market-hall']);
    expect(loaded.carriers.map(({ kind }) => kind)).toEqual(['own-van']);
    expect(loaded.payments.map(({ method }) => method)).toEqual(['gift-card']);
    expect(loaded.files).toHaveLength(3);
    const one = await loadPlugIns(join(folder, 'own-van.mjs'));
    expect(one.carriers[0]?.settings.safeParse({ countryCode: 'GB' }).success).toBe(false);
  });

  it('are none where none is named', async () => {
    expect(await loadPlugIns(undefined)).toMatchObject({ channels: [], files: [] });
  });

  it.each([
    ['a.mjs', 'export const plugIn = (', /a\.mjs cannot be used: it does not load/],
    ['b.mjs', 'export default {}', /b\.mjs cannot be used: it exports no function plugIn/],
    ['c.mjs', 'export const plugIn = () => { throw new Error("no key") }', /its plugIn fails \(no key\)/],
    ['d.mjs', 'export const plugIn = () => ({ shops: [] })', /cannot be used: .*shops/],
    ['e.mjs', 'export const plugIn = () => ({ carriers: [{ kind: "van", open: 1 }] })', /carriers\.0\.\w+: /],
    [
      'f.mjs',
      'export const plugIn = () => ({ channels: [{ kind: "My Shop" }] })',
      /channels\.0\.kind: not a name like my-shop/,
    ],
    ['g.mjs', 'import "nowhere-to-be-found"; export const plugIn = () => ({})', /does not load/],
  ])('%s that is broken stops the start and says why', async (name, text, words) => {
    await put(name, text);
    await expect(loadPlugIns(folder)).rejects.toThrow(words);
  });

  it('of one name, or of a place that is not there, are named', async () => {
    await expect(loadPlugIns(join(folder, 'nowhere'))).rejects.toThrow(/There is no plug-in at .*nowhere/);
    await expect(loadPlugIns(folder)).rejects.toThrow(/no plug-in \(\.mjs or \.js\)/);
    const text =
      'export const plugIn = () => ({ payments: [{ method: "coins", open() {}, waitsForMoney: false, capturesByItself: true, secretNames: [] }] })';
    await put('a.mjs', text);
    await put('b.mjs', text);
    await expect(loadPlugIns(folder)).rejects.toThrow(/called payment coins/);
  });
});
