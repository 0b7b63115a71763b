// The page of the link in a mail about a quote: what is offered, for how much and until when; and a yes or a no. Only the
// buttons answer, because mail programs open links by themselves.
import type { MailLanguage } from '../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../shared/domain/mail/template';
import { price } from '../../shared/domain/pricing/price';
import type { Quote } from '../../shared/domain/quote/quote';
import { say, sayDay, sayMoney } from '../services/mail/mail-words';
import { customerPage, paragraph, type Reach } from './customer-page';

/** `failed`: it was accepted and could not be turned into an order. */
export type QuoteMoment = { at: string; failed: boolean };

export function quotePage(language: MailLanguage, quote: Quote, moment: QuoteMoment, reach: Reach): string {
  const title = say(language, 'customer.quote.title', { number: quote.number });
  const body = [...offer(language, quote), ...next(language, quote, moment)].join('\n');
  return customerPage(language, title, body, reach);
}

function offer(language: MailLanguage, quote: Quote): string[] {
  const { lines, discountMinor, shippingMinor, taxIncluded, currency, note } = quote;
  const priced = price({ lines, discountMinor, shippingMinor, taxIncluded });
  const money = (minor: number): string => sayMoney(language, minor, currency);
  const sum = (key: 'discount' | 'shipping' | 'tax', minor: number): string[] =>
    minor === 0 ? [] : [paragraph(say(language, `customer.quote.${key}`, { amount: money(minor) }))];
  return [
    '<ul>',
    ...lines.map(
      ({ name, quantity, unitPriceMinor, discountMinor: off }) =>
        `<li>${quantity} × ${escapeHtml(name)} · ${escapeHtml(money(quantity * unitPriceMinor - off))}</li>`,
    ),
    '</ul>',
    ...sum('discount', discountMinor),
    ...sum('shipping', shippingMinor),
    ...sum('tax', priced.taxMinor),
    `<p><strong>${escapeHtml(say(language, 'customer.quote.total', { total: money(priced.totalMinor) }))}</strong></p>`,
    paragraph(
      say(language, 'customer.quote.terms', {
        day: sayDay(language, quote.validUntil),
        days: quote.termsDays,
      }),
    ),
    ...(note === null ? [] : [paragraph(note)]),
  ];
}

function next(language: MailLanguage, quote: Quote, { at, failed }: QuoteMoment): string[] {
  if (failed) return [`<p class="wrong">${escapeHtml(say(language, 'customer.quote.failed'))}</p>`];
  const told = (key: 'ordered' | 'declined' | 'over'): string[] => [
    `<p role="status">${escapeHtml(say(language, `customer.quote.${key}`))}</p>`,
  ];
  if (quote.state === 'ordered' || quote.state === 'accepted') return told('ordered');
  if (quote.state === 'declined') return told('declined');
  if (quote.state !== 'sent' || at > quote.validUntil) return told('over');
  const words = (key: 'accept' | 'decline' | 'reason'): string =>
    escapeHtml(say(language, `customer.quote.${key}`));
  return [
    `<form method="post"><p><button type="submit" name="answer" value="yes">${words('accept')}</button></p></form>`,
    `<form method="post"><fieldset><legend>${words('decline')}</legend>`,
    `<label>${words('reason')} <input type="text" name="reason" maxlength="300" required></label>`,
    `<p><button type="submit" name="answer" value="no">${words('decline')}</button></p></fieldset></form>`,
  ];
}
