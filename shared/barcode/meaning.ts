// What was scanned: a command, a badge, a tote, an order, a box, a place, a parcel's label, an item, or just text.
// It decides from the code alone and looks nothing up; whether such a thing exists is the caller's to find out.
// A code that can only be a bad read is said to be one; it never falls back to something it might mean.
import { type Association, associationFaults } from './gs1/associations';
import { readDigitalLink } from './gs1/digital-link';
import {
  type Gs1Element,
  type Gs1Reading,
  groupSeparator,
  isGs1Symbol,
  readElementString,
} from './gs1/element-strings';
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
  /** Net weight, from identifier 310n; grams, rounded. */
  netGrams: number | null;
  /** What stands beside what it must not, or without what it needs: kept and told, as the item is known all the same. */
  doubts: readonly Association[];
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
  if (isGs1Symbol(aim)) return meaningOfElements(text, readElementString(text));
  const [main, composite] = partsOfComposite(text, aim);
  const gtin = readGtin(main, aim);
  if (gtin.ok && composite === null) return itemOf(text, gtin.gtin, []);
  if (gtin.ok && composite !== null) {
    const beside = readElementString(composite);
    const elements = beside.ok ? [{ ai: '01', value: gtin.gtin }, ...beside.elements] : [];
    return meaningOfElements(text, beside.ok ? { ok: true, elements } : beside);
  }
  const link = readDigitalLink(text);
  if (link.ok) return meaningOfElements(text, { ok: true, elements: link.elements });
  if (link.isLink) return { text, kind: 'misread', reason: link.fault?.why ?? 'data-wrong' };
  if (!gtin.ok && gtin.why === 'check-digit') return { text, kind: 'misread', reason: 'check-digit' };
  const sscc = readSscc(text);
  if (sscc.ok) return { text, kind: 'sscc', sscc: sscc.sscc };
  // Without a symbology identifier an element string is believed only when all of it reads and it opens with a number.
  const opening = text.startsWith(groupSeparator) ? text.slice(1) : text;
  if (aim === null && /^0[01][0-9]{14}/.test(opening)) {
    const reading = readElementString(text);
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
    netGrams: netGramsOf(elements),
    doubts: associationFaults(elements),
  };
}

/** The last digit of the identifier is the number of decimals of its kilograms. */
function netGramsOf(elements: readonly Gs1Element[]): number | null {
  const weight = elements.find(({ ai }) => /^310[0-5]$/.test(ai));
  return weight ? Math.round(Number(weight.value) * 10 ** (3 - Number(weight.ai[3]))) : null;
}

/** A retail symbol with the small symbol on top of it, which the scanner sends behind it as `]e0` with its elements. */
function partsOfComposite(text: string, aim: string | null): [main: string, composite: string | null] {
  const found = aim?.startsWith(']E') ? /^([0-9]+)\|?\]e0(.+)$/s.exec(text) : null;
  return found ? [found[1] ?? '', found[2] ?? ''] : [text, null];
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
