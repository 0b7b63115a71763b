// Whatever is ordered, into whatever boxes, with whatever was learned: a plan has every unit once and breaks no rule.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hazardClasses, protectionClasses } from '../catalogue/handling';
import { checkPlan } from './check-plan';
import type { PlanItem, SiteBox } from './plan';
import { planBoxes } from './plan-boxes';
import { boxOf, itemOf, questionOf } from './plan.test-kit';

const edge = (max: number): fc.Arbitrary<number> => fc.integer({ min: 10, max });
const items: fc.Arbitrary<PlanItem[]> = fc
  .array(
    fc.record({
      size: fc.tuple(edge(350), edge(250), edge(200)),
      quantity: fc.integer({ min: 1, max: 4 }),
      weightGrams: fc.integer({ min: 1, max: 6000 }),
      handling: fc.record({
        thisSideUp: fc.boolean(),
        liquid: fc.boolean(),
        shipsAlone: fc.boolean(),
        hazardClass: fc.option(fc.constantFrom(...hazardClasses), { freq: 2 }),
        bearsGramsPerM2: fc.option(fc.integer({ min: 0, max: 200_000 }), { freq: 3 }),
        protection: fc.constantFrom(...protectionClasses),
        instructions: fc.constant<{ en: string; tr: string }[]>([]),
      }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map(({ size, ...rest }, at) => itemOf(at + 1, size, rest)));
const boxes: fc.Arbitrary<SiteBox[]> = fc
  .array(
    fc.record({
      size: fc.tuple(edge(600), edge(400), edge(400)),
      fillPermille: fc.integer({ min: 300, max: 1000 }),
      misfits: fc.subarray(['SKU1', 'SKU2']),
      costMinor: fc.integer({ min: 0, max: 300 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.map(({ size, costMinor, ...site }, at) => ({ ...boxOf(`B${at}`, size, { costMinor }), ...site })),
  );

describe('a plan of boxes', () => {
  it('is right by the checker, whatever is asked', () => {
    fc.assert(
      fc.property(items, boxes, (given, here) => {
        const question = questionOf(given, { boxes: here });
        const plan = planBoxes(question);
        if (!plan) return;
        expect(checkPlan(question, plan)).toEqual([]);
        expect(plan.boxes.length).toBeGreaterThan(0);
        const taken = plan.boxes[0]?.boxId ?? null;
        const again = planBoxes({ ...question, taken });
        if (again) expect(checkPlan({ ...question, taken }, again)).toEqual([]);
      }),
      { numRuns: 120, seed: 20_261_129 },
    );
  });
});
