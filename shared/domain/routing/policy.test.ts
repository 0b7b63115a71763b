import { describe, expect, it } from 'vitest';
import { warehouseIdSchema } from '../ids';
import { arrivalDate } from './arrival';
import {
  defaultRoutingPolicy,
  nodePolicyOf,
  type RoutingPolicy,
  routingPolicySchema,
  type RoutingRule,
} from './policy';
import { applyRules } from './rules';

const at = (...ids: string[]) => ({
  warehouseIds: ids.map((id) => warehouseIdSchema.parse(id)),
  kinds: [] as ('warehouse' | 'store' | 'supplier')[],
});
const anything = { skus: [], countries: [], channelIds: [], vipOnly: false };
const rule = (ruleId: string, more: Pick<RoutingRule, 'then'> & Partial<RoutingRule>): RoutingRule => ({
  ruleId,
  name: ruleId,
  active: true,
  when: anything,
  ...more,
});
const store = {
  ...nodePolicyOf(defaultRoutingPolicy, 'S1'),
  warehouseId: warehouseIdSchema.parse('S1'),
  kind: 'store' as const,
};
const policyOf = (...rules: RoutingRule[]): RoutingPolicy => ({
  ...defaultRoutingPolicy,
  nodes: [store],
  rules,
});
const order = { countryCode: 'GB', channelId: 'web', isVip: false, skus: ['MUG', 'LAMP'] };
const nodes = ['W1', 'W2', 'S1'];
const bansOf = (...rules: RoutingRule[]): string[] =>
  applyRules(policyOf(...rules), order, nodes).bans.map(({ nodeId, sku }) => `${sku} ${nodeId}`);

describe('rules of routing', () => {
  const onlyMugs = routingRuleWhen({ skus: ['MUG'] });
  function routingRuleWhen(more: object): RoutingRule['when'] {
    return { ...anything, ...more } as RoutingRule['when'];
  }

  it('forbid lines from nodes, or let them ship from some alone', () => {
    expect(bansOf(rule('a', { when: onlyMugs, then: { kind: 'never', nodes: at('W1') } }))).toEqual([
      'MUG W1',
    ]);
    expect(bansOf(rule('b', { when: onlyMugs, then: { kind: 'only', nodes: at('W1') } }))).toEqual([
      'MUG W2',
      'MUG S1',
    ]);
    const noStores = { warehouseIds: [], kinds: ['store' as const] };
    expect(bansOf(rule('c', { then: { kind: 'never', nodes: noStores } }))).toEqual(['MUG S1', 'LAMP S1']);
  });

  it('prefer nodes by a price on the others', () => {
    const stores = { warehouseIds: [], kinds: ['store' as const] };
    const { preferenceMinor, bans } = applyRules(
      policyOf(rule('a', { then: { kind: 'prefer', nodes: stores, worthMinor: 150 } })),
      order,
      nodes,
    );
    expect([...preferenceMinor]).toEqual([
      ['W1', 150],
      ['W2', 150],
    ]);
    expect(bans).toEqual([]);
  });

  it.each([
    [{}, true],
    [{ countries: ['GB', 'IE'] }, true],
    [{ countries: ['TR'] }, false],
    [{ channelIds: ['web'] }, true],
    [{ channelIds: ['shop'] }, false],
    [{ vipOnly: true }, false],
    [{ skus: ['BOOK'] }, false],
  ])('speak about orders by what is asked: %o %s', (when, first) => {
    const asked = rule('a', { when: routingRuleWhen(when), then: { kind: 'first' } });
    expect(applyRules(policyOf(asked), order, nodes).comesFirst).toBe(first);
    expect(applyRules(policyOf({ ...asked, active: false }), order, nodes).comesFirst).toBe(false);
  });

  it('are VIP first when somebody says so', () => {
    const asked = rule('a', { when: routingRuleWhen({ vipOnly: true }), then: { kind: 'first' } });
    expect(applyRules(policyOf(asked), { ...order, isVip: true }, nodes).comesFirst).toBe(true);
  });

  it('pass their own schema', () => {
    const whole = policyOf(rule('a', { then: { kind: 'prefer', nodes: at('W1'), worthMinor: 5 } }));
    expect(routingPolicySchema.parse(whole)).toEqual(whole);
  });
});

describe('arrival', () => {
  const days = { closedWeekdays: [0, 6], holidays: ['2026-12-25'] };
  // 2026-11-27 is a Friday.
  it.each([
    ['2026-11-26', '15:59', 1, '2026-11-26', '2026-11-27'],
    ['2026-11-26', '16:00', 2, '2026-11-26', '2026-11-30'],
    ['2026-11-27', '16:01', 1, '2026-11-30', '2026-12-01'],
    ['2026-11-28', '09:00', 2, '2026-11-30', '2026-12-02'],
    ['2026-12-24', '17:00', 1, '2026-12-28', '2026-12-29'],
  ])('from %s %s by %i days leaves %s and arrives %s', (date, time, service, leaves, arrives) => {
    expect(arrivalDate({ date, time }, { cutOff: '16:00', days: service }, days)).toEqual({
      leaves,
      arrives,
    });
  });
});
