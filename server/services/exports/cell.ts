// What a value of a row is in a file: text, a number, money, a day, an instant, yes or no. Told by the names fields have in
// this project (units and kinds are in names: `totalMinor`, `placedAt`), so that a list needs to say nothing about it.
import { fieldsSchema } from '../../../shared/domain/field/field';
import { plainFields } from '../../../shared/domain/field/field-text';
import { minorDigitsOf } from '../../../shared/money/money';

export type Cell =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number }
  /** In the currency's own unit, exact to its digits. */
  | { kind: 'money'; minor: number; digits: number }
  | { kind: 'day'; day: string }
  | { kind: 'instant'; at: string }
  | { kind: 'flag'; isSet: boolean };

const empty: Cell = { kind: 'empty' };
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const day = /^\d{4}-\d\d-\d\d$/;
/** Free text may look like a day without being one: only fields named so are. */
const namedForTime = /(At|Until|After|Before|For|From|To|On|Day|day|Date|date|eta)$/;

/** @param row the object the field is of: its currency says what an amount is in */
export function cellOf(name: string, value: unknown, row: Readonly<Record<string, unknown>>): Cell {
  if (value === null || value === undefined || value === '') return empty;
  if (typeof value === 'boolean') return { kind: 'flag', isSet: value };
  if (typeof value === 'number') {
    const currency = name.endsWith('Minor') ? currencyOf(name, row) : null;
    return currency === null
      ? { kind: 'number', value }
      : { kind: 'money', minor: value, digits: minorDigitsOf(currency) };
  }
  if (typeof value === 'string') {
    if (namedForTime.test(name)) {
      if (instant.test(value)) return { kind: 'instant', at: value };
      if (day.test(value)) return { kind: 'day', day: value };
    }
    return { kind: 'text', text: value };
  }
  const fields = name === 'fields' ? fieldsSchema.safeParse(value) : null;
  const text = fields?.success ? plainFields(fields.data) : textOf(value);
  return text === '' ? empty : { kind: 'text', text };
}

function currencyOf(name: string, row: Readonly<Record<string, unknown>>): string | null {
  const own = row[name.replace(/Minor$/, 'Currency')] ?? row['currency'];
  return typeof own === 'string' && /^[A-Z]{3}$/.test(own) ? own : null;
}

/** How things that are several, or have parts, are called in one cell. */
const callsItself = ['number', 'name', 'sku', 'reason', 'code', 'label', 'field'];

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value) ?? '';
  const parts = value as Readonly<Record<string, unknown>>;
  for (const name of callsItself) {
    const found = parts[name];
    if (typeof found === 'string' || typeof found === 'number') return String(found);
  }
  return Object.keys(parts).length === 0 ? '' : JSON.stringify(value);
}

/** Minor units as a decimal number, exact: -5, 2 digits is `-0.05`. */
export function decimalOf(minor: number, digits: number): string {
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
