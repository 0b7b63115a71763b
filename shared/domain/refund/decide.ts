// What may be asked of a refund, and why not. What a payment says of a part is a fact and is never refused.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { evolveRefund } from './evolve';
import { unsentMinor } from './questions';
import type { Refund, RefundCommand, RefundEvent } from './refund';

export function decideRefund(refund: Refund | null, command: RefundCommand): Decision<RefundEvent> {
  if (command.type === 'RequestRefund') return request(refund, command);
  if (!refund) return refuse('refund-unknown');
  switch (command.type) {
    case 'ApproveRefund':
      return refund.state === 'requested' || refund.state === 'failed'
        ? accept({ type: 'RefundApproved', by: command.by })
        : already(refund, refund.state !== 'declined');
    case 'DeclineRefund':
      return refund.state === 'requested' || refund.state === 'failed'
        ? accept({ type: 'RefundDeclined', by: command.by, reason: command.reason })
        : already(refund, refund.state === 'declined');
    case 'SendRefund': {
      if (refund.state !== 'approved') return already(refund, refund.state !== 'requested');
      const sum = command.parts.reduce((total, part) => total + part.amountMinor, 0);
      const isNew = command.parts.every((part) => !refund.parts.some(({ key }) => key === part.key));
      if (sum !== unsentMinor(refund) || !isNew)
        return refuse('refund-parts-differ', { amountMinor: unsentMinor(refund), sumMinor: sum });
      return accept({ type: 'RefundSent', parts: command.parts });
    }
    case 'RecordPart':
      return record(refund, command);
    default:
      return assertNever(command);
  }
}

function request(
  refund: Refund | null,
  { refund: wanted, facts }: Extract<RefundCommand, { type: 'RequestRefund' }>,
): Decision<RefundEvent> {
  if (refund) {
    // The same one asked for again, by a second click or a second delivery.
    const isSame = refund.amountMinor === wanted.amountMinor && refund.orderId === wanted.orderId;
    return isSame ? accept() : refuse('refund-exists');
  }
  if (!Number.isSafeInteger(wanted.amountMinor) || wanted.amountMinor <= 0)
    return refuse('amount-not-positive', { amountMinor: wanted.amountMinor });
  const perLine = new Map<number, number>();
  for (const { lineNo, quantity } of wanted.lines) perLine.set(lineNo, (perLine.get(lineNo) ?? 0) + quantity);
  for (const [lineNo, quantity] of perLine) {
    const limit = facts.units.get(lineNo) ?? 0;
    if (quantity > limit) return refuse('refund-units-over', { lineNo, quantity, limit });
  }
  const ofLines = wanted.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  if (ofLines > wanted.amountMinor)
    return refuse('refund-parts-differ', { amountMinor: wanted.amountMinor, sumMinor: ofLines });
  if (wanted.amountMinor > facts.refundableMinor)
    return refuse('refund-over-captured', {
      amountMinor: wanted.amountMinor,
      limitMinor: facts.refundableMinor,
      currency: wanted.currency,
    });
  return accept({ type: 'RefundRequested', refund: wanted });
}

function record(
  refund: Refund,
  { key, state, reason }: Extract<RefundCommand, { type: 'RecordPart' }>,
): Decision<RefundEvent> {
  const part = refund.parts.find((each) => each.key === key);
  if (!part || part.state === state || part.state === 'failed') return accept();
  const told: RefundEvent =
    state === 'done' ? { type: 'RefundPartDone', key } : { type: 'RefundPartFailed', key, reason };
  const after = evolveRefund(refund, told);
  const waits = after.parts.some((each) => each.state === 'sent');
  if (waits) return accept(told);
  const end: RefundEvent = { type: unsentMinor(after) > 0 ? 'RefundFailed' : 'RefundSettled' };
  return accept(told, end);
}

function already(refund: Refund, isSo: boolean): Decision<RefundEvent> {
  return isSo ? accept() : refuse('refund-answered', { state: refund.state });
}
