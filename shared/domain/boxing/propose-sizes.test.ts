import { describe, expect, it } from 'vitest';
import type { Piece, Size } from './goods';
import { type SizeProgress, type SizeProposal, type SizeQuestion, proposeSizes } from './propose-sizes';

const question: SizeQuestion = {
  orders: [],
  count: 2,
  costOf: ({ length, width, height }: Size) => length * width * height,
  maxGrams: 10_000,
  largest: { length: 600, width: 400, height: 400 },
  step: 10,
};
const cube = (side: number): Piece => ({ length: side, width: side, height: side, grams: 100 });

function ask(change: Partial<SizeQuestion>): { answer: SizeProposal; steps: SizeProgress[] } {
  const steps: SizeProgress[] = [];
  const proposing = proposeSizes({ ...question, ...change });
  for (;;) {
    const step = proposing.next();
    if (step.done) return { answer: step.value, steps };
    steps.push(step.value);
  }
}

describe('proposed box sizes', () => {
  it('are those of the orders when there are only so many kinds of order', () => {
    const orders = [
      ...Array.from({ length: 60 }, () => [cube(100)]),
      ...Array.from({ length: 60 }, () => [cube(295)]),
    ];
    const { answer, steps } = ask({ orders });
    expect(
      answer.sizes.map(({ length, width, height }) => length * width * height).sort((a, b) => a - b),
    ).toEqual([100 ** 3, 300 ** 2 * 300]);
    expect(answer).toMatchObject({ severalBoxes: 0, cost: 60 * 100 ** 3 + 60 * 300 ** 3 });
    expect(steps[0]).toEqual({ done: 50, of: 120 });
  });

  it('cost no more with each size more, and each better proposal costs less', () => {
    const orders = Array.from({ length: 40 }, (_, at) => [cube(50 + ((at * 37) % 250)), cube(40)]);
    const costs = [1, 2, 3, 4].map((count) => ask({ orders, count }).answer.cost);
    expect([...costs].sort((a, b) => b - a)).toEqual(costs);
    const found = ask({ orders, count: 3 }).steps.flatMap((step) => ('cost' in step ? [step.cost] : []));
    expect([...found].sort((a, b) => b - a)).toEqual(found);
  });

  it('leave what is too heavy for one box to several', () => {
    const heavy = Array.from({ length: 3 }, () => ({ ...cube(100), grams: 4000 }));
    expect(ask({ orders: [heavy, [cube(100)]], count: 1 }).answer.severalBoxes).toBe(1);
  });
});
