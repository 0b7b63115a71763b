// `bench route`: what routing costs and how long it takes, over order-sourcing instances and courier tables.
// gapToExactCents: the greatest difference of one order's cost from an exhaustive minimum, every order of every instance.
// onlineGap, poolGap: cost above the LP bound with all orders known, the worst instance. p99Ms: one decision with its
// explanation; sampleP99Ms: the same for the sample company's orders under its own tariffs, sampleProven: the part of them
// that is proven the cheapest. courierGapCents: plant and courier choice against the optimum.
import { basename, resolve } from 'node:path';
import { setUp } from '../scripts/setup.mjs';
import { planPool } from '../shared/domain/routing/plan-pool';
import { atMost, type Bar, type Bench, BenchCannotRun, type Figures, percentile, projectRoot } from './bench';
import { type BasketSet, holdsBaskets, type Instance, readBaskets } from './route/baskets';
import { courierFolders, runCourier } from './route/courier';
import { lpBound } from './route/lp-bound';
import { runOnline } from './route/online';
import { closestFullElsePerLine, exhaustiveCost, nearestPerLine, runRule } from './route/peers';
import { routeSample } from './route/sample-orders';

const usual = { baskets: '../shared/data/routing-us-baskets', courier: '../shared/data/routing-brunel' };

type Gaps = {
  exactCents: number;
  myopic: number;
  online: number;
  pool: number;
  milliseconds: number[];
  peers: Record<'nearestPerLine' | 'closestFullElsePerLine', { gap: number; dollars: number }>;
};

const measure = async (
  set: BasketSet,
  instance: Instance,
  options: { seed: number; seconds: number },
  note: (line: string) => void,
): Promise<Gaps> => {
  const { name, pool } = instance;
  const bound = await lpBound(pool);
  const above = (cost: number): number => cost / bound - 1;
  const percent = (cost: number): string =>
    `${(cost / 100).toFixed(2)} (+${(100 * above(cost)).toFixed(2)} %)`;
  let exactCents = 0;
  const myopic = runOnline(set, instance, {
    priced: false,
    seed: options.seed,
    onOrder: (basket, stock, cents) => {
      exactCents = Math.max(exactCents, Math.abs(cents - exhaustiveCost(basket, stock, pool.nodes)));
    },
  });
  const online = runOnline(set, instance, { priced: true, seed: options.seed });
  const startedAt = performance.now();
  const plan = planPool(pool, {
    seed: options.seed,
    tries: Number.MAX_SAFE_INTEGER,
    priceRounds: 200,
    spent: () => (performance.now() - startedAt) / (1000 * options.seconds),
  });
  const nearest = runRule(pool, nearestPerLine).cost;
  const closest = runRule(pool, closestFullElsePerLine).cost;
  note(
    `${name}: ${pool.orders.length} orders, LP bound ${(bound / 100).toFixed(2)}; nearest per line ${percent(nearest)}, closest full ${percent(closest)}, exact alone ${percent(myopic.cost)} with ${myopic.splitOrders} split, online with prices ${percent(online.cost)} (pricing ${Math.round(online.pricingMs)} ms), pool ${percent(plan.cost)} after ${plan.tries} tries`,
  );
  return {
    exactCents,
    myopic: above(myopic.cost),
    online: above(online.cost),
    pool: above(plan.cost),
    milliseconds: [...myopic.milliseconds, ...online.milliseconds],
    peers: {
      nearestPerLine: { gap: above(nearest), dollars: nearest / 100 },
      closestFullElsePerLine: { gap: above(closest), dollars: closest / 100 },
    },
  };
};

export const bench: Bench = {
  name: 'route',
  about:
    'Sources every order of every instance: alone, one after the other with stock prices, and all together in --seconds; beside two usual rules and the LP bound. Then plants and couriers against their optimum, and the sample company (its own orders and tariffs). --data takes either layout.',
  defaultData: usual.baskets,
  defaultSeconds: 10,
  extraFlags: { courier: `courier tables (${usual.courier}); without --data only` },
  run: async ({ options, note }) => {
    const alone = options.data !== resolve(projectRoot, usual.baskets);
    const courierData = alone
      ? options.data
      : resolve(projectRoot, options.extra['courier'] ?? usual.courier);
    const figures: Figures = {};
    const peers: Record<string, Figures> = {};
    const bars: Record<string, Bar> = {};
    let n = 0;
    if (holdsBaskets(options.data)) {
      const set = readBaskets(options.data);
      const gaps: Gaps[] = [];
      for (const instance of set.instances) gaps.push(await measure(set, instance, options, note));
      const worst = (of: (gap: Gaps) => number): number => Math.max(...gaps.map(of));
      n += set.instances.reduce((sum, { pool }) => sum + pool.orders.length, 0);
      figures['gapToExactCents'] = worst((gap) => gap.exactCents);
      figures['exactAloneGap'] = worst((gap) => gap.myopic);
      figures['onlineGap'] = worst((gap) => gap.online);
      figures['poolGap'] = worst((gap) => gap.pool);
      figures['p99Ms'] = percentile(
        gaps.flatMap(({ milliseconds }) => milliseconds),
        0.99,
      );
      for (const peer of ['nearestPerLine', 'closestFullElsePerLine'] as const) {
        peers[peer] = {
          onlineGap: worst((gap) => gap.peers[peer].gap),
          dollars: gaps.reduce((sum, gap) => sum + gap.peers[peer].dollars, 0),
        };
      }
      bars['gapToExactCents'] = atMost(figures['gapToExactCents'], 0.005);
      bars['onlineGap'] = atMost(figures['onlineGap'], 0.12);
      bars['poolGap'] = atMost(figures['poolGap'], 0.03);
      bars['p99Ms'] = atMost(figures['p99Ms'], 5);
    }
    const folders = courierFolders(courierData);
    for (const folder of folders) {
      const found = await runCourier(folder);
      note(
        `${basename(folder)}: ${found.orders} orders, ${found.total.toFixed(2)} in ${Math.round(found.milliseconds)} ms, optimum ${found.exact.toFixed(2)}, ${found.unserved} without any way, ${found.proven ? 'proven' : 'not proven'}`,
      );
      n += found.orders;
      const gap = Math.abs(Math.round(found.total * 100) - Math.round(found.exact * 100));
      figures['courierTotalCents'] = Math.round(found.total * 100);
      figures['courierGapCents'] = Math.max(figures['courierGapCents'] ?? 0, gap);
      figures['courierUnserved'] = (figures['courierUnserved'] ?? 0) + found.unserved;
    }
    if (folders.length > 0) bars['courierGapCents'] = atMost(figures['courierGapCents'] ?? Number.NaN, 0);
    if (!alone) {
      setUp('server');
      const sample = await routeSample(options.seed, note);
      n += sample.orders;
      figures['sampleP99Ms'] = percentile(sample.milliseconds, 0.99);
      figures['sampleMaxMs'] = percentile(sample.milliseconds, 1);
      figures['sampleProven'] = sample.proven / sample.orders;
      bars['sampleP99Ms'] = atMost(figures['sampleP99Ms'], 5);
    }
    if (n === 0) throw new BenchCannotRun(`neither sourcing instances nor courier tables in ${options.data}`);
    const data = [...(holdsBaskets(options.data) ? [options.data] : []), ...folders];
    return {
      data: [...data.map((folder) => basename(folder)), ...(alone ? [] : ['sample company'])].join(', '),
      n,
      figures,
      peers,
      bars,
    };
  },
};
