import { describe, expect, it } from 'vitest';
import type { Order } from '../order/order';
import { orderIn, orderOfOne } from '../order/order.test-kit';
import type { Parcel } from '../parcel/parcel';
import { parcelIn } from '../parcel/parcel.test-kit';
import type { Shipment } from '../shipment/shipment';
import { shipmentIn } from '../shipment/shipment.test-kit';
import { beginSpecial } from './special-mark';
import {
  isWorse,
  leaveUntilMs,
  promisedDay,
  type RiskReason,
  riskOf,
  riskReasons,
  type SpecialFacts,
  watchEndOf,
  type Where,
  whereNow,
} from './special-risk';
import { benchMark, markOf, testCode } from './special.test-kit';

const special = { code: testCode, marks: [markOf('vip')], takenOff: [], isRaised: false };
const placedAt = '2026-05-04T09:00:00.000Z';
const nowMs = Date.parse('2026-05-04T12:00:00.000Z');

function need<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the kit has none');
  return value;
}
/** One line of ten units, all of them in the box. */
const orderOf = (counters: Parameters<typeof orderOfOne>[0] = {}, over: Partial<Order> = {}): Order =>
  orderOfOne({ allocated: 10, ...counters }, { special, placedAt, ...over });
const shippedOrder = orderOf({ allocated: 0, packed: 10, shipped: 10 }, { state: 'closed' });
const parcelOf = (state: keyof typeof parcelIn, over: Partial<Parcel> = {}): Parcel => ({
  ...need(parcelIn[state]),
  ...over,
});
const shipmentOf = (over: Partial<Shipment> = {}): Shipment => ({
  ...need(shipmentIn.left),
  eta: null,
  ...over,
});
const tracked = (status: Shipment['tracking']['status']): Shipment =>
  shipmentOf({ tracking: { ...shipmentOf().tracking, status } });
const factsOf = (over: Partial<SpecialFacts> = {}): SpecialFacts => ({
  order: orderOf(),
  parcels: [parcelOf('leased')],
  shipments: [],
  nowMs,
  today: '2026-05-04',
  ...over,
});
const left = (over: Partial<SpecialFacts> = {}): SpecialFacts =>
  factsOf({ order: shippedOrder, parcels: [parcelOf('handed-over')], shipments: [shipmentOf()], ...over });
const refused = parcelOf('complete', {
  special: {
    ...beginSpecial(benchMark(), null, { isSealed: false, openedBy: null }),
    refusedSeal: {
      opId: need(parcelIn.sealed?.sealedBy),
      sscc: '106141412345678908',
      weightGrams: 1,
      carrierNumber: null,
    },
  },
});

describe('where the goods are now', () => {
  const cells: [Where, SpecialFacts][] = [
    ['cancelled', factsOf({ order: { ...orderOf(), state: 'cancelled' } })],
    ['on-hold', factsOf({ order: { ...orderOf(), holds: need(orderIn.held).holds } })],
    ['not-paid', factsOf({ order: { ...orderOf(), state: 'placed' } })],
    ['waits-for-stock', factsOf({ order: orderOf({ allocated: 4 }), parcels: [] })],
    ['to-pack', factsOf({ parcels: [parcelOf('released')] })],
    ['at-bench', factsOf({ parcels: [parcelOf('packing')] })],
    ['waits-for-second', factsOf({ parcels: [refused] })],
    ['sealed', factsOf({ parcels: [parcelOf('labelled')] })],
    ['with-carrier', left()],
    ['out-for-delivery', left({ shipments: [tracked('out-for-delivery')] })],
    ['ready-for-pickup', left({ shipments: [tracked('ready-for-pickup')] })],
    ['delivered', left({ shipments: [shipmentOf({ outcome: 'delivered' })] })],
    ['returning', left({ shipments: [shipmentOf({ outcome: 'returning' })] })],
    ['lost', left({ shipments: [shipmentOf({ outcome: 'lost' })] })],
    ['left', left({ parcels: [], shipments: [] })],
  ];
  it.each(cells)('%s', (where, facts) => {
    expect(whereNow(facts)).toBe(where);
  });

  it('is where the least advanced box is', () => {
    const facts = left({ order: orderOf(), parcels: [parcelOf('handed-over'), parcelOf('packing')] });
    expect(whereNow(facts)).toBe('at-bench');
    expect(whereNow(left({ parcels: [parcelOf('handed-over'), parcelOf('cancelled')] }))).toBe(
      'with-carrier',
    );
  });
});

describe('what is at risk', () => {
  const promised = (day: string): Shipment => shipmentOf({ promisedFor: day });
  const cells: [RiskReason, 'at-risk' | 'late', SpecialFacts][] = [
    ['lost', 'late', left({ shipments: [shipmentOf({ outcome: 'lost' })] })],
    ['returning', 'late', left({ shipments: [shipmentOf({ outcome: 'returning' })] })],
    ['past-promise', 'late', left({ shipments: [promised('2026-05-03')] })],
    ['delivery-failed', 'late', left({ shipments: [tracked('delivery-failed')] })],
    ['seal-not-taken', 'at-risk', factsOf({ parcels: [refused] })],
    ['on-hold', 'at-risk', factsOf({ order: { ...orderOf(), holds: need(orderIn.held).holds } })],
    ['parcel-held', 'at-risk', factsOf({ parcels: [parcelOf('held')] })],
    [
      'units-missing',
      'at-risk',
      factsOf({
        parcels: [
          {
            ...parcelOf('packing'),
            lines: parcelOf('packing').lines.map((line) => ({ ...line, missing: 1 })),
          },
        ],
      }),
    ],
    ['carrier-delay', 'at-risk', left({ shipments: [tracked('delivery-delayed')] })],
    ['promise-near', 'at-risk', factsOf({ shipments: [promised('2026-05-05')] })],
    ['not-left', 'at-risk', factsOf({ nowMs: nowMs + 30 * 3_600_000 })],
    ['no-stock', 'at-risk', factsOf({ order: orderOf({ allocated: 0 }), parcels: [] })],
  ];

  it('has a case for every reason', () => {
    expect(cells.map(([reason]) => reason)).toEqual([...riskReasons]);
  });

  it.each(cells)('%s is %s', (reason, level, facts) => {
    expect(riskOf(facts)).toEqual({ level, reason });
  });

  it('is nothing while all is well, and nothing of what is over', () => {
    expect(riskOf(factsOf())).toEqual({ level: 'none', reason: null });
    expect(riskOf(left({ shipments: [promised('2026-05-09')] })).level).toBe('none');
    expect(
      riskOf(left({ shipments: [shipmentOf({ outcome: 'delivered', promisedFor: '2026-05-01' })] })).level,
    ).toBe('none');
    expect(riskOf(factsOf({ order: { ...orderOf(), state: 'cancelled' } })).level).toBe('none');
    expect(isWorse('late', 'at-risk')).toBe(true);
    expect(isWorse('at-risk', 'at-risk')).toBe(false);
  });

  it('counts from when it was known to be special, by the strictest kind', () => {
    expect(leaveUntilMs(orderOf())).toBe(Date.parse('2026-05-05T10:00:00.000Z'));
    const gift = orderOf({}, { special: { ...special, marks: [markOf('gift')] } });
    expect(leaveUntilMs(gift)).toBeNull();
    expect(promisedDay({ shipments: [promised('2026-05-05'), promised('2026-05-07')] })).toBe('2026-05-07');
    expect(promisedDay({ shipments: [shipmentOf({ promisedFor: null, eta: null })] })).toBeNull();
  });
});

describe('when nobody has to look any more', () => {
  it('is when it is with the customer, cancelled, unmarked, or the carrier has been quiet for a month', () => {
    expect(watchEndOf(factsOf())).toBeNull();
    expect(watchEndOf(left())).toBeNull();
    expect(watchEndOf(left({ shipments: [shipmentOf({ outcome: 'delivered' })] }))).toBe('delivered');
    expect(watchEndOf(factsOf({ order: { ...orderOf(), state: 'cancelled' } }))).toBe('cancelled');
    expect(watchEndOf(factsOf({ order: orderOf({}, { special: { ...special, marks: [] } }) }))).toBe(
      'unmarked',
    );
    expect(watchEndOf(left({ nowMs: nowMs + 40 * 86_400_000 }))).toBe('quiet');
  });
});
