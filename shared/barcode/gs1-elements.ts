// GS1 element strings as a scanner sends them: application identifiers, their data, GS (0x1D) between them.
// Never guesses: a field that runs on because its separator was lost is refused, not cut. Knows the identifiers a
// packing bench meets and the length of all that have a predefined one; the rest is carried without being checked.
import { hasValidCheckDigit } from './check-digit';

export type Gs1Element = { ai: string; value: string };

export type Gs1Reading =
  | { ok: true; elements: Gs1Element[] }
  | { ok: false; why: 'check-digit' | 'separator-missing' | 'identifier-unknown' | 'data-wrong' };

export const groupSeparator = '\u001d';

/** Symbology identifiers that say "FNC1 first": what follows is an element string. */
const gs1Symbols = new Set([']C1', ']e0', ']d2', ']d5', ']Q3', ']Q4', ']J1']);

export function isGs1Symbol(aim: string | null): boolean {
  return aim !== null && gs1Symbols.has(aim);
}

/** Digits of an identifier by its first two (GS1 General Specifications, figure 7.8.5-1). */
function identifierLength(firstTwo: string): number | null {
  if (/^(?:0[0-3]|1[0-3]|1[5-7]|2[0-2]|30|37|9[0-9])$/.test(firstTwo)) return 2;
  if (/^(?:2[3-5]|4[0-2]|71)$/.test(firstTwo)) return 3;
  if (/^(?:3[1-69]|43|7[02]|8[0-2])$/.test(firstTwo)) return 4;
  return null;
}

/** Identifier and data together, where it is predefined by the first two digits (figure 7.8.5-2). */
function predefinedLength(firstTwo: string): number | null {
  if (firstTwo === '00') return 20;
  if (/^0[1-3]$/.test(firstTwo)) return 16;
  if (/^1[1-8]$/.test(firstTwo)) return 8;
  if (firstTwo === '20') return 4;
  if (/^3[1-6]$/.test(firstTwo)) return 10;
  if (firstTwo === '41') return 16;
  return null;
}

/** Identifiers of variable length that are checked: the most characters they hold, and whether digits only. */
const variable: Record<string, { most: number; digits: boolean }> = {
  '10': { most: 20, digits: false },
  '21': { most: 20, digits: false },
  '22': { most: 20, digits: false },
  '30': { most: 8, digits: true },
  '37': { most: 8, digits: true },
  '240': { most: 30, digits: false },
  '241': { most: 30, digits: false },
  '400': { most: 30, digits: false },
  '420': { most: 20, digits: false },
};
const longestUnknown = 90;
/** The 82 characters GS1 allows in a text field. */
const textField = /^[!"%-?A-Z_a-z]+$/;

/** Takes the data behind the symbology identifier; a separator more than needed, also at either end, is harmless. */
export function readGs1Elements(data: string): Gs1Reading {
  const elements: Gs1Element[] = [];
  let rest = data;
  while (rest.startsWith(groupSeparator)) rest = rest.slice(1);
  while (rest !== '') {
    const taken = takeElement(rest);
    if (typeof taken === 'string') return { ok: false, why: taken };
    elements.push(taken.element);
    rest = taken.rest;
    while (rest.startsWith(groupSeparator)) rest = rest.slice(1);
  }
  return elements.length > 0 ? { ok: true, elements } : { ok: false, why: 'data-wrong' };
}

type Failure = Extract<Gs1Reading, { ok: false }>['why'];

function takeElement(rest: string): { element: Gs1Element; rest: string } | Failure {
  const firstTwo = rest.slice(0, 2);
  const identifierDigits = identifierLength(firstTwo);
  if (identifierDigits === null) return 'identifier-unknown';
  const ai = rest.slice(0, identifierDigits);
  if (!/^[0-9]+$/.test(ai) || ai.length < identifierDigits) return 'identifier-unknown';
  const fixed = predefinedLength(firstTwo);
  const separatorAt = rest.indexOf(groupSeparator);
  const end = fixed ?? (separatorAt === -1 ? rest.length : separatorAt);
  const value = rest.slice(identifierDigits, end);
  const why = fixed === null ? faultOfVariable(ai, value) : faultOfFixed(ai, value, fixed - identifierDigits);
  return why ?? { element: { ai, value }, rest: rest.slice(end) };
}

function faultOfFixed(ai: string, value: string, digits: number): Failure | null {
  if (value.length < digits || !/^[0-9]+$/.test(value)) return 'data-wrong';
  const numbered = ai.startsWith('0') || ai.startsWith('41');
  if (numbered && !hasValidCheckDigit(value)) return 'check-digit';
  if (/^1[1-8]$/.test(ai) && !isDate(value)) return 'data-wrong';
  return null;
}

function faultOfVariable(ai: string, value: string): Failure | null {
  const rule = variable[ai] ?? { most: longestUnknown, digits: false };
  if (value === '') return 'data-wrong';
  if (value.length > rule.most) return 'separator-missing';
  if (rule.digits && !/^[0-9]+$/.test(value)) return 'data-wrong';
  return textField.test(value) ? null : 'data-wrong';
}

/** YYMMDD; day 00 means the last day of the month. */
function isDate(value: string): boolean {
  const month = Number(value.slice(2, 4));
  const day = Number(value.slice(4, 6));
  if (month < 1 || month > 12) return false;
  // February is given 29 days: whether the year is a leap year depends on a century that a scan does not carry.
  const days = month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
