// Article numbers as scanned: which of EAN-13, UPC-A, UPC-E, EAN-8 and ITF-14 it is, and its one normal form.
// Never takes a number whose check digit is wrong, and never a company's own in-store number for a world GTIN.
import { checkDigitOf, hasValidCheckDigit } from './check-digit';

/** 14 digits with a valid check digit, padded on the left with zeros. */
export type Gtin14 = string & { readonly __brand: 'Gtin14' };

export type GtinReading =
  | { ok: true; gtin: Gtin14 }
  /** The symbol can only be a GTIN, and its check digit is wrong. */
  | { ok: false; why: 'check-digit' }
  | { ok: false; why: 'not-a-gtin' };

const notGtin: GtinReading = { ok: false, why: 'not-a-gtin' };

/**
 * Reads the digits of a retail or case symbol. `aim` is the AIM symbology identifier when the scanner sends one; it
 * alone tells UPC-E (8 digits in `]E0`) from EAN-8, an add-on from a number, and a check digit that was stripped.
 */
export function readGtin(text: string, aim: string | null): GtinReading {
  if (!/^[0-9]{6,18}$/.test(text)) return notGtin;
  switch (aim) {
    case ']E0':
      if (text.length === 8 || text.length === 7 || text.length === 6) return readUpcE(text);
      return text.length === 12 || text.length === 13 ? checked(text, true) : notGtin;
    case ']E3':
      return readWithAddOn(text);
    case ']E4':
      return text.length === 8 ? checked(text, true) : notGtin;
    case ']E1':
    case ']E2':
      return notGtin;
    case ']I0':
    case ']I1':
      return text.length === 14 ? checked(text, aim === ']I1') : notGtin;
    case ']I3':
      return text.length === 13 ? checked(text + checkDigitOf(text), true) : notGtin;
    default:
      return [8, 12, 13, 14].includes(text.length) ? checked(text, false) : notGtin;
  }
}

function checked(digits: string, mustBe: boolean): GtinReading {
  if (hasValidCheckDigit(digits)) return { ok: true, gtin: digits.padStart(14, '0') as Gtin14 };
  return mustBe ? { ok: false, why: 'check-digit' } : notGtin;
}

/** Main symbol with a 2- or 5-digit add-on behind it; a UPC-A main symbol may arrive without its leading zero. */
function readWithAddOn(text: string): GtinReading {
  const lengths: Record<number, number> = { 14: 12, 15: 13, 17: 12, 18: 13 };
  const main = lengths[text.length];
  return main === undefined ? notGtin : checked(text.slice(0, main), true);
}

/** UPC-E as number system + 6 digits + check digit, the check digit and then the number system left out. */
function readUpcE(text: string): GtinReading {
  const withSystem = text.length === 6 ? `0${text}` : text;
  const system = withSystem[0] ?? '';
  if (system !== '0' && system !== '1') return { ok: false, why: 'check-digit' };
  const body = expandUpcE(withSystem.slice(1, 7));
  const number = system + body;
  return checked(number + (withSystem[7] ?? checkDigitOf(number)), true);
}

/** The ten digits that zero suppression left out (GS1 General Specifications 5.2.2.4.2, UPC-E). */
function expandUpcE(six: string): string {
  const [a, b, c, d, e, last] = six.split('') as [string, string, string, string, string, string];
  switch (last) {
    case '0':
    case '1':
    case '2':
      return `${a}${b}${last}0000${c}${d}${e}`;
    case '3':
      return `${a}${b}${c}00000${d}${e}`;
    case '4':
      return `${a}${b}${c}${d}00000${e}`;
    default:
      return `${a}${b}${c}${d}${e}0000${last}`;
  }
}

/**
 * True for numbers a company gives inside its own walls: GTIN-13 with prefix 02, 04 or 20-29 (UPC number systems 2
 * and 4 among them) and GTIN-8 that begin with 0 or 2 (GS1 General Specifications 1.4, restricted circulation).
 */
export function isInStore(gtin: Gtin14): boolean {
  const short = /^0{6}([0-9])/.exec(gtin)?.[1];
  if (short !== undefined) return short === '0' || short === '2';
  return /^[0-9](?:0[24]|2[0-9])/.test(gtin);
}

/** 1 to 8 name a case of the item, 9 a variable measure, 0 the item itself. */
export function indicatorOf(gtin: Gtin14): number {
  return Number(gtin[0]);
}

export const gtinVerdicts = ['valid', 'in-store', 'wrong-check-digit', 'not-a-gtin'] as const;
export type GtinVerdict = (typeof gtinVerdicts)[number];

/** What a number looks like to somebody who decides about it: one of the right length and sum, of a wrong sum, or no GTIN. */
export function gtinVerdictOf(text: string, aim: string | null): GtinVerdict {
  const reading = readGtin(text, aim);
  if (reading.ok) return isInStore(reading.gtin) ? 'in-store' : 'valid';
  if (reading.why === 'check-digit') return 'wrong-check-digit';
  return /^(?:[0-9]{8}|[0-9]{12,14})$/.test(text) ? 'wrong-check-digit' : 'not-a-gtin';
}
