// Head office at work on a release of many boxes for as long as it is asked to: the planner's own job, begun and begun again over
// HTTP as the floor page does it. Nothing is released, so what waits stays the same.
import { setTimeout as wait } from 'node:timers/promises';
import type { HeadOfficeDoor } from '../../e2e/rigs/head-office-door';
import type { Release, ReleaseRequest } from '../../shared/contract/floor';

export type Planned = {
  plans: number;
  /** In the plan that had most. */
  boxes: number;
  /** Turns of the search, over all plans. */
  turns: number;
  /** Wall time in which a plan was under way. */
  planningMs: number;
};

export type Planning = {
  /** Resolves once head office says that the first plan is under way. */
  begun: Promise<void>;
  stop: () => Promise<Planned>;
};

const lookEveryMs = 1_000;
/** The longest that may be asked for at once. */
const milliseconds = 60_000;

/** @param boxes at most, of those that wait */
export function keepPlanning(
  { ask }: Pick<HeadOfficeDoor, 'ask'>,
  warehouseId: string,
  boxes: number,
): Planning {
  const request: ReleaseRequest = {
    wish: {
      method: 'batch',
      places: 12,
      units: 120,
      most: boxes,
      leastUnits: 0,
      zones: [],
      dueBy: null,
      inTurn: false,
      pickers: 6,
    },
    milliseconds,
  };
  const done: Planned = { plans: 0, boxes: 0, turns: 0, planningMs: 0 };
  const stopping = new AbortController();
  let onBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    onBegun = resolve;
  });

  const onePlan = async (): Promise<void> => {
    const startMs = performance.now();
    let release = await ask<Release>('POST', `/v1/floor/${warehouseId}/releases`, request);
    const path = `/v1/floor/releases/${release.planId}`;
    while (release.state === 'planning') {
      onBegun();
      if (stopping.signal.aborted) await ask('POST', `${path}/stop`);
      else await wait(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      release = await ask<Release>('GET', path);
    }
    if (release.state !== 'ready') throw new Error(`a plan ended as ${release.state}`);
    done.plans += 1;
    done.boxes = Math.max(done.boxes, release.plan?.boxes ?? 0);
    done.turns += release.plan?.turns ?? 0;
    done.planningMs += performance.now() - startMs;
  };
  const running = (async () => {
    while (!stopping.signal.aborted) await onePlan();
  })();
  // Told to whoever stops it, and to whoever waits for the beginning.
  running.catch(() => undefined);
  return {
    begun: Promise.race([begun, running]),
    stop: async () => {
      stopping.abort();
      await running;
      return done;
    },
  };
}
