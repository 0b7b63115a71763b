import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../domain/property.test-kit';
import { withCheckDigit } from './check-digit';
import { type Gtin14, indicatorOf, isInStore, readGtin } from './gtin';

const read = (text: string, aim: string | null = null): string => {
  const reading = readGtin(text, aim);
  return reading.ok ? reading.gtin : reading.why;
};

describe('article numbers', () => {
  it.each([
    ['EAN-13', '4006381333931', null, '04006381333931'],
    ['EAN-13 with its identifier', '4006381333931', ']E0', '04006381333931'],
    ['UPC-A', '036000291452', ']E0', '00036000291452'],
    ['UPC-A sent as 13', '0036000291452', ']E0', '00036000291452'],
    ['EAN-8', '96385074', null, '00000096385074'],
    ['EAN-8 with its identifier', '96385074', ']E4', '00000096385074'],
    ['ITF-14', '10614141000415', ']I1', '10614141000415'],
    ['ITF-14, check digit stripped', '1061414100041', ']I3', '10614141000415'],
    ['ITF-14, unchecked', '10614141000415', ']I0', '10614141000415'],
    // UPC-E examples of the GS1 General Specifications and of common references, one a rule.
    ['UPC-E ending 0', '01234505', ']E0', '00012000003455'],
    ['UPC-E ending 1', '06510010', ']E0', 'check-digit'],
    ['UPC-E ending 3', '01234531', ']E0', '00012300000451'],
    ['UPC-E ending 4', '01234543', ']E0', '00012340000053'],
    ['UPC-E ending 5', '04252614', ']E0', '00042100005264'],
    ['UPC-E without number system', '425261', ']E0', '00042100005264'],
    ['UPC-E without check digit', '0425261', ']E0', '00042100005264'],
    ['a magazine with its add-on', '977147396801202', ']E3', '09771473968012'],
    ['an add-on alone', '52495', ']E2', 'not-a-gtin'],
    ['a damaged EAN-13', '4006381333932', ']E0', 'check-digit'],
    ['13 digits of another symbol', '4006381333932', null, 'not-a-gtin'],
    ['13 digits in a plain Code 128', '4006381333931', ']C0', '04006381333931'],
    ['text', '85123A', null, 'not-a-gtin'],
    ['nothing', '', ']E0', 'not-a-gtin'],
  ])('%s: %s %s -> %s', (_name, text, aim, want) => {
    expect(read(text, aim)).toBe(want);
  });

  it('takes each number in every length it may be printed in as the same', () => {
    const body = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 11, maxLength: 11 });
    holds(
      fc.property(body, (digits) => {
        const upc = withCheckDigit(digits);
        expect(new Set([read(upc), read(`0${upc}`), read(`00${upc}`), read(upc, ']E0')]).size).toBe(1);
      }),
    );
  });

  it('expands every UPC-E to a number whose suppression gives it back', () => {
    const six = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 });
    holds(
      fc.property(fc.constantFrom('0', '1'), six, (system, digits) => {
        const gtin = read(system + digits, ']E0');
        const [manufacturer, product] = [gtin.slice(3, 8), gtin.slice(8, 13)];
        const last = digits[5] ?? '';
        // Each rule of suppression names where the zeros stood.
        const zeros = last <= '2' ? `${manufacturer.slice(3)}${product.slice(0, 2)}` : product.slice(0, 3);
        expect(zeros).toMatch(/^0+$/);
        expect(gtin).toBe(withCheckDigit(gtin.slice(0, 13)));
        expect(gtin[2]).toBe(system);
      }),
    );
  });

  it.each([
    ['2012345000010', true],
    ['2912345000010', true],
    ['0212345000010', true],
    ['0412345000010', true],
    ['3012345000010', false],
    ['0312345000010', false],
    ['20123451', true],
    ['01234565', true],
    ['96385074', false],
  ])('%s in-store: %s', (number, inStore) => {
    const gtin = withCheckDigit(number.slice(0, -1)).padStart(14, '0') as Gtin14;
    expect(isInStore(gtin)).toBe(inStore);
  });

  it('reads the packaging level of a case', () => {
    expect(indicatorOf('10614141000415' as Gtin14)).toBe(1);
    expect(indicatorOf('00614141000418' as Gtin14)).toBe(0);
  });
});
