// A whole warehouse for one story: a real head office with the sample company, a cable that can be cut, a label printer,
// a screen with a keyboard, and a real station enrolled through the cable. What a person does goes through the display.
// Must leave nothing running: `end` stops whatever state the story left things in.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { StationInfo } from '../../shared/contract/window';
import { type Display, startDisplay } from './display';
import { launchStation, type RunningStation } from './electron';
import { endDatabase, type HeadOffice, sampleDataDir, startHeadOffice } from './head-office';
import { type HeadOfficeBooks, headOfficeBooks } from './head-office-books';
import { type HeadOfficeDoor, headOfficeDoor, type OrderWish, type PlacedOrder } from './head-office-door';
import { type NetworkCut, startNetworkCut } from './network-cut';
import { badgeCode, commandCode, orderCode } from './printed-codes';
import { type SeenVerdict, type StationScreen, stationScreen } from './station-screen';
import { arrivedCount, arrivedIds } from './station-store';
import { startVirtualPrinter, type VirtualPrinter } from './virtual-printer/virtual-printer';

export type WorkdayOptions = {
  /** Done to head office before anything is placed or any station starts. */
  prepare?: (books: HeadOfficeBooks) => Promise<void>;
  /** How long the station may take to get everything from head office. */
  arrivalMs?: number;
  /** Placed before the station starts, so that it holds them from its first greeting. */
  orders?: (books: HeadOfficeBooks) => Promise<readonly OrderWish[]>;
  stationName?: string;
  /** Folder for the printed labels; a fresh one when absent. */
  labels?: string;
  size?: { width: number; height: number };
  env?: Record<string, string>;
};

export type Workday = {
  /** Head office's data folder. */
  officeDir: string;
  books: HeadOfficeBooks;
  door: HeadOfficeDoor;
  cable: NetworkCut;
  printer: VirtualPrinter;
  display: Display;
  screen: StationScreen;
  /** Orders of `options.orders`, in their order. */
  orders: readonly PlacedOrder[];
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
  stopHeadOffice: () => Promise<void>;
  /** kill -9 of the server process; its database goes on without it. */
  killHeadOffice: () => Promise<void>;
  /** Starts head office again on the same folder and port. */
  startHeadOffice: () => Promise<void>;
  /** Resolves when nothing waits to be sent and head office has every op. */
  delivered: () => Promise<void>;
  end: () => Promise<void>;
};

const evidenceFolder = resolve(import.meta.dirname, '../../out/test/workdays');
const patienceMs = 30_000;
/** Longer than the time in which a scanner's second reading of one item counts once. */
const sameCodeMs = 400;
/** The strip counts a scan's ops after the scan's verdict is painted (renderer/data/rest.ts). */
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

export async function startWorkday(options: WorkdayOptions = {}): Promise<Workday> {
  const undo: Array<() => unknown> = [];
  const end = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const officeDir = await sampleDataDir();
    undo.push(() => rmSync(officeDir, { recursive: true, force: true }));
    const stationDir = mkdtempSync(join(tmpdir(), 'waybill-station-'));
    undo.push(() => rmSync(stationDir, { recursive: true, force: true }));
    const told: string[] = [];
    undo.push(() => keepEvidence(stationDir, told));
    const display = await startDisplay(options.size ?? { width: 1920, height: 1080 });
    undo.push(() => display.stop());
    let office: HeadOffice | null = await startHeadOffice({ dataDir: officeDir, sample: false });
    undo.push(async () => {
      await office?.stop();
      endDatabase(officeDir);
    });
    const { origin, port, enrolCode } = office;
    const books = headOfficeBooks(officeDir);
    const door = headOfficeDoor(origin, officeDir, books);
    await options.prepare?.(books);
    const orders: PlacedOrder[] = [];
    for (const wish of (await options.orders?.(books)) ?? []) orders.push(await door.placeOrder(wish));
    const cable = await startNetworkCut(origin);
    undo.push(() => cable.close());
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
        headOffice: cable.origin,
        enrolCode,
        stationName: options.stationName ?? 'Bench 3',
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
    const scan: Workday['scan'] = async (code, { gapMs = 1 } = {}) => {
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
    const command = (name: string): Promise<SeenVerdict> => scan(commandCode(name));

    const day: Workday = {
      officeDir,
      books,
      door,
      cable,
      printer,
      display,
      screen,
      orders,
      station,
      stationId: () => stationId,
      scan,
      scanAll: async (codes) => {
        const seen: SeenVerdict[] = [];
        for (const code of codes) seen.push(await scan(code));
        return seen;
      },
      command,
      logIn: (badge = 'P1') => scan(badgeCode(badge)),
      openOrder: (number) => scan(orderCode(number)),
      killStation: async () => {
        const dying = station();
        running = null;
        await dying.kill();
      },
      startStation,
      stopHeadOffice: async () => {
        await office?.stop();
        office = null;
      },
      killHeadOffice: async () => {
        await office?.kill();
        office = null;
      },
      startHeadOffice: async () => {
        office = await startHeadOffice({ dataDir: officeDir, port, sample: false });
      },
      delivered: async () => {
        await wait(countedAfterMs);
        await until('everything is delivered', async () => {
          const { words = '' } = (await screen.strip('Head office')) ?? {};
          return /\b0 unsent/.test(words);
        });
      },
      end,
    };
    await startStation();
    await until('what the bench needs has arrived', () => hasArrived(day), options.arrivalMs);
    return day;
  } catch (cause) {
    await end();
    throw cause;
  }
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
async function hasArrived({ books, station, stationId }: Workday): Promise<boolean> {
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
