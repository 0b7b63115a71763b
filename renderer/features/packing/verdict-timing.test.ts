import { describe, expect, it } from 'vitest';
import { quantile } from './verdict-timing';

describe('a quantile by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it('is a value that was measured', () => {
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile([7], 0.99)).toBe(7);
    expect(quantile([1, 2], 0.5)).toBe(1);
  });

  it('is none of nothing', () => {
    expect(quantile([], 0.5)).toBeNull();
  });
});
