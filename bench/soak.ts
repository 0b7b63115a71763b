// Fifty stations for half an hour, with the real data layer of each on a disk of its own, at one real server: lines that
// lose, double and delay, cables that are cut, power that goes at either side. At the end everything is whole and quiet,
// and what the packers were told is counted at head office. Loopback only; ends by itself.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type HeadOffice, startHeadOffice } from '../e2e/rigs/head-office';
import { ownRealms } from '../e2e/rigs/own-realms';
import { type Random, randomOf } from '../e2e/simulator/random';
import { setUp } from '../scripts/setup.mjs';
import { type StationId, warehouseIdSchema } from '../shared/domain/ids';
import { sampleWarehouses } from '../server/sample/people-and-places';
import { atMost, type Bench, type BenchContext, type BenchFindings, exactly } from './bench';
import { account } from './soak/account';
import { createFaultyLine, type FaultyLine } from './soak/faulty-line';
import { flatness, type MemorySample } from './soak/flatness';
import type { SoakStation } from './soak/station';
import { benchWarehouse, openSyncCompany, ssccPrefix, type SyncCompany } from './sync/company';
import { memoryOf } from './sync/process-use';

const warehouses = sampleWarehouses.map(({ id }) => warehouseIdSchema.parse(id));
const wantParcels = 10;
const opsPerParcel = 8;
/** So many times what all stations want to hold waits for them. */
const ordersAhead = 2;
const ordersAtOnce = 200;
const thinking = { leastMs: 250, mostMs: 1250 };
/** Between two misfortunes of one station. */
const peace = { leastMs: 5_000, mostMs: 45_000 };
const longestCutMs = 15_000;
/** In a shorter run a heap is still finding its size, and the line through its samples says nothing. */
const flatAfterSeconds = 600;
const restPatienceMs = 300_000;
const faults = { dropBefore: 0.02, dropAfter: 0.02, duplicate: 0.02, longestDelayMs: 800 };

export const bench: Bench = {
  name: 'soak',
  about:
    'Stations with the real data layer at a real server for half an hour of random faults on the lines and kills of both sides: ops lost, ops doubled, and whether the memory of the server stays flat.',
  defaultN: 50,
  defaultSeconds: 1_800,
  run,
};

type Place = { station: SoakStation; line: FaultyLine; random: Random };
type Tally = { acts: number; cuts: number; crashes: number };

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const company = await openSyncCompany(options.seed, note);
  let office: HeadOffice = company.office;
  const places: Place[] = [];
  const strays: unknown[] = [];
  // What a program was doing when its power went is nobody's any more; anything else that nobody caught is a fault.
  const stray = (cause: unknown): void => {
    if (!isOfDeadDisk(cause)) strays.push(cause);
  };
  process.on('unhandledRejection', stray);
  try {
    const ahead = options.n * wantParcels * ordersAhead;
    note(`placing ${ahead} orders`);
    for (const warehouseId of warehouses)
      await company.placeOrders(Math.ceil(ahead / warehouses.length), warehouseId);
    const realm = ownRealms<typeof import('./soak/station')>({
      program: join(import.meta.dirname, 'soak', 'station.ts'),
    });
    for (let number = 1; number <= options.n; number += 1) {
      const warehouseId = warehouses[number % warehouses.length] ?? benchWarehouse;
      const enrolled = await company.enrol(`Soak ${number}`, warehouseId);
      const random = randomOf(options.seed, 'soak', number);
      const line = createFaultyLine(enrolled.token, random, faults);
      const station = realm(number).createSoakStation({
        number,
        stationId: enrolled.stationId as StationId,
        warehouseId,
        origin: office.origin,
        fetch: line.fetch,
        random,
        sscc: { prefix: ssccPrefix, from: enrolled.nextSerial },
        wantParcels,
      });
      places.push({ station, line, random });
    }
    await allHold(places, note);

    const tally: Tally = { acts: 0, cuts: 0, crashes: 0 };
    const endMs = performance.now() + options.seconds * 1000;
    const samples: MemorySample[] = [];
    const killed = wait((options.seconds * 1000) / 6).then(async () => {
      note('the server is killed');
      await office.kill();
      office = await startHeadOffice({ dataDir: office.dataDir, port: office.port, sample: false });
    });
    const intake = takeInUntil(company, endMs, tally, note);
    await Promise.all([
      intake,
      killed.then(() => watchMemory(() => office.processId, endMs, samples, tally, note)),
      ...places.flatMap((place) => [packUntil(place, endMs, tally), misfortunesUntil(place, endMs, tally)]),
    ]);
    note('everything is whole again; waiting for rest');
    for (const { line } of places) line.heal();
    await Promise.all(places.map(({ station }) => station.start()));
    const unrest = await comesToRest(places);
    const books = await account(
      company.books,
      places.map(({ station }) => station),
    );
    const memory = flatness(samples);
    const bugs = strays.length + places.reduce((sum, { station }) => sum + station.bugs.length, 0);
    return {
      data: `sample company and ${ahead + (await intake)} orders; ${options.n} stations, seed ${options.seed}, ${options.seconds} s`,
      n: books.told,
      figures: {
        told: books.told,
        lost: books.lost,
        duplicated: books.duplicated,
        different: books.different,
        ledgerFaults: books.ledgerFaults,
        notAtRest: unrest,
        bugs,
        cuts: tally.cuts,
        stationKills: tally.crashes,
        serverKills: 1,
        requestsDropped: places.reduce((sum, { line }) => sum + line.counts.dropped, 0),
        requestsDoubled: places.reduce((sum, { line }) => sum + line.counts.duplicated, 0),
        actsPerSecond: tally.acts / options.seconds,
        ...memory,
      },
      bars: {
        lost: exactly(books.lost, 0),
        duplicated: exactly(books.duplicated, 0),
        different: exactly(books.different, 0),
        ledgerFaults: exactly(books.ledgerFaults, 0),
        notAtRest: exactly(unrest, 0),
        bugs: exactly(bugs, 0),
        ...(options.seconds >= flatAfterSeconds
          ? { memoryGrowthShare: atMost(memory.memoryGrowthShare, 0.1) }
          : {}),
      },
    };
  } finally {
    for (const cause of strays.slice(0, 3))
      note(cause instanceof Error ? (cause.stack ?? '') : String(cause));
    for (const { station, line } of places) {
      for (const bug of station.bugs.slice(0, 3)) note(`station ${station.number}: ${bug}`);
      line.cut();
      await station.crash();
    }
    if (office !== company.office) await office.stop();
    await company.end();
    process.off('unhandledRejection', stray);
  }
}

function isOfDeadDisk(cause: unknown): boolean {
  return cause instanceof DOMException && (cause.name === 'AbortError' || cause.name === 'UnknownError');
}

/** Every bench has the company and its first parcels: until then nobody works. */
async function allHold(places: readonly Place[], note: (words: string) => void): Promise<void> {
  for (const { station } of places) await station.start();
  for (let toldMs = Date.now(); ; await wait(100)) {
    const ready = places.filter(({ station }) => station.held().length > 0).length;
    if (ready === places.length) return;
    if (Date.now() - toldMs < 10_000) continue;
    note(`${ready} of ${places.length} stations hold parcels`);
    toldMs = Date.now();
  }
}

/**
 * Orders come in as they are packed: every station keeps those of its warehouse, and all stations are in this one process.
 * @returns how many came in
 */
async function takeInUntil(
  { takeOrders }: SyncCompany,
  endMs: number,
  tally: Tally,
  note: (words: string) => void,
): Promise<number> {
  let taken = 0;
  for (; performance.now() < endMs; await wait(1_000)) {
    if (taken * opsPerParcel > tally.acts) continue;
    const warehouseId = warehouses[(taken / ordersAtOnce) % warehouses.length];
    try {
      await takeOrders(ordersAtOnce, warehouseId);
      taken += ordersAtOnce;
    } catch (cause) {
      // The server was killed, and its database with it; shops try again too.
      note(`orders wait: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  return taken;
}

const between = (random: Random, { leastMs, mostMs }: { leastMs: number; mostMs: number }): number =>
  leastMs + random.next() * (mostMs - leastMs);

async function packUntil({ station, random }: Place, endMs: number, tally: Tally): Promise<void> {
  while (performance.now() < endMs) {
    await wait(between(random, thinking));
    if (await station.act()) tally.acts += 1;
  }
}

async function misfortunesUntil(
  { station, line, random }: Place,
  endMs: number,
  tally: Tally,
): Promise<void> {
  for (;;) {
    await wait(Math.min(between(random, peace), Math.max(0, endMs - performance.now())));
    if (performance.now() >= endMs) return;
    if (random.chance(0.4)) {
      tally.crashes += 1;
      await station.crash();
      await wait(random.next() * 2_000);
      await station.start();
    } else {
      tally.cuts += 1;
      line.cut();
      await wait(random.next() ** 2 * longestCutMs);
      line.mend();
    }
  }
}

async function watchMemory(
  processId: () => number,
  endMs: number,
  samples: MemorySample[],
  tally: Tally,
  note: (words: string) => void,
): Promise<void> {
  for (let toldMs = performance.now(); performance.now() < endMs; await wait(1_000)) {
    const { nowMiB, peakMiB } = memoryOf(processId());
    samples.push({ atMs: performance.now(), nowMiB, peakMiB });
    if (performance.now() - toldMs < 60_000) continue;
    note(
      `${tally.acts} acts, ${tally.cuts} cuts, ${tally.crashes} kills; the server has ${nowMiB.toFixed(0)} MiB`,
    );
    toldMs = performance.now();
  }
}

/** @returns how many stations do not come to rest */
async function comesToRest(places: readonly Place[]): Promise<number> {
  const endMs = performance.now() + restPatienceMs;
  for (;;) {
    const unrest = places.filter(({ station }) => !station.isAtRest()).length;
    if (unrest === 0 || performance.now() > endMs) return unrest;
    await wait(200);
  }
}
