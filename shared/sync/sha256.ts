// SHA-256 (FIPS 180-4) that answers at once: a browser's own answers later, and an op is hashed on the way to its strict
// write, in front of a person who waits. Only for texts of some kilobytes.

// The first 32 bits of the fractional parts of the roots of the first primes.
const { initial, constants } = rootsOfPrimes();
const words = new Int32Array(64);

/** The hash of a text's UTF-8 bytes, as base64url without padding: 43 characters. */
export function sha256Text(text: string): string {
  const blocks = paddedBlocks(utf8Bytes(text));
  const hash = Int32Array.from(initial);
  for (let at = 0; at < blocks.length; at += 16) addBlock(hash, blocks, at);
  return base64url(hash);
}

function addBlock(hash: Int32Array, blocks: Int32Array, from: number): void {
  for (let t = 0; t < 16; t += 1) words[t] = at(blocks, from + t);
  for (let t = 16; t < 64; t += 1) {
    const near = at(words, t - 2);
    const far = at(words, t - 15);
    const s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    words[t] = (s1 + at(words, t - 7) + s0 + at(words, t - 16)) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < 64; t += 1) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + at(constants, t) + at(words, t)) | 0;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = (at(hash, index) + word) | 0;
  });
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function at(list: Int32Array, index: number): number {
  return list[index] as number;
}

/** A half surrogate pair becomes U+FFFD, as everywhere in UTF-8. */
function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const found = character.codePointAt(0) as number;
    const code = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return bytes;
}

/** The bytes, a one bit, zeros, and the length in bits. */
function paddedBlocks(bytes: readonly number[]): Int32Array {
  const blocks = new Int32Array(Math.ceil((bytes.length + 9) / 64) * 16);
  const put = (index: number, byte: number): void => {
    blocks[index >> 2] = at(blocks, index >> 2) | (byte << (24 - (index & 3) * 8));
  };
  bytes.forEach((byte, index) => put(index, byte));
  put(bytes.length, 0x80);
  blocks[blocks.length - 1] = bytes.length * 8;
  return blocks;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function base64url(hash: Int32Array): string {
  let text = '';
  for (let bit = 0; bit < 256; bit += 6) {
    const first = at(hash, bit >> 5);
    const second = bit >> 5 < 7 ? at(hash, (bit >> 5) + 1) : 0;
    const offset = bit & 31;
    const window =
      offset <= 26 ? first >>> (26 - offset) : (first << (offset - 26)) | (second >>> (58 - offset));
    text += letters.charAt(window & 63);
  }
  return text;
}

function rootsOfPrimes(): { initial: Int32Array; constants: Int32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number): number => Math.floor((root % 1) * 2 ** 32) | 0;
  return {
    initial: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    constants: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
  };
}
