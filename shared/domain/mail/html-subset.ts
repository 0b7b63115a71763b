// The HTML a template may hold: text, lists, tables and links. No style, no picture, no script, nothing that loads
// anything: a mail of ours tells nobody when it is read.
import type { ValueShape } from './mail-kinds';

export type OpenTag = { kind: 'tag'; name: string; line: number };

type Problem = { code: 'tag-unknown' | 'attribute-unknown' | 'link-wrong' | 'not-open'; what: string };

const voidTags: readonly string[] = ['br', 'hr'];
const tags: readonly string[] = [
  ...'p strong em small h1 h2 h3 ul ol li a div span table thead tbody tr th td'.split(' '),
  ...voidTags,
];
const tagForm = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>$/;
const attribute = /([a-z-]+)="([^"]*)"/g;
const attributeValues: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  td: { align: /^(left|right|center)$/, colspan: /^\d{1,2}$/ },
  th: { align: /^(left|right|center)$/, colspan: /^\d{1,2}$/ },
};
const wholeValue = /^\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}$/;
const fixedLink = /^(https:\/\/|mailto:)[^\s{}<>]+$/;

/** Pushes and takes what a tag opens and ends. @returns what is wrong with the tag; null when nothing is */
export function htmlProblem(
  text: string,
  open: { kind: string; name: string; line: number }[],
  line: number,
  shapeOf: (name: string) => ValueShape | undefined,
): Problem | null {
  const [, slash, name = '', attributes = ''] = tagForm.exec(text) ?? [];
  if (slash === undefined || !tags.includes(name)) return { code: 'tag-unknown', what: text.slice(0, 60) };
  if (slash === '/') {
    const last = open.at(-1);
    if (last?.kind !== 'tag' || last.name !== name || attributes !== '')
      return { code: 'not-open', what: text };
    open.pop();
    return null;
  }
  if (!voidTags.includes(name)) open.push({ kind: 'tag', name, line } satisfies OpenTag);
  for (const [, key = '', value = ''] of attributes.matchAll(attribute)) {
    if (name === 'a' && key === 'href') {
      const named = wholeValue.exec(value)?.[1];
      const isLink = named === undefined ? fixedLink.test(value) : shapeOf(named) === 'link';
      if (!isLink) return { code: 'link-wrong', what: value.slice(0, 60) };
    } else if (!attributeValues[name]?.[key]?.test(value))
      return { code: 'attribute-unknown', what: `${key}="${value}"`.slice(0, 60) };
  }
  return null;
}
