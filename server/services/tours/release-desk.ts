// Plans what is picked together, in a thread beside head office, and releases it as tours. What is under way shows the best
// plan so far and can be stopped at any time; a stopped one keeps what it has found.
import type { Release } from '../../../shared/contract/floor';
import type { TourId, WarehouseId } from '../../../shared/domain/ids';
import type { ReleaseWish } from '../../../shared/domain/tour/release-plan';
import { createPlanningJobs, type PlanningJob } from '../../jobs/planning-jobs';
import { releaseInThread } from '../replan/plan-in-thread';
import { loadFloor } from './load-floor';
import { localTime } from '../routing/load-facts';
import { loadJobs, timeZoneOf } from './load-jobs';
import { nextCutOff } from './next-cut-off';
import { planTours, type TourTools } from './plan-tours';
import { beginRelease, endOldReleases, moveRelease, noteRelease, readRelease } from './release-store';

export type ReleaseDesk = {
  /** @returns its id */
  begin: (warehouseId: WarehouseId, wish: ReleaseWish, milliseconds: number) => Promise<string>;
  /** Takes the best plan so far. */
  stop: (planId: string) => Promise<void>;
  /** Resolves when it is ready or failed. */
  ended: (planId: string) => Promise<void>;
  /** @returns the tours; null when it is not ready, or was released before */
  release: (planId: string) => Promise<TourId[] | null>;
  close: () => Promise<void>;
};

/** One that is older has lost its process. */
const longestMs = 10 * 60_000;
const seed = 20_261_129;

export function createReleaseDesk(tools: TourTools, onFailure: (cause: unknown) => void): ReleaseDesk {
  const { pool } = tools;
  const jobs = createPlanningJobs(onFailure);
  const now = (): string => tools.now().toISOString();

  const run = async (
    planId: string,
    warehouseId: WarehouseId,
    wish: ReleaseWish,
    milliseconds: number,
    { stopped, note, noted }: PlanningJob,
  ): Promise<void> => {
    const at = now();
    const [floor, waiting, timeZone] = await Promise.all([
      loadFloor(pool, warehouseId),
      loadJobs(pool, warehouseId, at),
      timeZoneOf(pool, warehouseId),
    ]);
    const dueUntil = wish.dueBy === null ? null : nextCutOff(at, localTime(at, timeZone), wish.dueBy);
    const question = { floor, jobs: waiting, wish, dueUntil, nowMs: tools.now().getTime() };
    const planning = releaseInThread({ question, seed, milliseconds }, (plan, share) => {
      if (share < 1) note(() => noteRelease(pool, planId, plan, share));
    });
    void stopped.then(planning.stop);
    const plan = await planning.answer;
    await noted();
    await moveRelease(pool, planId, 'planning', plan ? 'ready' : 'cancelled', now(), { plan });
  };

  return {
    begin: async (warehouseId, wish, milliseconds) => {
      await endOldReleases(pool, new Date(tools.now().getTime() - longestMs).toISOString(), now());
      const planId = tools.newId();
      await beginRelease(pool, { planId, warehouseId, wish, at: now() });
      jobs.begin(
        planId,
        (job) => run(planId, warehouseId, wish, milliseconds, job),
        (cause) => moveRelease(pool, planId, 'planning', 'failed', now(), { failure: String(cause) }),
      );
      return planId;
    },
    stop: jobs.stop,
    ended: jobs.ended,
    release: async (planId) => {
      const found = await readRelease(pool, planId);
      // Whoever moves it releases it: a second press finds it released.
      if (!found?.plan || !(await moveRelease(pool, planId, 'ready', 'released', now()))) return null;
      const tours = await planTours(tools, found.warehouseId, groupsOf(found, tools.newId()));
      await moveRelease(pool, planId, 'released', 'released', now(), { tours: tours.length });
      return tours;
    },
    close: jobs.stopAll,
  };
}

/** Tours of one wave, or of one walk that is divided by zones, belong together. */
function groupsOf({ plan, wish }: Release, waveId: string): Parameters<typeof planTours>[2] {
  const isTogether = wish.method === 'wave' || wish.method === 'zone';
  return (plan?.groups ?? []).map(({ parcelIds, zone, dueAt, after }) => ({
    parcelIds,
    method: wish.method,
    zone,
    waveId: isTogether ? (waveId as never) : null,
    dueAt,
    after,
  }));
}
