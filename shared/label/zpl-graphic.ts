// A bitmap as the data of `^GFA`: hexadecimal with ZPL's own run lengths.
// Runs: G..Y stand for 1..19 repeats, g..z for 20..400; `,` fills a row with white, `!` with black, `:` repeats
// the row above (ZPL II guide, "Alternative Data Compression Scheme").
import type { Bitmap } from './bitmap';

const runLetters = (count: number): string => {
  let letters = '';
  let left = count;
  for (; left >= 400; left -= 400) letters += 'z';
  if (left >= 20) letters += String.fromCharCode(0x67 + Math.floor(left / 20) - 1);
  if (left % 20 > 0) letters += String.fromCharCode(0x47 + (left % 20) - 1);
  return letters;
};

const squeezedRow = (hex: string): string => {
  let squeezed = '';
  for (let at = 0; at < hex.length; ) {
    const nibble = hex.charAt(at);
    let end = at + 1;
    while (end < hex.length && hex.charAt(end) === nibble) end += 1;
    if (end === hex.length && nibble === '0') return `${squeezed},`;
    if (end === hex.length && nibble === 'F') return `${squeezed}!`;
    squeezed += end - at > 2 ? runLetters(end - at) + nibble : nibble.repeat(end - at);
    at = end;
  }
  return squeezed;
};

/** Parameters of `^GF` for one bitmap: `A,bytes,bytes,rowBytes,data`. Holds only hex digits and run letters. */
export function graphicData(bitmap: Bitmap): string {
  const total = bitmap.bits.length;
  let data = '';
  let above = '';
  for (let y = 0; y < bitmap.heightDots; y += 1) {
    let hex = '';
    for (let at = y * bitmap.rowBytes; at < (y + 1) * bitmap.rowBytes; at += 1) {
      hex += (bitmap.bits[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    }
    data += hex === above ? ':' : squeezedRow(hex);
    above = hex;
  }
  return `A,${total},${total},${bitmap.rowBytes},${data}`;
}
