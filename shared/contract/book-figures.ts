// Figures of the books: months that are closed, returns of VAT, who owes what, what orders earned, stock against books.
import { z } from 'zod';
import { bookMonthSchema } from '../domain/books/book-day';
import { bookSettingsSchema } from '../domain/books/settings';
import { currencySchema } from '../money/money';
import { answeringSchema } from './answering';

const minor = z.int();

// GET /v1/books/periods
export const periodsSchema = z.object({
  closedThrough: z.string().nullable(),
  /** The month that can be closed next; null before anything is posted. */
  next: z.string().nullable(),
  acts: z.array(
    z.object({
      month: z.string(),
      act: z.enum(['closed', 'reopened']),
      reason: z.string().nullable(),
      at: z.string(),
      by: z.string(),
    }),
  ),
});
export type Periods = z.infer<typeof periodsSchema>;
// POST /v1/books/periods/:month/close
export const periodParamsSchema = z.strictObject({ month: bookMonthSchema });
export const closePeriodRequestSchema = z.strictObject({ by: answeringSchema });
// POST /v1/books/periods/:month/reopen
export const reopenPeriodRequestSchema = z.strictObject({
  reason: z.string().trim().min(1).max(300),
  by: answeringSchema,
});
// POST /v1/books/settings
export const saveBookSettingsRequestSchema = z.strictObject({
  ...bookSettingsSchema.pick({
    expectedReturnsPpm: true,
    returnDays: true,
    fees: true,
    late: true,
    priceTolerancePpm: true,
  }).shape,
  by: answeringSchema,
});

// GET /v1/books/vat-return
export const vatReturnRowSchema = z.object({
  country: z.string(),
  ppm: z.int(),
  side: z.enum(['output', 'input']),
  currency: currencySchema,
  /** What tax is of, and the tax, in that currency; to be paid above zero on the output side, deducted on the input side. */
  netMinor: minor,
  taxMinor: minor,
  /** The tax in the currency of the books. */
  baseTaxMinor: minor,
});
export const vatReturnSchema = z.object({
  currency: currencySchema,
  rows: z.array(vatReturnRowSchema),
  /** Output less input, and what the accounts of VAT say of the same months. */
  payableMinor: minor,
  accountsMinor: minor,
});
export type VatReturn = z.infer<typeof vatReturnSchema>;

// GET /v1/books/ageing
export const ageingBuckets = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const;
export const ageingQuerySchema = z.strictObject({ of: z.enum(['receivables', 'payables']) });
export const ageingSchema = z.object({
  currency: currencySchema,
  rows: z.array(
    z.object({
      party: z.string(),
      currency: currencySchema,
      /** In that currency. */
      notDue: minor,
      to30: minor,
      to60: minor,
      to90: minor,
      over90: minor,
      amountMinor: minor,
      baseMinor: minor,
    }),
  ),
  /** What documents sum to, and what the control account says; the rest was posted to it by hand. */
  baseMinor: minor,
  controlMinor: minor,
});
export type Ageing = z.infer<typeof ageingSchema>;

// GET /v1/books/order-profit
export const orderProfitSchema = z.object({
  currency: currencySchema,
  rows: z.array(
    z.object({
      orderId: z.string(),
      number: z.string().nullable(),
      incomeMinor: minor,
      goodsMinor: minor,
      otherMinor: minor,
      profitMinor: minor,
    }),
  ),
  orders: z.int(),
  incomeMinor: minor,
  profitMinor: minor,
});
export type OrderProfit = z.infer<typeof orderProfitSchema>;
export const orderProfitQuerySchema = z.strictObject({
  from: bookMonthSchema,
  to: bookMonthSchema,
  sort: z.enum(['least', 'most']).default('least'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

// GET /v1/books/stock
export const bookStockSchema = z.object({
  currency: currencySchema,
  units: z.int(),
  /** What units stand at by their cost, and what the account says. */
  valueMinor: minor,
  accountMinor: minor,
  /** Where the ledger has other units than the books. */
  differences: z.array(
    z.object({ warehouseId: z.string(), sku: z.string(), ledger: z.int(), books: z.int() }),
  ),
  /** Goods that stand at nothing: nobody said what they cost. */
  withoutCost: z.array(z.object({ warehouseId: z.string(), sku: z.string(), units: z.int() })),
});
export type BookStock = z.infer<typeof bookStockSchema>;
