import { describe, expect, it } from 'vitest';
import { decideOrder } from './decide';
import { evolveOrder } from './evolve';
import type { Order, OrderCommand } from './order';
import { orderIn } from './order.test-kit';

const start = orderIn.confirmed as Order;

function told(order: Order, command: OrderCommand) {
  const decision = decideOrder(order, command);
  if (!decision.ok) return decision;
  return {
    ok: true as const,
    events: decision.events,
    order: decision.events.reduce<Order>((state, event) => evolveOrder(state, event), order),
  };
}

const tag = (add: string[], remove: string[] = []): OrderCommand => ({
  type: 'TagOrder',
  add,
  remove,
  by: 'office',
});

describe('tags of an order', () => {
  it('are there once, and what is so already is no event', () => {
    const first = told(start, tag(['press', 'gift', 'gift']));
    if (!first.ok) throw new Error('refused');
    expect(first.order.tags).toEqual(['gift', 'press']);
    expect(told(first.order, tag(['gift'], ['nothing']))).toMatchObject({ events: [] });
    const less = told(first.order, tag([], ['gift']));
    expect(less).toMatchObject({
      events: [{ type: 'OrderUntagged', tags: ['gift'] }],
      order: { tags: ['press'] },
    });
  });

  it('have a limit that says so', () => {
    const many = Array.from({ length: 51 }, (_, n) => `t${n}`);
    expect(told(start, tag(many))).toMatchObject({ ok: false, refusal: { code: 'tags-too-many' } });
  });
});

describe('fields of an order', () => {
  const set = (fields: object, lines: object[] = []): OrderCommand =>
    ({ type: 'SetFields', fields, lines, by: 'office' }) as OrderCommand;

  it('change, go, and are told only where they differ', () => {
    const first = told(start, set({ b: 1, a: 'x' }, [{ lineNo: 2, fields: { cut: true } }]));
    if (!first.ok) throw new Error('refused');
    expect(JSON.stringify(first.order.fields)).toBe('{"a":"x","b":1}');
    expect(first.order.lines[1]?.fields).toEqual({ cut: true });
    expect(told(first.order, set({ a: 'x' }, [{ lineNo: 2, fields: { cut: true } }]))).toMatchObject({
      events: [],
    });
    expect(told(first.order, set({ a: null, b: 2 }))).toMatchObject({
      events: [{ type: 'FieldsChanged', fields: { a: null, b: 2 }, lines: [] }],
      order: { fields: { b: 2 } },
    });
  });

  it('of a line that is not there are refused', () => {
    expect(told(start, set({}, [{ lineNo: 9, fields: { cut: true } }]))).toMatchObject({
      ok: false,
      refusal: { code: 'line-unknown' },
    });
  });
});
