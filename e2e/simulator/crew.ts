// A PostgreSQL and a few processes that run schedules beside each other. A schedule depends on its seed only, whoever of
// them runs it. A worker that dies takes its schedule with it as a violation, and another takes its place.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
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

const worker = join(import.meta.dirname, 'worker.ts');
const nothing: Omit<ScheduleResult, 'seed' | 'violations'> = {
  story: [],
  ops: 0,
  crashes: 0,
  wipes: 0,
  restores: 0,
};

export async function openCrew(size: number): Promise<Crew> {
  const postgres = await startThrowawayPostgres();
  const waiting: Waiting[] = [];
  const idle: ChildProcess[] = [];
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
    const url = await postgres.database(`simulator_${hired}`);
    const child = spawn(process.execPath, ['--import', 'tsx', '--max-semi-space-size=32', worker, url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (result: ScheduleResult) => {
      busy.get(child)?.resolve(result);
      busy.delete(child);
      idle.push(child);
      next();
    });
    child.once('exit', (code, signal) => {
      if (isStopped) return;
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
      for (const child of [...idle, ...busy.keys()]) child.kill('SIGKILL');
      await postgres.stop();
    },
  };
}
