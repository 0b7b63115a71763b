// Every main screen in both languages and both themes: switched live by scan, kept over a restart, free of barriers, and
// left as pictures in out/stories for a person to look at.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode, commandCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const strangeGtin = '9521234543213';

type Look = { language: 'en' | 'tr'; theme: 'light' | 'dark' };
const looks: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'tr', theme: 'light' },
  { language: 'tr', theme: 'dark' },
  { language: 'en', theme: 'dark' },
];
const officePages = {
  en: ['Orders', 'Parcels', 'Tasks', 'Stock', 'Imports', 'Benches', 'People'],
  tr: ['Siparişler', 'Koliler', 'Görevler', 'Stok', 'Aktarımlar', 'Masalar', 'Kişiler'],
};

describe('the screens', () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      orders: async (books) => {
        [one, two] = (await books.goods(2)) as [Goods, Goods];
        return [
          {
            name: 'Jürgen Çağlayan',
            lines: [
              { sku: one.sku, quantity: 2 },
              { sku: two.sku, quantity: 6 },
            ],
          },
          { name: 'Özge Işık', lines: [{ sku: one.sku, quantity: 1 }] },
        ];
      },
    });
  });
  afterAll(() => day?.end());

  const page = (): Page => day.station().page;
  const look = () =>
    page().evaluate(() => ({
      language: document.documentElement.lang,
      theme: document.documentElement.dataset['theme'],
    }));
  /** Scans LANGUAGE or THEME; these change the window, so no verdict answers them. */
  const switchBy = async (command: 'language' | 'theme'): Promise<void> => {
    const before = JSON.stringify(await look());
    await day.display.typeScan(commandCode(command));
    // From "as the system asks" to light nothing changes to the eye.
    await until(`${command} to switch`, async () => JSON.stringify(await look()) !== before, 1_000).catch(
      () => undefined,
    );
  };
  const wear = async (wanted: Look): Promise<void> => {
    if ((await look()).language !== wanted.language) await switchBy('language');
    for (let turn = 0; turn < 4 && (await look()).theme !== wanted.theme; turn += 1) await switchBy('theme');
    expect(await look()).toEqual(wanted);
  };
  const picture = (name: string, { language, theme }: Look): Promise<unknown> =>
    page().screenshot({ path: join(pictures, `${name}-${language}-${theme}.png`) });
  const pictureEveryLook = async (name: string): Promise<void> => {
    for (const each of looks) {
      await wear(each);
      await picture(name, each);
    }
  };
  const barriers = async (place: 'station' | 'office'): Promise<string[]> => {
    const builder = new AxeBuilder({ page: page() }).setLegacyMode(true);
    const { violations } = await (place === 'station'
      ? builder.options({
          runOnly: { type: 'tag', values: rules },
          // A bench is read from a metre away: seven to one.
          rules: { 'color-contrast-enhanced': { enabled: true } },
        })
      : builder.withTags(rules)
    ).analyze();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${String(target)} ${html}`).join(' | ')}`,
    );
  };
  const barriersInEveryTheme = async (place: 'station' | 'office'): Promise<string[]> => {
    const found: string[] = [];
    for (const each of [looks[0], looks[2]] as const) {
      if (each === undefined) continue;
      await wear(each);
      found.push(...(await barriers(place)).map((words) => `${each.theme} ${words}`));
    }
    return found;
  };

  it('without anybody logged in: in every look, without barriers', async () => {
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('1-badge');
  });

  it('with a badge that waits for its PIN', async () => {
    await day.logIn('S1');
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('1-pin');
    await day.command('cancel');
  });

  it('with orders waiting', async () => {
    await day.logIn();
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('2-waiting');
  });

  it('switch language and theme live, in the middle of a box, and lose nothing by it', async () => {
    await wear({ language: 'en', theme: 'light' });
    await day.openOrder(day.orders[0]?.number ?? '');
    expect(await day.scan(two.code)).toMatchObject({ next: `${two.name}: 1 of 6 in the box` });
    await wear({ language: 'tr', theme: 'dark' });
    expect(await day.screen.verdict()).toMatchObject({
      tone: 'go',
      title: 'Sıradaki ürünü okutun',
      figures: '1 / 8',
    });
    expect(await page().locator('html').getAttribute('lang')).toBe('tr');
    await wear({ language: 'en', theme: 'light' });
    expect(await day.screen.verdict()).toMatchObject({ tone: 'go', figures: '1 of 8' });
  });

  it('with a green answer', async () => {
    await day.scan(two.code);
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('3-packing');
  });

  it('with a stop', async () => {
    expect(await day.scan(strangeGtin)).toMatchObject({ tone: 'stop' });
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('4-stop');
    await day.command('ok');
  });

  it('with the help that lists every command', async () => {
    await day.display.pressKey('F1');
    await page().getByRole('dialog').waitFor();
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('5-help');
    await day.display.pressKey('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('with the last box waiting for its label', async () => {
    day.printer.become('paper-out');
    await wear({ language: 'en', theme: 'light' });
    await day.scanAll([two.code, two.code, two.code, two.code, one.code, one.code]);
    await day.scan(boxCode('B4'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the printer is asked', async () => (await day.screen.middle()).includes('Paper is out'));
    expect(await barriersInEveryTheme('station')).toEqual([]);
    await pictureEveryLook('6-sealed-without-paper');
  });

  it('with the pages that say how things stand, while the cable is out and a task waits', async () => {
    await day.openOrder(day.orders[1]?.number ?? '');
    await day.command('missing');
    expect(await day.command('missing')).toMatchObject({ title: expect.any(String) as string });
    await day.command('cancel');
    await page().locator('footer [data-state=look]').filter({ hasText: 'Ctrl T' }).waitFor();
    await day.cable.cut();
    await page().locator('footer [data-state=offline]').waitFor();
    expect(await day.scan(strangeGtin)).toMatchObject({ tone: 'stop' });
    await day.command('ok');
    for (const [index, name] of (['what-works', 'my-parcels', 'unsent', 'tasks'] as const).entries()) {
      await day.display.typeScan(commandCode(name));
      await page().locator('main section h1').waitFor();
      expect(await barriersInEveryTheme('station'), name).toEqual([]);
      await pictureEveryLook(`7-page-${index + 1}-${name}`);
      await day.display.pressKey('Escape');
      await page()
        .locator('main section h1')
        .getByText(/Waiting|bekleyen/)
        .waitFor();
    }
    await day.cable.mend();
    await page().locator('footer [data-state=good]').first().waitFor();
  });

  it('of the office, which switches by itself too', async () => {
    day.printer.become('ok');
    await day.display.pressKey('F10');
    for (const each of looks) {
      await page().locator('nav select').first().selectOption(each.language);
      await page().locator('nav select').last().selectOption(each.theme);
      expect(await look()).toEqual(each);
      for (const [index, name] of officePages[each.language].entries()) {
        await page().getByRole('button', { name, exact: true }).click();
        await page().locator('main h1').waitFor();
        await until(
          'the page is loaded',
          async () => (await page().locator('[aria-busy=true]').count()) === 0,
        );
        // Contrast is what a theme can break, and one long list shows it.
        if (each === looks[0] || (index === 0 && each === looks[2]))
          expect(await barriers('office'), `${name} ${each.theme}`).toEqual([]);
        await picture(`8-office-${index + 1}`, each);
      }
      await page()
        .getByRole('button', { name: officePages[each.language][0] ?? '', exact: true })
        .click();
      await page().locator('[role=grid] tbody tr').first().click();
      await page()
        .getByText(each.language === 'en' ? 'What happened' : 'Olanlar')
        .waitFor();
      if (each === looks[0]) expect(await barriers('office'), 'an order').toEqual([]);
      await picture('9-office-order', each);
    }
    await day.display.pressKey('F10');
    await page().locator('footer [data-state]').first().waitFor();
  });

  it('keep language and theme over a restart', async () => {
    await wear({ language: 'tr', theme: 'dark' });
    await day.station().close();
    await day.startStation();
    expect(await look()).toEqual({ language: 'tr', theme: 'dark' });
  });
});
