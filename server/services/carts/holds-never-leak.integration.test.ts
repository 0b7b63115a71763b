// Carts, orders, cancellations, time and stock that comes, in any order and at once, on real PostgreSQL: whatever happens,
// no unit is promised twice, and in the end none is held for nobody.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rotterdam } from '../../test-office.test-kit';
import { type CartOffice, startCartOffice } from './carts.test-kit';

let shop: CartOffice;
beforeAll(async () => {
  shop = await startCartOffice();
});
afterAll(() => shop.close());

type Step =
  | { kind: 'cart'; cart: number; mugs: number; lamps: number }
  | { kind: 'empty'; cart: number }
  | { kind: 'restore'; cart: number }
  /** More lines than any warehouse has makes an order of several parcels. */
  | { kind: 'order'; cart: number | null; mugs: number; lamps: number }
  | { kind: 'cancel'; order: number; quantity: number }
  | { kind: 'receive'; sku: 'MUG' | 'LAMP'; quantity: number; far: boolean }
  | { kind: 'pass'; minutes: number }
  | { kind: 'pay'; on: boolean };

const cart = fc.nat(5);
const units = fc.integer({ min: 0, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('cart' as const), cart, mugs: units, lamps: units }),
  },
  fc.record({ kind: fc.constant('empty' as const), cart }),
  fc.record({ kind: fc.constant('restore' as const), cart }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      cart: fc.option(cart, { freq: 4 }),
      mugs: units,
      lamps: units,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cancel' as const),
      order: fc.nat(20),
      quantity: fc.integer({ min: 1, max: 6 }),
    }),
  },
  fc.record({
    kind: fc.constant('receive' as const),
    sku: fc.constantFrom('MUG' as const, 'LAMP' as const),
    quantity: fc.integer({ min: 1, max: 5 }),
    far: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 29, 31, 61, 5_000) }),
  fc.record({ kind: fc.constant('pay' as const), on: fc.boolean() }),
);
/** Bursts: the steps of one are under way at once. */
const story = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 });

let runs = 0;

async function tell(bursts: readonly (readonly Step[])[]): Promise<void> {
  runs += 1;
  const run = runs;
  const key = (index: number): string => `${run}-${index}`;
  const carts = new Map<number, string>();
  const orders: string[] = [];
  let placed = 0;
  const act = async (each: Step): Promise<unknown> => {
    switch (each.kind) {
      case 'cart':
      case 'empty': {
        const lines = each.kind === 'empty' ? {} : linesOf(each);
        const told = await shop.ask('carts', picture(key(each.cart), lines));
        expect([200, 404, 409], JSON.stringify(told.body)).toContain(told.status);
        if (told.status === 200) carts.set(each.cart, String(told.body['cartId']));
        return undefined;
      }
      case 'restore':
        return shop.desk.post(`/v1/carts/${carts.get(each.cart) ?? run}/hold`, {});
      case 'order': {
        const lines = linesOf(each);
        if (Object.keys(lines).length === 0) return undefined;
        placed += 1;
        const name = `${run}-${placed}`;
        orders.push(await shop.order(name, lines, each.cart === null ? null : key(each.cart)));
        return undefined;
      }
      case 'cancel': {
        const orderId = orders[each.order % Math.max(1, orders.length)];
        const lines = [{ lineNo: 1, quantity: each.quantity }];
        return orderId && shop.desk.post(`/v1/orders/${orderId}/cancel-lines`, { reason: 'no', lines });
      }
      case 'receive':
        return shop.test.receive(each.sku, each.quantity, 'A-01', ...(each.far ? [rotterdam] : []));
      case 'pass':
        return shop.pass(0);
      case 'pay':
        return shop.test.rows(
          `UPDATE channel SET settings = $1 WHERE channel_id = 'shop'`,
          JSON.stringify(each.on ? { payment: { rule: 'authorised' } } : {}),
        );
    }
  };
  for (const burst of bursts) {
    // The clock moves before the burst, so that what is signed in it is in time; what is due is done within it.
    for (const each of burst)
      if (each.kind === 'pass') shop.clock.at = new Date(shop.clock.at.getTime() + each.minutes * 60_000);
    await Promise.all([...burst.map(act), shop.test.settled()]);
    await expectNothingTwice();
  }
  // Everybody lets go.
  for (const cartId of carts.values()) await shop.desk.post(`/v1/carts/${cartId}/remove`, {});
  await shop.test.settled();
  await expectNothingTwice();
  await shop.pass(100 * 24 * 60);
  expect(await shop.test.rows('SELECT * FROM stock_hold')).toEqual([]);
}

async function expectNothingTwice(): Promise<void> {
  await shop.test.settled();
  await shop.expectHoldsSound();
  const twice = await shop.test.rows(
    `SELECT s.stream_id, s.sku, s.available, h.units FROM stock s
     JOIN (SELECT stream_id, sku, sum(units) AS units FROM stock_hold GROUP BY stream_id, sku) h USING (stream_id, sku)
     WHERE h.units > s.available`,
  );
  expect(twice).toEqual([]);
}

function linesOf({ mugs, lamps }: { mugs: number; lamps: number }): Record<string, number> {
  return { ...(mugs > 0 ? { MUG: mugs } : {}), ...(lamps > 0 ? { LAMP: lamps } : {}) };
}

let changes = 0;
function picture(cartKey: string, lines: Record<string, number>) {
  changes += 1;
  return {
    cartKey,
    changedAt: new Date(shop.clock.at.getTime() + changes).toISOString(),
    customer: { name: 'Ayşe', countryCode: 'GB' },
    currency: 'GBP',
    lines: Object.entries(lines).map(([sku, quantity]) => ({
      sku,
      name: sku,
      quantity,
      unitPriceMinor: 500,
    })),
  };
}

it('stock is never held for nobody and never promised twice', async () => {
  await fc.assert(fc.asyncProperty(story, tell), { numRuns: 12, seed: 20_260_504, endOnFailure: true });
});
