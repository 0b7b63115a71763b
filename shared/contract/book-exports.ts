// What leaves the books: the journal line by line, and invoices and credit notes as UBL.
import { z } from 'zod';
import { bookMonthSchema } from '../domain/books/book-day';
import { bookCompanySchema } from '../domain/books/company';
import { entryKinds } from '../domain/books/entry';
import { noVatReasons } from '../domain/books/no-vat';
import { taxNumberSchema } from '../domain/waybill/waybill-rules';
import { currencySchema } from '../money/money';
import { answeringSchema } from './answering';

// GET /v1/books/journal-lines
export const journalLinesQuerySchema = z.strictObject({
  from: bookMonthSchema,
  to: bookMonthSchema,
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const journalLineSchema = z.object({
  number: z.string(),
  lineNo: z.int(),
  day: z.string(),
  kind: z.enum(entryKinds),
  account: z.string(),
  currency: currencySchema,
  /** Debit above zero. */
  amountMinor: z.int(),
  baseCurrency: currencySchema,
  baseMinor: z.int(),
  reference: z.string().nullable(),
  text: z.string(),
  party: z.string().nullable(),
  sku: z.string().nullable(),
  quantity: z.int().nullable(),
  vatCountry: z.string().nullable(),
  vatPpm: z.int().nullable(),
  vatNetMinor: z.int().nullable(),
  cause: z.string(),
});
export type JournalLine = z.infer<typeof journalLineSchema>;
export const journalLinesSchema = z.object({
  rows: z.array(journalLineSchema),
  cursor: z.string().nullable(),
});

// GET, POST /v1/books/company
export const bookCompanyResponseSchema = z.object({ company: bookCompanySchema.nullable() });
export const saveBookCompanyRequestSchema = z.strictObject({
  company: bookCompanySchema,
  by: answeringSchema,
});

// GET /v1/books/ubl/:number
export const ublParamsSchema = z.strictObject({ number: z.string().min(1).max(40) });
/**
 * form: EN 16931 unless one of the Turkish ones is asked for, which also take what the buyer is known by to the tax authority.
 * EN 16931 takes the buyer's number of VAT, and why there is no VAT where countries cannot tell.
 */
export const ublForms = ['en16931', 'e-fatura', 'e-arsiv'] as const;
export type UblForm = (typeof ublForms)[number];
export const ublQuerySchema = z.strictObject({
  form: z.enum(ublForms).default('en16931'),
  buyerTaxNumber: taxNumberSchema.optional(),
  buyerVatNumber: z
    .string()
    .max(16)
    .regex(/^[A-Z]{2}[0-9A-Z+*]{2,14}$/)
    .optional(),
  noVat: z.enum(noVatReasons).optional(),
});
export const ublSchema = z.object({
  fileName: z.string(),
  /** UBL 2.1 in the form that was asked for. */
  xml: z.string(),
});
