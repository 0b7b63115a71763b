// Weighing before the seal: by the scale, typed, gone on without; what differs is asked about and never held.
import { describe, expect, it } from 'vitest';
import { contentGrams } from '../parcel/questions';
import { answerScan } from './bench';
import { usualBenchRules } from './bench-rules';
import { benchOf, factsOf, inState, itemOf, openParcel, smallBox } from './bench.test-kit';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchFacts, BenchInput, BenchOutcome } from './session';
import type { ScaleFacts } from './weighing-facts';

const complete = inState('complete');
const expected = contentGrams(complete) + smallBox.tareGrams;
const say = (command: BenchCommand): BenchInput => ({ kind: 'command', command });
const digits = (number: number): BenchInput[] =>
  [...String(number)].map((digit) => say(`quantity-${digit}` as BenchCommand));

const scaleWith = (grams: number | null, part: Partial<ScaleFacts> = {}): ScaleFacts => ({
  scaleId: 'Bench scale',
  milligrams: grams === null ? null : grams * 1000,
  condition: grams === null ? 'moving' : 'ok',
  isNet: false,
  isUsed: false,
  acted: null,
  ...part,
});

function run(
  inputs: readonly BenchInput[],
  scale: ScaleFacts | null,
  begun: Bench = benchOf({ parcelId: complete.parcelId }),
  more: Partial<BenchFacts> = {},
) {
  let bench = begun;
  const told: string[] = [];
  const ops: BenchOutcome['ops'] = [];
  for (const input of inputs) {
    const result = answerScan(bench, input, factsOf({ open: complete, box: smallBox, scale, ...more }));
    bench = result.bench;
    ops.push(...result.ops);
    told.push(result.verdict.kind === 'answer' ? result.verdict.code : `!${result.verdict.refusal.code}`);
  }
  const seal = ops.find(({ type }) => type === 'parcel.seal');
  return { bench, told, ops, seal: seal?.type === 'parcel.seal' ? seal.body : null };
}

describe('a box with a scale under it', () => {
  it('is sealed with what the scale says', () => {
    const { told, seal, bench } = run([say('seal')], scaleWith(expected + 7));
    expect(told).toEqual(['sealed']);
    expect(seal).toMatchObject({
      weightGrams: expected + 7,
      weighed: { by: 'scale', grams: expected + 7, scaleId: 'Bench scale', expectedGrams: expected },
    });
    expect(seal?.weighed?.toleranceGrams).toBeGreaterThan(0);
    expect(bench).toMatchObject({ weighing: null, weighed: null });
  });

  it.each([
    ['nothing lies on it', scaleWith(2), 'weigh-first', 'put-on'],
    ['the box from before lies on it', scaleWith(expected, { isUsed: true }), 'weigh-first', 'put-on'],
    ['it is not at rest', scaleWith(null), 'weigh-settling', 'settle'],
    ['it is overloaded', scaleWith(null, { condition: 'overload' }), 'weigh-cannot', 'cannot'],
    ['it wants its zero', scaleWith(null, { condition: 'zero-needed' }), 'weigh-cannot', 'cannot'],
    ['its own tare is set', scaleWith(expected, { isNet: true }), 'weigh-cannot', 'cannot'],
  ] as const)('asks where %s, and goes on by itself once it says a weight', (_name, scale, code, ask) => {
    const asking = run([say('seal')], scale);
    expect(asking.told).toEqual([code]);
    expect(asking.ops).toEqual([]);
    expect(asking.bench.weighing).toMatchObject({ command: 'seal', ask });
    expect(run([say('ok')], scale, asking.bench)).toMatchObject({ told: [code], bench: asking.bench });
    expect(run([say('weigh')], scaleWith(expected), asking.bench).seal?.weighed?.by).toBe('scale');
    const without = run([say('skip')], scale, asking.bench);
    expect(without.told).toEqual(['sealed']);
    expect(without.seal).toMatchObject({ weightGrams: expected });
    expect(without.seal?.weighed).toBeUndefined();
    const typed = run([...digits(expected + 3), say('weigh')], scale, asking.bench);
    expect(typed.told.at(-1)).toBe('sealed');
    expect(typed.seal?.weighed).toMatchObject({ by: 'typed', grams: expected + 3, scaleId: null });
    expect(run([say('cancel')], scale, asking.bench).bench.weighing).toBeNull();
    expect(run([itemOf('CLOCK')], scale, asking.bench).bench.weighing).toBeNull();
  });

  it('asks why where it weighs something else, and is sealed with the reason', () => {
    const scale = scaleWith(expected + 900);
    const asking = run([say('seal')], scale);
    expect(asking.told).toEqual(['weight-differs']);
    expect(asking.bench.weighing).toMatchObject({ ask: 'differs', taken: { grams: expected + 900 } });
    expect(run([say('quantity-9')], scale, asking.bench).told).toEqual(['weight-differs']);
    expect(run([say('quantity-3')], scale, asking.bench).seal?.weighed).toMatchObject({
      grams: expected + 900,
      reason: 'product-weight-wrong',
    });
    // Put right on the scale, and weighed again.
    expect(run([say('weigh')], scaleWith(expected), asking.bench).seal?.weighed?.reason).toBeUndefined();
    expect(run([say('skip')], scale, asking.bench).seal?.weighed).toBeUndefined();
  });

  it('is only weighed where the warehouse wants no check', () => {
    const rules = {
      ...usualBenchRules(factsOf().rules.warehouseId),
      weight: { isChecked: false, leastGrams: 20, permille: 20 },
    };
    const { told, seal } = run([say('seal')], scaleWith(expected + 900), undefined, { rules });
    expect(told).toEqual(['sealed']);
    expect(seal?.weighed).toMatchObject({ grams: expected + 900, expectedGrams: expected });
  });

  it('is asked only when everything else about the seal is right, and the next box goes on as it began', () => {
    const noBox = { ...complete, boxId: null };
    expect(run([say('seal')], scaleWith(2), undefined, { open: noBox }).told).toEqual(['!box-not-chosen']);
    expect(run([say('seal')], scaleWith(2), undefined, { nextSscc: null }).told).toEqual([
      '!number-range-empty',
    ]);
    const part = { open: openParcel };
    const begun = benchOf({ parcelId: openParcel.parcelId });
    const asking = run([say('next-box')], scaleWith(null), begun, part);
    expect(asking.told).toEqual(['weigh-settling']);
    expect(asking.ops).toEqual([]);
    const gross = contentGrams(openParcel) + smallBox.tareGrams;
    const went = run([say('weigh')], scaleWith(gross), asking.bench, part);
    expect(went.ops.map(({ type }) => type)).toEqual(['parcel.next-box', 'parcel.seal']);
    expect(went.seal?.weightGrams).toBe(gross);
  });
});

describe('a weight without a scale', () => {
  it('is reckoned, and nothing is asked', () => {
    const { told, seal } = run([say('seal')], null);
    expect(told).toEqual(['sealed']);
    expect(seal?.weightGrams).toBe(expected);
    expect(seal?.weighed).toBeUndefined();
  });

  it('is typed: digits, then WEIGH; it is checked as any other', () => {
    const { told, seal } = run([...digits(expected), say('weigh'), say('seal')], null);
    expect(told.slice(-2)).toEqual(['weight-typed', 'sealed']);
    expect(seal?.weighed).toMatchObject({ by: 'typed', grams: expected });
    const wrong = run([...digits(expected + 900), say('weigh'), say('seal')], null);
    expect(wrong.told.at(-1)).toBe('weight-differs');
    expect(run([say('quantity-1')], null, wrong.bench).seal?.weighed?.reason).toBe('counted-again');
  });

  it('is of the box as it is: with more or less in it, it is nobody’s', () => {
    const { bench } = run([...digits(900), say('weigh')], null, benchOf({ parcelId: openParcel.parcelId }), {
      open: openParcel,
    });
    const { seal } = run([say('seal')], null, { ...bench, parcelId: complete.parcelId });
    expect(seal?.weighed).toBeUndefined();
  });

  it('is said to be missing where somebody asks the scale for it', () => {
    expect(run([say('weigh')], null).told).toEqual(['!scale-missing']);
    expect(run([say('weigh')], null, benchOf(), { open: null }).told).toEqual(['!order-first']);
  });
});

describe('what a person asks of the scale', () => {
  it('WEIGH says what lies on it and what was expected', () => {
    const { told, ops } = run([say('weigh')], scaleWith(400));
    expect([told, ops]).toEqual([['weight-read'], []]);
    expect(run([say('weigh')], scaleWith(null)).told).toEqual(['!scale-not-at-rest']);
  });

  it.each([
    ['zero-scale', 'done', 'scale-zeroed'],
    ['zero-scale', 'refused', '!scale-not-at-rest'],
    ['zero-scale', 'unanswered', '!scale-not-at-rest'],
    ['zero-scale', 'unable', '!scale-unable'],
    ['tare-scale', 'done', 'scale-tared'],
    ['tare-scale', 'refused', '!scale-not-at-rest'],
  ] as const)('%s that is %s: %s, and the question before the seal stands', (command, acted, code) => {
    const scale = scaleWith(1, { acted });
    expect(run([say(command)], scale).told).toEqual([code]);
    const asking = run([say('seal')], scaleWith(1));
    expect(run([say(command)], scale, asking.bench)).toMatchObject({ told: [code], bench: asking.bench });
    expect(run([say(command)], null).told).toEqual(['!scale-missing']);
  });
});
