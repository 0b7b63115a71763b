import { describe, expect, it } from 'vitest';
import { firstKinds, specialKindsSchema } from './special-kind';
import {
  type Condition,
  conditionsOf,
  isMatch,
  kindsByRule,
  type RuleFacts,
  type SpecialRule,
  specialRuleSchema,
  specialRulesSchema,
} from './special-rule';

const facts: RuleFacts = {
  isVip: true,
  segments: ['Gold'],
  valueMinor: 25_000,
  currency: 'GBP',
  countryCode: 'TR',
  skus: ['MUG', 'LAMP'],
  categories: ['Kitchen'],
  channelId: 'web',
  tags: ['influencer', 'basin-listesi'],
  hasGiftMessage: true,
  isExchange: false,
};
const ruleOf = (when: SpecialRule['when'], over: Partial<SpecialRule> = {}): SpecialRule => ({
  ruleId: 'r1',
  name: 'Rule',
  kindId: 'vip',
  isOn: true,
  when,
  ...over,
});

/** Every condition once as it is so, and once as it is not. */
const cells: Record<Condition, [so: SpecialRule['when'], not: SpecialRule['when']]> = {
  isVip: [{ isVip: true }, { isVip: false }],
  segments: [{ segments: ['silver', 'gold'] }, { segments: ['silver'] }],
  valueOver: [
    { valueOver: { amountMinor: 25_000, currency: 'GBP' } },
    { valueOver: { amountMinor: 25_001, currency: 'GBP' } },
  ],
  countries: [{ countries: ['GB', 'TR'] }, { countries: ['GB'] }],
  skus: [{ skus: ['lamp'] }, { skus: ['CLOCK'] }],
  categories: [{ categories: ['KITCHEN'] }, { categories: ['Garden'] }],
  channels: [{ channels: ['web'] }, { channels: ['shop'] }],
  tags: [{ tags: ['Basın Listesi'] }, { tags: ['staff'] }],
  hasGiftMessage: [{ hasGiftMessage: true }, { hasGiftMessage: false }],
  isExchange: [{ isExchange: false }, { isExchange: true }],
};

describe('rules of special orders', () => {
  it.each(Object.entries(cells))('%s is so, or not', (_name, [so, not]) => {
    expect(isMatch(ruleOf(so), facts)).toBe(true);
    expect(isMatch(ruleOf(not), facts)).toBe(false);
    expect(isMatch(ruleOf(so, { isOn: false }), facts)).toBe(false);
  });

  it('ask for everything they name', () => {
    expect(isMatch(ruleOf({ isVip: true, countries: ['TR'], tags: ['influencer'] }), facts)).toBe(true);
    expect(isMatch(ruleOf({ isVip: true, countries: ['GB'] }), facts)).toBe(false);
  });

  it('never compare amounts of two currencies', () => {
    expect(isMatch(ruleOf({ valueOver: { amountMinor: 1, currency: 'EUR' } }), facts)).toBe(false);
  });

  it('that ask for nothing are no rules', () => {
    expect(conditionsOf({ skus: [], tags: [] })).toEqual([]);
    expect(isMatch(ruleOf({ skus: [] }), facts)).toBe(false);
    expect(specialRuleSchema.safeParse(ruleOf({})).success).toBe(false);
    expect(specialRulesSchema.safeParse([ruleOf({ isVip: true }), ruleOf({ isVip: false })]).success).toBe(
      false,
    );
  });

  it('give kinds that are on, first kind first, each by its first rule', () => {
    const rules = [
      ruleOf({ hasGiftMessage: true }, { ruleId: 'gift', kindId: 'gift' }),
      ruleOf({ tags: ['influencer'] }, { ruleId: 'vip-1' }),
      ruleOf({ isVip: true }, { ruleId: 'vip-2' }),
      ruleOf({ isVip: true }, { ruleId: 'gone', kindId: 'no-such-kind' }),
    ];
    const found = kindsByRule(rules, firstKinds, facts);
    expect(found.map(({ kind, rule }) => [kind.kindId, rule.ruleId])).toEqual([
      ['vip', 'vip-1'],
      ['gift', 'gift'],
    ]);
    const off = firstKinds.map((kind) => (kind.kindId === 'vip' ? { ...kind, isOn: false } : kind));
    expect(kindsByRule(rules, off, facts).map(({ kind }) => kind.kindId)).toEqual(['gift']);
  });

  it('begin with the six kinds of the company', () => {
    expect(
      specialKindsSchema
        .parse(firstKinds)
        .map(({ kindId }) => kindId)
        .sort(),
    ).toEqual(['exchange', 'gift', 'press', 'recall', 'thank-you', 'vip']);
    expect(specialKindsSchema.safeParse([...firstKinds, firstKinds[0]]).success).toBe(false);
  });
});
