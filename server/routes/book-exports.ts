// What leaves the books: the journal line by line (as a file through /v1/exports), invoices and credit notes as UBL.
import { v5 as uuidV5 } from 'uuid';
import {
  bookCompanyResponseSchema,
  journalLinesQuerySchema,
  journalLinesSchema,
  saveBookCompanyRequestSchema,
  ublParamsSchema,
  ublQuerySchema,
  ublSchema,
} from '../../shared/contract/book-exports';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listJournalLines, readCompany, saveCompany, ublDocument } from '../services/books/book-exports';
import { readOpenBooks } from '../services/books/book-store';
import { turkishInvoiceOf } from '../services/e-invoice/ubl-tr-invoice';
import { ublOf, UblRefused } from '../services/e-invoice/ubl-invoice';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

/** An invoice has one universal number, however often its draft is made. */
const invoiceIds = '0c1f6f0e-1f4d-5a53-8f0b-6a1f0d2b7c11';

export function bookExportRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };

  app.get(
    '/v1/books/journal-lines',
    {
      onRequest: role,
      schema: {
        summary:
          'Every line of the journal with its cause, in order: what an accountant takes along as a file',
        querystring: journalLinesQuerySchema,
        response: { 200: journalLinesSchema, ...refusals },
      },
    },
    async ({ query }) => {
      const open = await readOpenBooks(office.pool);
      if (!open) throw refuse('books-not-open');
      return listJournalLines(office.pool, open.settings.currency, query);
    },
  );

  app.get(
    '/v1/books/company',
    {
      onRequest: role,
      schema: {
        summary: 'The company as its invoices name it',
        response: { 200: bookCompanyResponseSchema },
      },
    },
    async () => ({ company: await readCompany(office.pool) }),
  );

  app.post(
    '/v1/books/company',
    {
      onRequest: role,
      schema: {
        summary: 'Says who sells: name, address, number of VAT',
        body: saveBookCompanyRequestSchema,
        response: { 200: bookCompanyResponseSchema, ...refusals },
      },
    },
    async ({ body: { by, company } }) => {
      await mustAnswer(office, by, 'settings.books');
      if (!(await saveCompany(office.pool, company))) throw refuse('books-not-open');
      return { company };
    },
  );

  app.get(
    '/v1/books/ubl/:number',
    {
      onRequest: role,
      schema: {
        summary:
          'An invoice, or the credit note of a refund, as UBL 2.1: in the form of EN 16931, or as a draft of UBL-TR',
        params: ublParamsSchema,
        querystring: ublQuerySchema,
        response: { 200: ublSchema, ...refusals },
      },
    },
    async ({ params: { number }, query: { form, buyerTaxNumber, buyerVatNumber = null, noVat = null } }) => {
      const company = await readCompany(office.pool);
      if (!company) throw refuse('books-no-company');
      const document = await ublDocument(office.pool, number, { buyerVatNumber, noVat });
      if (!document) throw refuse('invoice-unknown');
      const written = async (): Promise<string> =>
        form === 'en16931'
          ? ublOf(document, company)
          : turkishInvoiceOf(document, company, {
              profile: form,
              buyerTaxNumber: buyerTaxNumber ?? null,
              ettn: uuidV5(number, invoiceIds),
            });
      const xml = await written().catch((cause: unknown) => {
        if (cause instanceof UblRefused)
          throw refuse('ubl-refused', { number, rules: cause.rules.join(', ').slice(0, 200) });
        throw cause;
      });
      return { fileName: `${number}.xml`, xml };
    },
  );
}
