// Applies what happened to a quote. Never refuses.
import { assertNever } from '../decision';
import type { Quote, QuoteEvent } from './quote';
import { nextQuoteState } from './transitions';

/** `quote` is null only before QuoteDrafted. */
export function evolveQuote(quote: Quote | null, event: QuoteEvent): Quote {
  if (event.type === 'QuoteDrafted')
    return {
      ...event.content,
      quoteId: event.quoteId,
      state: 'draft',
      orderId: null,
      reason: null,
      answeredBy: null,
    };
  if (!quote) throw new Error(`${event.type} before QuoteDrafted`);
  const moved: Quote = { ...quote, state: nextQuoteState(quote.state, event.type) };
  switch (event.type) {
    case 'QuoteChanged':
      return { ...moved, ...event.content };
    case 'QuoteDeclined':
      return { ...moved, reason: event.reason, answeredBy: event.by };
    case 'QuoteAccepted':
      return { ...moved, answeredBy: event.by };
    case 'QuoteOrdered':
      return { ...moved, orderId: event.orderId };
    case 'QuoteSent':
    case 'QuoteExpired':
      return moved;
    default:
      return assertNever(event);
  }
}
