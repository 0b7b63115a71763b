// A quote in every state, and what each command answers there.
import { header } from '../order/order.test-kit';
import type { OrderId } from '../ids';
import { skuOf } from '../ids.test-kit';
import type { RefusalCode } from '../refusal';
import { decideQuote } from './decide';
import { evolveQuote } from './evolve';
import type { Quote, QuoteCommand, QuoteContent, QuoteEvent, QuoteId, QuoteState } from './quote';

export const quoteContent: QuoteContent = {
  number: 'Q-1',
  channelId: header.channelId,
  customerId: 'K1',
  customerName: 'Kaya Ltd',
  shipTo: header.shipTo,
  currency: 'GBP',
  lines: [
    { sku: skuOf('MUG'), name: 'Mug', quantity: 10, unitPriceMinor: 500, discountMinor: 0, taxPpm: 200_000 },
  ],
  discountMinor: 0,
  shippingMinor: 0,
  taxIncluded: true,
  validUntil: '2026-05-10T00:00:00.000Z',
  termsDays: 30,
  note: null,
};
const quoteId = '019b0000-0000-7000-8000-00000000d001' as QuoteId;
const orderId = '019b0000-0000-7000-8000-00000000b001' as OrderId;
const inTime = '2026-05-10T00:00:00.000Z';
export const tooLate = '2026-05-10T00:00:00.001Z';

export const quoteCommands: Record<QuoteCommand['type'], QuoteCommand> = {
  DraftQuote: { type: 'DraftQuote', quoteId, content: quoteContent },
  ChangeQuote: { type: 'ChangeQuote', content: quoteContent },
  SendQuote: { type: 'SendQuote', at: inTime },
  AcceptQuote: { type: 'AcceptQuote', at: inTime, by: 'customer' },
  DeclineQuote: { type: 'DeclineQuote', reason: 'too dear', by: 'office' },
  ExpireQuote: { type: 'ExpireQuote', at: tooLate },
  TurnIntoOrder: { type: 'TurnIntoOrder', orderId },
};

function told(...types: QuoteCommand['type'][]): Quote {
  let quote: Quote | null = null;
  for (const type of types) {
    const decision = decideQuote(quote, quoteCommands[type]);
    if (!decision.ok) throw new Error(decision.refusal.code);
    for (const event of decision.events) quote = evolveQuote(quote, event);
  }
  if (!quote) throw new Error('no quote');
  return quote;
}

export const quoteIn: Record<QuoteState, Quote> = {
  draft: told('DraftQuote'),
  sent: told('DraftQuote', 'SendQuote'),
  accepted: told('DraftQuote', 'SendQuote', 'AcceptQuote'),
  declined: told('DraftQuote', 'DeclineQuote'),
  expired: told('DraftQuote', 'SendQuote', 'ExpireQuote'),
  ordered: told('DraftQuote', 'SendQuote', 'AcceptQuote', 'TurnIntoOrder'),
};

export const quoteColumns = ['none', 'draft', 'sent', 'accepted', 'declined', 'expired', 'ordered'] as const;
export type QuoteCell = readonly QuoteEvent['type'][] | RefusalCode;

const row = (...cells: QuoteCell[]): Record<(typeof quoteColumns)[number], QuoteCell> =>
  Object.fromEntries(quoteColumns.map((column, index) => [column, cells[index] ?? []])) as never;
const exists = 'quote-exists';
const closed = 'quote-closed';

export const quoteTable: Record<QuoteCommand['type'], Record<(typeof quoteColumns)[number], QuoteCell>> = {
  DraftQuote: row(['QuoteDrafted'], exists, exists, exists, exists, exists, exists),
  ChangeQuote: row('quote-unknown', ['QuoteChanged'], closed, closed, closed, closed, closed),
  SendQuote: row('quote-unknown', ['QuoteSent'], [], closed, closed, closed, closed),
  AcceptQuote: row('quote-unknown', closed, ['QuoteAccepted'], [], closed, 'quote-over', []),
  DeclineQuote: row('quote-unknown', ['QuoteDeclined'], ['QuoteDeclined'], closed, [], closed, closed),
  ExpireQuote: row('quote-unknown', ['QuoteExpired'], ['QuoteExpired'], [], [], [], []),
  TurnIntoOrder: row('quote-unknown', closed, closed, ['QuoteOrdered'], closed, closed, []),
};
