import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { evolvePurchase } from './evolve';
import {
  type BlindReceiving,
  decideMatch,
  decideUnmatch,
  readReceivingNumber,
  type ReceivedUnits,
  receivingNumber,
  unitsThatFit,
} from './match-receipt';
import type { Purchase } from './purchase';
import { cup, mug, purchaseIn } from './purchase-table.test-kit';

const sent = purchaseIn('sent') as Purchase;
const closed: BlindReceiving = { number: 17, isClosed: true, purchaseId: null };
const matched: BlindReceiving = { ...closed, purchaseId: sent.purchaseId };
const unitsOf = (
  sku: ReceivedUnits['sku'],
  quantity: number,
  more: Partial<ReceivedUnits> = {},
): ReceivedUnits => ({
  opId: `op ${sku} ${quantity}`,
  sku,
  name: 'Name',
  quantity,
  condition: 'good',
  ...more,
});
const after = (purchase: Purchase, decision: ReturnType<typeof decideMatch>): Purchase => {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<Purchase>(evolvePurchase, purchase);
};
const received = ({ lines, extras }: Purchase) =>
  [...lines, ...extras].map((row) => ({ sku: row.sku, received: row.received, damaged: row.damaged }));

describe('a receiving that is found to be of an order', () => {
  it('counts for it unit by unit: what fits, what is over, what nobody ordered, what is damaged', () => {
    const ordered = sent.lines.filter(({ sku }) => sku === mug).reduce((sum, line) => sum + line.ordered, 0);
    const units = [unitsOf(mug, ordered), unitsOf(mug, 1, { condition: 'damaged' }), unitsOf(cup, 2)];
    const decision = decideMatch(closed, units, sent);
    const is = after(sent, decision);
    const mugs = is.lines.filter(({ sku }) => sku === mug);
    expect(mugs.reduce((sum, line) => sum + line.received, 0)).toBe(ordered + 1);
    expect(mugs.reduce((sum, line) => sum + line.damaged, 0)).toBe(1);
    expect(is.extras).toMatchObject([{ sku: cup, received: 2 }]);
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual(
      Array.from({ length: 3 }, () => 'GoodsReceived'),
    );
  });

  it.each([
    ['is still counted', { ...closed, isClosed: false }, [unitsOf(mug, 1)], sent, 'receiving-open'],
    [
      'is of another one',
      { ...closed, purchaseId: 'other' as never },
      [unitsOf(mug, 1)],
      sent,
      'receiving-matched',
    ],
    ['has nothing that counts for none', closed, [], sent, 'receiving-empty'],
    [
      'cannot be of one that no supplier has',
      closed,
      [unitsOf(mug, 1)],
      purchaseIn('draft') as Purchase,
      'purchase-not-now',
    ],
  ] as const)('is refused when it %s', (_why, receiving, units, purchase, code) => {
    expect(decideMatch(receiving, units, purchase)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('may be of an order that was closed meanwhile: the goods came', () => {
    expect(decideMatch(closed, [unitsOf(mug, 1)], purchaseIn('closed') as Purchase).ok).toBe(true);
  });

  it('what came after it was matched joins the same order, and is taken back with it', () => {
    expect(decideMatch(matched, [unitsOf(mug, 1)], sent).ok).toBe(true);
    expect(decideUnmatch(closed, [unitsOf(mug, 1)], sent)).toMatchObject({
      ok: false,
      refusal: { code: 'receiving-not-matched' },
    });
  });

  it('taken back, leaves the order as it was', () => {
    const some = fc.record({
      sku: fc.constantFrom(mug, cup, skuOf('LAMP')),
      quantity: fc.integer({ min: 1, max: 30 }),
      condition: fc.constantFrom('good', 'damaged'),
    });
    holds(
      fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (list) => {
        const units = list.map((each, at) => unitsOf(each.sku, each.quantity, { ...each, opId: `op ${at}` }));
        const with_ = after(sent, decideMatch(closed, units, sent));
        expect(received(with_).reduce((sum, row) => sum + row.received, 0)).toBe(
          received(sent).reduce((sum, row) => sum + row.received, 0) +
            units.reduce((sum, { quantity }) => sum + quantity, 0),
        );
        const back = after(with_, decideUnmatch(matched, units, with_));
        expect(received(back)).toEqual(received(sent));
      }),
    );
  });
});

describe('how well an order fits', () => {
  it('is what it still waits for, each unit once', () => {
    const open = sent.lines
      .filter(({ sku }) => sku === mug)
      .reduce((sum, line) => sum + line.ordered - line.received, 0);
    expect(unitsThatFit(sent, [unitsOf(mug, open + 5), unitsOf(mug, 3), unitsOf(cup, 2)])).toBe(open);
    expect(unitsThatFit(sent, [unitsOf(cup, 2)])).toBe(0);
  });
});

describe('the number of a receiving', () => {
  it('is read as it is shown', () => {
    expect(readReceivingNumber(receivingNumber(17))).toBe(17);
    expect([readReceivingNumber(' gr17 '), readReceivingNumber('PO-17'), readReceivingNumber('GR-')]).toEqual(
      [17, null, null],
    );
  });
});
