// Threads that forecast and that work out what to buy: each works off one question after the other, questions go to whoever is free. Stopped at any time;
// what was asked and not answered then is answered with null. From source a thread is TypeScript and needs its loader; built,
// it lies beside the bundle.
import { Worker } from 'node:worker_threads';
import type { Selector } from '../../../shared/domain/forecasting/assortment';
import type { ItemForecast, ItemQuestion } from '../../../shared/domain/forecasting/forecast-item';
import type { SkuFacts, SkuPlan } from '../../../shared/domain/reorder/plan-sku';
import type { PlannedOrder, SupplierQuestion } from '../../../shared/domain/reorder/plan-supplier';

export type CrewItem = { sku: string } & Pick<ItemQuestion, 'weeks' | 'shape' | 'like'>;
export type CrewTask =
  | { kind: 'learn'; series: number[][]; horizon: number }
  | { kind: 'believe'; selector: Selector }
  | { kind: 'batch'; items: CrewItem[]; horizon: number }
  | { kind: 'plan'; skus: SkuFacts[] }
  | { kind: 'compose'; suppliers: SupplierQuestion[] };
export type CrewForecast = { sku: string; forecast: ItemForecast };
export type CrewAnswer =
  | { kind: 'learned'; selector: Selector }
  | { kind: 'believed' }
  | { kind: 'forecasts'; forecasts: CrewForecast[] }
  | { kind: 'plans'; plans: SkuPlan[] }
  | { kind: 'orders'; orders: PlannedOrder[] };

export type ForecastCrew = {
  /** Learns from the sample in one thread and has all of them believe it. False: it was stopped. */
  learn: (series: number[][], horizon: number) => Promise<boolean>;
  /** Null: it was stopped. Rejects when a thread broke. */
  forecast: (items: CrewItem[], horizon: number) => Promise<CrewForecast[] | null>;
  /** What to buy and to move of products. Null: it was stopped. */
  plan: (skus: SkuFacts[]) => Promise<SkuPlan[] | null>;
  /** One order to each supplier out of it. Null: it was stopped. */
  compose: (suppliers: SupplierQuestion[]) => Promise<PlannedOrder[] | null>;
  /** Resolves when a further question would be worked on at once. */
  free: () => Promise<void>;
  stop: () => Promise<void>;
};

/** As many threads as are asked for. */
export type CrewOf = (size: number) => ForecastCrew;

type Waiting = {
  task: CrewTask;
  resolve: (answer: CrewAnswer | null) => void;
  reject: (cause: unknown) => void;
};
type Member = { worker: Worker; at: Waiting | null };

/** Set at the head of every built file (scripts/build.mjs). */
declare const __waybillBundleUrl: string | undefined;

export function startCrew(size: number): ForecastCrew {
  const queue: Waiting[] = [];
  const watchers: (() => void)[] = [];
  let isStopped = false;

  const handOut = (): void => {
    for (const member of members) {
      if (member.at !== null) continue;
      const next = queue.shift();
      if (!next) break;
      member.at = next;
      member.worker.postMessage(next.task);
    }
    if (queue.length === 0) for (const watcher of watchers.splice(0)) watcher();
  };
  const members: Member[] = Array.from({ length: Math.max(1, size) }, () => {
    const member: Member = { worker: startThread(), at: null };
    member.worker.on('message', (answer: CrewAnswer) => {
      const { at } = member;
      member.at = null;
      at?.resolve(answer);
      handOut();
    });
    member.worker.once('error', (cause) => {
      for (const { reject } of [...(member.at ? [member.at] : []), ...queue.splice(0)]) reject(cause);
      member.at = null;
    });
    return member;
  });

  const ask = (task: CrewTask): Promise<CrewAnswer | null> =>
    isStopped
      ? Promise.resolve(null)
      : new Promise((resolve, reject) => {
          queue.push({ task, resolve, reject });
          handOut();
        });
  /** Past the queue: everybody has to know it. */
  const tellAll = (task: CrewTask): Promise<(CrewAnswer | null)[]> =>
    Promise.all(
      members.map(
        (member) =>
          new Promise<CrewAnswer | null>((resolve, reject) => {
            member.at = { task, resolve, reject };
            member.worker.postMessage(task);
          }),
      ),
    );

  return {
    learn: async (series, horizon) => {
      const answer = await ask({ kind: 'learn', series, horizon });
      if (answer?.kind !== 'learned' || isStopped) return false;
      await tellAll({ kind: 'believe', selector: answer.selector });
      return !isStopped;
    },
    forecast: async (items, horizon) => {
      const answer = await ask({ kind: 'batch', items, horizon });
      return answer?.kind === 'forecasts' ? answer.forecasts : null;
    },
    plan: async (skus) => {
      const answer = await ask({ kind: 'plan', skus });
      return answer?.kind === 'plans' ? answer.plans : null;
    },
    compose: async (suppliers) => {
      const answer = await ask({ kind: 'compose', suppliers });
      return answer?.kind === 'orders' ? answer.orders : null;
    },
    free: () =>
      isStopped || queue.length === 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve)),
    stop: async () => {
      isStopped = true;
      for (const { resolve } of queue.splice(0)) resolve(null);
      for (const watcher of watchers.splice(0)) watcher();
      await Promise.all(
        members.map(async (member) => {
          await member.worker.terminate();
          member.at?.resolve(null);
          member.at = null;
        }),
      );
    },
  };
}

function startThread(): Worker {
  if (typeof __waybillBundleUrl === 'string')
    return new Worker(new URL('./forecast-worker.mjs', __waybillBundleUrl));
  const source = JSON.stringify(new URL('./forecast-worker.ts', import.meta.url).href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(load, { eval: true });
}
