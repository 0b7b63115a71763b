// A scanner that types, by real X11 keys in real Electron: every keyboard layout, end and CapsLock, with a button, a text field
// or a dialog having the keyboard; then scans without a pause. Right is a scan whose text is whole while the page saw no key.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Display } from '../e2e/rigs/display';
import { startWorkday, type Workday } from '../e2e/rigs/workday';
import { setUp } from '../scripts/setup.mjs';
import { type Bench, type BenchContext, type BenchFindings, exactly } from './bench';

const layouts = ['us', 'tr', 'tr(f)', 'fr', 'de', 'us(intl)', 'ru'] as const;
const endings = ['Return', 'Tab', 'none'] as const;
const focuses = ['button', 'field', 'dialog'] as const;
type Focus = (typeof focuses)[number];
/** What layouts move, and the GS1 separator. */
const trap = ']d2010950110153000310Lot-1/A_b\u001d21@#:"[]{}';
const heardAs = trap.slice(3);
const keyGapMs = 2;
const patienceMs = 10_000;

export const bench: Bench = {
  name: 'wedge',
  about:
    'X11 keys of a scanner in real Electron: 7 layouts, ended by Return, Tab or nothing, CapsLock on and off, with a button, a text field or a dialog focused (wrong: texts not as scanned; touched: the page saw a key), then --n scans at 2 ms a key without a pause (lost, doubled).',
  defaultN: 1_000,
  run,
};

type Heard = { texts: () => Promise<string[]>; forget: () => Promise<void> };

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const day = await startWorkday({ orders: async () => [] });
  try {
    const { page } = day.station();
    const heard = await listen(page);
    // Scans count nowhere there.
    await day.display.pressKey('shift+F7');
    await page.locator('[data-device="keyboard"]').waitFor();
    const places = await everyPlace(day, page, heard, note);
    note(`${options.n} scans without a pause`);
    const fast = await withoutPause(day.display, heard, options.n);
    return {
      data: 'generated codes',
      n: options.n,
      figures: { ...places, ...fast },
      bars: {
        wrong: exactly(places.wrong, 0),
        touched: exactly(places.touched, 0),
        lost: exactly(fast.lost, 0),
        doubled: exactly(fast.doubled, 0),
      },
    };
  } finally {
    await day.end();
  }
}

async function listen(page: Page): Promise<Heard> {
  await page.evaluate(() => {
    const texts: string[] = [];
    const here = globalThis as never as {
      heardTexts: string[];
      waybill: { on: (name: 'scan', listener: (scan: { text: string }) => void) => void };
    };
    here.heardTexts = texts;
    here.waybill.on('scan', ({ text }) => texts.push(text));
  });
  return {
    texts: () => page.evaluate(() => [...(globalThis as never as { heardTexts: string[] }).heardTexts]),
    forget: () =>
      page.evaluate(() => {
        (globalThis as never as { heardTexts: string[] }).heardTexts.length = 0;
      }),
  };
}

async function everyPlace(day: Workday, page: Page, heard: Heard, note: (words: string) => void) {
  const { display } = day;
  const figures = { places: 0, wrong: 0, touched: 0 };
  for (const layout of layouts) {
    await display.setLayout(layout);
    for (const capsLock of [false, true]) {
      if (capsLock) await display.pressKey('Caps_Lock');
      for (const focus of focuses) {
        await give(focus, display, page);
        for (const ending of endings) {
          await heard.forget();
          await display.typeScan(trap, { gapMs: keyGapMs, ending });
          const texts = await untilHeard(heard, 1);
          const isRight = texts.length === 1 && texts[0] === heardAs;
          const isUntouched = await has(focus, page);
          figures.places += 1;
          figures.wrong += Number(!isRight);
          figures.touched += Number(!isUntouched);
          if (!isRight || !isUntouched)
            note(
              `${layout}, ${ending}, CapsLock ${String(capsLock)}, ${focus}: heard ${JSON.stringify(texts)}${isUntouched ? '' : ', and the page saw keys'}`,
            );
          if (!isUntouched) await give(focus, display, page);
        }
        await leave(focus, display, page);
      }
      if (capsLock) await display.pressKey('Caps_Lock');
    }
    note(`${layout}: ${figures.wrong} wrong, ${figures.touched} touched so far`);
  }
  await display.setLayout('us');
  return figures;
}

const button = (page: Page) => page.getByRole('button', { name: 'What works?' });
const field = (page: Page) => page.getByRole('dialog').getByRole('textbox');
const closing = (page: Page) => page.getByRole('dialog').getByRole('button').last();

async function give(focus: Focus, display: Display, page: Page): Promise<void> {
  await leave(focus, display, page);
  if (focus === 'button') {
    await button(page).focus();
    return;
  }
  await display.pressKey(focus === 'field' ? 'F2' : 'F1');
  await (focus === 'field' ? field(page) : closing(page)).focus();
  // The page tells main what the keyboard is for.
  await wait(100);
}

async function leave(focus: Focus, display: Display, page: Page): Promise<void> {
  if (focus === 'button') return;
  if ((await page.getByRole('dialog').count()) === 0) return;
  await display.pressKey('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** The page is as it was: nothing pressed, nothing written, the keyboard where it was. */
async function has(focus: Focus, page: Page): Promise<boolean> {
  if ((await page.locator('[data-device="keyboard"]').count()) === 0) return false;
  const place = focus === 'button' ? button(page) : focus === 'field' ? field(page) : closing(page);
  if ((await place.count()) === 0) return false;
  const isFocused = await place.evaluate((element) => element === document.activeElement);
  return isFocused && (focus !== 'field' || (await place.inputValue()) === '');
}

async function untilHeard(heard: Heard, count: number): Promise<string[]> {
  const endMs = performance.now() + patienceMs;
  let texts = await heard.texts();
  while (texts.length < count && performance.now() < endMs) {
    await wait(25);
    texts = await heard.texts();
  }
  // One too many would come now.
  if (count === 1) await wait(200);
  return heard.texts();
}

async function withoutPause(display: Display, heard: Heard, count: number) {
  await heard.forget();
  const said = Array.from({ length: count }, (_, number) => `WEDGE-${String(number).padStart(5, '0')}`);
  for (const text of said) await display.typeScan(text, { gapMs: keyGapMs });
  const texts = await untilHeard(heard, count);
  const known = new Set(texts);
  return {
    scans: said.length,
    lost: said.filter((text) => !known.has(text)).length,
    doubled: texts.length - known.size,
    strange: texts.filter((text) => !said.includes(text)).length,
  };
}
