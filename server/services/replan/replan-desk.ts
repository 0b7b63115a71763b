// Plans the orders that wait together, in a thread beside head office: begun by a person, or by itself when stock came or a
// bench gave something back. One at a time; what is under way can be stopped. What it finds is shown, and applied by itself
// only where the company said so.
import type { planCauses, PlanDoc } from '../../../shared/contract/replan';
import type { PoolProposal } from '../../../shared/domain/routing/replan';
import { createPlanningJobs, type PlanningJob } from '../../jobs/planning-jobs';
import { wakeGathered } from '../allocation/gathering';
import { placeOf } from '../routing/gazetteer';
import { applyPlan, type ApplyTools, overrideKey } from './apply-plan';
import { asItIs, type LoadedPool, loadPool, mostPooled, type WhatIf } from './load-pool';
import { planInThread } from './plan-in-thread';
import { beginPlan, cancelOld, endPlan, noteProgress, saveRows, type StoredRow } from './plan-store';

export type PoolPlanner = typeof planInThread;

export type ReplanDesk = {
  /** @returns its id; what was under way is stopped for it */
  begin: (cause: (typeof planCauses)[number], whatIf?: WhatIf | null) => Promise<string>;
  /** Resolves when the plan is ready, stopped or failed. */
  ended: (planId: string) => Promise<void>;
  cancel: (planId: string) => Promise<void>;
  /** Those whose time is over go to be made into parcels. */
  wakeGathered: () => Promise<number>;
  stop: () => Promise<void>;
};

/** Tries an order: with these a pool of two thousand is planned in some seconds, and more find little more. */
const triesAnOrder = 100;
const mostTries = 150_000;
const fewestTries = 2_000;
const priceRounds = 60;
/** One that is older has lost its process. */
const longestPlanMs = 15 * 60_000;
const seed = 20_261_128;

export function createReplanDesk(
  tools: ApplyTools,
  onFailure: (cause: unknown) => void,
  onWoken: () => void,
  plan: PoolPlanner = planInThread,
): ReplanDesk {
  const jobs = createPlanningJobs(onFailure);
  const now = (): string => tools.now().toISOString();
  const { pool } = tools;
  const cancelled = async (planId: string): Promise<void> => {
    await endPlan(pool, planId, 'cancelled', now(), null);
  };

  const run = async (
    planId: string,
    { isWhatIf, whatIf, at }: { isWhatIf: boolean; whatIf: WhatIf; at: string },
    { stopped, isStopped, note, noted }: PlanningJob,
  ): Promise<void> => {
    const loaded = await loadPool(pool, at, whatIf);
    if (isStopped()) return cancelled(planId);
    const { policy } = loaded.facts;
    const tries = Math.min(mostTries, Math.max(fewestTries, triesAnOrder * loaded.orders.length));
    const wish = { seed, tries, priceRounds, leastSavingMinor: policy.leastSavingMinor };
    const planning = plan(loaded.question, wish, (share) => {
      if (!isStopped()) note(() => noteProgress(pool, planId, share));
    });
    void stopped.then(planning.stop);
    const proposal = await planning.answer;
    await noted();
    if (!proposal || isStopped()) return cancelled(planId);
    await saveRows(pool, planId, rowsOf(loaded, proposal));
    await endPlan(pool, planId, 'ready', now(), docOf(loaded, proposal, whatIf));
    if (!isWhatIf && policy.replan === 'apply' && proposal.groups.length > 0) await applyPlan(tools, planId);
  };

  return {
    begin: async (cause, asked = null) => {
      // One at a time.
      await jobs.stopAll();
      const at = now();
      await cancelOld(pool, new Date(tools.now().getTime() - longestPlanMs).toISOString(), at);
      const planId = tools.newId();
      const whatIf = asked ?? asItIs;
      await beginPlan(pool, { planId, kind: asked ? 'what-if' : 'proposal', cause, at, whatIf });
      jobs.begin(
        planId,
        (job) => run(planId, { isWhatIf: asked !== null, whatIf, at }, job),
        () => endPlan(pool, planId, 'failed', now(), null),
      );
      return planId;
    },
    ended: jobs.ended,
    cancel: async (planId) => {
      if (jobs.isUnderWay(planId)) await jobs.stop(planId);
      else await cancelled(planId);
    },
    wakeGathered: async () => {
      const woken = await wakeGathered(tools.pool, tools.now().toISOString(), tools.newId);
      if (woken > 0) onWoken();
      return woken;
    },
    stop: jobs.stopAll,
  };
}

function rowsOf({ orders, facts }: LoadedPool, { rows }: PoolProposal): StoredRow[] {
  return rows.map((row, at): StoredRow => {
    const loaded = orders[at];
    if (!loaded) throw new Error(`order ${row.orderId} is planned and was not loaded`);
    const { order, held, wanted, override, route } = loaded;
    const place = placeOf(order.shipTo);
    return {
      orderId: row.orderId,
      number: row.number,
      risk: row.risk,
      groupNo: row.group,
      kept: {
        city: order.shipTo.city,
        countryCode: order.shipTo.countryCode,
        place: place && { latitude: place.latitude, longitude: place.longitude },
        customerName: order.customer.name,
        priority: order.priority,
        isPinned: row.isPinned,
        inForce: row.inForce,
        proposed: row.proposed,
        nearestMinor: row.nearestMinor,
        lacks: row.lacks,
        lacksThen: row.lacksThen,
        held,
        wanted: wanted.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
        overrideKey: overrideKey(override),
        was: route,
        policyVersion: facts.policyVersion,
      },
    };
  });
}

function docOf({ orders, currency }: LoadedPool, proposal: PoolProposal, whatIf: WhatIf): PlanDoc {
  return {
    orders: orders.length,
    isCut: orders.length === mostPooled,
    currency,
    totals: proposal.totals,
    loads: proposal.loads,
    groups: proposal.groups.map((group, groupNo) => ({ ...group, groupNo, state: 'proposed', reason: null })),
    whatIf: { closed: [...whatIf.closed], capacities: [...whatIf.capacities] },
    tries: proposal.tries,
  };
}
