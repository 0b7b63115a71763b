// Every page of the office, opened by the keyboard: in both languages and both themes without a barrier for whoever sees
// little, and every control of it reached by Tab alone, with a mark where the keyboard is. In the operating system's own
// Chromium, where the office is the same page as in Electron.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeGroups, type OfficePageName } from '../../renderer/features/office/office-place';
import { officeAccess } from '../../server/client/office-access';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import { type HeadOffice, sampleDataDir, startHeadOffice } from '../rigs/head-office';
import { type OfficeInBrowser, openOfficeInBrowser, systemChromium } from '../rigs/office-in-browser';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  { language: 'en', theme: 'light', words: en },
  { language: 'tr', theme: 'dark', words: tr },
] as const;
const names: readonly OfficePageName[] = officeGroups.flatMap(({ pages }) => [...pages]);

describe('every page of the office', () => {
  let office: HeadOffice;
  let browser: OfficeInBrowser;
  const page = (): Page => browser.page;

  beforeAll(async () => {
    if (systemChromium === undefined) throw new Error('There is no Chromium here: apt-get install chromium');
    mkdirSync(pictures, { recursive: true });
    const dataDir = await sampleDataDir();
    office = await startHeadOffice({ dataDir, sample: false });
    const { origin } = office;
    const access = { origin, dataDir, databaseUrl: undefined, token: undefined, code: undefined };
    browser = await openOfficeInBrowser(systemChromium, origin, await officeAccess(access));
    page().setDefaultTimeout(20_000);
  });
  afterAll(async () => {
    await browser?.close();
    await office?.stop();
    if (office) rmSync(office.dataDir, { recursive: true, force: true });
  });

  const wear = async ({ language, theme }: (typeof looks)[number]): Promise<void> => {
    await page().locator('nav select').first().selectOption(language);
    await page().locator('nav select').last().selectOption(theme);
  };
  const openByKey = async (name: OfficePageName, words: (typeof looks)[number]['words']): Promise<void> => {
    await page()
      .locator('nav')
      .getByRole('button', { name: words[`office.${name}.title`], exact: true })
      .press('Enter');
    await page()
      .locator('nav fieldset button[aria-current=page]')
      .and(page().getByRole('button', { name: words[`office.${name}.title`], exact: true }))
      .waitFor();
    await page().locator('main h1').waitFor();
    await page().waitForFunction(() => document.querySelector('main [aria-busy=true]') === null);
    await page().evaluate(() => document.fonts.ready);
  };
  const barriers = async (): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page: page() })
      .setLegacyMode(true)
      .withTags(rules)
      .analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  };

  it.each(names)('%s: no barrier, no complaint, in both looks', async (name) => {
    const found: string[] = [];
    for (const look of looks) {
      await wear(look);
      await openByKey(name, look.words);
      expect(await page().getByRole('alert').count(), `${name} ${look.language}`).toBe(0);
      found.push(...(await barriers()).map((words) => `${look.language} ${look.theme} ${words}`));
      await page().screenshot({ path: resolve(pictures, `41-${name}-${look.language}-${look.theme}.png`) });
    }
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  it.each(names)('%s: Tab alone reaches every control, and shows where it is', async (name) => {
    await wear(looks[0]);
    await openByKey(name, en);
    const { unreached, unmarked } = await walkByTab(page());
    expect(unreached).toEqual([]);
    expect(unmarked).toEqual([]);
  });
});

/** Goes through `main` by Tab until it comes out again. */
async function walkByTab(page: Page): Promise<{ unreached: string[]; unmarked: string[] }> {
  const wanted = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'main :is(button, a[href], input, select, textarea, summary, [role=grid], [tabindex])',
      ),
    ].filter((control) => {
      const isOneOfSome = control instanceof HTMLInputElement && control.type === 'radio' && !control.checked;
      return (
        control.tabIndex >= 0 && !control.matches(':disabled') && control.checkVisibility() && !isOneOfSome
      );
    });
    controls.forEach((control, index) => control.setAttribute('data-walk', String(index)));
    // From the last control before the page's own.
    [...document.querySelectorAll<HTMLElement>('nav select, nav button')]
      .filter((control) => control.closest('main') === null)
      .at(-1)
      ?.focus();
    return controls.map((control) => control.outerHTML.slice(0, 160));
  });
  const seen = new Set<string>();
  const unmarked: string[] = [];
  for (let presses = 0; presses < wanted.length * 4 + 40 && seen.size < wanted.length; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const control = document.activeElement as HTMLElement | null;
      if (!control) return null;
      // A list's frame is marked in its stead.
      let isMarked = false;
      for (let at: Element | null = control; at !== null && !isMarked; at = at.parentElement) {
        const style = getComputedStyle(at);
        isMarked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      }
      return { walk: control.dataset['walk'] ?? null, isMarked, html: control.outerHTML.slice(0, 160) };
    });
    if (at === null || at.walk === null) continue;
    if (!seen.has(at.walk) && !at.isMarked) unmarked.push(at.html);
    seen.add(at.walk);
  }
  return { unreached: wanted.filter((_, index) => !seen.has(String(index))), unmarked };
}
