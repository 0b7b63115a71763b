import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import { type LookAlike, tellApart, type Wanted } from './look-alike';

const size = { lengthMm: 100, widthMm: 250, heightMm: 80 };
const wanted: Wanted = {
  name: 'RED Metal lantern',
  code: '05012345678900',
  measures: { size, weightGrams: 300 },
};
const other: LookAlike = {
  sku: skuOf('L2'),
  name: 'Blue metal lantern large',
  code: '05012345678917',
  size: { ...size, lengthMm: 310 },
  weightGrams: 450,
  times: 4,
};

describe('what tells two products apart', () => {
  it('is the words that only one has, the signs from which codes differ, weight and the longest side', () => {
    const apart = tellApart(wanted, other);
    const own = (words: typeof apart.words) => words.filter(({ isOwn }) => isOwn).map(({ word }) => word);
    expect(own(apart.words)).toEqual(['RED']);
    expect(own(apart.otherWords)).toEqual(['Blue', 'large']);
    expect(apart.words.map(({ word }) => word).join(' ')).toBe(wanted.name);
    expect(apart).toMatchObject({ heavierGrams: -150, longerMm: -60, codesDifferAt: 12 });
  });

  it.each([
    ['', '1', null],
    ['1', '', null],
    ['12', '12', null],
    ['12', '123', 2],
    ['123', '12', 2],
    ['9', '1', 0],
  ])('codes %s and %s differ at %s', (code, of, at) => {
    expect(tellApart({ ...wanted, code }, { ...other, code: of }).codesDifferAt).toBe(at);
  });

  it('says nothing of measures that are not known', () => {
    expect(tellApart({ ...wanted, measures: null }, other)).toMatchObject({ heavierGrams: 0, longerMm: 0 });
  });
});
