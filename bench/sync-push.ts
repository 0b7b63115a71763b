// Fifty stations at one head office, each sending single ops and waiting for every answer; then the same stations coming
// back after an outage, each with batches. Load, server and database share this machine. Beside it, in the same run, what
// the disk and the raw database allow: that is the floor no server can beat.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parcel } from '../shared/domain/parcel/parcel';
import type { OpEnvelope } from '../shared/sync/op';
import { headOfficeBooks } from '../e2e/rigs/head-office-books';
import { setUp } from '../scripts/setup.mjs';
import {
  atLeast,
  atMost,
  type Bench,
  BenchCannotRun,
  type BenchContext,
  type BenchFindings,
  exactly,
  type Figures,
  spread,
} from './bench';
import { type BenchStation, openSyncCompany, parcelsHeldBy, type SyncCompany } from './sync/company';
import { commitFloor } from './sync/commit-floor';
import { cpuSecondsOf } from './sync/process-use';
import { type StationLine, stationLine } from './sync/station-line';
import { type NumberedOps, opsOfParcel } from './sync/work-of-a-parcel';

const stationCount = 50;
const opsPerParcel = 8;
const batchSize = 100;
const parcelsHeld = 100;
const wantedSingles = 2000;
const wantedBatched = 10_000;

export const bench: Bench = {
  name: 'sync-push',
  about:
    'Ops per second that head office takes from 50 stations, single (each waits for its answer) and in batches of 100, with every effect on parcel, order and ledger.',
  defaultSeconds: 12,
  run,
};

/** A station at work: what it holds, and the ops it has still to make of that. */
type Worker = {
  station: BenchStation;
  line: StationLine;
  ops: NumberedOps;
  held: Parcel[];
  making: Iterator<OpEnvelope> | null;
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const company = await openSyncCompany(options.seed, note);
  try {
    const needed = Math.ceil((options.seconds * (1.5 * wantedSingles + 1.5 * wantedBatched)) / opsPerParcel);
    note(`placing ${needed} orders`);
    await company.placeOrders(needed);
    const stations: BenchStation[] = [];
    for (let index = 0; index < stationCount; index += 1)
      stations.push(await company.enrol(`Bench ${index + 1}`));
    note(`${stationCount} stations enrolled; leasing`);
    const workers = stations.map((station): Worker => {
      const line = stationLine(company.office.origin, station.token);
      return { station, line, ops: { station, lastSeq: 0 }, held: [], making: null };
    });
    for (const worker of workers) await refill(company, worker);

    note('single ops');
    const latencies: number[] = [];
    const costOf = processorCost(company);
    const singles = await during(workers, options.seconds, async (worker) => {
      const ops = await take(company, worker, 1);
      if (ops.length > 0) latencies.push(await worker.line.push(ops));
      return ops.length;
    });
    const singleCost = costOf('single', latencies.length);
    note(`${Math.round(singles)} single ops a second; now batches`);
    const batched = await during(workers, options.seconds, async (worker) => {
      const ops = await take(company, worker, batchSize);
      if (ops.length > 0) await worker.line.push(ops);
      return ops.length;
    });
    const batchedCost = costOf('batched', Math.round(batched * options.seconds));
    note(`${Math.round(batched)} ops a second in batches`);
    for (const { line } of workers) line.close();
    const floor = await commitFloor(company.pool, 4);
    const faults = (await headOfficeBooks(company.office.dataDir).ledgerFaults()).length;
    const latency = spread('single', latencies);
    return {
      data: `sample company and ${needed} orders of one to four products; ${stationCount} stations of one warehouse`,
      n: latencies.length,
      figures: {
        singlesPerSecond: singles,
        ...latency,
        batchedPerSecond: batched,
        ...singleCost,
        ...batchedCost,
        ledgerFaults: faults,
        ratioToCommitFloor: singles / floor.commitsPerSecond,
      },
      peers: { 'raw PostgreSQL, one connection': floor },
      bars: {
        singlesPerSecond: atLeast(singles, wantedSingles),
        singleP99Ms: atMost(latency['singleP99Ms'] ?? Number.NaN, 50),
        batchedPerSecond: atLeast(batched, wantedBatched),
        ledgerFaults: exactly(faults, 0),
      },
    };
  } finally {
    await company.end();
  }
}

/**
 * Microseconds on the processor that an op costs the server, the database and this load generator: of those two cores
 * have two million a second to give, whatever else this machine does.
 */
function processorCost({ office }: SyncCompany): (name: string, ops: number) => Figures {
  const postmaster = postmasterOf(office.dataDir);
  const read = (): Figures => ({
    ServerMicros: cpuSecondsOf(office.processId),
    DatabaseMicros: cpuSecondsOf(postmaster, true),
    LoadMicros: cpuSecondsOf(process.pid),
  });
  let before = read();
  return (name, ops) => {
    const now = read();
    const spent = Object.entries(now).map(([part, seconds]) => [
      `${name}${part}PerOp`,
      ((seconds - (before[part] ?? 0)) * 1e6) / ops,
    ]);
    before = now;
    return Object.fromEntries(spent) as Figures;
  };
}

function postmasterOf(dataDir: string): number {
  const [processId = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  return Number(processId);
}

/** Every station at it for so long, each one step after the other. @returns ops a second */
async function during(
  workers: readonly Worker[],
  seconds: number,
  step: (worker: Worker) => Promise<number>,
): Promise<number> {
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  let done = 0;
  await Promise.all(
    workers.map(async (worker) => {
      while (performance.now() < endMs) {
        const count = await step(worker);
        if (count === 0) throw new BenchCannotRun('the stations ran out of parcels; take fewer --seconds');
        done += count;
      }
    }),
  );
  return (done * 1000) / (performance.now() - startedMs);
}

/** The next ops of a station, of one parcel after the other; greets for more parcels when it has none left. */
async function take(company: SyncCompany, worker: Worker, most: number): Promise<OpEnvelope[]> {
  const ops: OpEnvelope[] = [];
  while (ops.length < most) {
    const made = worker.making?.next();
    if (made && !made.done) {
      ops.push(made.value);
      continue;
    }
    const parcel = worker.held.shift();
    if (parcel) worker.making = opsOfParcel(worker.ops, parcel);
    // What is made must be sent before more is asked for: head office counts what a station still holds.
    else if (ops.length > 0 || !(await refill(company, worker))) break;
  }
  return ops;
}

async function refill(company: SyncCompany, worker: Worker): Promise<boolean> {
  await worker.line.greet(worker.ops.lastSeq, parcelsHeld);
  worker.held = await parcelsHeldBy(company.pool, worker.station.stationId);
  return worker.held.length > 0;
}
