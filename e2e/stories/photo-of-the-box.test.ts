// A photograph of the open box with the network cut: Chromium's own test camera, in the sandboxed page. The seal waits for it,
// the file waits on this computer, and head office has it, whole, when the network is back; the order's page shows it.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Photos } from '../../shared/contract/photos';
import { readJpeg } from '../../shared/domain/photo/photo';
import type { DirectoryEntry } from '../../shared/sync/documents';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { arrivedDocuments, storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/test/pictures');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe('a photograph of the open box', { timeout: 300_000 }, () => {
  let day: Workday;
  let one: Goods;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      args: ['--use-fake-device-for-media-stream'],
      orders: async (books) => {
        [one] = (await books.goods(1)) as [Goods];
        return [{ lines: [{ sku: one.sku, quantity: 1 }] }];
      },
    });
    await day.door.ask('POST', '/v1/bench-rules/W1', {
      unknownCodes: 'supervisor',
      lookAlikes: { times: 3, days: 180 },
      photo: { special: true, fromMinor: 0, keepDays: 90 },
    });
    await until('the station knows the rule', async () =>
      (await arrivedDocuments<DirectoryEntry>(page(), 'directory')).some(
        (entry) => entry.kind === 'bench-rules' && entry.rules.photo?.fromMinor === 0,
      ),
    );
    await day.logIn();
    await day.openOrder(day.orders[0]?.number ?? '');
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const look = async (name: string): Promise<void> => {
    await page().screenshot({ path: join(pictures, `${name}.png`) });
    const { violations } = await new AxeBuilder({ page: page() })
      .setLegacyMode(true)
      .options({ runOnly: { type: 'tag', values: rules } })
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  };
  let hash = '';

  it('is asked for before the seal, with what the camera sees', async () => {
    await day.scanAll([one.code, boxCode('B2')]);
    await day.command('ok');
    await day.cable.cut();
    expect(await day.command('seal')).toMatchObject({ tone: 'look' });
    await until('the picture moves', () =>
      page().evaluate(() => (document.querySelector('video')?.videoWidth ?? 0) > 0),
    );
    await look('photo-asked');
  });

  it('is taken by one code, is on the disk with the op, and the seal goes on without the network', async () => {
    expect(await day.command('photo')).toMatchObject({
      tone: 'go',
      next: expect.stringContaining('is sealed'),
    });
    const ops = await storedOps(page());
    const photo = ops.find(({ type }) => type === 'photo.take');
    const file = photo?.body['file'] as { hash: string; bytes: number; widthPx: number };
    hash = file.hash;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(file.bytes).toBeLessThan(500_000);
    expect(ops.findIndex(({ type }) => type === 'parcel.seal')).toBeGreaterThan(
      ops.findIndex(({ type }) => type === 'photo.take'),
    );
  });

  it('survives a kill, is sent when the network is back, and is whole at head office', async () => {
    await day.killStation();
    await day.startStation();
    await day.cable.mend();
    await day.delivered();
    const { orderId = '' } = day.orders[0] ?? {};
    const photos = async () => (await day.door.ask<Photos>('GET', `/v1/orders/${orderId}/photos`)).photos;
    await until('the file has arrived', async () => (await photos())[0]?.state === 'stored');
    expect(await photos()).toMatchObject([{ hash, subject: { kind: 'parcel' } }]);
    const [row] = await day.books.ask<{ bytes: Buffer; is_named: boolean }>(
      `SELECT bytes, encode(sha256(bytes), 'hex') = hash AS is_named FROM photo_file WHERE hash = $1`,
      [hash],
    );
    expect(row?.is_named).toBe(true);
    expect(readJpeg(row?.bytes ?? Buffer.alloc(0))?.widthPx).toBeGreaterThan(100);
    const there = await day.books.opsOf(day.stationId());
    expect(there.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
  });
});
