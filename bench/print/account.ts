// What came of one schedule: labels on paper against what the outbox says and what the operator was asked. Paper is what counts.
import type { PrintJob } from '../../shared/label/print-job';

export type OnPaper = { name: string; attempt: number };

export type Account = Record<
  'jobs' | 'labels' | 'asked' | 'silentDuplicates' | 'silentLosses' | 'unsettled',
  number
>;

export const emptyAccount: Account = {
  jobs: 0,
  labels: 0,
  asked: 0,
  silentDuplicates: 0,
  silentLosses: 0,
  unsettled: 0,
};

export type JobFacts = {
  /** What its labels are called. */
  name: string;
  /** As the outbox has it at the end; undefined: it knows of none. */
  job: Pick<PrintJob, 'state' | 'attempt'> | undefined;
  /** Attempts of which the operator was asked whether they came out. */
  asked: ReadonlySet<number>;
  /** Labels of all printers. */
  paper: readonly OnPaper[];
};

/**
 * Silent duplicate: a second label of one attempt, or one of an attempt that nobody asked the operator for. Silent loss: over as the
 * outbox says, and no label of the attempt it says so of. Unsettled: not over at all.
 * @returns the account and, in words, what does not hold
 */
export function accountOf({ name, job, asked, paper }: JobFacts): { account: Account; words: string[] } {
  const words: string[] = [];
  const mine = paper.filter((label) => label.name === name);
  const times = new Map<number, number>();
  for (const { attempt } of mine) times.set(attempt, (times.get(attempt) ?? 0) + 1);
  let silentDuplicates = 0;
  for (const [attempt, labels] of times) {
    const wanted = attempt === 1 || asked.has(attempt - 1) ? 1 : 0;
    if (labels <= wanted) continue;
    silentDuplicates += labels - wanted;
    words.push(`${labels} labels of ${name} attempt ${attempt}, ${wanted} wanted`);
  }
  const account: Account = {
    ...emptyAccount,
    jobs: 1,
    labels: mine.length,
    asked: asked.size,
    silentDuplicates,
  };
  if (!job || !isSettled(job)) {
    account.unsettled = 1;
    words.push(`${name} is ${job?.state.step ?? 'gone'}`);
  } else if (!times.has(job.attempt)) {
    account.silentLosses = 1;
    words.push(`${name} is ${job.state.step} at attempt ${job.attempt}, and there is no such label`);
  }
  return { account, words };
}

export function addUp(all: readonly Account[]): Account {
  const sum = { ...emptyAccount };
  for (const each of all) for (const key of Object.keys(sum) as (keyof Account)[]) sum[key] += each[key];
  return sum;
}

function isSettled({ state }: Pick<PrintJob, 'state'>): boolean {
  return state.step === 'confirmed' || state.step === 'sent' || state.step === 'printed';
}
