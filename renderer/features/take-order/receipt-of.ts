// The receipt of an order in the words and the figures of the operator's language. The same order gives the same receipt.
import type { IntlShape } from 'react-intl';
import { maxOwnCodePayload, ownCode } from '../../../shared/barcode/own-code';
import { documentNumber } from '../../../shared/domain/numbers/series';
import { orderLinesOf } from '../../../shared/domain/stock/station-order';
import type { LabelParty } from '../../../shared/label/model';
import type { WholeReceipt } from '../../../shared/label/receipt-pages';
import type { TextKey, TextValues } from '../../../shared/text/text-key';
import { formatMoment, formatMoney } from '../../app/formatters';
import type { TakenOp } from './taken-order';

export type ReceiptFacts = {
  taken: TakenOp;
  company: LabelParty;
  /** Names of its products, by SKU; one that is not known stands as its SKU. */
  names: ReadonlyMap<string, string>;
};

export function receiptOf({ taken, company, names }: ReceiptFacts, intl: IntlShape): WholeReceipt {
  const { at, order } = taken;
  const say = (id: TextKey, values?: TextValues): string => intl.formatMessage({ id }, values);
  const money = (amountMinor: number): string => formatMoney(intl, { amountMinor, currency: order.currency });
  const number = documentNumber(order.series, order.number);
  const lines = orderLinesOf(order);
  const totalMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  return {
    kind: 'receipt',
    company,
    title: say(order.payment === 'cash' ? 'receipt.title.paid' : 'receipt.title.open'),
    orderNumber: number,
    barcode: number.length <= maxOwnCodePayload ? ownCode('order', number) : number,
    orderWords: say('receipt.order', { number }),
    facts: [
      formatMoment(intl, at),
      say('receipt.for', { name: order.shipTo.name }),
      say(`receipt.payment.${order.payment}`),
    ],
    lines: lines.map(({ sku, quantity, unitPriceMinor }) => ({
      text: (names.get(sku) ?? sku).slice(0, 200),
      each: say('receipt.each', { quantity: intl.formatNumber(quantity), price: money(unitPriceMinor) }),
      amount: money(quantity * unitPriceMinor),
    })),
    total: { name: say('receipt.total', { currency: order.currency }), amount: money(totalMinor) },
    goesOn: say('receipt.goes-on'),
  };
}
