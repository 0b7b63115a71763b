import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByWeights } from '../../money/money';
import { holds } from '../property.test-kit';
import { isPaidEnough, planCapture } from './channel-payment';
import { splitCash } from './cash-on-delivery';
import { decidePayment } from './decide';
import { evolvePayment } from './evolve';
import { looksLikeCardNumber, type Payment, type PaymentCommand, paymentSchema, type Seen } from './payment';
import {
  newPayment,
  paymentColumns,
  paymentCommands,
  paymentIn,
  paymentTable,
  seen,
  told,
} from './payment.test-kit';
import { capturableMinor, coverOf, paymentWord, refundableMinor } from './questions';

describe('every command in every state', () => {
  const cells = Object.entries(paymentTable).flatMap(([type, row]) =>
    paymentColumns.map((column) => [type, column, row[column]] as const),
  );
  it.each(cells)('%s when %s', (type, column, cell) => {
    const state = column === 'none' ? null : paymentIn[column];
    const decision = decidePayment(state, paymentCommands[type as PaymentCommand['type']]);
    expect(decision.ok ? decision.events.map((event) => event.type) : decision.refusal.code).toEqual(cell);
  });
});

describe('a page on which the customer pays', () => {
  const asked = told(paymentIn.pending, { type: 'AskLink', key: 'k' });
  const page = { reference: 'plink_1', url: 'https://pay.example/1' };
  const made = told(asked, { type: 'RecordLink', key: 'k', ...page });

  it('is made once, and is there when the answer is heard twice', () => {
    expect(made.link).toEqual(page);
    expect(told(made, { type: 'RecordLink', key: 'k', ...page })).toEqual(made);
    for (const payment of [asked, made])
      expect(decidePayment(payment, { type: 'AskLink', key: 'other' })).toMatchObject({
        ok: false,
        refusal: { code: 'payment-busy' },
      });
  });

  it('is no money: the payment waits until somebody has paid on it', () => {
    expect(made).toMatchObject({ state: 'pending', authorisedMinor: 0, reference: null });
    expect(told(made, { type: 'RecordSeen', seen: seen({ authorisedMinor: 1000 }) })).toMatchObject({
      state: 'authorised',
      reference: 'pi_1',
    });
  });

  it('that could not be made fails the payment', () => {
    expect(told(asked, { type: 'RecordFailed', key: 'k', reason: 'no' })).toMatchObject({
      state: 'failed',
      link: null,
    });
  });
});

const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const amounts = fc.integer({ min: -5, max: 1200 });
const seenArbitrary: fc.Arbitrary<Seen> = fc
  .record({
    status: fc.constantFrom('open', 'open', 'closed', 'voided', 'failed', 'expired'),
    total: fc.integer({ min: 0, max: 1300 }),
    captured: fc.integer({ min: 0, max: 1300 }),
    refunds: fc.uniqueArray(
      fc.record({
        key: fc.option(keys),
        reference: fc.constantFrom('re_1', 're_2'),
        amountMinor: fc.integer({ min: 1, max: 500 }),
        state: fc.constantFrom('pending', 'done', 'failed'),
        reason: fc.constant(null),
      }),
      {
        maxLength: 2,
        comparator: (a, b) => a.reference === b.reference || (a.key !== null && a.key === b.key),
      },
    ),
  })
  .map(({ status, total, captured, refunds }) => ({
    reference: 'pi_1',
    status: status as Seen['status'],
    reason: null,
    authorisedMinor: Math.max(total, captured),
    capturedMinor: captured,
    authorisedUntil: null,
    capturesOnce: false,
    refunds: refunds as Seen['refunds'],
  }));

const command: fc.Arbitrary<PaymentCommand> = fc.oneof(
  fc.record({ type: fc.constant('AskAuthorise' as const), key: keys }),
  fc.record({ type: fc.constant('AskCapture' as const), key: keys, amountMinor: amounts }),
  fc.record({ type: fc.constant('AskVoid' as const), key: keys }),
  fc.record({
    type: fc.constant('AskRefund' as const),
    key: keys,
    amountMinor: amounts,
    refundId: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('RecordDone' as const),
    key: keys,
    seen: fc.option(seenArbitrary),
  }),
  fc.record({ type: fc.constant('RecordFailed' as const), key: keys, reason: fc.constant('no') }),
  fc.record({ type: fc.constant('RecordSeen' as const), seen: seenArbitrary }),
  fc.record({ type: fc.constant('RecordReceived' as const), key: keys, amountMinor: amounts }),
  fc.record({ type: fc.constant('TakeBackReceived' as const), key: keys }),
  fc.constant<PaymentCommand>({ type: 'ExpirePayment' }),
);
const commands = fc.array(command, { maxLength: 40 });

type Step = { before: Payment; command: PaymentCommand; after: Payment; accepted: boolean };
function run(list: readonly PaymentCommand[], each: (step: Step) => void): Payment {
  let payment = told(null, { type: 'StartPayment', payment: newPayment });
  for (const next of list) {
    const decision = decidePayment(payment, next);
    const after = decision.ok
      ? decision.events.reduce<Payment>((state, event) => evolvePayment(state, event), payment)
      : payment;
    each({ before: payment, command: next, after, accepted: decision.ok });
    payment = after;
  }
  return payment;
}

describe('payment: any commands and any words of a provider, in any order', () => {
  it('keep captured <= authorised, refunded <= captured, and nothing below zero', () => {
    holds(
      fc.property(commands, (list) => {
        run(list, ({ after }) => {
          expect(after.capturedMinor).toBeLessThanOrEqual(after.authorisedMinor);
          expect(after.refundedMinor).toBeLessThanOrEqual(after.capturedMinor);
          expect(after.refundedMinor).toBeGreaterThanOrEqual(0);
          expect(paymentSchema.safeParse(after).success).toBe(true);
          if (after.capturedMinor > 0) expect(after.state).toBe('captured');
        });
      }),
      { runs: 2000 },
    );
  });

  it('never have two effects for one key', () => {
    holds(
      fc.property(commands, (list) => {
        run(list, ({ command: asked, accepted, after }) => {
          expect(new Set(after.asks.map(({ key }) => key)).size).toBe(after.asks.length);
          if (!accepted) return;
          const again = decidePayment(after, asked);
          expect(again.ok ? again.events : again.refusal, JSON.stringify(asked)).toEqual([]);
        });
      }),
      { runs: 2000 },
    );
  });

  it('refund what is captured at most, asks under way counted', () => {
    holds(
      fc.property(commands, (list) => {
        run(list, ({ before, command: asked, accepted }) => {
          if (asked.type === 'AskRefund' && accepted && !before.asks.some(({ key }) => key === asked.key))
            expect(asked.amountMinor).toBeLessThanOrEqual(refundableMinor(before));
          if (asked.type === 'AskCapture' && accepted && !before.asks.some(({ key }) => key === asked.key))
            expect(asked.amountMinor).toBeLessThanOrEqual(capturableMinor(before));
        });
      }),
    );
  });
});

describe('money that was matched by mistake', () => {
  const transfer = { ...newPayment, method: 'bank-transfer', providerId: 'bank', token: null };
  const receive = (key: string, amountMinor: number): PaymentCommand => ({
    type: 'RecordReceived',
    key,
    amountMinor,
  });
  const takeBack = (key: string): PaymentCommand => ({ type: 'TakeBackReceived', key });

  it('is taken out again, and the payment waits as before; once', () => {
    const paid = told(
      null,
      { type: 'StartPayment', payment: transfer },
      receive('l1', 400),
      receive('l2', 600),
    );
    const half = told(paid, takeBack('l1'));
    expect(half).toMatchObject({ state: 'captured', capturedMinor: 600, authorisedMinor: 600 });
    const none = told(half, takeBack('l1'), takeBack('l2'));
    expect(none).toMatchObject({ state: 'pending', capturedMinor: 0, authorisedMinor: 0 });
    expect(told(none, receive('l1 2', 1000))).toMatchObject({ state: 'captured', capturedMinor: 1000 });
  });

  it('leaves a carrier’s promise to collect as it was, and an account what it owes', () => {
    const door = { ...newPayment, method: 'cash-on-delivery', token: null };
    const promised = told(
      null,
      { type: 'StartPayment', payment: door },
      { type: 'AskAuthorise', key: 'a' },
      { type: 'RecordDone', key: 'a', seen: null },
      receive('l1', 1000),
      takeBack('l1'),
    );
    expect(promised).toMatchObject({ state: 'authorised', authorisedMinor: 1000, capturedMinor: 0 });
    const account = told(
      null,
      { type: 'StartPayment', payment: { ...transfer, method: 'account' } },
      receive('l1', 300),
    );
    expect(told(account, takeBack('l1'))).toMatchObject({ paidMinor: 0 });
  });

  it('cannot be taken out when it was given back, or a provider took it', () => {
    const paid = told(null, { type: 'StartPayment', payment: transfer }, receive('l1', 400));
    const refunded = told(paid, { type: 'AskRefund', key: 'r', amountMinor: 100, refundId: null });
    expect(decidePayment(refunded, takeBack('l1'))).toMatchObject({
      refusal: { code: 'refund-over-captured' },
    });
    const card = told(paymentIn.authorised, { type: 'AskCapture', key: 'c', amountMinor: 100 });
    expect(decidePayment(card, takeBack('c'))).toMatchObject({ refusal: { code: 'received-elsewhere' } });
  });
});

describe('an answer that comes late, twice or not at all', () => {
  const asking = told(paymentIn.authorised, { type: 'AskCapture', key: 'c1', amountMinor: 600 });

  it('a webhook that is quicker than the answer settles the ask; the answer then changes nothing', () => {
    const heard = told(asking, {
      type: 'RecordSeen',
      seen: seen({ authorisedMinor: 1000, capturedMinor: 600 }),
    });
    expect(heard).toMatchObject({ state: 'captured', capturedMinor: 600, asks: [{ state: 'done' }] });
    const answered = decidePayment(heard, {
      type: 'RecordDone',
      key: 'c1',
      seen: seen({ authorisedMinor: 1000, capturedMinor: 600 }),
    });
    expect(answered).toEqual({ ok: true, events: [] });
  });

  it('the same key with another amount is refused', () => {
    expect(decidePayment(asking, { type: 'AskCapture', key: 'c1', amountMinor: 601 })).toMatchObject({
      refusal: { code: 'payment-key-used' },
    });
  });

  it('a total that covers one of two captures settles neither', () => {
    const two = told(asking, { type: 'AskCapture', key: 'c2', amountMinor: 300 });
    const heard = told(two, {
      type: 'RecordSeen',
      seen: seen({ authorisedMinor: 1000, capturedMinor: 600 }),
    });
    expect(heard.asks.map(({ state }) => state)).toEqual(['asked', 'asked']);
    expect(heard.capturedMinor).toBe(600);
  });

  it('a final partial capture lets the rest go', () => {
    const heard = told(asking, {
      type: 'RecordDone',
      key: 'c1',
      seen: seen({ status: 'closed', authorisedMinor: 600, capturedMinor: 600 }),
    });
    expect(heard).toMatchObject({ authorisedMinor: 600, capturedMinor: 600 });
    expect(capturableMinor(heard)).toBe(0);
  });

  it('a refund that fails after it was paid out comes back, and is not paid out by an old message', () => {
    const asked = told(paymentIn.captured, {
      type: 'AskRefund',
      key: 'r1',
      amountMinor: 300,
      refundId: null,
    });
    const row = { key: 'r1', reference: 're_1', amountMinor: 300, reason: null };
    const about = (state: 'done' | 'failed'): PaymentCommand => ({
      type: 'RecordSeen',
      seen: seen({ authorisedMinor: 1000, capturedMinor: 400, refunds: [{ ...row, state }] }),
    });
    const paid = told(asked, about('done'));
    expect([paid.refundedMinor, paymentWord(paid)]).toEqual([300, 'partly-refunded']);
    const back = told(paid, about('failed'));
    expect(back).toMatchObject({ refundedMinor: 0, asks: [{ state: 'failed' }] });
    expect(told(back, about('done')).refundedMinor).toBe(0);
  });

  it('money for a payment that was let go is money', () => {
    const paid = told(paymentIn.voided, { type: 'RecordReceived', key: 'line-1', amountMinor: 1000 });
    expect(paid).toMatchObject({ state: 'captured', capturedMinor: 1000, authorisedMinor: 1000 });
  });
});

describe('whether an order may go on', () => {
  const authorised = [paymentIn.authorised];
  it.each([
    ['outside', [], true],
    ['authorised', authorised, true],
    ['authorised', [paymentIn.voided], false],
    ['authorised', [paymentIn.pending], false],
    ['prepaid', authorised, false],
    [
      'prepaid',
      [
        told(
          null,
          { type: 'StartPayment', payment: newPayment },
          { type: 'RecordReceived', key: 'k', amountMinor: 1000 },
        ),
      ],
      true,
    ],
  ] as const)('%s with %#', (rule, payments, enough) => {
    expect(isPaidEnough(rule, 1000, 'GBP', payments)).toBe(enough);
  });

  it('counts money of the currency of the order alone', () => {
    expect(isPaidEnough('authorised', 1000, 'EUR', authorised)).toBe(false);
  });

  it('counts what a payment brought before its rest was let go', () => {
    expect(coverOf([paymentIn.captured], 'GBP')).toEqual({
      authorisedMinor: 1000,
      capturedMinor: 400,
      refundedMinor: 0,
    });
  });
});

describe('capture at hand-over', () => {
  const row = (paymentId: string, capturableMinor: number, capturesOnce = false) => ({
    paymentId: paymentId as never,
    capturableMinor,
    capturesOnce,
    capturedMinor: 0,
    refundedMinor: 0,
    inFlightMinor: 0,
  });
  it('takes what is handed over and no more, from one payment after the other', () => {
    expect(planCapture([row('a', 300), row('b', 500)], 400)).toEqual([
      { paymentId: 'a', amountMinor: 300 },
      { paymentId: 'b', amountMinor: 100 },
    ]);
  });
  it('takes all of a payment that can be captured once only', () => {
    expect(planCapture([row('a', 500, true)], 100)).toEqual([{ paymentId: 'a', amountMinor: 500 }]);
  });
  it('takes nothing twice', () => {
    expect(planCapture([{ ...row('a', 300), capturedMinor: 100, inFlightMinor: 100 }], 200)).toEqual([]);
  });
});

describe('cash on delivery', () => {
  it('adds up over all parcels to the minor unit, and never changes a printed label', () => {
    holds(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        (total, worths, printedCount) => {
          const parcels = worths.map((worthMinor, index) => ({
            parcelId: String(index),
            worthMinor,
            printedMinor: null,
          }));
          const first = splitCash(total, parcels);
          expect([...first.values()].reduce((sum, part) => sum + part, 0)).toBe(total);
          expect([...first.values()]).toEqual(splitByWeights(total, worths));
          // Some labels are printed, and what is left is packed into another box.
          const later = [
            ...parcels.map((parcel, index) =>
              index < Math.min(printedCount, parcels.length - 1)
                ? { ...parcel, printedMinor: first.get(parcel.parcelId) ?? 0 }
                : { ...parcel, worthMinor: parcel.worthMinor + 1 },
            ),
            { parcelId: 'next', worthMinor: 7, printedMinor: null },
          ];
          const second = splitCash(total, later);
          expect([...second.values()].reduce((sum, part) => sum + part, 0)).toBe(total);
          for (const parcel of later)
            if (parcel.printedMinor !== null) expect(second.get(parcel.parcelId)).toBe(parcel.printedMinor);
        },
      ),
    );
  });
});

describe('card numbers', () => {
  // Test numbers that the card schemes publish.
  it.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    'paid by 5555-5555-5555-4444 today',
    '378282246310005',
  ])('%s is one', (text) => expect(looksLikeCardNumber(text)).toBe(true));
  it.each([
    'pm_1MqLiJLkdIwHu7ixUEgbFdYF',
    '4242424242424241',
    'WB-2026-000123',
    '019b0000-0000-7000-8000-00000000a001',
  ])('%s is none', (text) => expect(looksLikeCardNumber(text)).toBe(false));
  it('stand in no reference of a payment', () => {
    for (const field of ['token', 'reference'] as const)
      expect(paymentSchema.safeParse({ ...paymentIn.pending, [field]: '4242424242424242' }).success).toBe(
        false,
      );
  });
});
