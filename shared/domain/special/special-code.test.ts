import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../ids.test-kit';
import type { OrderId } from '../ids';
import { holds } from '../property.test-kit';
import { readSpecialCode, specialCodeForPeople, specialCodeOf } from './special-code';
import { specialCodeIn } from './special-code-in';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The check sign once more, by long division in the field of 32 elements, so that a wrong code can have a right one. */
function withCheckSign(body: string): string {
  let rest = 0;
  for (const sign of body) rest = doubled(rest) ^ signs.indexOf(sign);
  return body + signs[doubled(rest)];
}
function doubled(element: number): number {
  return element < 16 ? element * 2 : (element * 2 - 32) ^ 0b00101;
}

const codes = fc.tuple(fc.uuid(), fc.nat({ max: 5 })).map(([id, turn]) => specialCodeOf(id as OrderId, turn));

describe('the code of a special order', () => {
  it('is the same for the same order, eight signs of which none is taken for another', () => {
    expect(specialCodeOf(orderIdOf(7))).toBe(specialCodeOf(orderIdOf(7)));
    expect(specialCodeOf(orderIdOf(7))).not.toBe(specialCodeOf(orderIdOf(7), 1));
    holds(
      fc.property(codes, (code) => /^S[0-9A-HJKMNP-TV-Z]{7}$/.test(code) && readSpecialCode(code) === code),
    );
  });

  it('stays what it was: tags that hang on boxes are read by the next version too', () => {
    for (const [id, ...turns] of [
      ['0198c0de-0000-7000-8000-000000000001', 'S0000010', 'SJMBX4JA', 'S58QT93K'],
      ['0198c0de-0000-7000-8000-00003fffffff', 'SZZZZZZV', 'SJMBX4GE', 'S58QT91Q'],
      ['0198c0de-0000-7000-8000-0000ffffffff', 'SZZZZZZV', 'SJMBX4GE', 'S58QT91Q'],
      ['0198c0de-0000-7000-8000-1234deadbeef', 'SFAVFQFZ', 'S1Z7CW0B', 'SMKKA0HE'],
    ] as const)
      for (const [turn, code] of turns.entries()) {
        expect(specialCodeOf(id as OrderId, turn)).toBe(code);
        expect(readSpecialCode(code)).toBe(code);
      }
    expect(specialCodeForPeople('SFAVFQFZ')).toBe('SFAV FQFZ');
  });

  it('is hardly ever that of another order, and every turn is another one', () => {
    const seen = new Set(
      Array.from({ length: 400 }, (_, nth) =>
        specialCodeOf(
          `0198c0de-0000-7000-8000-${(nth * 2654435761).toString(16).padStart(12, '0')}` as OrderId,
        ),
      ),
    );
    expect(seen.size).toBe(400);
    holds(
      fc.property(fc.uuid(), (id) => {
        const turns = Array.from({ length: 20 }, (_, turn) => specialCodeOf(id as OrderId, turn));
        expect(new Set(turns).size).toBe(20);
      }),
    );
  });

  it('has eight signs and begins with an S, whatever the check sign says', () => {
    holds(
      fc.property(codes, (code) => {
        const body = code.slice(0, -1);
        expect(withCheckSign(body)).toBe(code);
        expect(readSpecialCode(withCheckSign(body.slice(0, -1)))).toBeNull();
        expect(readSpecialCode(withCheckSign(`${body}0`))).toBeNull();
        // A nought in front changes no check sign.
        expect(readSpecialCode(`0${code}`)).toBeNull();
        expect(readSpecialCode(`${code}0`)).toBeNull();
        for (const first of signs)
          if (first !== 'S') expect(readSpecialCode(withCheckSign(first + body.slice(1)))).toBeNull();
      }),
      { runs: 40 },
    );
  });

  it('notices every single wrong sign', () => {
    holds(
      fc.property(codes, (code) => {
        for (let at = 0; at < code.length; at += 1)
          for (const sign of signs)
            if (sign !== code[at])
              expect(readSpecialCode(code.slice(0, at) + sign + code.slice(at + 1))).toBeNull();
      }),
      { runs: 40 },
    );
  });

  it('notices every two neighbours that changed places', () => {
    holds(
      fc.property(codes, (code) => {
        for (let at = 0; at < code.length - 1; at += 1) {
          if (code[at] === code[at + 1]) continue;
          const swapped = `${code.slice(0, at)}${code[at + 1]}${code[at]}${code.slice(at + 2)}`;
          expect(readSpecialCode(swapped), swapped).toBeNull();
        }
      }),
    );
  });

  it('is read as people write it, also on a Turkish keyboard', () => {
    holds(
      fc.property(codes, (code) => {
        expect(readSpecialCode(` ${specialCodeForPeople(code).toLowerCase()} `)).toBe(code);
        expect(readSpecialCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
        expect(readSpecialCode(code.replaceAll('1', 'ı'))).toBe(code);
        expect(readSpecialCode(code.replaceAll('1', 'İ'))).toBe(code);
        expect(readSpecialCode(code.split('').join('-'))).toBe(code);
        expect(readSpecialCode(code.split('').join(' \t'))).toBe(code);
        expect(specialCodeIn(` ${code.toLowerCase()} `)).toBe(code);
      }),
    );
    // Signs that many codes have none of.
    for (const [written, code] of [
      ['sjmbx4ja', 'SJMBX4JA'],
      ['SOOOOO1O', 'S0000010'],
      ['sooooolo', 'S0000010'],
      ['Sooooıo', null],
      ['SooooOıO', 'S0000010'],
      ['SOOOOOİO', 'S0000010'],
      ['s000-00 i0', 'S0000010'],
      ['S000001U', null],
      ['S000.0010', null],
    ] as const)
      expect(readSpecialCode(written), written).toBe(code);
    for (const text of ['', 'S', '12345678', 'SSSSSSSSS', 'A7K3MQ9X'])
      expect(readSpecialCode(text)).toBeNull();
  });
});
