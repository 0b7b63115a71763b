// The code of a special order: eight signs that a person reads aloud and a scanner reads off the tag, the last of them a
// check sign. Signs are Crockford's 32 (0-9 and A-Z without I, L, O, U), so none is taken for another.
// The check sign is Damm's (H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004) over the quasigroup
// x * y = 2x + y of the field of 32 elements (x^5 + x^2 + 1): every wrong sign and every swap of neighbours is noticed.
import type { OrderId } from '../ids';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Every code begins with it, so that eight signs of a catalogue are hardly ever taken for one. */
const firstSign = 'S';
const drawnSigns = 6;
const shape = new RegExp(`^${firstSign}[${signs}]{${String(drawnSigns + 1)}}$`);

/** Twice `x` in the field of 32 elements. */
function twice(x: number): number {
  const doubled = x << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

/** The sign that makes the whole come to zero. */
function checkSignOf(body: string): string {
  let state = 0;
  for (const sign of body) state = twice(state) ^ signs.indexOf(sign);
  return signs[twice(state)] ?? '';
}

/**
 * The code an order is given: made of its id, so that it has the same one whoever asks.
 * @param turn counts up where another order has that code already
 */
export function specialCodeOf(orderId: OrderId, turn = 0): string {
  // The last 30 bits of an id are by chance or by a hash.
  const bits = Number.parseInt(orderId.replaceAll('-', '').slice(-8), 16) % 2 ** 30;
  let rest = (bits + turn * 0x2545f491) % 2 ** 30;
  let body = '';
  for (let at = 0; at < drawnSigns; at += 1) {
    body = (signs[rest % 32] ?? '') + body;
    rest = Math.floor(rest / 32);
  }
  body = firstSign + body;
  return body + checkSignOf(body);
}

/** What was scanned or typed as a code, or null when it is none. Reads what a person writes: `s7k3-mq9x`, O for 0, I for 1. */
export function readSpecialCode(text: string): string | null {
  const plain = text
    .trim()
    .toUpperCase()
    .replaceAll('İ', 'I')
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return shape.test(plain) && checkSignOf(plain.slice(0, -1)) === plain.slice(-1) ? plain : null;
}

/** For people: `S7K3 MQ9X`. */
export function specialCodeForPeople(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
