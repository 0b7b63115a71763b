// A manager draws a floor by keys alone: a rack of bins by a pattern, a bin changed and pushed, undone; then by mouse, a bin
// dragged across its aisle; its label comes out of the printer. Real Electron, a real head office, a virtual printer.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import en from '../../shared/text/en.json';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe('the floor map', () => {
  let day: Workday;
  const page = (): Page => day.station().page;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday();
    await day.logIn();
    await day.display.pressKey('F10');
    await page()
      .locator('nav')
      .getByRole('button', { name: en['office.floor.title'], exact: true })
      .press('Enter');
  });
  afterAll(() => day?.end());

  const map = () => page().getByRole('listbox');
  const here = () => map().locator('[data-here]');
  const type = async (label: string, text: string): Promise<void> => {
    await page().getByLabel(label, { exact: true }).focus();
    await page().keyboard.press('Control+A');
    await page().keyboard.type(text);
  };

  it('is drawn by keys: a rack by its pattern, a bin changed, pushed and undone', async () => {
    await page().getByRole('button', { name: en['office.floor.add-rack'] }).press('Enter');
    await page().waitForFunction(() => document.activeElement?.getAttribute('placeholder') === 'A-01..A-20');
    await page().keyboard.type('MAP-01..MAP-12');
    await type(en['office.floor.levels'], '2');
    await type(en['office.floor.aisle'], 'MAP');
    await page().keyboard.press('Enter');
    await map().waitFor();
    expect(await map().getByRole('option').count()).toBe(12);
    await map().focus();
    await page().keyboard.press('ArrowUp');
    expect(await here().getAttribute('id')).toBe('bin_MAP-03-1');
    await page().keyboard.press('PageUp');
    await page().keyboard.press('Enter');
    const form = page().getByRole('form', { name: 'Bin MAP-03-2' });
    await form.waitFor();
    await page().keyboard.press('d');
    await page().keyboard.press('Enter');
    await form.getByRole('button', { name: en['office.floor.save'] }).press('Enter');
    await form.waitFor({ state: 'detached' });
    await page().locator('[data-purpose=damaged]').waitFor();
    await map().focus();
    await page().keyboard.press('Control+Z');
    await page().locator('[data-purpose=damaged]').waitFor({ state: 'detached' });
    await page().keyboard.press('End');
    await page().keyboard.press('Alt+ArrowUp');
    await page().getByRole('alert').waitFor();
    expect(await page().getByRole('alert').textContent()).toContain('lies outside the cross aisles');
  });

  it('is changed by mouse: a bin is dragged across its aisle', async () => {
    const bin = map().locator('[id="bin_MAP-11-2"] rect');
    const [from, across] = [
      await bin.boundingBox(),
      await map().locator('[id="bin_MAP-12-2"] rect').boundingBox(),
    ];
    if (!from || !across) throw new Error('not drawn');
    await page().mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page().mouse.down();
    // Beside the one that lies there, a little nearer.
    await page().mouse.move(across.x + across.width / 2, across.y + across.height * 1.2, { steps: 5 });
    await page().mouse.up();
    await page().waitForFunction(() =>
      document.querySelector('[id="bin_MAP-11-2"]')?.getAttribute('aria-label')?.includes('right'),
    );
  });

  it('has no barrier with bins on it and labels of them, in both looks', async () => {
    await map().focus();
    await page().keyboard.press('Space');
    await page().getByRole('img', { name: /^WBL/ }).waitFor();
    for (const theme of ['light', 'dark']) {
      await page().locator('nav select').last().selectOption(theme);
      const { violations } = await new AxeBuilder({ page: page() })
        .setLegacyMode(true)
        .withTags(rules)
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      ).toEqual([]);
      await page().screenshot({ path: resolve(pictures, `58-floor-${theme}.png`), fullPage: true });
    }
  });

  it('prints the label of a bin on the printer of this computer, and the bars name the bin', async () => {
    await page().getByRole('button', { name: en['office.floor.labels-print'] }).press('Enter');
    await until('the label is out', () => day.printer.paper.length > 0);
    const [label] = day.printer.paper;
    expect(label?.codes.map(({ text }) => text)).toContain(
      await page().getByRole('img', { name: /^WBL/ }).getAttribute('alt'),
    );
  });
});
