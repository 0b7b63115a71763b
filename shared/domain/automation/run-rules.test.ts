import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type Action, type Condition, type Rule, ruleSchema, triggers } from './rule';
import { isSo, type OrderFacts, runRules } from './run-rules';

const facts: OrderFacts = {
  channelId: 'web',
  currency: 'GBP',
  totalMinor: 12_000,
  units: 6,
  lines: 2,
  skus: ['MUG', 'LAMP'],
  countryCode: 'GB',
  postcode: 'LS1 4AP',
  customerId: 'C7',
  priority: 'normal',
  note: 'LÜTFEN KIRMIZI kutu',
  tags: ['gift'],
  customerTags: ['press'],
  productTags: [],
  fields: { gift_note: 'Hello', wanted_on: '2026-05-04', wraps: 2, insured: true },
  holds: [],
};

const rule = (ruleId: string, when: Rule['when'], actions: Action[], conditions: Condition[] = []): Rule => ({
  ruleId,
  name: `Rule ${ruleId}`,
  isOn: true,
  when,
  match: 'all',
  conditions,
  actions,
});

describe('a condition', () => {
  it.each<[boolean, Condition]>([
    [true, { what: 'channel', is: 'any-of', values: ['web', 'shop'] }],
    [false, { what: 'channel', is: 'none-of', values: ['web'] }],
    [true, { what: 'country', is: 'none-of', values: ['TR'] }],
    [true, { what: 'postcode', is: 'any-of', values: ['ls1'] }],
    [false, { what: 'postcode', is: 'any-of', values: ['LS14B'] }],
    [true, { what: 'sku', is: 'any-of', values: ['LAMP'] }],
    [false, { what: 'sku', is: 'none-of', values: ['LAMP', 'BOWL'] }],
    [true, { what: 'customer', is: 'any-of', values: ['C7'] }],
    [true, { what: 'tag', is: 'any-of', values: ['gift'] }],
    [true, { what: 'customer-tag', is: 'any-of', values: ['press'] }],
    [true, { what: 'product-tag', is: 'none-of', values: ['fragile'] }],
    [false, { what: 'hold', is: 'any-of', values: ['credit'] }],
    [true, { what: 'total', is: 'at-least', amountMinor: 12_000, currency: 'GBP' }],
    [false, { what: 'total', is: 'at-least', amountMinor: 1, currency: 'EUR' }],
    [true, { what: 'units', is: 'at-most', count: 6 }],
    [false, { what: 'lines', is: 'at-least', count: 3 }],
    [true, { what: 'priority', is: 'normal' }],
    [true, { what: 'note', is: 'contains', text: 'kırmızı' }],
    [false, { what: 'note', is: 'contains', text: '' }],
    [false, { what: 'note', is: 'empty', text: '' }],
    [true, { what: 'field', key: 'gift_note', is: 'set', value: '' }],
    [true, { what: 'field', key: 'nothing', is: 'unset', value: '' }],
    [true, { what: 'field', key: 'gift_note', is: 'equals', value: 'hello' }],
    [true, { what: 'field', key: 'nothing', is: 'not', value: 'x' }],
    [true, { what: 'field', key: 'gift_note', is: 'contains', value: 'ell' }],
    [true, { what: 'field', key: 'wanted_on', is: 'at-most', value: '2026-05-10' }],
    [true, { what: 'field', key: 'wraps', is: 'at-least', value: '2' }],
    [false, { what: 'field', key: 'wraps', is: 'at-least', value: 'many' }],
    [true, { what: 'field', key: 'insured', is: 'equals', value: 'true' }],
  ])('%s: %j', (expected, condition) => {
    expect(isSo(condition, facts)).toBe(expected);
  });
});

describe('rules', () => {
  it('act in their order, and on what others did, each once', () => {
    const rules = [
      rule('a', 'order-placed', [
        { do: 'tag', tags: ['big'] },
        { do: 'priority', priority: 'vip' },
      ]),
      rule(
        'b',
        'order-tagged',
        [{ do: 'hold', reason: 'fraud', note: 'look' }],
        [{ what: 'tag', is: 'any-of', values: ['big'] }],
      ),
      rule('c', 'order-held', [
        { do: 'notify', text: 'Look at it' },
        { do: 'webhook', name: 'held' },
      ]),
    ];
    const run = runRules(rules, facts, 'order-placed');
    expect(run.fired).toEqual([
      { ruleId: 'a', name: 'Rule a', on: 'order-placed' },
      { ruleId: 'b', name: 'Rule b', on: 'order-tagged' },
      { ruleId: 'c', name: 'Rule c', on: 'order-held' },
    ]);
    expect(run.effects.map(({ kind, ruleId }) => [ruleId, kind])).toEqual([
      ['a', 'tag'],
      ['a', 'priority'],
      ['b', 'hold'],
      ['c', 'notify'],
      ['c', 'webhook'],
    ]);
    expect(run.after).toMatchObject({ tags: ['big', 'gift'], priority: 'vip', holds: ['fraud'] });
  });

  it('that undo each other end', () => {
    const rules = [
      rule('on', 'order-changed', [{ do: 'tag', tags: ['x'] }]),
      rule('off', 'order-tagged', [{ do: 'untag', tags: ['x'] }]),
    ];
    expect(runRules(rules, facts, 'order-changed').fired.map(({ ruleId }) => ruleId)).toEqual(['on', 'off']);
  });

  it('that are off, or meet none of their conditions, do nothing', () => {
    const off = { ...rule('off', 'order-placed', [{ do: 'tag', tags: ['x'] }]), isOn: false };
    const not = rule('not', 'order-placed', [{ do: 'tag', tags: ['y'] }], [{ what: 'priority', is: 'vip' }]);
    expect(runRules([off, not], facts, 'order-placed')).toEqual({ fired: [], effects: [], after: facts });
  });

  const tag = fc.constantFrom('a', 'b', 'c');
  const reason = fc.constantFrom('fraud' as const, 'other' as const);
  const action: fc.Arbitrary<Action> = fc.oneof(
    tag.map((each) => ({ do: 'tag' as const, tags: [each] })),
    tag.map((each) => ({ do: 'untag' as const, tags: [each] })),
    reason.map((each) => ({ do: 'hold' as const, reason: each, note: '' })),
    reason.map((each) => ({ do: 'release' as const, reason: each })),
    fc
      .constantFrom('normal' as const, 'vip' as const)
      .map((priority) => ({ do: 'priority' as const, priority })),
    fc.constant<Action>({ do: 'webhook', name: 'x' }),
  );
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      what: fc.constant('tag' as const),
      is: fc.constantFrom('any-of' as const, 'none-of' as const),
      values: fc.array(tag, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      what: fc.constant('priority' as const),
      is: fc.constantFrom('normal' as const, 'vip' as const),
    }),
  );
  const anyRules = fc
    .array(
      fc.record({
        isOn: fc.boolean(),
        when: fc.constantFrom(...triggers),
        match: fc.constantFrom('all' as const, 'any' as const),
        conditions: fc.array(condition, { maxLength: 2 }),
        actions: fc.array(action, { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 12 },
    )
    .map((list) => list.map((each, index): Rule => ({ ...each, ruleId: `r${index}`, name: `r${index}` })));

  it('always end, no rule acts twice, and the same happening gives the same', () => {
    holds(
      fc.property(anyRules, fc.constantFrom(...triggers), fc.array(tag), (rules, trigger, tags) => {
        for (const each of rules) ruleSchema.parse(each);
        const start = { ...facts, tags: [...new Set(tags)].sort() };
        const run = runRules(rules, start, trigger);
        expect(run.fired.length).toBeLessThanOrEqual(rules.filter(({ isOn }) => isOn).length);
        expect(new Set(run.fired.map(({ ruleId }) => ruleId)).size).toBe(run.fired.length);
        expect(runRules(rules, start, trigger)).toEqual(run);
        // What came out is what its effects make of the order, and nothing else.
        const told = run.effects.reduce((order, effect) => {
          switch (effect.kind) {
            case 'tag':
              return {
                ...order,
                tags: [...order.tags.filter((each) => !effect.remove.includes(each)), ...effect.add].sort(),
              };
            case 'hold':
              return { ...order, holds: [...order.holds, effect.reason] };
            case 'release':
              return { ...order, holds: order.holds.filter((each) => each !== effect.reason) };
            case 'priority':
              return { ...order, priority: effect.priority };
            default:
              return order;
          }
        }, start as OrderFacts);
        expect(told).toEqual(run.after);
      }),
    );
  });
});
