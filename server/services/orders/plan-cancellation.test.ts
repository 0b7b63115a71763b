import { describe, expect, it } from 'vitest';
import { parcelIdOf, skuOf } from '../../../shared/domain/ids.test-kit';
import type { Order } from '../../../shared/domain/order/order';
import { orderOfOne } from '../../../shared/domain/order/order.test-kit';
import type { Parcel, ParcelState } from '../../../shared/domain/parcel/parcel';
import { lampLine, parcelIn } from '../../../shared/domain/parcel/parcel.test-kit';
import { planCancellation } from './plan-cancellation';

type Box = { n: number; state: ParcelState; expected: number; packed?: number };

function boxes(...all: Box[]): Parcel[] {
  const base = parcelIn.packing as Parcel;
  return all.map(({ n, state, expected, packed = 0 }) => ({
    ...base,
    parcelId: parcelIdOf(n),
    boxNumber: n,
    state,
    lines: [
      { ...lampLine, lineNo: 1, sku: skuOf('LAMP'), expected, packed, missing: 0, damaged: 0, cancelled: 0 },
    ],
  }));
}

function plan(order: Order, parcels: Parcel[], unplanned: number, quantity: number) {
  return planCancellation(order, parcels, () => unplanned, [{ lineNo: 1, quantity }]);
}

/** Cut of each box, by its number. */
function cutsOf(answer: ReturnType<typeof plan>): Record<string, number> {
  if (!answer.ok) throw new Error(`refused at ${answer.limit.limit}`);
  const { cuts, asks } = answer.plan;
  return Object.fromEntries([...cuts, ...asks].map((cut) => [Number(cut.parcelId.slice(-4)), cut.quantity]));
}

describe('which parcels give up cancelled units', () => {
  it('leaves every parcel alone while units without stock are enough', () => {
    const answer = plan(orderOfOne({ allocated: 6 }), boxes({ n: 1, state: 'packing', expected: 6 }), 0, 4);
    expect(answer).toEqual({ ok: true, plan: { cuts: [], asks: [], unplanned: [] } });
  });

  it('frees stock outside parcels before it touches one', () => {
    const answer = plan(orderOfOne({ allocated: 10 }), boxes({ n: 1, state: 'released', expected: 7 }), 3, 5);
    expect(answer).toMatchObject({ plan: { unplanned: [{ lineNo: 1, quantity: 3 }] } });
    expect(cutsOf(answer)).toEqual({ 1: 2 });
  });

  it('takes the newest box nobody has begun, then what is not in a box yet, then what is', () => {
    const all = boxes(
      { n: 1, state: 'packing', expected: 4, packed: 3 },
      { n: 2, state: 'released', expected: 2 },
      { n: 3, state: 'released', expected: 2 },
      { n: 4, state: 'leased', expected: 2 },
    );
    const order = orderOfOne({ allocated: 10 });
    expect(cutsOf(plan(order, all, 0, 1))).toEqual({ 3: 1 });
    expect(cutsOf(plan(order, all, 0, 4))).toEqual({ 2: 2, 3: 2 });
    expect(cutsOf(plan(order, all, 0, 7))).toEqual({ 1: 1, 2: 2, 3: 2, 4: 2 });
    expect(cutsOf(plan(order, all, 0, 10))).toEqual({ 1: 4, 2: 2, 3: 2, 4: 2 });
  });

  it('asks for what a station has, a sealed box last', () => {
    const all = boxes(
      { n: 1, state: 'labelled', expected: 6, packed: 6 },
      { n: 2, state: 'packing', expected: 4, packed: 4 },
    );
    const order = orderOfOne({ allocated: 10, packed: 6 });
    const answer = plan(order, all, 0, 6);
    expect(cutsOf(answer)).toEqual({ 1: 2, 2: 4 });
    expect(answer).toMatchObject({
      plan: {
        cuts: [],
        asks: [
          { parcelId: parcelIdOf(2), lineNo: 1, quantity: 4 },
          { parcelId: parcelIdOf(1), lineNo: 1, quantity: 2 },
        ],
      },
    });
  });

  it('does not ask twice for the same units', () => {
    const [box] = boxes({ n: 1, state: 'packing', expected: 10 });
    const cancel = {
      state: 'asked' as const,
      reason: 'customer',
      askedAt: '2026-01-05T11:00:00.000Z',
      lines: [{ lineNo: 1, quantity: 7 }],
    };
    const asked = [{ ...(box as Parcel), cancel }];
    expect(cutsOf(plan(orderOfOne({ allocated: 10 }), asked, 0, 3))).toEqual({ 1: 3 });
    expect(plan(orderOfOne({ allocated: 10 }), asked, 0, 4)).toMatchObject({
      ok: false,
      limit: { limit: 3 },
    });
  });

  it('never takes what has left, and names how much can be taken', () => {
    const all = boxes(
      { n: 1, state: 'handed-over', expected: 6, packed: 6 },
      { n: 2, state: 'released', expected: 4 },
    );
    const order = orderOfOne({ allocated: 4, packed: 6, shipped: 6 });
    expect(cutsOf(plan(order, all, 0, 4))).toEqual({ 2: 4 });
    expect(plan(order, all, 0, 5)).toMatchObject({ ok: false, limit: { lineNo: 1, quantity: 5, limit: 4 } });
    expect(planCancellation(order, all, () => 0, [{ lineNo: 9, quantity: 1 }])).toMatchObject({
      ok: false,
      limit: { lineNo: 9, limit: 0 },
    });
  });

  it('adds up a line named twice', () => {
    const all = boxes({ n: 1, state: 'released', expected: 10 });
    const twice = planCancellation(orderOfOne({ allocated: 10 }), all, () => 0, [
      { lineNo: 1, quantity: 2 },
      { lineNo: 1, quantity: 3 },
    ]);
    expect(cutsOf(twice)).toEqual({ 1: 5 });
  });
});
