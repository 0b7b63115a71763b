// Whatever the dictionary allows goes into a symbol and comes out of a scanner the same, in every way it is written.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds } from '../../domain/property.test-kit';
import { entryOf } from './dictionary';
import { digitalLinkOf, readDigitalLink } from './digital-link';
import {
  elementStringOf,
  type Gs1Element,
  groupSeparator,
  readBracketed,
  readElementString,
} from './element-strings';
import { ais, rightElement, valueOf } from './fields.test-kit';

const elements = fc.uniqueArray(rightElement, { minLength: 1, maxLength: 6, selector: ({ ai }) => ai });
const bracketed = (said: readonly Gs1Element[]): string =>
  said.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');

it.each(ais)('(%s) alone comes back as it was', (ai) => {
  holds(
    fc.property(valueOf(ai), (value) => {
      const said = [{ ai, value }];
      expect(readElementString(elementStringOf(said))).toEqual({ ok: true, elements: said });
      expect(readBracketed(bracketed(said))).toEqual({ ok: true, elements: said });
    }),
    { runs: 20 },
  );
});

it('many in one symbol come back in their order, however many separators stand where none is needed', () => {
  holds(
    fc.property(elements, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (said, surplus) => {
      const whole = { ok: true, elements: said };
      expect(readElementString(elementStringOf(said))).toEqual(whole);
      const spaced = said
        .map(({ ai, value }, at) => {
          const isLast = at === said.length - 1;
          const ends = isLast || entryOf(ai)?.isFixed ? surplus[at] : true;
          return `${ai}${value}${ends ? groupSeparator : ''}`;
        })
        .join('');
      expect(readElementString(`${surplus[6] ? groupSeparator : ''}${spaced}`)).toEqual(whole);
      expect(readBracketed(bracketed(said))).toEqual(whole);
    }),
    { runs: 600 },
  );
});

it('what can be said in a Digital Link comes back from it, whatever the order it was said in', () => {
  let links = 0;
  const withKey = fc
    .tuple(valueOf('01'), fc.uniqueArray(rightElement, { maxLength: 4, selector: ({ ai }) => ai }))
    .map(([gtin, rest]) => [{ ai: '01', value: gtin }, ...rest.filter(({ ai }) => ai !== '01')]);
  holds(
    fc.property(withKey, (said) => {
      const link = digitalLinkOf(said);
      if (link === null) return;
      links += 1;
      const reading = readDigitalLink(link);
      if (!reading.ok) throw new Error(`${link} is not read`);
      const inOrder = (given: readonly Gs1Element[]): string[] =>
        given.map(({ ai, value }) => `${ai} ${value}`).sort((a, b) => a.localeCompare(b));
      expect(inOrder(reading.elements)).toEqual(inOrder(said));
    }),
    { runs: 600 },
  );
  expect(links).toBeGreaterThan(50);
});
