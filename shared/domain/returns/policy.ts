// What may come back, until when and on which terms: data a manager sets. The first rule that fits a line says it; what it
// leaves open comes from the usual terms. Pure: days and dates arrive as facts.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { channelIdSchema, skuSchema } from '../ids';
import { isOurs, type ReturnReason } from './goods-return';

const dayText = z.iso.date().max(10);

export const returnTermsSchema = z.strictObject({
  /** Days after delivery, that day not counted; 0: final sale, nothing comes back. */
  days: z.int().min(0).max(3650),
  /** Per cent of the goods' worth that is kept; not taken when the reason is the company's. */
  feePercent: z.int().min(0).max(100),
  /** Whether the customer pays the way back; never when the reason is the company's. */
  customerPaysPostage: z.boolean(),
});
export type ReturnTerms = z.infer<typeof returnTermsSchema>;

export const returnRuleSchema = z.strictObject({
  ruleId: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(120),
  active: z.boolean(),
  /** An empty list means any. Days are those of the order, both included. */
  when: z.strictObject({
    skus: z.array(skuSchema).max(500),
    categories: z.array(z.string().min(1).max(80)).max(200),
    channelIds: z.array(channelIdSchema).max(100),
    countries: z
      .array(
        z
          .string()
          .regex(/^[A-Z]{2}$/)
          .max(2),
      )
      .max(250),
    orderedFrom: dayText.nullable(),
    orderedUntil: dayText.nullable(),
  }),
  terms: returnTermsSchema.partial(),
  /** It may come back until this day at least, whatever the days say: bought for a holiday. */
  untilAtLeast: dayText.nullable(),
});
export type ReturnRule = z.infer<typeof returnRuleSchema>;

export const postageBacks = ['never', 'whole-order', 'share'] as const;

export const returnPolicySchema = z.strictObject({
  usual: returnTermsSchema,
  rules: z.array(returnRuleSchema).max(200),
  /** Whether the postage an order paid goes back. */
  postageBack: z.enum(postageBacks),
  /** What the way back costs a customer who pays it, by currency; a currency that is missing costs nothing. */
  postage: z
    .array(z.strictObject({ currency: currencySchema, amountMinor: z.int().nonnegative().max(100_000_000) }))
    .max(40),
  /** How long goods that were asked for are waited for. */
  waitDays: z.int().min(1).max(365),
  /** Days a box is taken to be on its way when nobody saw it arrive. */
  daysOnTheWay: z.int().min(0).max(60),
});
export type ReturnPolicy = z.infer<typeof returnPolicySchema>;

/** Until somebody sets it: what the law of distance selling asks for in most places, with two weeks more. */
export const defaultReturnPolicy: ReturnPolicy = {
  usual: { days: 30, feePercent: 0, customerPaysPostage: false },
  rules: [],
  postageBack: 'whole-order',
  postage: [],
  waitDays: 30,
  daysOnTheWay: 5,
};

export type LineToJudge = {
  sku: string;
  category: string | null;
  channelId: string;
  countryCode: string;
  /** ISO instants; the newest delivery of the line, null while nobody knows of one. */
  orderedAt: string;
  deliveredAt: string | null;
  /** When the last of it left. */
  handedOverAt: string | null;
};

export type LineJudged = {
  /** Name of the rule that said it; null: the usual terms. */
  rule: string | null;
  terms: ReturnTerms;
} & (
  | { may: true /** Last day, by UTC. */; until: string }
  | { may: false; why: 'final-sale' | 'not-shipped' }
  | { may: false; why: 'too-late'; until: string }
);

const dayMs = 86_400_000;
const dayOf = (instant: string): string => instant.slice(0, 10);
const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export function ruleFor(policy: ReturnPolicy, line: LineToJudge): ReturnRule | null {
  const ordered = dayOf(line.orderedAt);
  const fits = <T>(list: readonly T[], value: T | null): boolean =>
    list.length === 0 || (value !== null && list.includes(value));
  return (
    policy.rules.find(
      ({ active, when }) =>
        active &&
        fits<string>(when.skus, line.sku) &&
        fits(when.categories, line.category) &&
        fits<string>(when.channelIds, line.channelId) &&
        fits(when.countries, line.countryCode) &&
        (when.orderedFrom === null || ordered >= when.orderedFrom) &&
        (when.orderedUntil === null || ordered <= when.orderedUntil),
    ) ?? null
  );
}

export function judgeLine(policy: ReturnPolicy, line: LineToJudge, now: string): LineJudged {
  const rule = ruleFor(policy, line);
  const { days, feePercent, customerPaysPostage } = rule?.terms ?? {};
  const { usual } = policy;
  const terms: ReturnTerms = {
    days: days ?? usual.days,
    feePercent: feePercent ?? usual.feePercent,
    customerPaysPostage: customerPaysPostage ?? usual.customerPaysPostage,
  };
  const said = { rule: rule?.name ?? null, terms };
  if (terms.days === 0) return { ...said, may: false, why: 'final-sale' };
  const arrived =
    line.deliveredAt === null
      ? line.handedOverAt === null
        ? null
        : daysAfter(dayOf(line.handedOverAt), policy.daysOnTheWay)
      : dayOf(line.deliveredAt);
  if (arrived === null) return { ...said, may: false, why: 'not-shipped' };
  const byDays = daysAfter(arrived, terms.days);
  const until = rule?.untilAtLeast && rule.untilAtLeast > byDays ? rule.untilAtLeast : byDays;
  return dayOf(now) <= until
    ? { ...said, may: true, until }
    : { ...said, may: false, why: 'too-late', until };
}

/** What the way back costs the customer: once for the return, unless the company is to blame for every line of it. */
export function postageFor(
  policy: ReturnPolicy,
  currency: string,
  lines: readonly { terms: ReturnTerms; reason: ReturnReason | null }[],
): number {
  const pays = lines.some(
    ({ terms, reason }) => terms.customerPaysPostage && !(reason !== null && isOurs(reason)),
  );
  return pays ? (policy.postage.find((each) => each.currency === currency)?.amountMinor ?? 0) : 0;
}
