// What may be done with a quote, and why not. It is accepted while it stands and not an instant longer; the instant comes
// with the command.
import { accept, assertNever, type Decision, refuse } from '../decision';
import type { Quote, QuoteCommand, QuoteEvent } from './quote';

export function decideQuote(quote: Quote | null, command: QuoteCommand): Decision<QuoteEvent> {
  if (command.type === 'DraftQuote')
    return quote
      ? refuse('quote-exists', { number: quote.number })
      : accept({ type: 'QuoteDrafted', quoteId: command.quoteId, content: command.content });
  if (!quote) return refuse('quote-unknown');
  const closed = (): ReturnType<typeof refuse> =>
    refuse('quote-closed', { number: quote.number, state: quote.state });
  switch (command.type) {
    case 'ChangeQuote':
      return quote.state === 'draft' ? accept({ type: 'QuoteChanged', content: command.content }) : closed();
    case 'SendQuote':
      if (quote.state === 'sent') return accept();
      if (quote.state !== 'draft') return closed();
      if (quote.lines.length === 0) return refuse('quote-empty', { number: quote.number });
      if (command.at > quote.validUntil) return refuse('quote-over', { number: quote.number });
      return accept({ type: 'QuoteSent' });
    case 'AcceptQuote':
      if (quote.state === 'accepted' || quote.state === 'ordered') return accept();
      if (quote.state === 'expired') return refuse('quote-over', { number: quote.number });
      if (quote.state !== 'sent') return closed();
      // The timer may be late; the day is not.
      if (command.at > quote.validUntil) return refuse('quote-over', { number: quote.number });
      return accept({ type: 'QuoteAccepted', by: command.by });
    case 'DeclineQuote':
      if (quote.state === 'declined') return accept();
      return quote.state === 'draft' || quote.state === 'sent'
        ? accept({ type: 'QuoteDeclined', reason: command.reason, by: command.by })
        : closed();
    case 'ExpireQuote':
      return (quote.state === 'draft' || quote.state === 'sent') && command.at > quote.validUntil
        ? accept({ type: 'QuoteExpired' })
        : accept();
    case 'TurnIntoOrder':
      if (quote.state === 'ordered' && quote.orderId === command.orderId) return accept();
      return quote.state === 'accepted'
        ? accept({ type: 'QuoteOrdered', orderId: command.orderId })
        : closed();
    default:
      return assertNever(command);
  }
}
