// `bench forecast scale`: a whole assortment forecast in threads as the night run does it, without the database: 100,000 items
// of 150 weeks, drawn like a shop's (many hardly sell, some have a trend or a season, some die). Told of on the way; begun
// once more and stopped, to see how long stopping takes.
import { availableParallelism } from 'node:os';
import { yearWeeks } from '../../shared/domain/forecasting/methods';
import { type CrewItem, startCrew } from '../../server/services/demand/forecast-crew';
import { atMost, type Bench, seededRandom } from '../bench';

const weeks = 150;
const horizon = 26;
const batchSize = 250;
const sampleSize = 2500;

function drawItem(sku: string, random: () => number): CrewItem {
  const level = Math.exp(random() * 7 - 3);
  const trend = (random() - 0.5) / 150;
  const season = random() < 0.2 ? 0.6 : 0;
  const phase = random() * yearWeeks;
  const dies = random() < 0.1 ? Math.floor(random() * weeks) : weeks;
  const isWild = random() < 0.5;
  return {
    sku,
    shape: null,
    like: null,
    weeks: Array.from({ length: weeks }, (_, at) => {
      const expected =
        at > dies
          ? 0
          : level * (1 + trend * at) * (1 + season * Math.sin((2 * Math.PI * (at + phase)) / yearWeeks));
      return {
        units: drawCount(expected, isWild, random),
        outDays: random() < 0.02 ? Math.floor(random() * 8) : 0,
        marked: null,
      };
    }),
  };
}

/** A Poisson count, or, where it is to vary more, one of a level drawn around the mean. */
function drawCount(mean: number, isWild: boolean, random: () => number): number {
  const level = isWild ? mean * -Math.log(1 - random()) : mean;
  if (level > 30)
    return Math.max(0, Math.round(level + Math.sqrt(level) * 2 * (random() + random() + random() - 1.5)));
  const floor = Math.exp(-level);
  let [count, product] = [0, random()];
  while (product > floor) {
    count += 1;
    product *= random();
  }
  return count;
}

export const scaleBench: Bench = {
  name: 'forecast scale',
  about:
    'Forecasts --n items of 150 weeks with quantiles and back-test in --workers threads; then begins again and stops.',
  defaultN: 100_000,
  extraFlags: { workers: 'threads (as many as the computer has cores, at most 4)' },
  run: async ({ options, note }) => {
    const workers = Number(options.extra['workers'] ?? Math.min(4, availableParallelism()));
    const random = seededRandom(options.seed);
    let peakMiB = 0;
    const look = (): void => {
      peakMiB = Math.max(peakMiB, process.memoryUsage().rss / 1_048_576);
    };
    const timer = setInterval(look, 200);
    const startedMs = performance.now();
    const crew = startCrew(workers);
    const sample = Array.from({ length: Math.min(sampleSize, options.n) }, (_, at) =>
      drawItem(`S${at}`, random).weeks.map(({ units }) => units),
    );
    await crew.learn(sample, 8);
    const learnSeconds = (performance.now() - startedMs) / 1000;
    let [done, wrong, told] = [0, 0, 0];
    const methods = new Map<string, number>();
    const working = new Set<Promise<void>>();
    for (let at = 0; at < options.n; at += batchSize) {
      const items = Array.from({ length: Math.min(batchSize, options.n - at) }, (_, place) =>
        drawItem(`I${at + place}`, random),
      );
      const work = crew.forecast(items, horizon).then((forecasts) => {
        for (const { forecast } of forecasts ?? []) {
          methods.set(forecast.method, (methods.get(forecast.method) ?? 0) + 1);
          if (forecast.expected.length !== horizon || !forecast.quantiles.flat().every(Number.isFinite))
            wrong += 1;
        }
        done += forecasts?.length ?? 0;
        if (done - told >= 5000) {
          told = done;
          note(
            `${done} of ${options.n} items, ${((performance.now() - startedMs) / 60_000).toFixed(1)} min, ${peakMiB.toFixed(0)} MiB`,
          );
        }
      });
      working.add(work);
      void work.finally(() => working.delete(work));
      await crew.free();
    }
    await Promise.all(working);
    const minutes = (performance.now() - startedMs) / 60_000;
    const last = crew.forecast(
      Array.from({ length: batchSize }, (_, place) => drawItem(`L${place}`, random)),
      horizon,
    );
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    const stoppedMs = performance.now();
    await crew.stop();
    const isStopped = (await last) === null;
    const stopMs = performance.now() - stoppedMs;
    clearInterval(timer);
    look();
    note([...methods].map(([method, count]) => `${method} ${count}`).join(', '));
    return {
      data: `${options.n} items x ${weeks} weeks drawn with seed ${options.seed}`,
      n: done,
      figures: {
        minutes,
        itemsPerSecond: done / (minutes * 60),
        learnSeconds,
        peakMiB,
        workers,
        stopMs,
        wrong,
        left: options.n - done,
      },
      bars: {
        left: atMost(options.n - done, 0),
        wrong: atMost(wrong, 0),
        peakMiB: atMost(peakMiB, 2048),
        stopMs: atMost(stopMs, 1000),
        stopped: atMost(isStopped ? 0 : 1, 0),
      },
    };
  },
};
