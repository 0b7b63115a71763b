// A scanner with a line of its own, on a real pseudo-terminal through a real device host: heard whatever has the keyboard, after
// it was unplugged, and after its process died.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';
import { openSerialLine, type SerialLine } from '../rigs/serial/serial-line';

type Bridge = { waybill: { request: (name: string, input: unknown) => Promise<unknown> } };
type Device = { kind: string; state: string; reason: string | null };

let display: Display;
let folder: string;
let line: SerialLine;
let station: RunningStation;
beforeAll(async () => {
  display = await startDisplay();
  folder = mkdtempSync(join(tmpdir(), 'waybill-serial-story-'));
  line = await openSerialLine();
  station = await launchStation({
    display,
    dataDir: folder,
    env: { LANG: 'en_US.UTF-8', WAYBILL_SCANNER: line.path },
  });
  await display.focusWindow('Waybill');
});
afterAll(async () => {
  await station.close();
  await line.close();
  await display.stop();
  rmSync(folder, { recursive: true, force: true });
});

const patiently = { timeout: 20_000, interval: 50 };

const scannerState = async (): Promise<unknown> => {
  const devices = (await station.page.evaluate(() =>
    (globalThis as unknown as Bridge).waybill.request('devices:list', null),
  )) as Device[];
  return devices.filter(({ kind }) => kind === 'scanner').map(({ state, reason }) => [state, reason]);
};

/** The enrolment form shows a scan in the field of the code. */
const shown = (): Promise<string> => station.page.getByLabel('Enrolment code').inputValue();

describe('a scanner on a serial line', () => {
  it('is heard while a person writes into another field, which stays as it is', async () => {
    await expect.poll(scannerState, patiently).toEqual([['ready', null]]);
    const name = station.page.getByLabel('Name of this station');
    await name.pressSequentially('Bench');
    await line.say('WB-CODE-1\r\n');
    await expect.poll(shown, patiently).toBe('WB-CODE-1');
    expect(await name.inputValue()).toBe('Bench');
  });

  it('says that it is unplugged, and is heard when it is back', async () => {
    await line.say('HALF-A-');
    await line.unplug();
    await expect.poll(scannerState, patiently).toEqual([['absent', 'scanner-not-there']]);
    await line.plugIn();
    await expect.poll(scannerState, patiently).toEqual([['ready', null]]);
    await line.say('WB-CODE-2\r');
    await expect.poll(shown, patiently).toBe('WB-CODE-2');
  });

  it('is heard again when the process that held it died', async () => {
    await station.app.evaluate(({ app }) => {
      const host = app.getAppMetrics().find(({ name }) => name === 'Waybill device host');
      if (host === undefined) throw new Error('there is no device host');
      process.kill(host.pid, 'SIGKILL');
    });
    const died = () => station.logLines().some(({ msg }) => msg === 'the device host ended');
    await expect.poll(died, patiently).toBe(true);
    await expect.poll(scannerState, patiently).toEqual([['ready', null]]);
    await line.say('WB-CODE-3');
    await expect.poll(shown, patiently).toBe('WB-CODE-3');
  });
});
