// Threads that plan and forecast take a processor core for minutes. They must not take it from the thread that answers
// benches, nor from the database beside it.
import { constants, platform, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';

/** Called in a worker thread: from now on it runs when nobody else wants the processor. */
export function calmThread(): void {
  // Linux gives each thread a priority of its own; elsewhere it would be that of the whole process.
  if (!isMainThread && platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
