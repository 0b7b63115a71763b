// What may happen in a schedule, and how often: what operators do, what customers do, and everything that can go wrong.
import { ownCode } from '../../shared/barcode/own-code';
import { skuSchema } from '../../shared/domain/ids';
import type { BenchCommand } from '../../shared/domain/packing/bench-command';
import { shortAsked } from '../../shared/domain/packing/bench-short';
import type { Aside } from '../../shared/domain/packing/session';
import type { OrderForm, StationPrices } from '../../shared/domain/stock/station-order';
import { toPack } from '../../shared/domain/parcel/questions';
import { beginAgain, usedNumbers } from '../../server/backup/restore-backup';
import { cancelLines } from '../../server/services/orders/cancel-lines';
import { takeOrders } from '../../server/services/orders/take-order';
import { setQuota } from '../../server/services/stock/quota-settings';
import { bins, enrolBench, leeds, rangesOf, receive, skus } from './company';
import { orderOf } from './orders';
import { releaseTours, walkOn } from './picking';
import { randomOf } from './random';
import { askForReturn, takeBackOn } from './returns';
import { virtualTime } from './virtual-time';
import type { World } from './world';

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
  { weight: 1, what: enrolSpare },
  { weight: 1, what: sleepForHours },
];
const withPickers: readonly Happening[] = [
  ...happenings,
  { weight: 60, what: act },
  { weight: 8, what: placeOrder },
  { weight: 10, what: (world) => quietly(() => releaseTours(world)) },
];
const withReturns: readonly Happening[] = [
  ...happenings,
  { weight: 60, what: act },
  { weight: 8, what: (world) => quietly(() => askForReturn(world)) },
];
const withFailovers: readonly Happening[] = [...happenings, { weight: 4, what: failOver }];

export async function happen(world: World, number: number): Promise<void> {
  const possible = happeningsOf(world);
  let left = world.random.below(possible.reduce((sum, { weight }) => sum + weight, 0));
  for (const { weight, what } of possible) {
    left -= weight;
    if (left < 0) {
      await what(world, number);
      return;
    }
  }
}

function happeningsOf({ failsOver, hasPickers, hasReturns }: World): readonly Happening[] {
  if (failsOver) return withFailovers;
  if (hasPickers) return withPickers;
  return hasReturns ? withReturns : happenings;
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
  if (bench.aside?.kind === 'tour') return walkOn(world, station, bench, bench.aside.walk, { scan, command });
  if (bench.aside?.kind === 'return')
    return takeBackOn(world, station, bench.aside.returning, { scan, command });
  if (bench.aside)
    return goOnAside(world, bench.aside, scan, command, () => {
      say(`bench ${station.number} takes an order`);
      program.session.takeOrder(orderForm, orderPrices);
    });
  if (!open) {
    if (world.hasCounter && random.chance(0.2))
      return command(random.pick(['counter-sale', 'count-bin'] as const));
    if (world.hasPickers && random.chance(0.6)) return command('pick');
    // Mostly where something is expected: what comes back has to be sent first.
    if (world.hasReturns && random.chance(program.returns.all().length > 0 ? 0.4 : 0.1))
      return command('take-return');
    const ready = program.book.held().find(({ state }) => state === 'labelled');
    if (ready?.sscc && random.chance(0.6))
      return scan(`00${ready.sscc}`, `the label of ${ready.orderNumber}`);
    const held = program.book.toPack();
    const next = held.length > 0 ? random.pick(held) : null;
    const number = next?.orderNumber ?? (world.orders.length > 0 ? random.pick(world.orders) : null);
    if (number !== null) scan(ownCode('order', number), `order ${number}`);
    return;
  }
  if (shortAsked(bench, open) && random.chance(0.5)) {
    const bin = random.pick(bins);
    return scan(ownCode('location', bin), `bin ${bin}`);
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

const orderForm: OrderForm = {
  channelId: 'counter',
  shipTo: {
    name: 'Ada',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 1AA',
    city: 'Leeds',
    region: null,
    countryCode: 'GB',
    phone: null,
    email: null,
  },
  payment: 'later',
  note: null,
};
const orderPrices: StationPrices = {
  currency: 'GBP',
  minorBySku: new Map(skus.map((sku) => [sku as string, 100])),
};

/** A sale or a count is never finished when a box could be begun: half of them are left. */
function goOnAside(
  { random, company, orders }: World,
  aside: Exclude<Aside, { kind: 'tour' | 'return' }>,
  scan: (text: string, words: string) => void,
  command: (name: BenchCommand) => void,
  takeOrder: () => void,
): void {
  if (random.chance(0.1) || aside.kind === 'receive' || aside.kind === 'move') return command('cancel');
  if (aside.kind === 'count' && aside.locationId === null) {
    const bin = random.pick(bins);
    return scan(ownCode('location', bin), `bin ${bin}`);
  }
  // How a sale is paid follows from what is in it: a schedule draws nothing more for it.
  if (aside.kind === 'counter' && aside.paying)
    return command(aside.scans.length % 2 === 0 ? 'pay-card' : 'finish');
  const sku = aside.kind === 'count' && aside.item ? aside.item.sku : random.pick(skus);
  if (aside.scans.length > 0 && random.chance(0.35)) {
    // Every other one is not taken along but to be sent.
    const isOrdered = aside.kind === 'counter' && orders.length % 2 === 0;
    return isOrdered ? takeOrder() : command('finish');
  }
  scan(company.codeOf.get(sku) ?? '', sku);
}

/** What each bench may sell by itself. */
export async function openCounters({ office, database, stations }: World): Promise<void> {
  for (const { stationId } of stations)
    for (const sku of skus) await setQuota(database.pool, stationId, { sku: skuSchema.parse(sku), units: 2 });
  await quietly(() => office.now().allocation.drain());
}

export async function placeOrder(world: World): Promise<void> {
  if (!world.office.isUp()) return;
  const number = `S${world.orders.length + 1}`;
  world.orders.push(number);
  world.say(`order ${number} comes in`);
  const office = world.office.now();
  await quietly(() => takeOrders(office, [orderOf(number, world.random)]));
  office.allocation.nudge();
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
  office.allocation.nudge();
}

async function receiveSomething(world: World): Promise<void> {
  if (!world.office.isUp()) return;
  const sku = world.random.pick(skus);
  world.say(`3 ${sku} are received`);
  const office = world.office.now();
  await quietly(() => receive(office, [{ sku, quantity: 3, bin: 'A-01' }]));
  office.allocation.nudge();
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
  const isBack = random.chance(0.7);
  const isLost = random.chance(0.2);
  const gone = async (how: string): Promise<void> => {
    say(`the power of bench ${station.number} goes${how}`);
    result.crashes += 1;
    if (isLost) {
      say(`the databases of bench ${station.number} are lost`);
      result.wipes += 1;
      await station.wipe();
    }
    if (isBack) await station.start();
  };
  if (random.chance(0.5)) {
    station.crashAtWrite(() => void gone(' while it writes').catch(world.fail));
    return;
  }
  // Wherever its work is by then.
  await virtualTime.sleep(random.below(40));
  await station.crash();
  await gone('');
}

async function crashOffice({ random, office, say, result, fail }: World): Promise<void> {
  if (!office.isUp()) {
    say('head office is started');
    await office.start();
    return;
  }
  const isBack = random.chance(0.6);
  if (random.chance(0.6)) {
    const statement = random.below(25);
    const isSent = random.chance(0.5);
    office.crashAt(statement, isSent, () => {
      say(`head office is killed ${isSent ? 'while' : 'before'} its database answers`);
      result.crashes += 1;
      if (isBack) void virtualTime.sleep(500).then(office.start).catch(fail);
    });
    return;
  }
  say('head office is killed');
  result.crashes += 1;
  office.crash();
  if (isBack) await office.start();
}

function jumpClock(world: World): void {
  const { random, stations, office, say } = world;
  const byMs = random.pick([-86_400_000, -3_600_000, -5000, 5000, 3_600_000, 86_400_000]);
  if (random.chance(0.2)) {
    say(`head office's clock is set by ${byMs / 1000} s`);
    office.skewMs += byMs;
    world.hasSetOfficeClock = true;
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
  await perhapsEnrolSpare(world);
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
    await beginAgain(
      database.pool,
      mutation.forgetsNumbers ? [] : used,
      new Date(virtualTime.nowMs() + office.skewMs),
      null,
    );
  result.restores += 1;
  await office.start();
  await perhapsEnrolSpare(world);
}

/**
 * The copy had not heard the last seconds, and nobody says so. Head office dies with its database or looks for it until it
 * is back. Orders may come in before any bench speaks: their numbers take the place of the lost ones.
 */
async function failOver(world: World): Promise<void> {
  const { random, office, database, say, result } = world;
  say('the copy of the database hears nothing more');
  await database.save('replica');
  const lostMs = random.below(8000);
  const awayMs = random.below(5000);
  const orders = random.below(5);
  const isSurvived = random.chance(0.5);
  if (random.chance(0.8)) await placeOrder(world);
  await virtualTime.sleep(lostMs);
  say(`the database is gone${isSurvived ? '' : ', and head office with it'}`);
  if (!isSurvived && office.isUp()) office.crash();
  database.goAway();
  await virtualTime.sleep(awayMs);
  say('the copy takes its place');
  await database.restore('replica');
  result.restores += 1;
  world.ranges = await rangesLeft(world);
  database.comeBack();
  if (!isSurvived) await office.start();
  for (let number = 0; number < orders; number += 1) await placeOrder(world);
}

/** A bench that was enrolled in lost history has no access any more. */
async function rangesLeft({ database, ranges }: World): Promise<World['ranges']> {
  const { rows } = await database.pool.query<{ first: number }>('SELECT sscc_from AS first FROM station');
  const known = new Set(rows.map(({ first }) => first));
  return ranges.filter(([from]) => known.has(from));
}

/** What a restore forgot of number ranges shows when the next one is given. */
async function perhapsEnrolSpare(world: World): Promise<void> {
  if (randomOf(world.seed, 'spare', world.story.length).chance(0.5)) await enrolSpare(world);
}

/** A PC more: its range of parcel numbers must be nobody else's, whatever was restored since. */
async function enrolSpare(world: World): Promise<void> {
  const { office, database, say } = world;
  if (!office.isUp()) return;
  say('a spare bench is enrolled');
  await quietly(async () => {
    const stationId = await enrolBench(office.now(), `Spare ${world.ranges.length + 1}`);
    world.ranges.push(...(await rangesOf(database, [stationId])));
  });
}

/** The lid is shut over a meal, or the night: leases end meanwhile. */
function sleepForHours(world: World): void {
  const hours = 1 + world.random.below(6);
  world.say(`${hours} hours go by in which every computer sleeps`);
  world.hasSlept = true;
  virtualTime.skip(hours * 3_600_000);
}

/** Head office may die in the middle of it; what it had promised by then is checked like anything else. */
export async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // Nobody was told that it was done.
  }
}
