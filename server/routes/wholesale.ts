// Quotes, the invoices they become, and rates of currencies.
import type { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  declineQuoteRequestSchema,
  importRatesRequestSchema,
  invoicePageQuerySchema,
  invoicePageSchema,
  invoiceParamsSchema,
  quoteAcceptedSchema,
  quoteContentRequestSchema,
  quoteParamsSchema,
  quoteRowSchema,
  quotesQuerySchema,
  quotesResponseSchema,
  ratesResponseSchema,
  ratesSavedSchema,
  saveRatesRequestSchema,
} from '../../shared/contract/wholesale';
import { companyStream } from '../../shared/domain/ids';
import { invoiceSchema } from '../../shared/domain/invoice/invoice';
import { type InvoiceWords, invoicePage } from '../../shared/domain/invoice/invoice-page';
import type { Quote, QuoteCommand, QuoteContent } from '../../shared/domain/quote/quote';
import { readEcbRates } from '../../shared/money/ecb-rates';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listChannels } from '../services/imports/channels';
import { acceptQuote, invoiceByNumber, QuoteNotPlaced } from '../services/quotes/accept-quote';
import { listQuotes, quoteRows } from '../services/quotes/list-quotes';
import { quoteRecord } from '../services/quotes/quote-record';
import { priceLines } from '../services/pricing/price-lines';
import { sendQuote } from '../services/quotes/send-quote';
import { listRates, saveRates } from '../services/rates/rates';
import { readRecord } from '../services/records/read-records';
import { tellRecord } from '../services/records/tell-record';
import type { Answering } from '../services/people/answering-person';
import { only, stationOf } from './access';
import { refuse, refusedBy, refusedFields } from './refused';
import { refusedFor } from './refused-order';

export function wholesaleRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const row = async (quote: Quote) => {
    const [only] = await quoteRows(office.pool, [quote]);
    if (!only) throw new Error('a quote has no row');
    return only;
  };
  const causeOf = (request: Parameters<typeof stationOf>[0]) => ({
    at: office.now().toISOString(),
    actor: null,
    stationId: stationOf(request).stationId,
    opId: null,
  });
  const tell = async (
    request: Parameters<typeof stationOf>[0] & { params: { quoteId: string } },
    command: QuoteCommand,
  ) => {
    const told = await office.writer.submit([companyStream], (tx) =>
      tellRecord(tx, quoteRecord, request.params.quoteId, command, causeOf(request)),
    );
    if (!told.ok) throw refusedBy(told.refusal, told.refusal.code === 'quote-unknown' ? 404 : 409);
    return row(told.state);
  };
  const mayChangeMoney = async (by: Answering): Promise<void> => {
    const person = await office.people(office.pool, by, 'settings.money');
    if (!person.ok) throw refusedBy(person.refusal, 403);
  };
  const priced = async (asked: z.output<typeof quoteContentRequestSchema>): Promise<QuoteContent> => {
    const { lines, channelId, currency, shipTo } = asked;
    const looked = await priceLines(office.pool, {
      channelId,
      currency,
      countryCode: shipTo.countryCode,
      lines,
    });
    const isAsked = lines.some(({ unitPriceMinor }) => unitPriceMinor === undefined);
    if (!looked.ok && isAsked) throw refuse('price-unknown', { lineNo: looked.lineNo, sku: looked.sku });
    return {
      ...asked,
      lines: lines.map((line, index) => ({
        ...line,
        unitPriceMinor:
          line.unitPriceMinor ?? (looked.ok ? looked.lines[index]?.unitPriceMinor : undefined) ?? 0,
        taxPpm: line.taxPpm ?? (looked.ok ? looked.lines[index]?.taxPpm : undefined) ?? 0,
      })),
    };
  };
  const quoteAnswer = { 200: quoteRowSchema, '4xx': errorSchema };

  app.get(
    '/v1/quotes',
    {
      onRequest: role,
      schema: {
        summary: 'Quotes, newest first',
        querystring: quotesQuerySchema,
        response: { 200: quotesResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => listQuotes(office.pool, request.query),
  );

  app.post(
    '/v1/quotes/:quoteId',
    {
      onRequest: role,
      schema: {
        summary: 'Drafts a quote under an id of the caller, or changes a draft',
        params: quoteParamsSchema,
        body: quoteContentRequestSchema,
        response: quoteAnswer,
      },
    },
    async (request) => {
      const { quoteId } = request.params;
      const content = await priced(request.body);
      const known = await readRecord(office.pool, quoteRecord, quoteId);
      return tell(
        request,
        known ? { type: 'ChangeQuote', content } : { type: 'DraftQuote', quoteId, content },
      );
    },
  );

  app.post(
    '/v1/quotes/:quoteId/send',
    {
      onRequest: role,
      schema: {
        summary: 'Sends a quote: it is not changed any more',
        params: quoteParamsSchema,
        response: quoteAnswer,
      },
    },
    async (request) => {
      const told = await office.writer.submit([companyStream], (tx) =>
        sendQuote(tx, request.params.quoteId, causeOf(request), office),
      );
      if (!told.ok) throw refusedBy(told.refusal, told.refusal.code === 'quote-unknown' ? 404 : 409);
      return row(told.state);
    },
  );

  app.post(
    '/v1/quotes/:quoteId/decline',
    {
      onRequest: role,
      schema: {
        summary: 'The customer does not want it',
        params: quoteParamsSchema,
        body: declineQuoteRequestSchema,
        response: quoteAnswer,
      },
    },
    (request) => tell(request, { type: 'DeclineQuote', reason: request.body.reason, by: 'office' }),
  );

  app.post(
    '/v1/quotes/:quoteId/accept',
    {
      onRequest: role,
      schema: {
        summary: 'The customer wants it: order and invoice are made at once; again, they are the same',
        params: quoteParamsSchema,
        response: { 200: quoteAcceptedSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      try {
        const answer = await office.writer.submit([companyStream], (tx) =>
          acceptQuote(tx, request.params.quoteId, office.newId, causeOf(request), 'office'),
        );
        if (!answer.ok) throw refusedBy(answer.refusal, answer.refusal.code === 'quote-unknown' ? 404 : 409);
        office.allocation.nudge();
        office.payments.nudge();
        return { quote: answer.quote, invoice: answer.invoice };
      } catch (cause) {
        if (cause instanceof QuoteNotPlaced) throw await notPlaced(office, cause);
        throw cause;
      }
    },
  );

  app.get(
    '/v1/invoices/:number',
    {
      onRequest: role,
      schema: {
        summary: 'An invoice',
        params: invoiceParamsSchema,
        response: { 200: invoiceSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const invoice = await invoiceByNumber(office.pool, request.params.number);
      if (!invoice) throw refuse('invoice-unknown');
      return invoice;
    },
  );

  app.get(
    '/v1/invoices/:number/page',
    {
      onRequest: role,
      schema: {
        summary: 'An invoice as a page for A4',
        params: invoiceParamsSchema,
        querystring: invoicePageQuerySchema,
        response: { 200: invoicePageSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const invoice = await invoiceByNumber(office.pool, request.params.number);
      if (!invoice) throw refuse('invoice-unknown');
      const { lang } = request.query;
      return { html: invoicePage(invoice, wordsOf(lang), lang) };
    },
  );

  app.get(
    '/v1/exchange-rates',
    {
      onRequest: role,
      schema: {
        summary: 'Rates of currencies of the last month, with day and source',
        response: { 200: ratesResponseSchema },
      },
    },
    async () => ({ rows: await listRates(office.pool) }),
  );

  app.post(
    '/v1/exchange-rates',
    {
      onRequest: role,
      schema: {
        summary: 'Enters rates or puts them right',
        body: saveRatesRequestSchema,
        response: { 200: ratesSavedSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      await mayChangeMoney(request.body.by);
      const changed = await saveRates(office.pool, request.body.rates, office.now().toISOString());
      return { changed, unread: [] };
    },
  );

  app.post(
    '/v1/exchange-rates/import',
    {
      onRequest: role,
      schema: {
        summary: 'Takes the text of a CSV or XML file of the European Central Bank',
        body: importRatesRequestSchema,
        response: { 200: ratesSavedSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      await mayChangeMoney(request.body.by);
      const read = readEcbRates(request.body.text);
      if (!read) throw refuse('rates-unread');
      const changed = await saveRates(office.pool, read.rates, office.now().toISOString());
      return { changed, unread: read.unread.slice(0, 100) };
    },
  );
}

async function notPlaced(office: HeadOffice, { placed }: QuoteNotPlaced): Promise<Error> {
  switch (placed.kind) {
    case 'unknown-sku':
      return refuse('sku-unknown', { lineNo: placed.lineNo, sku: placed.sku });
    case 'fields-wrong':
      return refusedFields(placed.problems);
    case 'unknown-channel': {
      const known = (await listChannels(office.pool)).map(({ channelId }) => channelId).join(', ');
      return refuse('channel-unknown', { channelId: placed.channelId, known });
    }
    case 'unfit':
      return refusedFor(placed.problems);
    case 'refused':
      return refusedBy(placed.refusal, 422);
    case 'created':
    case 'unchanged':
    case 'different':
      return refuse('order-different', { externalId: placed.number, number: placed.number });
  }
}

function wordsOf(lang: 'en' | 'tr'): InvoiceWords {
  const words: Record<string, string> = lang === 'tr' ? tr : en;
  const named = Object.entries(words).flatMap(([key, text]) =>
    key.startsWith('invoice.') ? [[key.slice('invoice.'.length), text] as const] : [],
  );
  return Object.fromEntries(named) as InvoiceWords;
}
