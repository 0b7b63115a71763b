// Customers who pay later, on real PostgreSQL: a manager grants credit, orders are held by it, and what is owed is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../shared/contract/accounts';
import type { Order } from '../../../shared/domain/order/order';
import { lineOf } from '../../test-office.test-kit';
import { clerk, manager, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

let paid: PaidOffice;
beforeAll(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 500);
  await paid.setChannel({ rule: 'authorised', providers: ['account'] });
});
afterAll(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const grant = (customerId: string, change: object = {}, by: object = manager) =>
  paid.desk.post(`/v1/customer-accounts/${encodeURIComponent(customerId)}`, {
    name: 'Kaya Ltd',
    currency: 'GBP',
    limitMinor: 1200,
    termsDays: 30,
    isOpen: true,
    by,
    ...change,
  });
const accounts = async (query = ''): Promise<AccountRow[]> =>
  (await paid.desk.get(`/v1/customer-accounts${query}`)).body['rows'] as AccountRow[];
const place = async (externalId: string, customerId: string): Promise<Order> => {
  const orderId = await paid.desk.place({
    externalId,
    customer: { customerId, name: 'Kaya' },
    lines: [lineOf('MUG', 2)],
    payment: { providerId: 'account', token: null },
  });
  await paid.settled();
  return (await paid.desk.get(`/v1/orders/${orderId}`)).body['order'] as Order;
};

describe('an account', () => {
  it('is granted by a manager, holds what goes over its limit, and lets the next through when it is raised', async () => {
    expect(await grant('K 1/ü', {}, clerk)).toMatchObject({ status: 403 });
    expect(await grant('K 1/ü')).toMatchObject({
      status: 200,
      body: { customerId: 'K 1/ü', usedMinor: 0, overdueMinor: 0, changedBy: expect.any(String) },
    });
    expect((await place('A-1', 'K 1/ü')).holds).toEqual([]);
    expect((await place('A-2', 'K 1/ü')).holds).toMatchObject([{ reason: 'credit', note: 'over-limit 800' }]);
    expect(await accounts('?state=over-limit')).toMatchObject([{ customerId: 'K 1/ü', usedMinor: 2000 }]);
    expect(await grant('K 1/ü', { limitMinor: 10_000 })).toMatchObject({ body: { usedMinor: 2000 } });
    expect(await accounts('?state=over-limit')).toEqual([]);
    expect((await place('A-3', 'K 1/ü')).holds).toEqual([]);
  });

  it('is not in another currency while something is owed on it', async () => {
    expect(await grant('K 1/ü', { currency: 'EUR' })).toMatchObject({
      status: 409,
      body: { code: 'account-currency', values: { currency: 'GBP' } },
    });
    await grant('K2', { name: 'Deniz Ltd' });
    expect(await grant('K2', { name: 'Deniz Ltd', currency: 'EUR' })).toMatchObject({ status: 200 });
  });

  it('is found by name, number and state; overdue is what its day has passed', async () => {
    paid.pass(31 * 86_400_000);
    expect(await accounts('?state=overdue')).toMatchObject([{ customerId: 'K 1/ü', overdueMinor: 3000 }]);
    expect((await place('A-4', 'K 1/ü')).holds).toMatchObject([{ reason: 'credit', note: 'overdue 3000' }]);
    expect(await accounts('?text=deniz')).toMatchObject([{ customerId: 'K2' }]);
    expect(await accounts('?text=k2')).toHaveLength(1);
    expect(await accounts('?limit=1')).toHaveLength(1);
    await grant('K2', { isOpen: false });
    expect(await accounts('?state=closed')).toMatchObject([{ customerId: 'K2' }]);
    expect(await accounts('?state=open')).toMatchObject([{ customerId: 'K 1/ü' }]);
  });

  it('refuses what is no account, with field and reason', async () => {
    expect(await grant('K3', { limitMinor: -1 })).toMatchObject({
      status: 400,
      body: { code: 'request-invalid', values: { field: 'body.limitMinor' } },
    });
    expect(await grant('K3', { termsDays: 400 })).toMatchObject({ status: 400 });
  });
});
