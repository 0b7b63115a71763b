// What head office's orders cost when there are many: taking them in one by one over HTTP with stock held, routed and
// released, beside bare inserts of the same rows into the same database; and finding, listing and opening them among a
// million, also over HTTP, beside bare look-ups over the same line.
import { setUp } from '../scripts/setup.mjs';
import {
  atMost,
  atLeast,
  type Bench,
  type BenchContext,
  type BenchFindings,
  percentile,
  spread,
} from './bench';
import { deepCursors } from './orders/deep-cursors';
import { filledCompany } from './orders/filled-company';
import { insertFloor } from './orders/insert-floor';
import { lookAtOrders } from './orders/look-at-orders';
import { officeLine } from './orders/office-line';
import { type Taken, takeOrders } from './orders/take-orders';
import { openSyncCompany } from './sync/company';

const clients = 16;
const wantedMs = 100;
const turnsOfTaking = 3;

export const bench: Bench = {
  name: 'orders',
  about:
    'Orders per second that head office takes over HTTP from 16 clients, each with its stock held and its parcel released, beside bare inserts of the same rows; then search, list (every filter and order of rows, first pages and deep ones) and order page among a million orders (--n), p95, beside bare look-ups.',
  defaultN: 1_000_000,
  defaultSeconds: 15,
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
    const skus = await filledCompany(company, options.n, note);
    const line = await officeLine(company.office.origin, company.office.dataDir, clients);
    const looks = await lookAtOrders(
      line,
      {
        count: options.n,
        skus,
        turns: Number(options.extra['turns'] ?? 40),
        seed: options.seed,
        deep: await deepCursors(company.pool, options.n),
      },
      note,
    );
    note('taking orders');
    // In turns, so that whatever else this computer does meets both alike.
    const rounds: { taken: Taken; floor: number }[] = [];
    for (let turn = 0; turn < turnsOfTaking; turn += 1) {
      const seconds = options.seconds / turnsOfTaking;
      const one = await takeOrders(company, line, { clients, seconds, seed: options.seed + turn });
      const { ordersPerSecond } = await insertFloor(company.pool, seconds / 2, one.prefix);
      rounds.push({ taken: one, floor: ordersPerSecond });
    }
    line.close();
    const mean = (of: (round: (typeof rounds)[number]) => number): number =>
      rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length;
    const taken = {
      perSecond: mean((round) => round.taken.perSecond),
      latenciesMs: rounds.flatMap((round) => round.taken.latenciesMs),
      releasedAfterMs: Math.max(...rounds.map((round) => round.taken.releasedAfterMs)),
    };
    const floor = { ordersPerSecond: mean((round) => round.floor) };
    const faults = (await company.books.ledgerFaults()).length;
    const worst = (begins: string): number =>
      Math.max(
        ...Object.entries(looks.tookMs).flatMap(([kind, ms]) =>
          kind.startsWith(begins) ? [percentile(ms, 0.95)] : [],
        ),
      );
    /** Of all looks of these kinds together, as often as each other. */
    const together = (begins: string): number =>
      percentile(
        Object.entries(looks.tookMs).flatMap(([kind, ms]) => (kind.startsWith(begins) ? ms : [])),
        0.95,
      );
    const bareMs = percentile(looks.bareMs, 0.95);
    const ratioToInserts = taken.perSecond / floor.ordersPerSecond;
    return {
      data: `sample company with ${options.n} orders of the past; ${clients} clients; orders of one to four products`,
      n: taken.latenciesMs.length,
      figures: {
        ordersPerSecond: taken.perSecond,
        ...spread('take', taken.latenciesMs),
        releasedAfterMs: taken.releasedAfterMs,
        gridP95Ms: worst('grid'),
        deepP95Ms: worst('deep'),
        searchP95Ms: worst('search'),
        allGridP95Ms: together('grid'),
        allDeepP95Ms: together('deep'),
        allSearchP95Ms: together('search'),
        gridRatioToBare: worst('grid') / bareMs,
        ...Object.assign({}, ...Object.entries(looks.tookMs).map(([name, ms]) => spread(name, ms))),
        ledgerFaults: faults,
        ratioToInserts,
      },
      peers: {
        'bare inserts of the same rows, one order a transaction': floor,
        'bare look-up of one row over the same line': spread('lookUp', looks.bareMs),
      },
      bars: {
        ordersPerSecond: atLeast(taken.perSecond, 1),
        ratioToInserts: atLeast(ratioToInserts, 0.5),
        searchP95Ms: atMost(worst('search'), wantedMs),
        pageP95Ms: atMost(worst('page'), wantedMs),
        gridP95Ms: atMost(worst('grid'), wantedMs),
        deepP95Ms: atMost(worst('deep'), wantedMs),
        ledgerFaults: atMost(faults, 0),
      },
    };
  } finally {
    await company.end();
  }
}
