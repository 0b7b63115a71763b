// Article numbers for goods that carry none: GTIN-13 in the range GS1 leaves to each company for use inside its own
// walls (prefixes 20 to 29, GS1 General Specifications 1.4). The same SKU always gives the same number.
// Never make one for goods that have a number of their own.
import { withCheckDigit } from '../../barcode/check-digit';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixSigns = letters.length + 1;

/**
 * The in-store number of a SKU. Five digits with up to two letters behind them ("85123A") map one to one under prefix
 * 20, upper and lower case apart; any other SKU is hashed under 21 to 29, where two could meet: the caller asks for the
 * next `attempt` (0, 1, 2 ...) until the number is free.
 */
export function inStoreGtin(sku: string, attempt = 0): string {
  const match = /^([0-9]{5})([A-Za-z]{0,2})$/.exec(sku);
  if (match && attempt === 0) {
    let suffix = 0;
    for (const sign of match[2] ?? '') suffix = suffix * suffixSigns + letters.indexOf(sign) + 1;
    return withCheckDigit(`20${match[1]}${String(suffix).padStart(5, '0')}`);
  }
  const hash = fnv1a64(`${attempt}\u0000${sku}`);
  const prefix = 21 + Number(hash % 9n);
  return withCheckDigit(`${prefix}${String((hash / 9n) % 10_000_000_000n).padStart(10, '0')}`);
}

/** FNV-1a, 64 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash;
}
