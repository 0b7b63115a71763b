// `npm run simulate`: schedules of a whole small company in virtual time, on a PostgreSQL of its own.
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { failureOf, huntMutations, mutationNames, runSeeds, seedsToHideIn } from './campaign';
import { bestCrewSize, type Crew, openCrew } from './crew';
import { pinnedSeeds } from './pinned-seeds';

const help = `npm run simulate -- [OPTIONS]

Runs the real station and the real head office on a real PostgreSQL in virtual time, with a network that loses, doubles,
delays and is cut, crashes of both sides, lost disks, clocks that jump and restores from older backups, and checks the
invariants whenever nothing moves any more (docs/simulator.md).
  --seeds N        how many schedules (default 100)
  --from N         the first seed (default 1)
  --seed N         one schedule, with its story
  --mutations      every deliberately broken variant of the protocol, until an invariant sees it
  --mutation NAME  one of them; with --seed, that schedule of it
  --list           their names
  --all            what "npm test" runs: 200 fixed seeds, the pinned ones, 50 fresh ones, every mutation
  --workers N      processes (default: three for two processor cores)
  --gently         at the lowest priority: whatever else runs on this computer goes first
  --report FILE    the counts as JSON
  --json           the counts as one line of JSON at the end

Exit code: 0 every invariant held and every mutation was seen, 2 one did not or was not, 64 wrong use.
`;

const fixedSeeds = 200;
const freshSeeds = 50;
const freshBelow = 1_000_000_000;

const options = {
  seeds: { type: 'string', default: '100' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  mutation: { type: 'string' },
  mutations: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  workers: { type: 'string', default: String(bestCrewSize) },
  gently: { type: 'boolean', default: false },
  report: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

class WrongUse extends Error {}

/** `failures`: a line each. */
type Counts = { passed: number; failed: number; failures: readonly string[] };

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

async function seeds(crew: Crew, which: readonly number[]): Promise<Counts> {
  const totals = await runSeeds(crew, which, say);
  const { schedules, violations, ops, crashes, wipes, restores } = totals;
  say(
    `${schedules} schedules: ${ops} ops, ${crashes} crashes, ${wipes} lost station databases, ${restores} restores; ${violations} with violations`,
  );
  return { passed: schedules - violations, failed: violations, failures: totals.failures };
}

async function hunt(crew: Crew, names: readonly string[], first: number): Promise<Counts> {
  const hunted = await huntMutations(crew, names, first, say);
  const missed = hunted.filter(({ seenAs }) => seenAs === null).map(({ name }) => name);
  say(
    `${hunted.length - missed.length} of ${hunted.length} mutations seen, each within ${seedsToHideIn} schedules`,
  );
  return {
    passed: hunted.length - missed.length,
    failed: missed.length,
    failures: missed.map((name) => `mutation ${name} was not seen`),
  };
}

async function everything(crew: Crew): Promise<Counts> {
  for (const { seed, found } of pinnedSeeds) say(`pinned: seed ${seed}, ${found}`);
  const fresh = Array.from({ length: freshSeeds }, () => Math.floor(Math.random() * freshBelow));
  say(`fresh seeds: ${fresh.join(' ')}`);
  const fixed = [...new Set([...range(1, fixedSeeds), ...pinnedSeeds.map(({ seed }) => seed)])];
  const held = await seeds(crew, [...fixed, ...fresh]);
  const seen = await hunt(crew, mutationNames, 1);
  return {
    passed: held.passed + seen.passed,
    failed: held.failed + seen.failed,
    failures: [...held.failures, ...seen.failures],
  };
}

async function oneSchedule(crew: Crew, seed: number, mutation: string | undefined): Promise<Counts> {
  const result = await crew.run(mutation === undefined ? { seed } : { seed, mutation });
  const isSound = result.violations.length === 0;
  process.stdout.write(
    isSound ? `${result.story.join('\n')}\nseed ${seed}: every invariant holds\n` : `${failureOf(result)}\n`,
  );
  return { passed: Number(isSound), failed: Number(!isSound), failures: isSound ? [] : [`seed ${seed}`] };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new WrongUse(`--${name} wants a whole number, got "${text}"`);
  return value;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.list) {
    process.stdout.write(`${mutationNames.join('\n')}\n`);
    return 0;
  }
  const { mutation } = values;
  if (mutation !== undefined && !mutationNames.includes(mutation))
    throw new WrongUse(`There is no mutation "${mutation}". --list names them.`);
  const seed = values.seed === undefined ? null : wholeNumber('seed', values.seed);
  // Before anything is started: children begin with it.
  if (values.gently) setPriority(constants.priority.PRIORITY_LOW);
  const from = wholeNumber('from', values.from);
  const count = wholeNumber('seeds', values.seeds);
  const crew = await openCrew(seed === null ? Math.max(1, wholeNumber('workers', values.workers)) : 1);
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'));
  });
  try {
    const work = (): Promise<Counts> => {
      if (values.all) return everything(crew);
      if (seed !== null) return oneSchedule(crew, seed, mutation);
      if (mutation !== undefined) return hunt(crew, [mutation], from);
      return values.mutations ? hunt(crew, mutationNames, from) : seeds(crew, range(from, count));
    };
    const counts = await Promise.race([work(), interrupted]);
    if (counts === 'interrupted') return 130;
    if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
    if (values.json) process.stdout.write(`${JSON.stringify(counts)}\n`);
    return counts.failed === 0 ? 0 : 2;
  } finally {
    await crew.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const isUse = cause instanceof WrongUse || code.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(
      `${isUse ? (cause as Error).message : cause instanceof Error ? cause.stack : String(cause)}\n`,
    );
    process.exit(isUse ? 64 : 1);
  },
);
