// The station as a person has it: the built application in real Electron, on a screen of its own, with a folder of its
// own. Must never reach into the page to fake what a person or a device does; see display.ts for keys.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import type { Display } from './display';

export type StationOptions = {
  display: Pick<Display, 'name'>;
  /** Data folder; the station's own files are in `station` inside it. A fresh one when absent. */
  dataDir?: string;
  /** Origin of head office. */
  headOffice?: string;
  /** One-time code to enrol with at first start. */
  enrolCode?: string;
  stationName?: string;
  env?: Record<string, string>;
  args?: readonly string[];
};

export type RunningStation = {
  app: ElectronApplication;
  page: Page;
  dataDir: string;
  /** Milliseconds from launch to a loaded page. */
  launchMs: number;
  /** The station's own log, one object a line. */
  logLines: () => Array<Record<string, unknown>>;
  /** Lines the page wrote to its console since it loaded, with their kind in front. */
  consoleLines: readonly string[];
  /** Ends it as a person does. */
  close: () => Promise<void>;
  /** kill -9 of all its processes: nothing gets a chance to be written. */
  kill: () => Promise<void>;
};

/** Starts the built station (run `npm run build` first) and waits until its page has loaded. */
export async function launchStation(options: StationOptions): Promise<RunningStation> {
  const runtime = await electronRuntime();
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'waybill-station-'));
  const env: Record<string, string> = {
    ...(process.env as Record<string, string>),
    DISPLAY: options.display.name,
    WAYBILL_DATA_DIR: dataDir,
    ...(options.headOffice === undefined ? {} : { WAYBILL_HEAD_OFFICE: options.headOffice }),
    ...(options.enrolCode === undefined ? {} : { WAYBILL_ENROL_CODE: options.enrolCode }),
    ...(options.stationName === undefined ? {} : { WAYBILL_STATION_NAME: options.stationName }),
    ...options.env,
  };
  const startedMs = performance.now();
  const app = await _electron.launch({
    executablePath: runtime.executablePath,
    args: [...runtime.args, ...(options.args ?? [])],
    env,
    timeout: 60_000,
  });
  const consoleLines: string[] = [];
  app.on('console', (message) => consoleLines.push(`main ${message.type()}: ${message.text()}`));
  const page = await app.firstWindow({ timeout: 60_000 });
  page.on('console', (message) => consoleLines.push(`page ${message.type()}: ${message.text()}`));
  page.on('pageerror', (cause) => consoleLines.push(`page error: ${cause.message}`));
  await page.waitForLoadState('load');
  const ended = new Promise<void>((done) => app.process().once('exit', () => done()));
  return {
    app,
    page,
    dataDir,
    launchMs: performance.now() - startedMs,
    consoleLines,
    logLines: () =>
      readFileSync(join(dataDir, 'station', 'logs', 'station.log'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    close: async () => {
      await app.close();
      await ended;
    },
    kill: async () => {
      killGroup(app.process());
      await ended;
    },
  };
}

/** The driver starts it as the leader of a process group, so that window, device host and storage die with it. */
function killGroup(leader: ChildProcess): void {
  if (leader.pid === undefined || leader.exitCode !== null || leader.signalCode !== null) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch {
    leader.kill('SIGKILL');
  }
}
