// What the station shows now, looked at in the dark and in the light theme: a picture of each, and no barrier in either.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'vitest';
import { commandCode } from './printed-codes';
import { until, type Workday } from './workday';

const pictures = resolve(import.meta.dirname, '../../out/test/pictures');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Pictures are `NAME-dark.png` and `NAME-light.png` in out/test/pictures. */
export async function lookInBothThemes(day: Workday, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const { page } = day.station();
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
  const seen = new Set<string | undefined>();
  for (let turn = 0; turn < 4 && !(seen.has('dark') && seen.has('light')); turn += 1) {
    const before = await theme();
    await page.screenshot({ path: join(pictures, `${name}-${before}.png`) });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .options({
        runOnly: { type: 'tag', values: rules },
        rules: { 'color-contrast-enhanced': { enabled: true } },
      })
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
    seen.add(before);
    await day.display.typeScan(commandCode('theme'));
    await until('another theme', async () => (await theme()) !== before, 2_000).catch(() => undefined);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['dark', 'light']));
}
