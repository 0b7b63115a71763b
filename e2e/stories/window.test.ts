// The window itself, before anything is packed: it opens, it is locked down, it comes back, there is one of it.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';

let display: Display;
let folder: string;
beforeAll(async () => {
  display = await startDisplay();
});
afterAll(async () => {
  await display.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the station without a test driver and waits for its end. */
const startAndEnd = async (dataDir: string) => {
  const { executablePath, args } = await electronRuntime();
  const env = { ...process.env, DISPLAY: display.name, WAYBILL_DATA_DIR: dataDir, LANG: 'en_US.UTF-8' };
  const { status, stderr } = spawnSync(executablePath, args, { env, encoding: 'utf8', timeout: 60_000 });
  return { status, stderr };
};

describe('the station window', () => {
  let station: RunningStation | null = null;
  afterEach(async () => {
    await station?.close();
    station = null;
  });
  const launch = async (): Promise<RunningStation> => {
    station = await launchStation({ display, dataDir: folder });
    return station;
  };

  it('opens its own page under its own name', async () => {
    const { page } = await launch();
    expect(await page.title()).toBe('Waybill');
    expect(page.url()).toBe('app://waybill/index.html');
  });

  it('has no Node, no Electron and nothing but the bridge', async () => {
    const { page } = await launch();
    const seen = await page.evaluate(() => ({
      node: [
        typeof (globalThis as { process?: unknown }).process,
        typeof (globalThis as { require?: unknown }).require,
      ],
      bridge: Object.keys((globalThis as unknown as { waybill: object }).waybill).sort(),
    }));
    expect(seen).toEqual({ node: ['undefined', 'undefined'], bridge: ['on', 'request'] });
  });

  it('runs no inline script, opens no window, goes nowhere else, fetches from nobody else, and is given nothing but a camera', async () => {
    const { page, app } = await launch();
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      const opened = window.open('http://127.0.0.1:9/');
      const fetched = await fetch('http://127.0.0.1:9/').then(
        () => true,
        () => false,
      );
      const state = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      const permissions = await Promise.all(
        ['camera', 'microphone', 'geolocation', 'notifications'].map(state),
      );
      location.href = 'http://127.0.0.1:9/';
      return { ranInline: 'ranInline' in globalThis, opened: opened !== null, fetched, permissions };
    });
    expect(outcome).toEqual({
      ranInline: false,
      opened: false,
      fetched: false,
      permissions: ['granted', 'denied', 'denied', 'denied'],
    });
    expect(page.url()).toBe('app://waybill/index.html');
    expect(app.windows()).toHaveLength(1);
  });

  it('answers what it knows and refuses what it does not', async () => {
    const { page } = await launch();
    const ask = (name: string, input: unknown) =>
      page.evaluate(
        ([request, payload]) =>
          (
            globalThis as unknown as { waybill: { request: (n: unknown, i: unknown) => Promise<unknown> } }
          ).waybill
            .request(request, payload)
            .then(
              (output) => ({ output }),
              (failure: unknown) => ({ failure }),
            ),
        [name, input] as const,
      );
    expect(await ask('station:info', null)).toMatchObject({ output: { station: null } });
    expect(await ask('station:token', null)).toMatchObject({ failure: { code: 'window.unknown-request' } });
    expect(await ask('station:enrol', { code: 1 })).toMatchObject({ failure: { code: 'window.bad-input' } });
  });

  it('comes back by itself when its page dies', async () => {
    const { app, logLines } = await launch();
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    const said = () => logLines().some(({ msg }) => msg === 'the page stopped and is loaded again');
    await expect.poll(said, { timeout: 20_000 }).toBe(true);
    const bridge = () =>
      app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents === undefined || contents.isCrashed() || contents.isLoading()) return 'not yet';
        return contents.executeJavaScript('typeof window.waybill.request') as Promise<string>;
      });
    await expect.poll(bridge, { timeout: 20_000 }).toBe('function');
  });

  it('hears keys of the operating system by their place, whatever the keyboard layout', async () => {
    const { app } = await launch();
    await app.evaluate(({ BrowserWindow }) => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      BrowserWindow.getAllWindows()[0]?.webContents.on('before-input-event', (_event, input) => {
        if (input.type === 'keyDown') heard.push(input.shift ? `shift ${input.code}` : input.code);
      });
    });
    const heard = () => app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
    for (const layout of ['us', 'tr', 'fr']) {
      await display.setLayout(layout);
      await display.focusWindow('Waybill');
      await display.typeScan('q-A1');
    }
    await display.setLayout('us');
    const once = ['KeyQ', 'Minus', 'shift ShiftLeft', 'shift KeyA', 'Digit1', 'Enter'];
    await expect.poll(heard).toEqual([...once, ...once, ...once]);
  });

  it('is one a folder: a second start brings the first to the front and says so', async () => {
    const { app } = await launch();
    const second = await startAndEnd(folder);
    expect(second.status).toBe(3);
    expect(second.stderr).toContain('already open');
    expect(app.windows()).toHaveLength(1);
  });
});

describe('a station folder that cannot be used', () => {
  it('is named when it is a file', async () => {
    writeFileSync(join(folder, 'station'), '');
    const { status, stderr } = await startAndEnd(folder);
    expect(status).toBe(4);
    expect(stderr).toContain(join(folder, 'station'));
  });

  it('is named when a newer version wrote it', async () => {
    mkdirSync(join(folder, 'station'));
    writeFileSync(join(folder, 'station', 'station.json'), '{"version":99}');
    chmodSync(join(folder, 'station', 'station.json'), 0o600);
    const { status, stderr } = await startAndEnd(folder);
    expect(status).toBe(5);
    expect(stderr).toContain('newer Waybill');
  });
});
