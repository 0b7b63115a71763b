import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPinOf, readTicket, signsOf, ticketText, typedTicket } from './enrolment-ticket';

const code = 'AB12-CDE34-FG56-HJ78';
const plain = 'AB12CDE34FG56HJ78';
const fingerprint = Uint8Array.from({ length: 32 }, (_, at) => (at * 37 + 11) % 256);
const pin = signsOf(fingerprint);

describe('signs', () => {
  it('are five bits each, as RFC 4648 and Crockford write them', () => {
    expect(signsOf(new Uint8Array())).toBe('');
    expect(signsOf(Uint8Array.of(0xff))).toBe('ZW');
    // "foobar" is MZXW6YTBOI in RFC 4648; the same places in these signs.
    expect(signsOf(new TextEncoder().encode('foobar'))).toBe('CSQPYRK1E8');
    expect(pin).toHaveLength(52);
  });

  it('tell all bytes apart', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(255), (bytes, bit) => {
        const other = Uint8Array.from(bytes);
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(signsOf(other)).not.toBe(signsOf(bytes));
      }),
    );
  });
});

describe('a ticket', () => {
  it('is scanned as it was made, with the whole fingerprint', () => {
    const text = ticketText('https://Office.local:4310', code, pin);
    expect(text, 'only signs of the alphanumeric QR').toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    expect(readTicket(text)).toEqual({ headOffice: 'https://office.local:4310', code: plain, pin });
    expect(readTicket(` ${text}\r`)).toEqual(readTicket(text));
  });

  it('has no fingerprint where there are no certificates', () => {
    expect(readTicket(ticketText('http://127.0.0.1:4310', code, null))).toEqual({
      headOffice: 'http://127.0.0.1:4310',
      code: plain,
      pin: null,
    });
    expect(typedTicket(code, null)).toBe(code);
  });

  it('is typed with 80 bits of the fingerprint, however it is typed', () => {
    const typed = typedTicket(code, pin);
    const read = { headOffice: null, code: plain, pin: pin.slice(0, 16) };
    expect(readTicket(typed)).toEqual(read);
    expect(readTicket(typed.toLowerCase().replaceAll('-', ' '))).toEqual(read);
    expect(readTicket(typed.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(read);
  });

  it.each(['', code, 'something else', `${code}-AB`])('of %j is a code alone', (text) => {
    expect(readTicket(text)).toEqual({ headOffice: null, code: text, pin: null });
  });
});

describe('a pin', () => {
  it('is the fingerprint or its first 80 bits, and nothing shorter', () => {
    expect(isPinOf(pin, fingerprint)).toBe(true);
    expect(isPinOf(pin.slice(0, 16), fingerprint)).toBe(true);
    for (const length of [0, 1, 15]) expect(isPinOf(pin.slice(0, length), fingerprint)).toBe(false);
    expect(isPinOf(`${pin.slice(0, 15)}${pin[15] === '0' ? '1' : '0'}`, fingerprint)).toBe(false);
    expect(isPinOf(`${pin}0`, fingerprint)).toBe(false);
  });
});
