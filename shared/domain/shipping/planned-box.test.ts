import { describe, expect, it } from 'vitest';
import { boxIdOf } from '../ids.test-kit';
import type { Box } from '../packing/box';
import { type Packable, plannedBox } from './planned-box';

const box = (id: string, edge: number, costMinor: number, maxGrams = 10_000): Box => ({
  boxId: boxIdOf(id),
  name: id,
  code: id,
  inner: { lengthMm: edge, widthMm: edge, heightMm: edge },
  outer: { lengthMm: edge + 6, widthMm: edge + 6, heightMm: edge + 6 },
  tareGrams: 100,
  maxGrams,
  costMinor,
  currency: 'GBP',
});
const boxes = [
  box('large', 400, 90),
  box('small', 200, 30),
  box('middle', 300, 60),
  box('weak', 350, 10, 500),
];
const mug = (quantity: number, edge = 100, weightGrams = 300): Packable => ({
  size: { lengthMm: edge, widthMm: edge, heightMm: edge },
  weightGrams,
  quantity,
});

describe('the box planned for a parcel', () => {
  it.each([
    ['one mug', [mug(1)], 'weak'],
    ['as many as fill it with room to spare', [mug(6)], 'small'],
    ['one more', [mug(7)], 'middle'],
    ['a long thing', [{ ...mug(1), size: { lengthMm: 20, widthMm: 390, heightMm: 20 } }], 'large'],
    ['too heavy for the cheapest', [mug(1, 100, 450)], 'small'],
    ['too much for any', [mug(1000)], null],
  ])('of %s is %s', (_name, items, id) => {
    expect(plannedBox(boxes, items)?.boxId ?? null).toBe(id);
  });
});
