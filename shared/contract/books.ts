// Requests about the books: opening them, the chart of accounts, rates of tax, and what stands in the journal.
import { z } from 'zod';
import { bookDaySchema, bookMonthSchema } from '../domain/books/book-day';
import { accountCodeSchema, accountKinds, bookAccountSchema, bookRoles } from '../domain/books/account';
import { chartNames } from '../domain/books/charts';
import { entryKinds } from '../domain/books/entry';
import { bookSettingsSchema } from '../domain/books/settings';
import { vatRateSchema } from '../domain/books/vat';
import { currencySchema } from '../money/money';
import { answeringSchema } from './answering';
import { listQuerySchema } from './http';

const minor = z.int();
const most = 1_000_000_000_000;
// GET /v1/books
export const booksStateSchema = z.object({
  /** Null: not opened yet. */
  open: z
    .object({
      settings: bookSettingsSchema,
      openedAt: z.string(),
      closedThrough: z.string().nullable(),
      /** Why posting waits for somebody. */
      waits: z
        .object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })
        .nullable(),
      /** Numbers of all streams that are not followed yet. */
      behind: z.int(),
      entries: z.int(),
    })
    .nullable(),
  /** That money settings name; what books can be opened in. */
  currency: currencySchema.nullable(),
});
export type BooksState = z.infer<typeof booksStateSchema>;

// POST /v1/books
export const openBooksRequestSchema = z.strictObject({
  chart: z.enum(chartNames),
  settings: z.strictObject({ ...bookSettingsSchema.shape }).omit({ currency: true }),
  by: answeringSchema,
});

// GET /v1/books/accounts
export const accountOfChartSchema = z.object({
  ...bookAccountSchema.shape,
  roles: z.array(z.enum(bookRoles)),
  /** Something is posted to it. */
  isUsed: z.boolean(),
});
export const chartResponseSchema = z.object({ rows: z.array(accountOfChartSchema) });
// POST /v1/books/accounts/:code
export const chartParamsSchema = z.strictObject({ code: accountCodeSchema });
export const saveChartAccountRequestSchema = z.strictObject({
  ...bookAccountSchema.omit({ code: true }).shape,
  by: answeringSchema,
});
// POST /v1/books/roles
export const saveRoleRequestSchema = z.strictObject({
  role: z.enum(bookRoles),
  code: accountCodeSchema,
  by: answeringSchema,
});

// GET, POST /v1/vat-rates
export const vatRatesResponseSchema = z.object({ rows: z.array(vatRateSchema) });
export const saveVatRatesRequestSchema = z.strictObject({
  rates: z.array(vatRateSchema).min(1).max(500),
  by: answeringSchema,
});

// GET /v1/books/trial-balance
export const monthsQuerySchema = z.strictObject({ from: bookMonthSchema, to: bookMonthSchema });
export const trialRowSchema = z.object({
  code: z.string(),
  names: z.object({ en: z.string(), tr: z.string() }),
  kind: z.enum(accountKinds),
  /** Debit above zero, in the currency of the books. */
  openingMinor: minor,
  debitMinor: minor,
  creditMinor: minor,
  closingMinor: minor,
});
export type TrialRow = z.infer<typeof trialRowSchema>;
export const trialBalanceSchema = z.object({
  from: bookMonthSchema,
  to: bookMonthSchema,
  currency: currencySchema,
  rows: z.array(trialRowSchema),
  debitMinor: minor,
  creditMinor: minor,
});
export type TrialBalance = z.infer<typeof trialBalanceSchema>;

// GET /v1/books/ledger
export const ledgerQuerySchema = z.strictObject({
  account: accountCodeSchema,
  from: bookMonthSchema,
  to: bookMonthSchema,
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const ledgerRowSchema = z.object({
  number: z.string(),
  lineNo: z.int(),
  day: z.string(),
  kind: z.enum(entryKinds),
  reference: z.string().nullable(),
  text: z.string(),
  party: z.string().nullable(),
  sku: z.string().nullable(),
  quantity: z.int().nullable(),
  currency: currencySchema,
  amountMinor: minor,
  baseMinor: minor,
  /** The account's balance behind this line, in the currency of the books. */
  balanceMinor: minor,
});
export type BookLedgerRow = z.infer<typeof ledgerRowSchema>;
export const bookLedgerSchema = z.object({
  currency: currencySchema,
  openingMinor: minor,
  rows: z.array(ledgerRowSchema),
  cursor: z.string().nullable(),
});

// GET /v1/books/journal
export const journalQuerySchema = listQuerySchema.extend({
  from: bookMonthSchema.optional(),
  to: bookMonthSchema.optional(),
  kind: z.enum(entryKinds).optional(),
  orderId: z.uuid().optional(),
});
export const journalRowSchema = z.object({
  number: z.string(),
  day: z.string(),
  kind: z.enum(entryKinds),
  reference: z.string().nullable(),
  text: z.string(),
  currency: currencySchema,
  /** Sum of its debits. */
  amountMinor: minor,
  /** The same in the currency of the books. */
  baseMinor: minor,
});
export type JournalRow = z.infer<typeof journalRowSchema>;
export const journalResponseSchema = z.object({
  rows: z.array(journalRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// GET /v1/books/entries/:number
export const entryParamsSchema = z.strictObject({ number: z.string().min(1).max(40) });
export const entrySchema = z.object({
  number: z.string(),
  day: z.string(),
  /** When it happened, where that month was closed; null where it is the day. */
  eventDay: z.string().nullable(),
  kind: z.enum(entryKinds),
  currency: currencySchema,
  baseCurrency: currencySchema,
  reference: z.string().nullable(),
  text: z.string(),
  orderId: z.string().nullable(),
  ruleVersion: z.int(),
  postedAt: z.string(),
  postedBy: z.string().nullable(),
  lines: z.array(
    z.object({
      account: z.string(),
      names: z.object({ en: z.string(), tr: z.string() }),
      amountMinor: minor,
      baseMinor: minor,
      party: z.string().nullable(),
      sku: z.string().nullable(),
      quantity: z.int().nullable(),
      vat: z.object({ country: z.string(), ppm: z.int(), netMinor: minor }).nullable(),
    }),
  ),
  /** What caused it: an event, a movement of stock, or an act of a person. */
  cause: z.object({
    kind: z.enum(['event', 'move', 'act']),
    streamId: z.string().nullable(),
    seq: z.int().nullable(),
    type: z.string(),
    at: z.string(),
    actor: z.string().nullable(),
    body: z.record(z.string(), z.unknown()),
  }),
  /** The entry that took it back. */
  reversedBy: z.string().nullable(),
});
export type EntryPage = z.infer<typeof entrySchema>;

// POST /v1/books/entries
export const manualEntryRequestSchema = z.strictObject({
  /** Of the caller: the same again is the same entry. */
  actId: z.uuid(),
  day: bookDaySchema,
  currency: currencySchema,
  text: z.string().trim().min(1).max(300),
  reference: z.string().trim().min(1).max(80).nullable(),
  lines: z
    .array(
      z.strictObject({
        account: accountCodeSchema,
        /** Debit above zero. */
        amountMinor: z.int().min(-most).max(most),
        party: z.string().trim().min(1).max(120).nullable(),
      }),
    )
    .min(2)
    .max(200),
  by: answeringSchema,
});
// POST /v1/books/entries/:number/reverse
export const reverseEntryRequestSchema = z.strictObject({
  day: bookDaySchema,
  reason: z.string().trim().min(1).max(300),
  by: answeringSchema,
});
