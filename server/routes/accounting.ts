// What accounting programs ask, with a key of the scope `books:read`: the journal since a place, the chart, files of packages.
import {
  accountingAccountsSchema,
  accountingEntriesQuerySchema,
  accountingEntriesSchema,
  accountingFileParamsSchema,
  accountingFileQuerySchema,
  accountingFileSchema,
} from '../../shared/contract/accounting';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { writeFile } from '../services/accounting/connector';
import {
  connectors,
  journalOfMonths,
  journalSince,
  mostFileEntries,
} from '../services/accounting/journal-feed';
import { readOpenBooks } from '../services/books/book-store';
import { readChart } from '../services/books/open-books';
import { onlyOrKey } from './key-access';
import { refuse } from './refused';

export function accountingRoutes(app: App, office: HeadOffice): void {
  const reading = onlyOrKey(office, 'office', 'books:read');
  const refusals = { '4xx': errorSchema };
  const currencyOf = async (): Promise<string> => {
    const open = await readOpenBooks(office.pool);
    if (!open) throw refuse('books-not-open');
    return open.settings.currency;
  };

  app.get(
    '/v1/accounting/entries',
    {
      onRequest: reading,
      schema: {
        summary: 'The journal in the order it was posted, since a place: each entry once, and never changed',
        querystring: accountingEntriesQuerySchema,
        response: { 200: accountingEntriesSchema, ...refusals },
      },
    },
    async ({ query }) => {
      const baseCurrency = await currencyOf();
      return { baseCurrency, ...(await journalSince(office.pool, query)) };
    },
  );
  app.get(
    '/v1/accounting/accounts',
    {
      onRequest: reading,
      schema: { summary: 'The chart of accounts', response: { 200: accountingAccountsSchema, ...refusals } },
    },
    async () => {
      await currencyOf();
      const { rows } = await readChart(office.pool);
      return { accounts: rows.map(({ code, names, kind, isActive }) => ({ code, names, kind, isActive })) };
    },
  );
  app.get(
    '/v1/accounting/files/:connector',
    {
      onRequest: reading,
      schema: {
        summary: 'The journal of some months as a file that an accounting package reads',
        params: accountingFileParamsSchema,
        querystring: accountingFileQuerySchema,
        response: { 200: accountingFileSchema, ...refusals },
      },
    },
    async ({ params: { connector: name }, query }) => {
      const baseCurrency = await currencyOf();
      const entries = await journalOfMonths(office.pool, query);
      if (!entries) throw refuse('accounting-file-too-long', { most: mostFileEntries });
      return {
        fileName: `${name}-${query.from}-${query.to}.csv`,
        entries: entries.length,
        text: writeFile(connectors[name], entries, { baseCurrency }),
      };
    },
  );
}
