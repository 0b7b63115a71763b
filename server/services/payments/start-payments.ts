// The jobs behind payments: asking providers, bringing orders and money together, and noticing what ran out.
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Client } from '../../db/pool';
import { startFollower, type HistoryEvent } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { later, startReaction } from '../../jobs/outbox';
import { headOfficeCause } from '../changes/change-set';
import { dueRecords } from '../records/read-records';
import { expireQuotes } from '../quotes/accept-quote';
import { orderMoneyTopic, settleOrderMoney } from './order-money';
import { paymentRecord } from './payment-record';
import { performPayment, type PaymentTools } from './perform-payment';
import { lookLater, paymentTopic, type PaymentWork, tellPayment } from './tell-payment';

/** What may make money due, or enough. */
const followed = [
  'OrderPlaced',
  'OrderConfirmed',
  'LinesShipped',
  'LinesCancelled',
  'OrderCancelled',
  'OrderClosed',
  'PaymentAuthorised',
  'PaymentCaptured',
  'PaymentAskDone',
  'PaymentAskFailed',
  'RefundCameBack',
];
const expiryRoundMs = 60_000;
const expiredAtOnce = 100;

export type PaymentJobs = { nudge: () => void; drain: () => Promise<void>; stop: () => Promise<void> };

export function startPayments(
  tools: PaymentTools & {
    idleMs?: number | undefined;
    onFailure: (cause: unknown, name: string) => void;
  },
): PaymentJobs {
  const { pool, now, onFailure } = tools;
  const idle = tools.idleMs === undefined ? {} : { idleMs: tools.idleMs };
  const follower = startFollower({
    pool,
    name: 'payments',
    types: followed,
    react: (client, events) => settleSoon(client, events, tools),
    ...idle,
    onFailure,
  });
  const orders = startReaction<{ orderId: OrderId }>({
    pool,
    topic: orderMoneyTopic,
    perform: ({ payload }) => settleOrderMoney(tools, payload.orderId),
    now,
    ...idle,
    onFailure,
  });
  const asks = startReaction<PaymentWork>({
    pool,
    topic: paymentTopic,
    perform: (work) => performPayment(tools, work),
    now,
    ...idle,
    onFailure,
  });
  const expiry = startJob({
    name: 'expire-payments',
    round: () => expirePayments(tools),
    idleMs: expiryRoundMs,
    onFailure,
  });
  const quotes = startJob({
    name: 'expire-quotes',
    round: () => expireQuotes(tools),
    idleMs: expiryRoundMs,
    onFailure,
  });
  const loops: JobLoop[] = [follower, orders, asks, expiry, quotes];
  return {
    nudge: () => loops.forEach((loop) => loop.nudge()),
    drain: async () => {
      // Each may make work for the others; four turns pass through all of them.
      for (let turn = 0; turn < 4; turn += 1) for (const loop of loops) await loop.drain();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** Only orders whose money is ours to see to: most channels have seen to it themselves. */
async function settleSoon(
  client: Client,
  events: readonly HistoryEvent[],
  { now, newId }: Pick<PaymentTools, 'now' | 'newId'>,
): Promise<void> {
  const orderIds = [...new Set(events.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))];
  const { rows } = await client.query<{ order_id: OrderId }>(
    `SELECT o.order_id FROM sales_order o JOIN channel c ON c.channel_id = o.channel_id
     WHERE o.stream_id = $1 AND o.order_id = ANY($2::uuid[])
       AND (coalesce(c.settings #>> '{payment,rule}', 'outside') <> 'outside'
            OR EXISTS (SELECT 1 FROM record r WHERE r.order_id = o.order_id AND r.kind = 'payment'))`,
    [companyStream, orderIds],
  );
  const works = rows.map(({ order_id: orderId }) => ({
    topic: orderMoneyTopic,
    key: orderId,
    payload: { orderId },
    availableAt: now().toISOString(),
    coalesce: true,
  }));
  await later(client, works, newId);
}

/** What the provider keeps books of is looked at there; what nobody keeps runs out here. */
async function expirePayments(tools: PaymentTools): Promise<boolean> {
  const at = tools.now().toISOString();
  const due = await dueRecords(tools.pool, paymentRecord, at, expiredAtOnce);
  if (due.length === 0) return false;
  await tools.writer.submit([companyStream], async (tx) => {
    for (const { recordId, doc } of due) {
      const isTheirs = doc.state === 'authorised' && doc.reference !== null;
      if (isTheirs) await lookLater(tx, tools.newId, { paymentId: recordId, key: null, askedAt: at });
      else await tellPayment(tx, tools.newId, recordId, { type: 'ExpirePayment' }, headOfficeCause({ at }));
    }
  });
  return false;
}
