// One bench of the warehouse: a screen with a keyboard, a label printer, a cable to head office, and a real station that
// was enrolled through it. What a person does goes through the display.
// Must leave nothing running: `end` stops whatever state a story left things in.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { StationInfo } from '../../shared/contract/window';
import { type Display, startDisplay } from './display';
import { launchStation, type RunningStation } from './electron';
import type { HeadOfficeBooks } from './head-office-books';
import { badgeCode, commandCode, orderCode } from './printed-codes';
import { type SeenVerdict, type StationScreen, stationScreen } from './station-screen';
import { arrivedCount, arrivedIds } from './station-store';
import { startVirtualPrinter, type VirtualPrinter } from './virtual-printer/virtual-printer';

export type BenchPlaceOptions = {
  books: HeadOfficeBooks;
  /** Where the station finds head office: the near end of its cable. */
  origin: string;
  enrolCode: string;
  stationName: string;
  /** How long the station may take to get everything from head office. */
  arrivalMs?: number;
  /** Folder for the printed labels; a fresh one when absent. */
  labels?: string;
  size?: { width: number; height: number };
  env?: Record<string, string>;
  /** What an administrator wrote into station.json before the first start. */
  settings?: Record<string, unknown>;
  /** Of the station's program, such as devices that Chromium makes up. */
  args?: readonly string[];
};

export type BenchPlace = {
  printer: VirtualPrinter;
  display: Display;
  screen: StationScreen;
  station: () => RunningStation;
  stationId: () => string;
  /** Types a code as the scanner does and answers with what the screen then says. */
  scan: (code: string, options?: { gapMs?: number }) => Promise<SeenVerdict>;
  /** Several scans, each answered before the next. */
  scanAll: (codes: readonly string[]) => Promise<SeenVerdict[]>;
  /** Scans a code of the command sheet. */
  command: (command: string) => Promise<SeenVerdict>;
  logIn: (badge?: string) => Promise<SeenVerdict>;
  openOrder: (number: string) => Promise<SeenVerdict>;
  killStation: () => Promise<void>;
  /** Starts the station on the same folder again and waits until it can be worked with. */
  startStation: () => Promise<void>;
  /** Resolves when nothing waits to be sent and head office has every op. */
  delivered: () => Promise<void>;
};

const evidenceFolder = resolve(import.meta.dirname, '../../out/test/workdays');
const patienceMs = 30_000;
/** Longer than the time in which a scanner's second reading of one item counts once. */
const sameCodeMs = 400;
/** The strip counts a scan's ops a moment after its verdict (renderer/data/rest.ts). */
const countedAfterMs = 200;

/** Waits until `holds` answers true; throws with `what` when it does not in time. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs = patienceMs,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`);
    await wait(40);
  }
}

/** @param undo what has to be done in the end, last first, is added to it, also when the bench does not get ready */
export async function startBenchPlace(
  options: BenchPlaceOptions,
  undo: Array<() => unknown>,
): Promise<BenchPlace> {
  const stationDir = mkdtempSync(join(tmpdir(), 'waybill-station-'));
  undo.push(() => rmSync(stationDir, { recursive: true, force: true }));
  if (options.settings) {
    mkdirSync(join(stationDir, 'station'), { recursive: true });
    const settings = JSON.stringify({ version: 1, ...options.settings });
    writeFileSync(join(stationDir, 'station', 'station.json'), settings);
  }
  const told: string[] = [];
  undo.push(() => keepEvidence(stationDir, told));
  const display = await startDisplay(options.size ?? { width: 1920, height: 1080 });
  undo.push(() => display.stop());
  const labels = options.labels ?? mkdtempSync(join(tmpdir(), 'waybill-labels-'));
  if (options.labels === undefined) undo.push(() => rmSync(labels, { recursive: true, force: true }));
  const printer = await startVirtualPrinter({ out: labels });
  undo.push(() => printer.close());

  let running: RunningStation | null = null;
  let stationId = '';
  const station = (): RunningStation => {
    if (running === null) throw new Error('the station is not running');
    return running;
  };
  undo.push(() => running?.kill());
  const screen = stationScreen(() => station().page);

  const startStation = async (): Promise<void> => {
    running = await launchStation({
      display,
      dataDir: stationDir,
      headOffice: options.origin,
      enrolCode: options.enrolCode,
      stationName: options.stationName,
      args: options.args ?? [],
      env: { WAYBILL_PRINTER: `127.0.0.1:${printer.port}`, LANG: 'en_GB.UTF-8', ...options.env },
    });
    const { page } = running;
    await page.locator('footer [data-state]').first().waitFor({ timeout: patienceMs });
    await display.focusWindow('Waybill');
    const info = await page.evaluate(() =>
      (
        globalThis as unknown as {
          waybill: { request: (name: string, input: null) => Promise<StationInfo> };
        }
      ).waybill.request('station:info', null),
    );
    stationId = info.station?.stationId ?? '';
  };

  let last = { code: '', endedMs: 0 };
  const scan: BenchPlace['scan'] = async (code, { gapMs = 1 } = {}) => {
    // A person needs a moment to take up the next one of the same; sooner is the scanner reading one item twice.
    if (code === last.code) await wait(Math.max(0, last.endedMs + sameCodeMs - Date.now()));
    const before = await screen.answered();
    await display.typeScan(code, { gapMs });
    last = { code, endedMs: Date.now() };
    await until(`an answer to ${code}`, async () => (await screen.answered()) > before);
    const seen = await screen.verdict();
    told.push(`${new Date().toISOString()} ${code} -> ${seen.tone} | ${seen.title} | ${seen.next}`);
    return seen;
  };

  const place: BenchPlace = {
    printer,
    display,
    screen,
    station,
    stationId: () => stationId,
    scan,
    scanAll: async (codes) => {
      const seen: SeenVerdict[] = [];
      for (const code of codes) seen.push(await scan(code));
      return seen;
    },
    command: (name) => scan(commandCode(name)),
    logIn: (badge = 'P1') => scan(badgeCode(badge)),
    openOrder: (number) => scan(orderCode(number)),
    killStation: async () => {
      const dying = station();
      running = null;
      await dying.kill();
    },
    startStation,
    delivered: async () => {
      await wait(countedAfterMs);
      await until('everything is delivered', async () => {
        const { words = '' } = (await screen.strip('Head office')) ?? {};
        return /\b0 unsent/.test(words);
      });
    },
  };
  await startStation();
  await until('what the bench needs has arrived', () => hasArrived(options.books, place), options.arrivalMs);
  return place;
}

/** What a story that failed can be understood by: every scan with its answer, and the station's log. */
function keepEvidence(stationDir: string, told: readonly string[]): void {
  const kept = join(evidenceFolder, basename(stationDir));
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, 'scans.txt'), `${told.join('\n')}\n`);
  const logs = join(stationDir, 'station', 'logs');
  if (existsSync(logs)) cpSync(logs, kept, { recursive: true });
}

/** Whether the parcels handed to this station are in its own store, and all that a scan may mean. */
async function hasArrived(books: HeadOfficeBooks, { station, stationId }: BenchPlace): Promise<boolean> {
  const [held, [wanted]] = await Promise.all([
    books.heldBy(stationId()),
    books.ask<Record<string, number>>(
      `SELECT (SELECT count(*) FROM barcode)::int AS barcodes, (SELECT count(*) FROM product)::int AS products,
              (SELECT count(*) FROM directory)::int AS directory`,
    ),
  ]);
  const { page } = station();
  for (const [collection, count] of Object.entries(wanted ?? {}))
    if ((await arrivedCount(page, collection)) !== count) return false;
  const parcels = new Set(await arrivedIds(page, 'parcels'));
  return held.length > 0 && held.every(({ parcelId }) => parcels.has(parcelId));
}
