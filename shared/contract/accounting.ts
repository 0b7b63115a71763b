// What accounting programs ask: the journal since a place, the chart, and files that well known packages read.
import { z } from 'zod';
import { bookAccountSchema } from '../domain/books/account';
import { bookMonthSchema } from '../domain/books/book-day';
import { entryKinds } from '../domain/books/entry';
import { currencySchema } from '../money/money';

const minor = z.int();

// GET /v1/accounting/entries: in the order they were posted, each once; a posted entry never changes
export const accountingEntriesQuerySchema = z.strictObject({
  /** What the answer before said; left out: from the first entry. */
  since: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const accountingEntrySchema = z.object({
  number: z.string(),
  day: z.string(),
  kind: z.enum(entryKinds),
  currency: currencySchema,
  reference: z.string().nullable(),
  text: z.string(),
  orderId: z.string().nullable(),
  postedAt: z.string(),
  lines: z.array(
    z.object({
      account: z.string(),
      /** Debit above zero; in the currency of the entry. */
      amountMinor: minor,
      baseMinor: minor,
      party: z.string().nullable(),
      sku: z.string().nullable(),
      quantity: z.int().nullable(),
      vatCountry: z.string().nullable(),
      vatPpm: z.int().nullable(),
      vatNetMinor: minor.nullable(),
    }),
  ),
});
export type AccountingEntry = z.infer<typeof accountingEntrySchema>;
export const accountingEntriesSchema = z.object({
  baseCurrency: currencySchema,
  entries: z.array(accountingEntrySchema).max(500),
  /** Where to go on, now or tomorrow; the same as was asked while nothing was posted. */
  since: z.string(),
  isMore: z.boolean(),
});

// GET /v1/accounting/accounts
export const accountingAccountsSchema = z.object({ accounts: z.array(bookAccountSchema) });

// GET /v1/accounting/files and GET /v1/accounting/files/:connector
export const accountingConnectors = ['xero', 'sage-50'] as const;
export type AccountingConnectorName = (typeof accountingConnectors)[number];
export const accountingFileParamsSchema = z.strictObject({ connector: z.enum(accountingConnectors) });
export const accountingFileQuerySchema = z.strictObject({ from: bookMonthSchema, to: bookMonthSchema });
export const accountingFileSchema = z.object({
  fileName: z.string(),
  /** How many entries are in it. */
  entries: z.int(),
  text: z.string(),
});
