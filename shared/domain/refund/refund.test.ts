import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { decideRefund } from './decide';
import { evolveRefund } from './evolve';
import { unsentMinor } from './questions';
import { refundColumns, refundCommands, refundIn, refundTable, requested } from './refund.test-kit';
import { type Refund, type RefundCommand, refundSchema } from './refund';

describe('every command in every state', () => {
  const cells = Object.entries(refundTable).flatMap(([type, row]) =>
    refundColumns.map((column) => [type, column, row[column]] as const),
  );
  it.each(cells)('%s when %s', (type, column, cell) => {
    const state = column === 'none' ? null : refundIn[column];
    const decision = decideRefund(state, refundCommands[type as RefundCommand['type']]);
    expect(decision.ok ? decision.events.map((event) => event.type) : decision.refusal.code).toEqual(cell);
  });
});

describe('what is asked for', () => {
  const ask = (change: object, facts: object = {}) =>
    decideRefund(null, {
      type: 'RequestRefund',
      refund: { ...requested, ...change },
      facts: { refundableMinor: 500, units: new Map([[1, 2]]), ...facts },
    });
  it.each([
    ['more than was paid', {}, { refundableMinor: 499 }, 'refund-over-captured'],
    [
      'more units than are left',
      { lines: [{ lineNo: 1, quantity: 3, amountMinor: 1 }] },
      {},
      'refund-units-over',
    ],
    [
      'units of one line said twice',
      {
        lines: [
          { lineNo: 1, quantity: 2, amountMinor: 1 },
          { lineNo: 1, quantity: 1, amountMinor: 1 },
        ],
      },
      {},
      'refund-units-over',
    ],
    [
      'a line of another order',
      { lines: [{ lineNo: 9, quantity: 1, amountMinor: 1 }] },
      {},
      'refund-units-over',
    ],
    [
      'lines worth more than it',
      { lines: [{ lineNo: 1, quantity: 1, amountMinor: 501 }] },
      {},
      'refund-parts-differ',
    ],
    ['nothing', { amountMinor: 0 }, {}, 'amount-not-positive'],
  ])('%s is refused', (_name, change, facts, code) => {
    expect(ask(change, facts)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('parts that arrive, fail and come back', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('ApproveRefund' as const), by: fc.constant('PM') }),
    fc.record({
      type: fc.constant('DeclineRefund' as const),
      by: fc.constant('PM'),
      reason: fc.constant('no'),
    }),
    fc.constant('send' as const),
    fc.record({
      type: fc.constant('RecordPart' as const),
      key: fc.integer({ min: 0, max: 6 }).map((key) => `k${key}`),
      state: fc.constantFrom('done' as const, 'failed' as const),
      reason: fc.constant(null),
    }),
  );
  it('never send more than was approved, and settle only what arrived whole', () => {
    holds(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let refund: Refund = refundIn.requested;
        let key = 0;
        for (const each of steps) {
          const command: RefundCommand =
            each === 'send'
              ? {
                  type: 'SendRefund',
                  parts: [
                    {
                      paymentId: 'p' as never,
                      key: `k${key++}`,
                      amountMinor: Math.max(1, unsentMinor(refund)),
                    },
                  ],
                }
              : each;
          const decision = decideRefund(refund, command);
          if (decision.ok)
            refund = decision.events.reduce<Refund>((state, event) => evolveRefund(state, event), refund);
          const out = refund.parts
            .filter(({ state }) => state !== 'failed')
            .reduce((sum, part) => sum + part.amountMinor, 0);
          expect(out).toBeLessThanOrEqual(refund.amountMinor);
          if (refund.state === 'settled') {
            const done = refund.parts
              .filter(({ state }) => state === 'done')
              .reduce((sum, part) => sum + part.amountMinor, 0);
            expect(done).toBe(refund.amountMinor);
          }
        }
        expect(refundSchema.omit({ parts: true }).safeParse(refund).success).toBe(true);
      }),
    );
  });
});
