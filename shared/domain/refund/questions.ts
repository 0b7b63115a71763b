// Questions asked of refunds.
import type { Payment } from '../payment/payment';
import { refundableMinor } from '../payment/questions';
import type { Order } from '../order/order';
import type { Exchanged, Refund, RefundFacts } from './refund';

/** What still has to be sent: parts that failed count as not sent. */
export function unsentMinor(refund: Refund): number {
  return (
    refund.amountMinor -
    refund.parts.reduce((sum, part) => sum + (part.state === 'failed' ? 0 : part.amountMinor), 0)
  );
}

/** What it still will take from the payments and has not asked them for. */
function reservedMinor(refund: Refund): number {
  return refund.state === 'declined' ? 0 : unsentMinor(refund);
}

/** What the order's payments, its other refunds and what was exchanged leave to be asked for. */
export function refundFacts(
  order: Order,
  payments: readonly Payment[],
  refunds: readonly Refund[],
  exchanged: Exchanged,
): RefundFacts {
  const paid = payments
    .filter((payment) => payment.currency === order.currency)
    .reduce((sum, payment) => sum + refundableMinor(payment), 0);
  const units = new Map(order.lines.map((line) => [line.lineNo, line.ordered]));
  const standing = refunds.filter(({ state }) => state !== 'declined');
  for (const { lineNo, quantity } of [...standing.flatMap(({ lines }) => lines), ...exchanged.lines])
    units.set(lineNo, Math.max(0, (units.get(lineNo) ?? 0) - quantity));
  return {
    refundableMinor:
      paid - refunds.reduce((sum, refund) => sum + reservedMinor(refund), 0) - exchanged.amountMinor,
    units,
  };
}

/** Through which payments it goes back: through those it came by, newest first. Null when they do not hold enough. */
export function planParts(
  amountMinor: number,
  payments: readonly Payment[],
): { paymentId: Payment['paymentId']; amountMinor: number }[] | null {
  let left = amountMinor;
  const parts: { paymentId: Payment['paymentId']; amountMinor: number }[] = [];
  for (const payment of [...payments].reverse()) {
    const take = Math.min(left, refundableMinor(payment));
    if (take <= 0) continue;
    parts.push({ paymentId: payment.paymentId, amountMinor: take });
    left -= take;
  }
  return left === 0 ? parts : null;
}
