// A way to pay that somebody else wrote keeps the same contract as ours, and pays an order as any other does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderId } from '../../shared/domain/ids';
import { startPaidOffice, type PaidOffice } from '../../server/services/payments/payments.test-kit';
import { keepsTheContract } from '../../server/services/payments/providers/contract.test-kit';
import { addProviderKind } from '../../server/services/payments/providers/registry';
import { lineOf } from '../../server/test-office.test-kit';
import { plugInTools } from '../../server/plug-ins';
import { giftCards, plugIn } from './gift-card';

const ports = {
  now: () => new Date('2026-05-04T10:00:00.000Z'),
  orderNumber: () => Promise.resolve(null),
  accountOf: () => Promise.resolve(null),
  giveBackExchanged: () => Promise.resolve({ kind: 'done' as const, seen: null }),
};

describe('the contract of ways to pay', () => {
  keepsTheContract(() => ({
    provider: giftCards(new Map([['GIFT-1', 1000]])).open(
      { providerId: 'p', method: 'gift-card', name: 'P', settings: {}, secrets: {} },
      ports,
    ),
    method: 'gift-card',
    token: 'GIFT-1',
    refusedToken: 'GIFT-2',
    misfortunes: [],
    moved: () => null,
  }));
});

describe('a way to pay of your own', () => {
  it('is what the module brings', () => {
    expect(plugIn(plugInTools).payments?.map(({ method }) => method)).toEqual(['gift-card']);
  });

  let paid: PaidOffice;
  const cards = new Map([['GIFT-1', 700]]);
  beforeAll(async () => {
    paid = await startPaidOffice();
    addProviderKind(giftCards(cards));
    await paid.test.receive('MUG', 9);
    await paid.test.rows(
      `INSERT INTO payment_provider (provider_id, method, name) VALUES ('gift', 'gift-card', 'Gift card')`,
    );
    await paid.setChannel({ rule: 'authorised', providers: ['gift'] });
  });
  afterAll(() => paid.close());

  it('pays an order, and gives back what was not needed', async () => {
    const place = async (externalId: string): Promise<OrderId> =>
      (await paid.desk.place({
        externalId,
        lines: [lineOf('MUG', 1)],
        payment: { providerId: 'gift', token: 'GIFT-1' },
      })) as OrderId;
    const good = await place('G-1');
    await paid.settled();
    const poor = await place('G-2');
    await paid.settled();
    const states = await paid.test.rows(
      `SELECT doc->>'state' AS state FROM sales_order WHERE order_id = ANY($1::uuid[]) ORDER BY number`,
      [good, poor],
    );
    expect(states).toEqual([{ state: 'confirmed' }, { state: 'placed' }]);
    expect(cards.get('GIFT-1')).toBe(200);
    const lines = [{ lineNo: 1, quantity: 1 }];
    await paid.desk.post(`/v1/orders/${good}/cancel-lines`, { reason: 'customer', lines });
    await paid.settled();
    expect(cards.get('GIFT-1')).toBe(700);
  });
});
