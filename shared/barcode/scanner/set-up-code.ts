// The codes that a station shows so that a scanner can be learned from one scan: GS1 symbols of known data, two company
// fields (identifiers 91 and 92) with the separator between them, which is what scanners send in so many ways.
import { groupSeparator } from '../gs1/element-strings';

/** Data in front of the separator and behind it. Both begin with two digits, so that they stand out in what is heard. */
export type SetUpCode = { id: 'square' | 'bars'; front: string; back: string };

/** Every printable sign of ASCII, for scanners that read a Data Matrix. */
const square: SetUpCode = {
  id: 'square',
  front: '91ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  back: '920123456789 !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/** Short enough for a laser that reads bars only: capitals, small letters and the signs that layouts move. */
const bars: SetUpCode = { id: 'bars', front: '91QaZ', back: '92yW-/?' };

export const setUpCodes: readonly SetUpCode[] = [square, bars];

/** What the symbol holds, as a scanner that is right sends it. */
export function dataOf({ front, back }: SetUpCode): string {
  return front + groupSeparator + back;
}
