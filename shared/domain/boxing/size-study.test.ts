import { describe, expect, it } from 'vitest';
import { volumeMm3 } from '../../units/measure';
import { itemOf, large, medium, paper, carrier } from './plan.test-kit';
import { type Study, type StudyQuestion, type StudyStep, studySizes } from './size-study';

const question: StudyQuestion = {
  // Mugs by the one and by the four, in boxes that are far too large for them.
  orders: Array.from({ length: 60 }, (_, at) => ({
    items: [itemOf(1, [100, 100, 100], { quantity: at % 2 === 0 ? 1 : 4 })],
    carrierId: carrier.carrierId,
    serviceId: 'std',
    to: { countryCode: 'GB', postcode: 'LS11AA' },
  })),
  boxes: [medium.box, large.box],
  paddings: [paper],
  carriers: [carrier],
  counts: [1, 2],
};

function study(change: Partial<StudyQuestion> = {}): { answer: Study; steps: StudyStep[] } {
  const running = studySizes({ ...question, ...change });
  const steps: StudyStep[] = [];
  for (;;) {
    const next = running.next();
    if (next.done) return { answer: next.value, steps };
    steps.push(next.value);
  }
}

describe('what other sizes would save', () => {
  it('is worked out for each number of sizes, with the same planner as today', () => {
    const { answer } = study();
    expect(answer).toMatchObject({ orders: 60, currency: 'GBP', today: { cartons: 60, left: 0 } });
    expect(answer.offers.map(({ count, boxes }) => [count, boxes.length])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    for (const { then } of answer.offers) {
      expect(then.cartons).toBe(60);
      expect(then.costMinor).toBeLessThan(answer.today.costMinor);
      expect(then.outerLitres).toBeLessThan(answer.today.outerLitres);
    }
    const inner = answer.offers[1]?.boxes.map((box) => volumeMm3(box.inner)).sort((a, b) => a - b);
    expect(inner).toEqual([100 ** 3, 4 * 100 ** 3]);
  });

  it('tells how far it is, and of every offer as soon as there is one', () => {
    const { steps, answer } = study();
    const shares = steps.map(({ share }) => share);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
    expect(
      steps.filter(({ study: told }) => told !== null).map(({ study: told }) => told?.offers.length),
    ).toContain(1);
    expect(steps.at(-1)?.study).toEqual(answer);
  });

  it('leaves room for padding, and counts what new boxes do not take as today', () => {
    const glass = { items: [itemOf(1, [100, 100, 100], { fragile: true })] };
    const orders = question.orders.map((order) => ({ ...order, ...glass }));
    const [offer] = study({ orders, counts: [1] }).answer.offers;
    expect(offer?.boxes[0]?.inner).toEqual({ lengthMm: 130, widthMm: 130, heightMm: 130 });
    const odd = { ...orders[0], items: [itemOf(1, [590, 50, 50])] } as (typeof orders)[number];
    const [one] = study({ orders: [...orders, odd], counts: [1] }).answer.offers;
    expect(one?.then.cartons).toBe(61);
  });

  it('leaves out what fits no box today, and needs a box to compare with', () => {
    const [order] = question.orders;
    if (!order) throw new Error('no order');
    const ladder = { ...order, items: [itemOf(1, [3000, 50, 50])] };
    expect(study({ orders: [...question.orders, ladder] }).answer.orders).toBe(60);
    expect(() => study({ boxes: [] })).toThrow('no boxes');
  });
});
