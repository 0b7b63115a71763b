// `bench batch`: orders divided into picking tours, over published instances of one block. gapProven: metres above the
// proven optimum, mean of a family; gapBestKnown: above the best published or measured value where none is proven. Published
// values of the larger families are rounded to whole metres.
import { basename } from 'node:path';
import { BatchPool } from '../shared/domain/picking/batch-pool';
import { bySavings, inOrderOfArrival } from '../shared/domain/picking/first-batches';
import { type BatchPlan, planBatches } from '../shared/domain/picking/plan-batches';
import { atMost, type Bar, type Bench, BenchCannotRun, type Figures } from './bench';
import { batchingFiles, type NamedInstance, publishedValues, readInstance } from './picking/instances';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

type Gap = { family: string; proven: boolean; gap: number; savings: number; arrival: number };

/** Small instances are over long before their time. */
const secondsFor = ({ orders }: NamedInstance, seconds: number): number =>
  orders.length <= 12 ? Math.min(seconds, 0.2) : seconds;

const plan = (pool: BatchPool, seed: number, seconds: number): BatchPlan => {
  const untilMs = performance.now() + seconds * 1000;
  for (const found of planBatches(pool, seed)) if (performance.now() >= untilMs) return found;
  throw new Error('unreachable');
};

const check = (pool: BatchPool, { batches, length }: BatchPlan): void => {
  const all = batches.flatMap(({ orders }) => orders).sort((a, b) => a - b);
  if (all.length !== pool.size || all.some((order, at) => order !== at))
    throw new Error('not every order once');
  for (const { orders } of batches) {
    const load = orders.reduce((sum, order) => sum + pool.load(order), 0);
    if (load > pool.capacity) throw new Error(`a tour of ${load} where ${pool.capacity} fit`);
  }
  const again = batches.reduce((sum, { orders }) => sum + pool.batch(orders).length, 0);
  if (Math.abs(again - length) > 1e-6) throw new Error(`a plan of ${length} m is ${again} m long`);
};

export const bench: Bench = {
  name: 'batch',
  about:
    'Plans picking tours of every instance for --seconds each (0.2 s of those with at most 12 orders); --n takes so many of each family, evenly. Peers: savings, and order of arrival, with the shortest tours.',
  defaultData: '../shared/data/obp-single-block',
  defaultSeconds: 10,
  defaultN: 0,
  run: async ({ options, note }) => {
    const files = batchingFiles(options.data);
    if (files.length === 0) throw new BenchCannotRun(`no batching instances in ${options.data}`);
    const published = publishedValues(options.data);
    const gaps: Gap[] = [];
    let n = 0;
    const families = new Map<string, string[]>();
    for (const file of files) {
      const { family } = readInstance(options.data, file);
      families.set(family, [...(families.get(family) ?? []), file]);
    }
    for (const [family, members] of families) {
      const step = options.n > 0 ? Math.max(1, members.length / options.n) : 1;
      for (let at = 0; at < members.length; at += step) {
        const instance = readInstance(options.data, members[Math.floor(at)] as string);
        const pool = new BatchPool(instance.block, instance.orders, instance.capacity);
        const found = plan(pool, options.seed, secondsFor(instance, options.seconds));
        check(pool, found);
        n += 1;
        const value = published(instance);
        if (!value) continue;
        const above = (metres: number): number => metres / value.best - 1;
        const total = (batches: readonly { length: number }[]): number =>
          batches.reduce((sum, { length }) => sum + length, 0);
        gaps.push({
          family,
          proven: value.isProven,
          gap: above(found.length),
          savings: above(total(bySavings(pool))),
          arrival: above(total(inOrderOfArrival(pool))),
        });
        if (n % 10 === 0 || found.turns < 100)
          note(
            `${n}: ${instance.name}, ${instance.orders.length} orders, ${found.length.toFixed(1)} m after ${found.turns} turns, best known ${value.best}`,
          );
      }
    }
    const figures: Figures = {};
    const bars: Record<string, Bar> = {};
    for (const family of families.keys()) {
      for (const proven of [true, false]) {
        const some = gaps.filter((gap) => gap.family === family && gap.proven === proven);
        if (some.length === 0) continue;
        const name = `${family}${proven ? 'GapProven' : 'GapBestKnown'}`;
        figures[name] = mean(some.map(({ gap }) => gap));
        figures[`${name}Worst`] = Math.max(...some.map(({ gap }) => gap));
        // Published values are whole metres where the real ones are not; half a metre of a few hundred.
        bars[name] = atMost(figures[name], proven ? (some.length > 1000 ? 1e-9 : 0.001) : 0.005);
      }
    }
    const peers = Object.fromEntries(
      (['savings', 'arrival'] as const).map((peer) => [
        peer === 'savings' ? 'savings with shortest tours' : 'order of arrival with shortest tours',
        { gap: mean(gaps.map((gap) => gap[peer])) },
      ]),
    );
    return { data: basename(options.data), n, figures, peers, bars };
  },
};
