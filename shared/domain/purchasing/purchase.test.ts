import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import { decidePurchase } from './decide';
import { differencesOf, missingOf } from './differences';
import { evolvePurchase } from './evolve';
import {
  type Purchase,
  type PurchaseCommand,
  purchaseNumber,
  purchaseSchema,
  purchaseStates,
  readPurchaseNumber,
} from './purchase';
import {
  cup,
  lamp,
  mug,
  purchaseColumns,
  purchaseIn,
  type PurchaseSaying,
  purchaseSayings,
  purchaseTable,
} from './purchase-table.test-kit';
import { expectedUnits, purchaseStatus, totalsOfSku } from './questions';
import { fitOf, readTrait, traitAsked } from './receiving';
import { nextPurchaseState, purchaseTransitions } from './transitions';

const cells = (Object.keys(purchaseTable) as PurchaseSaying[]).flatMap((saying) =>
  purchaseColumns.map((state) => ({ saying, state, expected: purchaseTable[saying][state] })),
);

function after(purchase: Purchase | null, ...commands: PurchaseCommand[]): Purchase {
  const end = commands.reduce<Purchase | null>((state, command) => {
    const decision = decidePurchase(state, command);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return decision.events.reduce<Purchase | null>(evolvePurchase, state);
  }, purchase);
  if (!end) throw new Error('no purchase');
  return end;
}
const taking = (sku: typeof mug, quantity: number, isDamaged = false): PurchaseCommand => ({
  type: 'TakeUnits',
  opId: 'x',
  sku,
  name: sku,
  quantity,
  isDamaged,
});
const back = (sku: typeof mug, quantity: number, isDamaged = false): PurchaseCommand => ({
  type: 'TakeBackUnits',
  undoes: 'x',
  sku,
  quantity,
  isDamaged,
});
const sent = purchaseIn('sent') as Purchase;

describe('a purchase order: every command in every state', () => {
  it.each(cells)('$saying when $state: $expected', ({ saying, state, expected }) => {
    const decision = decidePurchase(purchaseIn(state), purchaseSayings[saying]);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
  });

  it('reaches every state from a draft', () => {
    const reached = new Set<string>(['draft']);
    for (const state of reached)
      for (const next of Object.values(purchaseTransitions[state as keyof typeof purchaseTransitions]))
        reached.add(next);
    expect([...reached].sort()).toEqual([...purchaseStates].sort());
    expect(nextPurchaseState('closed', 'GoodsReceived')).toBe('closed');
  });

  it('is found by its number as it is printed, and by nothing else', () => {
    expect(readPurchaseNumber(purchaseNumber(1001))).toBe(1001);
    expect(readPurchaseNumber('po1001')).toBe(1001);
    for (const text of ['1001', 'PO-', 'PO-1001-2', 'PO-12345678901', 'XPO-1'])
      expect(readPurchaseNumber(text)).toBeNull();
  });
});

describe('how far it is', () => {
  it('follows from its lines', () => {
    expect(purchaseStatus(sent)).toBe('sent');
    expect(purchaseStatus(after(sent, taking(mug, 1)))).toBe('partly-received');
    expect(purchaseStatus(after(sent, taking(mug, 15), taking(lamp, 4)))).toBe('received');
    expect(purchaseStatus(after(sent, taking(mug, 15)))).toBe('partly-received');
    expect(purchaseStatus(purchaseIn('closed') as Purchase)).toBe('closed');
  });

  it('takes for the line that is expected first, and what is over on the last', () => {
    const some = after(sent, taking(mug, 7));
    expect(some.lines.map(({ received }) => received)).toEqual([2, 0, 5]);
    const all = after(some, taking(mug, 10));
    expect(all.lines.map(({ received }) => received)).toEqual([12, 0, 5]);
    expect(totalsOfSku(all, mug)).toMatchObject({ ordered: 15, received: 17, over: 2 });
    expect(all.lines.map((line) => expectedUnits(all, line))).toEqual([0, 4, 0]);
  });

  it('expects nothing of a draft, of one that is closed, or cancelled', () => {
    for (const state of ['draft', 'closed', 'cancelled'] as const) {
      const purchase = purchaseIn(state) as Purchase;
      expect(purchase.lines.map((line) => expectedUnits(purchase, line))).toEqual([0, 0, 0]);
    }
  });

  it('is short when it is closed with units to come, and whole again when it is opened', () => {
    const closed = after(sent, taking(mug, 15), { type: 'ClosePurchase', at: 'now' });
    expect(closed.isShort).toBe(true);
    expect(missingOf(closed)).toEqual([{ reason: 'short', sku: lamp, change: 4 }]);
    expect(after(closed, { type: 'ReopenPurchase' })).toMatchObject({
      state: 'sent',
      isShort: false,
      endedAt: null,
    });
  });
});

describe('what the office hears of', () => {
  const differ = (before: Purchase, ...commands: PurchaseCommand[]) => {
    const sku = 'sku' in (commands[0] ?? {}) ? (commands[0] as { sku: string }).sku : '';
    return differencesOf(before, after(before, ...commands), sku).map(
      ({ reason, change }) => `${reason} ${change}`,
    );
  };
  it.each([
    ['what fits', sent, [taking(mug, 15)], []],
    ['more than ordered', sent, [taking(mug, 17)], ['over 2']],
    ['one more', after(sent, taking(mug, 15)), [taking(mug, 1)], ['over 1']],
    ['what nobody ordered', sent, [taking(cup, 2)], ['wrong 2']],
    ['damaged', sent, [taking(lamp, 1, true)], ['damaged 1']],
    ['damaged and not ordered', sent, [taking(cup, 1, true)], ['wrong 1', 'damaged 1']],
    ['one for a closed order', purchaseIn('closed') as Purchase, [taking(lamp, 1)], ['late 1']],
    ['an over taken back', after(sent, taking(mug, 17)), [back(mug, 1)], ['over -1']],
  ] as const)('%s', (_what, before, commands, expected) => {
    expect(differ(before, ...commands)).toEqual(expected);
  });
});

describe('units and what is asked of them', () => {
  it('fit their order, are over, are not ordered, or have none', () => {
    expect(fitOf(null, mug, 1)).toEqual({ kind: 'blind' });
    expect(fitOf(sent, mug, 15)).toEqual({ kind: 'fits', received: 15, ordered: 15 });
    expect(fitOf(after(sent, taking(mug, 14)), mug, 3)).toEqual({
      kind: 'over',
      received: 17,
      ordered: 15,
      over: 2,
    });
    expect(fitOf(sent, cup, 1)).toEqual({ kind: 'not-ordered' });
  });

  it('are asked for lot, serial and expiry in that order, once', () => {
    const asks = ['expiry', 'lot'] as const;
    expect(traitAsked({ asks: [...asks], values: { lot: null, serial: null, expiry: null } })).toBe('lot');
    expect(traitAsked({ asks: [...asks], values: { lot: 'L1', serial: null, expiry: null } })).toBe('expiry');
    expect(traitAsked({ asks: [...asks], values: { lot: 'L1', serial: null, expiry: '260131' } })).toBeNull();
  });

  it.each([
    ['lot', ' L-1 ', 'L-1'],
    ['lot', '', null],
    ['serial', 'S'.repeat(21), null],
    ['expiry', '260228', '260228'],
    ['expiry', '260200', '260200'],
    ['expiry', '260230', null],
    ['expiry', '261301', null],
    ['expiry', '2026-02-28', null],
  ] as const)('%s “%s” is %s', (trait, text, expected) => expect(readTrait(trait, text)).toBe(expected));
});

describe('whatever is taken in and taken back', () => {
  const acts = fc.array(
    fc.record({
      sku: fc.constantFrom(mug, lamp, cup),
      quantity: fc.integer({ min: 1, max: 8 }),
      isDamaged: fc.boolean(),
      isBack: fc.boolean(),
    }),
    { maxLength: 40 },
  );

  it('is counted exactly: received is what came less what went back, and damaged is among it', () => {
    holds(
      fc.property(acts, (all) => {
        let purchase = sent;
        const net = new Map<string, number>();
        for (const { isBack, ...act } of all) {
          const decision = decidePurchase(
            purchase,
            isBack
              ? back(act.sku, act.quantity, act.isDamaged)
              : taking(act.sku, act.quantity, act.isDamaged),
          );
          if (!decision.ok) continue;
          purchase = decision.events.reduce<Purchase>(evolvePurchase, purchase);
          net.set(act.sku, (net.get(act.sku) ?? 0) + (isBack ? -act.quantity : act.quantity));
          purchaseSchema.parse(purchase);
        }
        for (const sku of [mug, lamp, cup]) {
          const { received, extra, damaged } = totalsOfSku(purchase, sku);
          expect(received + extra).toBe(net.get(sku) ?? 0);
          expect(damaged).toBeLessThanOrEqual(received + extra);
        }
        for (const line of [...purchase.lines, ...purchase.extras]) {
          expect(line.damaged).toBeGreaterThanOrEqual(0);
          expect(line.received).toBeGreaterThanOrEqual(line.damaged);
        }
      }),
    );
  });

  it('is told once: the changes of a product add up to what is different in the end', () => {
    holds(
      fc.property(acts, (all) => {
        let purchase = sent;
        const told = new Map<string, number>();
        for (const { isBack, ...act } of all) {
          const decision = decidePurchase(
            purchase,
            isBack
              ? back(act.sku, act.quantity, act.isDamaged)
              : taking(act.sku, act.quantity, act.isDamaged),
          );
          if (!decision.ok) continue;
          const next = decision.events.reduce<Purchase>(evolvePurchase, purchase);
          for (const { reason, sku, change } of differencesOf(purchase, next, act.sku))
            told.set(`${reason} ${sku}`, (told.get(`${reason} ${sku}`) ?? 0) + change);
          purchase = next;
        }
        for (const sku of [mug, lamp, cup]) {
          const { over, extra, damaged } = totalsOfSku(purchase, sku);
          expect([
            told.get(`over ${sku}`) ?? 0,
            told.get(`wrong ${sku}`) ?? 0,
            told.get(`damaged ${sku}`) ?? 0,
          ]).toEqual([over, extra, damaged]);
        }
      }),
    );
  });
});
