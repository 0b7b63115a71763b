import { describe, expect, it } from 'vitest';
import { markOf, readMark } from './stream-eras';

const era = '01890000-0000-7000-8000-0000000000e1';

describe('a mark', () => {
  it('is read as it was given', () => {
    expect(readMark(markOf({ seq: 42, era }) ?? '')).toEqual({ seq: 42, era });
  });

  it('is not given before the first era', () => {
    expect(markOf({ seq: 42, era: null })).toBeNull();
  });

  it.each([undefined, '', era, '42', `x.${era}`, `42.${era}.7`, `-1.${era}`])('is not %j', (text) => {
    expect(readMark(text)).toBeNull();
  });
});
