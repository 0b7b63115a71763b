// GS1 Digital Link: element strings as a web address (GS1 Digital Link URI Syntax 1.5). Read for what it says; it is never
// opened. An address without a GS1 key is no fault, it is only not one of these.
import { entryOf, type IdentifierEntry } from './dictionary';
import { faultOf, type Gs1Element, type Gs1Fault } from './element-strings';
import { fromPercentCodes, toPercentCodes } from './percent-codes';

export type LinkReading =
  | { ok: true; elements: Gs1Element[] }
  /** `fault` is null where it is the form of the link, not the data of a field. */
  | { ok: false; isLink: boolean; fault: Gs1Fault | null };

const noLink: LinkReading = { ok: false, isLink: false, fault: null };
const wrongLink: LinkReading = { ok: false, isLink: true, fault: null };

/** Scheme and host as they may be written; the scheme in one case. */
const address = /^(?:https?|HTTPS?):\/\/[A-Za-z0-9.\-:[\]]+\/(.*)$/;
const addressCharacters = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

export function readDigitalLink(text: string): LinkReading {
  const behindHost = addressCharacters.test(text) ? address.exec(text)?.[1] : undefined;
  if (behindHost === undefined) return noLink;
  const [beforeFragment = ''] = behindHost.split('#', 1);
  const queryAt = beforeFragment.indexOf('?');
  const path = (queryAt === -1 ? beforeFragment : beforeFragment.slice(0, queryAt)).split('/');
  const query = queryAt === -1 ? '' : beforeFragment.slice(queryAt + 1);
  const inPath = elementsOfPath(path);
  if (!inPath) return noLink;
  const inQuery = elementsOfQuery(query, inPath.key);
  if (!inQuery) return wrongLink;
  const elements = [...inPath.elements, ...inQuery];
  if (new Set(elements.map(({ ai }) => ai)).size < elements.length) return wrongLink;
  if (!isInOrder(inPath.elements.slice(1), inPath.key)) return wrongLink;
  for (const { ai, value } of elements) {
    const entry = entryOf(ai);
    const fault = entry && faultOf(entry, value);
    if (fault) return { ok: false, isLink: true, fault };
  }
  return { ok: true, elements };
}

/** The right-most key with what qualifies it; what stands before it is of the site. */
function elementsOfPath(path: readonly string[]): { key: IdentifierEntry; elements: Gs1Element[] } | null {
  const elements: Gs1Element[] = [];
  for (let at = path.length - 2; at >= 0; at -= 2) {
    const entry = entryOf(path[at] ?? '');
    const value = fromPercentCodes(path[at + 1] ?? '', 'path');
    if (!entry || value === '') return null;
    elements.unshift({ ai: entry.ai, value });
    if (entry.linkKey) return { key: entry, elements };
  }
  return null;
}

/** Null: it holds what a Digital Link must not. Words that are no identifier are for others. */
function elementsOfQuery(query: string, key: IdentifierEntry): Gs1Element[] | null {
  const elements: Gs1Element[] = [];
  for (const part of query.split('&')) {
    const [name = '', ...rest] = part.split('=');
    if (rest.length === 0 || !/^[0-9]+$/.test(name)) continue;
    const entry = entryOf(name);
    const value = fromPercentCodes(rest.join('='), 'query');
    const isQualifier = key.linkKey?.some((sequence) => sequence.includes(name));
    if (!entry?.isLinkAttribute || isQualifier || value === '') return null;
    elements.push({ ai: entry.ai, value });
  }
  return elements;
}

/** Whether these follow one another in one of the sequences of the key. */
function isInOrder(qualifiers: readonly Gs1Element[], { linkKey }: IdentifierEntry): boolean {
  return (
    linkKey?.some((sequence) => {
      let from = 0;
      return qualifiers.every(({ ai }) => {
        const at = sequence.indexOf(ai, from);
        from = at + 1;
        return at >= 0;
      });
    }) ?? false
  );
}

/**
 * The elements as a link. The first key among them is the link's; what is said twice stands there once.
 * @param stem scheme and host, with a path where the site wants one
 * @returns null where they do not go into one link: no key, a field that may not stand in a link
 */
export function digitalLinkOf(said: readonly Gs1Element[], stem = 'https://id.gs1.org'): string | null {
  const elements = said.filter(
    ({ ai, value }, at) => !said.slice(0, at).some((each) => each.ai === ai && each.value === value),
  );
  const key = elements.find(({ ai }) => entryOf(ai)?.linkKey);
  const linkKey = key && entryOf(key.ai)?.linkKey;
  if (!key || !linkKey) return null;
  const isQualifier = ({ ai }: Gs1Element): boolean => linkKey.some((sequence) => sequence.includes(ai));
  const given = elements.filter(isQualifier);
  const sequence = linkKey.find((each) => given.every(({ ai }) => each.includes(ai)));
  const rest = elements.filter((each) => each !== key && !isQualifier(each));
  if (!sequence || rest.some(({ ai }) => !entryOf(ai)?.isLinkAttribute)) return null;
  const qualifiers = sequence.flatMap((ai) => given.filter((each) => each.ai === ai));
  const path = [key, ...qualifiers]
    .map(({ ai, value }) => `/${ai}/${toPercentCodes(value, 'path')}`)
    .join('');
  // Those of known length go first, as in a symbol.
  const isFixed = ({ ai }: Gs1Element): boolean => entryOf(ai)?.isFixed ?? false;
  const inQuery = [...rest.filter(isFixed), ...rest.filter((each) => !isFixed(each))];
  const query = inQuery.map(({ ai, value }) => `${ai}=${toPercentCodes(value, 'query')}`).join('&');
  return `${stem.replace(/\/$/, '')}${path}${query === '' ? '' : `?${query}`}`;
}
