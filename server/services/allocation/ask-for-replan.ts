// Asks for the orders that wait to be planned together again, a little later and once for all that happens until then.
import type { Queryable } from '../../db/pool';
import { later } from '../../jobs/outbox';
import { loadPolicy } from '../routing/policy';

export const replanTopic = 'replan';
const settleMs = 10_000;

/** @param hasReason stock came, or orders lack some; where orders gather, each one is a reason */
export async function askForReplan(
  db: Queryable,
  at: string,
  newId: () => string,
  hasReason: boolean,
): Promise<void> {
  const { policy } = await loadPolicy(db);
  if (policy.replan === 'off' || (!hasReason && policy.gatherMinutes === 0)) return;
  const availableAt = new Date(Date.parse(at) + settleMs).toISOString();
  await later(db, [{ topic: replanTopic, key: 'pool', payload: {}, availableAt, coalesce: true }], newId);
}
