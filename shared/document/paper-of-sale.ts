// The receipt of goods that were sold over the counter and taken away: what, for how much, when, under which number.
import type { PaperFormat } from '../domain/document/paper-rules';
import type { Paper } from './paper';
import { type PaperGoods, paperLines, type PaperPlace, startPaper } from './paper-parts';
import type { PaperVoice } from './paper-words';

export type SalePaperFacts = PaperPlace & {
  /** The document number of the sale. */
  number: string;
  at: string;
  currency: string;
  goods: readonly PaperGoods[];
};

/** Without a total where a price is not known here: what a customer was asked for is then nowhere but in the till. */
export function paperOfSale(
  format: PaperFormat,
  { number, at, currency, goods, ...place }: SalePaperFacts,
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
      ...(totalMinor === null
        ? []
        : [{ name: say('paper.total', { currency }), amount: money(totalMinor, currency) }]),
    ],
    gift: null,
    foot: [say('paper.foot.receipt')],
  };
}
