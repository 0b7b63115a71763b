// What the figures cost when there are a million orders: counting their history once, beside reading the same events bare;
// then every dashboard over HTTP, for days and for years, for all and for a part, with what stands behind a number; and one
// more order, which must cost one more event and not the past.
import { makeNight } from '../server/services/figures/make-night';
import { setUp } from '../scripts/setup.mjs';
import {
  atMost,
  type Bench,
  type BenchContext,
  type BenchFindings,
  percentile,
  seededRandom,
  spread,
} from './bench';
import { filledCompany } from './orders/filled-company';
import { type OfficeLine, officeLine } from './orders/office-line';
import { takeOrders } from './orders/take-orders';
import { fillFloorYears } from './report/floor-years';
import { openSyncCompany, type SyncCompany } from './sync/company';
import type { Figures } from '../shared/contract/figures';

const wantedMs = 500;
const dayMs = 24 * 60 * 60_000;

export const bench: Bench = {
  name: 'report',
  about:
    'Counts the figures of a million orders (--n) from their history, beside reading the same events; then asks for every dashboard over HTTP, p95 by length and filter, and for the events behind a number; then what a new order costs.',
  defaultN: 1_000_000,
  extraFlags: {
    keep: 'a folder in which the filled company stays, and is found again by the next run',
    turns: 'looks of a kind (40)',
  },
  run,
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('server');
  const company = await openSyncCompany(options.seed, note, options.extra['keep']);
  try {
    await filledCompany(company, options.n, note);
    const line = await officeLine(company.office.origin, company.office.dataDir, 4);
    const days = await daysOf(company);
    const counting = await countAnew(company, line, days, note);
    const floorRows = await fillFloorYears(company.pool, days, await partsOf(company));
    note(`${floorRows} rows of the floor's work`);
    const nightMs = await makeTheNight(company);
    note(`worked out the night in ${Math.round(nightMs)} ms`);
    const tookMs = await look(line, days, Number(options.extra['turns'] ?? 40), options.seed, note);
    const before = await sums(line, days);
    const one = await takeOrders(company, line, { clients: 4, seconds: 5, seed: options.seed });
    const startedMs = performance.now();
    const behind = await caughtUp(line, days);
    const caughtUpMs = performance.now() - startedMs;
    line.close();
    const [rows] = (
      await company.pool.query<{ rows: number; sums: number }>(
        'SELECT (SELECT count(*)::int FROM figure) AS rows, (SELECT count(*)::int FROM figure_sum) AS sums',
      )
    ).rows;
    return {
      data: `sample company with ${options.n} orders of the past, and its floor's work of ${days.count} days`,
      n: options.n,
      figures: {
        eventsPerSecond: counting.perSecond,
        ratioToReading: counting.perSecond / counting.bareRead,
        figureRows: rows?.rows ?? 0,
        sumRows: rows?.sums ?? 0,
        nightMs,
        ...Object.assign({}, ...Object.entries(tookMs).map(([kind, ms]) => spread(kind, ms))),
        newOrders: one.latenciesMs.length,
        countedMs: caughtUpMs,
        ordersBefore: before,
        ordersAfter: behind,
      },
      peers: { 'the same events read and thrown away': { eventsPerSecond: counting.bareRead } },
      bars: Object.fromEntries(
        Object.entries(tookMs).map(([kind, ms]) => [`${kind}P95Ms`, atMost(percentile(ms, 0.95), wantedMs)]),
      ),
    };
  } finally {
    await company.end();
  }
}

type Days = { from: string; to: string; count: number };

async function daysOf({ pool }: SyncCompany): Promise<Days> {
  const { rows } = await pool.query<{ first: string; last: string }>(
    `SELECT min(at)::date::text AS first, max(at)::date::text AS last FROM event WHERE type = 'OrderPlaced'`,
  );
  const last = rows[0]?.last ?? '2026-01-01';
  const fiveYears = new Date(Date.parse(last) - (5 * 365 - 1) * dayMs).toISOString().slice(0, 10);
  const from = [rows[0]?.first ?? last, fiveYears].toSorted().at(-1) ?? last;
  return { from, to: last, count: (Date.parse(last) - Date.parse(from)) / dayMs + 1 };
}

async function partsOf({ pool }: SyncCompany) {
  const { rows } = await pool.query<{ warehouses: string[]; channels: string[]; countries: string[] }>(
    `SELECT (SELECT array_agg(stream_id) FROM stream WHERE stream_id <> 'company') AS warehouses,
            (SELECT array_agg(DISTINCT channel) FROM figure WHERE measure = 'ordered') AS channels,
            (SELECT array_agg(DISTINCT country) FROM figure WHERE measure = 'ordered') AS countries`,
  );
  return rows[0] ?? { warehouses: [], channels: [], countries: [] };
}

/** Classes of products, forecasts beside what came, cohorts of customers. @returns milliseconds */
async function makeTheNight({ pool }: SyncCompany): Promise<number> {
  const startedMs = performance.now();
  await makeNight({ pool, now: () => new Date() });
  return performance.now() - startedMs;
}

/** From the first event to the last, as after the currency of the books has changed. */
async function countAnew(
  { pool }: SyncCompany,
  line: OfficeLine,
  days: Days,
  note: (text: string) => void,
): Promise<{ perSecond: number; bareRead: number }> {
  const { rows } = await pool.query<{ events: number }>('SELECT count(*)::int AS events FROM event');
  const events = rows[0]?.events ?? 0;
  let startedMs = performance.now();
  await pool.query(`SELECT count(body::text) FROM event`);
  const bareRead = events / ((performance.now() - startedMs) / 1000);
  note(`counting ${events} events anew`);
  startedMs = performance.now();
  await pool.query(`UPDATE follower SET seq = 0 WHERE name = 'figures'`);
  await pool.query('TRUNCATE figure, figure_month, figure_sum');
  await caughtUp(line, days, note);
  return { perSecond: events / ((performance.now() - startedMs) / 1000), bareRead };
}

/** @returns orders counted in these days */
async function caughtUp(line: OfficeLine, days: Days, note?: (text: string) => void): Promise<number> {
  for (let turn = 0; ; turn += 1) {
    const { behind } = await ask(line, days.to, days.to);
    if (behind === 0) return sums(line, days);
    if (turn % 60 === 59) note?.(`${behind} events to go`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const ask = (line: OfficeLine, from: string, to: string, more = ''): Promise<Figures> =>
  line.get<Figures>(`/v1/figures?from=${from}&to=${to}${more}`);

const sums = async (line: OfficeLine, { from, to }: Days): Promise<number> =>
  (await ask(line, from, to)).measures.ordered.count;

const lengths = { week: 7, month: 30, quarter: 91, year: 365, years: 5 * 365 - 1 } as const;
const parts = {
  All: '',
  Channel: '&channel=web',
  Country: '&country=DE',
  Warehouse: '&warehouse=W1',
  ChannelCountry: '&channel=web&country=DE',
} as const;
const nightly = {
  goods: 'goods',
  products: 'goods/products',
  forecasts: 'forecasts',
  customers: 'customers',
} as const;

async function look(
  line: OfficeLine,
  days: Days,
  turns: number,
  seed: number,
  note: (text: string) => void,
): Promise<Record<string, number[]>> {
  const random = seededRandom(seed);
  const tookMs: Record<string, number[]> = {};
  const timed = async (
    kind: string,
    work: (from: string, to: string) => Promise<unknown>,
    length: number,
  ) => {
    const list: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const span = Math.min(length, days.count - 1);
      const late = Math.floor(random() * Math.max(1, days.count - span));
      const to = new Date(Date.parse(days.to) - late * dayMs);
      const from = new Date(to.getTime() - (span - 1) * dayMs);
      const startedMs = performance.now();
      await work(from.toISOString().slice(0, 10), to.toISOString().slice(0, 10));
      list.push(performance.now() - startedMs);
    }
    tookMs[kind] = list;
    note(`${kind} ${Math.round(Math.max(...list))} ms at most`);
  };
  for (const [length, count] of Object.entries(lengths))
    for (const [part, more] of Object.entries(parts))
      await timed(`${length}${part}`, (from, to) => ask(line, from, to, more), count);
  for (const [length, count] of Object.entries(lengths))
    await timed(`costs${length}`, (from, to) => line.get(`/v1/figures/costs?from=${from}&to=${to}`), count);
  for (const [name, path] of Object.entries(nightly))
    await timed(name, () => line.get(`/v1/figures/${path}`), 1);
  for (const [part, more] of Object.entries({ All: '', Rare: '&country=MT' }))
    await timed(
      `behindDay${part}`,
      (from, to) => line.get(`/v1/figures/behind?from=${from}&to=${to}&measure=ordered${more}`),
      1,
    );
  return tookMs;
}
