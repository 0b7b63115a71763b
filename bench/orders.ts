// What head office's orders cost when there are many: taking them in one by one over HTTP with stock held, routed and
// released, beside bare inserts of the same rows into the same database; and finding, listing and opening them among a
// million, also over HTTP.
import { setTimeout as wait } from 'node:timers/promises';
import type { NewOrder } from '../shared/contract/http';
import { setUp } from '../scripts/setup.mjs';
import {
  atMost,
  atLeast,
  type Bench,
  type BenchContext,
  BenchCannotRun,
  type BenchFindings,
  percentile,
  seededRandom,
  spread,
} from './bench';
import { fillOrders, nameOf, numberOf } from './orders/fill-orders';
import { officeLine, type OfficeLine } from './orders/office-line';
import { insertFloor } from './orders/insert-floor';
import { anOrder, openSyncCompany, stockUp, type SyncCompany } from './sync/company';

const clients = 16;
const looksOfAKind = 200;
const wantedMs = 100;

export const bench: Bench = {
  name: 'orders',
  about:
    'Orders per second that head office takes over HTTP from 16 clients, each with its stock held and its parcel released, beside bare inserts of the same rows; then search, list and order page among a million orders (--n), p95.',
  defaultN: 1_000_000,
  defaultSeconds: 15,
  run,
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('server');
  const company = await openSyncCompany(options.seed, note);
  try {
    note(`filling in ${options.n} orders of the past`);
    await company.placeOrders(1);
    await fillOrders(company.pool, options.n, note);
    const line = await officeLine(company.office.origin, company.office.dataDir, clients);
    const looks = await look(line, options.n, options.seed);
    note('taking orders');
    const taken = await take(company, line, options.seconds, options.seed);
    line.close();
    const floor = await insertFloor(company.pool, 5);
    const faults = (await company.books.ledgerFaults()).length;
    const p95 = (name: string): number => percentile(looks[name] ?? [], 0.95);
    return {
      data: `sample company with ${options.n} orders of the past; ${clients} clients; orders of one to four products`,
      n: taken.latencies.length,
      figures: {
        ordersPerSecond: taken.perSecond,
        ...spread('take', taken.latencies),
        releasedAfterMs: taken.releasedAfterMs,
        ...Object.assign({}, ...Object.entries(looks).map(([name, ms]) => spread(name, ms))),
        ledgerFaults: faults,
        ratioToInserts: taken.perSecond / floor.ordersPerSecond,
      },
      peers: { 'bare inserts of the same rows, one order a transaction': floor },
      bars: {
        ordersPerSecond: atLeast(taken.perSecond, 1),
        searchP95Ms: atMost(
          Math.max(p95('byNumber'), p95('byName'), p95('byRareName'), p95('anything')),
          wantedMs,
        ),
        pageP95Ms: atMost(p95('page'), wantedMs),
        gridP95Ms: atMost(
          Math.max(...Object.keys(looks).flatMap((kind) => (kind.startsWith('grid') ? [p95(kind)] : []))),
          wantedMs,
        ),
        ledgerFaults: atMost(faults, 0),
      },
    };
  } finally {
    await company.end();
  }
}

/** Milliseconds of every look, one after the other, by kind. */
async function look(line: OfficeLine, count: number, seed: number): Promise<Record<string, number[]>> {
  const random = seededRandom(seed);
  const any = (): number => Math.floor(random() * count);
  const found: string[] = [];
  let cursor = '';
  const kinds: Record<string, () => Promise<unknown>> = {
    grid: async () => {
      const { rows, cursor: next } = await line.get<{ rows: { orderId: string }[]; cursor: string | null }>(
        '/v1/orders?limit=100',
      );
      if (rows.length < 100) throw new BenchCannotRun('the first page of orders is not full');
      cursor = next ?? '';
    },
    gridDeep: async () => {
      const page = await line.get<{ rows: { orderId: string }[]; cursor: string | null }>(
        `/v1/orders?limit=100&cursor=${encodeURIComponent(cursor)}`,
      );
      cursor = page.cursor ?? cursor;
      found.push(...page.rows.slice(0, 2).map(({ orderId }) => orderId));
    },
    gridByStatus: async () => {
      const status = random() < 0.5 ? 'cancelled' : 'shipped';
      await line.get(`/v1/orders?limit=100&status=${status}`);
    },
    // What people filter by together, with and without an index of its own, in orders other than the newest.
    gridByCountry: () => line.get(`/v1/orders?limit=100&country=TR&status=cancelled`),
    gridByDays: () => {
      const year = 2019 + Math.floor(random() * 5);
      return line.get(`/v1/orders?limit=100&placedFrom=${year}-03-01&placedTo=${year}-03-09&status=shipped`);
    },
    gridByTotal: () => line.get('/v1/orders?limit=100&sort=total&currency=GBP&totalFrom=1&totalTo=900000'),
    gridByCustomer: () => line.get(`/v1/orders?limit=100&sort=customer&turned=${random() < 0.5}`),
    gridHeld: () => line.get('/v1/orders?limit=100&hold=any'),
    gridUnpaid: () => line.get('/v1/orders?limit=100&payment=none&sort=number&turned=true'),
    gridVip: () => line.get('/v1/orders?limit=100&priority=vip&channelId=web'),
    anything: () =>
      line.get(
        `/v1/office/search?text=${encodeURIComponent(random() < 0.5 ? numberOf(any()) : nameOf(any()))}`,
      ),
    byNumber: async () => {
      const { rows } = await line.get<{ rows: unknown[] }>(`/v1/orders?limit=100&text=${numberOf(any())}`);
      if (rows.length !== 1) throw new BenchCannotRun('an order is not found by its number');
    },
    byName: async () => {
      const [, family = ''] = nameOf(any()).split(' ');
      const { rows } = await line.get<{ rows: unknown[] }>(
        `/v1/orders?limit=100&text=${encodeURIComponent(family)}`,
      );
      if (rows.length === 0) throw new BenchCannotRun('an order is not found by the name of its customer');
    },
    byRareName: async () => {
      await line.get(`/v1/orders?limit=100&text=${encodeURIComponent(`zzq${any()}`)}`);
    },
    page: async () => {
      await line.get(`/v1/orders/${found[Math.floor(random() * found.length)]}`);
    },
  };
  const tookMs: Record<string, number[]> = {};
  for (const [kind, once] of Object.entries(kinds)) {
    const list: number[] = [];
    for (let turn = 0; turn < looksOfAKind; turn += 1) {
      const startedMs = performance.now();
      await once();
      list.push(performance.now() - startedMs);
    }
    tookMs[kind] = list;
  }
  return tookMs;
}

async function take(
  company: SyncCompany,
  line: OfficeLine,
  seconds: number,
  seed: number,
): Promise<{ perSecond: number; latencies: number[]; releasedAfterMs: number }> {
  const random = seededRandom(seed + 1);
  const goods = await stockUp(company.pool, company.writer, seconds * 3000);
  let made = 0;
  const next = (): NewOrder => {
    made += 1;
    const order = anOrder(made, goods, random);
    return { ...order, externalId: `TAKE-${made}`, number: `TAKE-${made}` };
  };
  const latencies: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < endMs) {
        const order = next();
        const sentMs = performance.now();
        await line.post('/v1/orders', order);
        latencies.push(performance.now() - sentMs);
      }
    }),
  );
  const perSecond = (latencies.length * 1000) / (performance.now() - startedMs);
  const doneMs = performance.now();
  for (;;) {
    const { rows } = await company.pool.query<{ n: number }>(
      `SELECT count(DISTINCT order_id) AS n FROM parcel WHERE order_number LIKE 'TAKE-%'`,
    );
    if ((rows[0]?.n ?? 0) >= latencies.length) break;
    if (performance.now() - doneMs > 60_000) throw new BenchCannotRun('orders were taken that got no parcel');
    await wait(50);
  }
  return { perSecond, latencies, releasedAfterMs: performance.now() - doneMs };
}
