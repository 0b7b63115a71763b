// The papers of a whole order as head office shows and prints them, with its prices: what is charged beside goods stands below
// them, and the last sum is the total of the order. What goes into the box of a gift shows no price.
import type { AskedPaper, OrderPaperKind } from '../domain/document/paper-rules';
import type { Order } from '../domain/order/order';
import { orderTotalMinor } from '../domain/order/status';
import type { Paper } from './paper';
import { paperLines, type PaperPlace, receiver, startPaper } from './paper-parts';
import type { PaperVoice } from './paper-words';

export function paperOfOrder(
  asked: AskedPaper & { kind: OrderPaperKind },
  { order, channelName, ...place }: PaperPlace & { order: Order; channelName: string },
  voice: PaperVoice,
): Paper {
  const { number, currency, giftMessage, shipTo, placedAt, charges } = order;
  const { say, money } = voice;
  const isGift = Boolean(giftMessage) && asked.kind !== 'receipt';
  const showsPrices = asked.kind !== 'delivery-note' && !isGift;
  const goods = order.lines
    .map((line) => ({ ...line, quantity: line.ordered - line.cancelled }))
    .filter(({ quantity }) => quantity > 0)
    .map(({ sku, name, quantity, unitPriceMinor }) => ({
      sku,
      name,
      quantity,
      unitPriceMinor: showsPrices ? unitPriceMinor : null,
    }));
  const units = goods.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    ...startPaper(asked, { number, orderNumber: number }, place, voice),
    to: receiver(shipTo, voice),
    facts: [
      { name: say('paper.fact.order'), value: number },
      { name: say('paper.fact.ordered'), value: voice.moment(placedAt, place.timeZone) },
      { name: say('paper.fact.channel'), value: channelName },
    ],
    lines: paperLines(goods, currency, voice),
    sums: showsPrices
      ? [
          ...charges.slice(0, 50).map(({ name, code, amountMinor }) => ({
            name: name || code,
            amount: money(amountMinor, currency),
          })),
          { name: say('paper.total', { currency }), amount: money(orderTotalMinor(order), currency) },
        ]
      : [{ name: say('paper.units'), amount: voice.count(units) }],
    gift: isGift && giftMessage ? { title: say('paper.gift'), message: giftMessage } : null,
    foot: asked.kind === 'delivery-note' ? [say('paper.foot.taken-over')] : [],
  };
}
