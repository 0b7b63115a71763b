import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type DunningDebt, dunningRulesSchema, letterFor, levelByDays, usualDunning } from './dunning';

const rules = {
  ...usualDunning,
  isOn: true,
  levels: [
    { afterDays: 5, feeMinor: 0 },
    { afterDays: 20, feeMinor: 500 },
    { afterDays: 35, feeMinor: 1500 },
  ],
};
const debt = (over: Partial<DunningDebt> = {}): DunningDebt => ({
  paymentId: 'p1',
  customerId: 'K1',
  currency: 'EUR',
  orderNumber: '1001',
  owedMinor: 10_000,
  dueOn: '2026-05-01',
  reached: 0,
  isDisputed: false,
  ...over,
});
const said = (debts: DunningDebt[], today: string, last: string | null = null, other = {}): string => {
  const letter = letterFor({ ...rules, ...other }, debts, last, today);
  if (!letter) return 'none';
  return `${letter.level}: ${letter.debts.map((each) => `${each.orderNumber}@${each.level}`).join(' ')} = ${letter.totalMinor}`;
};

describe('a reminder', () => {
  it.each<[string, DunningDebt[], string, string]>([
    ['not due yet', [debt()], '2026-05-01', 'none'],
    ['overdue, before the first level', [debt()], '2026-05-05', 'none'],
    ['at the first level', [debt()], '2026-05-06', '1: 1001@1 = 10000'],
    ['never twice at a level', [debt({ reached: 1 })], '2026-05-20', 'none'],
    ['at the second, with its fee', [debt({ reached: 1 })], '2026-05-21', '2: 1001@2 = 10500'],
    ['one level at a time, however late', [debt()], '2026-09-01', '1: 1001@1 = 10000'],
    ['behind the last level nothing more', [debt({ reached: 3 })], '2026-09-01', 'none'],
    ['not about what is disputed', [debt({ isDisputed: true })], '2026-05-06', 'none'],
    ['of which no day is known', [debt({ dueOn: null })], '2026-05-06', 'none'],
    [
      'with everything overdue, also what did not rise and what is only just late',
      [debt(), debt({ paymentId: 'p2', orderNumber: '1002', dueOn: '2026-05-05', owedMinor: 700 })],
      '2026-05-06',
      '1: 1001@1 1002@0 = 10700',
    ],
    [
      'at the firmest level that a debt rises to',
      [debt({ reached: 1 }), debt({ paymentId: 'p2', orderNumber: '1002', dueOn: '2026-05-10' })],
      '2026-05-21',
      '2: 1001@2 1002@1 = 20500',
    ],
    [
      'less what is to the credit of the customer',
      [debt(), debt({ paymentId: 'p2', owedMinor: -4_000 })],
      '2026-05-06',
      '1: 1001@1 = 6000',
    ],
    [
      'to nobody whose credit is enough',
      [debt(), debt({ paymentId: 'p2', owedMinor: -10_000 })],
      '2026-05-06',
      'none',
    ],
  ])('%s', (_what, debts, today, wanted) => expect(said(debts, today)).toBe(wanted));

  it('waits between letters, leaves small sums alone, asks a fee in its own currency only, and can be off', () => {
    expect(said([debt()], '2026-05-06', '2026-04-30')).toBe('none');
    expect(said([debt()], '2026-05-07', '2026-04-30')).toBe('1: 1001@1 = 10000');
    expect(said([debt()], '2026-05-06', null, { smallestMinor: 10_001 })).toBe('none');
    expect(said([debt({ reached: 1, currency: 'TRY' })], '2026-05-21')).toBe('2: 1001@2 = 10000');
    expect(said([debt()], '2026-05-06', null, { isOn: false })).toBe('none');
  });

  it('has levels that come one behind the other', () => {
    expect([4, 5, 19, 20, 400].map((days) => levelByDays(rules.levels, days))).toEqual([0, 1, 1, 2, 3]);
    const same = { ...rules, levels: [rules.levels[1], rules.levels[1]] };
    expect(dunningRulesSchema.safeParse(same).success).toBe(false);
    expect(dunningRulesSchema.parse(rules)).toEqual(rules);
  });

  it('day by day, each debt stands at each level once, in order, and never more often than the pause allows', () => {
    holds(
      fc.property(
        fc.array(
          fc.record({ due: fc.integer({ min: 0, max: 40 }), owed: fc.integer({ min: 1, max: 9_000 }) }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (wanted) => {
          const start = Date.parse('2026-01-01');
          const dayOf = (day: number): string =>
            new Date(start + day * 86_400_000).toISOString().slice(0, 10);
          const debts = wanted.map(({ due, owed }, index) =>
            debt({
              paymentId: String(index),
              orderNumber: String(index),
              dueOn: dayOf(due),
              owedMinor: owed,
            }),
          );
          const seen = new Map<string, number[]>();
          let last: number | null = null;
          for (let day = 0; day < 200; day += 1) {
            const letter = letterFor(rules, debts, last === null ? null : dayOf(last), dayOf(day));
            if (!letter) continue;
            if (last !== null) expect(day - last).toBeGreaterThanOrEqual(rules.pauseDays);
            last = day;
            for (const { paymentId, level, reached } of letter.debts) {
              if (level === reached) continue;
              seen.set(paymentId, [...(seen.get(paymentId) ?? []), level]);
              const own = debts.find((each) => each.paymentId === paymentId);
              if (own) own.reached = level;
            }
          }
          for (const { paymentId } of debts) expect(seen.get(paymentId)).toEqual([1, 2, 3]);
        },
      ),
    );
  });
});
