// GS1 element strings: application identifiers and their data, as a scanner sends them (GS, 0x1D, between fields), as people
// write them ("(01)09501101530003(10)AB"), and as they are printed. An interpreter of the GS1 Syntax Dictionary. It never
// guesses: a field that runs on because its separator was lost is refused, not cut.
import { followsRule, type ContentRule } from './content-rules';
import { type Characters, entryAtStart, entryOf, type IdentifierEntry } from './dictionary';

export type Gs1Element = { ai: string; value: string };

/** Which field is wrong and in what; `rule` is the dictionary's name of the rule that its data breaks. */
export type Gs1Fault = {
  why: 'check-digit' | 'separator-missing' | 'identifier-unknown' | 'data-wrong';
  ai: string | null;
  rule: ContentRule | null;
};

export type Gs1Reading = { ok: true; elements: Gs1Element[] } | ({ ok: false } & Gs1Fault);

export const groupSeparator = '\u001d';

/** Symbology identifiers that say "FNC1 first": what follows is an element string. */
const gs1Symbols = new Set([']C1', ']e0', ']d2', ']d5', ']Q3', ']Q4', ']J1']);

export function isGs1Symbol(aim: string | null): boolean {
  return aim !== null && gs1Symbols.has(aim);
}

/**
 * Takes the data behind the symbology identifier. A separator behind a field of known length, before the first field and behind
 * the last one is superfluous, not wrong.
 */
export function readElementString(data: string): Gs1Reading {
  const elements: Gs1Element[] = [];
  let rest = data.startsWith(groupSeparator) ? data.slice(1) : data;
  if (rest === '') return fault('data-wrong');
  while (rest !== '') {
    const entry = entryAtStart(rest);
    if (!entry) return fault('identifier-unknown');
    const behind = rest.slice(entry.ai.length);
    const separatorAt = behind.indexOf(groupSeparator);
    const field = separatorAt === -1 ? behind : behind.slice(0, separatorAt);
    const value = entry.isFixed ? field.slice(0, fixedLength(entry)) : field;
    const wrong = faultOf(entry, value);
    if (wrong) return { ok: false, ...wrong };
    elements.push({ ai: entry.ai, value });
    rest = behind.slice(value.length);
    if (rest.startsWith(groupSeparator)) rest = rest.slice(1);
  }
  return { ok: true, elements };
}

/** `(01)09501101530003(10)AB`; a bracket within data is written `\(`. */
export function readBracketed(text: string): Gs1Reading {
  const elements: Gs1Element[] = [];
  const field = /\(([0-9]{2,4})\)((?:\\\(|[^(])*)/y;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) return fault('data-wrong');
    const [, ai = '', written = ''] = found;
    const entry = entryOf(ai);
    if (!entry) return { ...fault('identifier-unknown'), ai };
    const value = written.replaceAll('\\(', '(');
    const wrong = faultOf(entry, value);
    if (wrong) return { ok: false, ...wrong };
    elements.push({ ai, value });
  }
  return elements.length > 0 ? { ok: true, elements } : fault('data-wrong');
}

/** As a symbol carries them behind its FNC1. The identifiers are those of a reading. */
export function elementStringOf(elements: readonly Gs1Element[]): string {
  return elements
    .map(({ ai, value }, at) => {
      const needsEnd = at < elements.length - 1 && !entryOf(ai)?.isFixed;
      return `${ai}${value}${needsEnd ? groupSeparator : ''}`;
    })
    .join('');
}

/** What is wrong with a field's data; null when nothing is. */
export function faultOf({ ai, components }: IdentifierEntry, value: string): Gs1Fault | null {
  const wrong = (why: Gs1Fault['why'], rule: ContentRule | null = null): Gs1Fault => ({ why, ai, rule });
  let rest = value;
  for (const { characters, shortest, longest, isOptional, rules } of components) {
    if (isOptional && rest === '') break;
    const part = rest.slice(0, longest);
    if (part.length < shortest || !areOf(part, characters)) return wrong('data-wrong');
    const broken = rules.find((rule) => !followsRule(rule, part));
    if (broken) return wrong(broken === 'csum' ? 'check-digit' : 'data-wrong', broken);
    rest = rest.slice(part.length);
  }
  return rest === '' ? null : wrong('separator-missing');
}

function fault(why: Gs1Fault['why']): { ok: false } & Gs1Fault {
  return { ok: false, why, ai: null, rule: null };
}

function fixedLength({ components }: IdentifierEntry): number {
  return components.reduce((sum, { longest }) => sum + longest, 0);
}

const sets: Record<Characters, RegExp> = {
  N: /^[0-9]+$/,
  X: /^[!"%-?A-Z_a-z]+$/,
  Y: /^[#\-/0-9A-Z]+$/,
  Z: /^[-0-9A-Z_a-z]+={0,2}$/,
};

function areOf(part: string, characters: Characters): boolean {
  if (!sets[characters].test(part)) return false;
  // Padding fills a group up; without it the last group may be short.
  return characters !== 'Z' || !part.endsWith('=') || part.length % 3 === 0;
}
