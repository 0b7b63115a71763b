// The frame every bench stands in: options in, figures and bars out, one exit code.
// A bench never prints its result itself and never decides its exit code; it returns findings.
// Exit 0: every bar holds. Exit 2: a bar does not hold. Exit 1: the bench could not run.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type BenchOptions = {
  /** Print one JSON object as the last line of standard output. */
  json: boolean;
  /** Absolute path of the data to run on: `--data`, else the bench's default. Empty when it takes none. */
  data: string;
  /** Measuring time in seconds, when the bench works by time. */
  seconds: number;
  /** Seed of every drawn choice; the same seed gives the same work. */
  seed: number;
  /** Number of cases, when the bench works by count. */
  n: number;
  /** True when `--n` was given, so that a bench may tell a chosen count from its default. */
  nGiven: boolean;
  /** Flags only this bench knows: `--peers none` becomes `{ peers: 'none' }`, a bare flag becomes 'true'. */
  extra: Record<string, string>;
};

export type Bar = { want: string; is: number; holds: boolean };
export type Figures = Record<string, number>;

export type BenchFindings = {
  /** What the work was done on, in words a reader can look up (a folder's name, a generated set). */
  data: string;
  n: number;
  figures: Figures;
  peers?: Record<string, Figures>;
  bars: Record<string, Bar>;
};

export type BenchContext = {
  options: BenchOptions;
  /** Progress and remarks, to standard error so that standard output stays machine-readable. */
  note: (line: string) => void;
};

export type Bench = {
  name: string;
  /** One or two sentences: what is measured and how. */
  about: string;
  /** Default of `--data`, relative to the project's root. */
  defaultData?: string;
  defaultN?: number;
  defaultSeconds?: number;
  /** Extra flags with one line of help each, e.g. `{ workers: 'worker threads (2)' }`. */
  extraFlags?: Record<string, string>;
  /** Benches under one name, chosen by the first word: `forecast m3`. Without one, the bench itself runs. */
  parts?: Record<string, Bench>;
  run: (context: BenchContext) => Promise<BenchFindings>;
};

/** The bench cannot run here (data missing, no display): printed as words, exit code 1, no stack. */
export class BenchCannotRun extends Error {}

export const projectRoot = resolve(fileURLToPath(import.meta.url), '..', '..');

export const atMost = (is: number, limit: number): Bar => ({
  want: `<= ${limit}`,
  is,
  holds: Number.isFinite(is) && is <= limit,
});

export const atLeast = (is: number, limit: number): Bar => ({
  want: `>= ${limit}`,
  is,
  holds: Number.isFinite(is) && is >= limit,
});

export const exactly = (is: number, wanted: number): Bar => ({
  want: `= ${wanted}`,
  is,
  holds: is === wanted,
});

/**
 * Percentile by nearest rank (the smallest value with at least `share` of all values at or below it).
 * `share` is 0..1. NaN for no values.
 */
export const percentile = (values: readonly number[], share: number): number => {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)));
  return sorted[rank - 1] ?? Number.NaN;
};

/** `spread('verdict', samplesMs)` -> verdictP50Ms, verdictP95Ms, verdictP99Ms, verdictMaxMs. */
export const spread = (name: string, samplesMs: readonly number[]): Figures => ({
  [`${name}P50Ms`]: percentile(samplesMs, 0.5),
  [`${name}P95Ms`]: percentile(samplesMs, 0.95),
  [`${name}P99Ms`]: percentile(samplesMs, 0.99),
  [`${name}MaxMs`]: percentile(samplesMs, 1),
});

/** Deterministic stream of numbers in [0, 1) from a 32-bit seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const wholeNumber = (flag: string, text: string | undefined): number => {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < 0) {
    throw new BenchCannotRun(`--${flag} wants a whole number, got "${text ?? ''}"`);
  }
  return value;
};

/** Reads the command line of one bench. Unknown flags are refused unless the bench declared them. */
export const parseBenchOptions = (
  bench: Bench,
  argv: readonly string[],
  startFolder: string,
): BenchOptions => {
  const options: BenchOptions = {
    json: false,
    data: bench.defaultData === undefined ? '' : resolve(projectRoot, bench.defaultData),
    seconds: bench.defaultSeconds ?? 10,
    seed: 1,
    n: bench.defaultN ?? 0,
    nGiven: false,
    extra: {},
  };
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (!word.startsWith('--')) throw new BenchCannotRun(`unexpected "${word}"`);
    const equals = word.indexOf('=');
    const flag = word.slice(2, equals < 0 ? undefined : equals);
    const takeValue = (): string | undefined => {
      if (equals >= 0) return word.slice(equals + 1);
      const next = argv[at + 1];
      if (next === undefined || next.startsWith('--')) return undefined;
      at += 1;
      return next;
    };
    switch (flag) {
      case 'json':
        options.json = true;
        break;
      case 'data': {
        const path = takeValue();
        if (path === undefined) throw new BenchCannotRun('--data wants a path');
        options.data = resolve(startFolder, path);
        break;
      }
      case 'seconds': {
        const text = takeValue();
        const seconds = Number(text);
        if (text === undefined || !(seconds > 0))
          throw new BenchCannotRun('--seconds wants a number above 0');
        options.seconds = seconds;
        break;
      }
      case 'seed':
        options.seed = wholeNumber('seed', takeValue());
        break;
      case 'n':
        options.n = wholeNumber('n', takeValue());
        options.nGiven = true;
        break;
      default:
        if (bench.extraFlags?.[flag] === undefined) throw new BenchCannotRun(`unknown option --${flag}`);
        options.extra[flag] = takeValue() ?? 'true';
    }
  }
  return options;
};

export const benchHelp = (bench: Bench): string =>
  [
    `npm run bench -- ${bench.name} [--json]${bench.defaultData === undefined ? '' : ' [--data PATH]'} [--seconds S] [--seed N] [--n COUNT]`,
    '',
    bench.about,
    '',
    ...(bench.defaultData === undefined ? [] : [`--data     default ${bench.defaultData}`]),
    ...(bench.defaultN === undefined ? [] : [`--n        default ${bench.defaultN}`]),
    ...(bench.defaultSeconds === undefined ? [] : [`--seconds  default ${bench.defaultSeconds}`]),
    ...Object.entries(bench.extraFlags ?? {}).map(([flag, help]) => `--${flag.padEnd(8)} ${help}`),
    ...(bench.parts === undefined
      ? []
      : [`Parts: ${Object.keys(bench.parts).join(', ')} (npm run bench -- ${bench.name} PART)`]),
    'Exit code 0: every bar holds; 2: one does not; 1: could not run.',
  ].join('\n');

const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(6)));

const roundedFigures = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)]));

/** The JSON object of one run, keys in the order the result format names them. */
export const benchResult = (bench: Bench, findings: BenchFindings) => ({
  bench: bench.name,
  data: findings.data,
  n: findings.n,
  figures: roundedFigures(findings.figures),
  peers: Object.fromEntries(
    Object.entries(findings.peers ?? {}).map(([peer, figures]) => [peer, roundedFigures(figures)]),
  ),
  bars: Object.fromEntries(
    Object.entries(findings.bars).map(([name, bar]) => [name, { ...bar, is: rounded(bar.is) }]),
  ),
});

const printForPeople = (result: ReturnType<typeof benchResult>): string => {
  const lines = [`${result.bench}: n = ${result.n}, data = ${result.data}`];
  const width = Math.max(8, ...Object.keys(result.figures).map((name) => name.length));
  for (const [name, value] of Object.entries(result.figures)) lines.push(`  ${name.padEnd(width)}  ${value}`);
  for (const [peer, figures] of Object.entries(result.peers)) {
    lines.push(`  peer ${peer}`);
    for (const [name, value] of Object.entries(figures)) lines.push(`    ${name.padEnd(width)}  ${value}`);
  }
  for (const [name, bar] of Object.entries(result.bars)) {
    lines.push(`  ${bar.holds ? 'holds' : 'FAILS'}  ${name} ${bar.want}, is ${bar.is}`);
  }
  return lines.join('\n');
};

const written = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    stream.write(`${text}\n`, () => done());
  });

/** Runs one bench from a command line and returns the exit code; it prints, but does not end the process. */
export const runBench = async (bench: Bench, argv: readonly string[]): Promise<0 | 1 | 2> => {
  const part = bench.parts?.[argv[0] ?? ''];
  if (part) return runBench(part, argv.slice(1));
  if (argv.includes('--help') || argv.includes('-h')) {
    await written(process.stdout, benchHelp(bench));
    return 0;
  }
  try {
    const options = parseBenchOptions(bench, argv, process.env['INIT_CWD'] ?? process.cwd());
    const findings = await bench.run({ options, note: (line) => process.stderr.write(`${line}\n`) });
    const result = benchResult(bench, findings);
    await written(process.stdout, options.json ? JSON.stringify(result) : printForPeople(result));
    return Object.values(findings.bars).every((bar) => bar.holds) ? 0 : 2;
  } catch (cause) {
    const words =
      cause instanceof BenchCannotRun
        ? cause.message
        : cause instanceof Error
          ? (cause.stack ?? cause.message)
          : String(cause);
    await written(process.stderr, `bench ${bench.name} could not run: ${words}`);
    return 1;
  }
};
