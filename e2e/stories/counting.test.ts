// A bin is counted by scans alone with the network cut, by two people, while its goods move; the difference waits for a
// manager, who books it at the office with badge and PIN. Real Electron, a real head office.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountsPage } from '../../shared/contract/counts';
import { ownCode } from '../../shared/barcode/own-code';
import { usualPolicy } from '../../shared/domain/stock/count-policy';
import en from '../../shared/text/en.json';
import type { Goods } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const manager = { badge: 'M1', pin: '46824' };

describe('counting', () => {
  let day: Workday;
  let goods: Goods;
  let bin: string;
  let before: number;
  const page = (): Page => day.station().page;
  const level = async (): Promise<number> => {
    const [row] = await day.books.ask<{ on_hand: number }>(
      `SELECT on_hand FROM stock_level WHERE stream_id = 'W1' AND sku = $1 AND location_id = $2`,
      [goods.sku, bin],
    );
    return row?.on_hand ?? 0;
  };
  const counts = (): Promise<CountsPage> => day.door.ask<CountsPage>('GET', '/v1/counts/W1');
  const count = async (units: number): Promise<void> => {
    await day.command('count-bin');
    await day.scan(ownCode('location', bin));
    for (const digit of String(units)) await day.command(`quantity-${digit}`);
    await day.scan(goods.code);
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday();
    [goods] = (await day.books.goods(1)) as [Goods];
    const [most] = await day.books.ask<{ location_id: string }>(
      `SELECT location_id FROM stock_level JOIN location USING (stream_id, location_id)
       WHERE stream_id = 'W1' AND sku = $1 AND kind = 'bin' ORDER BY on_hand DESC LIMIT 1`,
      [goods.sku],
    );
    bin = most?.location_id ?? '';
    before = await level();
    await day.door.ask('POST', '/v1/counts/W1/policy', {
      policy: {
        ...usualPolicy,
        mostADay: 10,
        classes: {
          ...usualPolicy.classes,
          C: { everyDays: 180, toleranceUnits: 0, tolerancePercent: 0 },
        },
      },
      by: manager,
    });
  });
  afterAll(() => day?.end());

  it('hands out ten counts, which the bench lists without what is expected', async () => {
    expect(await day.door.ask('POST', '/v1/counts/W1/hand-out', {})).toEqual({ counts: 10 });
    await day.logIn();
    await day.command('count-bin');
    await until('the bench has heard', async () =>
      ((await page().locator('main').textContent()) ?? '').includes('Count bin'),
    );
    await day.command('cancel');
  });

  it('is counted offline by two people; nothing is booked before a manager', async () => {
    await day.cable.cut();
    await count(before + 7);
    await day.command('cancel');
    await day.command('log-out');
    await day.logIn('P2');
    await count(before + 7);
    await day.command('cancel');
    expect((await counts()).differences).toEqual([]);
    await day.cable.mend();
    await day.delivered();
    await until('the difference waits', async () => (await counts()).differences.length === 1);
    expect(await level()).toBe(before);
    const [difference] = (await counts()).differences;
    expect(difference).toMatchObject({ locationId: bin, sku: goods.sku, difference: 7 });
    expect(new Set(difference?.looks.map(({ by }) => by)).size).toBe(2);
  });

  it('is booked by the manager at the office, by keys alone, without a barrier in both looks', async () => {
    await day.display.pressKey('F10');
    await page()
      .locator('nav')
      .getByRole('button', { name: en['office.counts.title'], exact: true })
      .press('Enter');
    const difference = page().getByRole('article');
    await difference.waitFor();
    for (const theme of ['light', 'dark']) {
      await page().locator('nav select').last().selectOption(theme);
      const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page().screenshot({ path: resolve(pictures, `58-counts-${theme}.png`) });
    }
    await difference.getByRole('button', { name: en['office.counts.book'] }).press('Enter');
    await page().keyboard.type(manager.badge);
    await page().keyboard.press('Tab');
    await page().keyboard.type(manager.pin);
    await page().keyboard.press('Enter');
    await difference.waitFor({ state: 'detached' });
    expect(await level()).toBe(before + 7);
    const [told] = await day.books.ask<{ body: { quantity: number }; actor: string }>(
      `SELECT body, actor FROM event WHERE type = 'StockDifferenceBooked'`,
      [],
    );
    expect(told).toMatchObject({ body: { quantity: 7 }, actor: 'M1' });
    await page()
      .getByRole('img', { name: /found exactly what the books say/ })
      .waitFor();
  });
});
