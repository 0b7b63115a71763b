// One schedule: a company, a few stations and their operators, and everything that can go wrong, all drawn from one seed.
// At its end every cable is whole and everybody is up; when nothing moves any more the invariants must hold.
import { ownCode } from '../../shared/barcode/own-code';
import type { BenchCommand } from '../../shared/domain/packing/session';
import { toPack } from '../../shared/domain/parcel/questions';
import { beginAgain, usedNumbers } from '../../server/backup/restore-backup';
import { cancelLines } from '../../server/services/orders/cancel-lines';
import { takeOrder } from '../../server/services/orders/take-order';
import { type Company, leeds, receive, skus } from './company';
import type { SimulatedDatabase, Tamper } from './database';
import { createOffice, type OfficeTamper, type SimulatedOffice } from './head-office';
import { brokenInvariants } from './invariants';
import { calm, createLink, type LiveTamper, type Weather } from './network';
import { orderOf } from './orders';
import { idMaker, type Random, randomOf } from './random';
import type { SimulatedStation, StationTamper } from './station';
import { stationRealm } from './station-realms';
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
};

export type ScheduleOptions = { seed: number; mutation?: Mutation };

export type ScheduleResult = {
  seed: number;
  /** Empty when every invariant holds. */
  violations: string[];
  /** What happened, in order, in words. */
  story: string[];
  ops: number;
  restores: number;
  crashes: number;
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
  await database.restore('founded');
  const random = randomOf(seed, 'world');
  const story: string[] = [];
  const say = (words: string): void => {
    story.push(`${(virtualTime.nowMs() - beganMs).toFixed(0).padStart(7)} ms  ${words}`);
  };
  let beganMs = 0;
  const result: ScheduleResult = { seed, violations: [], story, ops: 0, restores: 0, crashes: 0 };
  const office = createOffice({
    database,
    newId: idMaker(randomOf(seed, 'office ids'), virtualTime.nowMs),
    ...(mutation.statement ? { tamper: mutation.statement } : {}),
    ...(mutation.office ? { tamperOffice: mutation.office } : {}),
  });
  const stations: SimulatedStation[] = [];
  const weather = weatherOf(random);
  const count = 2 + Math.floor(random.next() ** 3 * 7);
  for (const [index, enrolled] of company.stations.slice(0, count).entries()) {
    const link = createLink(office, enrolled.token, [seed, 'station', index + 1], weather, mutation.live);
    const { createStation } = stationRealm(index + 1);
    stations.push(createStation(index + 1, enrolled, link, seed, mutation.station ?? {}));
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
    say,
    result,
    orders: [],
    hasBackup: false,
  };

  await virtualTime.run(async () => {
    beganMs = virtualTime.nowMs();
    await office.start();
    for (const station of stations) await station.start();
    for (let number = 0; number < 3; number += 1) await placeOrder(world);
    const events = eventsLeast + random.below(eventsMost - eventsLeast);
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
  });
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
  say: (words: string) => void;
  result: ScheduleResult;
  orders: string[];
  hasBackup: boolean;
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

type Happening = { weight: number; what: (world: World, number: number) => Promise<void> | void };

const happenings: readonly Happening[] = [
  { weight: 60, what: act },
  { weight: 6, what: placeOrder },
  { weight: 3, what: cancelSomething },
  { weight: 2, what: receiveSomething },
  { weight: 5, what: (world) => changeCable(world) },
  { weight: 4, what: crashStation },
  { weight: 2, what: crashOffice },
  { weight: 3, what: jumpClock },
  { weight: 2, what: backUp },
  { weight: 1, what: restore },
];
const wholeWeight = happenings.reduce((sum, { weight }) => sum + weight, 0);

async function happen(world: World, number: number): Promise<void> {
  let left = world.random.below(wholeWeight);
  for (const { weight, what } of happenings) {
    left -= weight;
    if (left < 0) {
      await what(world, number);
      return;
    }
  }
}

/** One scan of one operator: mostly what comes next, sometimes anything. */
function act(world: World): void {
  const { random, stations, company, say } = world;
  const station = random.pick(stations);
  const { program } = station;
  if (!program) return;
  const { bench, open } = program.session.store.getState();
  const scan = (text: string, words: string): void => {
    say(`bench ${station.number} scans ${words}`);
    station.scan(text);
  };
  const command = (name: BenchCommand): void =>
    scan(ownCode('command', name.toUpperCase().replaceAll('-', '')), name);
  if (bench.stop)
    return random.chance(0.2) ? scan(ownCode('badge', 'P1'), 'a badge at a stop') : command('ok');
  if (!bench.operator) return scan(ownCode('badge', 'P1'), 'a badge');
  if (!open) {
    const ready = program.book.held().find(({ state }) => state === 'labelled');
    if (ready?.sscc && random.chance(0.6))
      return scan(`00${ready.sscc}`, `the label of ${ready.orderNumber}`);
    const held = program.book.toPack();
    const next = held.length > 0 ? random.pick(held) : null;
    const number = next?.orderNumber ?? (world.orders.length > 0 ? random.pick(world.orders) : null);
    if (number !== null) scan(ownCode('order', number), `order ${number}`);
    return;
  }
  if (random.chance(0.15))
    return command(
      random.pick(['undo', 'missing', 'cancel', 'next-box', 'ship-part', 'hold', 'damaged'] as const),
    );
  if (random.chance(0.05)) return scan(company.codeOf.get(random.pick(skus)) ?? '', 'any item');
  const line = open.lines.find((each) => toPack(each) > 0);
  if (line) return scan(company.codeOf.get(line.sku) ?? '', line.sku);
  if (!open.boxId) return scan(ownCode('box', 'B1'), 'a box');
  command('seal');
}

async function placeOrder(world: World): Promise<void> {
  if (!world.office.isUp()) return;
  const number = `S${world.orders.length + 1}`;
  world.orders.push(number);
  world.say(`order ${number} comes in`);
  await quietly(() => takeOrder(world.office.now(), orderOf(number, world.random)));
}

async function cancelSomething(world: World): Promise<void> {
  if (!world.office.isUp() || world.orders.length === 0) return;
  const number = world.random.pick(world.orders);
  const { rows } = await world.database.pool.query<{ order_id: string; line_no: number }>(
    `SELECT order_id, (l->>'lineNo')::int AS line_no FROM sales_order, jsonb_array_elements(doc->'lines') l WHERE number = $1 ORDER BY 2`,
    [number],
  );
  const line = rows[0];
  if (!line || !world.office.isUp()) return;
  world.say(`a unit of ${number} is cancelled`);
  const office = world.office.now();
  await quietly(() =>
    office.writer.submit(['company', leeds], (tx) =>
      cancelLines(
        tx,
        [
          {
            orderId: line.order_id as never,
            reason: 'changed their mind',
            lines: [{ lineNo: line.line_no, quantity: 1 }],
          },
        ],
        { at: office.now().toISOString(), newId: office.newId },
      ),
    ),
  );
}

async function receiveSomething(world: World): Promise<void> {
  if (!world.office.isUp()) return;
  const sku = world.random.pick(skus);
  world.say(`3 ${sku} are received`);
  await quietly(() => receive(world.office.now(), [{ sku, quantity: 3, bin: 'A-01' }]));
}

function changeCable({ random, stations, say }: World): void {
  const station = random.pick(stations);
  const what = random.pick(['cut', 'silence', 'mend', 'mend'] as const);
  say(`the cable of bench ${station.number}: ${what}`);
  station.link[what]();
}

async function crashStation(world: World): Promise<void> {
  const { random, stations, say, result } = world;
  const station = random.pick(stations);
  if (!station.program) {
    say(`bench ${station.number} is switched on`);
    await station.start();
    return;
  }
  // Wherever its work is by then.
  await virtualTime.sleep(random.below(40));
  say(`the power of bench ${station.number} goes`);
  result.crashes += 1;
  await station.crash();
  if (random.chance(0.7)) await station.start();
}

async function crashOffice({ random, office, say, result }: World): Promise<void> {
  if (!office.isUp()) {
    say('head office is started');
    await office.start();
    return;
  }
  say('head office is killed');
  result.crashes += 1;
  office.crash();
  if (random.chance(0.6)) await office.start();
}

function jumpClock({ random, stations, office, say }: World): void {
  const byMs = random.pick([-86_400_000, -3_600_000, -5000, 5000, 3_600_000, 86_400_000]);
  if (random.chance(0.2)) {
    say(`head office's clock is set by ${byMs / 1000} s`);
    office.skewMs += byMs;
    return;
  }
  const station = random.pick(stations);
  say(`the clock of bench ${station.number} is set by ${byMs / 1000} s`);
  station.skewMs += byMs;
}

async function backUp(world: World): Promise<void> {
  world.say('head office is backed up');
  await world.database.save('backup');
  world.hasBackup = true;
}

/** As `npm run restore` does it. */
async function restore(world: World): Promise<void> {
  const { office, database, say, result, mutation } = world;
  if (!world.hasBackup) return;
  say('head office goes back to its backup');
  if (office.isUp()) office.crash();
  const used = await usedNumbers(database.pool);
  await database.restore('backup');
  if (!mutation.keepsEpochs)
    await beginAgain(database.pool, used, new Date(virtualTime.nowMs() + office.skewMs), null);
  result.restores += 1;
  await office.start();
}

async function heal({ stations, office, say }: World): Promise<void> {
  say('everything is put right');
  for (const station of stations) {
    station.link.weather = calm;
    station.link.mend();
  }
  await office.start();
  for (const station of stations) await station.start();
}

async function comesToRest(world: World): Promise<boolean> {
  const untilMs = virtualTime.nowMs() + quietPatienceMs;
  for (;;) {
    await virtualTime.sleep(15_000);
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

/** Head office may die in the middle of it; what it had promised by then is checked like anything else. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // Nobody was told that it was done.
  }
}
