// A bench gets a scanner that was set up for somebody else: it types a sign in front and another one for the GS1 separator. The
// code on the screen, read from its picture by a second program, is what it scans; from then on it is read right, also after
// the next start. X11 keys, real Electron.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupSeparator } from '../../shared/barcode/gs1/element-strings';
import { dataOf, setUpCodes } from '../../shared/barcode/scanner/set-up-code';
import { lookInBothThemes } from '../rigs/both-themes';
import { badgeCode, commandCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

/** As a scanner of another system sends it. */
const typedBy = (data: string): string => `*${data.replaceAll(groupSeparator, '#')}`;
const lot = `010950110153000310AB-1${groupSeparator}217`;

describe('a scanner that nobody set up for this bench', { timeout: 300_000 }, () => {
  let day: Workday;

  beforeAll(async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    await prepareZXingModule({
      overrides: { wasmBinary: new Uint8Array(wasm).buffer },
      fireImmediately: true,
    });
    day = await startWorkday({ orders: async () => [] });
    await day.cable.cut();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const newest = () => page().locator('[data-scan]').first().textContent();

  it('is shown sign by sign on the page of devices, where nothing counts', async () => {
    await day.display.pressKey('shift+F7');
    await page().getByRole('heading', { name: 'Devices' }).waitFor();
    await day.display.typeScan(typedBy(lot));
    await expect.poll(newest, { timeout: 10_000 }).toContain('*010950110153000310AB-1#217');
    await expect.poll(newest).not.toContain('lot AB-1');
  });

  it('scans the code on the screen, which reads as what it should hold, also in the dark', async () => {
    const shown = async (digit: number, id: string) => {
      await day.display.pressKey(`ctrl+${digit}`);
      await page().locator(`[data-set-up="${id}"] img`).waitFor();
      const picture = await page().screenshot();
      const [read] = await readBarcodes(new Uint8Array(picture), { tryHarder: true, textMode: 'Plain' });
      return [read?.symbologyIdentifier, read?.text];
    };
    const [square, bars] = setUpCodes.map(dataOf);
    expect(await shown(2, 'bars')).toEqual([']C1', bars]);
    expect(await shown(1, 'square')).toEqual([']d2', square]);
    await lookInBothThemes(day, 'scanner-set-up');
  });

  it('is learned from it, and its next scan means what it holds', async () => {
    await day.display.typeScan(typedBy(dataOf(setUpCodes[0] as never)));
    const outcome = page().locator('[data-outcome]');
    await outcome.waitFor();
    expect(await outcome.getAttribute('data-outcome')).toBe('learned');
    expect(await outcome.textContent()).toContain('Sends # for the GS1 separator');
    await lookInBothThemes(day, 'scanner-learned');
    await day.display.typeScan(typedBy(lot));
    await expect.poll(newest, { timeout: 10_000 }).toContain('Item 09501101530003 · lot AB-1 · serial 7');
    await day.display.pressKey('Escape');
    await page().getByRole('heading', { name: 'Devices' }).waitFor({ state: 'detached' });
  });

  it('is known after the next start, and opens the bench like any other', async () => {
    await day.killStation();
    await day.startStation();
    await day.display.typeScan(typedBy(badgeCode('P1')));
    await until(
      'somebody is there',
      async () => !(await day.screen.middle()).includes('badge'),
      10_000,
    ).catch(() => undefined);
    await day.display.typeScan(typedBy(commandCode('devices')));
    await page().getByRole('heading', { name: 'Devices' }).waitFor();
    const keyboard = page().locator('[data-device="keyboard"]');
    await expect.poll(() => keyboard.textContent()).toContain('Puts * in front, taken off');
    // The badge opens doors: it is not kept as it was.
    expect(
      await page().locator('[data-scan="badge"], [data-scan="text"]').first().textContent(),
    ).not.toContain('WBBP1');
  });

  it('has its printer tried beside it: a test label comes out, and the page says so', async () => {
    const before = day.printer.labels.length;
    await day.display.pressKey('ctrl+4');
    const told = page().locator('[data-test-label]');
    await expect.poll(() => told.getAttribute('data-test-label'), { timeout: 30_000 }).toBe('confirmed');
    expect(day.printer.labels).toHaveLength(before + 1);
    await day.printer.settled();
    expect(day.printer.paper.at(-1)?.codes).toMatchObject([{ symbology: ']C0', text: 'WAYBILL-TEST' }]);
    await lookInBothThemes(day, 'devices');
  });
});
