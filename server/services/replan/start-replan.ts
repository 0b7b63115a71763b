// The jobs around the orders that wait: plan them when something changed, let those go whose time is over, and keep the
// prices of stock fresh.
import type { OfficeParts } from '../../head-office';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { startReaction, TryLater } from '../../jobs/outbox';
import { replanTopic } from '../allocation/ask-for-replan';
import { createReplanDesk, type PoolPlanner, type ReplanDesk } from './replan-desk';
import { newestPlan } from './plan-store';
import { refreshLanes } from '../routing/refresh-lanes';
import type { CarrierDesk } from '../carriers/connections';
import { refreshStockPrices } from './refresh-prices';

/** By itself no oftener than this. */
const leastPauseMs = 60_000;
const pricesRoundMs = 10 * 60_000;

export function startReplan(
  parts: OfficeParts,
  allocation: Pick<JobLoop, 'nudge'>,
  carriers: CarrierDesk,
  planner?: PoolPlanner,
): { desk: ReplanDesk; jobs: JobLoop[] } {
  const { pool, now, log, idleMs } = parts;
  const failed = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  const desk = createReplanDesk(
    parts,
    (cause) => log.error({ err: cause }, 'a plan of waiting orders failed'),
    () => allocation.nudge(),
    planner,
  );
  const planning = startReaction({
    pool,
    topic: replanTopic,
    now,
    idleMs,
    atOnce: 1,
    patienceMs: 15 * 60_000,
    perform: async () => {
      if (await newestPlan(pool, 'planning')) throw new TryLater('a plan is under way', leastPauseMs);
      const newest = await newestPlan(pool, 'ready');
      const sinceMs = newest ? now().getTime() - Date.parse(newest.startedAt) : leastPauseMs;
      if (sinceMs < leastPauseMs) throw new TryLater('planned a moment ago', leastPauseMs - sinceMs);
      const planId = await desk.begin('stock');
      await desk.ended(planId);
      allocation.nudge();
      return planId;
    },
    onFailure: failed,
  });
  const gathering = startJob({
    name: 'gathering',
    round: async () => (await desk.wakeGathered()) > 0,
    idleMs: Math.max(idleMs, 5_000),
    onFailure: failed,
  });
  const pricing = startJob({
    name: 'stock-prices',
    round: async () => {
      await refreshStockPrices(parts);
      return false;
    },
    idleMs: pricesRoundMs,
    onFailure: failed,
  });
  const asking = startJob({
    name: 'lane-rates',
    round: async () => {
      await refreshLanes({ pool, now, carriers });
      return false;
    },
    idleMs: pricesRoundMs,
    onFailure: failed,
  });
  return { desk, jobs: [planning, gathering, pricing, asking] };
}
