// The cases of the GS1 reference implementation (vectors/, Apache License 2.0): what it accepts we accept, what it refuses we
// refuse, and what it makes of a code we make of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGtin } from '../gtin';
import { meaningOf } from '../meaning';
import { associationFaults } from './associations';
import { digitalLinkOf, readDigitalLink } from './digital-link';
import { entryOf } from './dictionary';
import {
  elementStringOf,
  type Gs1Element,
  groupSeparator,
  isGs1Symbol,
  readBracketed,
  readElementString,
} from './element-strings';
import { fromPercentCodes, toPercentCodes } from './percent-codes';

function vectors<Vector>(name: string): Vector[] {
  const text = readFileSync(join(import.meta.dirname, 'vectors', `${name}.json`), 'utf8');
  return (JSON.parse(text) as { vectors: Vector[] }).vectors;
}

/** With `^` for FNC1, as the vectors write it. */
const written = (elements: readonly Gs1Element[]): string =>
  `^${elementStringOf(elements).replaceAll(groupSeparator, '^')}`;
const scanned = (text: string): string => text.slice(1).replaceAll('^', groupSeparator);

describe('element strings', () => {
  it.each(vectors<{ ok: boolean; dataStr: string }>('ai-unbracketed-parse'))(
    '$dataStr: $ok',
    ({ ok, dataStr }) => {
      expect(readElementString(scanned(dataStr)).ok).toBe(ok);
    },
  );

  it.each(vectors<{ ok: boolean; bracketed: string; unbracketed: string }>('ai-bracketed-parse'))(
    '$bracketed is $unbracketed',
    ({ ok, bracketed, unbracketed }) => {
      const reading = readBracketed(bracketed);
      expect(reading.ok ? written(reading.elements) : '').toBe(unbracketed);
      expect(reading.ok).toBe(ok);
    },
  );

  it.each(vectors<{ bracketed: string; result: string }>('ai-lint-via-ai'))(
    '$bracketed: $result',
    ({ bracketed, result }) => {
      expect(readBracketed(bracketed).ok).toBe(result === 'OK');
    },
  );
});

describe('what stands beside what', () => {
  const kindOf = {
    validateAIrepeats: 'repeated',
    validateAImutex: 'excluded',
    validateAIrequisites: 'missing',
    validateDigSigRequiresSerialisedKey: 'serial-missing',
  } as const;
  // Unknown identifiers among them: taken apart without the dictionary.
  const elementsOf = (bracketed: string): Gs1Element[] =>
    [...bracketed.matchAll(/\(([0-9]+)\)([^(]*)/g)].map(([, ai = '', value = '']) => ({ ai, value }));

  it.each(vectors<{ ok: boolean; rule: keyof typeof kindOf; bracketed: string }>('ai-association-rules'))(
    '$rule of $bracketed: $ok',
    ({ ok, rule, bracketed }) => {
      const faults = associationFaults(elementsOf(bracketed)).filter(({ kind }) => kind === kindOf[rule]);
      expect(faults.length === 0).toBe(ok);
    },
  );
});

describe('Digital Links', () => {
  type Options = {
    permitConvenienceAlphas?: boolean;
    permitZeroSuppressedGTINinDLuris?: boolean;
    permitUnknownAIs?: boolean;
  };
  const strict = vectors<{ ok: boolean; uri: string; dataStr: string; options?: Options }>(
    'digital-link-parse',
  ).map(
    // We have none of the reference's laxer ways: such a link is refused.
    (vector) => (vector.options ? { ...vector, ok: false, dataStr: '' } : vector),
  );

  it.each(strict)('$uri: $dataStr', ({ ok, uri, dataStr }) => {
    const reading = readDigitalLink(uri);
    expect(reading.ok ? written(reading.elements) : '').toBe(dataStr);
    expect(reading.ok).toBe(ok);
  });

  it.each(vectors<{ args: [boolean, string | null, string, string] }>('digital-link-generate'))(
    '$args',
    ({ args }) => {
      const [ok, stem, bracketed, link] = args;
      const reading = readBracketed(bracketed);
      const made = reading.ok ? digitalLinkOf(reading.elements, stem ?? undefined) : null;
      expect(made ?? '').toBe(link);
      expect(made !== null).toBe(ok);
    },
  );

  it.each(vectors<[string, string, string]>('uri-escape'))('%j in percent codes', (text, path, query) => {
    expect([toPercentCodes(text, 'path'), toPercentCodes(text, 'query')]).toEqual([path, query]);
  });

  it.each(vectors<[string, string, string]>('uri-unescape'))(
    '%j out of percent codes',
    (text, path, query) => {
      expect([fromPercentCodes(text, 'path'), fromPercentCodes(text, 'query')]).toEqual([path, query]);
    },
  );
});

describe('scans with a symbology identifier', () => {
  const symbologies: Record<string, string> = {
    QR: ']Q',
    DM: ']d',
    DotCode: ']J',
    DataBarExpanded: ']e',
    GS1_128_CCA: ']C',
    EAN13: ']E0',
    EAN8: ']E4',
  };

  it.each(vectors<{ ok: boolean; scanData: string; sym: string; dataStr: string }>('scandata-parse'))(
    '$scanData: $dataStr',
    ({ ok, scanData, sym, dataStr }) => {
      const [aim, text] = [scanData.slice(0, 3), scanData.slice(3)];
      if (ok) expect(aim.startsWith(symbologies[sym] ?? 'unknown')).toBe(true);
      if (isGs1Symbol(aim)) {
        const reading = readElementString(text);
        expect(reading.ok ? written(reading.elements) : '').toBe(dataStr);
      } else if (aim.startsWith(']E')) {
        const [main = '', composite] = text.split('|]e0');
        const gtin = readGtin(main, aim);
        expect(gtin.ok).toBe(ok);
        const meaning = meaningOf({ text, aim });
        expect(meaning.kind === 'item').toBe(ok);
        if (ok && composite !== undefined) expect(meaning).toMatchObject({ gtin: main.padStart(14, '0') });
      } else {
        // Plain data is itself: a `^` in it is a `^`.
        const plain = aim.length === 3 && /^\](?:Q1|d1|J0)/.test(aim);
        expect(plain).toBe(ok);
        // The vectors write a leading `^` of plain data with a `\` before it.
        if (ok) expect(text.replace(/^\\*\^/, (start) => `${start.slice(0, -1)}\\^`)).toBe(dataStr);
      }
    },
  );
});

it('knows every identifier of the dictionary, and that none begins another', () => {
  expect(entryOf('3105')).toMatchObject({ title: 'NET WEIGHT (kg)', isFixed: true, excludes: ['310n'] });
  expect(entryOf('3106')).toBeNull();
  expect(entryOf('01')?.linkKey).toEqual([['22', '10', '21'], ['235']]);
});
