// What a person sees at the bench: the verdict, the item asked for, the lists and the strip, read from the page as it is
// painted. Reads only: what a person or a scanner does goes through the display, never through the page.
import type { Page } from 'playwright';

export type SeenVerdict = {
  /** `rest` before anything was scanned and after a stop was cleared with nothing open. */
  tone: 'go' | 'look' | 'stop' | 'wait' | 'rest';
  /** The large words. */
  title: string;
  /** The line below them. */
  next: string;
  /** Large at the end, such as "4 of 9". */
  figures: string;
  /** Held until acknowledged. */
  holds: boolean;
};

export type StripItem = { state: string; words: string };

export type StationScreen = {
  verdict: () => Promise<SeenVerdict>;
  /** How many scans have been answered on the screen since the page was loaded. */
  answered: () => Promise<number>;
  /** The item asked for, or null when none is. */
  currentItem: () => Promise<{ name: string; code: string; count: string } | null>;
  /** Order numbers in the list of this bench, top first. */
  waiting: () => Promise<string[]>;
  /** Order numbers in the list of parcels nobody holds, top first. */
  free: () => Promise<string[]>;
  /** One item of the strip along the edge, by the name it shows. */
  strip: (name: string) => Promise<StripItem | null>;
  /** Ops not sent yet, as the strip says it; 0 when it says nothing of them. */
  unsent: () => Promise<number>;
  /** All words in the middle of the screen. */
  middle: () => Promise<string>;
};

export function stationScreen(page: () => Page): StationScreen {
  const strip = (name: string): Promise<StripItem | null> =>
    page().evaluate((wanted) => {
      for (const item of document.querySelectorAll<HTMLElement>('footer [data-state]')) {
        const [title, ...rest] = [...item.querySelectorAll('span')].map((span) => span.textContent ?? '');
        if (title === wanted) return { state: item.dataset['state'] ?? '', words: rest.join(' ') };
      }
      return null;
    }, name);
  return {
    strip,
    verdict: () =>
      page().evaluate(() => {
        const band = document.querySelector<HTMLElement>('section[data-answers]');
        if (band === null) {
          const rest = document.querySelector('section [aria-live="assertive"]')?.closest('section');
          const words = [...(rest?.querySelectorAll('p') ?? [])].map((each) => each.textContent ?? '');
          return { tone: 'rest' as const, title: words[0] ?? '', next: '', figures: '', holds: false };
        }
        const words = [...band.querySelectorAll(':scope > div > p')].map((each) => each.textContent ?? '');
        return {
          tone: band.dataset['tone'] as 'go' | 'look' | 'stop' | 'wait',
          title: words[0] ?? '',
          next: words[1] ?? '',
          figures: band.querySelector(':scope > p')?.textContent ?? '',
          holds: band.dataset['holds'] === 'true',
        };
      }),
    answered: () => page().evaluate(() => performance.getEntriesByName('scan-verdict').length),
    currentItem: () =>
      page().evaluate(() => {
        const item = document.querySelector('main article');
        const name = item?.querySelector('h2')?.textContent;
        if (item === null || !name) return null;
        const words = [...item.querySelectorAll('p')].map((each) => each.textContent ?? '');
        return { name, code: words[0] ?? '', count: words.slice(1).join(' | ') };
      }),
    waiting: () =>
      page().evaluate(() =>
        [...document.querySelectorAll('main ol > li > span:first-child')].map(
          (each) => each.textContent?.split(' ')[0] ?? '',
        ),
      ),
    free: () =>
      page().evaluate(() =>
        [...document.querySelectorAll('main aside section ul > li > span:first-child')].map(
          (each) => each.textContent ?? '',
        ),
      ),
    unsent: async () => {
      const words = (await strip('Head office'))?.words ?? (await strip('Merkez'))?.words ?? '';
      return Number(/(\d+) (?:unsent|gönderilmedi)/.exec(words)?.[1] ?? 0);
    },
    middle: () => page().evaluate(() => document.querySelector('main')?.textContent ?? ''),
  };
}
