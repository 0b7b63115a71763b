// A new station's first hour in seconds: everything a large company has comes down into a real Electron window while a
// packer logs in and works. What came is counted in the station's own database afterwards. Beside it, in the same run, the
// same pages read by a client that stores nothing: what head office and the wire allow.
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { until } from '../e2e/rigs/bench-place';
import { type Display, startDisplay } from '../e2e/rigs/display';
import { launchStation } from '../e2e/rigs/electron';
import { badgeCode, commandCode, orderCode } from '../e2e/rigs/printed-codes';
import { stationScreen } from '../e2e/rigs/station-screen';
import { arrivedCount } from '../e2e/rigs/station-store';
import { collectionNames } from '../shared/sync/documents';
import { setUp } from '../scripts/setup.mjs';
import {
  atLeast,
  atMost,
  type Bench,
  BenchCannotRun,
  type BenchContext,
  type BenchFindings,
  exactly,
  percentile,
} from './bench';
import { enlargeCompany } from './scan/enlarge-company';
import { openSyncCompany, type SyncCompany } from './sync/company';

const wantedPerSecond = 20_000;
const patienceMs = 600_000;
/** Nothing more was asked for so long: the first round is over. */
const quietMs = 2_000;
/** Faster than hands that also move what they scan. */
const paceMs = 250;
const orders = 40;
const unitsPerOrder = 12;

export const bench: Bench = {
  name: 'sync-initial',
  about:
    'Documents per second that a new station takes into its store in a real Electron window, from its first page to its last, and the verdicts of scans made meanwhile; beside the same pages read and not stored.',
  defaultN: 100_000,
  run,
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const company = await openSyncCompany(options.seed, note);
  const undo: Array<() => unknown> = [() => company.end()];
  try {
    const { books, door, office } = company;
    const each = Math.ceil(options.n / 3);
    note(`making head office a company of ${each} products, as many codes and as many orders`);
    await enlargeCompany(books, each);
    const numbers = await placePackable(company);
    const raw = await readPages(company);
    note(`read without storing: ${Math.round(raw.documentsPerSecond)} documents a second`);

    const display = await startDisplay({ width: 1920, height: 1080 });
    undo.push(() => display.stop());
    const station = await launchStation({
      display,
      headOffice: office.origin,
      enrolCode: await door.enrolCode(),
      stationName: 'New bench',
      env: { LANG: 'en_GB.UTF-8' },
    });
    undo.push(() => rmSync(station.dataDir, { recursive: true, force: true }));
    undo.push(() => station.close());
    const { page } = station;
    await watchPage(page);
    const work = packMeanwhile(page, display, numbers);
    const pulled = await untilQuiet(page);
    work.stop();
    const { scans, usableAfterMs } = await work.done;
    const [wanted, stored] = [await documentsOf(company), await storedCount(page)];
    const seconds = (pulled.lastMs - pulled.firstMs) / 1000;
    const meanwhile = await verdictsUntil(page, pulled.lastMs);
    const long = await longTasks(page, pulled.lastMs);
    const rate = wanted.all / seconds;
    return {
      data: `generated company: ${wanted.all} documents (${wanted.words}); order scans and item scans meanwhile`,
      n: wanted.all,
      figures: {
        documentsPerSecond: rate,
        seconds,
        pages: pulled.pages,
        missing: wanted.all - stored,
        scansMeanwhile: meanwhile.length,
        scansInAll: scans,
        usableAfterMs: usableAfterMs - pulled.firstMs,
        verdictP50Ms: percentile(meanwhile, 0.5),
        verdictP99Ms: percentile(meanwhile, 0.99),
        longestTaskMs: Math.max(0, ...long),
        longTasks: long.length,
      },
      peers: { 'pages read by a client that stores nothing': raw },
      bars: {
        documentsPerSecond: atLeast(rate, wantedPerSecond),
        missing: exactly(wanted.all - stored, 0),
        scansMeanwhile: atLeast(meanwhile.length, 1),
        verdictP99Ms: atMost(percentile(meanwhile, 0.99), 100),
      },
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

type Packable = { number: string; codes: string[] };

/** Orders of many units, so that a packer is not done before the company has come. */
async function placePackable({ books, door }: SyncCompany): Promise<Packable[]> {
  const goods = await books.goods(unitsPerOrder, orders + 5);
  const placed: Packable[] = [];
  for (let index = 0; index < orders; index += 1) {
    const lines = goods.map(({ sku }) => ({ sku, quantity: 1 }));
    const { number } = await door.placeOrder({ lines: index < 2 ? lines : lines.slice(0, 1) });
    if (index < 2) placed.push({ number, codes: goods.map(({ code }) => code.replace(/^0/, '')) });
  }
  return placed;
}

/** What a station of the warehouse pulls. */
async function documentsOf({ books }: SyncCompany): Promise<{ all: number; words: string }> {
  const [row] = await books.ask<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM product) AS products, (SELECT count(*)::int FROM barcode) AS barcodes,
            (SELECT count(*)::int FROM sales_order WHERE warehouse_ids @> ARRAY['W1']) AS orders,
            (SELECT count(*)::int FROM parcel WHERE stream_id = 'W1') AS parcels,
            (SELECT count(*)::int FROM stock WHERE stream_id = 'W1') AS stock,
            (SELECT count(*)::int FROM task WHERE stream_id = 'W1') AS tasks,
            (SELECT count(*)::int FROM directory) AS directory`,
  );
  const counts = Object.entries(row ?? {});
  return {
    all: counts.reduce((sum, [, count]) => sum + count, 0),
    words: counts.map(([name, count]) => `${count} ${name}`).join(', '),
  };
}

/** The pages a station asks for, all collections side by side as it asks for them. */
async function readPages(company: SyncCompany): Promise<{ documentsPerSecond: number; mebibytes: number }> {
  const station = await company.enrol('Reader');
  const startedMs = performance.now();
  let documents = 0;
  let bytes = 0;
  await Promise.all(
    collectionNames.map(async (collection) => {
      for (let after = ''; ; ) {
        const answer = await fetch(
          `${company.office.origin}/v1/pull?collection=${collection}&limit=1000${after}`,
          {
            headers: { authorization: `Bearer ${station.token}` },
          },
        );
        const text = await answer.text();
        const page = JSON.parse(text) as { documents: unknown[]; checkpoint: { epoch: string; seq: number } };
        documents += page.documents.length;
        bytes += text.length;
        if (page.documents.length < 1000) return;
        after = `&epoch=${page.checkpoint.epoch}&seq=${page.checkpoint.seq}`;
      }
    }),
  );
  return {
    documentsPerSecond: (documents * 1000) / (performance.now() - startedMs),
    mebibytes: bytes / 2 ** 20,
  };
}

type Watching = { longTasks?: { startMs: number; ms: number }[] };

async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    performance.setResourceTimingBufferSize(20_000);
    const longTasks: { startMs: number; ms: number }[] = [];
    (globalThis as Watching).longTasks = longTasks;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        longTasks.push({ startMs: startTime, ms: duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

type Pulled = { firstMs: number; lastMs: number; pages: number };

/** Until no page was asked for any more. Times are of the page's own clock. */
async function untilQuiet(page: Page): Promise<Pulled> {
  const endMs = Date.now() + patienceMs;
  for (;;) {
    await wait(500);
    const seen = await page.evaluate(() => {
      const pages = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/pull?'));
      const ends = pages.map(({ startTime, duration }) => startTime + duration);
      return {
        nowMs: performance.now(),
        firstMs: Math.min(...pages.map(({ startTime }) => startTime)),
        lastMs: Math.max(...ends),
        pages: pages.length,
      };
    });
    if (seen.pages > 10 && seen.nowMs - seen.lastMs > quietMs) return seen;
    if (Date.now() > endMs) throw new BenchCannotRun('the station did not come to an end of its first round');
  }
}

async function storedCount(page: Page): Promise<number> {
  let all = 0;
  for (const collection of collectionNames)
    if (collection !== 'results') all += await arrivedCount(page, collection);
  return all;
}

type Work = { stop: () => void; done: Promise<{ scans: number; usableAfterMs: number }> };

/** A packer who begins as soon as the badge is known, while everything else is still on its way. */
function packMeanwhile(page: Page, display: Display, packable: readonly Packable[]): Work {
  const screen = stationScreen(() => page);
  let isOver = false;
  const scan = async (code: string): Promise<void> => {
    const before = await screen.answered();
    await display.typeScan(code, { gapMs: 2 });
    await until(`an answer to ${code}`, async () => (await screen.answered()) > before);
    await wait(paceMs);
  };
  const work = async (): Promise<{ scans: number; usableAfterMs: number }> => {
    await page.locator('footer [data-state]').first().waitFor({ timeout: patienceMs });
    await display.focusWindow('Waybill');
    let scans = 0;
    do {
      await scan(badgeCode('P1'));
      scans += 1;
    } while (!isOver && (await screen.verdict()).tone !== 'go');
    const usableAfterMs = await page.evaluate(() => performance.now());
    for (const { number, codes } of packable) {
      for (let isOpen = false; !isOpen && !isOver; scans += 1) {
        await scan(orderCode(number));
        isOpen = (await screen.verdict()).tone === 'go';
        if (!isOpen && (await screen.verdict()).holds) await scan(commandCode('ok'));
      }
      for (const code of codes) {
        if (isOver) break;
        await scan(code);
        scans += 1;
      }
    }
    return { scans, usableAfterMs };
  };
  return { stop: () => (isOver = true), done: work() };
}

function verdictsUntil(page: Page, untilMs: number): Promise<number[]> {
  return page.evaluate(
    (endMs) =>
      performance
        .getEntriesByName('scan-verdict')
        .filter(({ startTime }) => startTime < endMs)
        .map(({ duration }) => duration),
    untilMs,
  );
}

function longTasks(page: Page, untilMs: number): Promise<number[]> {
  return page.evaluate(
    (endMs) =>
      ((globalThis as Watching).longTasks ?? []).filter(({ startMs }) => startMs < endMs).map(({ ms }) => ms),
    untilMs,
  );
}
