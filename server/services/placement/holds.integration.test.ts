// Orders that wait for a person, on a real database: held when they are placed, mended, released, then allocated.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewOrder } from '../../../shared/contract/http';
import type { HoldRow } from '../../../shared/contract/holds';
import type { Order } from '../../../shared/domain/order/order';
import { placementSettingsSchema } from '../../../shared/domain/placement/placement-rules';
import { lineOf, newOrder } from '../../test-office.test-kit';
import { clerk, manager, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

let paid: PaidOffice;
beforeAll(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 100);
});
afterAll(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const setRules = async (rules: object): Promise<void> => {
  const settings = placementSettingsSchema.parse(rules);
  expect(await paid.desk.post('/v1/placement-settings', { ...settings, by: manager })).toMatchObject({
    status: 200,
    body: settings,
  });
};
const place = (externalId: string, change: Partial<NewOrder> = {}) =>
  paid.desk.place({ externalId, lines: [lineOf('MUG', 1)], ...change });
const orderOf = async (orderId: string): Promise<Order> =>
  (await paid.desk.get(`/v1/orders/${orderId}`)).body['order'] as Order;
const held = async (): Promise<HoldRow[]> => (await paid.desk.get('/v1/holds')).body['rows'] as HoldRow[];
const { shipTo } = newOrder({ externalId: 'x' });

describe('a bad address', () => {
  it('keeps an order from the bench until it is mended; a half mended one stays', async () => {
    await setRules({ address: { channels: ['web'] }, owners: [{ reason: 'address', owner: 'Service' }] });
    const orderId = await place('A-1', {
      shipTo: { ...shipTo, postcode: '3522O', city: '', countryCode: 'TR' },
    });
    await paid.settled();
    expect(await orderOf(orderId)).toMatchObject({
      state: 'confirmed',
      lines: [{ allocated: 0 }],
      holds: [{ reason: 'address', owner: 'Service', by: 'placement' }],
    });
    const [row] = await held();
    expect(row?.problems).toContainEqual({ field: 'postcode', fault: 'format', suggestion: '35220' });
    const mend = (change: object) =>
      paid.desk.post(`/v1/orders/${orderId}/address`, {
        shipTo: { ...shipTo, countryCode: 'TR', postcode: '35220', city: 'Konak', ...change },
      });
    expect(await mend({})).toMatchObject({
      body: {
        problems: [{ field: 'region', fault: 'missing', suggestion: 'İzmir' }],
        order: { holds: [{}] },
      },
    });
    expect(await mend({ region: 'İzmir' })).toMatchObject({ body: { problems: [], order: { holds: [] } } });
    await paid.settled();
    expect(await orderOf(orderId)).toMatchObject({ lines: [{ allocated: 1 }] });
    expect(await mend({ region: 'İzmir' })).toMatchObject({
      status: 409,
      body: { code: 'address-too-late' },
    });
    const { body } = await paid.desk.get(`/v1/orders/${orderId}`);
    const types = (body['timeline'] as { type: string }[]).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['OrderHeld', 'AddressChanged', 'HoldReleased']));
  });
});

describe('signs of fraud', () => {
  it('hold the third order of an hour, in one call or in several, and those of blocked people', async () => {
    await setRules({
      fraud: { channels: ['*'], ordersInAnHour: 3, blocked: [{ kind: 'name', value: 'bad actor' }] },
    });
    const mail = { shipTo: { ...shipTo, email: 'Many@example.org' }, placedAt: '2026-05-04T09:50:00.000Z' };
    const ids = [await place('F-1', mail), await place('F-2', mail), await place('F-3', mail)];
    const notes = await Promise.all(ids.map(async (id) => (await orderOf(id)).holds.map(({ note }) => note)));
    expect(notes).toEqual([[], [], ['many-orders']]);
    const blocked = await place('F-4', { shipTo: { ...shipTo, name: 'Bad Actor' } });
    expect((await orderOf(blocked)).holds).toMatchObject([{ reason: 'fraud', note: 'blocked' }]);
  });
});

describe('a hold', () => {
  it('has an owner, and is released by a person with a reason; then the order is allocated', async () => {
    await setRules({ stopped: ['LAMP'] });
    await paid.test.receive('LAMP', 5);
    const orderId = await place('S-1', { lines: [lineOf('LAMP', 1)] });
    expect((await orderOf(orderId)).holds).toMatchObject([{ reason: 'stock', note: 'LAMP' }]);
    await paid.desk.post(`/v1/orders/${orderId}/holds/assign`, { reason: 'stock', owner: 'Deniz' });
    expect((await orderOf(orderId)).holds).toMatchObject([{ owner: 'Deniz' }]);
    const release = (by: object, note = 'checked with the supplier') =>
      paid.desk.post(`/v1/orders/${orderId}/holds/release`, { reason: 'stock', note, by });
    expect(await release(clerk, ' ')).toMatchObject({ status: 400 });
    expect(await release({ badge: 'P1', pin: null })).toMatchObject({ status: 403 });
    expect(await release(clerk)).toMatchObject({ status: 200, body: { order: { holds: [] } } });
    expect(await release(clerk)).toMatchObject({ status: 409, body: { code: 'hold-unknown' } });
    await paid.settled();
    expect(await orderOf(orderId)).toMatchObject({ lines: [{ allocated: 1 }] });
  });

  it('of credit is put on what goes over a limit, orders of one call counted together', async () => {
    await paid.setChannel({ rule: 'authorised', providers: ['account'] });
    await paid.test.rows(`INSERT INTO customer_account VALUES ('K9', 'Kaya Ltd', 'GBP', 1200, 30, true)`);
    const onAccount = (externalId: string) =>
      place(externalId, {
        customer: { customerId: 'K9', name: 'Kaya' },
        lines: [lineOf('MUG', 2)],
        payment: { providerId: 'account', token: null },
      });
    const first = await onAccount('CR-1');
    await paid.settled();
    const second = await onAccount('CR-2');
    await paid.settled();
    expect((await orderOf(first)).holds).toEqual([]);
    expect(await orderOf(second)).toMatchObject({
      state: 'confirmed',
      holds: [{ reason: 'credit', note: 'over-limit 800' }],
      lines: [{ allocated: 0 }],
    });
    await paid.setChannel({});
  });

  it('is put by the office, and found by its reason', async () => {
    const orderId = await place('P-1', { placedAt: '2026-05-01T00:00:00.000Z' });
    await paid.desk.post(`/v1/orders/${orderId}/holds`, { reason: 'customer', note: 'asked to wait' });
    const found = (await paid.desk.get('/v1/holds?reason=customer')).body['rows'] as HoldRow[];
    expect(found).toMatchObject([{ number: 'P-1', holds: [{ reason: 'customer', note: 'asked to wait' }] }]);
  });
});
