// From a scan at one bench to the screen of another: two real Electron windows on displays of their own, real X11 keys, a
// real server on its PostgreSQL. A scans an order that nobody holds; it goes from the list on B's screen. Beside it, in
// the same run, what the server's round trip with its commit and a durable write with a painted frame take alone.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { type BenchPlace, startBenchPlace, until } from '../e2e/rigs/bench-place';
import { orderCode } from '../e2e/rigs/printed-codes';
import { storedOps } from '../e2e/rigs/station-store';
import { setUp } from '../scripts/setup.mjs';
import {
  atMost,
  type Bench,
  BenchCannotRun,
  type BenchContext,
  type BenchFindings,
  exactly,
  type Figures,
  percentile,
  spread,
} from './bench';
import { strictWriteBaseline } from './scan/strict-write-baseline';
import { commitFloor } from './sync/commit-floor';
import { openSyncCompany, parcelsHeldBy, type SyncCompany } from './sync/company';
import { stationLine } from './sync/station-line';
import { opsOfParcel } from './sync/work-of-a-parcel';

const floorOps = 200;
/** B's window rests its list for less than this after it has read it; a packer's scans are not closer either. */
const paceMs = 400;
/** Nobody asks the windows anything while a scan is on its way: each question costs them a part of a frame. */
const undisturbedMs = 200;

export const bench: Bench = {
  name: 'sync-latency',
  about:
    "Milliseconds from an order's scan at station A, written as an op, to its going from station B's painted list, in two real Electron windows; beside the server's round trip with its commit, and a durable write with a painted frame.",
  defaultN: 150,
  run,
};

/**
 * When A's scan began, its op was handed to the store, its verdict was painted, its request began and was answered; and
 * when the order was taken from B's list and the list without it was painted.
 */
type Passage = {
  keyMs: number;
  opMs: number;
  verdictMs: number;
  wireMs: number;
  answeredMs: number;
  goneMs: number;
  seenMs: number;
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const undo: Array<() => unknown> = [];
  const company = await openSyncCompany(options.seed, note);
  try {
    // Each bench takes thirty for itself when it first greets.
    await company.placeOrders(options.n + 300);
    const [a, b] = [await openBench(company, 'Bench A', undo), await openBench(company, 'Bench B', undo)];
    await a.logIn('P1');
    await b.logIn('P2');
    await watchDeliveries(a.page);
    await watchFreeList(b.page);
    const passages: Passage[] = [];
    for (let turn = 0; turn < options.n; turn += 1) {
      passages.push(await onePassage(a, b));
      if ((turn + 1) % 25 === 0) note(`${turn + 1} of ${options.n} scans seen at the other bench`);
    }
    const frames = await strictWriteBaseline(b.page, 200);
    await Promise.all([a.killStation(), b.killStation()]);
    const roundTripMs = await roundTrips(company);
    const commits = await commitFloor(company.pool, 3);
    const between = (from: keyof Passage, to: keyof Passage): number[] =>
      passages.map((each) => each[to] - each[from]);
    const painted = between('opMs', 'seenMs');
    const [p50, p99] = [percentile(painted, 0.5), percentile(painted, 0.99)];
    const floorP50 = percentile(roundTripMs, 0.5) + percentile(frames, 0.5);
    const verdictP99 = percentile(between('keyMs', 'verdictMs'), 0.99);
    return {
      data: `sample company and ${options.n + 300} orders; order scans at one of two Electron windows`,
      n: passages.length,
      figures: {
        p50Ms: p50,
        p99Ms: p99,
        ...spread('fromKeyToOtherScreen', between('keyMs', 'seenMs')),
        ...spread('fromOwnVerdictToOtherScreen', between('verdictMs', 'seenMs')),
        ...hopFigures(between),
        verdictP99Ms: verdictP99,
        floorP50Ms: floorP50,
        ratioToFloorP50: p50 / floorP50,
        lost: options.n - passages.length,
      },
      peers: {
        'server round trip with commit, one station': spread('roundTrip', roundTripMs),
        'raw PostgreSQL, one connection': commits,
        'durable write and painted frame in the window': spread('writeAndFrame', frames),
      },
      bars: {
        p50Ms: atMost(p50, 15),
        p99Ms: atMost(p99, 30),
        verdictP99Ms: atMost(verdictP99, 50),
        lost: exactly(options.n - passages.length, 0),
      },
    };
  } finally {
    for (const step of undo.reverse()) await step();
    await company.end();
  }
}

type OpenBench = BenchPlace & { page: Page };

async function openBench(
  company: SyncCompany,
  stationName: string,
  undo: Array<() => unknown>,
): Promise<OpenBench> {
  const { books, door, office } = company;
  const enrolCode = await door.enrolCode();
  const place = await startBenchPlace({ books, origin: office.origin, enrolCode, stationName }, undo);
  return { ...place, page: place.station().page };
}

/** The way in parts that follow each other, and beside them the answer to A and the list of B before it is painted. */
function hopFigures(between: (from: keyof Passage, to: keyof Passage) => number[]): Figures {
  return {
    ...spread('fromOpToRequest', between('opMs', 'wireMs')),
    ...spread('fromRequestToOtherList', between('wireMs', 'goneMs')),
    ...spread('fromOtherListToItsFrame', between('goneMs', 'seenMs')),
    ...spread('fromRequestToAnswer', between('wireMs', 'answeredMs')),
    ...spread('fromOpToOtherList', between('opMs', 'goneMs')),
  };
}

/** A takes the first order of B's list; its box is put away again, so that the next scan finds the bench as before. */
async function onePassage(a: OpenBench, b: OpenBench): Promise<Passage> {
  await wait(paceMs);
  const [number] = await b.screen.free();
  if (number === undefined) throw new BenchCannotRun("nothing is left on the other bench's list");
  const before = await a.screen.answered();
  await a.display.typeScan(orderCode(number));
  await wait(undisturbedMs);
  await until(`an answer to ${number}`, async () => (await a.screen.answered()) > before);
  const verdict = await verdictAfter(a.page, before);
  await until(`${number} goes from the other list`, async () => (await goneAt(b.page, number)) !== null);
  const gone = (await goneAt(b.page, number)) ?? { goneMs: Number.NaN, seenMs: Number.NaN };
  const claim = (await storedOps(a.page)).findLast(({ type }) => type === 'parcel.claim');
  const opMs = Date.parse(claim?.at ?? '');
  await until('the box is open', async () => (await a.screen.currentItem()) !== null);
  const delivery = await deliveryAfter(a.page, opMs);
  await a.command('cancel');
  return { ...verdict, ...delivery, opMs, ...gone };
}

/** Of the scan that was answered as the first after `before` others. */
function verdictAfter(page: Page, before: number): Promise<{ keyMs: number; verdictMs: number }> {
  return page.evaluate((index) => {
    const entry = performance.getEntriesByName('scan-verdict')[index];
    const startMs = performance.timeOrigin + (entry?.startTime ?? Number.NaN);
    return { keyMs: startMs, verdictMs: startMs + (entry?.duration ?? Number.NaN) };
  }, before);
}

type Gone = { goneMs: number; seenMs: number };
type Delivery = { wireMs: number; answeredMs: number };
type Watching = { wentAtMs?: Record<string, Gone>; deliveries?: Delivery[] };

/** Notes when each delivery of ops began and was answered, as the browser's own timeline says. */
async function watchDeliveries(page: Page): Promise<void> {
  await page.evaluate(() => {
    const deliveries: Delivery[] = [];
    (globalThis as Watching).deliveries = deliveries;
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries()) {
        const wireMs = performance.timeOrigin + startTime;
        if (name.endsWith('/v1/ops')) deliveries.push({ wireMs, answeredMs: wireMs + duration });
      }
    }).observe({ type: 'resource' });
  });
}

/** The first delivery that began when the op was there; its clock has whole milliseconds. */
function deliveryAfter(page: Page, opMs: number): Promise<Delivery> {
  return page.evaluate(
    (fromMs) =>
      (globalThis as Watching).deliveries?.find(({ wireMs }) => wireMs >= fromMs) ?? {
        wireMs: Number.NaN,
        answeredMs: Number.NaN,
      },
    opMs,
  );
}

/** Notes for every order number that goes from the list of parcels nobody holds when it went, and when that was painted. */
async function watchFreeList(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wentAtMs: Record<string, Gone> = {};
    (globalThis as Watching).wentAtMs = wentAtMs;
    const listed = 'main aside section ul > li > span:first-child';
    let before = [...document.querySelectorAll(listed)].map((each) => each.textContent ?? '');
    // No inner function has a name: the page would not know how to keep it.
    new MutationObserver(() => {
      const now = [...document.querySelectorAll(listed)].map((each) => each.textContent ?? '');
      const gone = before.filter((number) => !now.includes(number));
      before = now;
      if (gone.length === 0) return;
      const goneMs = performance.timeOrigin + performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => {
          const seenMs = performance.timeOrigin + performance.now();
          for (const number of gone) wentAtMs[number] = { goneMs, seenMs };
        });
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

function goneAt(page: Page, number: string): Promise<Gone | null> {
  return page.evaluate((wanted) => (globalThis as Watching).wentAtMs?.[wanted] ?? null, number);
}

/** One station alone, single ops, each waiting for its answer: HTTP, the rules, and PostgreSQL with its commit. */
async function roundTrips(company: SyncCompany): Promise<number[]> {
  const station = await company.enrol('Floor');
  const line = stationLine(company.office.origin, station.token);
  await line.greet(0, 60);
  const ops = { station, lastSeq: 0 };
  const tookMs: number[] = [];
  for (const parcel of await parcelsHeldBy(company.pool, station.stationId)) {
    for (const op of opsOfParcel(ops, parcel)) tookMs.push(await line.push([op]));
    if (tookMs.length >= floorOps) break;
  }
  line.close();
  return tookMs;
}
