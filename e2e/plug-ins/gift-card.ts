// A way to pay of your own: gift cards of a shop, with books of their own. Name the built file in WAYBILL_PLUG_INS. It imports
// types only. Real books are in a database; what was answered under a key has to be kept with them.
import type { PlugIn } from '../../server/plug-ins';
import type { ProviderAnswer, ProviderKind } from '../../server/services/payments/providers/provider';
import type { Ask, Payment } from '../../shared/domain/payment/payment';

const done: ProviderAnswer = { kind: 'done', seen: null };

/** @param cards what is left on each card, in minor units */
export function giftCards(cards: Map<string, number>): ProviderKind {
  /** Keys that were answered before: asked again, nothing moves. */
  const answered = new Map<string, ProviderAnswer>();
  const move = (payment: Payment, amountMinor: number): ProviderAnswer => {
    const left = cards.get(payment.token ?? '');
    if (left === undefined) return { kind: 'refused', reason: 'card-unknown', seen: null };
    if (left + amountMinor < 0) return { kind: 'refused', reason: 'not-enough-left', seen: null };
    cards.set(payment.token ?? '', left + amountMinor);
    return done;
  };
  const act = (payment: Payment, ask: Ask): ProviderAnswer => {
    switch (ask.kind) {
      // The money leaves the card at once, and what is not needed goes back on it.
      case 'authorise':
        return move(payment, -ask.amountMinor);
      case 'capture':
      case 'receive':
        return done;
      case 'void':
      case 'refund':
        return move(payment, ask.amountMinor);
      case 'link':
        return { kind: 'refused', reason: 'no-pages', seen: null };
    }
  };
  return {
    method: 'gift-card',
    waitsForMoney: false,
    capturesByItself: true,
    secretNames: [],
    open: () => ({
      look: () => Promise.resolve(null),
      perform: (payment, ask) => {
        const answer = answered.get(ask.key) ?? act(payment, ask);
        answered.set(ask.key, answer);
        return Promise.resolve(answer);
      },
    }),
  };
}

/** Cards as the shop has sold them; here two that are always there. */
const sold = new Map([
  ['GIFT-1', 1000],
  ['GIFT-9', 50_000],
]);

export const plugIn: PlugIn = () => ({ payments: [giftCards(sold)] });
