import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { priceStairs, shipmentFloor } from './shipment-floor';
import type { Contents } from './shipment-price';
import { nothing, type Want, wholeOf, withUnits } from './wants';

/** A tariff that rises in steps, by whichever is more of weight and volume; infinite above its last step. */
const anyTariff = fc
  .record({
    first: fc.integer({ min: 0, max: 900 }),
    rises: fc.array(
      fc.record({ by: fc.integer({ min: 1, max: 4000 }), costs: fc.integer({ min: 0, max: 900 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    divisor: fc.constantFrom(1, 50, 5000),
    isEndless: fc.boolean(),
  })
  .map(({ first, rises, divisor, isEndless }) => ({ grams, volumeMm3 }: Contents): number => {
    let amount = first;
    let upto = 0;
    for (const { by, costs } of rises) {
      upto += by;
      if (Math.max(grams, volumeMm3 / divisor) <= upto) return amount;
      amount += costs;
    }
    return isEndless ? amount : Number.POSITIVE_INFINITY;
  });

const anyDivision = fc.integer({ min: 2, max: 4 }).chain((nodes) =>
  fc.record({
    tariffs: fc.array(anyTariff, { minLength: nodes, maxLength: nodes }),
    lines: fc.array(
      fc.record({
        grams: fc.integer({ min: 0, max: 800 }),
        volumeMm3: fc.integer({ min: 0, max: 900_000 }),
        /** Units by node, and whether the line is placed already. */
        units: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: nodes, maxLength: nodes }),
        isPlaced: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
);

describe('the floor under what shipments cost', () => {
  it('is not above any way to share that keeps to it', () => {
    holds(
      fc.property(anyDivision, ({ tariffs, lines }) => {
        const wants = lines.map(
          ({ grams, volumeMm3, units }, line): Want => ({
            line,
            grams,
            volumeMm3,
            quantity: units.reduce((sum, each) => sum + each, 0),
          }),
        );
        const whole = wholeOf(wants);
        const floor = shipmentFloor(
          whole,
          tariffs.map((price) => priceStairs(whole, price)),
        );
        const load = (node: number, counts: (isPlaced: boolean) => boolean): Contents =>
          lines.reduce(
            (sum, { units, isPlaced }, at) =>
              counts(isPlaced) ? withUnits(sum, wants[at] as Want, units[node] ?? 0) : sum,
            nothing,
          );
        const inside = tariffs.map((_, node) => load(node, (isPlaced) => isPlaced));
        const later = tariffs.map((_, node) => load(node, (isPlaced) => !isPlaced));
        const costs = tariffs.reduce((sum, price, node) => sum + price(load(node, () => true)), 0);
        expect(floor({ inside, forced: later, possible: later })).toBeLessThanOrEqual(costs + 1e-6);
        expect(floor({ inside, forced: tariffs.map(() => nothing), possible: later })).toBeLessThanOrEqual(
          costs + 1e-6,
        );
      }),
    );
  });

  it('is what two of one tariff cost at the best place to divide', () => {
    const price = ({ grams }: Contents): number => 300 + 100 * Math.ceil(grams / 1000);
    const whole = { grams: 9600, volumeMm3: 0 };
    const stairs = priceStairs(whole, price);
    const none = [nothing, nothing];
    const any = [whole, whole];
    expect(shipmentFloor(whole, [stairs, stairs])({ inside: none, forced: none, possible: any })).toBe(1600);
  });
});
