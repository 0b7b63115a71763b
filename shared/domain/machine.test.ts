import { describe, expect, it } from 'vitest';
import { arrowsOf, arrowsToNowhere, finalStates, type Machine, reachableFrom } from './machine.test-kit';
import { alertStates } from './alert/alert';
import { alertTransitions } from './alert/transitions';
import { cancelStates } from './cancelling/cancel-request';
import { cancelTransitions } from './cancelling/transitions';
import { feedbackStates } from './feedback/feedback';
import { feedbackTransitions } from './feedback/transitions';
import { manifestStates, manifestTransitions } from './manifest/manifest';
import { type OrderEvent, orderStates } from './order/order';
import { nextOrderState, orderTransitions } from './order/transitions';
import { type ParcelEvent, parcelStates } from './parcel/parcel';
import { nextParcelState, parcelTransitions } from './parcel/transitions';
import { caseStates } from './service-case/service-case';
import { caseTransitions } from './service-case/transitions';
import { paymentStates } from './payment/payment';
import { paymentTransitions } from './payment/transitions';
import { cartStates } from './cart/cart';
import { cartTransitions } from './cart/transitions';
import { quoteStates } from './quote/quote';
import { quoteTransitions } from './quote/transitions';
import { refundStates } from './refund/refund';
import { refundTransitions } from './refund/transitions';
import { watchTransitions } from './special/transitions';
import { watchStates } from './special/watch';
import { returnStates } from './returns/goods-return';
import { returnTransitions } from './returns/transitions';
import { wishStates, wishTransitions } from './wish/wish';
import { transferStates } from './transfer/transfer';
import { transferTransitions } from './transfer/transitions';
import { shipmentStates } from './shipment/shipment';
import { shipmentTransitions } from './shipment/transitions';
import { waybillStates, waybillTransitions } from './waybill/waybill';

const machines: ReadonlyArray<
  [name: string, machine: Machine, states: readonly string[], start: string, finals: string[]]
> = [
  ['order', orderTransitions, orderStates, 'placed', ['cancelled', 'closed']],
  ['parcel', parcelTransitions, parcelStates, 'released', ['cancelled', 'handed-over']],
  ['cancel', cancelTransitions, cancelStates, 'asked', ['left']],
  ['feedback', feedbackTransitions, feedbackStates, 'asked', []],
  ['case', caseTransitions, caseStates, 'open', []],
  ['payment', paymentTransitions, paymentStates, 'pending', []],
  ['refund', refundTransitions, refundStates, 'requested', ['declined']],
  ['return', returnTransitions, returnStates, 'advised', []],
  ['quote', quoteTransitions, quoteStates, 'draft', ['declined', 'expired', 'ordered']],
  ['cart', cartTransitions, cartStates, 'open', ['ordered']],
  ['wish', wishTransitions, wishStates, 'waiting', []],
  ['manifest', manifestTransitions, manifestStates, 'open', ['closed']],
  ['special', watchTransitions, watchStates, 'watched', []],
  ['alert', alertTransitions, alertStates, 'open', []],
  ['transfer', transferTransitions, transferStates, 'draft', []],
  ['waybill', waybillTransitions, waybillStates, 'waiting', ['void']],
  ['shipment', shipmentTransitions, shipmentStates, 'planned', ['done', 'withdrawn']],
];

describe.each(machines)('the %s machine', (_name, machine, states, start, finals) => {
  it('has a row for every state and no other', () => {
    expect(Object.keys(machine).sort()).toEqual([...states].sort());
  });

  it('reaches every state from its beginning', () => {
    expect(reachableFrom(machine, start)).toEqual([...states].sort());
  });

  it('has no arrow to nowhere', () => {
    expect(arrowsToNowhere(machine)).toEqual([]);
  });

  it('ends only where it should, and from everywhere', () => {
    expect(finalStates(machine)).toEqual(finals);
    // A customer can always come back: some machines have no end.
    if (finals.length === 0) return;
    for (const state of states) {
      const ends = reachableFrom(machine, state).filter((reached) => finals.includes(reached));
      expect(ends, `${state} comes to no end`).not.toEqual([]);
    }
  });
});

describe('moves', () => {
  it('are those of the table', () => {
    for (const { from, event, to } of arrowsOf(orderTransitions)) {
      const next = nextOrderState(from as never, event as OrderEvent['type']);
      expect(next).toBe(to);
    }
    for (const { from, event, to } of arrowsOf(parcelTransitions)) {
      const next = nextParcelState(from as never, event as ParcelEvent['type']);
      expect(next).toBe(to);
    }
  });

  it('leave the state alone when the table does not name the event', () => {
    expect(nextOrderState('closed', 'OrderConfirmed')).toBe('closed');
    expect(nextOrderState('confirmed', 'LinesPacked')).toBe('confirmed');
    expect(nextParcelState('handed-over', 'ParcelReopened')).toBe('handed-over');
    expect(nextParcelState('labelled', 'LabelPrinted')).toBe('labelled');
  });

  it('open a sealed box again before hand-over, never after (sealed -> packing)', () => {
    const back = arrowsOf(parcelTransitions).filter(({ to }) => to === 'packing');
    expect(back).toEqual([
      { from: 'released', event: 'ProvisionalPackStarted', to: 'packing' },
      { from: 'leased', event: 'PackingStarted', to: 'packing' },
      { from: 'leased', event: 'ProvisionalPackStarted', to: 'packing' },
      { from: 'packing', event: 'ProvisionalPackStarted', to: 'packing' },
      { from: 'sealed', event: 'ParcelReopened', to: 'packing' },
      { from: 'labelled', event: 'ParcelReopened', to: 'packing' },
    ]);
  });
});

describe('the reader of tables itself', () => {
  const broken: Machine = { a: { Go: 'b' }, b: { On: 'gone' }, c: {} };
  it('sees what is wrong with a table', () => {
    expect(reachableFrom(broken, 'a')).toEqual(['a', 'b', 'gone']);
    expect(arrowsToNowhere(broken)).toEqual(['b -On-> gone']);
    expect(finalStates(broken)).toEqual(['c']);
  });
});
