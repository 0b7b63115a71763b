// The quote machine as data. Printed to docs/states/quote.md.
import type { QuoteEvent, QuoteState } from './quote';

export const quoteTransitions = {
  draft: { QuoteSent: 'sent', QuoteDeclined: 'declined', QuoteExpired: 'expired' },
  sent: { QuoteAccepted: 'accepted', QuoteDeclined: 'declined', QuoteExpired: 'expired' },
  accepted: { QuoteOrdered: 'ordered' },
  declined: {},
  expired: {},
  ordered: {},
} as const satisfies Record<QuoteState, Partial<Record<QuoteEvent['type'], QuoteState>>>;

export function nextQuoteState(state: QuoteState, event: QuoteEvent['type']): QuoteState {
  const moves: Partial<Record<QuoteEvent['type'], QuoteState>> = quoteTransitions[state];
  return moves[event] ?? state;
}
