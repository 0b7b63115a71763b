// What the page Books asks of head office.
import type { z } from 'zod';
import {
  bookLedgerSchema,
  booksStateSchema,
  chartResponseSchema,
  entrySchema,
  journalResponseSchema,
  type openBooksRequestSchema,
  type saveChartAccountRequestSchema,
  trialBalanceSchema,
  vatRatesResponseSchema,
} from '../../../../shared/contract/books';
import type { BookRole } from '../../../../shared/domain/books/account';
import type { VatRate } from '../../../../shared/domain/books/vat';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

const of = encodeURIComponent;
type Opening = Omit<z.infer<typeof openBooksRequestSchema>, 'by'>;
type NewAccount = Omit<z.infer<typeof saveChartAccountRequestSchema>, 'by'>;

export function booksApi(get: Get, post: Post) {
  return {
    books: () => get(booksStateSchema, '/v1/books'),
    openBooks: (opening: Opening, by: Answering) => post(booksStateSchema, '/v1/books', { ...opening, by }),
    chart: () => get(chartResponseSchema, '/v1/books/accounts'),
    saveChartAccount: (code: string, account: NewAccount, by: Answering) =>
      post(chartResponseSchema, `/v1/books/accounts/${of(code)}`, { ...account, by }),
    saveBookRole: (role: BookRole, code: string, by: Answering) =>
      post(chartResponseSchema, '/v1/books/roles', { role, code, by }),
    vatRates: () => get(vatRatesResponseSchema, '/v1/vat-rates'),
    saveVatRates: (rates: readonly VatRate[], by: Answering) =>
      post(vatRatesResponseSchema, '/v1/vat-rates', { rates, by }),
    trialBalance: (query: Query) => get(trialBalanceSchema, '/v1/books/trial-balance', query),
    bookLedger: (query: Query) => get(bookLedgerSchema, '/v1/books/ledger', query),
    journal: (query: Query) => get(journalResponseSchema, '/v1/books/journal', query),
    entry: (number: string) => get(entrySchema, `/v1/books/entries/${of(number)}`),
    reverseEntry: (number: string, wanted: { day: string; reason: string }, by: Answering) =>
      post(entrySchema, `/v1/books/entries/${of(number)}/reverse`, { ...wanted, by }),
  };
}
