import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from './op-content';

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turned(field)]),
  );
};

describe('what an op says', () => {
  it('is the same in any order of fields, and after a trip through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sent: unknown = JSON.parse(JSON.stringify(value));
        expect(hashOf(turned(sent))).toBe(hashOf(sent));
      }),
    );
  });

  it('differs as soon as anything differs', () => {
    const op = { opId: 'a', body: { sku: 'MUG', quantity: 1, codes: ['1', '2'] } };
    const others = [
      { ...op, opId: 'b' },
      { ...op, body: { ...op.body, quantity: 2 } },
      { ...op, body: { ...op.body, quantity: '1' } },
      { ...op, body: { ...op.body, codes: ['2', '1'] } },
      { ...op, extra: null },
      { opId: 'a', 'body.sku': 'MUG' },
    ];
    expect(new Set([op, ...others].map(hashOf)).size).toBe(others.length + 1);
  });
});
