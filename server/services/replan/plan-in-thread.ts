// Starts the planning thread on one question and waits for its answer; it can be stopped at any time, and then nothing has
// happened. From source the thread is TypeScript and needs its loader; built, it lies beside the bundle.
import { Worker } from 'node:worker_threads';
import type { Study, StudyQuestion } from '../../../shared/domain/boxing/size-study';
import type { DemandForecast } from '../../../shared/domain/routing/future-orders';
import type { PricesAheadWish } from '../../../shared/domain/routing/prices-ahead';
import type { PoolProposal, ReplanWish } from '../../../shared/domain/routing/replan';
import type { PoolQuestion } from '../../../shared/domain/routing/waiting-pool';
import type { ReleasePlan, ReleaseQuestion } from '../../../shared/domain/tour/release-plan';

type ReplanTask = { kind: 'replan'; question: PoolQuestion; wish: Omit<ReplanWish, 'onProgress'> };
type PricesTask = {
  kind: 'prices';
  forecast: DemandForecast;
  stock: Int32Array;
  wish: Pick<PricesAheadWish, 'seed' | 'futures' | 'rounds' | 'from' | 'keep'>;
};
/** Goes on for so long and tells of the best plan so far on the way. */
type ReleaseTask = { kind: 'release'; question: ReleaseQuestion; seed: number; milliseconds: number };
/** Tells of every offer as it is found. */
type SizesTask = { kind: 'sizes'; question: StudyQuestion };
export type ThreadTask = ReplanTask | PricesTask | ReleaseTask | SizesTask;
export type ThreadAnswer =
  | { kind: 'progress'; share: number }
  | { kind: 'replan'; proposal: PoolProposal }
  | { kind: 'prices'; prices: Float64Array }
  | { kind: 'release'; plan: ReleasePlan; share: number }
  | { kind: 'sizes'; study: Study | null; share: number; isLast: boolean };

/** Set at the head of every built file (scripts/build.mjs). */
declare const __waybillBundleUrl: string | undefined;

/** Null: it was stopped before it had an answer. */
export type Planning<Answer> = { answer: Promise<Answer | null>; stop: () => void };

export function planInThread(
  question: PoolQuestion,
  wish: Omit<ReplanWish, 'onProgress'>,
  onProgress: (share: number) => void,
): Planning<PoolProposal> {
  const { answer, stop } = runInThread({ kind: 'replan', question, wish }, onProgress);
  return { answer: answer.then((told) => (told?.kind === 'replan' ? told.proposal : null)), stop };
}

export function pricesInThread(task: Omit<PricesTask, 'kind'>): Planning<Float64Array> {
  const { answer, stop } = runInThread({ kind: 'prices', ...task }, () => undefined);
  return { answer: answer.then((told) => (told?.kind === 'prices' ? told.prices : null)), stop };
}

/** The answer is the last plan that was told of; null where there was none before it was stopped. */
export function releaseInThread(
  task: Omit<ReleaseTask, 'kind'>,
  onPlan: (plan: ReleasePlan, share: number) => void,
): Planning<ReleasePlan> {
  let last: ReleasePlan | null = null;
  const { answer, stop } = runInThread(
    { kind: 'release', ...task },
    () => undefined,
    (told) => {
      if (told.kind !== 'release') return;
      last = told.plan;
      onPlan(told.plan, told.share);
    },
  );
  return { answer: answer.then(() => last), stop };
}

/** The answer is the last study that was told of; null where there was none before it was stopped. */
export function sizesInThread(
  question: StudyQuestion,
  onStudy: (study: Study | null, share: number) => void,
): Planning<Study> {
  let last: Study | null = null;
  const { answer, stop } = runInThread(
    { kind: 'sizes', question },
    () => undefined,
    (told) => {
      if (told.kind !== 'sizes') return;
      last = told.study ?? last;
      onStudy(last, told.share);
    },
  );
  return { answer: answer.then(() => last), stop };
}

function runInThread(
  task: ThreadTask,
  onProgress: (share: number) => void,
  onAnswer: (told: ThreadAnswer) => void = () => undefined,
): { answer: Promise<ThreadAnswer | null>; stop: () => void } {
  const worker = startThread(task);
  const answer = new Promise<ThreadAnswer | null>((resolve, reject) => {
    worker.on('message', (told: ThreadAnswer) => {
      if (told.kind === 'progress') return onProgress(told.share);
      onAnswer(told);
      if (isLast(told)) resolve(told);
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
  });
  return { answer, stop: () => void worker.terminate() };
}

/** Release and sizes tell of what they have on the way. */
function isLast(told: ThreadAnswer): boolean {
  if (told.kind === 'release') return told.share === 1;
  return told.kind !== 'sizes' || told.isLast;
}

function startThread(workerData: ThreadTask): Worker {
  if (typeof __waybillBundleUrl === 'string')
    return new Worker(new URL('./plan-worker.mjs', __waybillBundleUrl), { workerData });
  const source = JSON.stringify(new URL('./plan-worker.ts', import.meta.url).href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(load, { workerData, eval: true });
}
