// The page of an order on a real database: everything that happened, who told it and where; and taking back what still
// stands.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { orderResponseSchema } from '../../../shared/contract/http';
import { lineOf } from '../../test-office.test-kit';
import { clerk, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

type Page = z.infer<typeof orderResponseSchema>;

let paid: PaidOffice;
beforeAll(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 50);
});
afterAll(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const pageOf = async (orderId: string): Promise<Page> =>
  (await paid.desk.get(`/v1/orders/${orderId}`)).body as unknown as Page;
const undo = (orderId: string, seq: number | null | undefined) =>
  paid.desk.post(`/v1/orders/${orderId}/undo`, { seq, by: clerk });

describe('the history of an order', () => {
  it('says who told each part of it and where, and takes back what still stands, once', async () => {
    const orderId = await paid.desk.place({ externalId: 'U-1', lines: [lineOf('MUG', 2)] });
    await paid.settled();
    await paid.desk.post(`/v1/orders/${orderId}/holds`, { reason: 'fraud', note: 'odd', owner: null });
    const held = await pageOf(orderId);
    expect(held.timeline).toContainEqual(
      expect.objectContaining({ type: 'OrderPlaced', channel: 'web', by: null, undo: null }),
    );
    const entry = held.timeline.find(({ type }) => type === 'OrderHeld');
    expect(entry).toMatchObject({ station: paid.desk.name, channel: null, undo: expect.any(Number) });
    expect(held.timeline.filter(({ undo: can }) => can !== null)).toHaveLength(1);
    expect(await undo(orderId, entry?.undo)).toMatchObject({ status: 200, body: { order: { holds: [] } } });
    const after = await pageOf(orderId);
    const released = after.timeline.find(({ type }) => type === 'HoldReleased');
    expect(released).toMatchObject({ by: expect.any(String), station: paid.desk.name });
    // The hold no longer stands; that it was released does.
    expect(await undo(orderId, entry?.undo)).toMatchObject({ status: 409, body: { code: 'undo-over' } });
    await undo(orderId, released?.undo);
    expect((await pageOf(orderId)).order.holds).toMatchObject([{ reason: 'fraud', note: 'odd' }]);
  });

  it('refuses what has no inverse, what is not there, and nobody with a name', async () => {
    const orderId = await paid.desk.place({ externalId: 'U-2', lines: [lineOf('MUG', 1)] });
    expect(await undo(orderId, 1)).toMatchObject({ status: 409, body: { code: 'undo-over' } });
    expect(await undo('0198c0de-0000-7000-8000-000000000001', 1)).toMatchObject({ status: 404 });
    expect(
      await paid.desk.post(`/v1/orders/${orderId}/undo`, { seq: 1, by: { badge: 'NOBODY', pin: null } }),
    ).toMatchObject({ status: 403 });
  });
});
