// The page of the link in a mail about a cart that was left alone: what is in it, and one button that holds it again. Only
// the button does so, because mail programs open links by themselves.
import type { Cart } from '../../shared/domain/cart/cart';
import { cartTotalMinor, heldUnits } from '../../shared/domain/cart/cart';
import type { MailLanguage } from '../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../shared/domain/mail/template';
import { say, sayMoney } from '../services/mail/mail-words';
import { customerPage, paragraph, type Reach } from './customer-page';

/** @param isBack the button was pressed just now */
export function cartPage(
  language: MailLanguage,
  cart: Cart,
  isBack: boolean,
  nowMs: number,
  reach: Reach,
): string {
  return customerPage(
    language,
    say(language, 'customer.cart.title'),
    [...goods(language, cart), ...next(language, cart, isBack, nowMs)].join('\n'),
    reach,
  );
}

function goods(language: MailLanguage, cart: Cart): string[] {
  return [
    '<ul>',
    ...cart.lines.map(
      ({ name, quantity, unitPriceMinor }) =>
        `<li>${quantity} × ${escapeHtml(name)} · ${escapeHtml(sayMoney(language, quantity * unitPriceMinor, cart.currency))}</li>`,
    ),
    '</ul>',
    paragraph(
      say(language, 'customer.cart.total', {
        total: sayMoney(language, cartTotalMinor(cart), cart.currency),
      }),
    ),
  ];
}

function next(language: MailLanguage, cart: Cart, isBack: boolean, nowMs: number): string[] {
  if (cart.state === 'ordered') return [paragraph(say(language, 'customer.cart.ordered'))];
  if (cart.state === 'removed' || cart.state === 'expired')
    return [paragraph(say(language, 'customer.cart.over'))];
  if (!isBack && cart.state === 'abandoned')
    return [
      `<form method="post"><p><button type="submit">${escapeHtml(say(language, 'customer.cart.restore'))}</button></p></form>`,
    ];
  const short = cart.lines.filter(({ sku }) => heldUnits(cart.holds, sku) < wantedOf(cart, sku));
  const minutes = Math.max(0, Math.ceil((Date.parse(cart.heldUntil ?? '') - nowMs) / 60_000)) || 0;
  return [
    ...(cart.holds.length > 0 ? [paragraph(say(language, 'customer.cart.held', { minutes }))] : []),
    ...(cart.heldUntil !== null && short.length > 0
      ? [paragraph(say(language, 'customer.cart.short', { names: short.map(({ name }) => name).join(', ') }))]
      : []),
    ...(cart.restoreUrl === null
      ? []
      : [
          `<p><a href="${escapeHtml(cart.restoreUrl)}">${escapeHtml(say(language, 'customer.cart.shop'))}</a></p>`,
        ]),
  ];
}

function wantedOf({ lines }: Cart, sku: string): number {
  return lines.reduce((sum, line) => (line.sku === sku ? sum + line.quantity : sum), 0);
}
