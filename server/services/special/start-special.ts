// The jobs of special orders: one notices marks and what rules ask for, two work it off, one looks how the watched stand.
import type { OfficeParts } from '../../head-office';
import { startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { startReaction } from '../../jobs/outbox';
import {
  assessRisks,
  checkOrders,
  checkTopic,
  type CheckWork,
  reactToSpecial,
  specialEvents,
  watchOrder,
  watchTopic,
  type WatchWork,
} from './watch-orders';

/** How often it is looked how watched orders stand. */
const assessEveryMs = 20_000;

export function startSpecial(parts: OfficeParts): JobLoop[] {
  const { pool, log, now, newId, idleMs } = parts;
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  return [
    startFollower({
      pool,
      name: 'special',
      types: specialEvents,
      react: (client, events) => reactToSpecial(client, events, { now, newId }),
      idleMs,
      onFailure,
    }),
    startReaction<CheckWork>({
      pool,
      topic: checkTopic,
      perform: (work) => checkOrders(parts, work.payload),
      now,
      idleMs,
      onFailure: (cause, work) =>
        log.warn({ err: cause, work }, 'orders were not checked for what is special'),
    }),
    startReaction<WatchWork>({
      pool,
      topic: watchTopic,
      perform: (work) => watchOrder(parts, work.payload),
      now,
      idleMs,
      onFailure: (cause, work) =>
        log.warn({ err: cause, work }, 'a special order is not on the watch list yet'),
    }),
    startJob({
      name: 'assess-special',
      round: () => assessRisks(parts),
      idleMs: Math.max(idleMs, Math.min(assessEveryMs, idleMs * 20)),
      onFailure,
    }),
  ];
}
