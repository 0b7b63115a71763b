// Months that are closed, and figures of the books: returns of VAT, who owes what, what orders earned, stock.
import {
  ageingQuerySchema,
  ageingSchema,
  bookStockSchema,
  closePeriodRequestSchema,
  orderProfitQuerySchema,
  orderProfitSchema,
  periodParamsSchema,
  periodsSchema,
  reopenPeriodRequestSchema,
  saveBookSettingsRequestSchema,
  vatReturnSchema,
} from '../../shared/contract/book-figures';
import { booksStateSchema, monthsQuerySchema } from '../../shared/contract/books';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { readAgeing, readBookStock, readOrderProfit, readVatReturn } from '../services/books/book-figures';
import { readOpenBooks } from '../services/books/book-store';
import { closePeriod, type PeriodRefusal, readPeriods, reopenPeriod } from '../services/books/close-period';
import { readBooksState, saveBookSettings } from '../services/books/open-books';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function bookFigureRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const at = (): string => office.now().toISOString();
  const currencyOf = async (): Promise<string> => {
    const open = await readOpenBooks(office.pool);
    if (!open) throw refuse('books-not-open');
    return open.settings.currency;
  };
  const periods = async (refusal: PeriodRefusal | null = null) => {
    if (refusal) throw refuse(refusal.code, refusal.values);
    const found = await readPeriods(office.pool);
    if (!found) throw refuse('books-not-open');
    return found;
  };

  app.get(
    '/v1/books/periods',
    {
      onRequest: role,
      schema: {
        summary: 'Through which month the books are closed, and who closed and reopened what',
        response: { 200: periodsSchema, ...refusals },
      },
    },
    () => periods(),
  );

  app.post(
    '/v1/books/periods/:month/close',
    {
      onRequest: role,
      schema: {
        summary:
          'Closes a month once everything that happened in it is posted; what ends with it is posted too',
        params: periodParamsSchema,
        body: closePeriodRequestSchema,
        response: { 200: periodsSchema, ...refusals },
      },
    },
    async ({ params, body }) => {
      const { name } = await mustAnswer(office, body.by, 'books.close');
      return periods(await closePeriod(office.pool, params.month, { name, at: at() }));
    },
  );

  app.post(
    '/v1/books/periods/:month/reopen',
    {
      onRequest: role,
      schema: {
        summary: 'Opens the last closed month again, with why',
        params: periodParamsSchema,
        body: reopenPeriodRequestSchema,
        response: { 200: periodsSchema, ...refusals },
      },
    },
    async ({ params, body }) => {
      const { name } = await mustAnswer(office, body.by, 'books.close');
      const refusal = await reopenPeriod(office.pool, params.month, body.reason, { name, at: at() });
      office.books.nudge();
      return periods(refusal);
    },
  );

  app.post(
    '/v1/books/settings',
    {
      onRequest: role,
      schema: {
        summary: 'Sets fees, expected returns, price tolerance, and what becomes of what comes too late',
        body: saveBookSettingsRequestSchema,
        response: { 200: booksStateSchema, ...refusals },
      },
    },
    async ({ body: { by, ...wanted } }) => {
      await mustAnswer(office, by, 'settings.books');
      const not = await saveBookSettings(office.pool, wanted);
      if (not) throw refuse(not);
      office.books.nudge();
      return readBooksState(office.pool);
    },
  );

  app.get(
    '/v1/books/vat-return',
    {
      onRequest: role,
      schema: {
        summary: 'VAT of some months by country and rate, beside what the accounts of VAT say',
        querystring: monthsQuerySchema,
        response: { 200: vatReturnSchema, ...refusals },
      },
    },
    async ({ query }) => readVatReturn(office.pool, await currencyOf(), query),
  );

  app.get(
    '/v1/books/ageing',
    {
      onRequest: role,
      schema: {
        summary:
          'What customers owe, or suppliers are owed, by how long it is due, beside the control account',
        querystring: ageingQuerySchema,
        response: { 200: ageingSchema, ...refusals },
      },
    },
    async ({ query }) => readAgeing(office.pool, await currencyOf(), query.of, at().slice(0, 10)),
  );

  app.get(
    '/v1/books/order-profit',
    {
      onRequest: role,
      schema: {
        summary:
          'What orders earned in some months: income, cost of goods, everything else that was spent on them',
        querystring: orderProfitQuerySchema,
        response: { 200: orderProfitSchema, ...refusals },
      },
    },
    async ({ query }) => readOrderProfit(office.pool, await currencyOf(), query),
  );

  app.get(
    '/v1/books/stock',
    {
      onRequest: role,
      schema: {
        summary: 'Stock at cost beside its account, and where the ledger has other units than the books',
        response: { 200: bookStockSchema, ...refusals },
      },
    },
    async () => readBookStock(office.pool, await currencyOf()),
  );
}
