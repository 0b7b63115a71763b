import { describe, expect, it } from 'vitest';
import { secretHash } from './access-tokens';
import { codeForPeople, isSameHash, makeCode, readCode } from './enrolment-code';

describe('enrolment codes', () => {
  it('are read back as they were made, however they are typed', () => {
    for (let n = 0; n < 50; n += 1) {
      const code = makeCode();
      const shown = codeForPeople(code);
      expect(shown).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{5}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      expect(readCode(shown)).toEqual(code);
      expect(readCode(` ${shown.toLowerCase().replaceAll('-', ' ')} `)).toEqual(code);
      expect(readCode(shown.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(code);
    }
  });

  it('are at least 60 bits of chance', () => {
    const secrets = new Set(Array.from({ length: 200 }, () => makeCode().secret));
    expect(secrets.size).toBe(200);
    expect(Math.log2(32) * makeCode().secret.length).toBeGreaterThanOrEqual(60);
  });

  it.each(['', 'ABCD', 'ABCD-EFGHJ-KMNP-QRSTV', 'ABCD-EFGHJ-KMNP-QRS', 'ABCD-EFGHJ-KMNP-QRS!'])(
    'cannot be %j',
    (text) => {
      expect(readCode(text)).toBeNull();
    },
  );

  it('compares hashes of any length', () => {
    expect(isSameHash(secretHash('A'), secretHash('A'))).toBe(true);
    expect(isSameHash(secretHash('A'), secretHash('B'))).toBe(false);
    expect(isSameHash('short', secretHash('A'))).toBe(false);
  });
});
