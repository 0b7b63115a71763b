import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuOf, warehouseIdOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { channelPolicySchema, type StockRule } from './policy';
import { type FencedChannel, type FenceFacts, keptFor, openTo } from './ring-fence';

const [w1, w2, w3] = ['W1', 'W2', 'W3'].map(warehouseIdOf) as [
  ReturnType<typeof warehouseIdOf>,
  ReturnType<typeof warehouseIdOf>,
  ReturnType<typeof warehouseIdOf>,
];
const channel = (
  channelId: string,
  rule: Partial<StockRule> | null,
  warehouseIds: string[] = [],
): FencedChannel => ({
  channelId,
  policy: channelPolicySchema.parse({ warehouseIds, stockRules: rule ? [{ sku: null, ...rule }] : [] }),
});
const facts = (
  free: Record<string, number>,
  held: Record<string, Record<string, number>> = {},
): FenceFacts => ({
  free: new Map(Object.entries(free).map(([id, units]) => [warehouseIdOf(id), units])),
  held: new Map(
    Object.entries(held).map(([id, by]) => [
      id,
      new Map(Object.entries(by).map(([place, units]) => [warehouseIdOf(place), units])),
    ]),
  ),
});
const open = (channelId: string, channels: FencedChannel[], given: FenceFacts, sku = 'MUG') => {
  const { byWarehouse, most } = openTo(channelId, channels, skuOf(sku), given);
  return { by: Object.fromEntries(byWarehouse), most };
};

describe('what a channel may be promised', () => {
  it.each([
    ['nothing agreed: all of it', [], facts({ W1: 5, W2: 3 }), { by: { W1: 5, W2: 3 }, most: null }],
    [
      'its warehouses only, as it likes them',
      [channel('web', null, ['W2', 'W1'])],
      facts({ W1: 5, W2: 3, W3: 9 }),
      { by: { W2: 3, W1: 5 }, most: null },
    ],
    [
      'a warehouse that is gone is none',
      [channel('web', null, ['W9'])],
      facts({ W1: 5 }),
      { by: {}, most: null },
    ],
    [
      'less what another keeps, where it is liked least',
      [channel('shop', { keepUnits: 4 })],
      facts({ W1: 5, W2: 3 }),
      { by: { W1: 4, W2: 0 }, most: null },
    ],
    [
      'what the other already holds is not kept twice',
      [channel('shop', { keepUnits: 4 })],
      facts({ W1: 5 }, { shop: { W1: 3 } }),
      { by: { W1: 4 }, most: null },
    ],
    [
      'kept elsewhere first',
      [channel('web', null, ['W1']), channel('shop', { keepUnits: 4 })],
      facts({ W1: 5, W2: 3 }),
      { by: { W1: 4 }, most: null },
    ],
    [
      'kept where the other sends from',
      [channel('shop', { keepUnits: 4 }, ['W1'])],
      facts({ W1: 5, W2: 3 }),
      { by: { W1: 1, W2: 3 }, most: null },
    ],
    [
      'a share of what can be sold',
      [channel('shop', { keepPercent: 50 })],
      facts({ W1: 6 }, { web: { W1: 4 } }),
      { by: { W1: 1 }, most: null },
    ],
    [
      'never below nothing',
      [channel('shop', { keepUnits: 400 })],
      facts({ W1: 6 }),
      { by: { W1: 0 }, most: null },
    ],
    [
      'no more than its own limit',
      [channel('web', { mostUnits: 5 })],
      facts({ W1: 9 }, { web: { W1: 2, W2: 1 } }),
      { by: { W1: 9 }, most: 2 },
    ],
    [
      'its own share is its own',
      [channel('web', { keepUnits: 6 })],
      facts({ W1: 6 }),
      { by: { W1: 6 }, most: null },
    ],
  ] as [string, FencedChannel[], FenceFacts, object][])('%s', (_case, channels, given, expected) => {
    expect(open('web', channels, given)).toEqual(expected);
  });

  it('has a rule of a product stand before the one for all', () => {
    const policy = channelPolicySchema.parse({
      stockRules: [
        { sku: null, keepUnits: 9 },
        { sku: 'MUG', keepUnits: 1 },
      ],
    });
    expect(open('web', [{ channelId: 'shop', policy }], facts({ W1: 5 }))).toMatchObject({ by: { W1: 4 } });
    expect(open('web', [{ channelId: 'shop', policy }], facts({ W1: 5 }), 'LAMP')).toMatchObject({
      by: { W1: 0 },
    });
  });

  it('never touches what another channel keeps, as long as there is enough for both', () => {
    const place = fc.subarray([w1, w2, w3]);
    const one = (id: string) =>
      fc
        .record({ keepUnits: fc.nat({ max: 12 }), keepPercent: fc.nat({ max: 60 }), places: place })
        .map(({ places, ...rule }) => channel(id, rule, places));
    const units = fc.nat({ max: 15 });
    const given = fc
      .record({ free: fc.tuple(units, units, units), held: fc.tuple(units, units) })
      .map(({ free: [a, b, c], held: [x, y] }) =>
        facts({ W1: a, W2: b, W3: c }, { web: { W1: x }, shop: { W2: y } }),
      );
    holds(
      fc.property(one('web'), one('shop'), one('third'), given, (web, shop, third, now) => {
        const channels = [web, shop, third];
        const { byWarehouse } = openTo('web', channels, 'MUG', now);
        // The channel takes all it may.
        const after: FenceFacts = {
          ...now,
          free: new Map([...now.free].map(([id, free]) => [id, free - (byWarehouse.get(id) ?? 0)])),
        };
        for (const other of [shop, third]) {
          const reach = (free: FenceFacts['free']): number =>
            [...free].reduce(
              (sum, [id, left]) =>
                other.policy.warehouseIds.length === 0 || other.policy.warehouseIds.includes(id)
                  ? sum + left
                  : sum,
              0,
            );
          const kept = Math.min(keptFor(other, 'MUG', now), reach(now.free));
          const alone = openTo('web', [web, other], 'MUG', now).byWarehouse;
          const left = new Map([...now.free].map(([id, free]) => [id, free - (alone.get(id) ?? 0)]));
          expect(reach(left)).toBeGreaterThanOrEqual(kept);
        }
        expect([...after.free.values()].every((left) => left >= 0)).toBe(true);
      }),
    );
  });
});
