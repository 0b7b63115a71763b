// The receipt of goods that were sold over the counter and taken away: what, for how much, when, under which number.
import type { PaperFormat } from '../domain/document/paper-rules';
import { changeOf, type SalePayment, type TaxPart } from '../domain/stock/counter-sale';
import type { Paper } from './paper';
import { type PaperGoods, paperLines, type PaperPlace, startPaper } from './paper-parts';
import type { PaperVoice } from './paper-words';

export type SalePaperFacts = PaperPlace & {
  /** The document number of the sale. */
  number: string;
  at: string;
  currency: string;
  goods: readonly PaperGoods[];
  /** Null: nobody said how it was paid. */
  paid: SalePaid | null;
};

/** What it came to, the tax within it by rate, and how it was paid. */
export type SalePaid = { totalMinor: number; taxes: readonly TaxPart[]; payment: SalePayment };

/** Without a total where a price is not known here: what a customer was asked for is then nowhere but in the till. */
export function paperOfSale(
  format: PaperFormat,
  { number, at, currency, goods, paid, ...place }: SalePaperFacts,
  voice: PaperVoice,
): Paper {
  const { say, money } = voice;
  const amounts = goods.map(({ quantity, unitPriceMinor }) =>
    unitPriceMinor === null ? null : quantity * unitPriceMinor,
  );
  const totalMinor = amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
  const taxes = (paid?.taxes ?? []).filter(({ ppm }) => ppm > 0);
  const units = goods.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    ...startPaper({ kind: 'receipt', format }, { number, orderNumber: number }, place, voice),
    // No order is found by the number of a sale.
    barcode: number,
    to: null,
    facts: [
      { name: say('paper.fact.number'), value: number },
      { name: say('paper.fact.date'), value: voice.moment(at, place.timeZone) },
    ],
    lines: paperLines(goods, currency, voice),
    sums: [
      { name: say('paper.units'), amount: voice.count(units) },
      ...taxes.map(({ ppm, grossMinor, taxMinor }) => ({
        name: say('paper.tax', { rate: ppm / 10_000, net: money(grossMinor - taxMinor, currency) }),
        amount: money(taxMinor, currency),
      })),
      ...(totalMinor === null
        ? []
        : [{ name: say('paper.total', { currency }), amount: money(totalMinor, currency) }]),
    ],
    gift: null,
    foot: [...(paid ? [paidWords(paid, currency, voice)] : []), say('paper.foot.receipt')],
  };
}

function paidWords({ payment, totalMinor }: SalePaid, currency: string, { say, money }: PaperVoice): string {
  if (payment.method === 'card')
    return payment.reference === ''
      ? say('paper.foot.card')
      : say('paper.foot.card-slip', { reference: payment.reference });
  return say('paper.foot.cash', {
    tendered: money(payment.tenderedMinor, currency),
    change: money(changeOf(payment, totalMinor), currency),
  });
}
