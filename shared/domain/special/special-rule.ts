// Which orders are special by themselves: rules that a manager edits. A rule says what has to be so; all of it has to.
// A rule never takes a mark off an order, and never gives one back that a person took off.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { tagKeyOf } from '../tag/tag';
import { kindIdSchema, type SpecialKind } from './special-kind';

const list = (most: number) => z.array(z.string().trim().min(1).max(80)).max(most);

const whenSchema = z.strictObject({
  isVip: z.boolean().optional(),
  /** Any of these. */
  segments: list(20).optional(),
  /** Goods and charges come to at least this, in this currency; another currency is never compared. */
  valueOver: z.strictObject({ amountMinor: z.int().nonnegative(), currency: currencySchema }).optional(),
  countries: z
    .array(
      z
        .string()
        .length(2)
        .regex(/^[A-Z]{2}$/),
    )
    .max(60)
    .optional(),
  skus: list(200).optional(),
  categories: list(60).optional(),
  channels: list(60).optional(),
  tags: list(60).optional(),
  hasGiftMessage: z.boolean().optional(),
  /** It replaces goods of a return. */
  isExchange: z.boolean().optional(),
});
type When = z.infer<typeof whenSchema>;
export type Condition = keyof When;

export const specialRuleSchema = z
  .strictObject({
    ruleId: z.string().min(1).max(40),
    name: z.string().trim().min(1).max(80),
    kindId: kindIdSchema,
    isOn: z.boolean(),
    /** What has to be so; what is left out (or empty) may be anything. */
    when: whenSchema,
  })
  .refine(({ when }) => conditionsOf(when).length > 0, {
    path: ['when'],
    error: 'a rule has to ask for something, or every order would be special',
  });
export type SpecialRule = z.infer<typeof specialRuleSchema>;
export const specialRulesSchema = z
  .array(specialRuleSchema)
  .max(100)
  .refine((rules) => new Set(rules.map(({ ruleId }) => ruleId)).size === rules.length, {
    error: 'two rules have the same id',
  });

/** What a rule may ask of an order. */
export type RuleFacts = {
  isVip: boolean;
  segments: readonly string[];
  valueMinor: number;
  currency: string;
  countryCode: string;
  skus: readonly string[];
  categories: readonly string[];
  channelId: string;
  tags: readonly string[];
  hasGiftMessage: boolean;
  isExchange: boolean;
};

/** What a rule asks for at all. */
export function conditionsOf(when: When): Condition[] {
  return (Object.keys(when) as Condition[]).filter((name) => {
    const asked = when[name];
    return Array.isArray(asked) ? asked.length > 0 : asked !== undefined;
  });
}

/** A rule that is on and asks for nothing that is not so. */
export function isMatch(rule: SpecialRule, facts: RuleFacts): boolean {
  const asked = conditionsOf(rule.when);
  return rule.isOn && asked.length > 0 && asked.every((name) => isSo(rule.when, name, facts));
}

/** Kinds that the rules give this order, each by the first rule that does, first kind first. */
export function kindsByRule(
  rules: readonly SpecialRule[],
  kinds: readonly SpecialKind[],
  facts: RuleFacts,
): { kind: SpecialKind; rule: SpecialRule }[] {
  return [...kinds]
    .filter(({ isOn }) => isOn)
    .sort((a, b) => a.priority - b.priority || (a.kindId < b.kindId ? -1 : 1))
    .flatMap((kind) => {
      const rule = rules.find((each) => each.kindId === kind.kindId && isMatch(each, facts));
      return rule ? [{ kind, rule }] : [];
    });
}

function isSo(when: When, name: Condition, facts: RuleFacts): boolean {
  switch (name) {
    case 'isVip':
      return facts.isVip === when.isVip;
    case 'segments':
      return isAny(when.segments, facts.segments);
    case 'valueOver':
      return (
        facts.currency === when.valueOver?.currency && facts.valueMinor >= (when.valueOver.amountMinor ?? 0)
      );
    case 'countries':
      return isAny(when.countries, [facts.countryCode]);
    case 'skus':
      return isAny(when.skus, facts.skus);
    case 'categories':
      return isAny(when.categories, facts.categories);
    case 'channels':
      return isAny(when.channels, [facts.channelId]);
    case 'tags':
      return isAny(keysOf(when.tags ?? []), keysOf(facts.tags));
    case 'hasGiftMessage':
      return facts.hasGiftMessage === when.hasGiftMessage;
    case 'isExchange':
      return facts.isExchange === when.isExchange;
  }
}

/** A tag is one, however it is written. */
function keysOf(tags: readonly string[]): string[] {
  return tags.map((tag) => tagKeyOf(tag) ?? tag);
}

/** Letters of any case are the same: people write categories by hand. */
function isAny(asked: readonly string[] | undefined, found: readonly string[]): boolean {
  const known = new Set(found.map((each) => each.toLowerCase()));
  return (asked ?? []).some((each) => known.has(each.toLowerCase()));
}
