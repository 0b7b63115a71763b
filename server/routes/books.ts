// The books: opening them, the chart of accounts, rates of tax, and what stands in the journal, down to the event.
import {
  bookLedgerSchema,
  booksStateSchema,
  chartParamsSchema,
  chartResponseSchema,
  entryParamsSchema,
  entrySchema,
  journalQuerySchema,
  journalResponseSchema,
  ledgerQuerySchema,
  manualEntryRequestSchema,
  monthsQuerySchema,
  openBooksRequestSchema,
  reverseEntryRequestSchema,
  saveChartAccountRequestSchema,
  saveRoleRequestSchema,
  saveVatRatesRequestSchema,
  trialBalanceSchema,
  vatRatesResponseSchema,
} from '../../shared/contract/books';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { readOpenBooks } from '../services/books/book-store';
import { loadVatRates } from '../services/books/event-facts';
import { type HandPosted, postManual, reverseEntry } from '../services/books/post-by-hand';
import {
  openBooks,
  readBooksState,
  readChart,
  saveChartAccount,
  saveRole,
  saveVatRates,
} from '../services/books/open-books';
import { listJournal, readEntry, readLedger, readTrialBalance } from '../services/books/read-books';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function booksRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const at = (): string => office.now().toISOString();
  const currencyOf = async (): Promise<string> => {
    const open = await readOpenBooks(office.pool);
    if (!open) throw refuse('books-not-open');
    return open.settings.currency;
  };
  const entry = async (number: string) => {
    const found = await readEntry(office.pool, await currencyOf(), number);
    if (!found) throw refuse('entry-unknown', { number });
    return found;
  };
  const posted = (answer: HandPosted) => {
    if (!answer.ok) throw refuse(answer.refusal.code, answer.refusal.values);
    return entry(answer.number);
  };

  app.get(
    '/v1/books',
    {
      onRequest: role,
      schema: {
        summary: 'Whether the books are open, how they are kept, and how far they have followed',
        response: { 200: booksStateSchema },
      },
    },
    () => readBooksState(office.pool),
  );

  app.post(
    '/v1/books',
    {
      onRequest: role,
      schema: {
        summary: 'Opens the books, once: everything that ever happened is posted from then on',
        body: openBooksRequestSchema,
        response: { 200: booksStateSchema, ...refusals },
      },
    },
    async ({ body: { by, ...wanted } }) => {
      const { name } = await mustAnswer(office, by, 'settings.books');
      const not = await openBooks(office.pool, wanted, { name, at: at() });
      if (not) throw refuse(not);
      office.books.nudge();
      return readBooksState(office.pool);
    },
  );

  app.get(
    '/v1/books/accounts',
    {
      onRequest: role,
      schema: {
        summary: 'The chart of accounts, with what each account is for',
        response: { 200: chartResponseSchema },
      },
    },
    () => readChart(office.pool),
  );

  app.post(
    '/v1/books/accounts/:code',
    {
      onRequest: role,
      schema: {
        summary: 'Adds an account, names it anew, or puts it out of use',
        params: chartParamsSchema,
        body: saveChartAccountRequestSchema,
        response: { 200: chartResponseSchema, ...refusals },
      },
    },
    async ({ params: { code }, body: { by, ...wanted } }) => {
      await mustAnswer(office, by, 'settings.books');
      const not = await saveChartAccount(office.pool, code, wanted);
      if (not) throw refuse(not, { code });
      return readChart(office.pool);
    },
  );

  app.post(
    '/v1/books/roles',
    {
      onRequest: role,
      schema: {
        summary: 'Says which account postings of a kind go to, from the next one on',
        body: saveRoleRequestSchema,
        response: { 200: chartResponseSchema, ...refusals },
      },
    },
    async ({ body: { by, role: of, code } }) => {
      await mustAnswer(office, by, 'settings.books');
      const not = await saveRole(office.pool, of, code);
      if (not) throw refuse(not, { code });
      return readChart(office.pool);
    },
  );

  app.get(
    '/v1/vat-rates',
    {
      onRequest: role,
      schema: { summary: 'Rates of VAT by country and product', response: { 200: vatRatesResponseSchema } },
    },
    async () => ({ rows: await loadVatRates(office.pool) }),
  );

  app.post(
    '/v1/vat-rates',
    {
      onRequest: role,
      schema: {
        summary: 'Sets rates of VAT from a day on; what is posted keeps its tax',
        body: saveVatRatesRequestSchema,
        response: { 200: vatRatesResponseSchema, ...refusals },
      },
    },
    async ({ body: { by, rates } }) => {
      await mustAnswer(office, by, 'settings.books');
      await saveVatRates(office.pool, rates);
      return { rows: await loadVatRates(office.pool) };
    },
  );

  app.get(
    '/v1/books/trial-balance',
    {
      onRequest: role,
      schema: {
        summary:
          'Every account with its balance before, debits and credits within, and balance after some months',
        querystring: monthsQuerySchema,
        response: { 200: trialBalanceSchema, ...refusals },
      },
    },
    async ({ query }) => readTrialBalance(office.pool, await currencyOf(), query),
  );

  app.get(
    '/v1/books/ledger',
    {
      onRequest: role,
      schema: {
        summary: 'The lines of one account in their order, with its balance behind each',
        querystring: ledgerQuerySchema,
        response: { 200: bookLedgerSchema, ...refusals },
      },
    },
    async ({ query }) => readLedger(office.pool, await currencyOf(), query),
  );

  app.get(
    '/v1/books/journal',
    {
      onRequest: role,
      schema: {
        summary: 'Journal entries, the newest first',
        querystring: journalQuerySchema,
        response: { 200: journalResponseSchema, ...refusals },
      },
    },
    ({ query }) => listJournal(office.pool, query),
  );

  app.get(
    '/v1/books/entries/:number',
    {
      onRequest: role,
      schema: {
        summary: 'One entry with its lines, and the event that caused it',
        params: entryParamsSchema,
        response: { 200: entrySchema, ...refusals },
      },
    },
    ({ params }) => entry(params.number),
  );

  app.post(
    '/v1/books/entries',
    {
      onRequest: role,
      schema: {
        summary: 'Posts an entry that somebody writes; it balances or is refused',
        body: manualEntryRequestSchema,
        response: { 200: entrySchema, ...refusals },
      },
    },
    async ({ body: { by, ...wanted } }) => {
      const { name } = await mustAnswer(office, by, 'books.post');
      return posted(await postManual(office.pool, wanted, { name, at: at() }));
    },
  );

  app.post(
    '/v1/books/entries/:number/reverse',
    {
      onRequest: role,
      schema: {
        summary: 'Takes an entry that somebody wrote back, by another one with its signs turned',
        params: entryParamsSchema,
        body: reverseEntryRequestSchema,
        response: { 200: entrySchema, ...refusals },
      },
    },
    async ({ params, body: { by, ...wanted } }) => {
      const { name } = await mustAnswer(office, by, 'books.post');
      return posted(await reverseEntry(office.pool, params.number, wanted, { name, at: at() }));
    },
  );
}
