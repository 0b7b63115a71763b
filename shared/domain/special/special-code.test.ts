import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../ids.test-kit';
import type { OrderId } from '../ids';
import { holds } from '../property.test-kit';
import { readSpecialCode, specialCodeForPeople, specialCodeOf } from './special-code';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc.tuple(fc.uuid(), fc.nat({ max: 5 })).map(([id, turn]) => specialCodeOf(id as OrderId, turn));

describe('the code of a special order', () => {
  it('is the same for the same order, eight signs of which none is taken for another', () => {
    expect(specialCodeOf(orderIdOf(7))).toBe(specialCodeOf(orderIdOf(7)));
    expect(specialCodeOf(orderIdOf(7))).not.toBe(specialCodeOf(orderIdOf(7), 1));
    holds(
      fc.property(codes, (code) => /^S[0-9A-HJKMNP-TV-Z]{7}$/.test(code) && readSpecialCode(code) === code),
    );
  });

  it('notices every single wrong sign', () => {
    holds(
      fc.property(codes, (code) => {
        for (let at = 1; at < code.length; at += 1)
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
        for (let at = 1; at < code.length - 1; at += 1) {
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
      }),
    );
    for (const text of ['', 'S', '12345678', 'SSSSSSSSS', 'A7K3MQ9X'])
      expect(readSpecialCode(text)).toBeNull();
  });
});
