// The lines of the GS1 Syntax Dictionary as data: what each application identifier holds, and what it may stand beside. Adding
// an identifier is adding its line.
import { type ContentRule, isContentRule } from './content-rules';
import { syntaxDictionary } from './syntax-dictionary';

export type Characters = 'N' | 'X' | 'Y' | 'Z';

/** A part of an identifier's data. */
export type Component = {
  characters: Characters;
  shortest: number;
  longest: number;
  isOptional: boolean;
  rules: readonly ContentRule[];
};

export type IdentifierEntry = {
  ai: string;
  title: string;
  components: readonly Component[];
  /** Of a length that is known beforehand: no separator is needed behind it. */
  isFixed: boolean;
  /** May stand in the query of a Digital Link. */
  isLinkAttribute: boolean;
  /** Each is one requirement: one of these groups of identifiers (or patterns such as `31nn`) must be there as a whole. */
  requires: readonly (readonly (readonly string[])[])[];
  /** Identifiers or patterns it must not stand beside. */
  excludes: readonly string[];
  /** As the key of a Digital Link: sequences of what may qualify it, in order. Null: no key. */
  linkKey: readonly (readonly string[])[] | null;
};

/** @param ai two to four digits */
export function entryOf(ai: string): IdentifierEntry | null {
  return entries.get(ai) ?? null;
}

/** The identifier that data begins with; no identifier begins another one. */
export function entryAtStart(data: string): IdentifierEntry | null {
  for (let digits = 2; digits <= 4; digits += 1) {
    const entry = entries.get(data.slice(0, digits));
    if (entry) return entry;
  }
  return null;
}

/** Whether an identifier is meant by a pattern: `n` is any digit. */
export function isMeantBy(ai: string, pattern: string): boolean {
  return ai.length === pattern.length && [...pattern].every((sign, at) => sign === 'n' || sign === ai[at]);
}

const entries: ReadonlyMap<string, IdentifierEntry> = new Map(
  syntaxDictionary.flatMap(readLine).map((entry) => [entry.ai, entry]),
);

function readLine(line: string): IdentifierEntry[] {
  const [specification = '', title = ''] = line.split(' # ');
  const [ais = '', ...words] = specification.split(' ');
  const flags = words[0] !== undefined && /^[*?]+$/.test(words[0]) ? (words.shift() ?? '') : '';
  const attributes = words.filter(isAttribute);
  const valuesOf = (name: string): string[] =>
    attributes.flatMap((each) => (each.startsWith(`${name}=`) ? [each.slice(name.length + 1)] : []));
  const rest: Omit<IdentifierEntry, 'ai'> = {
    title,
    components: words.filter((word) => !isAttribute(word)).map(readComponent),
    isFixed: flags.includes('*'),
    isLinkAttribute: flags.includes('?'),
    requires: valuesOf('req').map((value) => value.split(',').map((group) => group.split('+'))),
    excludes: valuesOf('ex').flatMap((value) => value.split(',')),
    linkKey: attributes.includes('dlpkey')
      ? [[]]
      : (valuesOf('dlpkey')[0]
          ?.split('|')
          .map((sequence) => sequence.split(',')) ?? null),
  };
  return rangeOf(ais).map((ai) => ({ ai, ...rest }));
}

function isAttribute(word: string): boolean {
  return /^(?:req|ex|dlpkey)(?:=|$)/.test(word);
}

function rangeOf(ais: string): string[] {
  const [first = '', last = first] = ais.split('-');
  const range: string[] = [];
  for (let number = Number(first); number <= Number(last); number += 1)
    range.push(String(number).padStart(first.length, '0'));
  return range;
}

function readComponent(word: string): Component {
  const isOptional = word.startsWith('[');
  const [format = '', ...rules] = word.replace(/[[\]]/g, '').split(',');
  const size = /^([NXYZ])(\.\.)?([0-9]+)$/.exec(format);
  if (!size) throw new Error(`the syntax dictionary has a component that cannot be read: ${word}`);
  const longest = Number(size[3]);
  return {
    characters: size[1] as Characters,
    shortest: size[2] === undefined ? longest : 1,
    longest,
    isOptional,
    rules: rules.map((rule) => {
      if (!isContentRule(rule)) throw new Error(`the syntax dictionary names an unknown rule: ${rule}`);
      return rule;
    }),
  };
}
