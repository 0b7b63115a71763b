// Amounts as people type them, in English and Turkish: "1250", "12.50", "12,50", "1.250,50", "1,250.50". What could mean two
// things ("1,250") is not guessed at: it is no amount, and whoever typed it is asked again.
import { minorDigitsOf, parseDecimal } from './money';

/** @returns minor units, or null for what cannot be read or has more digits than the currency has */
export function readAmount(text: string, currency: string): number | null {
  const plain = plainOf(text.replace(/[\s\u00a0\u202f]/g, ''));
  if (plain === null) return null;
  const digits = plain.split('.')[1]?.length ?? 0;
  return digits > minorDigitsOf(currency) ? null : parseDecimal(plain, currency);
}

/** As it stands in a field to be changed: `12.50`. */
export function amountText(amountMinor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

function plainOf(text: string): string | null {
  const [first, second] = [text.search(/[.,]/), Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))];
  if (first < 0 || first === second) return text.replace(',', '.');
  const decimal = text[second] ?? '.';
  const thousands = decimal === '.' ? ',' : '.';
  const sign = decimal === '.' ? /^-?\d{1,3}(,\d{3})+\.\d*$/ : /^-?\d{1,3}(\.\d{3})+,\d*$/;
  if (!sign.test(text)) return null;
  return text.replaceAll(thousands, '').replace(decimal, '.');
}
