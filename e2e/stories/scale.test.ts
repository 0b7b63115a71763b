// A scale on a real pseudo-terminal through a real device host: what lies on it reaches the page, it is missed when it is
// unplugged or its process dies, and heard again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';
import { openVirtualScale, type VirtualScale } from '../rigs/scale/virtual-scale';

type Weighed = {
  scaleId: string;
  reading: { milligrams: number | null; isStable: boolean; condition: string };
};
type Bridge = {
  waybill: {
    request: (name: string, input: unknown) => Promise<unknown>;
    on: (name: string, listener: (payload: Weighed) => void) => void;
  };
  weighed?: Weighed[];
};
type Device = { kind: string; state: string; reason: string | null };

let display: Display;
let folder: string;
let scale: VirtualScale;
let station: RunningStation;
beforeAll(async () => {
  display = await startDisplay();
  folder = mkdtempSync(join(tmpdir(), 'waybill-scale-story-'));
  scale = await openVirtualScale({ protocol: 'toledo-8217' });
  station = await launchStation({
    display,
    dataDir: folder,
    env: { LANG: 'en_US.UTF-8', WAYBILL_SCALE: `toledo-8217:${scale.path}` },
  });
  await station.page.evaluate(() => {
    const page = globalThis as unknown as Bridge;
    page.weighed = [];
    page.waybill.on('scale:weighed', (weighed) => page.weighed?.push(weighed));
  });
});
afterAll(async () => {
  await station.close();
  await scale.close();
  await display.stop();
  rmSync(folder, { recursive: true, force: true });
});

const patiently = { timeout: 20_000, interval: 50 };

const scaleState = async (): Promise<unknown> => {
  const devices = (await station.page.evaluate(() =>
    (globalThis as unknown as Bridge).waybill.request('devices:list', null),
  )) as Device[];
  return devices.filter(({ kind }) => kind === 'scale').map(({ state, reason }) => [state, reason]);
};

const shown = async (): Promise<unknown> => {
  const last = await station.page.evaluate(() => (globalThis as unknown as Bridge).weighed?.at(-1));
  return last && (last.reading.isStable ? last.reading.milligrams : last.reading.condition);
};

const act = (name: 'zero' | 'tare'): Promise<unknown> =>
  station.page.evaluate((order) => (globalThis as unknown as Bridge).waybill.request('scale:act', order), {
    scaleId: 'Scale',
    act: name,
  });

describe('a scale on a serial line', () => {
  it('tells the page what lies on it, and takes its zero', async () => {
    await expect.poll(scaleState, patiently).toEqual([['ready', null]]);
    scale.load(2_345);
    await expect.poll(shown, patiently).toBe(2_345_000);
    scale.pose('moving');
    await expect.poll(shown, patiently).toBe('moving');
    scale.pose('overloaded');
    await expect.poll(shown, patiently).toBe('overload');
    scale.pose('still');
    expect(await act('zero')).toBe('done');
    await expect.poll(shown, patiently).toBe(0);
  });

  it('says that it is unplugged or switched off, and is heard when it is back', async () => {
    await scale.unplug();
    await expect.poll(scaleState, patiently).toEqual([['absent', 'scale-not-there']]);
    scale.silence(true);
    await scale.plugIn();
    await expect.poll(scaleState, patiently).toEqual([['absent', 'scale-silent']]);
    scale.add(100);
    scale.silence(false);
    await expect.poll(scaleState, patiently).toEqual([['ready', null]]);
    await expect.poll(shown, patiently).toBe(100_000);
  });

  it('is heard again when the process that held it died', async () => {
    await station.app.evaluate(({ app }) => {
      const host = app.getAppMetrics().find(({ name }) => name === 'Waybill device host');
      if (host === undefined) throw new Error('there is no device host');
      process.kill(host.pid, 'SIGKILL');
    });
    const died = () => station.logLines().some(({ msg }) => msg === 'the device host ended');
    await expect.poll(died, patiently).toBe(true);
    await expect.poll(scaleState, patiently).toEqual([['ready', null]]);
    scale.add(11);
    await expect.poll(shown, patiently).toBe(111_000);
  });
});
