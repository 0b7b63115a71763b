// The window's database is deleted, damaged, or out of room, with scans in it that head office does not have: nothing is
// lost, nothing arrives twice, what is broken is kept aside, and the screen says what happened.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a station whose database is lost', () => {
  let day: Workday;
  let one: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one] = (await books.goods(1)) as [Goods];
        return [{ lines: [{ sku: one.sku, quantity: 9 }] }];
      },
    });
    await day.logIn();
    await day.openOrder(number());
    await day.scan(one.code);
    await day.delivered();
  });
  afterAll(() => day?.end());

  const number = (): string => day.orders[0]?.number ?? '';
  const parcel = async () => (await day.books.parcelsOf(number()))[0];
  const folder = (): string => join(day.station().dataDir, 'station');
  const stores = (of: string): string => join(of, 'IndexedDB');
  const engine = (databases: string): string =>
    join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb')) ?? '');
  const records = async () => (await day.screen.strip("This station's records"))?.words ?? '';
  const everythingOnce = async (scans: number) => {
    await day.delivered();
    const there = await day.books.opsOf(day.stationId());
    expect(there.map(({ stationSeq }) => stationSeq)).toEqual(there.map((_, index) => index + 1));
    expect(there.filter(({ times }) => times !== 1)).toEqual([]);
    expect(there.filter(({ type }) => type === 'parcel.pack-item')).toHaveLength(scans);
    expect((await parcel())?.lines).toMatchObject([{ packed: scans }]);
  };
  /** The second place is told 50 ms after a verdict. */
  const handedOver = () => new Promise((done) => setTimeout(done, 400));

  it('deleted between two starts: unsent scans come back from the second place and arrive once', async () => {
    await day.cable.cut();
    await until('offline', async () => (await day.screen.strip('Head office'))?.state === 'offline');
    await day.scanAll([one.code, one.code]);
    const before = await storedOps(day.station().page);
    await handedOver();
    const place = folder();
    await day.killStation();
    rmSync(stores(place), { recursive: true });
    await day.startStation();
    // At least what was scanned in the dark; some more when the last answers of head office were not noted yet.
    const back = await storedOps(day.station().page);
    expect(back.length).toBeGreaterThanOrEqual(2);
    expect(back).toEqual(before.slice(-back.length));
    expect(await day.screen.unsent()).toBe(back.length);
    expect(await records()).toContain(`${back.length} unsent acts put back`);
    await day.cable.mend();
    await everythingOnce(3);
    await until('the lists are whole', async () => (await records()).startsWith('Built anew'));
  });

  it('damaged between two starts: the files are kept aside, the scans come back', async () => {
    await day.logIn();
    await day.openOrder(number());
    await day.cable.cut();
    await until('offline', async () => (await day.screen.strip('Head office'))?.state === 'offline');
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '4 of 9' });
    await handedOver();
    const place = folder();
    await day.killStation();
    const damaged = engine(stores(place));
    for (const name of readdirSync(damaged))
      if (name.startsWith('MANIFEST')) writeFileSync(join(damaged, name), 'this is no manifest');
    await day.startStation();
    expect(await records()).toMatch(/put back/);
    const broken = join(place, 'broken-stores');
    // Deleted files leave nothing to keep; these were damaged, and every one of them is there.
    const [aside = ''] = readdirSync(broken);
    expect(
      readdirSync(engine(join(broken, aside))).filter((name) => name.startsWith('MANIFEST')),
    ).toHaveLength(1);
    await day.cable.mend();
    await everythingOnce(4);
  });
});
