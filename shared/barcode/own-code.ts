// Waybill's own printed codes: what they look like, making them, reading them back.
// A code that was misread must never be taken for another one: the check sign covers kind and payload.
//
//   WB | kind | payload | check        e.g. WBC SEAL Q, WBT 12 0, WBO 536365 O
//
//   kind  names            the payload is                       made for
//   C     a command        its id, upper case, no `-` (`SEAL`)  the command sheet
//   B     a badge          what the directory keeps as badge    operators
//   T     a tote           the tote's number                    totes
//   O     an order         the order's number                   pick lists, labels
//   X     a box type       the box's id (`B3`)                  box shelves
//   L     a location       the bin (`A-04-2`)                   racks
//   R     a return         its number (`100000014`)             return codes of customers
//   S     a special order  its code (domain/special)            tags of special orders
//   P     a purchase       its number (`PO-1001`)               sheets of orders to suppliers
//   M     a transfer       its number (`TR-1001`)               sheets of goods for another site
//
// Signs are 0-9 and A-Z without I, so a scanner that types through a Turkish keyboard cannot spoil them. Anything else
// in a payload is escaped with Z: `ZZ` is Z, `Z0` is `-`, see `shortEscapes`, and `ZX` with four hex digits is any
// UTF-16 code unit. Print them as Code 128.

const signs = '0123456789ABCDEFGHJKLMNOPQRSTUVWXYZ';
const shortEscapes: readonly (readonly [character: string, escaped: string])[] = [
  ['Z', 'ZZ'],
  ['-', 'Z0'],
  ['I', 'Z1'],
  ['/', 'Z2'],
  ['.', 'Z3'],
  ['_', 'Z4'],
  [' ', 'Z5'],
  [':', 'Z6'],
  ['#', 'Z7'],
  ['+', 'Z8'],
  ['&', 'Z9'],
];
const escapeOf = new Map(shortEscapes);
const characterOf = new Map(shortEscapes.map(([character, escaped]) => [escaped, character]));

export const ownCodeKinds = [
  'command',
  'badge',
  'tote',
  'order',
  'box',
  'location',
  'return',
  'special',
  'purchase',
  'transfer',
] as const;
export type OwnCodeKind = (typeof ownCodeKinds)[number];

const letterOfKind: Record<OwnCodeKind, string> = {
  command: 'C',
  badge: 'B',
  tote: 'T',
  order: 'O',
  box: 'X',
  location: 'L',
  return: 'R',
  special: 'S',
  purchase: 'P',
  transfer: 'M',
};
const kindOfLetter = new Map(ownCodeKinds.map((kind) => [letterOfKind[kind], kind]));
const shape = /^WB([CBTOXLRSPM])([0-9A-HJ-Z]+)([0-9A-HJ-Z])$/;

/** Longest payload a code may carry; longer ones make bars no scanner reads in one go. */
export const maxOwnCodePayload = 40;

/** The printed code of a thing. Throws RangeError for an empty payload or one over `maxOwnCodePayload` characters. */
export function ownCode(kind: OwnCodeKind, payload: string): string {
  if (payload.length === 0 || payload.length > maxOwnCodePayload) {
    throw new RangeError(`an own code names its thing in 1 to ${maxOwnCodePayload} characters`);
  }
  const body = `WB${letterOfKind[kind]}${escapePayload(payload)}`;
  return body + checkSignOf(body);
}

export type OwnCodeReading =
  | { is: 'own'; kind: OwnCodeKind; payload: string }
  /** Shaped like one of ours, but the check sign or the escapes are wrong. */
  | { is: 'misread'; kind: OwnCodeKind }
  | { is: 'other' };

export function readOwnCode(text: string): OwnCodeReading {
  const match = shape.exec(text);
  const kind = match && kindOfLetter.get(match[1] ?? '');
  if (!match || !kind) return { is: 'other' };
  const payload = unescapePayload(match[2] ?? '');
  const sound = payload !== null && checkSignOf(text.slice(0, -1)) === match[3];
  return sound ? { is: 'own', kind, payload } : { is: 'misread', kind };
}

/**
 * Weighted sum modulo 35 with the powers of two as weights, counted from the right. Weights and their differences to
 * both neighbours are units modulo 35, so one wrong sign and any two signs swapped at a distance of one or two are
 * always noticed.
 */
function checkSignOf(body: string): string {
  let sum = 0;
  let weight = 1;
  for (let at = body.length - 1; at >= 0; at -= 1) {
    weight = (weight * 2) % signs.length;
    sum = (sum + weight * signs.indexOf(body[at] ?? '')) % signs.length;
  }
  return signs[(signs.length - sum) % signs.length] ?? '';
}

function escapePayload(payload: string): string {
  let escaped = '';
  for (let at = 0; at < payload.length; at += 1) {
    const character = payload[at] ?? '';
    const short = escapeOf.get(character);
    if (short !== undefined) escaped += short;
    else if (signs.includes(character)) escaped += character;
    else escaped += `ZX${payload.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return escaped;
}

/** Null when an escape is not one that `escapePayload` writes. */
function unescapePayload(escaped: string): string | null {
  let payload = '';
  for (let at = 0; at < escaped.length; at += 1) {
    const character = escaped[at] ?? '';
    if (character !== 'Z') {
      payload += character;
      continue;
    }
    const hex = /^ZX([0-9A-F]{4})/.exec(escaped.slice(at, at + 6))?.[1];
    const short = characterOf.get(escaped.slice(at, at + 2));
    if (hex !== undefined) {
      payload += String.fromCharCode(Number.parseInt(hex, 16));
      at += 5;
    } else if (short !== undefined) {
      payload += short;
      at += 1;
    } else return null;
  }
  return payload;
}
