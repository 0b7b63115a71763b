// A PostgreSQL and a few processes that run schedules beside each other. A schedule depends on its seed only, whoever of
// them runs it. A worker that dies takes its schedule with it as a violation, and another takes its place; so it is with
// one that has run many, because a process and a database that have lived through thousands of days grow slow.
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { buildWorker } from './build-worker';
import { startThrowawayPostgres } from './postgres';
import type { ScheduleResult } from './world';

/** `mutation` is the name of one. */
export type ToWorker = { seed: number; mutation?: string };

export type Crew = {
  size: number;
  run: (order: ToWorker) => Promise<ScheduleResult>;
  stop: () => Promise<void>;
};

type Waiting = { order: ToWorker; resolve: (result: ScheduleResult) => void };

/** A worker waits a third of its time for its database. */
export const bestCrewSize = Math.ceil(availableParallelism() * 1.5);

/** Much is made and thrown away at once: room for it to die young. */
const engineOptions = ['--max-semi-space-size=64'];

/** Founding a company anew costs as much as a few of them. */
const schedulesAWorker = 200;
const nothing: Omit<ScheduleResult, 'seed' | 'violations'> = {
  story: [],
  ops: 0,
  crashes: 0,
  wipes: 0,
  restores: 0,
};

export async function openCrew(size: number): Promise<Crew> {
  const postgres = await startThrowawayPostgres();
  const worker = buildWorker();
  const waiting: Waiting[] = [];
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const busy = new Map<ChildProcess, Waiting>();
  let hired = 0;
  let isStopped = false;

  const next = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [child, work] = [idle.pop(), waiting.shift()];
      if (!child || !work) return;
      busy.set(child, work);
      child.send(work.order);
    }
  };

  const hire = async (): Promise<void> => {
    hired += 1;
    const name = `simulator_${hired}`;
    const url = await postgres.database(name);
    if (isStopped) return;
    let done = 0;
    const child = spawn(process.execPath, [...engineOptions, ...worker.programs, url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    all.add(child);
    child.on('message', (result: ScheduleResult) => {
      busy.get(child)?.resolve(result);
      busy.delete(child);
      done += 1;
      if (done < schedulesAWorker) idle.push(child);
      else child.disconnect();
      next();
    });
    child.once('exit', (code, signal) => {
      all.delete(child);
      if (isStopped) return;
      void postgres.drop(name).catch(() => undefined);
      const work = busy.get(child);
      busy.delete(child);
      const at = idle.indexOf(child);
      if (at >= 0) idle.splice(at, 1);
      const violations = [`the worker died (${signal ?? code})`];
      work?.resolve({ ...nothing, seed: work.order.seed, violations });
      void hire();
    });
    idle.push(child);
    next();
  };

  for (let number = 0; number < size; number += 1) await hire();
  return {
    size,
    run: (order) =>
      new Promise((resolve) => {
        waiting.push({ order, resolve });
        next();
      }),
    stop: async () => {
      isStopped = true;
      for (const child of all) child.kill('SIGKILL');
      worker.remove();
      await postgres.stop();
    },
  };
}
