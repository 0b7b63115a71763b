// From a scan at one bench to the screen of another: two real Electron windows on displays of their own, real X11 keys, a
// real server on its PostgreSQL. A scans an order that nobody holds; it goes from the list on B's screen. Beside it, in
// the same run, what the server's round trip with its commit and a durable write with a painted frame take alone.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { type BenchPlace, startBenchPlace, until } from '../e2e/rigs/bench-place';
import { storedOps } from '../e2e/rigs/station-store';
import { setUp } from '../scripts/setup.mjs';
import {
  atMost,
  type Bench,
  BenchCannotRun,
  type BenchContext,
  type BenchFindings,
  exactly,
  percentile,
  spread,
} from './bench';
import { strictWriteBaseline } from './scan/strict-write-baseline';
import { commitFloor } from './sync/commit-floor';
import { openSyncCompany, parcelsHeldBy, type SyncCompany } from './sync/company';
import { stationLine } from './sync/station-line';
import { opsOfParcel } from './sync/work-of-a-parcel';

const floorOps = 200;
/** B's window holds its list for this long after it has read it; a packer's scans are not closer either. */
const paceMs = 400;

export const bench: Bench = {
  name: 'sync-latency',
  about:
    "Milliseconds from an order's scan at station A, written as an op, to its going from station B's painted list, in two real Electron windows; beside the server's round trip with its commit, and a durable write with a painted frame.",
  defaultN: 150,
  run,
};

/** When A's scan began, its op was handed to the store, its verdict was painted, and B's list without it was painted. */
type Passage = { keyMs: number; opMs: number; verdictMs: number; seenMs: number };

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
    const from = (key: 'keyMs' | 'opMs' | 'verdictMs'): number[] =>
      passages.map((each) => each.seenMs - each[key]);
    const [p50, p99] = [percentile(from('opMs'), 0.5), percentile(from('opMs'), 0.99)];
    const floorP50 = percentile(roundTripMs, 0.5) + percentile(frames, 0.5);
    const verdictP99 = percentile(
      passages.map(({ keyMs, verdictMs }) => verdictMs - keyMs),
      0.99,
    );
    return {
      data: `sample company and ${options.n + 300} orders; order scans at one of two Electron windows`,
      n: passages.length,
      figures: {
        p50Ms: p50,
        p99Ms: p99,
        ...spread('fromKeyToOtherScreen', from('keyMs')),
        ...spread('fromOwnVerdictToOtherScreen', from('verdictMs')),
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

/** A takes the first order of B's list; its box is put away again, so that the next scan finds the bench as before. */
async function onePassage(a: OpenBench, b: OpenBench): Promise<Passage> {
  await wait(paceMs);
  const [number] = await b.screen.free();
  if (number === undefined) throw new BenchCannotRun("nothing is left on the other bench's list");
  await a.openOrder(number);
  const verdict = await lastVerdict(a.page);
  await until(`${number} goes from the other list`, async () => (await goneAt(b.page, number)) !== null);
  const claim = (await storedOps(a.page)).findLast(({ type }) => type === 'parcel.claim');
  const seenMs = (await goneAt(b.page, number)) ?? Number.NaN;
  await until('the box is open', async () => (await a.screen.currentItem()) !== null);
  await a.command('cancel');
  return { ...verdict, opMs: Date.parse(claim?.at ?? ''), seenMs };
}

function lastVerdict(page: Page): Promise<{ keyMs: number; verdictMs: number }> {
  return page.evaluate(() => {
    const last = performance.getEntriesByName('scan-verdict').at(-1);
    const startMs = performance.timeOrigin + (last?.startTime ?? Number.NaN);
    return { keyMs: startMs, verdictMs: startMs + (last?.duration ?? Number.NaN) };
  });
}

type Watching = { wentAtMs?: Record<string, number> };

/** Notes for every order number that goes from the list of parcels nobody holds when the list was painted without it. */
async function watchFreeList(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wentAtMs: Record<string, number> = {};
    (globalThis as Watching).wentAtMs = wentAtMs;
    const listed = 'main aside section ul > li > span:first-child';
    let before = [...document.querySelectorAll(listed)].map((each) => each.textContent ?? '');
    // No inner function has a name: the page would not know how to keep it.
    new MutationObserver(() => {
      const now = [...document.querySelectorAll(listed)].map((each) => each.textContent ?? '');
      const gone = before.filter((number) => !now.includes(number));
      before = now;
      if (gone.length === 0) return;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => {
          for (const number of gone) wentAtMs[number] = performance.timeOrigin + performance.now();
        });
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

function goneAt(page: Page, number: string): Promise<number | null> {
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
