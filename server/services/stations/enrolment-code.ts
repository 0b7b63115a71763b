// One-time codes that make a PC a station: 20 bits that find the row, 65 bits that are the secret. Written in letters and
// digits that are not mistaken for each other; only a hash of the secret is kept.
import { randomInt, timingSafeEqual } from 'node:crypto';
import { codeSigns, plainSigns } from '../../../shared/contract/enrolment-ticket';

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
  const plain = plainSigns(text);
  if (plain.length !== idLength + secretLength) return null;
  if ([...plain].some((letter) => !codeSigns.includes(letter))) return null;
  return { codeId: plain.slice(0, idLength), secret: plain.slice(idLength) };
}

/** Compares without telling by its time how much was right. */
export function isSameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function randomText(length: number): string {
  return Array.from({ length }, () => codeSigns[randomInt(codeSigns.length)]).join('');
}
