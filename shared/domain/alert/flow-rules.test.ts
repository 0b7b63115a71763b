import { describe, expect, it } from 'vitest';
import { carrierDelay, lateSupplier, negativeLevel, orderAtRisk, stationSilent } from './flow-rules';

const at = '2026-05-10T12:00:00.000Z';

describe('a late supplier', () => {
  const purchase = {
    purchaseId: 'p1',
    number: 'PO-1001',
    supplier: 'Mug Works',
    warehouseId: 'W1',
    today: '2026-05-10',
  };
  it('is behind the day of the first line that has not come', () => {
    const open = [
      { expectedOn: '2026-05-07', units: 4 },
      { expectedOn: '2026-05-09', units: 2 },
      { expectedOn: '2026-05-12', units: 9 },
    ];
    expect(lateSupplier({ ...purchase, open }, { days: 1 })).toMatchObject({
      measure: 3,
      subject: 'p1',
      values: { units: 6, on: '2026-05-07', days: 3 },
    });
    expect(lateSupplier({ ...purchase, open }, { days: 4 })).toBeNull();
  });
  it('is not late on its day', () => {
    expect(
      lateSupplier({ ...purchase, open: [{ expectedOn: '2026-05-10', units: 4 }] }, { days: 1 }),
    ).toBeNull();
    expect(lateSupplier({ ...purchase, open: [] }, { days: 1 })).toBeNull();
  });
});

describe('an order before its promise', () => {
  const order = {
    orderId: 'o1',
    number: '1042',
    promisedFor: '2026-05-12',
    warehouseId: 'W1',
    open: 3,
    waits: 'bench' as const,
    goodsOn: null,
    today: '2026-05-10',
  };
  it.each([
    ['two days before', {}, null],
    ['the day before', { today: '2026-05-11' }, 1],
    ['past it', { today: '2026-05-14' }, -2],
    ['all has left', { today: '2026-05-14', open: 0 }, null],
    ['no goods are coming', { waits: 'stock' as const }, 2],
    ['goods come the day it is promised', { waits: 'stock' as const, goodsOn: '2026-05-12' }, 2],
    ['goods come before', { waits: 'stock' as const, goodsOn: '2026-05-11' }, null],
  ])('%s', (_name, own, measure) => {
    expect(orderAtRisk({ ...order, ...own }, { withinDays: 1 })?.measure ?? null).toBe(measure);
  });
});

describe('a parcel that does not move', () => {
  const parcel = {
    parcelId: 'x1',
    orderNumber: '1042',
    warehouseId: 'W1',
    carrier: 'Royal Mail',
    trackingNumber: 'TF1',
    status: 'in-transit',
    lastAt: '2026-05-07T12:00:00.000Z',
  };
  it('is counted in whole days since the last word', () => {
    expect(carrierDelay(parcel, { days: 3 }, at)).toMatchObject({
      measure: 3,
      values: { last: '2026-05-07' },
    });
    expect(carrierDelay({ ...parcel, lastAt: '2026-05-07T12:00:01.000Z' }, { days: 3 }, at)).toBeNull();
    expect(carrierDelay({ ...parcel, status: 'ready-for-pickup' }, { days: 3 }, at)).toBeNull();
  });
});

it('a bin below nothing is its own matter', () => {
  const level = { warehouseId: 'W1', location: 'A-01', sku: 'MUG', name: 'Mug', onHand: -2 };
  expect(negativeLevel(level, { units: 1 })).toMatchObject({ measure: 2, subject: 'W1 A-01 MUG' });
  expect(negativeLevel(level, { units: 3 })).toBeNull();
  expect(negativeLevel({ ...level, onHand: 0 }, { units: 1 })).toBeNull();
});

describe('a silent station', () => {
  const station = {
    stationId: 's1',
    name: 'Bench 1',
    warehouseId: 'W1',
    lastAt: '2026-05-10T11:00:00.000Z',
    unsent: 0,
    held: 0,
    isSignedOff: false,
  };
  const limits = { minutes: 30, idleHours: 72 };
  const found = (own: Partial<typeof station>) => {
    const finding = stationSilent({ ...station, ...own }, limits, at);
    return finding && [finding.measure, finding.isBad];
  };
  it('is missed soon with work in hand, after days without, and not when it was signed off', () => {
    expect(found({ held: 2 })).toEqual([60, true]);
    expect(found({ unsent: 1 })).toEqual([60, true]);
    expect(found({})).toEqual([60, false]);
    expect(found({ lastAt: '2026-05-07T11:00:00.000Z' })).toEqual([4380, true]);
    expect(found({ lastAt: '2026-05-07T11:00:00.000Z', isSignedOff: true })).toBeNull();
    expect(found({ held: 2, lastAt: '2026-05-10T11:31:00.000Z' })).toBeNull();
  });
});
