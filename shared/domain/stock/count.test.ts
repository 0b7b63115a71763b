import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locationIdSchema, skuSchema } from '../ids';
import { holds } from '../property.test-kit';
import { carriedTo, type CountFacts, type CountVerdict, judgeCount } from './count';
import { toleranceOf, unsetRule } from './count-policy';
import { outsideLocations, type StockMove } from './ledger';

const bin = locationIdSchema.parse('A-01');
const sku = skuSchema.parse('MUG');
const facts = (more: Partial<CountFacts>): CountFacts => ({
  level: 10,
  unseen: 0,
  bookedSeq: null,
  waiting: null,
  ...more,
});

describe('a count', () => {
  it.each<[string, { counted: number; inBoxes?: number; seq?: number }, Partial<CountFacts>, CountVerdict]>([
    ['that agrees', { counted: 10 }, {}, { kind: 'book', difference: 0 }],
    ['that finds one less', { counted: 9 }, {}, { kind: 'book', difference: -1 }],
    ['that finds two more', { counted: 12 }, {}, { kind: 'book', difference: 2 }],
    ['that finds three less', { counted: 7 }, {}, { kind: 'again', difference: -3 }],
    [
      'that finds three less a second time',
      { counted: 7 },
      { waiting: -3 },
      { kind: 'book', difference: -3 },
    ],
    [
      'that finds something else a second time',
      { counted: 6 },
      { waiting: -3 },
      { kind: 'again', difference: -4 },
    ],
    [
      'with two units in boxes on the benches',
      { counted: 8, inBoxes: 2 },
      {},
      { kind: 'book', difference: 0 },
    ],
    ['after which four left', { counted: 10 }, { level: 6, unseen: -4 }, { kind: 'book', difference: 0 }],
    ['after which five came', { counted: 9 }, { level: 15, unseen: 5 }, { kind: 'book', difference: -1 }],
    ['of a bin below zero', { counted: 1 }, { level: -1 }, { kind: 'book', difference: 2 }],
    [
      'older than one that is booked',
      { counted: 9, seq: 4 },
      { bookedSeq: 5 },
      { kind: 'superseded', difference: -1 },
    ],
    [
      'as old as one that is booked',
      { counted: 9, seq: 5 },
      { bookedSeq: 5 },
      { kind: 'book', difference: -1 },
    ],
  ])('%s', (_words, { counted, inBoxes = 0, seq = 0 }, more, verdict) => {
    expect(judgeCount({ counted, inBoxes, seq }, facts(more))).toEqual(verdict);
  });

  const strict = { toleranceUnits: 0, tolerancePercent: 0, needsApproval: true, isSameCounter: false };
  it.each<[string, Partial<CountFacts>, CountVerdict['kind']]>([
    ['one unit, by strict rules', { rule: strict }, 'again'],
    ['one unit within the tolerance of its class', { rule: { ...strict, toleranceUnits: 1 } }, 'book'],
    ['one unit within its percentage', { rule: { ...strict, tolerancePercent: 10 } }, 'book'],
    ['found twice, by two people', { rule: strict, waiting: -1 }, 'approve'],
    [
      'found twice, by two people, with no manager to be asked',
      { rule: { ...strict, needsApproval: false }, waiting: -1 },
      'book',
    ],
    [
      'found twice by one person while others are here',
      { rule: { ...strict, isSameCounter: true }, waiting: -1 },
      'again',
    ],
    ['found twice, differently', { rule: strict, waiting: -2 }, 'again'],
    ['older than one that is booked', { rule: strict, waiting: -1, bookedSeq: 5 }, 'superseded'],
  ])('of one unit too few: %s', (_words, more, kind) => {
    expect(judgeCount({ counted: 9, inBoxes: 0, seq: 4 }, facts(more))).toEqual({ kind, difference: -1 });
  });

  it('trusts a tenth of a full bin', () => {
    expect([0, 19, 20, 100, -300].map((level) => toleranceOf(unsetRule, level))).toEqual([2, 2, 2, 10, 30]);
  });
});

/** One bin: what is really in it, what the books say, and what each of two counters knows of the books. */
type Step = { what: 'take' | 'put' | 'lose' | 'look' | 'count'; who: number; n: number };
const steps = fc.array(
  fc.record({
    what: fc.constantFrom(
      'take' as const,
      'put' as const,
      'lose' as const,
      'look' as const,
      'count' as const,
    ),
    who: fc.nat(1),
    n: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 40 },
);

describe('counts of one bin', () => {
  it('come to what a person standing there would see, in whatever order they arrive', () => {
    holds(
      fc.property(steps, fc.boolean(), (list: Step[], isReversed) => {
        const moves: (StockMove & { seq: number })[] = [];
        let real = 20;
        let counts: { counted: number; seq: number; real: number }[] = [];
        const seen = [0, 0];
        const move = (from: string, to: string, quantity: number): void => {
          moves.push({ sku, from, to, quantity, cause: 'test', seq: moves.length + 1 } as StockMove & {
            seq: number;
          });
        };
        const level = (): number => 20 + moves.reduce((sum, each) => sum + booked(each), 0);
        const booked = (each: StockMove): number => (each.to === bin ? each.quantity : -each.quantity);
        for (const { what, who, n } of list) {
          if (what === 'take' && real >= n) {
            real -= n;
            move(bin, outsideLocations.customer, n);
          } else if (what === 'put') {
            real += n;
            move(outsideLocations.supplier, bin, n);
          } else if (what === 'lose') {
            // Before anybody has counted: a loss between two counts is found by the later one only.
            if (counts.length === 0) real = Math.max(0, real - n);
          } else if (what === 'look') seen[who] = moves.length;
          else if (what === 'count') {
            // What moved since the counter last heard had not happened before its eyes.
            const unseen = moves.slice(seen[who]).reduce((sum, each) => sum + carriedTo(bin, each), 0);
            counts.push({ counted: real - unseen, seq: seen[who] ?? 0, real });
          }
        }
        counts = counts.filter(({ counted }) => counted >= 0);
        let bookedSeq: number | null = null;
        for (const { counted, seq } of isReversed ? counts.toReversed() : counts) {
          const unseen = moves
            .filter((each) => each.seq > seq)
            .reduce((sum, each) => sum + carriedTo(bin, each), 0);
          let verdict = judgeCount(
            { counted, inBoxes: 0, seq },
            { level: level(), unseen, bookedSeq, waiting: null },
          );
          if (verdict.kind === 'again')
            verdict = judgeCount(
              { counted, inBoxes: 0, seq },
              { level: level(), unseen, bookedSeq, waiting: verdict.difference },
            );
          if (verdict.kind !== 'book') continue;
          bookedSeq = seq;
          const { difference } = verdict;
          if (difference > 0) move(outsideLocations.adjustment, bin, difference);
          if (difference < 0) move(bin, outsideLocations.adjustment, -difference);
        }
        if (bookedSeq !== null) expect(level()).toBe(real);
      }),
      { runs: 2000 },
    );
  });
});
