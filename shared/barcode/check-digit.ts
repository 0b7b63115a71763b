// The GS1 mod-10 check digit, shared by GTIN-8/12/13/14, SSCC and GLN.
// It only computes and compares; what a number means is decided elsewhere.

/** Text of one or more decimal digits. */
const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);

/**
 * Check digit for a number without one: from the right, weights 3,1,3,1...; (10 - sum mod 10) mod 10
 * (GS1 General Specifications 7.9). Throws on anything but digits: callers validate at the door.
 */
export function checkDigitOf(body: string): string {
  if (!isDigits(body)) throw new RangeError('a check digit needs a body of digits');
  let sum = 0;
  for (let fromRight = 0; fromRight < body.length; fromRight += 1) {
    const digit = body.charCodeAt(body.length - 1 - fromRight) - 48;
    sum += fromRight % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** The number with its check digit behind it. */
export function withCheckDigit(body: string): string {
  return body + checkDigitOf(body);
}

/** True when the last digit is the check digit of the rest. False for anything but two or more digits. */
export function hasValidCheckDigit(digits: string): boolean {
  return digits.length >= 2 && isDigits(digits) && digits.endsWith(checkDigitOf(digits.slice(0, -1)));
}
