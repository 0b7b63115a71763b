// Quotes as head office keeps them; what is not answered runs out at its own instant.
import { decideQuote } from '../../../shared/domain/quote/decide';
import { evolveQuote } from '../../../shared/domain/quote/evolve';
import {
  type Quote,
  type QuoteCommand,
  type QuoteEvent,
  quoteSchema,
} from '../../../shared/domain/quote/quote';
import type { Machine } from '../records/machine';

export const quoteRecord: Machine<Quote, QuoteCommand, QuoteEvent> = {
  kind: 'quote',
  schema: quoteSchema,
  decide: decideQuote,
  evolve: evolveQuote,
  about: ({ state, orderId, number, customerId, validUntil }) => ({
    state,
    orderId,
    keys: [`number:${number}`, ...(customerId === null ? [] : [`customer:${customerId}`])],
    dueAt: state === 'draft' || state === 'sent' ? validUntil : null,
  }),
};
