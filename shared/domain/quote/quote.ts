// A price for a wholesale customer that stands until a day: drafted, sent, accepted or declined, run out, and turned into
// an order and its invoice. What was sent is not changed any more; a new price is a new quote.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { addressSchema } from '../customer/address';
import { channelIdSchema, orderIdSchema, skuSchema } from '../ids';

export const quoteIdSchema = z.uuid().brand<'QuoteId'>();
export type QuoteId = z.infer<typeof quoteIdSchema>;

export const quoteStates = ['draft', 'sent', 'accepted', 'declined', 'expired', 'ordered'] as const;
export type QuoteState = (typeof quoteStates)[number];

/** Who said yes or no to it: its customer by the link, or the office for them. */
export const quoteAnswerers = ['office', 'customer'] as const;
export type QuoteAnswerer = (typeof quoteAnswerers)[number];

export const quoteLineSchema = z.object({
  sku: skuSchema,
  name: z.string().min(1).max(200),
  quantity: z.int().positive().max(1_000_000),
  unitPriceMinor: z.int().nonnegative(),
  discountMinor: z.int().nonnegative(),
  taxPpm: z.int().min(0).max(1_000_000),
});

export const quoteContentSchema = z.object({
  number: z.string().min(1).max(40),
  channelId: channelIdSchema,
  customerId: z.string().min(1).max(40).nullable(),
  customerName: z.string().min(1).max(120),
  shipTo: addressSchema,
  currency: currencySchema,
  lines: z.array(quoteLineSchema).max(10_000),
  discountMinor: z.int().nonnegative(),
  shippingMinor: z.int().nonnegative(),
  /** Whether prices hold their tax. */
  taxIncluded: z.boolean(),
  /** The last instant at which it can be accepted. */
  validUntil: z.iso.datetime(),
  /** Days after the invoice. */
  termsDays: z.int().min(0).max(365),
  note: z.string().max(1000).nullable(),
});
export type QuoteContent = z.infer<typeof quoteContentSchema>;

export const quoteSchema = quoteContentSchema.extend({
  quoteId: quoteIdSchema,
  state: z.enum(quoteStates),
  orderId: orderIdSchema.nullable(),
  reason: z.string().max(300).nullable(),
  /** Null: nobody has, or it was before this was kept. */
  answeredBy: z.enum(quoteAnswerers).nullable().default(null),
});
export type Quote = z.infer<typeof quoteSchema>;

export type QuoteCommand =
  | { type: 'DraftQuote'; quoteId: QuoteId; content: QuoteContent }
  | { type: 'ChangeQuote'; content: QuoteContent }
  | { type: 'SendQuote'; at: string }
  | { type: 'AcceptQuote'; at: string; by: QuoteAnswerer }
  | { type: 'DeclineQuote'; reason: string; by: QuoteAnswerer }
  | { type: 'ExpireQuote'; at: string }
  | { type: 'TurnIntoOrder'; orderId: z.infer<typeof orderIdSchema> };

export type QuoteEvent =
  | { type: 'QuoteDrafted'; quoteId: QuoteId; content: QuoteContent }
  | { type: 'QuoteChanged'; content: QuoteContent }
  | { type: 'QuoteSent' }
  | { type: 'QuoteAccepted'; by: QuoteAnswerer }
  | { type: 'QuoteDeclined'; reason: string; by: QuoteAnswerer }
  | { type: 'QuoteExpired' }
  | { type: 'QuoteOrdered'; orderId: z.infer<typeof orderIdSchema> };
