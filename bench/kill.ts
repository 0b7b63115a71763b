// kill -9 of the whole station at random moments while it is scanned into. A scan the screen showed green must be found
// after the restart and at head office, once. The screen is watched from outside the killed process.
import { setTimeout as wait } from 'node:timers/promises';
import { storedOps } from '../e2e/rigs/station-store';
import { startWorkday, type Workday } from '../e2e/rigs/workday';
import { setUp } from '../scripts/setup.mjs';
import { type Bench, type BenchContext, type BenchFindings, exactly, seededRandom } from './bench';

const linesPerOrder = 10;
const unitsPerLine = 4;
const roundsPerOrder = 5;
const shortestMs = 50;
const longestMs = 1500;

export const bench: Bench = {
  name: 'kill',
  about:
    'Rounds of kill -9 at random moments while X11 keys scan items: scans shown green and missing afterwards (lost), and scans counted twice (doubled).',
  defaultN: 100,
  run,
};

type Order = { number: string; units: string[] };
type Tally = { typed: number; green: number };

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const random = seededRandom(options.seed);
  const orders: Order[] = [];
  const day = await startWorkday({
    orders: async (books) => {
      const count = Math.ceil(options.n / roundsPerOrder);
      const goods = await books.goods(Math.min(200, count * linesPerOrder), 8);
      return Array.from({ length: count }, (_, index) => {
        const mine = Array.from(
          { length: linesPerOrder },
          (_line, line) => goods[(index * linesPerOrder + line) % goods.length],
        );
        const lines = mine.flatMap((item) => (item ? [{ sku: item.sku, quantity: unitsPerLine }] : []));
        const codes = mine.flatMap((item) => (item ? [item.code] : []));
        orders.push({ number: '', units: Array.from({ length: unitsPerLine }, () => codes).flat() });
        return { lines };
      });
    },
  });
  const figures = {
    lost: 0,
    doubled: 0,
    rounds: 0,
    typed: 0,
    shownGreen: 0,
    counted: 0,
    killedUnanswered: 0,
  };
  try {
    day.orders.forEach(({ number }, index) => {
      const order = orders[index];
      if (order) order.number = number;
    });
    await day.logIn();
    let counted = 0;
    for (let round = 0; round < options.n; round += 1) {
      const order = orders[Math.floor(round / roundsPerOrder)];
      if (!order) break;
      if (round % roundsPerOrder === 0) {
        if (round > 0) await day.command('cancel');
        await day.openOrder(order.number);
      }
      const tally = await scanUntilKilled(day, order, shortestMs + random() * (longestMs - shortestMs));
      await day.startStation();
      const packed = (await storedOps(day.station().page)).filter(({ type }) => type === 'parcel.pack-item');
      const now = packed.length - counted;
      counted = packed.length;
      order.units.splice(0, now);
      figures.lost += Math.max(0, tally.green - now);
      figures.doubled += Math.max(0, now - tally.typed);
      figures.rounds += 1;
      figures.typed += tally.typed;
      figures.shownGreen += tally.green;
      figures.killedUnanswered += tally.typed - tally.green;
      if (figures.rounds % 10 === 0)
        note(`${figures.rounds} rounds: ${figures.shownGreen} shown green, ${counted} on disk`);
    }
    await day.delivered();
    const here = (await storedOps(day.station().page)).filter(({ type }) => type === 'parcel.pack-item');
    const there = new Map((await day.books.opsOf(day.stationId())).map((op) => [op.opId, op.times]));
    const scans = here.map(({ body }) => String(body['scanId']));
    figures.counted = here.filter(({ opId }) => there.has(opId)).length;
    figures.lost += here.length - figures.counted;
    figures.doubled +=
      scans.length - new Set(scans).size + [...there.values()].filter((times) => times !== 1).length;
  } finally {
    await day.end();
  }
  return {
    data: 'sample company, orders of 40 items placed for it',
    n: figures.rounds,
    figures,
    bars: { lost: exactly(figures.lost, 0), doubled: exactly(figures.doubled, 0) },
  };
}

/** Scans the next items, each after the answer to the last, until the station is gone. */
async function scanUntilKilled(day: Workday, order: Order, afterMs: number): Promise<Tally> {
  const tally: Tally = { typed: 0, green: 0 };
  let isDead = false;
  const killing = wait(afterMs).then(async () => {
    await day.killStation();
    isDead = true;
  });
  for (const code of order.units) {
    if (isDead) break;
    tally.typed += 1;
    const verdict = await Promise.race([day.scan(code).catch(() => null), killing.then(() => null)]);
    if (verdict?.tone === 'go') tally.green += 1;
    if (verdict === null) break;
  }
  await killing;
  return tally;
}
