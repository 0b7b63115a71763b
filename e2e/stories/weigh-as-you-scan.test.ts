// Weigh as you scan at a real bench, a virtual scale under the box: a unit that was scanned and not put in stops the next scan and
// goes on by itself once it is in; one scanned twice is taken back; unplugged, the bench packs on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../shared/domain/catalogue/product';
import type { Goods } from '../rigs/head-office-books';
import { lookInBothThemes } from '../rigs/both-themes';
import { boxCode } from '../rigs/printed-codes';
import { openVirtualScale, type VirtualScale } from '../rigs/scale/virtual-scale';
import { arrivedDocuments, storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

/** So many boxes teach a weight. */
const teachingBoxes = 5;

describe('weigh as you scan', { timeout: 300_000 }, () => {
  let day: Workday;
  let scale: VirtualScale;
  let goods: Goods[] = [];

  beforeAll(async () => {
    scale = await openVirtualScale({ protocol: 'toledo-8217' });
    day = await startWorkday({
      args: [`--scale=toledo-8217:${scale.path}`, '--weigh-scans=yes'],
      orders: async (books) => {
        goods = await books.goods(2);
        const lines = goods.map(({ sku }) => ({ sku, quantity: 1 }));
        const [one] = lines as [{ sku: string; quantity: number }];
        const teaching = Array.from({ length: teachingBoxes }, () => ({ lines: [one] }));
        return [{ lines }, { lines: [{ ...one, quantity: 2 }] }, { lines }, ...teaching];
      },
    });
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    await scale?.close();
  });

  const page = () => day.station().page;
  const number = (at: number): string => day.orders[at]?.number ?? '';
  const atRest = async (grams: number): Promise<void> => {
    scale.load(grams);
    const words = `${grams.toLocaleString('en-GB')} g`;
    await until(`the strip says ${words}`, async () =>
      ((await day.screen.strip('Scale'))?.words ?? '').includes(words),
    );
    await new Promise((resolve) => setTimeout(resolve, 900));
  };
  const packs = async (): Promise<number> =>
    (await storedOps(page())).filter(({ type }) => type === 'parcel.pack-item').length;

  it('learns what a product weighs from sealed boxes, and stops nobody before', async () => {
    const [one] = goods as [Goods];
    const [box] = await day.books.ask<{ grams: number }>(
      `SELECT (doc->'box'->>'tareGrams')::int AS grams FROM directory WHERE kind = 'box' AND doc->'box'->>'boxId' = 'B2'`,
    );
    for (let at = 0; at < teachingBoxes; at += 1) {
      await day.openOrder(number(3 + at));
      await day.scanAll([one.code, boxCode('B2')]);
      await day.command('ok');
      await atRest(0);
      await day.command('seal');
      scale.load((box?.grams ?? 0) + one.weightGrams + (at % 2));
      await until(
        'it is sealed',
        async () => (await storedOps(page())).filter(({ type }) => type === 'parcel.seal').length === at + 1,
      );
    }
    await day.delivered();
    await until('the station has heard what it weighs', async () =>
      (await arrivedDocuments<Product>(page(), 'products')).some(
        ({ sku, learnedWeight }) => sku === one.sku && learnedWeight !== undefined,
      ),
    );
  });

  it('stops the next scan while a unit was scanned and not put in, and goes on when it is', async () => {
    const [one, two] = goods as [Goods, Goods];
    await day.openOrder(number(0));
    await atRest(200);
    await day.scan(boxCode('B2'));
    await day.command('ok');
    const before = await packs();
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go' });
    expect(await day.scan(two.code)).toMatchObject({ tone: 'stop' });
    expect(await packs()).toBe(before + 1);
    await lookInBothThemes(day, 'not-put-in');
    scale.add(one.weightGrams);
    await until('it goes on by itself', async () => (await day.screen.verdict()).tone === 'go');
    expect(await day.scan(two.code)).toMatchObject({ tone: 'go' });
    expect(await packs()).toBe(before + 2);
    await atRest(200 + one.weightGrams + two.weightGrams);
  });

  it('sees a unit that was scanned twice, and UNDO takes it back', async () => {
    const [one] = goods as [Goods];
    await day.command('cancel');
    await day.openOrder(number(1));
    await atRest(200);
    await day.scan(boxCode('B2'));
    await day.command('ok');
    await day.scan(one.code);
    await atRest(200 + one.weightGrams);
    // The same unit once more.
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go' });
    expect(await day.command('seal')).toMatchObject({ tone: 'stop' });
    expect(await day.command('undo')).toMatchObject({ tone: 'look' });
    expect((await storedOps(page())).filter(({ type }) => type === 'parcel.undo')).toHaveLength(1);
  });

  it('packs on without a scale', async () => {
    const [one, two] = goods as [Goods, Goods];
    await scale.unplug();
    await until('the strip says so', async () =>
      ((await day.screen.strip('Scale'))?.words ?? '').includes('not plugged in'),
    );
    await day.command('cancel');
    await day.openOrder(number(2));
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go' });
    expect(await day.scan(two.code)).toMatchObject({ tone: 'go' });
    await day.scan(boxCode('B2'));
    await day.command('ok');
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await day.delivered();
    const there = await day.books.opsOf(day.stationId());
    expect(there.every(({ times }) => times === 1)).toBe(true);
  });
});
