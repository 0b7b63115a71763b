import { describe, expect, it } from 'vitest';
import type { CancelCommand, CancelRequest } from './cancel-request';
import {
  type CancelColumn,
  cancelColumns,
  type CancelSaying,
  cancelSayings,
  cancelTable,
  requestIn,
} from './cancel-table.test-kit';
import { decideCancel } from './decide';
import { evolveCancel, lessUnits, plusUnits } from './evolve';
import { isStanding, unitsAsked } from './questions';
import { expectValues } from '../refusal-values.test-kit';

const cells = (Object.keys(cancelTable) as CancelSaying[]).flatMap((saying) =>
  cancelColumns.map((state) => ({ saying, state, expected: cancelTable[saying][state] })),
);

function say(request: CancelRequest | null, saying: CancelSaying, over: object = {}) {
  const { command, box } = cancelSayings[saying];
  return decideCancel(request, { ...command, ...over } as CancelCommand, box);
}

function after(request: CancelRequest | null, saying: CancelSaying, over: object = {}): CancelRequest | null {
  const decision = say(request, saying, over);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<CancelRequest | null>(evolveCancel, request);
}

describe('the negotiation: every saying in every state', () => {
  it.each(cells)('$saying when $state: $expected', ({ saying, state, expected }) => {
    const decision = say(requestIn(state as CancelColumn), saying);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
  });

  it('stands while it is asked, and while a sealed box waits to be opened', () => {
    const standing = cancelColumns.filter((state) => isStanding(requestIn(state)));
    expect(standing).toEqual(['asked', 'too-late']);
    expect(unitsAsked(requestIn('accepted'))).toBe(0);
    expect(unitsAsked(requestIn('asked'), 2)).toBe(0);
  });
});

describe('what is asked', () => {
  const two = [{ lineNo: 1, quantity: 2 }];

  it('adds up while nobody has answered, and begins anew after an answer', () => {
    expect(after(requestIn('asked'), 'ask', { lines: two })).toMatchObject({
      state: 'asked',
      lines: [{ quantity: 3 }],
    });
    expect(after(requestIn('too-late'), 'ask', { lines: two })).toMatchObject({
      state: 'asked',
      lines: [{ quantity: 3 }],
    });
    expect(after(requestIn('accepted'), 'ask', { lines: two })).toMatchObject({ lines: [{ quantity: 2 }] });
  });

  it('is never more than the box counts on, together with what is asked already', () => {
    expect(say(requestIn('asked'), 'ask', { lines: [{ lineNo: 1, quantity: 5 }] })).toMatchObject({
      ok: false,
      refusal: { code: 'more-than-open', values: { quantity: 6, limit: 5 } },
    });
    expect(say(null, 'ask', { lines: [{ lineNo: 9, quantity: 1 }] }).ok).toBe(false);
    expect(say(null, 'ask', { lines: [] })).toEqual({ ok: true, events: [] });
  });

  it('is answered in part when the bench knew only a part', () => {
    const asked = after(requestIn('asked'), 'ask', { lines: two });
    const part = after(asked, 'accepted, box open');
    expect(part).toMatchObject({ state: 'asked', lines: [{ lineNo: 1, quantity: 2 }] });
    expect(after(part, 'accepted, box open', { lines: two })).toMatchObject({ state: 'accepted' });
  });
});

describe('an answer is a fact', () => {
  it('takes no more than was asked', () => {
    expect(
      say(requestIn('asked'), 'accepted, box open', { lines: [{ lineNo: 1, quantity: 4 }] }),
    ).toMatchObject({
      events: [{ lines: [{ lineNo: 1, quantity: 1 }], keepsOrder: false }],
    });
  });

  it('to a question that was withdrawn, or forgotten, leaves the units out and keeps the order', () => {
    for (const request of [requestIn('withdrawn'), null]) {
      const decision = say(request, 'accepted, box open');
      expect(decision).toMatchObject({ events: [{ type: 'CancelAccepted', keepsOrder: true }] });
      expect(after(request, 'accepted, box open')).toEqual(request);
    }
    expect(say(null, 'accepted, box open', { lines: [{ lineNo: 9, quantity: 1 }] })).toEqual({
      ok: true,
      events: [],
    });
  });
});

describe('units of lines', () => {
  it('add and subtract by line; nothing is left below one', () => {
    const a = [
      { lineNo: 1, quantity: 2 },
      { lineNo: 2, quantity: 1 },
    ];
    expect(plusUnits(a, [{ lineNo: 2, quantity: 4 }])).toEqual([
      { lineNo: 1, quantity: 2 },
      { lineNo: 2, quantity: 5 },
    ]);
    expect(lessUnits(a, [{ lineNo: 1, quantity: 3 }])).toEqual([{ lineNo: 2, quantity: 1 }]);
  });
});
