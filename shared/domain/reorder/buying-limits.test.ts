import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type BuyingLimits, isDearer, noBuying, type OrderToBuy, whyHeld } from './buying-limits';
import { supplierIdSchema } from './supply-terms';

const supplierId = supplierIdSchema.parse('01980000-0000-7000-8000-000000000001');
const limits: BuyingLimits = {
  isOn: true,
  currency: 'GBP',
  mostPerOrderMinor: 50_000,
  mostPerDayMinor: 80_000,
  tolerancePpm: 50_000,
  suppliers: [{ supplierId, mostPerOrderMinor: null, mostPerDayMinor: 60_000 }],
};
const order: OrderToBuy = {
  supplierId,
  valueMinor: 40_000,
  hasMail: true,
  isDearer: false,
};
const nothing = { allMinor: 0, supplierMinor: 0 };

describe('what is bought by itself', () => {
  it.each([
    ['off', order, noBuying, nothing],
    ['supplier', { ...order, supplierId: 'x' }, limits, nothing],
    ['no-mail', { ...order, hasMail: false }, limits, nothing],
    ['rate', { ...order, valueMinor: null }, limits, nothing],
    ['rate', order, limits, null],
    ['price', { ...order, isDearer: true }, limits, nothing],
    ['order', { ...order, valueMinor: 50_001 }, limits, nothing],
    ['day', order, limits, { allMinor: 40_001, supplierMinor: 0 }],
    ['day', order, limits, { allMinor: 20_001, supplierMinor: 20_001 }],
    [null, order, limits, { allMinor: 20_000, supplierMinor: 20_000 }],
  ] as const)('is held: %s', (why, one, within, spent) => {
    expect(whyHeld(one, within, spent)).toBe(why);
  });

  it('never comes to more than the limits, whatever is wanted', () => {
    holds(
      fc.property(
        fc.array(fc.nat(70_000), { maxLength: 30 }),
        fc.nat(100_000),
        fc.nat(100_000),
        fc.option(fc.nat(100_000), { nil: null }),
        (values, mostPerOrderMinor, mostPerDayMinor, ofSupplier) => {
          const within: BuyingLimits = {
            ...limits,
            mostPerOrderMinor,
            mostPerDayMinor,
            suppliers: [{ supplierId, mostPerOrderMinor: null, mostPerDayMinor: ofSupplier }],
          };
          let sent = 0;
          for (const valueMinor of values)
            if (whyHeld({ ...order, valueMinor }, within, { allMinor: sent, supplierMinor: sent }) === null) {
              expect(valueMinor).toBeLessThanOrEqual(mostPerOrderMinor);
              sent += valueMinor;
            }
          expect(sent).toBeLessThanOrEqual(mostPerDayMinor);
          if (ofSupplier !== null) expect(sent).toBeLessThanOrEqual(ofSupplier);
        },
      ),
    );
  });

  it('is dearer beyond what is tolerated', () => {
    expect([isDearer(105, 100, 50_000), isDearer(106, 100, 50_000), isDearer(1, null, 0)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
