// Requests of the money pages: invoices and what came of them, statements of banks and what their lines are for, what orders
// in other currencies come to in the books', trying a provider, and looking at placement rules before they are set.
import { z } from 'zod';
import { orderIdSchema } from '../domain/ids';
import { channelPaymentSchema } from '../domain/payment/channel-payment';
import { matchReasons } from '../domain/payment/match-proposals';
import { currencySchema } from '../money/money';
import { savePlacementSettingsRequestSchema } from './holds';
import { answeringSchema, bankLineSchema } from './payments';

const count = z.int().nonnegative();
const cursorSchema = z.string().max(200).optional();
const limitSchema = z.coerce.number().int().min(1).max(500).default(100);
const paged = { total: count, isTotalLeast: z.boolean(), cursor: z.string().nullable() };

// GET /v1/invoices
export const invoiceStates = ['open', 'overdue', 'paid'] as const;
export const invoicesQuerySchema = z.strictObject({
  state: z.enum(invoiceStates).optional(),
  text: z.string().max(100).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});
export const invoiceRowSchema = z.object({
  number: z.string(),
  orderId: orderIdSchema,
  orderNumber: z.string(),
  customerName: z.string(),
  issuedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  currency: currencySchema,
  totalMinor: z.int(),
  /** What has come of it, less what was given back. */
  paidMinor: z.int(),
  state: z.enum(invoiceStates),
});
export type InvoiceRow = z.infer<typeof invoiceRowSchema>;
export const invoicesResponseSchema = z.object({ rows: z.array(invoiceRowSchema), ...paged });

// GET /v1/bank-lines
export const bankLineStates = ['open', 'matched', 'aside'] as const;
export const bankLinesQuerySchema = z.strictObject({
  state: z.enum(bankLineStates).optional(),
  text: z.string().max(100).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});
export const bankLinesPageSchema = z.object({ rows: z.array(bankLineSchema), ...paged });
// POST /v1/invoices
export const invoiceOrderRequestSchema = z.strictObject({
  orderNumber: z.string().trim().min(1).max(40),
  by: answeringSchema,
});
// POST /v1/bank-lines/import: the text of a CAMT.053, MT940 or table file
export const importStatementRequestSchema = z.strictObject({
  providerId: z.string().min(1).max(40),
  /** Of lines that name none. */
  currency: currencySchema,
  text: z.string().max(900_000),
  by: answeringSchema,
});
export const statementImportedSchema = z.object({
  format: z.enum(['camt', 'mt940', 'table']),
  added: count,
  known: count,
  matched: count,
  outgoing: count,
  unread: z.array(z.string()),
});
// GET /v1/bank-lines/:lineId/proposals
/** An order, an invoice or a name that a person looks for. */
export const proposalsQuerySchema = z.strictObject({ text: z.string().max(100).optional() });
export const proposalsResponseSchema = z.object({
  rows: z.array(
    z.object({
      paymentId: z.string(),
      orderNumber: z.string(),
      invoiceNumber: z.string().nullable(),
      customerName: z.string(),
      reference: z.string().nullable(),
      currency: currencySchema,
      openMinor: z.int(),
      reason: z.enum(matchReasons),
      isExact: z.boolean(),
    }),
  ),
});
export type BankProposal = z.infer<typeof proposalsResponseSchema>['rows'][number];
// POST /v1/bank-lines/:lineId/unmatch
export const unmatchRequestSchema = z.strictObject({ by: answeringSchema });
// POST /v1/bank-lines/:lineId/aside: with a note it is put aside, without one it is looked at again
export const asideRequestSchema = z.strictObject({
  note: z.string().trim().min(1).max(200).nullable(),
  by: answeringSchema,
});

// POST /v1/payment-providers/:providerId/test
export const providerTestedSchema = z.object({
  /** `ok`, or in what way it did not work. */
  outcome: z.enum(['ok', 'settings-wrong', 'refused', 'away']),
  /** Its own words, without secrets. */
  words: z.string(),
});

// GET /v1/channel-payments, POST /v1/channel-payments/:channelId
export const channelPaymentRowSchema = channelPaymentSchema.extend({
  channelId: z.string(),
  name: z.string(),
});
export const channelPaymentsResponseSchema = z.object({ rows: z.array(channelPaymentRowSchema) });
export const channelPaymentParamsSchema = z.strictObject({ channelId: z.string().min(1).max(40) });
export const saveChannelPaymentRequestSchema = z.strictObject({
  providers: z.array(z.string().min(1).max(40)).max(20),
  /** Takes orders that name nobody; null: they are not paid by us. */
  usual: z.string().min(1).max(40).nullable(),
  by: answeringSchema,
});

// GET and POST /v1/money-settings
export const moneySettingsSchema = z.object({
  /** What the books are in; null: nothing is converted. */
  booksCurrency: currencySchema.nullable(),
});
export const saveMoneySettingsRequestSchema = z.strictObject({
  booksCurrency: currencySchema.nullable(),
  by: answeringSchema,
});

// POST /v1/placement-settings/preview: what rules would have held of the newest orders
export const placementPreviewRequestSchema = savePlacementSettingsRequestSchema.omit({ by: true });
export const placementPreviewSchema = z.object({
  orders: count,
  held: count,
  heldNow: count,
  reasons: z.array(z.object({ reason: z.string(), orders: count, ordersNow: count })),
  examples: z.array(
    z.object({
      orderId: orderIdSchema,
      number: z.string(),
      customerName: z.string(),
      reason: z.string(),
      /** In codes, as a hold's note has them. */
      note: z.string(),
    }),
  ),
});
export type PlacementPreview = z.infer<typeof placementPreviewSchema>;

// GET /v1/feedback-averages
export const averagesResponseSchema = z.object({
  answered: count,
  asked: count,
  average: z.number().nullable(),
  products: z.array(z.object({ sku: z.string(), name: z.string(), ratings: count, average: z.number() })),
  warehouses: z.array(z.object({ warehouseId: z.string(), ratings: count, average: z.number() })),
  stars: z.array(z.object({ stars: z.int(), ratings: count })),
});
export type FeedbackAverages = z.infer<typeof averagesResponseSchema>;
