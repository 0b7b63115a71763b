// The number of a return: eight digits and the check digit of GS1, so that one mistyped or two swapped digits are noticed.
// Printed as an own code (WBR...) and typed as `1234 5678 2`.
import { checkDigitOf, hasValidCheckDigit } from '../../barcode/check-digit';

const bodyDigits = 8;

/** @param seed any whole number that is not negative; numbers that differ by less than 100 million differ here */
export function returnNumberOf(seed: number): string {
  const body = String(seed % 10 ** bodyDigits).padStart(bodyDigits, '0');
  return body + checkDigitOf(body);
}

/** The number a person typed or read out, whatever stands between its digits; null when it is none. */
export function readReturnNumber(text: string): string | null {
  const digits = text.replaceAll(/[\s.-]/g, '');
  return /^\d{9}$/.test(digits) && hasValidCheckDigit(digits) ? digits : null;
}

export function shownReturnNumber(number: string): string {
  return `${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`;
}
