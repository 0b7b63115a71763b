// The jobs and their journal as one thing: decisions are made on what is true now, written, and only then true.
// One turn at a time, so that no decision is made on a state that changes while it is being written.
import type { PrintJobId } from '../../shared/label/print-job';
import { jobAfter, type PrintEntry, type PrintJobs, type StoredJob } from './print-outbox-job';
import type { Journal } from './print-outbox-journal';

export type PrintLedger = {
  jobs: PrintJobs;
  /**
   * Decides in turn and writes the entry before it is true. Null when `decide` gives none.
   * Rejects with what `decide` throws, or with the disk's failure; then nothing has changed.
   */
  commit: (decide: (jobs: PrintJobs) => PrintEntry | null) => Promise<StoredJob | null>;
  /**
   * For what has already happened: true even when the disk refuses, and written before anything else is committed.
   * Rejects with the disk's failure while it is not written.
   */
  record: (decide: (jobs: PrintJobs) => PrintEntry | null) => Promise<StoredJob | null>;
  /** Writes what is true but not written yet. Rejects with the disk's failure. */
  save: () => Promise<void>;
  hasUnsaved: () => boolean;
  /** Resolves when every turn begun so far has ended. */
  settled: () => Promise<void>;
};

/** `onChange` hears of every job as it becomes true. */
export function keepPrintLedger(
  jobs: Map<PrintJobId, StoredJob>,
  journal: Journal<PrintEntry>,
  onChange: (job: StoredJob) => void,
): PrintLedger {
  const unsaved: PrintEntry[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const evolve = (entry: PrintEntry): StoredJob => {
    const job = jobAfter(jobs, entry);
    if (job === null) throw new Error('an entry was made for a job nobody submitted');
    jobs.set(job.jobId, job);
    onChange(job);
    return job;
  };

  const saveNow = async (): Promise<void> => {
    for (let entry = unsaved[0]; entry !== undefined; entry = unsaved[0]) {
      await journal.append(entry);
      unsaved.shift();
    }
  };

  return {
    jobs,
    commit: (decide) =>
      inTurn(async () => {
        await saveNow();
        const entry = decide(jobs);
        if (entry === null) return null;
        await journal.append(entry);
        return evolve(entry);
      }),
    record: (decide) =>
      inTurn(async () => {
        const entry = decide(jobs);
        if (entry === null) return null;
        unsaved.push(entry);
        const saved = saveNow();
        // The state waits for the disk only as long as the disk takes to answer, whatever it answers.
        await saved.catch(() => undefined);
        const job = evolve(entry);
        await saved;
        return job;
      }),
    save: () => inTurn(saveNow),
    hasUnsaved: () => unsaved.length > 0,
    settled: async () => {
      await last.catch(() => undefined);
    },
  };
}
