// The two North American coupon codes that are carried by identifiers 8110 and 8112: digits, many of which say how many follow.
// Sources: "North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols" (GS1 US), "GS1 AI (8112) Coupon Data
// Specification".
import { isDate } from './dates';

/** Digits, read from the left; the first thing that is wrong stops it. */
class Digits {
  #rest: string;

  constructor(data: string) {
    this.#rest = data;
  }

  get isOver(): boolean {
    return this.#rest === '';
  }

  /** Nothing, where there are fewer. */
  take(count: number): string | null {
    if (this.#rest.length < count) return null;
    const taken = this.#rest.slice(0, count);
    this.#rest = this.#rest.slice(count);
    return taken;
  }

  /** One digit that must be among these. */
  one(among: RegExp): boolean {
    return among.test(this.take(1) ?? '');
  }

  /** A digit that says how long the next field is, and that field. @param more what is added to the digit */
  counted(among: RegExp, more: number): boolean {
    const count = this.take(1);
    return count !== null && among.test(count) && this.take(Number(count) + more) !== null;
  }

  begins(with_: string): boolean {
    if (!this.#rest.startsWith(with_)) return false;
    this.#rest = this.#rest.slice(with_.length);
    return true;
  }
}

const companyPrefix = (digits: Digits): boolean => digits.counted(/[0-6]/, 6);
const saveValue = (digits: Digits): boolean => digits.counted(/[1-5]/, 0);
/** How much must be bought, in what way it is counted, of which family. */
const purchase = (digits: Digits): boolean =>
  digits.counted(/[1-5]/, 0) && digits.one(/[0-49]/) && digits.take(3) !== null;
/** 9: the company is that of the first purchase. */
const furtherPurchase = (digits: Digits): boolean =>
  purchase(digits) && (digits.begins('9') || companyPrefix(digits));

/** Identifier 8110. */
export function isCoupon(data: string): boolean {
  if (!/^[0-9]+$/.test(data)) return false;
  const digits = new Digits(data);
  if (!companyPrefix(digits) || digits.take(6) === null || !saveValue(digits) || !purchase(digits))
    return false;
  if (digits.begins('1') && !(digits.one(/[0-3]/) && furtherPurchase(digits))) return false;
  if (digits.begins('2') && !furtherPurchase(digits)) return false;
  const until = digits.begins('3') ? digits.take(6) : '';
  if (until === null || (until !== '' && !isDate(until, false))) return false;
  const from = digits.begins('4') ? digits.take(6) : '';
  if (from === null || (from !== '' && !isDate(from, false))) return false;
  if (from !== '' && until !== '' && until < from) return false;
  if (digits.begins('5') && !digits.counted(/[0-9]/, 6)) return false;
  if (digits.begins('6') && !digits.counted(/[1-7]/, 6)) return false;
  if (
    digits.begins('9') &&
    !(digits.one(/[01256]/) && digits.one(/[0-2]/) && digits.one(/[0-9]/) && digits.one(/[01]/))
  )
    return false;
  return digits.isOver;
}

/** Identifier 8112. */
export function isPositiveOffer(data: string): boolean {
  if (!/^[0-9]+$/.test(data)) return false;
  const digits = new Digits(data);
  return (
    digits.one(/[01]/) &&
    companyPrefix(digits) &&
    digits.take(6) !== null &&
    digits.counted(/[0-9]/, 6) &&
    digits.isOver
  );
}
