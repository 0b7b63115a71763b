// Ten thousand days of a small company in which everything goes wrong, each checked at its end; and every deliberately
// broken variant of the protocol, which the same checks must see (docs/simulator.md).
import { huntMutations, mutationNames, runSeeds } from '../e2e/simulator/campaign';
import { bestCrewSize, openCrew } from '../e2e/simulator/crew';
import { atLeast, type Bench, exactly } from './bench';

/** Without --seconds the count alone says when it is over. */
const longestSeconds = 86_400;

export const bench: Bench = {
  name: 'simulate',
  about:
    'Schedules of two to eight real stations and a real head office on real PostgreSQL in virtual time, with a bad network, crashes, lost disks, wrong clocks and restores; figures: schedules, violations, mutationsMissed. Seeds count up from --seed, so a run that was ended goes on with another --seed and --n; --seconds ends it early, at the schedule under way.',
  defaultN: 10_000,
  defaultSeconds: longestSeconds,
  run: async ({ options, note }) => {
    const crew = await openCrew(bestCrewSize);
    try {
      const seeds = Array.from({ length: options.n }, (_, index) => options.seed + index);
      const startedMs = performance.now();
      const isOver = (): boolean => performance.now() - startedMs > options.seconds * 1000;
      // The failures were told with their stories.
      const { failures: _told, ...totals } = await runSeeds(crew, seeds, note, isOver);
      const seconds = (performance.now() - startedMs) / 1000;
      const hunted = await huntMutations(crew, mutationNames, options.seed, note);
      const mutationsMissed = hunted.filter(({ seenAs }) => seenAs === null).length;
      return {
        data: `generated from seeds ${options.seed} to ${options.seed + totals.schedules - 1}`,
        n: totals.schedules,
        figures: {
          ...totals,
          mutations: hunted.length,
          mutationsMissed,
          schedulesPerSecond: totals.schedules / seconds,
        },
        bars: {
          schedules: atLeast(totals.schedules, options.seconds < longestSeconds ? 1 : options.n),
          violations: exactly(totals.violations, 0),
          mutationsMissed: exactly(mutationsMissed, 0),
        },
      };
    } finally {
      await crew.stop();
    }
  },
};
