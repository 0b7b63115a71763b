// Judges what a channel says of an order before anything is done with it: every problem has a field, a reason and a remedy
// (words under `channel.problem.CODE` in shared/text). An order with a problem is taken whole or not at all.
import type { z } from 'zod';
import { fieldProblemCodes } from '../field/judge-fields';
import { type ToldOrder, toldOrderSchema } from './told-order';

export const problemCodes = [
  'not-json',
  'field-missing',
  'field-wrong',
  'text-too-long',
  'text-unsafe',
  'lines-none',
  'lines-too-many',
  'line-twice',
  'sku-missing',
  'sku-unknown',
  'quantity-wrong',
  'price-negative',
  'price-unreadable',
  'currency-foreign',
  'amount-too-large',
  'content-differs',
  'order-known',
  'order-refused',
  ...fieldProblemCodes,
  'fault',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
export type ToldProblem = {
  /** Where, in the words of told-order.ts: `lines.3.sku`. */
  field: string;
  code: ProblemCode;
  values: Record<string, string | number>;
};

export type ToldReading = { ok: true; told: ToldOrder } | { ok: false; problems: ToldProblem[] };

/** What a channel accepts. */
export type ToldLimits = {
  currency: string;
  /** More lines than this wait for a person: no customer of this channel orders so many. */
  mostLines: number;
};

/** More would not be read by anybody. */
const mostProblems = 20;

export function problem(field: string, code: ProblemCode, values: ToldProblem['values'] = {}): ToldProblem {
  return { field, code, values };
}

/** Checks a picture as a connector shaped it. Instants come back in UTC, so that they compare as text. */
export function judgeTold(shaped: unknown, limits: ToldLimits): ToldReading {
  const parsed = toldOrderSchema.safeParse(shaped);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.slice(0, mostProblems).map((issue) => issueOf(issue, shaped)),
    };
  const told = {
    ...parsed.data,
    placedAt: new Date(parsed.data.placedAt).toISOString(),
    changedAt: new Date(parsed.data.changedAt).toISOString(),
  };
  const problems = rulesBroken(told, limits).slice(0, mostProblems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, told };
}

function rulesBroken(told: ToldOrder, limits: ToldLimits): ToldProblem[] {
  const found: ToldProblem[] = [];
  const seen = new Set<string>();
  for (const [index, line] of told.lines.entries()) {
    if (seen.has(line.lineId))
      found.push(problem(`lines.${index}.lineId`, 'line-twice', { line: line.lineId }));
    seen.add(line.lineId);
    if (line.removed > line.quantity)
      found.push(problem(`lines.${index}.removed`, 'quantity-wrong', { quantity: line.removed }));
  }
  const amounts = [
    ...told.lines.map((line) => line.quantity * line.unitPriceMinor),
    ...told.charges.map((charge) => Math.abs(charge.amountMinor)),
  ];
  if (amounts.reduce((sum, amount) => sum + amount, 0) > Number.MAX_SAFE_INTEGER)
    found.push(problem('lines', 'amount-too-large'));
  return [...judgeOrder(told, limits), ...found];
}

/** Texts of an order, however it came, that nobody could read as they are meant. */
export function unsafeTexts(order: object): ToldProblem[] {
  return [...textsOf(order)].flatMap(([field, text]) =>
    unsafe.test(text) || halfLetter.test(text)
      ? [problem(field, 'text-unsafe', { text: text.slice(0, 40) })]
      : [],
  );
}

/** What stands against an order that is told in our own words: the same rules as for one that a shop tells. */
export function judgeOrder(
  order: { currency: string; lines: readonly object[] },
  { currency, mostLines }: ToldLimits,
): ToldProblem[] {
  const found: ToldProblem[] = [];
  if (order.currency !== currency)
    found.push(problem('currency', 'currency-foreign', { currency: order.currency, known: currency }));
  if (order.lines.length > mostLines)
    found.push(problem('lines', 'lines-too-many', { count: order.lines.length, limit: mostLines }));
  return [...found, ...unsafeTexts(order)].slice(0, mostProblems);
}

/**
 * Control characters but line breaks and tabs, and marks that turn the direction of what follows (Unicode UAX 9: the
 * overrides and embeddings). Right-to-left letters need none of them, and they make one text look like another.
 */
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

/** Half of a surrogate pair: no letter at all. */
const halfLetter = /\p{Surrogate}/u;

function* textsOf(value: unknown, place = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [place, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value))
      yield* textsOf(each, place === '' ? key : `${place}.${key}`);
}

function issueOf(issue: z.core.$ZodIssue, shaped: unknown): ToldProblem {
  const field = issue.path.map(String).join('.');
  const last = String(issue.path.at(-1) ?? '');
  if (issue.code === 'too_big' && issue.origin === 'string')
    return problem(field, 'text-too-long', { limit: Number(issue.maximum) });
  if (field === 'lines' && issue.code === 'too_small') return problem(field, 'lines-none');
  if (field === 'lines' && issue.code === 'too_big')
    return problem(field, 'lines-too-many', {
      count: `> ${String(issue.maximum)}`,
      limit: Number(issue.maximum),
    });
  if (last === 'sku') return problem(field, 'sku-missing');
  if (last === 'unitPriceMinor')
    return problem(field, issue.code === 'too_small' ? 'price-negative' : 'price-unreadable');
  if (last === 'quantity' || last === 'removed') return problem(field, 'quantity-wrong', { quantity: '?' });
  const given = valueAt(shaped, issue.path);
  return problem(
    field,
    given === undefined || given === null || given === '' ? 'field-missing' : 'field-wrong',
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
