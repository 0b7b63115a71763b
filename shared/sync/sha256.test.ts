import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Text } from './sha256';

const reference = (text: string): string => createHash('sha256').update(text).digest('base64url');

describe('SHA-256 of a text', () => {
  it('is what the standard says of its examples (FIPS 180-4)', () => {
    const hex = (text: string): string => Buffer.from(sha256Text(text), 'base64url').toString('hex');
    expect(hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  it('is what Node says, at every length around the ends of blocks', () => {
    for (let length = 0; length <= 200; length += 1) {
      const text = 'ş'.repeat(length % 3) + 'a'.repeat(length);
      expect(sha256Text(text)).toBe(reference(text));
    }
  });

  it('is what Node says of any text, half surrogate pairs among them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(0xffff)), (text, units) => {
        for (const each of [text, String.fromCharCode(...units)])
          expect(sha256Text(each)).toBe(reference(each));
      }),
    );
  });
});
