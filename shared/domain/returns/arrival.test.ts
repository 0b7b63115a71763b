// What a bench may know of a return, and what its scans mean for it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, skuOf, warehouseIdOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { awaitedOf, benchReturn, extraOf, receiveSeen, type ShippedLine } from './arrival';
import { decideReturn } from './decide';
import { evolveReturn } from './evolve';
import {
  type GoodsReturn,
  type ReturnCommand,
  type ReturnCondition,
  returnConditions,
  returnSchema,
} from './goods-return';
import { disposedOf, parkedBy, undecidedUnits } from './questions';
import { newAct, returnIn } from './return-table.test-kit';

const at = '2026-03-10T09:00:00.000Z';
const leeds = warehouseIdOf('W1');
const mug = skuOf('MUG');
const lines: ShippedLine[] = [{ lineNo: 1, sku: mug, name: 'A mug', left: 5 }];

function after(found: GoodsReturn, command: ReturnCommand): GoodsReturn {
  const decision = decideReturn(found, command);
  return decision.ok ? decision.events.reduce<GoodsReturn>(evolveReturn, found) : found;
}
const seen = (
  found: GoodsReturn,
  quantity: number,
  condition: ReturnCondition = 'as-new',
  sku = mug,
  act = newAct(),
): GoodsReturn =>
  after(
    found,
    receiveSeen(
      { found, lines },
      {
        act,
        sku,
        name: sku,
        quantity,
        condition,
        note: 'as told',
        photos: [],
        warehouseId: leeds,
        by: 'P1',
        at,
      },
    ),
  );
const shelve = (quantity: number): ReturnCommand => ({
  type: 'ShelveUnits',
  act: newAct(),
  sku: mug,
  quantity,
  warehouseId: leeds,
  locationId: binOf('A-01'),
  by: 'P1',
  at,
});
const advised = returnIn('advised') as GoodsReturn;

describe('what a bench may know of a return', () => {
  it('is no amount, no name and no word of the customer or the office', () => {
    const told = JSON.stringify(
      benchReturn({
        ...advised,
        customer: 'Ann Secret',
        postageMinor: 4711,
        reason: 'SECRET',
        label: {
          reference: 'SECRET',
          carrierName: '',
          trackingNumber: 'T1',
          labelUrl: null,
          howTo: 'SECRET',
        },
        refunds: [{ refundId: 'r', amountMinor: 4711, postageMinor: 0, lines: [] }],
        lines: advised.lines.map((line) => ({ ...line, note: 'SECRET' })),
      }),
    );
    expect(told).not.toMatch(/secret|4711/i);
    expect(returnSchema.safeParse(benchReturn(advised)).success).toBe(true);
  });
});

describe('units that a bench saw', () => {
  it.each([
    ['as-new', 0, 0, 2],
    ['opened', 2, 0, 0],
    ['damaged', 0, 2, 0],
  ] as const)(
    '%s: %i to refurbish, %i in quarantine, %i wait for a bin',
    (condition, opened, damaged, left) => {
      const [line] = seen(advised, 2, condition).lines;
      expect(
        line && [disposedOf(line, 'refurbish'), disposedOf(line, 'quarantine'), undecidedUnits(line)],
      ).toEqual([opened, damaged, left]);
      expect(line?.seen).toMatchObject([{ condition, quantity: 2, note: 'as told', by: 'P1' }]);
      // What the customer said stays.
      expect(line?.note).toBe('');
    },
  );

  it('end the return when every one is judged and the as new ones lie in a bin', () => {
    expect(seen(advised, 2, 'damaged').state).toBe('disposed');
    const here = seen(advised, 2);
    expect(here.state).toBe('received');
    expect(after(here, shelve(2))).toMatchObject({
      state: 'disposed',
      lines: [{ disposals: [{ disposition: 'restock', locationId: 'A-01', quantity: 2 }] }],
    });
  });

  it('beyond what was asked for and shipped are lines of their own, and are told', () => {
    const more = seen(advised, 7);
    expect(more.lines.map(({ lineNo, received }) => [lineNo, received])).toEqual([
      [1, 5],
      [null, 2],
    ]);
    expect([extraOf(more, mug), awaitedOf(more, mug)]).toEqual([5, 0]);
    expect(extraOf(seen(advised, 1, 'as-new', skuOf('BOWL')), 'BOWL')).toBe(1);
  });

  it('that lie in a bin or were paid back are not taken back', () => {
    const act = newAct();
    const here = seen(advised, 1, 'as-new', mug, act);
    const back: ReturnCommand = { type: 'TakeBackUnits', act: newAct(), undoes: act, by: null, at };
    expect(after(here, back).lines).toMatchObject([{ received: 0, seen: [] }]);
    expect(decideReturn(after(here, shelve(1)), back)).toMatchObject({
      refusal: { code: 'return-dispose-over' },
    });
    const refund = { refundId: 'r', amountMinor: 5, postageMinor: 0, lines: [{ lineNo: 1, quantity: 1 }] };
    const paid = after(here, { type: 'RecordRefundAsked', refund, facts: { declined: [] } });
    expect(decideReturn(paid, back)).toMatchObject({ refusal: { code: 'return-settled-over' } });
  });

  it('whatever is scanned, judged, put away and taken back: units here are those seen, and none is decided about twice', () => {
    const act = fc.record({
      what: fc.constantFrom('take', 'take', 'shelve', 'back'),
      quantity: fc.integer({ min: 1, max: 4 }),
      condition: fc.constantFrom(...returnConditions),
      sku: fc.constantFrom('MUG', 'BOWL'),
      pick: fc.nat(20),
    });
    holds(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let found = advised;
        const told: string[] = [];
        for (const { what, quantity, condition, sku, pick } of acts) {
          if (what === 'take') {
            const id = newAct();
            told.push(id);
            found = seen(found, quantity, condition, skuOf(sku), id);
          } else if (what === 'shelve') found = after(found, shelve(quantity));
          else
            found = after(found, {
              type: 'TakeBackUnits',
              act: newAct(),
              undoes: told[pick % Math.max(1, told.length)] ?? newAct(),
              by: null,
              at,
            });
          for (const line of found.lines) {
            const units = (line.seen ?? []).reduce((sum, each) => sum + each.quantity, 0);
            expect(line.received).toBe(units);
            expect(undecidedUnits(line)).toBeGreaterThanOrEqual(0);
            for (const parked of ['opened', 'damaged'] as const) {
              const saw = (line.seen ?? []).filter((each) => each.condition === parked);
              const disposition = parkedBy(parked);
              expect(disposition && disposedOf(line, disposition)).toBe(
                saw.reduce((sum, each) => sum + each.quantity, 0),
              );
            }
          }
          expect(returnSchema.safeParse(found).success).toBe(true);
        }
      }),
    );
  });
});
