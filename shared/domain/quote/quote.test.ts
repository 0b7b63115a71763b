import { describe, expect, it } from 'vitest';
import { expectValues } from '../refusal-values.test-kit';
import { invoiceNumber, invoiceOf, invoiceSeries } from '../invoice/invoice';
import { price } from '../pricing/price';
import { decideQuote } from './decide';
import type { QuoteCommand } from './quote';
import { quoteColumns, quoteCommands, quoteIn, quoteTable, tooLate } from './quote.test-kit';

describe('every command in every state', () => {
  const cells = Object.entries(quoteTable).flatMap(([type, row]) =>
    quoteColumns.map((column) => [type, column, row[column]] as const),
  );
  it.each(cells)('%s when %s', (type, column, cell) => {
    const decision = decideQuote(
      column === 'none' ? null : quoteIn[column],
      quoteCommands[type as QuoteCommand['type']],
    );
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map((event) => event.type) : decision.refusal.code).toEqual(cell);
  });
});

describe('the last instant of a quote', () => {
  it('still counts, the next does not, and the timer never comes early', () => {
    expect(
      decideQuote(quoteIn.sent, { type: 'AcceptQuote', at: quoteIn.sent.validUntil, by: 'customer' }),
    ).toMatchObject({
      ok: true,
    });
    expect(decideQuote(quoteIn.sent, { type: 'AcceptQuote', at: tooLate, by: 'customer' })).toMatchObject({
      ok: false,
    });
    expect(decideQuote(quoteIn.sent, { type: 'ExpireQuote', at: quoteIn.sent.validUntil })).toEqual({
      ok: true,
      events: [],
    });
  });
  it('has lines when it is sent', () => {
    expect(decideQuote({ ...quoteIn.draft, lines: [] }, quoteCommands.SendQuote)).toMatchObject({
      refusal: { code: 'quote-empty' },
    });
  });
});

describe('its invoice', () => {
  it('is due by the terms, and adds up to what was quoted', () => {
    const quote = quoteIn.accepted;
    const invoice = invoiceOf(quote, price(quote), {
      number: invoiceNumber(invoiceSeries('2026-05-04T10:00:00.000Z'), 12),
      orderId: quoteIn.ordered.orderId as never,
      orderNumber: 'Q-1',
      issuedAt: '2026-05-04T10:00:00.000Z',
    });
    expect(invoice).toMatchObject({
      number: 'INV-2026-000012',
      dueAt: '2026-06-03T10:00:00.000Z',
      totalMinor: 5000,
      taxMinor: 833,
    });
    expect(invoice.lines.reduce((sum, line) => sum + line.totalMinor, 0)).toBe(invoice.totalMinor);
  });
});
