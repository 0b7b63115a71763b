// `bench wave`: the next wave chosen out of a pool, most units an aisle visited, over published instances. ratio: what was
// found against the best published value, mean; feasible: waves that a checker of its own finds nothing wrong with.
import { basename } from 'node:path';
import { planWave, type Wave, waveFault } from '../shared/domain/picking/plan-wave';
import { atLeast, type Bench, BenchCannotRun, exactly } from './bench';
import { readWave, waveFiles } from './picking/waves';

export const bench: Bench = {
  name: 'wave',
  about: 'Plans one wave of every instance for --seconds each.',
  defaultData: '../shared/data/wave-sbpo2025',
  defaultSeconds: 60,
  run: async ({ options, note }) => {
    const files = waveFiles(options.data);
    if (files.length === 0) throw new BenchCannotRun(`no instances of waves in ${options.data}`);
    const ratios: number[] = [];
    let infeasible = 0;
    for (const file of files) {
      const { name, pool, best } = readWave(file);
      const untilMs = performance.now() + options.seconds * 1000;
      let found: Wave | null = null;
      for (const wave of planWave(pool, options.seed)) {
        found = wave;
        if (performance.now() >= untilMs) break;
      }
      const fault = found === null ? 'none found' : waveFault(pool, found);
      if (fault !== null) infeasible += 1;
      const value = found === null || fault !== null ? 0 : found.units / found.aisles.length;
      if (best !== null) ratios.push(value / best);
      note(
        `${name}: ${pool.orders.length} orders, ${pool.aisles.length} aisles: ${value.toFixed(3)} units an aisle${best === null ? '' : ` (${(value / best).toFixed(4)} of the best published)`} after ${found?.turns ?? 0} turns${fault === null ? '' : `: ${fault}`}`,
      );
    }
    const ratio = ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
    return {
      data: basename(options.data),
      n: files.length,
      figures: { ratio, ratioWorst: Math.min(...ratios), infeasible },
      bars: { ratio: atLeast(ratio, 0.98), infeasible: exactly(infeasible, 0) },
    };
  },
};
