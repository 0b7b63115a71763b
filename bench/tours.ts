// `bench tours`: the shortest tour of the batches of published instances of one block, how many a second, and how much
// longer the ways are that people walk by habit. gapToExact: worst difference from an exhaustive search, of every batch with
// at most eleven places.
import { basename } from 'node:path';
import { BatchPool } from '../shared/domain/picking/batch-pool';
import type { Stop } from '../shared/domain/picking/block';
import { bySavings } from '../shared/domain/picking/first-batches';
import { type PickArea, walk } from '../shared/domain/picking/pick-area';
import { usualTours, type UsualTours } from '../shared/domain/picking/usual-tours';
import { atLeast, atMost, type Bench, BenchCannotRun, type Figures } from './bench';
import { batchingFiles, readInstance } from './picking/instances';

const mostForExhaustive = 11;

/** Held and Karp's dynamic program over subsets of the stops. */
const exhaustive = (area: PickArea, depot: Stop, stops: readonly Stop[]): number => {
  const all = [depot, ...stops];
  const count = stops.length;
  const between = all.map((a) => Float64Array.from(all, (b) => walk(area, a, b)));
  const of = (a: number, b: number): number => (between[a] as Float64Array)[b] as number;
  const best = new Float64Array(2 ** count * count).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < count; at += 1) best[(1 << at) * count + at] = of(0, at + 1);
  for (let set = 1; set < 2 ** count; set += 1)
    for (let last = 0; last < count; last += 1) {
      const sofar = best[set * count + last] as number;
      if (sofar === Number.POSITIVE_INFINITY) continue;
      for (let next = 0; next < count; next += 1) {
        if (set & (1 << next)) continue;
        const to = (set | (1 << next)) * count + next;
        best[to] = Math.min(best[to] as number, sofar + of(last + 1, next + 1));
      }
    }
  let least = Number.POSITIVE_INFINITY;
  for (let last = 0; last < count; last += 1)
    least = Math.min(least, (best[(2 ** count - 1) * count + last] as number) + of(last + 1, 0));
  return least;
};

export const bench: Bench = {
  name: 'tours',
  about: 'Tours of the batches that savings make of every instance; --n takes so many instances, evenly.',
  defaultData: '../shared/data/obp-single-block',
  defaultSeconds: 2,
  defaultN: 120,
  run: async ({ options, note }) => {
    const files = batchingFiles(options.data);
    if (files.length === 0) throw new BenchCannotRun(`no batching instances in ${options.data}`);
    const step = Math.max(1, files.length / options.n);
    const excess: Record<keyof UsualTours, number> = {
      sShape: 0,
      return: 0,
      midpoint: 0,
      largestGap: 0,
      combined: 0,
    };
    const sets: { pool: BatchPool; places: Int32Array[] }[] = [];
    let tours = 0;
    let gapToExact = 0;
    let checked = 0;
    for (let at = 0; at < files.length; at += step) {
      const { block, capacity, orders } = readInstance(options.data, files[Math.floor(at)] as string);
      const pool = new BatchPool(block, orders, capacity);
      const batches = bySavings(pool);
      sets.push({ pool, places: batches.map(({ places }) => places) });
      const area: PickArea = {
        aislesAt: Array.from({ length: block.aisles }, (_, aisle) => aisle * block.aisleSpacing),
        crossingsAt: [0, block.aisleLength],
        depot: { aisle: block.depotAisle, crossing: 0 },
      };
      for (const batch of batches) {
        const stops = batch.orders.flatMap((order) => orders[order]?.stops ?? []);
        const usual = usualTours(block, stops);
        for (const name of Object.keys(excess) as (keyof UsualTours)[])
          excess[name] += usual[name] / batch.length - 1;
        tours += 1;
        const places = [...new Map(stops.map((stop) => [`${stop.aisle} ${stop.height}`, stop])).values()];
        if (places.length > mostForExhaustive) continue;
        checked += 1;
        const exact = exhaustive(area, { aisle: block.depotAisle, height: 0 }, places);
        gapToExact = Math.max(gapToExact, Math.abs(exact - batch.length));
      }
    }
    note(`${tours} tours of ${sets.length} instances, ${checked} of them searched through`);
    const startedMs = performance.now();
    let done = 0;
    while (performance.now() - startedMs < options.seconds * 1000)
      for (const { pool, places } of sets)
        for (const each of places) {
          pool.length(each);
          done += 1;
        }
    const perSecond = (1000 * done) / (performance.now() - startedMs);
    const figures: Figures = { toursPerSecond: perSecond, gapToExact, checked, tours };
    const peers = Object.fromEntries(
      Object.entries(excess).map(([name, sum]) => [name, { excess: sum / tours }]),
    );
    return {
      data: basename(options.data),
      n: tours,
      figures,
      peers,
      bars: { gapToExact: atMost(gapToExact, 1e-6), toursPerSecond: atLeast(perSecond, 100_000) },
    };
  },
};
