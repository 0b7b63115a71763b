// Links that open one customer's page without a login: the id of what it is about and 128 bits of a keyed hash over it.
// Nobody guesses one, and one for rating opens nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { NIL, parse, stringify } from 'uuid';

export const linkUses = ['rating', 'opt-out', 'return-order', 'return', 'cart', 'quote'] as const;
export type LinkUse = (typeof linkUses)[number];

const markBytes = 16;
/** Characters of a token: 16 + 16 bytes in base64url. */
export const tokenLength = 43;

function markOf(key: string, use: LinkUse, id: string): Buffer {
  return createHmac('sha256', key).update(`${use}\n${id}`).digest().subarray(0, markBytes);
}

/** @param id a uuid */
export function tokenFor(key: string, use: LinkUse, id: string): string {
  return Buffer.concat([parse(id), markOf(key, use, id)]).toString('base64url');
}

/** The id a token was made for, or null when it was made for nothing. Takes as long whatever is wrong with it. */
export function idOfToken(key: string, use: LinkUse, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  const isWhole = token.length === tokenLength && bytes.length === 16 + markBytes;
  const told = isWhole ? stringifyAny(bytes.subarray(0, 16)) : null;
  const isRight = timingSafeEqual(
    markOf(key, use, told ?? NIL),
    isWhole ? bytes.subarray(16) : Buffer.alloc(markBytes),
  );
  // The last sign of base64url has bits to spare: one token, one spelling.
  return isRight && told !== null && tokenFor(key, use, told) === token ? told : null;
}

function stringifyAny(bytes: Uint8Array): string | null {
  try {
    return stringify(bytes);
  } catch {
    return null;
  }
}

export function linkFor(origin: string, key: string, use: LinkUse, id: string): string {
  return `${origin}/customer/${use}/${tokenFor(key, use, id)}`;
}
