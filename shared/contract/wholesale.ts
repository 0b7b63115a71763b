// Requests about quotes, invoices and rates of currencies.
import { z } from 'zod';
import { addressSchema } from '../domain/customer/address';
import { invoiceSchema } from '../domain/invoice/invoice';
import {
  quoteContentSchema,
  quoteIdSchema,
  quoteLineSchema,
  quoteSchema,
  quoteStates,
} from '../domain/quote/quote';
import { priceListSchema, taxRuleSchema } from '../domain/pricing/price-list';
import { currencySchema } from '../money/money';
import { answeringSchema } from './payments';

export const quoteParamsSchema = z.strictObject({ quoteId: quoteIdSchema });
// POST /v1/quotes/:quoteId: drafts, or changes a draft
export const quoteContentRequestSchema = z.strictObject({
  ...quoteContentSchema.shape,
  shipTo: addressSchema.strict(),
  /** A line without price or tax has those of its channel's list and rule. */
  lines: z
    .array(
      z.strictObject({
        ...quoteLineSchema.shape,
        unitPriceMinor: quoteLineSchema.shape.unitPriceMinor.optional(),
        taxPpm: quoteLineSchema.shape.taxPpm.optional(),
      }),
    )
    .max(10_000),
  validUntil: z.iso.datetime().max(40),
});
export const quoteRowSchema = z.object({
  quote: quoteSchema,
  totalMinor: z.int(),
  taxMinor: z.int(),
  /** Of the order it became. */
  invoiceNumber: z.string().nullable().default(null),
  /** Where its customer answers it, while it is sent; null also without an address customers reach head office by. */
  link: z.string().nullable().default(null),
});
// GET /v1/quotes
export const quotesQuerySchema = z.strictObject({
  state: z.enum(quoteStates).optional(),
  text: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const quotesResponseSchema = z.object({
  rows: z.array(quoteRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});
// POST /v1/quotes/:quoteId/send, /decline, /accept
export const declineQuoteRequestSchema = z.strictObject({ reason: z.string().trim().min(1).max(300) });
export const quoteAcceptedSchema = z.object({ quote: quoteSchema, invoice: invoiceSchema });

// GET /v1/invoices/:number, GET /v1/invoices/:number/page
export const invoiceParamsSchema = z.strictObject({ number: z.string().min(1).max(40) });
export const invoicePageQuerySchema = z.strictObject({ lang: z.enum(['en', 'tr']).default('en') });
export const invoicePageSchema = z.object({ html: z.string() });

// GET /v1/prices, POST /v1/price-lists, POST /v1/tax-rules
export const pricesResponseSchema = z.object({
  priceLists: z.array(priceListSchema),
  taxRules: z.array(taxRuleSchema),
});
export const savePriceListRequestSchema = z.strictObject({ list: priceListSchema, by: answeringSchema });
export const saveTaxRuleRequestSchema = z.strictObject({ rule: taxRuleSchema, by: answeringSchema });

// GET /v1/exchange-rates, POST /v1/exchange-rates, POST /v1/exchange-rates/import
export const rateSchema = z.object({
  base: currencySchema,
  currency: currencySchema,
  day: z.iso.date().max(10),
  rate: z
    .string()
    .max(26)
    .regex(/^\d{1,12}(\.\d{1,12})?$/)
    .refine((text) => /[1-9]/.test(text), 'a rate is above zero'),
  source: z.string().trim().min(1).max(80),
});
export const ratesResponseSchema = z.object({ rows: z.array(rateSchema) });
export const saveRatesRequestSchema = z.strictObject({
  rates: z.array(z.strictObject(rateSchema.shape)).min(1).max(1000),
  by: answeringSchema,
});
export const importRatesRequestSchema = z.strictObject({
  text: z.string().max(900_000),
  by: answeringSchema,
});
export const ratesSavedSchema = z.object({ changed: z.int(), unread: z.array(z.string()) });
