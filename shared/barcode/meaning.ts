// What was scanned: a command, a badge, a tote, an order, a box, a place, a parcel's label, an item, or just text.
// It decides from the code alone and looks nothing up; whether such a thing exists is the caller's to find out.
// A code that can only be a bad read is said to be one; it never falls back to something it might mean.
import {
  type Gs1Element,
  type Gs1Reading,
  groupSeparator,
  isGs1Symbol,
  readGs1Elements,
} from './gs1-elements';
import { type Gtin14, indicatorOf, isInStore, readGtin } from './gtin';
import { type OwnCodeKind, readOwnCode } from './own-code';
import { readSscc, type Sscc } from './sscc';

export type MisreadReason = 'check-sign' | 'check-digit' | Extract<Gs1Reading, { ok: false }>['why'];

/** What an item's element string says besides its number. */
export type ItemDetails = {
  lot: string | null;
  /** YYMMDD as printed; day 00 is the last of the month. */
  expiry: string | null;
  serial: string | null;
  /** Units inside, from identifier 30 or 37. */
  count: number | null;
};

export type Meaning = {
  /** The code without its symbology identifier. */
  text: string;
} & (
  | { kind: OwnCodeKind; payload: string }
  | { kind: 'sscc'; sscc: Sscc }
  | ({
      kind: 'item';
      /** The key of the `barcodes` collection: GTIN-14, or the own 13 or 8 digits of an in-store number. */
      code: string;
      gtin: Gtin14;
      inStore: boolean;
      /** 0 the item itself, 1 to 8 a case of it, 9 of variable measure. */
      indicator: number;
    } & ItemDetails)
  /** Nothing this file knows: a catalogue's own code, an order number, an element string that names no thing. */
  | { kind: 'text' }
  | { kind: 'misread'; reason: MisreadReason }
);

/** `aim` is the symbology identifier such as `]E0`, or null when the scanner sends none. */
export function meaningOf(scan: { text: string; aim: string | null }): Meaning {
  const { text, aim } = scan;
  const own = readOwnCode(text);
  if (own.is === 'own') return { text, kind: own.kind, payload: own.payload };
  if (own.is === 'misread') return { text, kind: 'misread', reason: 'check-sign' };
  if (isGs1Symbol(aim)) return meaningOfElements(text, readGs1Elements(text));
  const gtin = readGtin(text, aim);
  if (gtin.ok) return itemOf(text, gtin.gtin, []);
  if (gtin.why === 'check-digit') return { text, kind: 'misread', reason: 'check-digit' };
  const sscc = readSscc(text);
  if (sscc.ok) return { text, kind: 'sscc', sscc: sscc.sscc };
  // Without a symbology identifier an element string is believed only when all of it reads and it opens with a number.
  const opening = text.startsWith(groupSeparator) ? text.slice(1) : text;
  if (aim === null && /^0[01][0-9]{14}/.test(opening)) {
    const reading = readGs1Elements(text);
    if (reading.ok) return meaningOfElements(text, reading);
  }
  return { text, kind: 'text' };
}

/**
 * The form under which the `barcodes` collection keeps a code (shared/domain/catalogue): GTIN-14 for a world GTIN,
 * the number's own digits for an in-store one, the text itself for anything else.
 */
export function catalogueCodeOf(text: string): string {
  const gtin = readGtin(text, null);
  return gtin.ok ? keyOf(gtin.gtin) : text;
}

function keyOf(gtin: Gtin14): string {
  return isInStore(gtin) ? gtin.replace(/^0{6}(?=[02])|^0/, '') : gtin;
}

function itemOf(text: string, gtin: Gtin14, elements: readonly Gs1Element[]): Meaning {
  const valueOf = (...ais: string[]): string | null =>
    elements.find((element) => ais.includes(element.ai))?.value ?? null;
  const count = valueOf('30', '37');
  return {
    text,
    kind: 'item',
    code: keyOf(gtin),
    gtin,
    inStore: isInStore(gtin),
    indicator: indicatorOf(gtin),
    lot: valueOf('10'),
    expiry: valueOf('17'),
    serial: valueOf('21'),
    count: count === null ? null : Number(count),
  };
}

function meaningOfElements(text: string, reading: Gs1Reading): Meaning {
  if (!reading.ok) return { text, kind: 'misread', reason: reading.why };
  const { elements } = reading;
  const sscc = elements.find((element) => element.ai === '00');
  if (sscc) return { text, kind: 'sscc', sscc: sscc.value as Sscc };
  const gtin = elements.find((element) => element.ai === '01' || element.ai === '02');
  if (gtin) return itemOf(text, gtin.value as Gtin14, elements);
  return { text, kind: 'text' };
}
