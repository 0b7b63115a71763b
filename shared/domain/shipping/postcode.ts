// Parts of a country by postcode, as tariffs name them: `IV` or `BT9` is how a postcode begins, `34000-34999` a range of
// numbers. Letters alone are a whole area: `B` is Birmingham (B1, B99) and not Belfast (BT1).
import { z } from 'zod';

const area = z
  .string()
  .max(21)
  .regex(/^([A-Z0-9]{1,10}|[0-9]{1,10}-[0-9]{1,10})$/);
export const postcodeAreasSchema = z.array(area).min(1).max(5000);

/** Without what people write between: capitals and digits. */
export function plainPostcode(postcode: string | null): string {
  return (postcode ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/**
 * How narrowly the areas name this postcode: the length of the longest match, 0 for none. A range counts as the digits
 * that both its ends share, and one more.
 */
export function areaMatch(areas: readonly string[], postcode: string): number {
  let best = 0;
  for (const each of areas) best = Math.max(best, matchOf(each, postcode));
  return best;
}

function matchOf(each: string, postcode: string): number {
  const [from = '', to] = each.split('-');
  if (to !== undefined) {
    const digits = postcode.slice(0, from.length);
    if (!/^\d+$/.test(digits) || digits.length !== from.length || from.length !== to.length) return 0;
    if (digits < from || digits > to) return 0;
    let shared = 0;
    while (shared < from.length && from[shared] === to[shared]) shared += 1;
    return Math.min(from.length, shared + 1);
  }
  if (!postcode.startsWith(each)) return 0;
  const isArea = /^[A-Z]+$/.test(each);
  if (isArea && /^[A-Z]/.test(postcode.slice(each.length))) return 0;
  return each.length;
}
