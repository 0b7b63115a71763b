// What a file tells of products that the catalogue may not know: the name most lines give them and the price most
// lines have. Only lines that sell count. Keeps one entry a product, so memory follows the catalogue, not the file.
import { chargeKindOf, invoiceKindOf } from '../../../shared/domain/channel/online-retail';
import { parseDecimal } from '../../../shared/money/money';

export type ProductTold = { sku: string; name: string; priceMinor: number };

export type ProductsTold = {
  /** One line's fields as text. */
  hear: (
    invoice: string,
    sku: string,
    name: string,
    quantity: string,
    price: string,
    customer: string,
  ) => void;
  list: (currency: string) => ProductTold[];
};

/** A file that names more is no order file of one company; products beyond are left to a person. */
const maxProducts = 300_000;
const maxVariants = 12;

type Tally = { counts: Map<string, number>; last: string; run: number };
type Counts = { names: Tally; prices: Tally };

export function hearProducts(): ProductsTold {
  const heard = new Map<string, Counts>();
  return {
    hear: (invoice, skuText, nameText, quantity, price, customer) => {
      if (quantity.charCodeAt(0) === minusSign || invoiceKindOf(invoice) !== 'sale') return;
      const isPriced = /[1-9]/.test(price);
      if (!isPriced && customer === '') return;
      const sku = skuText.trim();
      if (sku === '' || sku.length > 64 || chargeKindOf(sku) !== null) return;
      let counts = heard.get(sku);
      if (!counts) {
        if (heard.size >= maxProducts) return;
        counts = { names: newTally(), prices: newTally() };
        heard.set(own(sku), counts);
      }
      const name = nameText.trim();
      if (name !== '') count(counts.names, name);
      if (isPriced) count(counts.prices, price);
    },
    list: (currency) =>
      [...heard].map(([sku, { names, prices }]) => ({
        sku,
        name: (mostFrequent(names) ?? sku).slice(0, 200),
        priceMinor: Math.max(0, parseDecimal((mostFrequent(prices) ?? '0').replace(',', '.'), currency) ?? 0),
      })),
  };
}

const minusSign = 45;

function newTally(): Tally {
  return { counts: new Map(), last: '', run: 0 };
}

/** Most lines repeat what the line before said of the product; comparing is cheaper than looking up. */
function count(tally: Tally, text: string): void {
  if (text === tally.last) {
    tally.run += 1;
    return;
  }
  settle(tally);
  tally.last = own(text);
  tally.run = 1;
}

function settle(tally: Tally): void {
  const before = tally.counts.get(tally.last);
  if (before !== undefined) tally.counts.set(tally.last, before + tally.run);
  else if (tally.run > 0 && tally.counts.size < maxVariants) tally.counts.set(tally.last, tally.run);
  tally.run = 0;
}

/** A copy that does not keep the piece of the file alive that it was cut from. */
function own(text: string): string {
  return Buffer.from(text).toString();
}

function mostFrequent(tally: Tally): string | undefined {
  settle(tally);
  let best: string | undefined;
  let most = 0;
  for (const [text, times] of tally.counts) {
    if (times > most || (times === most && best !== undefined && text < best)) {
      best = text;
      most = times;
    }
  }
  return best;
}
