// Who is reminded of what, and how firmly: by the days that debts on account are overdue. One letter a customer and currency, with
// all that is overdue; a debt goes up one level at a time, and stands at each level once. Never about what is disputed.
import { z } from 'zod';

const dayMs = 86_400_000;
const mostMinor = 1_000_000_000;

export const dunningLevelSchema = z.strictObject({
  /** Days after the day it was due; each level's are more than those of the one before. */
  afterDays: z.int().min(1).max(365),
  /** Asked for with the letter, in the currency of the fees; zero: none. */
  feeMinor: z.int().min(0).max(mostMinor),
});

export const mostLevels = 5;
export const dunningRulesSchema = z
  .strictObject({
    isOn: z.boolean(),
    levels: z.array(dunningLevelSchema).min(1).max(mostLevels),
    /** A customer is not written to again within so many days. */
    pauseDays: z.int().min(1).max(90),
    /** Customers who owe less than this are left alone; in minor units of their currency. */
    smallestMinor: z.int().min(0).max(mostMinor),
    /** Fees are asked for in this currency alone. */
    feeCurrency: z
      .string()
      .length(3)
      .regex(/^[A-Z]{3}$/),
  })
  .refine(
    ({ levels }) => levels.every((level, index) => level.afterDays > (levels[index - 1]?.afterDays ?? 0)),
    { path: ['levels'], message: 'each level comes later than the one before' },
  );
export type DunningRules = z.infer<typeof dunningRulesSchema>;

export const usualDunning: DunningRules = {
  isOn: false,
  levels: [
    { afterDays: 5, feeMinor: 0 },
    { afterDays: 20, feeMinor: 0 },
    { afterDays: 35, feeMinor: 0 },
  ],
  pauseDays: 7,
  smallestMinor: 0,
  feeCurrency: 'EUR',
};

export type DunningDebt = {
  paymentId: string;
  customerId: string;
  currency: string;
  orderNumber: string;
  /** Below zero: to the customer's credit. */
  owedMinor: number;
  /** `2026-05-04`; null while it is not known yet. */
  dueOn: string | null;
  /** The level it stood at in a letter; 0 for none. */
  reached: number;
  isDisputed: boolean;
};

export type DunningLetter = {
  customerId: string;
  currency: string;
  level: number;
  /** Everything that is overdue, oldest first, with the level it stands at with this letter. */
  debts: (DunningDebt & { dueOn: string; days: number; level: number })[];
  credit: number;
  feeMinor: number;
  /** What is overdue, less credit, with the fee. */
  totalMinor: number;
};

export function daysOverdue(dueOn: string, today: string): number {
  return Math.round((Date.parse(today) - Date.parse(dueOn)) / dayMs);
}

/** By its days alone: 0 before the first level. */
export function levelByDays(levels: DunningRules['levels'], days: number): number {
  return levels.filter(({ afterDays }) => days >= afterDays).length;
}

/** The level a debt goes to today; what it has reached where it goes nowhere. */
export function nextLevel(
  rules: DunningRules,
  { reached }: Pick<DunningDebt, 'reached'>,
  days: number,
): number {
  return levelByDays(rules.levels, days) > reached ? reached + 1 : reached;
}

/**
 * @param debts of one customer in one currency
 * @param lastLetterOn day of the newest letter to the customer in this currency; null for none
 * @returns null where nobody is written to today
 */
export function letterFor(
  rules: DunningRules,
  debts: readonly DunningDebt[],
  lastLetterOn: string | null,
  today: string,
): DunningLetter | null {
  const [first] = debts;
  if (!rules.isOn || !first) return null;
  if (lastLetterOn !== null && daysOverdue(lastLetterOn, today) < rules.pauseDays) return null;
  const overdue = debts
    .flatMap((debt) => {
      const days = debt.dueOn === null ? 0 : daysOverdue(debt.dueOn, today);
      if (debt.dueOn === null || days < 1 || debt.owedMinor <= 0 || debt.isDisputed) return [];
      return [{ ...debt, dueOn: debt.dueOn, days, level: nextLevel(rules, debt, days) }];
    })
    .sort((a, b) => b.days - a.days || (a.orderNumber < b.orderNumber ? -1 : 1));
  const risen = overdue.filter(({ level, reached }) => level > reached);
  if (risen.length === 0) return null;
  const level = Math.max(...risen.map((debt) => debt.level));
  const credit = debts.reduce((sum, { owedMinor }) => sum + Math.max(0, -owedMinor), 0);
  const owed = overdue.reduce((sum, { owedMinor }) => sum + owedMinor, 0) - credit;
  if (owed <= 0 || owed < rules.smallestMinor) return null;
  const { customerId, currency } = first;
  const feeMinor = currency === rules.feeCurrency ? (rules.levels[level - 1]?.feeMinor ?? 0) : 0;
  return { customerId, currency, level, debts: overdue, credit, feeMinor, totalMinor: owed + feeMinor };
}
