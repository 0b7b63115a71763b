// Amounts as EN 16931 writes them: two places at most, in every currency.
import { minorDigitsOf } from '../../../shared/money/money';

const mostPlaces = 2;

/** Whether an amount can be said without being rounded: 1.250 KWD can, 1.255 cannot (BR-DEC). */
export function canBeSaid(minor: number, currency: string): boolean {
  return minor % 10 ** Math.max(0, minorDigitsOf(currency) - mostPlaces) === 0;
}

export function amountText(minor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  return (minor / 10 ** digits).toFixed(Math.min(digits, mostPlaces));
}
