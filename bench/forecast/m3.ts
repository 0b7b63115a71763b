// `bench forecast m3`: point forecasts of the M3 competition's series, each with its own history and horizon. Peers: the three
// methods that ours is made of, alone, in the same run.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { maseOf, mean, naiveScale, smapeOf } from '../../shared/domain/forecasting/accuracy';
import { forecastRegular } from '../../shared/domain/forecasting/regular';
import { atMost, type Bench, BenchCannotRun, type Figures } from '../bench';

const wholeSet = 3003;
/** Published for all 3,003 series, and what the plain Theta of our peer scores on them. */
const wanted = { smape: 12.65, mase: 1.38, seconds: 60 };
const plainThetaOnAll = { smape: 12.825, mase: 1.421 };

type Row = { freq: string; h: string; train: string; test: string };

const numbers = (text: string): number[] => text.trim().split(/\s+/).map(Number);

export const m3Bench: Bench = {
  name: 'forecast m3',
  about:
    'Forecasts every series of an m3.csv; sMAPE and MASE are means over series. On a part of the set the bars are those of the whole set in proportion to plain Theta, measured in the same run.',
  defaultData: '../shared/data/m3',
  run: ({ options, note }) => {
    const file = options.data.endsWith('.csv') ? options.data : join(options.data, 'm3.csv');
    if (!existsSync(file)) throw new BenchCannotRun(`no m3.csv in ${options.data}`);
    const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as Row[];
    const taken = options.nGiven ? rows.slice(0, options.n) : rows;
    const errors = new Map<string, { smape: number[]; mase: number[] }>();
    let milliseconds = 0;
    taken.forEach(({ freq, h, train, test }, at) => {
      const [history, came] = [numbers(train), numbers(test)];
      const startedMs = performance.now();
      const { said, parts } = forecastRegular(history, Number(freq), Number(h));
      milliseconds += performance.now() - startedMs;
      const scale = naiveScale(history, Number(freq));
      const all = { ours: said, ...parts, smoothing: parts.smoothing ?? parts.classicalTheta };
      for (const [name, forecast] of Object.entries(all)) {
        const of = errors.get(name) ?? { smape: [], mase: [] };
        of.smape.push(smapeOf(came, forecast));
        of.mase.push(maseOf(came, forecast, scale));
        errors.set(name, of);
      }
      if (at % 500 === 499) note(`${at + 1} of ${taken.length} series`);
    });
    const figuresOf = (name: string): Figures => {
      const of = errors.get(name) ?? { smape: [], mase: [] };
      return { smape: mean(of.smape), mase: mean(of.mase.filter(Number.isFinite)) };
    };
    const seconds = milliseconds / 1000;
    const ours = { ...figuresOf('ours'), seconds };
    const plain = figuresOf('classicalTheta');
    const whole = taken.length === wholeSet;
    const bar = (of: 'smape' | 'mase'): number =>
      Number(
        (whole ? wanted[of] : (wanted[of] / plainThetaOnAll[of]) * (plain[of] ?? Number.NaN)).toFixed(3),
      );
    return Promise.resolve({
      data: basename(options.data),
      n: taken.length,
      figures: ours,
      peers: {
        plainTheta: plain,
        dynamicTheta: figuresOf('dynamicTheta'),
        smoothing: figuresOf('smoothing'),
      },
      bars: {
        smape: atMost(figuresOf('ours')['smape'] ?? Number.NaN, bar('smape')),
        mase: atMost(figuresOf('ours')['mase'] ?? Number.NaN, bar('mase')),
        seconds: atMost(seconds, Number(Math.max(1, (wanted.seconds * taken.length) / wholeSet).toFixed(1))),
      },
    });
  },
};
