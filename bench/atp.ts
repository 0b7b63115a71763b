// What it costs to know what can be promised: of every product in every warehouse at once, and of one product as a shop asks
// for it, looking ahead over goods that are expected and units that were promised. Beside it a plain sum of the same rows,
// which knows no days; and every answer against a reference that walks day by day.
import { migrate } from '../server/db/migrate';
import type { Pool } from '../server/db/pool';
import { withOwnDatabase } from './own-database';
import { channelPromises } from '../server/services/promising/channel-promise';
import {
  allPromisableSql,
  loadAllPromisable,
  loadPromisable,
  lookAheadDays,
} from '../server/services/promising/promisable';
import { skuSchema, type WarehouseId } from '../shared/domain/ids';
import { dayAfter } from '../shared/domain/stock/available-to-promise';
import {
  atMost,
  type Bench,
  type BenchContext,
  type BenchFindings,
  exactly,
  percentile,
  seededRandom,
  spread,
} from './bench';
import {
  askedDay,
  companyOf,
  fillStock,
  naivelyPromisable,
  plainSumOf,
  plainSumSql,
  today,
} from './atp/stock';

const turns = 5;
const asked = 2_000;

export const bench: Bench = {
  name: 'atp',
  about:
    'What can be promised of 100,000 products (--n) over 10 warehouses, looking ahead 90 days: all at once, and of one product after the other; beside a plain SQL sum of the same rows. Every number is checked against a reference that walks day by day.',
  defaultN: 100_000,
  run,
};

function run({ options, note }: BenchContext): Promise<BenchFindings> {
  return withOwnDatabase('atp', (pool) => measure(pool, options.n, options.seed, note));
}

async function measure(
  pool: Pool,
  products: number,
  seed: number,
  note: (line: string) => void,
): Promise<BenchFindings> {
  await migrate(pool);
  note(`filling in ${products} products in 10 warehouses`);
  const rows = await fillStock(pool, products, seed);
  const warehouseIds = await companyOf(pool);
  note('everything at once');
  const at = { today, day: askedDay };
  const all = await timed(turns, () => loadAllPromisable(pool, at));
  const sum = await timed(turns, () => pool.query(plainSumSql, [today, dayAfter(today, lookAheadDays)]));
  const inside = await timed(turns, () =>
    pool.query(`SELECT count(*), sum(promisable) FROM (${allPromisableSql}) AS every`, [
      today,
      askedDay,
      dayAfter(today, lookAheadDays),
    ]),
  );
  const sumInside = await timed(turns, () =>
    pool.query(`SELECT count(*), sum(units) FROM (${plainSumSql}) AS every`, [
      today,
      dayAfter(today, lookAheadDays),
    ]),
  );
  note('checked against a walk day by day');
  const reference = await naivelyPromisable(pool, askedDay);
  const answers = await loadAllPromisable(pool, at);
  const wrong =
    answers.filter((row) => reference.get(`${row.warehouseId} ${row.sku}`) !== row.promisable).length +
    Math.abs(answers.length - reference.size);
  note('one product after the other');
  const one = await looks(pool, products, seed, warehouseIds);
  const [allMs, sumMs, insideMs, sumInsideMs] = [all, sum, inside, sumInside].map((list) =>
    percentile(list, 0.5),
  ) as [number, number, number, number];
  return {
    data: `generated: ${products} products in 10 warehouses, ${rows} rows of stock, holds, supply and demand; 90 days ahead`,
    n: products,
    figures: {
      allSeconds: allMs / 1000,
      allInDatabaseSeconds: insideMs / 1000,
      ratioToSum: allMs / sumMs,
      ratioToSumInDatabase: insideMs / sumInsideMs,
      ...spread('sku', one.sku),
      ...spread('channel', one.channel),
      skuRatioToSum: percentile(one.sku, 0.5) / percentile(one.sum, 0.5),
      skuP99RatioToSum: percentile(one.sku, 0.99) / percentile(one.sum, 0.99),
      wrong,
      checked: reference.size,
    },
    peers: {
      'plain SQL sum of the same rows': {
        allSeconds: sumMs / 1000,
        allInDatabaseSeconds: sumInsideMs / 1000,
        ...spread('sku', one.sum),
      },
    },
    bars: {
      wrong: exactly(wrong, 0),
      ratioToSum: atMost(allMs / sumMs, 1.5),
      skuRatioToSum: atMost(percentile(one.sku, 0.5) / percentile(one.sum, 0.5), 2),
    },
  };
}

type Looks = { sku: number[]; sum: number[]; channel: number[] };

/** Milliseconds; the three take turns, so that whatever else this computer does meets them alike. */
async function looks(
  pool: Pool,
  products: number,
  seed: number,
  warehouseIds: readonly WarehouseId[],
): Promise<Looks> {
  const random = seededRandom(seed + 1);
  const found: Looks = { sku: [], sum: [], channel: [] };
  const channel = { channelId: 'C1', policy: { promiseDays: 7, stockBuffer: 1 } };
  for (let turn = 0; turn < asked; turn += 1) {
    const sku = skuSchema.parse(`S${String(Math.floor(random() * products)).padStart(6, '0')}`);
    const [one] = await timed(1, () => loadPromisable(pool, warehouseIds, [sku], { today, day: askedDay }));
    const [plain] = await timed(1, () => plainSumOf(pool, warehouseIds, sku));
    const [told] = await timed(1, () => channelPromises(pool, channel, [sku], today));
    // The first looks also plan the statements.
    if (turn < 50) continue;
    found.sku.push(one ?? 0);
    found.sum.push(plain ?? 0);
    found.channel.push(told ?? 0);
  }
  return found;
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const startedMs = performance.now();
    await work();
    tookMs.push(performance.now() - startedMs);
  }
  return tookMs;
}
