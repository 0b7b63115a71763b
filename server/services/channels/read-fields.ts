// Reading what somebody else's program wrote: every field may be missing or of another kind than its documentation says.
// What cannot be read comes back empty; told-problems.ts then names the field.
import { parseDecimal } from '../../../shared/money/money';

export type Fields = Readonly<Record<string, unknown>>;

/** The object of a body; null when it is none. */
export function fieldsOfJson(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** Trimmed; numbers as they are written. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

export function textOrNull(value: unknown): string | null {
  const text = textOf(value);
  return text === '' ? null : text;
}

/** The first that says something. */
export function firstText(...values: readonly unknown[]): string {
  return values.map(textOf).find((text) => text !== '') ?? '';
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number(textOf(value) === '' ? Number.NaN : textOf(value));
}

/** Minor units of a decimal text or number; null when it is no amount. */
export function amountOf(value: unknown, currency: string): number | null {
  return parseDecimal(textOf(value), currency);
}

/** The same, nothing for nothing: amounts that change a total, but no goods. */
export function amountOrZero(value: unknown, currency: string): number {
  return amountOf(value, currency) ?? 0;
}

/** An instant with its own offset, or one that is known to be UTC, as UTC; what is none stays as it is. */
export function instantOf(value: unknown, isUtc = false): string {
  const text = textOf(value);
  const atMs = Date.parse(isUtc && text !== '' && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(atMs) ? text : new Date(atMs).toISOString();
}

/** Two letters in capitals, as ISO 3166-1 has them; anything else as it is. ASCII only: Turkish i. */
export function countryOf(value: unknown): string {
  const text = textOf(value);
  return /^[A-Za-z]{2}$/.test(text)
    ? text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32))
    : text;
}
