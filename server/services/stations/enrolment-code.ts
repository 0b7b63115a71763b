// One-time codes that make a PC a station: 20 bits that find the row, 65 bits that are the secret. Written in letters and
// digits that are not mistaken for each other; only a hash of the secret is kept.
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const idLength = 4;
const secretLength = 13;

export type EnrolmentCode = { codeId: string; secret: string };

export function makeCode(): EnrolmentCode {
  return { codeId: randomText(idLength), secret: randomText(secretLength) };
}

/** As a person reads and types it: `AAAA-BBBBB-BBBB-BBBB`. */
export function codeForPeople({ codeId, secret }: EnrolmentCode): string {
  return [codeId, secret.slice(0, 5), secret.slice(5, 9), secret.slice(9)].join('-');
}

/** Takes a code as typed: any case, spaces or hyphens anywhere, O for 0, I or L for 1. Null when it cannot be one. */
export function readCode(text: string): EnrolmentCode | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (plain.length !== idLength + secretLength) return null;
  if ([...plain].some((letter) => !alphabet.includes(letter))) return null;
  return { codeId: plain.slice(0, idLength), secret: plain.slice(idLength) };
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares without telling by its time how much was right. */
export function isSameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
