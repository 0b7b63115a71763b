// Applies what happened to a refund. Never refuses.
import { assertNever } from '../decision';
import type { Refund, RefundEvent, RefundPart } from './refund';
import { nextRefundState } from './transitions';

/** `refund` is null only before RefundRequested. */
export function evolveRefund(refund: Refund | null, event: RefundEvent): Refund {
  if (event.type === 'RefundRequested')
    return { ...event.refund, state: 'requested', answeredBy: null, parts: [] };
  if (!refund) throw new Error(`${event.type} before RefundRequested`);
  const moved: Refund = { ...refund, state: nextRefundState(refund.state, event.type) };
  switch (event.type) {
    case 'RefundApproved':
    case 'RefundDeclined':
      return { ...moved, answeredBy: event.by };
    case 'RefundSent':
      return {
        ...moved,
        parts: [
          ...moved.parts,
          ...event.parts.map((part) => ({ ...part, state: 'sent' as const, reason: null })),
        ],
      };
    case 'RefundPartDone':
      return { ...moved, parts: change(moved.parts, event.key, { state: 'done' }) };
    case 'RefundPartFailed':
      return { ...moved, parts: change(moved.parts, event.key, { state: 'failed', reason: event.reason }) };
    case 'RefundSettled':
    case 'RefundFailed':
      return moved;
    default:
      return assertNever(event);
  }
}

function change(parts: readonly RefundPart[], key: string, by: Partial<RefundPart>): RefundPart[] {
  return parts.map((part) => (part.key === key ? { ...part, ...by } : part));
}
