import { describe, expect, it } from 'vitest';
import { boxIdOf } from '../ids.test-kit';
import { handlingOf } from '../catalogue/handling';
import { checkPlan } from './check-plan';
import { prescribe } from './padding';
import { planBoxes } from './plan-boxes';
import type { PlanQuestion } from './plan';
import { boxOf, bubble, itemOf, large, medium, paper, questionOf, small } from './plan.test-kit';

function boxesFor(question: PlanQuestion): string[] | null {
  const plan = planBoxes(question);
  if (!plan) return null;
  expect(checkPlan(question, plan)).toEqual([]);
  return plan.boxes.map(({ boxId }) => boxId);
}

describe('the plan of boxes', () => {
  it('is the box that costs least in all', () => {
    expect(boxesFor(questionOf([itemOf(1, [100, 100, 60])]))).toEqual(['S']);
    // A box that costs nothing is dearer when the carrier charges for its volume.
    const free = boxOf('FREE', [600, 400, 300], { costMinor: 0 });
    const both = { boxes: [small, free] };
    expect(boxesFor(questionOf([itemOf(1, [100, 100, 60])], both))).toEqual(['S']);
    expect(
      boxesFor(questionOf([itemOf(1, [100, 100, 60])], { ...both, paddings: [], postage: null })),
    ).toEqual(['FREE']);
  });

  it('counts postage, box and padding, and says what the next way costs more', () => {
    const plan = planBoxes(questionOf([itemOf(1, [230, 150, 78], { weightGrams: 1200 })]));
    // 1.3 kg: 300 for the first and 200 for the second; nearly full: no padding.
    expect(plan?.boxes[0]).toMatchObject({
      boxId: 'S',
      boxMinor: 26,
      postageMinor: 500,
      padding: null,
      grams: 1300,
    });
    expect(plan?.costMinor).toBe(526);
    expect(plan?.savesMinor).toBeNull();
  });

  it('takes several small boxes only where they cost less than a large one', () => {
    const items = [itemOf(1, [230, 150, 70]), itemOf(2, [230, 150, 70])];
    const boxes = [small, large];
    // Large: 16 kg by volume, 3300; small: twice 300.
    expect(boxesFor(questionOf(items, { boxes }))).toEqual(['S', 'S']);
    // Least volume would be the two small ones again, but each parcel costs postage.
    const deep = boxOf('DEEP', [245, 165, 170]);
    expect(boxesFor(questionOf(items, { boxes: [small, deep] }))).toEqual(['DEEP']);
  });

  it('keeps apart what may not share a box and what ships alone', () => {
    const of = (hazardClass: 'acid' | 'alkali' | null, shipsAlone = false) => ({
      handling: { ...handlingOf({ fragile: false }), hazardClass, shipsAlone },
    });
    const thing = [60, 60, 60] as const;
    expect(boxesFor(questionOf([itemOf(1, thing, of('acid')), itemOf(2, thing, of('alkali'))]))).toHaveLength(
      2,
    );
    expect(boxesFor(questionOf([itemOf(1, thing, of('acid')), itemOf(2, thing, of('acid'))]))).toHaveLength(
      1,
    );
    expect(boxesFor(questionOf([itemOf(1, thing, of(null, true)), itemOf(2, thing)]))).toHaveLength(2);
  });

  it('keeps what has to stand upright, and leaves room around what breaks', () => {
    const tall = itemOf(1, [100, 70, 200], {
      handling: { ...handlingOf({ fragile: false }), thisSideUp: true },
    });
    expect(boxesFor(questionOf([tall]))).toEqual(['L']);
    expect(boxesFor(questionOf([{ ...tall, handling: handlingOf({ fragile: false }) }]))).toEqual(['S']);
    // 70 mm high goes into 80 mm, but not with 15 mm free on both sides.
    const glass = itemOf(1, [200, 120, 70], { fragile: true });
    expect(boxesFor(questionOf([glass]))).toEqual(['M']);
    const plan = planBoxes(questionOf([glass]));
    expect(plan?.boxes[0]).toMatchObject({ sideMm: 15, protection: 'fragile' });
    expect(plan?.boxes[0]?.steps[0]?.marks).toEqual(['fragile']);
    // Paper does not protect it enough.
    expect(plan?.boxes[0]?.padding?.paddingId).toBe('bubble');
  });

  it('puts nothing heavier on what is fragile, and fragile things last', () => {
    const glass = itemOf(1, [100, 100, 100], { fragile: true, weightGrams: 200, quantity: 2 });
    const iron = itemOf(2, [100, 100, 100], { weightGrams: 4000 });
    const question = questionOf([glass, iron], { boxes: [boxOf('TALL', [135, 135, 335])], postage: null });
    expect(boxesFor(question)).toEqual(['TALL']);
    expect(planBoxes(question)?.boxes[0]?.steps.map(({ lineNo }) => lineNo)).toEqual([2, 1, 1]);
  });

  it('goes by what packers taught, as long as it leaves a box', () => {
    const items = [itemOf(1, [200, 150, 70])];
    expect(boxesFor(questionOf(items, { boxes: [{ ...small, fillPermille: 600 }, medium] }))).toEqual(['M']);
    expect(boxesFor(questionOf(items, { boxes: [{ ...small, misfits: ['SKU1'] }, medium] }))).toEqual(['M']);
    expect(boxesFor(questionOf(items, { boxes: [{ ...small, misfits: ['SKU1'] }] }))).toEqual(['S']);
  });

  it('puts everything into the box that was taken, or is none', () => {
    const items = [itemOf(1, [100, 100, 60], { quantity: 2 })];
    expect(boxesFor(questionOf(items, { taken: boxIdOf('L') }))).toEqual(['L']);
    expect(boxesFor(questionOf([itemOf(1, [300, 200, 100])], { taken: boxIdOf('S') }))).toBeNull();
  });

  it('says what fits nowhere, and is none when nothing fits or there is nothing to pack', () => {
    const ladder = itemOf(1, [2000, 300, 100]);
    const plan = planBoxes(questionOf([ladder, itemOf(2, [50, 50, 50])]));
    expect(plan?.unboxable).toEqual([{ lineNo: 1, quantity: 1 }]);
    expect(planBoxes(questionOf([ladder]))).toBeNull();
    expect(planBoxes(questionOf([]))).toBeNull();
    expect(planBoxes(questionOf([itemOf(1, [5, 5, 5], { quantity: 251 })]))).toBeNull();
  });

  it('is the best way so far when it has to be enough', () => {
    const items = [itemOf(1, [230, 150, 70]), itemOf(2, [230, 150, 70])];
    const question = questionOf(items, { boxes: [small, large] });
    const late = planBoxes(question, { isLate: () => true });
    expect(late?.boxes.map(({ boxId }) => boxId)).toEqual(['L']);
    expect(late && checkPlan(question, late)).toEqual([]);
    expect(planBoxes(question, { isLate: () => false })?.boxes).toHaveLength(2);
  });

  it('lays things in from the floor up', () => {
    const plan = planBoxes(questionOf([itemOf(1, [150, 100, 40], { quantity: 6 })]));
    const heights = plan?.boxes[0]?.steps.map(({ placement }) => placement.z) ?? [];
    expect(heights).toHaveLength(6);
    expect([...heights].sort((a, b) => a - b)).toEqual(heights);
  });
});

describe('the padding of a box', () => {
  it('is the cheapest that protects, by the room that is left', () => {
    expect(prescribe(10, 'light', [paper, bubble])).toMatchObject({ paddingId: 'paper', quantity: 2 });
    expect(prescribe(10, 'fragile', [paper, bubble])).toMatchObject({ paddingId: 'bubble', quantity: 3 });
    expect(prescribe(10, 'none', [paper, bubble])).toMatchObject({ paddingId: 'paper', quantity: 1 });
    expect(prescribe(1, 'none', [paper])).toBeNull();
    expect(prescribe(10, 'light', [])).toBeNull();
    // Better too little protection than none.
    expect(prescribe(10, 'very-fragile', [paper])).toMatchObject({ paddingId: 'paper', quantity: 4 });
  });
});

describe('the checker of plans', () => {
  const question = questionOf([itemOf(1, [100, 100, 60], { quantity: 2 })]);
  const right = planBoxes(question);
  if (!right) throw new Error('no plan');
  const [box] = right.boxes;
  if (!box) throw new Error('no box');
  const kinds = (change: Partial<typeof right>): string[] =>
    checkPlan(question, { ...right, ...change }).map(({ fault }) => fault.kind);

  it('takes a right one and finds each fault', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ boxes: [{ ...box, steps: box.steps.slice(1) }] })).toEqual(['missing']);
    expect(kinds({ boxes: [box, box] })).toEqual(['twice', 'twice']);
    expect(kinds({ boxes: [{ ...box, boxId: boxIdOf('X') }] })).toEqual(['box-unknown', 'missing']);
    expect(kinds({ boxes: [{ ...box, room: { ...box.room, length: 900 } }] })).toEqual(['room']);
    expect(kinds({ boxes: [{ ...box, steps: box.steps.map((step) => ({ ...step, lineNo: 9 })) }] })).toEqual([
      'line',
      'line',
    ]);
    const outside = box.steps.map((step) => ({ ...step, placement: { ...step.placement, x: 200 } }));
    expect(kinds({ boxes: [{ ...box, steps: outside }] })).toContain('outside');
  });
});
