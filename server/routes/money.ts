// The money pages: invoices with what came of them, statements of banks, trying a provider, the currency of the books,
// placement rules looked at before they are set, and what customers said in numbers.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  asideRequestSchema,
  averagesResponseSchema,
  bankLinesPageSchema,
  bankLinesQuerySchema,
  importStatementRequestSchema,
  invoiceOrderRequestSchema,
  invoicesQuerySchema,
  invoicesResponseSchema,
  moneySettingsSchema,
  placementPreviewRequestSchema,
  placementPreviewSchema,
  proposalsQuerySchema,
  proposalsResponseSchema,
  providerTestedSchema,
  saveMoneySettingsRequestSchema,
  statementImportedSchema,
  unmatchRequestSchema,
} from '../../shared/contract/money';
import { bankLineParamsSchema, bankLineSchema, providerParamsSchema } from '../../shared/contract/payments';
import { companyStream } from '../../shared/domain/ids';
import { invoiceSchema } from '../../shared/domain/invoice/invoice';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import { readStatement } from '../../shared/domain/payment/statement/statement';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Cause } from '../services/changes/change-set';
import { feedbackAverages } from '../services/feedback/averages';
import { readOpenBooks } from '../services/books/book-store';
import { noteBankFile } from '../services/payments/bank-files';
import { addBankLines, putAside, unmatchBankLine } from '../services/payments/bank-lines';
import { listBankLines, proposalsFor } from '../services/payments/list-bank-lines';
import { loadProvider } from '../services/payments/load-providers';
import { testProvider } from '../services/payments/test-provider';
import type { Answering } from '../services/people/answering-person';
import { previewPlacement } from '../services/placement/preview-placement';
import { invoiceOrder } from '../services/quotes/invoice-orders';
import { listInvoices } from '../services/quotes/list-invoices';
import { recountFigures } from '../services/figures/start-figures';
import { loadMoneySettings, saveMoneySettings } from '../services/rates/money-settings';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const dayMs = 86_400_000;
const averagesQuerySchema = z.strictObject({ days: z.coerce.number().int().min(1).max(3650).default(90) });

export function moneyRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const causeOf = async (
    request: Parameters<typeof stationOf>[0],
    by: Answering,
    act: OfficeAct,
  ): Promise<Cause & { name: string }> => {
    const person = await office.people(office.pool, by, act);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    const { stationId } = stationOf(request);
    const at = office.now().toISOString();
    return { at, actor: person.personId, stationId, opId: null, name: person.name };
  };

  app.get(
    '/v1/invoices',
    {
      onRequest: role,
      schema: {
        summary: 'Invoices, newest first, with what has come of each',
        querystring: invoicesQuerySchema,
        response: { 200: invoicesResponseSchema, ...refusals },
      },
    },
    (request) => listInvoices(office.pool, office.now(), request.query),
  );

  app.get(
    '/v1/bank-lines',
    {
      onRequest: role,
      schema: {
        summary: 'Lines of bank statements, unmatched first',
        querystring: bankLinesQuerySchema,
        response: { 200: bankLinesPageSchema, ...refusals },
      },
    },
    (request) => listBankLines(office.pool, request.query),
  );

  app.post(
    '/v1/invoices',
    {
      onRequest: role,
      schema: {
        summary: 'Makes the invoice of an order that came without a quote; asked again, it is the same',
        body: invoiceOrderRequestSchema,
        response: { 200: invoiceSchema, ...refusals },
      },
    },
    async (request) => {
      const { orderNumber, by } = request.body;
      const { at } = await causeOf(request, by, 'invoice.issue');
      const made = await office.writer.submit([companyStream], (tx) =>
        invoiceOrder(tx.client, orderNumber, at),
      );
      if (typeof made === 'string') throw refuse(made, { number: orderNumber });
      return made;
    },
  );

  app.post(
    '/v1/bank-lines/import',
    {
      onRequest: role,
      schema: {
        summary:
          'Reads a CAMT.053, MT940 or table file and matches its lines; the same file again is refused with what was in it',
        body: importStatementRequestSchema,
        response: { 200: statementImportedSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, providerId, currency, text } = request.body;
      const cause = await causeOf(request, by, 'payment.received');
      if (!(await loadProvider(office.pool, providerId))) throw refuse('provider-unknown', { providerId });
      const read = readStatement(text, currency);
      if (!read) throw refuse('statement-unread');
      const { lines } = read;
      const added = await office.writer.submit([companyStream], async (tx) => {
        const known = await noteBankFile(tx.client, { providerId, text, lines, currency }, cause);
        return known ?? addBankLines(tx, providerId, lines, office.newId, cause);
      });
      if ('code' in added) throw refuse('statement-known', added.values);
      office.payments.nudge();
      return { ...added, format: read.format, outgoing: read.outgoing, unread: read.unread.slice(0, 100) };
    },
  );

  app.get(
    '/v1/bank-lines/:lineId/proposals',
    {
      onRequest: role,
      schema: {
        summary: 'What an open line of a statement may be for, best first, and why',
        params: bankLineParamsSchema,
        querystring: proposalsQuerySchema,
        response: { 200: proposalsResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const rows = await proposalsFor(office.pool, request.params.lineId, request.query.text?.trim());
      if (!rows) throw refuse('bank-line-unknown');
      return { rows };
    },
  );

  app.post(
    '/v1/bank-lines/:lineId/unmatch',
    {
      onRequest: role,
      schema: {
        summary: 'Takes a line out of the payment it was matched with, before any of it was given back',
        params: bankLineParamsSchema,
        body: unmatchRequestSchema,
        response: { 200: bankLineSchema, ...refusals },
      },
    },
    async (request) => {
      const cause = await causeOf(request, request.body.by, 'payment.received');
      const answer = await office.writer.submit([companyStream], (tx) =>
        unmatchBankLine(tx, request.params.lineId, office.newId, cause),
      );
      if (!answer) throw refuse('bank-line-unknown');
      if (!answer.ok) throw refusedBy(answer.refusal);
      office.payments.nudge();
      return answer.line;
    },
  );

  app.post(
    '/v1/bank-lines/:lineId/aside',
    {
      onRequest: role,
      schema: {
        summary: 'Puts a line that is for no order aside, with why; without a note it waits again',
        params: bankLineParamsSchema,
        body: asideRequestSchema,
        response: { 200: bankLineSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, note } = request.body;
      const cause = await causeOf(request, by, 'payment.received');
      const line = await putAside(office.pool, request.params.lineId, note, cause);
      if (!line) throw refuse('bank-line-unknown');
      return line;
    },
  );

  app.post(
    '/v1/payment-providers/:providerId/test',
    {
      onRequest: role,
      schema: {
        summary: 'Tries whether a provider can be worked with as it is set; moves no money',
        params: providerParamsSchema,
        response: { 200: providerTestedSchema, ...refusals },
      },
    },
    async (request) => {
      const { providerId } = request.params;
      const tested = await testProvider(office, providerId);
      if (!tested) throw refuse('provider-unknown', { providerId });
      return tested;
    },
  );

  app.get(
    '/v1/money-settings',
    {
      onRequest: role,
      schema: { summary: 'The currency of the books', response: { 200: moneySettingsSchema } },
    },
    () => loadMoneySettings(office.pool),
  );

  app.post(
    '/v1/money-settings',
    {
      onRequest: role,
      schema: {
        summary:
          'Sets the currency of the books; orders in another one are converted on the day they are placed',
        body: saveMoneySettingsRequestSchema,
        response: { 200: moneySettingsSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...settings } = request.body;
      await causeOf(request, by, 'settings.money');
      const before = await loadMoneySettings(office.pool);
      const books = await readOpenBooks(office.pool);
      if (books && books.settings.currency !== settings.booksCurrency)
        throw refuse('books-currency-fixed', { currency: books.settings.currency });
      await saveMoneySettings(office.pool, settings);
      if (settings.booksCurrency !== before.booksCurrency) await recountFigures(office.pool);
      return loadMoneySettings(office.pool);
    },
  );

  app.post(
    '/v1/placement-settings/preview',
    {
      onRequest: role,
      schema: {
        summary: 'What placement rules would have held of the newest orders; nothing is kept',
        body: placementPreviewRequestSchema,
        response: { 200: placementPreviewSchema, ...refusals },
      },
    },
    (request) => previewPlacement(office.pool, request.body),
  );

  app.get(
    '/v1/feedback-averages',
    {
      onRequest: role,
      schema: {
        summary: 'What customers said in numbers: of the whole, of products, of warehouses',
        querystring: averagesQuerySchema,
        response: { 200: averagesResponseSchema, ...refusals },
      },
    },
    (request) =>
      feedbackAverages(
        office.pool,
        new Date(office.now().getTime() - request.query.days * dayMs).toISOString(),
      ),
  );
}
