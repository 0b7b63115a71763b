// What the money pages ask of head office: quotes, invoices, statements, rates, providers, placement rules; and ratings.
import type { z } from 'zod';
import {
  accountRowSchema,
  accountsResponseSchema,
  type saveAccountRequestSchema,
} from '../../../../shared/contract/accounts';
import { feedbackResponseSchema } from '../../../../shared/contract/cases';
import {
  placementSettingsResponseSchema,
  type savePlacementSettingsRequestSchema,
} from '../../../../shared/contract/holds';
import {
  averagesResponseSchema,
  bankLinesPageSchema,
  channelPaymentsResponseSchema,
  type importStatementRequestSchema,
  invoicesResponseSchema,
  moneySettingsSchema,
  type placementPreviewRequestSchema,
  type saveChannelPaymentRequestSchema,
  placementPreviewSchema,
  proposalsResponseSchema,
  providerTestedSchema,
  statementImportedSchema,
} from '../../../../shared/contract/money';
import {
  bankLineSchema,
  bankLinesAddedSchema,
  type addBankLinesRequestSchema,
  providersResponseSchema,
  type saveProviderRequestSchema,
} from '../../../../shared/contract/payments';
import {
  invoicePageSchema,
  pricesResponseSchema,
  quoteAcceptedSchema,
  type quoteContentRequestSchema,
  quoteRowSchema,
  quotesResponseSchema,
  ratesResponseSchema,
  ratesSavedSchema,
  type savePriceListRequestSchema,
  type saveRatesRequestSchema,
  type saveTaxRuleRequestSchema,
} from '../../../../shared/contract/wholesale';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import { invoiceSchema } from '../../../../shared/domain/invoice/invoice';
import type { Answering } from '../payments/money-api';

const of = encodeURIComponent;

export function moneyPagesApi(get: Get, post: Post) {
  return {
    quotes: (query: Query) => get(quotesResponseSchema, '/v1/quotes', query),
    saveQuote: (quoteId: string, content: z.input<typeof quoteContentRequestSchema>) =>
      post(quoteRowSchema, `/v1/quotes/${of(quoteId)}`, content),
    sendQuote: (quoteId: string) => post(quoteRowSchema, `/v1/quotes/${of(quoteId)}/send`, {}),
    declineQuote: (quoteId: string, reason: string) =>
      post(quoteRowSchema, `/v1/quotes/${of(quoteId)}/decline`, { reason }),
    acceptQuote: (quoteId: string) => post(quoteAcceptedSchema, `/v1/quotes/${of(quoteId)}/accept`, {}),
    accounts: (query: Query) => get(accountsResponseSchema, '/v1/customer-accounts', query),
    saveAccount: (customerId: string, wish: z.input<typeof saveAccountRequestSchema>) =>
      post(accountRowSchema, `/v1/customer-accounts/${of(customerId)}`, wish),
    invoices: (query: Query) => get(invoicesResponseSchema, '/v1/invoices', query),
    invoiceOrder: (orderNumber: string, by: Answering) =>
      post(invoiceSchema, '/v1/invoices', { orderNumber, by }),
    invoicePage: (number: string, lang: 'en' | 'tr') =>
      get(invoicePageSchema, `/v1/invoices/${of(number)}/page`, { lang }),
    bankLines: (query: Query) => get(bankLinesPageSchema, '/v1/bank-lines', query),
    addBankLines: (wish: z.input<typeof addBankLinesRequestSchema>) =>
      post(bankLinesAddedSchema, '/v1/bank-lines', wish),
    importStatement: (wish: z.input<typeof importStatementRequestSchema>) =>
      post(statementImportedSchema, '/v1/bank-lines/import', wish),
    bankProposals: (lineId: string, text: string) =>
      get(proposalsResponseSchema, `/v1/bank-lines/${of(lineId)}/proposals`, text === '' ? {} : { text }),
    matchBankLine: (lineId: string, paymentId: string, by: Answering) =>
      post(bankLineSchema, `/v1/bank-lines/${of(lineId)}/match`, { paymentId, by }),
    unmatchBankLine: (lineId: string, by: Answering) =>
      post(bankLineSchema, `/v1/bank-lines/${of(lineId)}/unmatch`, { by }),
    putBankLineAside: (lineId: string, note: string | null, by: Answering) =>
      post(bankLineSchema, `/v1/bank-lines/${of(lineId)}/aside`, { note, by }),
    prices: () => get(pricesResponseSchema, '/v1/prices'),
    savePriceList: (list: z.input<typeof savePriceListRequestSchema>['list'], by: Answering) =>
      post(pricesResponseSchema, '/v1/price-lists', { list, by }),
    saveTaxRule: (rule: z.input<typeof saveTaxRuleRequestSchema>['rule'], by: Answering) =>
      post(pricesResponseSchema, '/v1/tax-rules', { rule, by }),
    exchangeRates: () => get(ratesResponseSchema, '/v1/exchange-rates'),
    saveRates: (rates: z.input<typeof saveRatesRequestSchema>['rates'], by: Answering) =>
      post(ratesSavedSchema, '/v1/exchange-rates', { rates, by }),
    importRates: (text: string, by: Answering) =>
      post(ratesSavedSchema, '/v1/exchange-rates/import', { text, by }),
    moneySettings: () => get(moneySettingsSchema, '/v1/money-settings'),
    saveMoneySettings: (booksCurrency: string | null, by: Answering) =>
      post(moneySettingsSchema, '/v1/money-settings', { booksCurrency, by }),
    providers: () => get(providersResponseSchema, '/v1/payment-providers'),
    saveProvider: (providerId: string, wish: z.input<typeof saveProviderRequestSchema>) =>
      post(providersResponseSchema, `/v1/payment-providers/${of(providerId)}`, wish),
    testProvider: (providerId: string) =>
      post(providerTestedSchema, `/v1/payment-providers/${of(providerId)}/test`, {}),
    channelPayments: () => get(channelPaymentsResponseSchema, '/v1/channel-payments'),
    saveChannelPayment: (channelId: string, wish: z.input<typeof saveChannelPaymentRequestSchema>) =>
      post(channelPaymentsResponseSchema, `/v1/channel-payments/${of(channelId)}`, wish),
    placementSettings: () => get(placementSettingsResponseSchema, '/v1/placement-settings'),
    savePlacement: (settings: z.input<typeof savePlacementSettingsRequestSchema>) =>
      post(placementSettingsResponseSchema, '/v1/placement-settings', settings),
    previewPlacement: (draft: z.input<typeof placementPreviewRequestSchema>) =>
      post(placementPreviewSchema, '/v1/placement-settings/preview', draft),
    ratings: (query: Query) => get(feedbackResponseSchema, '/v1/feedback', query),
    ratingAverages: (days: number) => get(averagesResponseSchema, '/v1/feedback-averages', { days }),
  };
}
