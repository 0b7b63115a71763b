// `npm run simulate`: schedules of a whole small company in virtual time. Virtual time is the first import: it takes the
// place of this process's clocks.
import { virtualTime } from './virtual-time';
import { parseArgs } from 'node:util';
import { type Company, foundCompany } from './company';
import { learnSettings, openSimulatedDatabase, type SimulatedDatabase } from './database';
import { createOffice } from './head-office';
import { mutations } from './mutations';
import { idMaker, randomOf } from './random';
import { type Mutation, runSchedule, type ScheduleResult } from './world';

const help = `npm run simulate -- [OPTIONS]

Runs the real station and the real head office on a real PostgreSQL in virtual time, with a network that loses, doubles,
delays and is cut, crashes of both sides, clocks that jump and restores from older backups, and checks the invariants of
DESIGN.md whenever nothing moves any more.
  --seeds N        how many schedules (default 100)
  --from N         the first seed (default 1)
  --seed N         one schedule, with its story
  --mutations      every deliberately broken variant of the protocol, each until an invariant sees it
  --mutation NAME  one of them
  --list           their names
  --json           one line of JSON at the end

Exit code: 0 every invariant held (or every mutation was seen), 2 one did not (or was not), 64 wrong use
`;

type Totals = { schedules: number; violations: number; ops: number; crashes: number; restores: number };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      mutation: { type: 'string' },
      mutations: { type: 'boolean' },
      list: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.list) {
    process.stdout.write(`${mutations.map(({ name }) => name).join('\n')}\n`);
    return 0;
  }
  const meant = values.mutations ? mutations : mutations.filter(({ name }) => name === values.mutation);
  if (values.mutation !== undefined && meant.length === 0) {
    process.stderr.write(`There is no mutation ${values.mutation}. See --list.\n`);
    return 64;
  }
  const url = process.env['WAYBILL_SIMULATOR_DATABASE'];
  if (!url) {
    process.stderr.write('WAYBILL_SIMULATOR_DATABASE names no PostgreSQL; "npm run simulate" starts one.\n');
    return 64;
  }
  const first = Number(values.seed ?? values.from);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  await learnSettings(url);
  const database = await openSimulatedDatabase(url);
  const company = await virtualTime.run(async () => {
    const office = createOffice({ database, newId: idMaker(randomOf('company'), virtualTime.nowMs) });
    await office.start();
    const founded = await foundCompany(office.now(), database);
    office.crash();
    await database.save('founded');
    return founded;
  });
  const missed = meant.length > 0 ? await hunt(database, company, meant, first) : [];
  if (meant.length > 0) {
    await database.close();
    return missed.length === 0 ? 0 : 2;
  }
  const totals: Totals = { schedules: 0, violations: 0, ops: 0, crashes: 0, restores: 0 };
  const startedMs = virtualTime.realMs();
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await runSchedule(database, company, { seed });
    totals.schedules += 1;
    totals.ops += result.ops;
    totals.crashes += result.crashes;
    totals.restores += result.restores;
    if (values.seed !== undefined) process.stdout.write(`${result.story.join('\n')}\n`);
    if (result.violations.length === 0) continue;
    totals.violations += 1;
    process.stdout.write(`seed ${seed}: ${result.violations.length} violations\n`);
    for (const words of result.violations.slice(0, 12)) process.stdout.write(`  ${words}\n`);
    process.stdout.write(`  again with its story: npm run simulate -- --seed ${seed}\n`);
  }
  const seconds = (virtualTime.realMs() - startedMs) / 1000;
  await database.close();
  if (values.json) process.stdout.write(`${JSON.stringify({ ...totals, seconds })}\n`);
  else
    process.stdout.write(
      `${totals.schedules} schedules in ${seconds.toFixed(1)} s (${(totals.schedules / seconds).toFixed(1)}/s): ${totals.ops} ops, ${totals.crashes} crashes, ${totals.restores} restores, ${totals.violations} with violations\n`,
    );
  return totals.violations === 0 ? 0 : 2;
}

/** Schedules in which a mutation may hide before it counts as missed. */
const seedsToHideIn = 60;

/** @returns the names of the mutations that no invariant saw */
async function hunt(
  database: SimulatedDatabase,
  company: Company,
  meant: readonly Mutation[],
  first: number,
): Promise<string[]> {
  const missed: string[] = [];
  for (const mutation of meant) {
    let seen: ScheduleResult | null = null;
    let tried = 0;
    while (!seen && tried < seedsToHideIn) {
      const result = await runSchedule(database, company, { seed: first + tried, mutation }).catch(
        (cause: unknown): ScheduleResult => ({ ...nothing, violations: [String(cause)] }),
      );
      tried += 1;
      if (result.violations.length > 0) seen = result;
    }
    if (!seen) missed.push(mutation.name);
    const how = seen ? `seen after ${tried}: ${seen.violations[0]?.slice(0, 120)}` : `NOT SEEN in ${tried}`;
    process.stdout.write(`${mutation.name}: ${how}\n`);
  }
  process.stdout.write(`${meant.length - missed.length} of ${meant.length} mutations seen\n`);
  return missed;
}

const nothing: Omit<ScheduleResult, 'violations'> = { seed: 0, story: [], ops: 0, restores: 0, crashes: 0 };

main().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exit(1);
  },
);
