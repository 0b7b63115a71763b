// Where boxes are planned: in a worker of the page, or, where a page has none, here between two turns of the loop.
// Must never hold up a scan: a worker that answers nothing is ended and begun again with the next question.
import type { BoxPlan, PlanQuestion } from '../../../shared/domain/boxing/plan';
import { planBoxes } from '../../../shared/domain/boxing/plan-boxes';

export type PlanAsked = { id: number; question: PlanQuestion };
export type PlanAnswer = { id: number; plan: BoxPlan | null };

export type BoxPlanner = {
  /** Rejects when it cannot be planned here. */
  plan: (question: PlanQuestion) => Promise<BoxPlan | null>;
  close: () => void;
};

/** A plan that takes longer than this is of no use to whoever packs. */
const timeoutMs = 20_000;

type Waiting = {
  resolve: (plan: BoxPlan | null) => void;
  reject: (cause: unknown) => void;
  timer: ReturnType<typeof setTimeout>;
};

export function openWorkerPlanner(startWorker: () => Worker = newPlanWorker): BoxPlanner {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let asked = 0;
  const end = (cause: Error): void => {
    worker?.terminate();
    worker = null;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(cause);
    }
    waiting.clear();
  };
  const running = (): Worker => {
    if (worker) return worker;
    const started = startWorker();
    started.addEventListener('message', ({ data }: MessageEvent<PlanAnswer>) => {
      const one = waiting.get(data.id);
      if (!one) return;
      waiting.delete(data.id);
      clearTimeout(one.timer);
      one.resolve(data.plan);
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      end(new Error(`the planner of boxes ended: ${event.message || 'it could not be started'}`));
    });
    worker = started;
    return started;
  };
  return {
    plan: (question) =>
      new Promise((resolve, reject) => {
        asked += 1;
        const id = asked;
        const timer = setTimeout(() => end(new Error('the planner of boxes took too long')), timeoutMs);
        waiting.set(id, { resolve, reject, timer });
        running().postMessage({ id, question } satisfies PlanAsked);
      }),
    close: () => end(new Error('closed')),
  };
}

/** Vite makes a file of its own of it, served from our own origin as the policy asks. */
function newPlanWorker(): Worker {
  return new Worker(new URL('./box-plan-worker.ts', import.meta.url), { type: 'module' });
}

export function openPlannerHere(): BoxPlanner {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  return {
    plan: (question) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          try {
            resolve(planBoxes(question));
          } catch (cause) {
            reject(cause instanceof Error ? cause : new Error(String(cause)));
          }
        });
        timers.add(timer);
      }),
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
