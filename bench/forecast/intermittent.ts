// `bench forecast intermittent`: quantiles of demand with zeros in between, one origin, the last periods held out. The loss is
// twice the pinball loss over the mean naive error of the history, mean over levels, periods and items. Peers: the classical
// ways on the same items. Our selector sees the histories only.
import { basename, join } from 'node:path';
import { mean, naiveScale, quantileLoss } from '../../shared/domain/forecasting/accuracy';
import { learnSelector, quantilesOf } from '../../shared/domain/forecasting/assortment';
import {
  type DemandExpert,
  expertQuantiles,
  quantileLevels,
} from '../../shared/domain/forecasting/demand-experts';
import { countQuantiles } from '../../shared/domain/forecasting/distributions';
import { sba } from '../../shared/domain/forecasting/intermittent';
import { type Bench, BenchCannotRun, type Bar, type Figures, projectRoot } from '../bench';
import { readSeriesSets, type SeriesSet } from './read-series';

/** Held-out periods of the sets whose losses are published; others hold out a seventh, six to twelve. */
const heldOut: Record<string, number> = { raf: 12, auto: 6, carparts: 6, weekly_units_by_sku: 8, man: 13 };
/** The last week of this set is not whole. */
const endsEarly: Record<string, number> = { weekly_units_by_sku: 1 };
const besides = [
  '../shared/data/orders-uci-online-retail/weekly_units_by_sku.csv',
  '../shared/data/inventory-man/man.csv',
];

const levels = [...quantileLevels];
type Say = (history: readonly number[]) => number[];

const expert =
  (which: DemandExpert): Say =>
  (history) =>
    expertQuantiles(which, history);

const varianceFor = (history: readonly number[], expected: number): number => {
  const centre = mean(history);
  const variance = mean(history.map((value) => (value - centre) ** 2));
  return centre > 0 ? (variance * expected) / centre : 0;
};

const classical: Record<string, Say> = {
  empirical: expert({ kind: 'history', memory: 1 }),
  negBinMean: expert({ kind: 'count', memory: 1 }),
  negBinSes: expert({ kind: 'method', method: 'ses' }),
  negBinTsb: expert({ kind: 'method', method: 'tsb' }),
  negBinImapa: expert({ kind: 'method', method: 'imapa' }),
  negBinSba: (history) => countQuantiles(sba(history), varianceFor(history, sba(history)), levels),
  poissonSba: (history) => countQuantiles(sba(history), sba(history), levels),
};

type Item = { history: number[]; came: number[]; scale: number };

const itemsOf = ({ name, series }: SeriesSet, horizon: number): Item[] =>
  series.flatMap((values) => {
    const whole = values.slice(0, values.length - (endsEarly[name] ?? 0));
    const history = whole.slice(0, -horizon);
    const scale = history.length < 8 ? 0 : naiveScale(history);
    return scale > 0 ? [{ history, came: whole.slice(-horizon), scale }] : [];
  });

const lossOf = (items: readonly Item[], say: Say): number =>
  mean(
    items.map(({ history, came, scale }) => {
      const said = say(history);
      return mean(
        levels.map((level, at) =>
          mean(came.map((value) => quantileLoss(value, said[at] as number, level) / scale)),
        ),
      );
    }),
  );

export const intermittentBench: Bench = {
  name: 'forecast intermittent',
  about:
    'Mean scaled quantile loss at .5 .8 .9 .95 .99 of every table of series in the folder (and, without --data, of the weekly sales and the manufacturer beside it).',
  defaultData: '../shared/data/intermittent',
  extraFlags: { horizon: 'periods held out, for sets that have none of their own' },
  run: ({ options, note }) => {
    const standard = join(projectRoot, '..', 'shared', 'data', 'intermittent');
    const sets = [
      options.data,
      ...(options.data === standard ? besides.map((path) => join(projectRoot, path)) : []),
    ]
      .flatMap(readSeriesSets)
      .map((set) => (options.nGiven ? { ...set, series: set.series.slice(0, options.n) } : set));
    if (sets.length === 0) throw new BenchCannotRun(`no table of series in ${options.data}`);
    const figures: Figures = {};
    const peers: Record<string, Figures> = {};
    const bars: Record<string, Bar> = {};
    const losses: number[] = [];
    let [count, milliseconds] = [0, 0];
    for (const set of sets) {
      const longest = Math.max(...set.series.map(({ length }) => length));
      const asked = Number(options.extra['horizon'] ?? Number.NaN);
      const seventh = Math.max(6, Math.min(12, Math.floor(longest / 7)));
      const horizon = heldOut[set.name] ?? (Number.isInteger(asked) && asked > 0 ? asked : seventh);
      const items = itemsOf(set, horizon);
      if (items.length === 0) continue;
      const startedMs = performance.now();
      const selector = learnSelector(
        items.map(({ history }) => history),
        { horizon },
      );
      const ours = lossOf(items, (history) => quantilesOf(selector, history));
      milliseconds += performance.now() - startedMs;
      losses.push(ours);
      count += items.length;
      figures[`${set.name}QuantileLoss`] = ours;
      let best = { name: '', loss: Number.POSITIVE_INFINITY };
      for (const [name, say] of Object.entries(classical)) {
        const loss = lossOf(items, say);
        peers[name] = { ...peers[name], [`${set.name}QuantileLoss`]: loss };
        if (loss < best.loss) best = { name, loss };
      }
      bars[`${set.name}QuantileLoss`] = {
        want: `< ${best.loss.toFixed(4)} (${best.name})`,
        is: ours,
        holds: ours < best.loss,
      };
      note(
        `${set.name}: ${items.length} items, ${horizon} held out, ours ${ours.toFixed(4)}, best classical ${best.loss.toFixed(4)} (${best.name})`,
      );
    }
    if (losses.length === 0) throw new BenchCannotRun(`no series in ${options.data} is long enough`);
    return Promise.resolve({
      data: sets.map(({ name }) => name).join(' ') || basename(options.data),
      n: count,
      figures: { quantileLoss: mean(losses), ...figures, seconds: milliseconds / 1000 },
      peers,
      bars,
    });
  },
};
