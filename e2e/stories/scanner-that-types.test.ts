// A scanner that types and a person who types, in real Electron, by X11 key events under seven keyboard layouts. The
// enrolment form has two fields: a scan goes to the page as a scan, whatever has the keyboard, and a person's letters
// go into the field as the layout makes them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyOf, type LayoutName } from '../../main/devices/scanner/layouts.test-kit';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';

/** By the name `setxkbmap` knows. */
const layouts: readonly (readonly [LayoutName, xkb: string])[] = [
  ['us', 'us'],
  ['tr-q', 'tr'],
  ['tr-f', 'tr(f)'],
  ['fr', 'fr'],
  ['de', 'de'],
  ['us-intl', 'us(intl)'],
  ['ru', 'ru'],
];
const trap = 'WB-12/i_I.:@#$[]{}a"Z';
const personTypes = ['KeyA', 'Semicolon', 'KeyI', 'Period', 'KeyQ'];
const onUsKeyboard = 'a;i.q';

let display: Display;
let folder: string;
let station: RunningStation;
beforeAll(async () => {
  display = await startDisplay();
  folder = mkdtempSync(join(tmpdir(), 'waybill-scanner-'));
  station = await launchStation({ display, dataDir: folder, env: { LANG: 'en_US.UTF-8' } });
  await display.focusWindow('Waybill');
});
afterAll(async () => {
  await station.close();
  await display.stop();
  rmSync(folder, { recursive: true, force: true });
});

const field = (name: string) => station.page.getByLabel(name);
const nameField = () => field('Name of this station');
const codeField = () => field('Enrolment code');
beforeEach(async () => {
  await display.setLayout('us');
  await nameField().fill('');
  await nameField().focus();
});

/** Waits until the page shows the scan; nothing else tells that it has come all the way. */
const scanShown = async (text: string): Promise<void> => {
  await expect.poll(() => codeField().inputValue(), { timeout: 20_000 }).toBe(text);
};

describe.each(layouts)('under the layout %s', (layout, xkb) => {
  it.each(['Return', 'Tab', 'none'] as const)(
    'a scan ended by %s is read right and leaves the field alone',
    async (ending) => {
      await display.setLayout(xkb);
      const text = `${trap}${layout}${ending}`;
      await display.typeScan(text, { ending });
      await scanShown(text);
      expect(await nameField().inputValue()).toBe('');
      expect(await nameField().evaluate((element) => element === document.activeElement)).toBe(true);
    },
  );

  it('a person writes into the field what the keys say, before and after a scan', async () => {
    await display.setLayout(xkb);
    await display.typeScan(onUsKeyboard, { gapMs: 130, ending: 'none' });
    const scan = `${trap}${layout}`;
    await new Promise((done) => setTimeout(done, 400));
    await display.typeScan(scan);
    await scanShown(scan);
    await display.typeScan(onUsKeyboard, { gapMs: 130, ending: 'none' });
    const said = personTypes.map((code) => keyOf(layout, code, false, false)).join('');
    await expect.poll(() => nameField().inputValue(), { timeout: 20_000 }).toBe(said + said);
  });
});

describe('a person', () => {
  it('corrects what was typed: keys come back in the order they were pressed', async () => {
    await display.typeScan('abcd', { gapMs: 120, ending: 'none' });
    await display.pressKey('BackSpace');
    await display.typeScan('e', { ending: 'none' });
    await display.pressKey('Home');
    await display.typeScan('x', { ending: 'none' });
    await expect.poll(() => nameField().inputValue(), { timeout: 20_000 }).toBe('xabce');
  });

  it('holds a key down', async () => {
    await display.pressKey('shift+a');
    await display.typeScan('b', { ending: 'none' });
    await expect.poll(() => nameField().inputValue(), { timeout: 20_000 }).toBe('Ab');
  });
});

it('a scan presses no button, whichever has the keyboard', async () => {
  const button = station.page.getByRole('button', { name: 'Enrol' });
  await nameField().fill('Bench 7');
  await display.typeScan('WB-FIRST-1');
  await scanShown('WB-FIRST-1');
  await button.focus();
  await display.typeScan('WB-SECOND-2');
  await scanShown('WB-SECOND-2');
  await display.typeScan('WB-THIRD-3');
  await scanShown('WB-THIRD-3');
  expect(station.logLines().filter((line) => line['request'] === 'station:enrol')).toEqual([]);
  expect(await codeField().getAttribute('aria-invalid')).not.toBe('true');
  expect(await button.textContent()).toBe('Enrol');
});

it('two hundred scans without a pause all come, each once, in order', async () => {
  await station.page.evaluate(() => {
    const heard: string[] = [];
    (globalThis as never as { heard: string[] }).heard = heard;
    const { waybill } = globalThis as never as {
      waybill: { on: (name: 'scan', listener: (scan: { text: string; repeat: boolean }) => void) => void };
    };
    waybill.on('scan', (scan) => heard.push(scan.text));
  });
  const texts = Array.from({ length: 200 }, (_, n) => `WB${String(n).padStart(4, '0')}x`);
  for (let at = 0; at < texts.length; at += 20) {
    for (const text of texts.slice(at, at + 20)) await display.typeScan(text, { gapMs: 1 });
  }
  const heard = () => station.page.evaluate(() => (globalThis as never as { heard: string[] }).heard);
  await expect.poll(async () => (await heard()).length, { timeout: 60_000 }).toBe(texts.length);
  expect(await heard()).toEqual(texts);
  expect(await nameField().inputValue()).toBe('');
});
