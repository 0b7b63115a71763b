// `bench floor`: a day of real orders at one site, picked by each of the four methods as the office releases them hour by
// hour, beside picking order by order as they came (single), the shortest way and aisle by aisle (S-shape). Metres by the shortest way past the bins; minutes at the pace that the
// product plans with. The chart is left in out/bench/floor.svg.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  planRelease,
  type ReleaseJob,
  type ReleasePlan,
  type ReleaseWish,
} from '../shared/domain/tour/release-plan';
import { pace } from '../shared/domain/tour/plan';
import type { FloorTable } from '../shared/domain/tour/floor-map';
import { type PickMethod, pickMethods } from '../shared/domain/tour/tour';
import { atMost, type Bench, BenchCannotRun, exactly, type Figures, projectRoot } from './bench';
import { chartOf, type MethodRow } from './floor/chart';
import { floorFor, jobsOf, ordersOf } from './floor/site';
import { findOrderFile, textOf } from './order-file';

const dayBegins = Date.parse('2026-03-02T08:00:00.000Z');
const hours = 8;
const trolley = { places: 8, units: 400 };
/** Units of one wave. */
const waveUnits = 8000;

type Done = {
  metres: number;
  seconds: number;
  sShapeMetres: number;
  sShapeSeconds: number;
  walks: number;
  picked: Map<string, number>;
  planMs: number;
};

export const bench: Bench = {
  name: 'floor',
  about:
    'Releases --n orders of a file over eight hours by each method and counts what pickers walk; --seconds is the planning time of one release.',
  defaultData: '../shared/data/orders-uci-online-retail',
  defaultN: 2000,
  defaultSeconds: 3,
  run: async ({ options, note }) => {
    const orders = ordersOf(textOf(findOrderFile(options.data)), options.n);
    if (orders.length === 0) throw new BenchCannotRun(`no order of goods in ${options.data}`);
    const floor = floorFor(orders);
    const jobs = jobsOf(orders, (at) =>
      new Date(dayBegins + Math.floor((at * hours * 3_600_000) / orders.length)).toISOString(),
    );
    note(
      `${orders.length} orders, ${floor.bins.length} products in ${floor.area.aislesAt.length} aisles of ${floor.area.crossingsAt[1]} m`,
    );
    const rows: MethodRow[] = [];
    const figures: Figures = {};
    const peers: Record<string, Figures> = {};
    let wrong = 0;
    for (const method of pickMethods) {
      const done = pickedBy(method, floor, jobs, options);
      wrong += jobs.filter((job) => done.picked.get(job.parcelId) !== job.bins.length).length;
      rows.push(rowOf(method, done, jobs.length));
      figures[`${method}MetresPerOrder`] = done.metres / jobs.length;
      figures[`${method}MinutesPerOrder`] = done.seconds / 60 / jobs.length;
      figures[`${method}Walks`] = done.walks;
      if (method === 'single') {
        const habit = { ...done, metres: done.sShapeMetres, seconds: done.sShapeSeconds };
        rows.unshift(rowOf('S-shape', habit, jobs.length));
        peers['discreteSShape'] = {
          metresPerOrder: habit.metres / jobs.length,
          minutesPerOrder: habit.seconds / 60 / jobs.length,
        };
      }
      note(
        `${method}: ${(done.metres / jobs.length).toFixed(1)} m and ${(done.seconds / 60 / jobs.length).toFixed(1)} min an order in ${done.walks} walks, planned in ${(done.planMs / 1000).toFixed(1)} s`,
      );
    }
    const folder = join(projectRoot, 'out', 'bench');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'floor.svg'), chartOf(`${orders.length} orders of one day`, rows));
    note('chart: out/bench/floor.svg');
    const ratio = (method: PickMethod): number =>
      (figures[`${method}MetresPerOrder`] as number) / (figures['singleMetresPerOrder'] as number);
    return {
      data: options.data,
      n: orders.length,
      figures,
      peers,
      bars: {
        notPickedOnce: exactly(wrong, 0),
        batchShareOfDiscrete: atMost(ratio('batch'), 0.6),
        waveShareOfDiscrete: atMost(ratio('wave'), 0.6),
        zoneShareOfDiscrete: atMost(ratio('zone'), 0.6),
      },
    };
  },
};

/** Every hour what has come by then is released; a wave leaves what lies badly for a later one, the last hour takes all. */
function pickedBy(
  method: PickMethod,
  floor: FloorTable,
  jobs: readonly ReleaseJob[],
  { seconds, seed }: { seconds: number; seed: number },
): Done {
  const done: Done = {
    metres: 0,
    seconds: 0,
    sShapeMetres: 0,
    sShapeSeconds: 0,
    walks: 0,
    picked: new Map(),
    planMs: 0,
  };
  const zoneOf = new Map(floor.bins.map(({ locationId, zone }) => [locationId as string, zone]));
  const byId = new Map(jobs.map((job) => [job.parcelId, job]));
  let waiting: readonly ReleaseJob[] = [];
  for (let hour = 1; hour <= hours; hour += 1) {
    const [from, to] = [hour - 1, hour].map((each) => new Date(dayBegins + each * 3_600_000).toISOString());
    waiting = [
      ...waiting,
      ...jobs.filter(({ placedAt }) => placedAt >= (from ?? '') && placedAt < (to ?? '')),
    ];
    const leaveUnder = hour === hours || method !== 'wave' ? 0 : waveUnits / 2;
    while (unitsOf(waiting) > leaveUnder) {
      const began = performance.now();
      const plan = planned(method, floor, waiting, seconds, seed);
      done.planMs += performance.now() - began;
      const taken = new Set<string>();
      for (const group of plan.groups) {
        done.metres += group.metres;
        done.seconds += group.seconds;
        const longer = (group.sShapeMetres ?? group.metres) - group.metres;
        done.sShapeMetres += group.sShapeMetres ?? group.metres;
        done.sShapeSeconds += group.seconds + longer / pace.metresPerSecond;
        done.walks += 1;
        for (const parcelId of group.parcelIds) {
          taken.add(parcelId);
          const lines = byId.get(parcelId)?.bins ?? [];
          const here = lines.filter(
            ({ locationId }) => group.zone === null || zoneOf.get(locationId) === group.zone,
          );
          done.picked.set(parcelId, (done.picked.get(parcelId) ?? 0) + here.length);
        }
      }
      waiting = waiting.filter(({ parcelId }) => !taken.has(parcelId));
      if (taken.size === 0) throw new Error(`${method} plans nothing of ${waiting.length} orders`);
    }
  }
  return done;
}

function planned(
  method: PickMethod,
  floor: FloorTable,
  jobs: readonly ReleaseJob[],
  seconds: number,
  seed: number,
): ReleasePlan {
  const wish: ReleaseWish = {
    method,
    places: trolley.places,
    units: method === 'wave' ? waveUnits : trolley.units,
    most: 2000,
    leastUnits: method === 'wave' ? waveUnits / 4 : 0,
    zones: [],
    dueBy: null,
    inTurn: false,
    pickers: 8,
  };
  const search = planRelease({ floor, jobs, wish, dueUntil: null, nowMs: dayBegins }, seed);
  const until = performance.now() + 1000 * seconds;
  let plan = search.next().value;
  while (method !== 'single' && performance.now() < until) plan = search.next().value;
  return plan;
}

function unitsOf(jobs: readonly ReleaseJob[]): number {
  return jobs.reduce((sum, { bins }) => sum + bins.reduce((units, bin) => units + bin.units, 0), 0);
}

function rowOf(
  method: string,
  { metres, seconds }: Pick<Done, 'metres' | 'seconds'>,
  orders: number,
): MethodRow {
  return { method, metresPerOrder: metres / orders, minutesPerOrder: seconds / 60 / orders };
}
