// What is wrong with values of custom fields, whichever way they came in: by API, from a sheet, from the office. Every
// problem names its field, and has words with a remedy under `field.problem.CODE`.
import type { FieldChanges, FieldDefinition, Fields, FieldValue } from './field';

export const fieldProblemCodes = [
  'field-unknown',
  'field-kind',
  'field-option',
  'field-day',
  'field-currency',
  'field-required',
] as const;
export type FieldProblemCode = (typeof fieldProblemCodes)[number];
export type FieldProblem = { key: string; code: FieldProblemCode; values: Record<string, string | number> };

const longestText = 1000;

/**
 * Values that are given. Null takes a value out, which a required one does not let happen.
 * @param definitions those of this owner and channel
 * @param currency of the order; null where there is none
 */
export function judgeFields(
  definitions: readonly FieldDefinition[],
  given: FieldChanges,
  currency: string | null,
): FieldProblem[] {
  const byKey = new Map(definitions.map((each) => [each.key, each]));
  return Object.entries(given).flatMap(([key, value]): FieldProblem[] => {
    const definition = byKey.get(key);
    if (!definition) return [{ key, code: 'field-unknown', values: { key } }];
    if (value === null)
      return definition.requiredAt === 'placed'
        ? [{ key, code: 'field-required', values: { key, name: definition.names.en } }]
        : [];
    return judgeValue(definition, value, currency);
  });
}

/** Fields that have to be there at a step and are not; an empty text is none. */
export function missingFields(
  definitions: readonly FieldDefinition[],
  fields: Fields | undefined,
  step: 'placed' | 'released',
): FieldProblem[] {
  return definitions
    .filter(({ requiredAt }) => requiredAt === step)
    .filter(({ key }) => fields?.[key] === undefined || fields[key] === '')
    .map(({ key, names }) => ({ key, code: 'field-required', values: { key, name: names.en } }));
}

function judgeValue(definition: FieldDefinition, value: FieldValue, currency: string | null): FieldProblem[] {
  const { key, names, kind } = definition;
  const wrong = (code: FieldProblemCode, values: FieldProblem['values'] = {}): FieldProblem[] => [
    { key, code, values: { key, name: names.en, kind, ...values } },
  ];
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value.length <= longestText ? [] : wrong('field-kind');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? [] : wrong('field-kind');
    case 'yes-no':
      return typeof value === 'boolean' ? [] : wrong('field-kind');
    case 'date':
      if (typeof value !== 'string') return wrong('field-kind');
      return isDay(value) ? [] : wrong('field-day');
    case 'choice': {
      if (typeof value !== 'string') return wrong('field-kind');
      const known = definition.options.map((option) => option.key);
      return known.includes(value) ? [] : wrong('field-option', { known: known.slice(0, 20).join(', ') });
    }
    case 'money':
      if (typeof value !== 'object' || !Number.isSafeInteger(value.amountMinor)) return wrong('field-kind');
      return currency === null || value.currency === currency ? [] : wrong('field-currency', { currency });
  }
}

/** A day that the calendar has, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
