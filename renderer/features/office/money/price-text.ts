// Price lists and tax rules as they are typed or pasted from a sheet, one price or rate a line; and read back, with the line
// that cannot be read and why.
import { skuSchema } from '../../../../shared/domain/ids';
import {
  mostPrices,
  type PriceList,
  priceListSchema,
  type TaxRule,
  taxRuleSchema,
} from '../../../../shared/domain/pricing/price-list';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';

/** Where it is wrong: the line from 1 on, what stands there, and which part of it. */
export type WrongLine = {
  line: number;
  text: string;
  part: 'columns' | 'sku' | 'quantity' | 'price' | 'country' | 'tag' | 'percent' | 'twice' | 'many';
};

type Read<Value> = { ok: true; value: Value } | { ok: false; wrong: WrongLine };
type Line = { line: number; text: string; parts: string[] };

const linesOf = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .map((each, at) => ({ line: at + 1, text: each.trim(), parts: partsOf(each) }))
    .filter((each) => each.text !== '');

/** Commas part a line only where it has neither of the others: they also stand in amounts. */
function partsOf(line: string): string[] {
  const parting = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
  return line.split(parting).map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
}

export function pricesText({ prices, currency }: Pick<PriceList, 'prices' | 'currency'>): string {
  return prices
    .map(({ sku, fromQuantity, unitPriceMinor }) =>
      [sku, fromQuantity, amountText(unitPriceMinor, currency)].join('; '),
    )
    .join('\n');
}

/** A first line without any figure is a heading. */
export function readPrices(text: string, currency: string): Read<PriceList['prices']> {
  const lines = linesOf(text);
  if (lines[0] && lines[0].parts.length > 1 && !/\d/.test(lines[0].text)) lines.shift();
  const prices: PriceList['prices'] = [];
  const known = new Set<string>();
  for (const { line, text: written, parts } of lines) {
    const fault = (part: WrongLine['part']): Read<never> => ({
      ok: false,
      wrong: { line, text: written, part },
    });
    if (parts.length < 2 || parts.length > 3) return fault('columns');
    const [sku = '', second = '', third] = parts;
    const fromQuantity = third === undefined ? '1' : second;
    const unitPriceMinor = readAmount(third ?? second, currency);
    const product = skuSchema.safeParse(sku);
    if (!product.success) return fault('sku');
    if (!/^[1-9]\d{0,5}$/.test(fromQuantity)) return fault('quantity');
    if (unitPriceMinor === null || unitPriceMinor < 0) return fault('price');
    const key = `${sku}\n${fromQuantity}`;
    if (known.has(key)) return fault('twice');
    known.add(key);
    if (prices.length >= mostPrices) return fault('many');
    prices.push({ sku: product.data, fromQuantity: Number(fromQuantity), unitPriceMinor });
  }
  const checked = priceListSchema.shape.prices.safeParse(prices);
  return checked.success
    ? { ok: true, value: checked.data }
    : { ok: false, wrong: { line: 1, text: checked.error.issues[0]?.message ?? '', part: 'price' } };
}

export function ratesText({ rates }: Pick<TaxRule, 'rates'>): string {
  return rates
    .map(({ countries, productTag, taxPpm }) =>
      [countries.join(' '), productTag ?? '*', `${taxPpm / 10_000} %`].join('; '),
    )
    .join('\n');
}

/** `GB IE; *; 20 %`: the countries, the tag of the products (`*`: all), the tax. The first line that fits counts. */
export function readRates(text: string): Read<TaxRule['rates']> {
  const rates: TaxRule['rates'] = [];
  for (const { line, text: written, parts } of linesOf(text)) {
    const fault = (part: WrongLine['part']): Read<never> => ({
      ok: false,
      wrong: { line, text: written, part },
    });
    if (parts.length !== 3) return fault('columns');
    const [places = '', tag = '', percent = ''] = parts;
    const countries = places
      .toUpperCase()
      .split(/[\s,]+/)
      .filter((each) => each !== '');
    if (countries.length === 0 || !countries.every((each) => /^([A-Z]{2}|\*)$/.test(each)))
      return fault('country');
    const figure = /^(\d{1,3}(?:[.,]\d{1,4})?)\s*%?$/.exec(percent)?.[1];
    const taxPpm = figure === undefined ? null : Math.round(Number(figure.replace(',', '.')) * 10_000);
    if (taxPpm === null || taxPpm > 1_000_000) return fault('percent');
    const productTag = tag === '' || tag === '*' ? null : tag;
    const rate = taxRuleSchema.shape.rates.element.safeParse({ countries, productTag, taxPpm });
    if (!rate.success) return fault('tag');
    rates.push(rate.data);
  }
  return { ok: true, value: rates };
}
