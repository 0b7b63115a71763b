// The hands of somebody in the office, by the words that stand on the screen in the life's language.
import type { Page } from 'playwright';
import { until } from '../../rigs/workday';
import { type LifeWorld, manager } from './life-world';
import { type Life, say } from './lives';

type Key = Parameters<typeof say>[1];

export type OfficeHands = {
  page: Page;
  /** The words of a key in this life's language. */
  words: (key: Key, values?: Record<string, string | number>) => string;
  press: (key: Key, values?: Record<string, string | number>) => Promise<void>;
  /** Wears the life's language and theme. */
  dress: () => Promise<void>;
  /** Badge and PIN, and a note where one is asked for, by the keyboard alone. */
  answer: (note?: string) => Promise<void>;
  /** The order's own page, found by its number. */
  openOrder: () => Promise<void>;
  /** Opens the first row of the page's list that has the order's number, by the keyboard. */
  openRow: () => Promise<void>;
  timeline: () => Promise<string>;
};

export function officeHands(world: LifeWorld, life: Life): OfficeHands {
  const { page } = world.day.station();
  const words: OfficeHands['words'] = (key, values) => say(life, key, values);
  const press: OfficeHands['press'] = (key, values) =>
    page
      .getByRole('button', { name: words(key, values), exact: true })
      .first()
      .click();
  const openRow = async (): Promise<void> => {
    const grid = page.getByRole('grid');
    await until('it is listed', async () => ((await grid.textContent()) ?? '').includes(life.number));
    await grid.focus();
    await page.keyboard.press('Enter');
  };
  return {
    page,
    words,
    press,
    openRow,
    dress: async () => {
      await page.locator('nav select').first().selectOption(life.language);
      await page.locator('nav select').nth(1).selectOption(life.theme);
    },
    answer: async (note) => {
      const badge = page.getByLabel(words('office.answering.badge'), { exact: true }).last();
      await badge.waitFor();
      if (note !== undefined) {
        await page.keyboard.type(note);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.type(manager.badge);
      await page.keyboard.press('Tab');
      await page.keyboard.type(manager.pin);
      await page.keyboard.press('Enter');
      await page.getByLabel(words('office.answering.pin'), { exact: true }).waitFor({ state: 'detached' });
    },
    openOrder: async () => {
      await press('office.orders.title');
      await page.getByRole('searchbox').fill(life.number);
      await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
      await openRow();
      await page.getByRole('heading', { name: words('office.order.timeline') }).waitFor();
    },
    timeline: async () => (await page.locator('section[aria-labelledby=timeline]').textContent()) ?? '',
  };
}
