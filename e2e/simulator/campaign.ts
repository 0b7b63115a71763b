// What is run of the simulator: so many seeds, every mutation until an invariant sees it, and how it is told.
import type { Crew } from './crew';
import { mutations } from './mutations';
import type { ScheduleResult } from './world';

export type Totals = {
  schedules: number;
  violations: number;
  ops: number;
  crashes: number;
  wipes: number;
  restores: number;
  /** A line for each seed with violations: how to see it again, and the first of them. */
  failures: string[];
};
export type Say = (line: string) => void;

/** Schedules in which a mutation may hide before it counts as missed. */
export const seedsToHideIn = 60;
const progressEvery = 50;

/** Runs seeds side by side until they are through or `isOver`; a failing one is told with its story. */
export async function runSeeds(
  crew: Crew,
  seeds: Iterable<number>,
  say: Say,
  isOver: () => boolean = () => false,
): Promise<Totals> {
  const totals: Totals = {
    schedules: 0,
    violations: 0,
    ops: 0,
    crashes: 0,
    wipes: 0,
    restores: 0,
    failures: [],
  };
  const left = seeds[Symbol.iterator]();
  /** In the order they were begun: where another run would go on. */
  const open = new Set<number>();
  const startedMs = performance.now();
  const one = async (): Promise<void> => {
    for (let next = left.next(); !next.done && !isOver(); next = left.next()) {
      open.add(next.value);
      const result = await crew.run({ seed: next.value });
      open.delete(next.value);
      totals.schedules += 1;
      totals.violations += Math.sign(result.violations.length);
      for (const what of ['ops', 'crashes', 'wipes', 'restores'] as const) totals[what] += result[what];
      if (result.violations.length > 0) {
        say(failureOf(result));
        totals.failures.push(
          `seed ${result.seed}: ${result.violations[0]?.split('\n', 1)[0]?.slice(0, 300)}`,
        );
      }
      if (totals.schedules % progressEvery === 0) {
        const perSecond = totals.schedules / ((performance.now() - startedMs) / 1000);
        say(
          `${totals.schedules} schedules, ${totals.violations} with violations (${perSecond.toFixed(2)}/s)${open.size > 0 ? `; all before seed ${[...open][0]} are through` : ''}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: crew.size }, one));
  return totals;
}

export type Hunted = { name: string; tried: number; seenAs: string | null };

/** Runs each mutation from `first` on until an invariant sees it. */
export async function huntMutations(
  crew: Crew,
  names: readonly string[],
  first: number,
  say: Say,
): Promise<Hunted[]> {
  const left = [...names];
  const hunted: Hunted[] = [];
  const one = async (): Promise<void> => {
    for (let mutation = left.shift(); mutation !== undefined; mutation = left.shift()) {
      let seenAs: string | null = null;
      let tried = 0;
      while (seenAs === null && tried < seedsToHideIn) {
        const result = await crew.run({ seed: first + tried, mutation });
        tried += 1;
        seenAs = result.violations[0] ?? null;
      }
      hunted.push({ name: mutation, tried, seenAs });
      say(
        `${mutation}: ${seenAs === null ? `NOT SEEN in ${tried} schedules` : `seen after ${tried}: ${seenAs.slice(0, 140)}`}`,
      );
    }
  };
  await Promise.all(Array.from({ length: crew.size }, one));
  return hunted;
}

export const mutationNames: readonly string[] = mutations.map(({ name }) => name);

/** The story of a schedule, what did not hold at its end, and how to see it again. */
export function failureOf({ seed, story, violations }: ScheduleResult): string {
  const shown = violations.slice(0, 12).map((words) => `  ${words}`);
  return [
    `── seed ${seed}`,
    ...story,
    `seed ${seed}: ${violations.length} violations`,
    ...shown,
    `again: npm run simulate -- --seed ${seed}`,
  ].join('\n');
}
