import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../domain/property.test-kit';
import { withCheckDigit } from '../check-digit';
import { type Gs1Element, groupSeparator as gs, isGs1Symbol, readElementString } from './element-strings';

const said = (data: string): string => {
  const reading = readElementString(data);
  return reading.ok ? reading.elements.map(({ ai, value }) => `(${ai})${value}`).join('') : reading.why;
};

describe('element strings', () => {
  it.each([
    ['010950110153000310Lot-1/A_b\u001d17260531', '(01)09501101530003(10)Lot-1/A_b(17)260531'],
    ['00106141412345678908', '(00)106141412345678908'],
    [`02${'09501101530003'}3724`, '(02)09501101530003(37)24'],
    // A separator behind a field of predefined length, at the front and at the end is superfluous, not wrong.
    [`${gs}0109501101530003${gs}21AB${gs}`, '(01)09501101530003(21)AB'],
    ['310300125010LOT', '(3103)001250(10)LOT'],
    [`7003260531${'1200'}${gs}10X`, '(7003)2605311200(10)X'],
    ['17260500', '(17)260500'],
    ['4109501101530003', '(410)9501101530003'],
    ['0109501101530004', 'check-digit'],
    ['00106141412345678907', 'check-digit'],
    ['010950110153', 'data-wrong'],
    ['17261331', 'data-wrong'],
    ['17260231', 'data-wrong'],
    ['17260431', 'data-wrong'],
    ['37A', 'data-wrong'],
    ['10', 'data-wrong'],
    ['', 'data-wrong'],
    [gs, 'data-wrong'],
    ['10ABC DEF', 'data-wrong'],
    ['10ABCç', 'data-wrong'],
    // The separator behind the lot was lost: the lot runs on into the expiry date.
    ['10LOT12345678901234517260531', 'separator-missing'],
    ['88123', 'identifier-unknown'],
    ['1', 'identifier-unknown'],
    ['ABC', 'identifier-unknown'],
    ['7', 'identifier-unknown'],
    ['70A3X', 'identifier-unknown'],
  ])('%j is %s', (data, want) => {
    expect(said(data)).toBe(want);
  });

  it('gives back what was put together, for any order of fields', () => {
    const digits = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
    const text = fc.string({ unit: fc.constantFrom(...'AZaz09-/_.%'), minLength: 1, maxLength: 20 });
    const element: fc.Arbitrary<Gs1Element> = fc.oneof(
      digits(17).map((body) => ({ ai: '00', value: withCheckDigit(body) })),
      digits(13).map((body) => ({ ai: '01', value: withCheckDigit(body) })),
      text.map((value) => ({ ai: '10', value })),
      text.map((value) => ({ ai: '21', value })),
      text.map((value) => ({ ai: '400', value })),
      fc.nat(99_999_999).map((count) => ({ ai: '37', value: String(count) })),
      digits(6).map((value) => ({ ai: '3102', value })),
    );
    const isVariable = ({ ai }: Gs1Element): boolean => ['10', '21', '400', '37'].includes(ai);
    holds(
      fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), (elements) => {
        const data = elements
          .map((one, at) => one.ai + one.value + (isVariable(one) && at < elements.length - 1 ? gs : ''))
          .join('');
        expect(readElementString(data)).toEqual({ ok: true, elements });
      }),
    );
  });

  it('answers any text without throwing', () => {
    holds(
      fc.property(fc.string({ unit: fc.constantFrom(...`0123456789A-${gs}`), maxLength: 60 }), (data) => {
        const reading = readElementString(data);
        if (reading.ok) {
          const carried = reading.elements.map(({ ai, value }) => ai + value).join('');
          expect(carried).toBe(data.replaceAll(gs, ''));
        }
      }),
    );
  });

  it.each([
    [']C1', true],
    [']d2', true],
    [']d5', true],
    [']Q3', true],
    [']Q4', true],
    [']e0', true],
    [']J1', true],
    [']C0', false],
    [']E0', false],
    [']d1', false],
    [']Q1', false],
    [null, false],
  ])('%s carries element strings: %s', (aim, want) => {
    expect(isGs1Symbol(aim)).toBe(want);
  });
});
