// The jobs of rules: what happens to an order is looked up in the rules there are, and they act in a transaction of their own;
// what a rule wants a person to know becomes a task. Looked at again after a crash, nothing happens twice.
import { v5 } from 'uuid';
import { triggerOfEvent } from '../../../shared/domain/automation/rule';
import { companyStream, type OrderId, taskIdSchema } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { Client, Queryable } from '../../db/pool';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, type LaterWork, startReaction } from '../../jobs/outbox';
import { warehousesOf } from '../allocation/allocate-orders';
import { addTask, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import { loadOrderBook } from '../marks/order-book';
import { actByRules, automationActor, type Happening } from './act-by-rules';

const rulesTopic = 'run-rules';
const noticeTopic = 'rule-notice';
/** Namespace of the tasks of rules: the same rule and happening is one task. */
const taskNamespace = '9a1f2c7e-3c55-4d18-8f0a-52a1b0c6e7d3';

type RulesWork = { orderId: OrderId } & Happening;
type NoticeWork = { orderId: OrderId; ruleId: string; rule: string; text: string; causeId: string };

export type AutomationJobs = { jobs: JobLoop[]; drain: () => Promise<void> };

export function startAutomation(parts: OfficeParts, allocation: Pick<JobLoop, 'nudge'>): AutomationJobs {
  const { pool, now, newId, idleMs, log } = parts;
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  const follower = startFollower({
    pool,
    name: 'automation',
    types: [...Object.keys(triggerOfEvent), 'RuleFired'],
    react: (client, events) => follow(client, events, { at: now().toISOString(), newId }),
    idleMs,
    onFailure,
  });
  const rules = startReaction<RulesWork>({
    pool,
    topic: rulesTopic,
    perform: async ({ payload }) => {
      const fired = await runOn(parts, payload);
      if (fired > 0) allocation.nudge();
      return `${fired} rules`;
    },
    now,
    idleMs,
    onFailure,
  });
  const notices = startReaction<NoticeWork>({
    pool,
    topic: noticeTopic,
    perform: ({ payload }) => raiseNotice(parts, payload),
    now,
    idleMs,
    onFailure,
  });
  const jobs = [follower, rules, notices];
  return {
    jobs,
    drain: async () => {
      // Rules make events, and events notices.
      for (let turn = 0; turn < 3; turn += 1) for (const job of jobs) await job.drain();
    },
  };
}

async function follow(
  client: Client,
  events: readonly HistoryEvent[],
  { at, newId }: { at: string; newId: () => string },
): Promise<void> {
  const { rules } = await loadOrderBook(client, []);
  const wanted = new Set(rules.filter(({ isOn }) => isOn).map(({ when }) => when));
  const works = events.flatMap((event): LaterWork[] => {
    const { orderId, type, streamId, seq, actor, body } = event;
    if (orderId === null) return [];
    if (type === 'RuleFired') return noticesOf(orderId, body, at);
    const trigger = triggerOfEvent[type];
    // What rules did is no reason for rules: that is why they end.
    if (!trigger || actor === automationActor || !wanted.has(trigger)) return [];
    const payload = { orderId, trigger, causeId: `${streamId} ${seq}` };
    return [{ topic: rulesTopic, key: orderId, payload, availableAt: at }];
  });
  await later(client, works, newId);
}

function noticesOf(orderId: string, body: HistoryEvent['body'], at: string): LaterWork[] {
  const { ruleId, rule, causeId, notices } = body as {
    ruleId: string;
    rule: string;
    causeId: string;
    notices?: string[];
  };
  return (notices ?? []).map((text) => ({
    topic: noticeTopic,
    key: orderId,
    payload: { orderId, ruleId, rule, text, causeId },
    availableAt: at,
  }));
}

/** @returns rules that acted */
function runOn(parts: OfficeParts, { orderId, trigger, causeId }: RulesWork): Promise<number> {
  return parts.writer.submit([companyStream], async (tx) => {
    if (await hasRun(tx.client, orderId, causeId)) return 0;
    const changes = newChangeSet(parts.now().toISOString(), parts.newId);
    await loadOrders(tx.client, changes, [orderId]);
    const order = changes.orders.get(orderId);
    if (!order) return 0;
    const book = await loadOrderBook(tx.client, [order]);
    const fired = actByRules(changes, orderId, book.rules, book.marksOf(order), { trigger, causeId });
    if (fired > 0) await storeChanges(tx, changes);
    return fired;
  });
}

async function hasRun(db: Queryable, orderId: OrderId, causeId: string): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT 1 FROM event WHERE order_id = $1 AND type = 'RuleFired' AND body->>'causeId' = $2 LIMIT 1`,
    [orderId, causeId],
  );
  return rows.length > 0;
}

async function raiseNotice(
  { pool, writer, now, newId }: OfficeParts,
  { orderId, ruleId, rule, text, causeId }: NoticeWork,
): Promise<string> {
  const [first] = await warehousesOf(pool);
  if (first === undefined) return 'there is no warehouse';
  const { rows } = await pool.query<{ number: string; warehouse_ids: (typeof first)[] }>(
    'SELECT number, warehouse_ids FROM sales_order WHERE stream_id = $1 AND order_id = $2',
    [companyStream, orderId],
  );
  const warehouseId = rows[0]?.warehouse_ids[0] ?? first;
  await writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(now().toISOString(), newId);
    const values = { number: rows[0]?.number ?? '', rule, text };
    addTask(changes, warehouseId, { kind: 'rule-notice', values }, { orderId, parcelId: null, opId: null });
    const taskId = taskIdSchema.parse(v5(`${ruleId}\n${causeId}\n${text}`, taskNamespace));
    const known = await tx.client.query('SELECT 1 FROM task WHERE task_id = $1', [taskId]);
    if (known.rows.length > 0) return;
    for (const { task } of changes.tasks) task.taskId = taskId;
    await storeChanges(tx, changes);
  });
  return 'told';
}
