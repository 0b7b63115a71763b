import { describe, expect, it } from 'vitest';
import { accountOf, byRole } from './books.test-kit';
import { imbalanceOf } from './entry';
import { postTillCount } from './post-till';

const doubled = { accountOf, toBase: (minor: number) => minor * 2 };

describe('a counted till in the books', () => {
  it.each([
    ['too little', -150, { cash: -300, 'cash-difference': 300 }],
    ['too much', 80, { cash: 160, 'cash-difference': -160 }],
    ['right', 0, {}],
  ])('that holds %s', (_what, differenceMinor, expected) => {
    const lines = postTillCount(doubled, differenceMinor);
    expect(imbalanceOf(lines)).toBeNull();
    expect(byRole(lines)).toEqual(expected);
  });
});
