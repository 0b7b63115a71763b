// Brings an order and its money together, whatever happened to either: a payment is begun where the channel wants one, the
// order is confirmed when it is paid enough, what is handed over is captured, what is cancelled is let go, and what was
// paid too much is put before a person to give back. Running it again changes nothing.
import { v5 } from 'uuid';
import {
  type ChannelPayment,
  channelPaymentSchema,
  isPaidEnough,
  planCapture,
} from '../../../shared/domain/payment/channel-payment';
import { owedByNowMinor, owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import type { Payment } from '../../../shared/domain/payment/payment';
import { asked, capturableMinor, coverOf, openMinor } from '../../../shared/domain/payment/questions';
import { refundFacts } from '../../../shared/domain/refund/questions';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { headOfficeCause, newChangeSet, wake } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import type { PaymentTools } from './perform-payment';
import { providerKind } from './providers/registry';
import { type OrderMoney, orderMoney, requestRefund } from './refunds';
import { startPayment } from './start-payment';
import { tellPayment } from './tell-payment';

export const orderMoneyTopic = 'order-money';

/** Namespace of refunds that an order asks for by itself. */
const overpaidNamespace = '6e1c0f0a-3a8e-4c1b-8f53-0d1f4a1f5c77';

export async function channelPaymentOf(db: Queryable, channelId: string): Promise<ChannelPayment> {
  const { rows } = await db.query<{ payment: unknown }>(
    `SELECT settings -> 'payment' AS payment FROM channel WHERE channel_id = $1`,
    [channelId],
  );
  return channelPaymentSchema.parse(rows[0]?.payment ?? {});
}

/** @returns what was done, in a few words */
export function settleOrderMoney(tools: PaymentTools, orderId: OrderId): Promise<string> {
  return tools.writer.submit([companyStream], async (tx) => {
    const done: string[] = [];
    const at = tools.now().toISOString();
    let money = await orderMoney(tx.client, orderId);
    if (!money) return 'no order';
    const channel = await channelPaymentOf(tx.client, money.order.channelId);
    if (money.order.state === 'placed' && channel.rule !== 'outside') {
      if (money.payments.length === 0 && channel.usual !== null) {
        const amountMinor = owedInTheEndMinor(money.order);
        const wanted = { providerId: channel.usual, amountMinor, token: null };
        const started =
          amountMinor > 0
            ? await startPayment(tx, money.order, wanted, tools.newId, headOfficeCause({ at }))
            : null;
        if (started) done.push(started.ok ? 'payment started' : `no payment by ${channel.usual}`);
      }
      money = (await orderMoney(tx.client, orderId)) ?? money;
      if (await confirmed(tx, tools, money, channel, at)) done.push('order confirmed');
      money = (await orderMoney(tx.client, orderId)) ?? money;
    }
    done.push(...(await capture(tx, tools, money, channel, at)));
    done.push(...(await letGo(tx, tools, orderId, at)));
    if (await giveBack(tx, tools, orderId, at)) done.push('refund requested');
    return done.join(', ') || 'nothing to do';
  });
}

async function confirmed(
  tx: StreamTx,
  tools: PaymentTools,
  { order, payments }: OrderMoney,
  channel: ChannelPayment,
  at: string,
): Promise<boolean> {
  if (!isPaidEnough(channel.rule, owedInTheEndMinor(order), order.currency, payments)) return false;
  const changes = newChangeSet(at, tools.newId);
  await loadOrders(tx.client, changes, [order.orderId]);
  const answer = tellOrder(changes, order.orderId, { type: 'ConfirmOrder' }, headOfficeCause(changes));
  if (!answer.ok || answer.events.length === 0) return false;
  wake(changes, { kind: 'order', orderId: order.orderId });
  await storeChanges(tx, changes);
  return true;
}

async function capture(
  tx: StreamTx,
  tools: PaymentTools,
  { order, payments }: OrderMoney,
  channel: ChannelPayment,
  at: string,
): Promise<string[]> {
  const dueMinor =
    channel.captureAt === 'placing' && order.state === 'confirmed'
      ? owedInTheEndMinor(order)
      : owedByNowMinor(order);
  const own = payments.filter((payment) => payment.currency === order.currency);
  const plan = planCapture(
    own.map((payment) => ({
      paymentId: payment.paymentId,
      capturedMinor: payment.capturedMinor,
      refundedMinor: payment.refundedMinor,
      capturableMinor: capturesByItself(payment) ? capturableMinor(payment) : 0,
      inFlightMinor: asked(payment, 'capture').reduce((sum, ask) => sum + ask.amountMinor, 0),
      capturesOnce: payment.capturesOnce,
    })),
    dueMinor,
  );
  const done: string[] = [];
  for (const { paymentId, amountMinor } of plan) {
    const command = { type: 'AskCapture', key: tools.newId(), amountMinor } as const;
    const told = await tellPayment(tx, tools.newId, paymentId, command, headOfficeCause({ at }));
    if (told.ok) done.push(`capture of ${amountMinor} asked`);
  }
  return done;
}

/** What a finished order will not take any more is let go; a carrier still owes what it collected. */
async function letGo(tx: StreamTx, tools: PaymentTools, orderId: OrderId, at: string): Promise<string[]> {
  const money = await orderMoney(tx.client, orderId);
  const state = money?.order.state;
  if (!money || (state !== 'cancelled' && state !== 'closed')) return [];
  const done: string[] = [];
  for (const payment of money.payments) {
    const isOpen = payment.state === 'pending' || openMinor(payment) > 0;
    const isOwed = state === 'closed' && !capturesByItself(payment);
    if (!isOpen || isOwed) continue;
    const command = { type: 'AskVoid', key: tools.newId() } as const;
    const told = await tellPayment(tx, tools.newId, payment.paymentId, command, headOfficeCause({ at }));
    if (told.ok && told.events.length > 0) done.push('void asked');
  }
  return done;
}

/** A person approves it. Asked for once an amount, so that one that was declined is not asked for again. */
async function giveBack(tx: StreamTx, tools: PaymentTools, orderId: OrderId, at: string): Promise<boolean> {
  const money = await orderMoney(tx.client, orderId);
  if (!money || (money.order.state !== 'cancelled' && money.order.state !== 'closed')) return false;
  const { order, payments, refunds, exchanged } = money;
  const cover = coverOf(payments, order.currency);
  const kept = cover.capturedMinor - cover.refundedMinor;
  const underWay = kept - refundFacts(order, payments, refunds, exchanged).refundableMinor;
  const keptForRefunds = refunds
    .filter(({ state }) => state !== 'declined')
    .reduce((sum, refund) => sum + refund.amountMinor, 0);
  // Money that was given back on purpose is not owed a second time.
  const overMinor = cover.capturedMinor - keptForRefunds - owedInTheEndMinor(order);
  const amountMinor = Math.min(overMinor, kept - underWay);
  if (amountMinor <= 0) return false;
  const refundId = v5(`${orderId} ${cover.capturedMinor} ${amountMinor}`, overpaidNamespace);
  const reason = order.state === 'cancelled' ? 'order-cancelled' : 'paid-too-much';
  const request = { orderId, lines: [], amountMinor, reason, refundId };
  const answer = await requestRefund(tx, request, { at, newId: tools.newId });
  return answer.ok && answer.refund.state === 'requested';
}

function capturesByItself({ method }: Payment): boolean {
  return providerKind(method)?.capturesByItself ?? false;
}
