// Templates of mails, without logic: {{name}} is a value, {{#name}}...{{/name}} stands once for every row (or when the
// value is there), {{^name}}...{{/name}} when it is not. What a template may name is given; anything else is a problem
// with its line, never an empty place. Must never let a value become markup or a second line of a subject.
import { htmlProblem, type OpenTag } from './html-subset';
import type { MailRow, MailValues, ValueShape, ValueShapes } from './mail-kinds';

export const templateProblemCodes = [
  'unknown-value',
  'not-closed',
  'not-open',
  'nested',
  'rows-as-text',
  'text-too-long',
  'empty',
  'subject-lines',
  'tag-unknown',
  'attribute-unknown',
  'link-wrong',
  'sign-alone',
] as const;
export type TemplateProblemCode = (typeof templateProblemCodes)[number];
export type TemplatePart = 'subject' | 'text' | 'html';
export type TemplateProblem = {
  part: TemplatePart;
  code: TemplateProblemCode;
  /** From 1. */
  line: number;
  /** What it is about: a name, a tag. */
  what: string;
};

export type MailText = { subject: string; text: string; html: string };

/** Characters. */
export const longestPart: Readonly<Record<TemplatePart, number>> = {
  subject: 200,
  text: 20_000,
  html: 40_000,
};
const mostProblems = 20;

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string }
  /** Inside the tag that follows it. */
  | { kind: 'link'; name: string }
  | { kind: 'section'; name: string; isInverted: boolean; inner: Node[] };

type Read = { nodes: Node[]; problems: TemplateProblem[] };

/** A placeholder, a tag, plain text, or a sign that begins neither. */
const token = /\{\{\s*([#^/]?)\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}|<[^<>]*>|[^{<]+|[{<]/g;

type Open =
  | { kind: 'section'; name: string; line: number; nodes: Node[]; rows: ValueShape | undefined }
  | OpenTag;

export function problemsOf(template: MailText, shapes: ValueShapes): TemplateProblem[] {
  return (['subject', 'text', 'html'] as const)
    .flatMap((part) => readPart(part, template[part], shapes).problems)
    .slice(0, mostProblems);
}

function readPart(part: TemplatePart, source: string, shapes: ValueShapes): Read {
  const problems: TemplateProblem[] = [];
  const root: Node[] = [];
  const open: Open[] = [];
  let line = 1;
  const say = (code: TemplateProblemCode, what: string, at = line): void => {
    problems.push({ part, code, line: at, what });
  };
  if (source.trim() === '') say('empty', part);
  if (source.length > longestPart[part]) {
    say('text-too-long', String(longestPart[part]));
    return { nodes: root, problems };
  }
  if (part === 'subject' && /[\r\n]/.test(source)) say('subject-lines', part);
  const sections = (): Extract<Open, { kind: 'section' }>[] =>
    open.flatMap((each) => (each.kind === 'section' ? [each] : []));
  const shapeOf = (name: string): ValueShape | undefined => {
    const rows = sections().findLast((each) => typeof each.rows === 'object')?.rows;
    if (typeof rows === 'object' && Object.hasOwn(rows, name)) return rows[name];
    return Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  };
  const add = (node: Node): void => void (sections().at(-1)?.nodes ?? root).push(node);
  const begin = (name: string, isInverted: boolean, shape: ValueShape): void => {
    const inner: Node[] = [];
    add({ kind: 'section', name, isInverted, inner });
    open.push({ kind: 'section', name, line, nodes: inner, rows: isInverted ? undefined : shape });
  };
  /** What was opened inside a section ends inside it. */
  const close = (name: string): void => {
    const last = open.at(-1);
    if (last?.kind === 'section' && last.name === name) open.pop();
    else say('not-open', name);
  };
  for (const found of source.matchAll(token)) {
    const [text, sign = '', name] = found;
    if (name !== undefined) {
      const shape = shapeOf(name);
      if (sign === '/') close(name);
      else if (shape === undefined) say('unknown-value', name);
      else if (sign === '' && typeof shape === 'object') say('rows-as-text', name);
      else if (sign === '') add({ kind: 'value', name });
      else if (sections().length >= 2) say('nested', name);
      else begin(name, sign === '^', shape);
    } else if (part === 'html' && text.length > 1 && text.startsWith('<')) {
      const problem = htmlProblem(text, open, line, shapeOf);
      if (problem) say(problem.code, problem.what);
      for (const piece of text.split(/(\{\{[^{}]*\}\})/)) {
        const link = /^\{\{\s*(\w+)\s*\}\}$/.exec(piece)?.[1];
        add(link === undefined ? { kind: 'text', text: piece } : { kind: 'link', name: link });
      }
    } else {
      if (part === 'html' && text === '<') say('sign-alone', '<');
      add({ kind: 'text', text });
    }
    line += text.split('\n').length - 1;
  }
  for (const each of open) say('not-closed', each.name, each.line);
  return { nodes: root, problems };
}

/**
 * Fills a template. `problemsOf` must have found none.
 * @throws when a template has a problem: it was stored by something that did not look
 */
export function renderTemplate(template: MailText, shapes: ValueShapes, values: MailValues): MailText {
  const render = (part: TemplatePart): string => {
    const { nodes, problems } = readPart(part, template[part], shapes);
    const [first] = problems;
    if (first) throw new Error(`template ${part}, line ${first.line}: ${first.code} ${first.what}`);
    return fill(nodes, part, values, {});
  };
  return { subject: oneLine(render('subject')), text: render('text'), html: render('html') };
}

function fill(nodes: readonly Node[], part: TemplatePart, values: MailValues, row: MailRow): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      const value = Object.hasOwn(row, node.name) ? row[node.name] : values[node.name];
      if (node.kind === 'link') return typeof value === 'string' ? escapeHtml(safeLink(value)) : '';
      if (node.kind === 'value') return typeof value === 'string' ? shown(value, part) : '';
      const isThere = typeof value === 'string' ? cleaned(value) !== '' : (value?.length ?? 0) > 0;
      if (node.isInverted) return isThere ? '' : fill(node.inner, part, values, row);
      if (!isThere || value === undefined) return '';
      return typeof value === 'string'
        ? fill(node.inner, part, values, row)
        : value.map((each) => fill(node.inner, part, values, each)).join('');
    })
    .join('');
}

const longestValue = 500;
/** Written from right to left: kept apart, so that it turns nothing around it. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const htmlSigns: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function shown(value: string, part: TemplatePart): string {
  const text = cleaned(value);
  if (part !== 'html') return text;
  const escaped = escapeHtml(text);
  return rightToLeft.test(text) ? `<bdi>${escaped}</bdi>` : escaped;
}

/** An address to follow, or nothing when it is none that may be followed. */
export function safeLink(value: string): string {
  return /^(https?:\/\/|mailto:)[^\s"'<>\\^`{|}\p{Cc}]+$/iu.test(value) ? value : '';
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => htmlSigns[sign] ?? sign);
}

/**
 * A value as it may stand in a mail: one line, no control signs, none that turn the direction of what follows, and not
 * longer than a name or an address can be.
 */
export function cleaned(value: string): string {
  const line = value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(/[\uD800-\uDFFF]/gu, '')
    .trim();
  const signs = [...line];
  return signs.length > longestValue ? `${signs.slice(0, longestValue - 1).join('')}…` : line;
}

/** A header has one line. */
export function oneLine(text: string): string {
  return cleaned(text.replace(/\s+/g, ' '));
}
