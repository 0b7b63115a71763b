// Random days of returns, many at once, on a real database: whatever comes in whatever order, no unit comes back or is paid
// twice, no more is given back than was taken, and the ledger adds up.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OrderId } from '../../../shared/domain/ids';
import { openQuantity } from '../../../shared/domain/order/status';
import type { Order } from '../../../shared/domain/order/order';
import { dispositions, type GoodsReturn } from '../../../shared/domain/returns/goods-return';
import { keptUnits, settleableUnits, settledUnits } from '../../../shared/domain/returns/questions';
import { lineOf } from '../../test-office.test-kit';
import { manager } from '../payments/payments.test-kit';
import { exchangedOf } from '../payments/exchanged-of';
import { declinedOf } from './return-facts';
import { type ReturnsOffice, startReturnsOffice } from './returns.test-kit';

let office: ReturnsOffice;
beforeEach(async () => {
  office = await startReturnsOffice();
});
afterEach(() => office.close());

const units = fc.integer({ min: 1, max: 3 });
const lineNo = fc.integer({ min: 1, max: 2 });
const step = fc.record({
  what: fc.constantFrom('ask', 'receive', 'receive', 'dispose', 'refund', 'exchange', 'answer', 'end'),
  which: fc.nat({ max: 5 }),
  lineNo,
  units,
  disposition: fc.constantFrom(...dispositions),
  price: fc.integer({ min: 0, max: 900 }),
  isYes: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const skus = ['MUG', 'BOWL'];

async function perform(each: Step, orderId: OrderId, returnIds: string[]): Promise<void> {
  const { paid } = office;
  const returnId = returnIds[each.which % Math.max(1, returnIds.length)];
  const lines = [{ lineNo: each.lineNo, quantity: each.units }];
  const sku = skus[each.lineNo - 1] ?? 'MUG';
  if (each.what === 'ask') {
    const answer = await office.ask(orderId, lines);
    if (answer.status === 200) returnIds.push(String(answer.body['returnId']));
    return;
  }
  if (returnId === undefined) return;
  switch (each.what) {
    case 'receive':
      await office.receive(returnId, [{ lineNo: each.lineNo, sku, quantity: each.units }]);
      return;
    case 'dispose':
      await office.dispose(returnId, {
        quantity: each.units,
        disposition: each.disposition,
        locationId: 'B-01',
      });
      return;
    case 'refund':
      await office.refund(returnId, lines);
      return;
    case 'exchange':
      await office.exchange(returnId, lines, [{ sku: 'LAMP', quantity: 1, unitPriceMinor: each.price }]);
      return;
    case 'answer': {
      const refunds = await office.refundsOf(orderId);
      const refund = refunds[each.which % Math.max(1, refunds.length)];
      if (refund)
        await paid.desk.post(`/v1/refunds/${refund.refundId}/answer`, {
          answer: each.isYes ? 'approve' : 'decline',
          reason: 'no',
          by: manager,
        });
      return;
    }
    default:
      await paid.desk.post(`/v1/returns/${returnId}/end`, {
        how: each.isYes ? 'close' : 'cancel',
        badge: 'P1',
      });
  }
}

async function expectHonest(orderId: OrderId, quarantineBefore: number): Promise<void> {
  const { pool } = office.paid.test.office;
  const order = (await office.paid.desk.get(`/v1/orders/${orderId}`)).body['order'] as Order;
  const returns = (
    await office.paid.test.rows<{ doc: GoodsReturn }>(
      `SELECT doc FROM record WHERE kind = 'return' AND order_id = $1`,
      orderId,
    )
  ).map(({ doc }) => doc);
  const declined = await declinedOf(
    pool,
    returns.map(({ returnId }) => returnId),
  );
  const sum = (of: (found: GoodsReturn) => number): number =>
    returns.reduce((total, found) => total + of(found), 0);
  for (const line of order.lines) {
    expect(line.ordered).toBe(line.cancelled + line.shipped + openQuantity(line));
    const here = sum((found) =>
      found.lines.reduce(
        (n, each) => (each.lineNo === line.lineNo ? n + each.received + keptUnits(each) : n),
        0,
      ),
    );
    expect(here).toBeLessThanOrEqual(line.shipped);
    expect(sum((found) => settledUnits(found, line.lineNo, declined))).toBeLessThanOrEqual(
      sum((found) => settleableUnits(found, line.lineNo)),
    );
  }
  const captured = (await office.paid.paymentsOf(orderId)).reduce(
    (n, payment) => n + payment.capturedMinor,
    0,
  );
  const given = (await office.refundsOf(orderId))
    .filter(({ state }) => state !== 'declined')
    .reduce((n, { amountMinor }) => n + amountMinor, 0);
  expect(given + (await exchangedOf(pool, orderId)).amountMinor).toBeLessThanOrEqual(captured);
  // What is in quarantine is what came in and has not been sent on.
  const inQuarantine = sum((found) =>
    found.lines.reduce(
      (n, line) =>
        n +
        line.received -
        line.disposals.reduce(
          (m, { disposition, quantity }) =>
            ['refurbish', 'quarantine', 'keep'].includes(disposition) ? m : m + quantity,
          0,
        ),
      0,
    ),
  );
  const [mug = 0, bowl = 0] = await Promise.all(skus.map((sku) => office.at(sku, 'quarantine')));
  expect(mug + bowl - quarantineBefore).toBe(inQuarantine);
}

it('stays honest', { timeout: 240_000 }, async () => {
  const days = fc.sample(fc.array(step, { minLength: 14, maxLength: 30 }), { numRuns: 6, seed: 20_260_504 });
  for (const [index, steps] of days.entries()) {
    const orderId = await office.shipped(
      `D-${index}`,
      [lineOf('MUG', 3), lineOf('BOWL', 2)],
      [
        { kind: 'discount', code: 'D', name: 'Off', amountMinor: -333 },
        { kind: 'shipping', code: 'P', name: 'Post', amountMinor: 199 },
      ],
    );
    const before = (await office.at('MUG', 'quarantine')) + (await office.at('BOWL', 'quarantine'));
    const returnIds: string[] = [];
    // One of each in turn, so that no day goes by in which nothing happens, whoever comes first in the rest of it.
    for (const what of index === 0 ? (['ask', 'receive', 'dispose', 'refund', 'exchange'] as const) : [])
      await perform(
        {
          what,
          which: 0,
          lineNo: 1,
          units: what === 'ask' ? 2 : 1,
          disposition: 'scrap',
          price: 100,
          isYes: true,
        },
        orderId,
        returnIds,
      );
    for (let at = 0; at < steps.length; at += 4)
      await Promise.all(steps.slice(at, at + 4).map((each) => perform(each, orderId, returnIds)));
    await office.paid.settled();
    await expectHonest(orderId, before);
    await office.paid.test.expectSound();
  }
  // Days in which nothing happens would prove nothing.
  const happened = await office.paid.test.rows<{ type: string }>(
    `SELECT DISTINCT type FROM event WHERE aggregate = 'return'`,
  );
  expect(happened.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['UnitsReceived', 'UnitsDisposed', 'ReturnRefundAsked', 'ReturnExchanged']),
  );
});
