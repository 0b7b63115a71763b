import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type ChannelMemory, followTold, type OrderChange } from './follow-told';
import { liveUnits, type ToldOrder, type ToldSource } from './told-order';
import { address, toldOrder } from './told-order.test-kit';

const remembered = (told: ToldOrder, source: ToldSource = 'webhook', placed = true): ChannelMemory => ({
  told,
  source,
  placed,
  lineNos: Object.fromEntries(told.lines.map((line, index) => [line.lineId, index + 1])),
});
const later = (told: ToldOrder, change: Partial<ToldOrder>, minutes = 1): ToldOrder => ({
  ...told,
  changedAt: new Date(Date.parse(told.changedAt) + minutes * 60_000).toISOString(),
  ...change,
});
const first = toldOrder();
const [mugs, lamp] = first.lines as [ToldOrder['lines'][number], ToldOrder['lines'][number]];

describe('what follows from a picture of an order', () => {
  it.each([
    ['never seen', null, first, { as: 'place', changes: [] }],
    ['never seen and unpaid', null, { ...first, state: 'waiting' as const }, { as: 'remember' }],
    ['never seen and shipped elsewhere', null, { ...first, state: 'done' as const }, { as: 'remember' }],
    ['the same again', remembered(first), first, { as: 'repeated' }],
    ['older', remembered(later(first, {})), first, { as: 'older' }],
    [
      'paid at last',
      remembered({ ...first, state: 'waiting' }, 'webhook', false),
      later(first, {}),
      { as: 'place', changes: [] },
    ],
    [
      'waiting again',
      remembered(first),
      later(first, { state: 'waiting' }),
      { as: 'change', changes: [{ kind: 'hold' }] },
    ],
    [
      'paid again',
      remembered(later(first, { state: 'waiting' })),
      later(first, {}, 2),
      { as: 'change', changes: [{ kind: 'release' }] },
    ],
    [
      'shipped, by our own word',
      remembered(first),
      later(first, { state: 'done' }),
      { as: 'change', changes: [] },
    ],
    [
      'a line gone',
      remembered(first),
      later(first, { lines: [mugs] }),
      { as: 'change', changes: [{ kind: 'cancel', lines: [{ lineId: 'b', sku: 'LAMP', quantity: 1 }] }] },
    ],
    [
      'refunded in part',
      remembered(first),
      later(first, { lines: [{ ...mugs, removed: 2 }, lamp] }),
      { as: 'change', changes: [{ kind: 'cancel', lines: [{ lineId: 'a', sku: 'MUG', quantity: 2 }] }] },
    ],
    [
      'moved',
      remembered(first),
      later(first, { shipTo: { ...address, city: 'York' } }),
      { as: 'change', changes: [{ kind: 'address', shipTo: { ...address, city: 'York' } }] },
    ],
    [
      'a line more, one dearer, one of another kind',
      remembered(first),
      later(first, {
        lines: [
          { ...mugs, unitPriceMinor: 600 },
          { ...lamp, sku: 'BOWL' as typeof lamp.sku, quantity: 3 },
          { ...lamp, lineId: 'c' },
        ],
      }),
      {
        as: 'change',
        changes: [
          { kind: 'cannot', code: 'price-changed', values: { sku: 'MUG' } },
          { kind: 'cannot', code: 'more-units', values: { sku: 'LAMP', quantity: 2 } },
          { kind: 'cannot', code: 'line-changed', values: { sku: 'LAMP' } },
          { kind: 'cannot', code: 'line-added', values: { sku: 'LAMP', quantity: 1 } },
        ],
      },
    ],
    [
      'open again after it was cancelled',
      remembered(later(first, { state: 'cancelled' })),
      later(first, {}, 2),
      { as: 'change', changes: [{ kind: 'cannot', code: 'cancel-taken-back', values: {} }] },
    ],
    [
      'two under one number',
      remembered(first, 'api'),
      { ...first, note: 'other' },
      { as: 'differs' },
      'api' as const,
    ],
  ] as [string, ChannelMemory | null, ToldOrder, object, ToldSource?][])(
    '%s',
    (_case, memory, told, expected, source = 'webhook') => {
      expect(followTold(memory, told, source)).toEqual(expected);
    },
  );

  it('told cancelled before it was ever seen, it becomes an order that is cancelled', () => {
    expect(followTold(null, { ...first, state: 'cancelled' }, 'webhook')).toEqual({
      as: 'place',
      changes: [
        {
          kind: 'cancel',
          lines: [
            { lineId: 'a', sku: 'MUG', quantity: 3 },
            { lineId: 'b', sku: 'LAMP', quantity: 1 },
          ],
        },
      ],
    });
  });

  it('of one instant: what head office asked for itself stays, whatever else is told', () => {
    const asked = { ...first, note: 'asked' };
    expect(followTold(remembered(first), asked, 'pulled')).toMatchObject({ as: 'change' });
    expect(followTold(remembered(asked, 'pulled'), { ...first, state: 'cancelled' }, 'webhook')).toEqual({
      as: 'older',
    });
  });
});

/** What an order would be after a channel's pictures have been followed. */
type Model = { memory: ChannelMemory | null; units: Map<string, number>; city: string; held: boolean };

function follow(model: Model, told: ToldOrder): Model {
  const following = followTold(model.memory, told, 'webhook');
  if (following.as === 'repeated' || following.as === 'older' || following.as === 'differs') return model;
  const placed = following.as === 'place' || following.as === 'change';
  const next: Model = {
    ...model,
    units: new Map(model.units),
    memory: { ...remembered(told), placed: placed || (model.memory?.placed ?? false) },
  };
  if (following.as === 'remember') return next;
  if (following.as === 'place') {
    next.units = new Map(told.lines.map((line) => [line.lineId, line.quantity]));
    next.city = told.shipTo.city;
  }
  for (const change of following.changes) apply(next, change);
  return next;
}

function apply(model: Model, change: OrderChange): void {
  if (change.kind === 'cancel')
    for (const { lineId, quantity } of change.lines)
      model.units.set(lineId, (model.units.get(lineId) ?? 0) - quantity);
  if (change.kind === 'address') model.city = change.shipTo.city;
  if (change.kind === 'hold') model.held = true;
  if (change.kind === 'release') model.held = false;
}

/** A customer and a shop that only take back, move, or cancel; the shop's clock may tick once for two changes. */
const history = fc
  .array(
    fc.record({
      ticks: fc.integer({ min: 0, max: 2 }),
      act: fc.constantFrom('remove-a', 'remove-b', 'move', 'cancel'),
      city: fc.constantFrom('York', 'Bath', 'Hull'),
    }),
    { maxLength: 8 },
  )
  .map((acts) => {
    const pictures: ToldOrder[] = [first];
    let now = first;
    for (const { ticks, act, city } of acts) {
      const lines = now.lines.map((line) =>
        act === `remove-${line.lineId}`
          ? { ...line, removed: Math.min(line.quantity, line.removed + 1) }
          : line,
      );
      const state = act === 'cancel' ? ('cancelled' as const) : now.state;
      const shipTo = act === 'move' && now.state === 'open' ? { ...now.shipTo, city } : now.shipTo;
      now = { ...later(now, {}, ticks), lines, state, shipTo };
      pictures.push(now);
    }
    return pictures;
  });

describe('out of order, repeated, together', () => {
  it('the same pictures end in the same order', () => {
    holds(
      fc.property(
        history.chain((pictures) =>
          fc.record({
            pictures: fc.constant(pictures),
            told: fc.shuffledSubarray(pictures, { minLength: pictures.length }),
            again: fc.array(fc.constantFrom(...pictures), { maxLength: 6 }),
          }),
        ),
        ({ pictures, told, again }) => {
          const end = (list: readonly ToldOrder[]): Model =>
            list.reduce(follow, { memory: null, units: new Map(), city: '', held: false });
          const [inOrder, mixed] = [end(pictures), end([...told, ...again])];
          expect([...mixed.units]).toEqual([...inOrder.units]);
          expect(mixed.memory?.told).toEqual(inOrder.memory?.told);
          const last = inOrder.memory?.told;
          if (!last) throw new Error('a picture was followed');
          if (last.state === 'open')
            expect([mixed.city, inOrder.city]).toEqual([last.shipTo.city, last.shipTo.city]);
          expect([...mixed.units]).toEqual(last.lines.map((line) => [line.lineId, liveUnits(last, line)]));
          expect([...mixed.units.values()].every((units) => units >= 0)).toBe(true);
        },
      ),
    );
  });
});
