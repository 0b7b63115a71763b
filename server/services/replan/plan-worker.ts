// The thread in which pools are planned and prices ahead are worked out, so that no request waits for it. It knows nothing
// but the question it was started with; head office ends it when it is asked to stop.
import { parentPort, workerData } from 'node:worker_threads';
import { studySizes } from '../../../shared/domain/boxing/size-study';
import { pricesAhead } from '../../../shared/domain/routing/prices-ahead';
import { replan } from '../../../shared/domain/routing/replan';
import { planRelease } from '../../../shared/domain/tour/release-plan';
import { calmThread } from '../../jobs/calm-thread';
import type { ThreadAnswer, ThreadTask } from './plan-in-thread';

calmThread();

const tell = (answer: ThreadAnswer): void => parentPort?.postMessage(answer);

function perform(task: ThreadTask): ThreadAnswer {
  switch (task.kind) {
    case 'replan': {
      const { question, wish } = task;
      let told = 0;
      const onProgress = (share: number): void => {
        if (share - told < 0.02) return;
        told = share;
        tell({ kind: 'progress', share });
      };
      return { kind: 'replan', proposal: replan(question, { ...wish, onProgress }) };
    }
    case 'prices':
      return { kind: 'prices', prices: pricesAhead(task.forecast, task.stock, task.wish) };
    case 'release':
      return releaseWithin(task);
    case 'sizes':
      return studyOf(task);
  }
}

/** Milliseconds between two plans that are told of. */
const tellEveryMs = 250;

function releaseWithin({
  question,
  seed,
  milliseconds,
}: Extract<ThreadTask, { kind: 'release' }>): ThreadAnswer {
  const startedMs = performance.now();
  const search = planRelease(question, seed);
  let toldMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    const plan = search.next().value;
    const nowMs = performance.now();
    const share = Math.min(1, (nowMs - startedMs) / milliseconds);
    if (share === 1 || plan.groups.length < 2) return { kind: 'release', plan, share: 1 };
    if (nowMs - toldMs < tellEveryMs) continue;
    toldMs = nowMs;
    tell({ kind: 'release', plan, share });
  }
}

function studyOf({ question }: Extract<ThreadTask, { kind: 'sizes' }>): ThreadAnswer {
  const running = studySizes(question);
  let toldMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    const next = running.next();
    if (next.done) return { kind: 'sizes', study: next.value, share: 1, isLast: true };
    const { share, study } = next.value;
    const nowMs = performance.now();
    if (study === null && nowMs - toldMs < tellEveryMs) continue;
    toldMs = nowMs;
    tell({ kind: 'sizes', study, share, isLast: false });
  }
}

tell(perform(workerData as ThreadTask));
