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
import {
  ageingSchema,
  bookStockSchema,
  orderProfitSchema,
  periodsSchema,
  type saveBookSettingsRequestSchema,
  vatReturnSchema,
} from '../../../../shared/contract/book-figures';
import { type AccountingConnectorName, accountingFileSchema } from '../../../../shared/contract/accounting';
import { bookCompanyResponseSchema, ublSchema } from '../../../../shared/contract/book-exports';
import type { BookCompany } from '../../../../shared/domain/books/company';
import { dunningSchema, lookedSchema } from '../../../../shared/contract/dunning';
import type { DunningRules } from '../../../../shared/domain/dunning/dunning';
import { counterSalesResponseSchema, tillCountsResponseSchema } from '../../../../shared/contract/counter';
import { billsResponseSchema } from '../../../../shared/contract/bills';
import { type BillContent, supplierBillSchema } from '../../../../shared/domain/supplier-bill/supplier-bill';
import type { BookRole } from '../../../../shared/domain/books/account';
import type { VatRate } from '../../../../shared/domain/books/vat';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

const of = encodeURIComponent;
type Opening = Omit<z.infer<typeof openBooksRequestSchema>, 'by'>;
type BookSettingsWish = Omit<z.infer<typeof saveBookSettingsRequestSchema>, 'by'>;
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
    periods: () => get(periodsSchema, '/v1/books/periods'),
    closePeriod: (month: string, by: Answering) =>
      post(periodsSchema, `/v1/books/periods/${of(month)}/close`, { by }),
    reopenPeriod: (month: string, reason: string, by: Answering) =>
      post(periodsSchema, `/v1/books/periods/${of(month)}/reopen`, { reason, by }),
    vatReturn: (query: Query) => get(vatReturnSchema, '/v1/books/vat-return', query),
    ageing: (which: 'receivables' | 'payables') => get(ageingSchema, '/v1/books/ageing', { of: which }),
    orderProfit: (query: Query) => get(orderProfitSchema, '/v1/books/order-profit', query),
    bookStock: () => get(bookStockSchema, '/v1/books/stock'),
    bookCompany: () => get(bookCompanyResponseSchema, '/v1/books/company'),
    saveBookCompany: (company: BookCompany, by: Answering) =>
      post(bookCompanyResponseSchema, '/v1/books/company', { company, by }),
    accountingFile: (connector: AccountingConnectorName, months: Query) =>
      get(accountingFileSchema, `/v1/accounting/files/${of(connector)}`, months),
    ubl: (number: string, query: Query) => get(ublSchema, `/v1/books/ubl/${of(number)}`, query),
    saveBookSettings: (settings: BookSettingsWish, by: Answering) =>
      post(booksStateSchema, '/v1/books/settings', { ...settings, by }),
    dunning: () => get(dunningSchema, '/v1/dunning'),
    saveDunning: (rules: DunningRules, by: Answering) =>
      post(dunningSchema, '/v1/dunning/rules', { rules, by }),
    disputeDebt: (paymentId: string, reason: string | null, by: Answering) =>
      post(dunningSchema, `/v1/dunning/debts/${of(paymentId)}/dispute`, { reason, by }),
    payFee: (feeId: string, payment: { key: string; amountMinor: number; day: string }, by: Answering) =>
      post(dunningSchema, `/v1/dunning/fees/${of(feeId)}/payments`, { ...payment, by }),
    waiveFee: (feeId: string, reason: string, by: Answering) =>
      post(dunningSchema, `/v1/dunning/fees/${of(feeId)}/waive`, { reason, by }),
    lookForOverdue: (by: Answering) => post(lookedSchema, '/v1/dunning/look', { by }),
    counterSales: (query: Query) => get(counterSalesResponseSchema, '/v1/counter-sales', query),
    tillCounts: (query: Query) => get(tillCountsResponseSchema, '/v1/till-counts', query),
    bills: (query: Query) => get(billsResponseSchema, '/v1/supplier-bills', query),
    enterBill: (billId: string, content: BillContent, by: Answering) =>
      post(supplierBillSchema, `/v1/supplier-bills/${of(billId)}`, { ...content, by }),
    answerBill: (
      billId: string,
      answer: { answer: 'approve' | 'refuse'; note: string | null },
      by: Answering,
    ) => post(supplierBillSchema, `/v1/supplier-bills/${of(billId)}/answer`, { ...answer, by }),
    payBill: (billId: string, payment: { key: string; amountMinor: number; day: string }, by: Answering) =>
      post(supplierBillSchema, `/v1/supplier-bills/${of(billId)}/payments`, { ...payment, by }),
    reverseEntry: (number: string, wanted: { day: string; reason: string }, by: Answering) =>
      post(entrySchema, `/v1/books/entries/${of(number)}/reverse`, { ...wanted, by }),
  };
}
