// Last scanner key to painted verdict, at a bench whose own store holds a large company: real X11 keys into real
// Electron, a real head office behind it. Measured by the station itself, for every scan, in the browser's timeline. Half of the
// scans are made while head office plans which of several hundred boxes are picked together: no plan may be felt at a bench.
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { type Display, startDisplay } from '../e2e/rigs/display';
import { launchStation } from '../e2e/rigs/electron';
import { sampleDataDir, startHeadOffice } from '../e2e/rigs/head-office';
import { type Goods, type HeadOfficeBooks, headOfficeBooks } from '../e2e/rigs/head-office-books';
import { headOfficeDoor } from '../e2e/rigs/head-office-door';
import { badgeCode, commandCode, orderCode } from '../e2e/rigs/printed-codes';
import { arrivedCount } from '../e2e/rigs/station-store';
import { stationScreen } from '../e2e/rigs/station-screen';
import { startBarePrinter } from '../e2e/rigs/virtual-printer/printer';
import { setUp } from '../scripts/setup.mjs';
import {
  atMost,
  type Bench,
  type BenchContext,
  BenchCannotRun,
  type BenchFindings,
  percentile,
  spread,
} from './bench';
import { enlargeCompany } from './scan/enlarge-company';
import { keepPlanning } from './scan/keep-planning';
import { strictWriteBaseline } from './scan/strict-write-baseline';

const linesPerOrder = 10;
const unitsPerLine = 2;
/** Four scans a second: faster than hands that also move what they scan. */
const paceMs = 250;
const askAfterMs = 80;
const documents = 100_000;
const syncPatienceMs = 900_000;
/** Boxes that are planned while the second half is scanned. */
const boxesPlanned = 400;
const warehouseId = 'W1';
const baselineWrites = 500;

export const bench: Bench = {
  name: 'scan',
  about:
    'Four scans a second, typed by X11, at a station with 100,000 products and 100,000 orders in its local store: last key to painted verdict, beside a bare durable IndexedDB write with a painted frame in the same window. The second half of the scans is made while head office plans a release of several hundred boxes.',
  defaultN: 2000,
  extraFlags: { documents: 'products and orders in the local store (100000)' },
  run,
};

async function run(context: BenchContext): Promise<BenchFindings> {
  const { options, note } = context;
  setUp('demo');
  const count = Number(options.extra['documents'] ?? documents);
  if (!Number.isInteger(count) || count < 1)
    throw new BenchCannotRun('--documents is a whole number of documents');
  const undo: Array<() => unknown> = [];
  try {
    const officeDir = await sampleDataDir();
    undo.push(() => rmSync(officeDir, { recursive: true, force: true }));
    const office = await startHeadOffice({ dataDir: officeDir, sample: false });
    undo.push(() => office.stop());
    const books = headOfficeBooks(officeDir);
    note(`making head office a company of ${count} products and ${count} orders`);
    await enlargeCompany(books, count);
    const door = headOfficeDoor(office.origin, officeDir, books);
    const orders = await placeOrders(context, books, door);
    const printer = await startBarePrinter();
    undo.push(() => printer.close());
    const display = await startDisplay({ width: 1920, height: 1080 });
    undo.push(() => display.stop());
    const dataDir = mkdtempSync(join(tmpdir(), 'waybill-bench-scan-'));
    undo.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const station = await launchStation({
      display,
      dataDir,
      headOffice: office.origin,
      enrolCode: office.enrolCode,
      stationName: 'Bench',
      env: { WAYBILL_PRINTER: `127.0.0.1:${printer.port}`, LANG: 'en_GB.UTF-8' },
    });
    undo.push(() => station.close());
    const stored = await untilSynced(context, station.page, count);
    await display.focusWindow('Waybill');
    const half = Math.ceil(orders.length / 2);
    const scan = scannerAt(station.page, display);
    await scan(badgeCode('P1'));
    await scanOrders(context, scan, orders.slice(0, half));
    const verdictMs = await verdictsSince(station.page, 0);
    note(`${verdictMs.length} scans answered; measuring a bare durable write in the same window`);
    const baselineMs = await strictWriteBaseline(station.page, baselineWrites);
    note(`the other half, while head office plans a release of up to ${boxesPlanned} boxes`);
    const planning = keepPlanning(door, warehouseId, boxesPlanned);
    undo.push(() => planning.stop().catch(() => undefined));
    await planning.begun;
    const startMs = performance.now();
    await scanOrders(context, scan, orders.slice(half));
    const planVerdictMs = await verdictsSince(station.page, verdictMs.length);
    const planBaselineMs = await strictWriteBaseline(station.page, baselineWrites);
    const tookMs = performance.now() - startMs;
    const planned = await planning.stop();
    note(`${planVerdictMs.length} scans answered while ${planned.plans} plans were under way`);
    if (planned.boxes < boxesPlanned / 2)
      throw new BenchCannotRun(`only ${planned.boxes} boxes waited to be planned`);
    const p50 = percentile(verdictMs, 0.5);
    const p99 = percentile(verdictMs, 0.99);
    const planP50 = percentile(planVerdictMs, 0.5);
    const planP99 = percentile(planVerdictMs, 0.99);
    return {
      data: `generated: ${stored.products} products, ${stored.orders} orders in the local store; the sample company's goods are scanned`,
      n: verdictMs.length + planVerdictMs.length,
      figures: {
        verdictP50Ms: p50,
        verdictP95Ms: percentile(verdictMs, 0.95),
        verdictP99Ms: p99,
        verdictMaxMs: Math.max(...verdictMs),
        baselineRatioP50: p50 / percentile(baselineMs, 0.5),
        baselineRatioP99: p99 / percentile(baselineMs, 0.99),
        ...spread('whilePlanning', planVerdictMs),
        whilePlanningRatioP50: planP50 / p50,
        whilePlanningRatioP99: planP99 / p99,
        plans: planned.plans,
        boxesPlanned: planned.boxes,
        planTurns: planned.turns,
        planningShare: Math.min(1, planned.planningMs / tookMs),
      },
      peers: {
        strictWriteAndFrame: spreadOf(baselineMs),
        strictWriteAndFrameWhilePlanning: spreadOf(planBaselineMs),
      },
      bars: {
        verdictP50Ms: atMost(p50, 16),
        verdictP99Ms: atMost(p99, 50),
        whilePlanningP50Ms: atMost(planP50, 16),
        whilePlanningP99Ms: atMost(planP99, 50),
      },
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

type BenchOrder = { number: string; goods: readonly Goods[] };

async function placeOrders(
  { options, note }: BenchContext,
  books: HeadOfficeBooks,
  door: ReturnType<typeof headOfficeDoor>,
): Promise<BenchOrder[]> {
  // One for each half at least.
  const count = Math.max(2, Math.ceil(options.n / (linesPerOrder * unitsPerLine)));
  const goods = await books.goods(Math.min(linesPerOrder * count, 300), 8);
  const orders: BenchOrder[] = [];
  for (let index = 0; index < count; index += 1) {
    const chosen = Array.from(
      { length: linesPerOrder },
      (_, line) => goods[(index * linesPerOrder + line) % goods.length],
    );
    const mine = chosen.filter((item) => item !== undefined);
    const lines = mine.map((item) => ({ sku: item.sku, quantity: unitsPerLine }));
    const { number } = await door.placeOrder({ lines });
    orders.push({ number, goods: mine });
  }
  note(`${count} orders of ${linesPerOrder} lines wait`);
  return orders;
}

async function untilSynced(
  { note }: BenchContext,
  page: Page,
  count: number,
): Promise<{ products: number; orders: number }> {
  const untilMs = Date.now() + syncPatienceMs;
  let toldMs = 0;
  for (;;) {
    const stored = {
      products: await arrivedCount(page, 'products'),
      orders: await arrivedCount(page, 'orders'),
    };
    const barcodes = await arrivedCount(page, 'barcodes');
    if (stored.products >= count && stored.orders >= count && barcodes >= count) return stored;
    if (Date.now() > untilMs)
      throw new BenchCannotRun(`the station did not get everything in ${syncPatienceMs / 1000} s`);
    if (Date.now() - toldMs > 15_000) {
      note(`the station has ${stored.products} products, ${barcodes} codes and ${stored.orders} orders`);
      toldMs = Date.now();
    }
    await wait(2000);
  }
}

/** Key to verdict of every scan after the first `from` of this window. */
async function verdictsSince(page: Page, from: number): Promise<number[]> {
  const all = await page.evaluate(() =>
    performance.getEntriesByName('scan-verdict').map((entry) => entry.duration),
  );
  return all.slice(from);
}

function spreadOf(ms: readonly number[]): Record<'p50Ms' | 'p95Ms' | 'p99Ms', number> {
  return { p50Ms: percentile(ms, 0.5), p95Ms: percentile(ms, 0.95), p99Ms: percentile(ms, 0.99) };
}

type Scan = (code: string) => Promise<void>;

/** No scan before the answer to the last. */
function scannerAt(page: Page, display: Display): Scan {
  const screen = stationScreen(() => page);
  let earliestMs = 0;
  return async (code) => {
    await wait(Math.max(0, earliestMs - performance.now()));
    earliestMs = performance.now() + paceMs;
    const before = await screen.answered();
    await display.typeScan(code, { gapMs: 2 });
    const untilMs = Date.now() + 20_000;
    // Asking is work for the page too: not while it answers.
    await wait(askAfterMs);
    while ((await screen.answered()) <= before) {
      if (Date.now() > untilMs)
        throw new BenchCannotRun(`no answer to ${code}; the screen says "${(await screen.verdict()).title}"`);
      await wait(10);
    }
    const verdict = await screen.verdict();
    if (verdict.tone === 'stop')
      throw new BenchCannotRun(`${code} was answered with a stop: ${verdict.title}. ${verdict.next}`);
  };
}

/** Every order as a packer packs it: open, every unit, box, seal. */
async function scanOrders(context: BenchContext, scan: Scan, orders: readonly BenchOrder[]): Promise<void> {
  let packed = 0;
  for (const order of orders) {
    await scan(orderCode(order.number));
    for (let unit = 0; unit < unitsPerLine; unit += 1) {
      for (const item of order.goods) await scan(item.code.replace(/^0/, ''));
    }
    await scan('WBXB3W');
    await scan(commandCode('seal'));
    packed += 1;
    if (packed % 10 === 0) context.note(`${packed} of ${orders.length} orders packed`);
  }
}
