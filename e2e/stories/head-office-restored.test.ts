// Head office loses a day: it goes back to a backup that knows nothing of what the bench packed since. The bench notices by
// itself, tells everything again, and nothing is lost, doubled, or given to another bench meanwhile.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const commands = resolve(import.meta.dirname, '../../out/server');

describe('law 2: a head office that was restored', () => {
  let day: Workday;
  let one: Goods;
  let backup: string;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one] = (await books.goods(1)) as [Goods];
        const lines = [{ sku: one.sku, quantity: 2 }];
        return [{ lines }, { lines }];
      },
    });
    backup = join(day.officeDir, 'backups', 'story.backup');
    await day.logIn();
  });
  afterAll(() => day?.end());

  const number = (index: number): string => day.orders[index]?.number ?? '';
  const parcelOf = async (index: number) => (await day.books.parcelsOf(number(index)))[0];
  const labelsOf = (index: number) => day.printer.labels.filter(({ zpl }) => zpl.includes(number(index)));
  const command = (name: string, ...args: string[]): string => {
    const env = { ...process.env, WAYBILL_DATA_DIR: day.officeDir };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(commands, `${name}.mjs`), ...args], {
      env,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return stdout;
  };

  it('is backed up while the bench packs', async () => {
    await day.openOrder(number(0));
    await day.scan(one.code);
    await day.delivered();
    expect(command('backup', backup)).toMatch(/rows in \d+ tables/);
  });

  it('goes back to that moment while the bench has sealed, labelled and begun the next', async () => {
    await day.scan(one.code);
    await day.scan(boxCode('B2'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the label is out', () => labelsOf(0).length === 1);
    await day.openOrder(number(1));
    await day.scan(one.code);
    await day.delivered();
    expect(await parcelOf(0)).toMatchObject({ state: 'labelled' });
    await day.stopHeadOffice();
    expect(command('restore', backup)).toContain('npm run restore -- --undo');
    expect(command('verify-ledger')).toMatch(/W1: agrees/);
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '2 of 2' });
    await day.startHeadOffice();
  });

  it('hears everything again, once, and the bench goes on as if nothing had been', async () => {
    await until('head office has the label again', async () => (await parcelOf(0))?.state === 'labelled');
    await day.delivered();
    const there = await day.books.opsOf(day.stationId());
    expect(there.map(({ stationSeq }) => stationSeq)).toEqual(there.map((_, index) => index + 1));
    expect(there.filter(({ times, status }) => times !== 1 || status !== 'applied')).toEqual([]);
    expect(await parcelOf(1)).toMatchObject({ state: 'packing', lines: [{ packed: 2 }] });
    await day.scan(boxCode('B2'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the second label is out', () => labelsOf(1).length === 1);
    await until('head office has both labels', async () => (await parcelOf(1))?.state === 'labelled');
    expect(day.printer.labels).toHaveLength(2);
    expect(await day.books.openTasksOf(number(0))).toEqual([]);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
