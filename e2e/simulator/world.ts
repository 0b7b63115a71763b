// One schedule: a company, a few stations and their operators, and everything that can go wrong, all drawn from one seed.
// At its end every cable is whole and everybody is up; when nothing moves any more the invariants must hold.
import type { Company, NumberRange } from './company';
import type { SimulatedDatabase, Tamper } from './database';
import { happen, openCounters, placeOrder, quietly } from './happenings';
import { createOffice, type OfficeTamper, type SimulatedOffice } from './head-office';
import { brokenInvariants } from './invariants';
import { calm, createLink, type LiveTamper, type Weather } from './network';
import { idMaker, type Random, randomOf } from './random';
import type { StationTamper } from './program';
import type { SimulatedStation } from './station';
import { forgetRealms, stationRealm } from './station-realms';
import { virtualTime } from './virtual-time';

/** Ways to break the protocol at its seams; for proving that the invariants see it. */
export type Mutation = {
  name: string;
  statement?: Tamper;
  office?: OfficeTamper;
  station?: StationTamper;
  live?: LiveTamper;
  /** A restore that leaves the epochs as they are. */
  keepsEpochs?: boolean;
  /** A restore that forgets which number ranges were given since the backup. */
  forgetsNumbers?: boolean;
};

export type ScheduleOptions = { seed: number; mutation?: Mutation };

export type ScheduleResult = {
  seed: number;
  /** Empty when every invariant holds. */
  violations: string[];
  /** What happened, in order, in words. */
  story: string[];
  ops: number;
  /** By a backup or a failover. */
  restores: number;
  crashes: number;
  /** Station databases that were lost. */
  wipes: number;
};

const eventsLeast = 40;
const eventsMost = 110;
const quietPatienceMs = 30 * 60_000;

export async function runSchedule(
  database: SimulatedDatabase,
  company: Company,
  { seed, mutation = { name: 'none' } }: ScheduleOptions,
): Promise<ScheduleResult> {
  virtualTime.reset();
  database.comeBack();
  await database.restore('founded');
  const random = randomOf(seed, 'world');
  const story: string[] = [];
  const say = (words: string): void => {
    story.push(`${(virtualTime.nowMs() - beganMs).toFixed(0).padStart(7)} ms  ${words}`);
  };
  let beganMs = 0;
  const result: ScheduleResult = { seed, violations: [], story, ops: 0, restores: 0, crashes: 0, wipes: 0 };
  const office = createOffice({
    database,
    newId: idMaker(randomOf(seed, 'office ids'), virtualTime.nowMs),
    ...(mutation.statement ? { tamper: mutation.statement } : {}),
    ...(mutation.office ? { tamperOffice: mutation.office } : {}),
  });
  const stations: SimulatedStation[] = [];
  const hasPickers = seed % 8 === 0;
  const weather = weatherOf(random);
  const count = 2 + Math.floor(random.next() ** 3 * 7);
  for (const [index, enrolled] of company.stations.slice(0, count).entries()) {
    const link = createLink(office, enrolled.token, [seed, 'station', index + 1], weather, mutation.live);
    const { createStation } = stationRealm(index + 1);
    // Where pickers walk, boxes wait for them: every other bench takes none ahead.
    const ahead = hasPickers ? index % 2 : 4;
    const station = createStation(index + 1, enrolled, link, seed, mutation.station ?? {}, ahead);
    station.onTold = ({ stationSeq, type }) => say(`  bench ${station.number} has op ${stationSeq}, ${type}`);
    stations.push(station);
  }
  const world: World = {
    seed,
    random,
    office,
    stations,
    company,
    database,
    mutation,
    weather,
    story,
    say,
    fail: (cause) => void result.violations.push(`the world itself failed: ${String(cause)}`),
    result,
    orders: [],
    hasBackup: false,
    ranges: [...company.ranges],
    hasSetOfficeClock: false,
    hasSlept: false,
    hasCounter: seed % 4 === 2,
    failsOver: seed % 4 === 3,
    hasPickers,
    hasReturns: seed % 8 === 4,
  };

  const program = async (): Promise<void> => {
    beganMs = virtualTime.nowMs();
    await office.start();
    for (const station of stations) await station.start();
    if (world.hasCounter) await openCounters(world);
    for (let number = 0; number < 3; number += 1) await placeOrder(world);
    // What comes back has left before.
    const days = world.hasReturns ? 3 : 1;
    const events = days * (eventsLeast + random.below(eventsMost - eventsLeast));
    for (let number = 0; number < events; number += 1) {
      await virtualTime.sleep(random.next() ** 2 * 6000);
      await happen(world, number);
    }
    await heal(world);
    if (!(await comesToRest(world))) result.violations.push(`does not come to rest: ${unrestOf(world)}`);
    result.violations.push(...(await brokenInvariants(world)));
    result.ops = stations.reduce((sum, { told }) => sum + told.length, 0);
    for (const station of stations) await station.close();
    office.crash();
  };
  try {
    await virtualTime.run(program);
  } catch (cause) {
    result.violations.push(
      `the schedule failed: ${cause instanceof Error ? (cause.stack ?? '') : String(cause)}`,
    );
    office.crash();
    forgetRealms();
  }
  return result;
}

export type World = {
  seed: number;
  random: Random;
  office: SimulatedOffice;
  stations: readonly SimulatedStation[];
  company: Company;
  database: SimulatedDatabase;
  mutation: Mutation;
  weather: Weather;
  story: readonly string[];
  say: (words: string) => void;
  /** Something of the world itself went wrong where nobody waits for it. */
  fail: (cause: unknown) => void;
  result: ScheduleResult;
  orders: string[];
  hasBackup: boolean;
  /** Number ranges that stations were ever given. */
  ranges: NumberRange[];
  /** Head office's clock was set: its leases say nothing about true time any more. */
  hasSetOfficeClock: boolean;
  /** Hours in which nothing ran. */
  hasSlept: boolean;
  /** Benches sell over the counter and count bins. Not in every schedule: pinned ones stay as they were. */
  hasCounter: boolean;
  /** Its database has a copy that is a little behind, and takes its place now and then. Not in every schedule either. */
  failsOver: boolean;
  /** Head office releases tours and benches walk them. Not in every schedule either. */
  hasPickers: boolean;
  /** Customers send goods back. Not in every schedule either. */
  hasReturns: boolean;
};

function weatherOf(random: Random): Weather {
  if (random.chance(0.2)) return calm;
  return {
    dropBefore: random.next() * 0.25,
    dropAfter: random.next() * 0.25,
    duplicate: random.next() * 0.15,
    longestDelayMs: random.pick([5, 80, 800, 4000]),
  };
}

async function heal({ stations, office, say }: World): Promise<void> {
  say('everything is put right');
  for (const station of stations) {
    station.link.weather = calm;
    station.link.mend();
    station.disarm();
  }
  office.disarm();
  await office.start();
  for (const station of stations) await station.start();
}

async function comesToRest(world: World): Promise<boolean> {
  const untilMs = virtualTime.nowMs() + quietPatienceMs;
  for (;;) {
    await virtualTime.sleep(15_000);
    await quietly(() => world.office.now().stationOrders.drain());
    await quietly(() => world.office.now().allocation.drain());
    if (unrestOf(world) === '') break;
    if (virtualTime.nowMs() > untilMs) return false;
  }
  // Leases, live messages and the last answers have time to arrive.
  await virtualTime.sleep(70_000);
  return unrestOf(world) === '';
}

function unrestOf({ stations }: World): string {
  return stations
    .flatMap(({ number, program }) => {
      const unsettled = program?.opLog.unsettled() ?? [];
      return unsettled.length > 0
        ? [`bench ${number} has ${unsettled.length} ops unsettled from ${unsettled[0]?.stationSeq}`]
        : [];
    })
    .join('; ');
}
