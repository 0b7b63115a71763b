// What is kept of a PIN: scrypt over it with a salt of its owner. A PIN has few digits, so this only makes guessing cost
// time; what protects it is that nothing of it leaves head office but to the main process of a station.
import { randomBytes, scrypt } from 'node:crypto';
import type { PinVerifier } from '../../../shared/domain/people/pin';

/** OWASP's equivalent of 2^17, 8, 1 in 32 MiB: a small bench computer has that to spare. */
const cost = { n: 32_768, r: 8, p: 3 } as const;
const saltBytes = 16;
const hashBytes = 32;

export function makeVerifier(pin: string, setAt: string): Promise<PinVerifier> {
  const salt = randomBytes(saltBytes);
  const { n, r, p } = cost;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashBytes, { N: n, r, p, maxmem: 256 * n * r }, (cause, hash) => {
      if (cause) reject(cause);
      else resolve({ n, r, p, salt: salt.toString('base64'), hash: hash.toString('base64'), setAt });
    });
  });
}
