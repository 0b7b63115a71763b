// The print outbox against everything that goes wrong between a station and its label printers, on real sockets: no paper, open lid,
// silence, stalls, broken connections, power cuts of a printer, and the station killed at any write to its disk. What is on
// paper at the end is compared with what the outbox says and with what the operator was asked.
import { atLeast, type Bench, type BenchContext, type BenchFindings, exactly, type Figures } from './bench';
import { addUp } from './print/account';
import { kindOfSeed, type PrintKind, printKinds, runSchedule, type ScheduleEnd } from './print/schedule';

/** Longer than any run. */
const longestSeconds = 86_400;
const sideBySide = 40;

export const bench: Bench = {
  name: 'print',
  about:
    'Random fault schedules of a station that is killed at any write and of its printers (of ten seeds six of a ZPL printer, two of a TSPL printer, two of two printers of which the second stands in): silentDuplicates (a second label of one attempt, or a label of an attempt that the operator was not asked for), silentLosses (said to be out, and no paper), unsettled (not over a minute after all is well), for all of them and for each kind.',
  defaultN: 10_000,
  defaultSeconds: longestSeconds,
  extraFlags: { kind: `only schedules of this kind: ${printKinds.join(', ')}` },
  run,
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  const only = printKinds.find((kind) => kind === options.extra['kind']);
  const ends = new Map<PrintKind, ScheduleEnd[]>(printKinds.map((kind) => [kind, []]));
  let begun = 0;
  let done = 0;
  const startedMs = performance.now();
  const isOver = (): boolean => performance.now() - startedMs > options.seconds * 1_000;
  const worker = async (): Promise<void> => {
    while (begun < options.n && !isOver()) {
      const seed = options.seed + begun;
      begun += 1;
      const kind = only ?? kindOfSeed(seed);
      const end = await runSchedule(seed, kind);
      ends.get(kind)?.push(end);
      for (const word of end.words) note(`schedule ${seed} (${kind}): ${word}`);
      done += 1;
      if (done % 500 === 0) note(`${done} of ${options.n} schedules`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));

  const all = [...ends.values()].flat();
  const total = addUp(all.map(({ account }) => account));
  const figures: Figures = { schedules: all.length, ...total, kills: sumOf(all, 'kills') };
  const bars: BenchFindings['bars'] = {
    silentDuplicates: exactly(total.silentDuplicates, 0),
    silentLosses: exactly(total.silentLosses, 0),
    unsettled: exactly(total.unsettled, 0),
  };
  for (const [kind, mine] of ends) {
    if (mine.length === 0) continue;
    const sum = addUp(mine.map(({ account }) => account));
    figures[`${kind}Schedules`] = mine.length;
    for (const [name, value] of Object.entries(sum)) figures[nameOf(kind, name)] = value;
    figures[`${kind}Kills`] = sumOf(mine, 'kills');
    bars[nameOf(kind, 'silentDuplicates')] = exactly(sum.silentDuplicates, 0);
    bars[nameOf(kind, 'silentLosses')] = exactly(sum.silentLosses, 0);
  }
  const withTwo = ends.get('failOver') ?? [];
  if (withTwo.length > 0) {
    figures['failOverStoodIn'] = sumOf(withTwo, 'stoodIn');
    figures['failOverOnSecond'] = sumOf(withTwo, 'onSecond');
    // A second printer that never stood in would prove nothing.
    bars['failOverStoodIn'] = atLeast(sumOf(withTwo, 'stoodIn'), Math.floor(withTwo.length / 10));
  }
  return {
    data: `generated from seeds ${options.seed} to ${options.seed + begun - 1}`,
    n: done,
    figures,
    bars,
  };
}

const nameOf = (kind: PrintKind, figure: string): string =>
  `${kind}${figure.charAt(0).toUpperCase()}${figure.slice(1)}`;

function sumOf(ends: readonly ScheduleEnd[], what: 'kills' | 'stoodIn' | 'onSecond'): number {
  return ends.reduce((sum, end) => sum + end[what], 0);
}
