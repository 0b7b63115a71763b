import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import { decideReturn } from './decide';
import { evolveReturn } from './evolve';
import { dispositions, type GoodsReturn, type ReturnCommand, returnSchema } from './goods-return';
import {
  awaitedUnits,
  keptUnits,
  leftToReturn,
  settleableUnits,
  settledUnits,
  undecidedUnits,
} from './questions';
import { readReturnNumber, returnNumberOf, shownReturnNumber } from './return-number';
import {
  dispose,
  leftOf,
  newReturn,
  receive,
  returnColumns,
  returnCommands,
  returnIn,
  returnTable,
} from './return-table.test-kit';

type Name = keyof typeof returnTable;
const cells = (Object.keys(returnTable) as Name[]).flatMap((name) =>
  returnColumns.map((state) => ({ name, state, expected: returnTable[name][state] })),
);

function after(found: GoodsReturn | null, ...commands: ReturnCommand[]): GoodsReturn {
  for (const command of commands) {
    const decision = decideReturn(found, command);
    if (!decision.ok) throw new Error(`${decision.refusal.code} ${JSON.stringify(decision.refusal.values)}`);
    found = decision.events.reduce(evolveReturn, found as GoodsReturn);
  }
  if (!found) throw new Error('no return');
  return found;
}
const refusalOf = (found: GoodsReturn | null, command: ReturnCommand) => {
  const decision = decideReturn(found, command);
  return decision.ok ? null : decision.refusal;
};

describe('a return: every command in every state', () => {
  it.each(cells)('$name when $state: $expected', ({ name, state, expected }) => {
    const found = returnIn(state);
    const decision = decideReturn(found, returnCommands[name]);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
  });

  it('is begun by being asked for only', () => {
    expect(() => evolveReturn(null, { type: 'ReturnSent', at: '' })).toThrow('before ReturnAdvised');
  });
});

describe('what is asked for', () => {
  const ask = (quantity: number, left = 5, lineNo: number | null = 1) =>
    refusalOf(null, {
      type: 'AdviseReturn',
      advised: { ...newReturn, lines: newReturn.lines.map((line) => ({ ...line, asked: quantity, lineNo })) },
      facts: leftOf(left),
    });
  it.each([
    ['more than is left', ask(3, 2), 'return-units-over'],
    ['nothing of a line', ask(0), 'quantity-not-positive'],
    ['a line the order has not', ask(1, 5, 9), 'line-unknown'],
    [
      'nothing at all',
      refusalOf(null, { type: 'AdviseReturn', advised: { ...newReturn, lines: [] }, facts: leftOf(5) }),
      'return-empty',
    ],
  ])('%s is refused', (_name, refusal, code) => {
    expect(refusal?.code).toBe(code);
    if (refusal) expectValues(refusal);
  });

  it('goods that stand at the desk need not have been asked for', () => {
    const empty = { ...newReturn, origin: 'desk' as const, lines: [] };
    const found = after(null, { type: 'AdviseReturn', advised: empty, facts: leftOf(5) }, receive(2));
    expect(found).toMatchObject({ state: 'received', lines: [{ no: 1, lineNo: 1, asked: 0, received: 2 }] });
  });
});

describe('what arrives', () => {
  it('beyond what the order shipped is booked as not the order’s, and nobody gets money for it', () => {
    const found = after(returnIn('advised'), receive(4, 3));
    expect(found.lines.map(({ no, lineNo, received }) => [no, lineNo, received])).toEqual([
      [1, 1, 3],
      [2, null, 1],
    ]);
    expect(settleableUnits(found, 1)).toBe(3);
  });

  it('that is something else is booked, and can be sent on its way', () => {
    const wrong = { lineNo: null, sku: skuOf('SHOE'), name: 'A shoe', quantity: 1, note: 'left foot' };
    const found = after(
      returnIn('advised'),
      { ...(receive(1) as Extract<ReturnCommand, { type: 'ReceiveUnits' }>), units: [wrong] },
      dispose({ no: 2, disposition: 'send-back', locationId: null }),
    );
    expect(found.lines[1]).toMatchObject({ lineNo: null, received: 1, note: 'left foot' });
    expect(found.state).toBe('received');
  });

  it('in another warehouse stands there, apart from what is here', () => {
    const here = after(returnIn('advised'), receive(1));
    const there = {
      ...(receive(1) as Extract<ReturnCommand, { type: 'ReceiveUnits' }>),
      warehouseId: 'W2' as never,
    };
    expect(
      after(here, there).lines.map(({ no, lineNo, warehouseId, received }) => [
        no,
        lineNo,
        warehouseId,
        received,
      ]),
    ).toEqual([
      [1, 1, 'W1', 1],
      [2, 1, 'W2', 1],
    ]);
  });

  it('late is as good as in time, and opens what was closed', () => {
    expect(after(returnIn('expired'), receive(2)).state).toBe('received');
    expect(after(returnIn('disposed'), receive(1))).toMatchObject({ state: 'received', closedAt: null });
  });
});

describe('what becomes of it', () => {
  it('is nothing until somebody says so, and a shelf is named for what is sold again', () => {
    const here = after(returnIn('advised'), receive(2));
    expect(here.lines[0]).toMatchObject({ received: 2, disposals: [] });
    expect(refusalOf(here, dispose({ locationId: null }))?.code).toBe('return-bin-missing');
    const done = after(here, dispose(), dispose({ disposition: 'scrap', locationId: null, note: 'cracked' }));
    expect(done).toMatchObject({ state: 'disposed', closedAt: expect.any(String) });
  });

  it('is decided again for what was parked, once', () => {
    const parked = after(
      returnIn('advised'),
      receive(2),
      dispose({ disposition: 'refurbish', quantity: 2, locationId: null }),
    );
    expect(parked.state).toBe('disposed');
    const back = after(parked, dispose({ from: 'refurbish' }));
    expect(back.lines[0]?.disposals).toMatchObject([
      { disposition: 'refurbish', quantity: 1 },
      { disposition: 'restock', quantity: 1 },
    ]);
    expect(refusalOf(back, dispose({ from: 'refurbish', quantity: 2 }))?.code).toBe('return-dispose-over');
    expect(refusalOf(back, dispose({ from: 'quarantine' }))?.code).toBe('return-dispose-over');
  });

  it('may be that it never comes: kept by the customer, or given up', () => {
    const kept = after(returnIn('advised'), dispose({ disposition: 'keep', quantity: 2, locationId: null }));
    expect(kept.state).toBe('disposed');
    expect(settleableUnits(kept, 1)).toBe(2);
    const short = after(returnIn('received'), dispose());
    expect(short.state).toBe('received');
    expect(after(short, { type: 'CloseReturn', at: '2026-03-11T00:00:00.000Z' })).toMatchObject({
      state: 'disposed',
      lines: [{ asked: 1, received: 1 }],
    });
  });

  it('is not sent back once it was paid for', () => {
    const paid = after(returnIn('received'), returnCommands['give money back']);
    const sendBack = dispose({ disposition: 'send-back', locationId: null });
    expect(refusalOf(paid, sendBack)?.code).toBe('return-settled-over');
    expect(after(paid, { ...sendBack, facts: { declined: ['r2'] } }).lines[0]?.disposals).toHaveLength(1);
  });
});

describe('the same act twice', () => {
  it('counts once', () => {
    const arrives = receive(1);
    const found = after(returnIn('advised'), arrives, arrives, receive(1));
    expect(found.lines[0]?.received).toBe(2);
    const shelf = dispose();
    expect(after(found, shelf, shelf).lines[0]?.disposals).toHaveLength(1);
  });
});

describe('its number', () => {
  it('is read back with whatever stands between its digits, and a slip is noticed', () => {
    holds(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, at, by) => {
          const number = returnNumberOf(seed);
          expect(readReturnNumber(shownReturnNumber(number))).toBe(number);
          const digits = [...number];
          digits[at] = String((Number(digits[at]) + by) % 10);
          expect(readReturnNumber(digits.join(''))).toBeNull();
        },
      ),
    );
    expect(readReturnNumber('1234')).toBeNull();
  });
});

describe('whatever is done with the returns of one order', () => {
  const shipped = 4;
  const quantity = fc.integer({ min: 1, max: 5 });
  const step = fc.record({
    which: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom(
      'ask',
      'receive',
      'dispose',
      'again',
      'refund',
      'decline',
      'exchange',
      'close',
      'cancel',
      'expire',
    ),
    quantity,
    disposition: fc.constantFrom(...dispositions),
  });

  it('no unit comes back twice or is paid twice, and what is decided is what is here', () => {
    holds(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const returns: (GoodsReturn | null)[] = [null, null, null];
        const declined: string[] = [];
        let serial = 0;
        for (const { which, what, quantity: units, disposition } of steps) {
          const own = returns[which] ?? null;
          const others = returns.flatMap((each) => each ?? []);
          const id = `00000007-0000-7000-8000-00000000000${which}` as GoodsReturn['returnId'];
          const order = { lines: [{ lineNo: 1, shipped }] } as never;
          const facts = { declined };
          serial += 1;
          const lines = [{ lineNo: 1, quantity: units }];
          const command: ReturnCommand | null =
            what === 'ask'
              ? {
                  type: 'AdviseReturn',
                  advised: {
                    ...newReturn,
                    returnId: id,
                    lines: newReturn.lines.map((line) => ({ ...line, asked: units })),
                  },
                  facts: { left: leftToReturn(order, others, id, 'promised') },
                }
              : what === 'receive'
                ? {
                    ...(receive(units) as Extract<ReturnCommand, { type: 'ReceiveUnits' }>),
                    facts: { left: leftToReturn(order, others, id, 'arrived') },
                  }
                : what === 'dispose' || what === 'again'
                  ? dispose({
                      quantity: units,
                      disposition,
                      from: what === 'again' ? 'quarantine' : null,
                      facts,
                    })
                  : what === 'refund'
                    ? {
                        type: 'RecordRefundAsked',
                        refund: { refundId: `r${serial}`, amountMinor: 1, postageMinor: 0, lines },
                        facts,
                      }
                    : what === 'exchange'
                      ? {
                          type: 'RecordExchange',
                          exchange: {
                            orderId: `o${serial}` as never,
                            number: 'E',
                            paymentId: null,
                            creditMinor: 1,
                            postageMinor: 0,
                            lines,
                          },
                          facts,
                        }
                      : what === 'close'
                        ? { type: 'CloseReturn', at: newReturn.advisedAt }
                        : what === 'cancel'
                          ? { type: 'CancelReturn', reason: '', by: null, at: newReturn.advisedAt }
                          : what === 'expire'
                            ? { type: 'ExpireReturn', at: newReturn.expiresAt }
                            : null;
          if (command === null) {
            const open = own?.refunds.find(({ refundId }) => !declined.includes(refundId));
            if (open) declined.push(open.refundId);
            continue;
          }
          const decision = decideReturn(own, command);
          if (!decision.ok) continue;
          returns[which] = decision.events.reduce(evolveReturn, own as GoodsReturn);
          const all = returns.flatMap((each) => each ?? []);
          const ofLine = (of: (found: GoodsReturn) => number): number =>
            all.reduce((sum, each) => sum + of(each), 0);
          expect(
            ofLine((each) =>
              each.lines.reduce(
                (sum, line) => sum + (line.lineNo === 1 ? line.received + keptUnits(line) : 0),
                0,
              ),
            ),
          ).toBeLessThanOrEqual(shipped);
          expect(ofLine((each) => settledUnits(each, 1, declined))).toBeLessThanOrEqual(
            ofLine((each) => settleableUnits(each, 1)),
          );
          for (const line of all.flatMap((each) => each.lines)) {
            expect(undecidedUnits(line)).toBeGreaterThanOrEqual(0);
            expect(awaitedUnits(line)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});

describe('what is kept', () => {
  it('fits its schema in every state', () => {
    for (const state of returnColumns) {
      const found = returnIn(state);
      if (found) expect(returnSchema.safeParse(found).error).toBeUndefined();
    }
  });
});
