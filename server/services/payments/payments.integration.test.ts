// Orders and their money on a real database, with a card provider that misbehaves: paid before it goes on, captured when
// goods leave, let go when cancelled, given back once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { Order } from '../../../shared/domain/order/order';
import type { ChannelPayment } from '../../../shared/domain/payment/channel-payment';
import { looksLikeCardNumber } from '../../../shared/domain/payment/payment';
import type { Refund } from '../../../shared/domain/refund/refund';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { changeReservation, headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { signedRequest } from '../../../e2e/rigs/shops/signed-request';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import { addShopChannel } from '../channels/channel-office.test-kit';
import { leeds, lineOf, newOrder } from '../../test-office.test-kit';
import { cashForLabel } from './cash-of-parcels';
import { clerk, manager, type PaidOffice, startPaidOffice } from './payments.test-kit';
import { requestRefund } from './refunds';

let paid: PaidOffice;
beforeEach(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 100);
});
afterEach(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const orderOf = async (orderId: string): Promise<Order> =>
  (await paid.desk.get(`/v1/orders/${orderId}`)).body['order'] as Order;
const place = (externalId: string, units: number, payment?: { providerId: string; token: string | null }) =>
  paid.desk.place({ externalId, lines: [lineOf('MUG', units)], ...(payment ? { payment } : {}) });
const byCard = { providerId: 'card', token: 'pm_card_visa' };
const cancel = (orderId: string, quantity: number) =>
  paid.desk.post(`/v1/orders/${orderId}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity }],
  });
/** Goods of the order are handed over, as the parcels' events would say it. */
const ship = async (orderId: string, quantity: number): Promise<void> => {
  const { office } = paid.test;
  const id = orderId as OrderId;
  await office.writer.submit([companyStream, leeds], async (tx) => {
    const changes = newChangeSet(office.now().toISOString(), office.newId);
    await loadOrders(tx.client, changes, [id]);
    const lines = [{ lineNo: 1, quantity }];
    const cause = headOfficeCause(changes);
    for (const command of [
      { type: 'RecordPacked', parcelId: 'p', lines },
      { type: 'RecordShipped', parcelId: 'p', lines },
    ] as const) {
      const answer = tellOrder(changes, id, command, cause);
      if (!answer.ok) throw new Error(answer.refusal.code);
    }
    const reserved = changes.reservations.get(id)?.[0];
    if (reserved) {
      changeReservation(changes, reserved, -quantity, -Math.min(quantity, reserved.inParcels));
    }
    await storeChanges(tx, changes);
  });
};
const authorised: Partial<ChannelPayment> = { rule: 'authorised', providers: ['card'] };

describe('when an order goes on', () => {
  it('at once, where the channel has seen to the payment', async () => {
    expect((await orderOf(await place('O-1', 1))).state).toBe('confirmed');
  });

  it('when its card is authorised; stock is held then and not before', async () => {
    await paid.setChannel(authorised);
    const orderId = await place('A-1', 3, byCard);
    expect(await orderOf(orderId)).toMatchObject({ state: 'placed', lines: [{ allocated: 0 }] });
    await paid.settled();
    expect(await orderOf(orderId)).toMatchObject({ state: 'confirmed', lines: [{ allocated: 3 }] });
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ state: 'authorised', authorisedMinor: 1500 }]);
  });

  it('the same when the shop tells the order and its token by the signed protocol, once however often it does', async () => {
    const shop = await startSignedShop();
    await addShopChannel(paid.test, shop, 'shop');
    await paid.setChannel(authorised);
    const { now } = paid.test.office;
    const told = {
      externalId: 'T-1',
      number: 'T-1',
      placedAt: now().toISOString(),
      changedAt: now().toISOString(),
      currency: 'GBP',
      customer: { customerId: null, name: 'Ada' },
      shipTo: newOrder({ externalId: 'T-1' }).shipTo,
      lines: [{ lineId: '1', sku: 'MUG', quantity: 2, unitPriceMinor: 500 }],
      payment: byCard,
    };
    const tell = async (content: object) => {
      const { headers, body } = signedRequest(shop.secrets['secret'] ?? '', content, now());
      const url = '/v1/channels/shop/orders';
      const answer = await paid.test.app.inject({ method: 'POST', url, headers, payload: body });
      return { status: answer.statusCode, body: answer.json<{ orderId: string }>() };
    };
    const { status, body } = await tell(told);
    expect(status).toBe(201);
    await tell(told);
    await tell({ ...told, changedAt: new Date(now().getTime() + 1000).toISOString(), note: 'ring twice' });
    await paid.settled();
    expect(await orderOf(body.orderId)).toMatchObject({ state: 'confirmed', lines: [{ allocated: 2 }] });
    expect(await paid.paymentsOf(body.orderId)).toMatchObject([
      { state: 'authorised', authorisedMinor: 1000 },
    ]);
    expect(paid.rig.intents()).toHaveLength(1);
    const card = { ...told, externalId: 'T-2', payment: { providerId: 'card', token: '4242424242424242' } };
    expect((await tell(card)).status).toBe(400);
    await shop.close();
  });

  it('not when the card is refused; another payment lets it go on', async () => {
    await paid.setChannel(authorised);
    const orderId = await place('A-2', 1, { providerId: 'card', token: 'pm_card_visa_chargeDeclined' });
    await paid.settled();
    expect((await orderOf(orderId)).state).toBe('placed');
    expect(await paid.paymentsOf(orderId)).toMatchObject([
      { state: 'failed', asks: [{ state: 'failed', reason: 'generic_decline' }] },
    ]);
    const again = { providerId: 'card', amountMinor: 500, token: 'pm_card_visa', by: clerk };
    expect(await paid.desk.post(`/v1/orders/${orderId}/payments`, again)).toMatchObject({ status: 200 });
    await paid.settled();
    expect((await orderOf(orderId)).state).toBe('confirmed');
  });

  it('when money came by transfer: matched by its reference, in parts, a statement entered twice counted once', async () => {
    await paid.setChannel({ rule: 'prepaid', providers: ['bank'], usual: 'bank' });
    const orderId = await place('TR-1001', 2);
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ state: 'pending', reference: 'TR-1001' }]);
    const line = { bookedOn: '2026-05-05', currency: 'GBP', payer: 'A. Yılmaz' };
    const statement = {
      providerId: 'bank',
      by: clerk,
      lines: [
        { ...line, amountMinor: 400, reference: 'order tr 1001 thanks' },
        { ...line, amountMinor: 77, reference: 'nothing that fits' },
      ],
    };
    expect(await paid.desk.post('/v1/bank-lines', statement)).toMatchObject({
      body: { added: 2, known: 0, matched: 0 },
    });
    statement.lines[0] = { ...line, amountMinor: 400, reference: 'Order TR-1001' };
    expect(await paid.desk.post('/v1/bank-lines', statement)).toMatchObject({
      body: { added: 1, known: 1, matched: 1 },
    });
    await paid.settled();
    expect((await orderOf(orderId)).state).toBe('placed');
    statement.lines.push({ ...line, amountMinor: 600, reference: 'rest of TR-1001' });
    await paid.desk.post('/v1/bank-lines', statement);
    await paid.desk.post('/v1/bank-lines', statement);
    await paid.settled();
    expect((await orderOf(orderId)).state).toBe('confirmed');
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ capturedMinor: 1000 }]);
  });

  it('on cash at the door and on account, and not on an account that is shut', async () => {
    await paid.setChannel({ rule: 'authorised', providers: ['cod', 'account'], usual: 'cod' });
    const atDoor = await place('C-1', 1);
    await paid.test.rows(
      `INSERT INTO customer_account VALUES ('K1', 'Kaya Ltd', 'GBP', 100000, 30, true), ('K2', 'Shut', 'GBP', 0, 30, false)`,
    );
    const onAccount = (externalId: string, customerId: string) =>
      paid.desk.place({
        externalId,
        customer: { customerId, name: 'Kaya' },
        payment: { providerId: 'account', token: null },
      });
    const good = await onAccount('C-2', 'K1');
    const shut = await onAccount('C-3', 'K2');
    await paid.settled();
    expect((await orderOf(atDoor)).state).toBe('confirmed');
    expect((await orderOf(good)).state).toBe('confirmed');
    expect(await paid.paymentsOf(good)).toMatchObject([{ dueAt: '2026-06-03T10:00:00.000Z' }]);
    expect((await orderOf(shut)).state).toBe('placed');
  });

  it('is given up when nobody pays, and lives again when money comes after all', async () => {
    await paid.setChannel({ rule: 'prepaid', usual: 'bank' });
    const orderId = await place('LATE-77', 1);
    await paid.settled();
    paid.pass(11 * 86_400_000);
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ state: 'expired' }]);
    await paid.desk.post('/v1/bank-lines', {
      providerId: 'bank',
      by: clerk,
      lines: [
        { bookedOn: '2026-05-20', currency: 'GBP', payer: 'x', amountMinor: 500, reference: 'LATE-77' },
      ],
    });
    await paid.settled();
    expect((await orderOf(orderId)).state).toBe('confirmed');
  });
});

describe('cash at the door', () => {
  it('is shared over the parcels to the penny, and what a label says stands', async () => {
    await paid.setChannel({ rule: 'authorised', providers: ['cod'], usual: 'cod' });
    const charges = [{ kind: 'shipping' as const, code: 'post', name: 'Post', amountMinor: 1 }];
    const orderId = (await paid.desk.place({
      externalId: 'COD-1',
      lines: [lineOf('MUG', 3)],
      charges,
    })) as OrderId;
    await paid.settled();
    const { office } = paid.test;
    const [first] = await paid.test.parcelsOf(orderId);
    if (!first) throw new Error('no parcel');
    const label = () =>
      office.writer.submit([companyStream], (tx) => cashForLabel(tx, orderId, first.parcelId));
    expect(await label()).toEqual({ amountMinor: 1501, currency: 'GBP' });
    // A second box is begun; the first label says what it said.
    const next = { ...first, parcelId: uuidV7(), boxNumber: 2 };
    await paid.test.rows(
      `INSERT INTO parcel SELECT (jsonb_populate_record(p, jsonb_build_object('parcel_id', $2::text, 'seq', p.seq + 1000, 'doc', $3::jsonb))).* FROM parcel p WHERE parcel_id = $1`,
      first.parcelId,
      next.parcelId,
      next,
    );
    expect(await label()).toEqual({ amountMinor: 1501, currency: 'GBP' });
    const { cash } = (await paid.desk.get(`/v1/orders/${orderId}/payments`)).body as {
      cash: { amountMinor: number }[];
    };
    expect(cash.reduce((sum, each) => sum + each.amountMinor, 0)).toBe(1501);
    await paid.test.rows('DELETE FROM parcel WHERE parcel_id = $1', next.parcelId);
  });
});

describe('capture and void', () => {
  it('captures what is handed over, part by part, and never twice when answers are lost', async () => {
    await paid.setChannel(authorised);
    const orderId = await place('H-1', 3, byCard);
    await paid.settled();
    paid.rig.misbehave({ kind: 'breaks-after' });
    await ship(orderId, 1);
    await paid.settled();
    paid.pass(60_000);
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ capturedMinor: 500 }]);
    await ship(orderId, 2);
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ capturedMinor: 1500, state: 'captured' }]);
    expect(paid.rig.intents().map((intent) => intent.amount_received)).toEqual([1500]);
  });

  it('captures all when it is placed, where the channel says so', async () => {
    await paid.setChannel({ ...authorised, captureAt: 'placing' });
    const orderId = await place('P-1', 2, byCard);
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ capturedMinor: 1000 }]);
  });

  it('lets a cancelled order go, and the rest of one that was cancelled in part', async () => {
    await paid.setChannel(authorised);
    const whole = await place('V-1', 2, byCard);
    const part = await place('V-2', 2, byCard);
    await paid.settled();
    await cancel(whole, 2);
    await ship(part, 1);
    await cancel(part, 1);
    await paid.settled();
    expect(await paid.paymentsOf(whole)).toMatchObject([{ state: 'voided' }]);
    expect(await paid.paymentsOf(part)).toMatchObject([{ capturedMinor: 500, authorisedMinor: 500 }]);
    expect(
      paid.rig
        .intents()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['canceled', 'succeeded']);
  });

  it('puts money of a cancelled order before a person, once', async () => {
    await paid.setChannel({ ...authorised, captureAt: 'placing' });
    const orderId = await place('V-3', 2, byCard);
    await paid.settled();
    await cancel(orderId, 2);
    await paid.settled();
    const page = (await paid.desk.get(`/v1/orders/${orderId}/payments`)).body as { refunds: Refund[] };
    expect(page.refunds).toMatchObject([
      { state: 'requested', amountMinor: 1000, reason: 'order-cancelled' },
    ]);
    const answer = { answer: 'approve', by: manager };
    await paid.desk.post(`/v1/refunds/${page.refunds[0]?.refundId}/answer`, answer);
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ capturedMinor: 1000, refundedMinor: 1000 }]);
  });
});

describe('messages of the provider', () => {
  it('settle what an answer never did; repeated, late and swapped they come to the same', async () => {
    await paid.setChannel(authorised);
    const orderId = await place('W-1', 2, byCard);
    await paid.settled();
    await ship(orderId, 1);
    await paid.settled();
    const { rig } = paid;
    const [intent] = rig.intents();
    rig.refundOnItsPages(intent?.id ?? '', 200);
    const list = [...rig.events].reverse();
    const at = Date.parse('2026-05-04T10:00:00.000Z');
    for (const event of [...list, ...list])
      expect(await paid.webhook(event, rig.signature(event, at))).toBe(204);
    await paid.settled();
    const after = await paid.paymentsOf(orderId);
    expect(after).toMatchObject([{ capturedMinor: 500, refundedMinor: 200, authorisedMinor: 1000 }]);
    for (const event of list) await paid.webhook(event, rig.signature(event, at));
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toEqual(after);
  });

  it('with a wrong signature, of a stranger or of an unknown provider change nothing', async () => {
    await paid.setChannel(authorised);
    await place('W-2', 1, byCard);
    await paid.settled();
    const [event] = paid.rig.events;
    if (!event) throw new Error('no event');
    const at = Date.parse('2026-05-04T10:00:00.000Z');
    const before = await paid.test.rows('SELECT seq FROM stream');
    expect(await paid.webhook(event, paid.rig.signature(event, at, 'whsec_wrong'))).toBe(401);
    expect(await paid.webhook({ body: '{}' }, '')).toBe(401);
    const foreign = { body: JSON.stringify({ id: 'evt_x', data: { object: { object: 'charge' } } }) };
    expect(await paid.webhook(foreign, paid.rig.signature(foreign as never, at))).toBe(204);
    expect(await paid.test.rows('SELECT seq FROM stream')).toEqual(before);
  });
});

describe('refunds', () => {
  const bought = async (externalId: string): Promise<string> => {
    await paid.setChannel({ ...authorised, captureAt: 'placing' });
    const orderId = await place(externalId, 2, byCard);
    await paid.settled();
    return orderId;
  };
  const ask = (orderId: string, change: object = {}) =>
    paid.desk.post(`/v1/orders/${orderId}/refunds`, {
      refundId: uuidV7(),
      amountMinor: 500,
      lines: [{ lineNo: 1, quantity: 1, amountMinor: 500 }],
      reason: 'broken',
      by: clerk,
      ...change,
    });

  it('never promise more than was paid, however many ask at once', async () => {
    const orderId = await bought('R-1');
    const { office } = paid.test;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        office.writer.submit([companyStream], (tx) =>
          requestRefund(
            tx,
            { orderId: orderId as OrderId, lines: [], amountMinor: 300, reason: 'at once' },
            { at: office.now().toISOString(), newId: office.newId },
          ),
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    for (const answer of answers)
      if (answer.ok)
        await paid.desk.post(`/v1/refunds/${answer.refund.refundId}/answer`, {
          answer: 'approve',
          by: manager,
        });
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ refundedMinor: 900 }]);
    expect(paid.rig.refunds()).toHaveLength(3);
  });

  it('of a line are given once a unit', async () => {
    const orderId = await bought('R-2');
    expect((await ask(orderId)).status).toBe(200);
    expect(
      await ask(orderId, { lines: [{ lineNo: 1, quantity: 2, amountMinor: 100 }], amountMinor: 100 }),
    ).toMatchObject({ status: 409, body: { code: 'refund-units-over', values: { limit: 1 } } });
  });

  it('are settled when the provider has paid out, and failed when it comes back; then they can be sent again', async () => {
    const orderId = await bought('R-3');
    const { body } = await ask(orderId);
    const path = `/v1/refunds/${String(body['refundId'])}/answer`;
    paid.rig.misbehave({ kind: 'breaks-after' });
    expect(await paid.desk.post(path, { answer: 'approve', by: manager })).toMatchObject({
      body: { state: 'sent' },
    });
    await paid.desk.post(path, { answer: 'approve', by: manager });
    await paid.settled();
    paid.pass(60_000);
    await paid.settled();
    const page = async () =>
      (await paid.desk.get(`/v1/orders/${orderId}/payments`)).body as { refunds: Refund[] };
    expect((await page()).refunds).toMatchObject([{ state: 'settled', parts: [{ state: 'done' }] }]);
    const { rig } = paid;
    rig.failRefund(rig.refunds()[0]?.id ?? '');
    const event = rig.events.at(-1);
    if (!event) throw new Error('no event');
    await paid.webhook(event, rig.signature(event, paid.test.office.now().getTime()));
    await paid.settled();
    expect((await page()).refunds).toMatchObject([{ state: 'failed' }]);
    await paid.desk.post(path, { answer: 'approve', by: manager });
    await paid.settled();
    expect((await page()).refunds).toMatchObject([{ state: 'settled', parts: [{}, { state: 'done' }] }]);
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ refundedMinor: 500 }]);
  });

  it('are approved by a manager with a PIN, and by nobody else', async () => {
    const orderId = await bought('R-4');
    const { body } = await ask(orderId);
    const path = `/v1/refunds/${String(body['refundId'])}/answer`;
    for (const [by, code] of [
      [clerk, 'person-may-not'],
      [{ ...manager, pin: '00000' }, 'pin-wrong'],
      [{ ...manager, pin: null }, 'pin-missing'],
      [{ badge: 'NOBODY', pin: '1' }, 'badge-unknown'],
      [{ badge: 'P1', pin: '1' }, 'person-may-not'],
    ] as const)
      expect(await paid.desk.post(path, { answer: 'approve', by })).toMatchObject({
        status: 403,
        body: { code },
      });
    for (let tries = 0; tries < 4; tries += 1)
      await paid.desk.post(path, { answer: 'approve', by: { ...manager, pin: '00000' } });
    expect(await paid.desk.post(path, { answer: 'approve', by: manager })).toMatchObject({
      body: { code: 'person-locked' },
    });
    paid.pass(61_000);
    expect(await paid.desk.post(path, { answer: 'decline', reason: 'no', by: manager })).toMatchObject({
      body: { state: 'declined' },
    });
  });
});

describe('secrets and card numbers', () => {
  it('stand in no answer, no event and no row but the provider’s own', async () => {
    await paid.setChannel(authorised);
    const orderId = await place('S-1', 1, byCard);
    await paid.settled();
    const answers = [
      await paid.desk.get('/v1/payment-providers'),
      await paid.desk.get(`/v1/orders/${orderId}/payments`),
      await paid.desk.get(`/v1/orders/${orderId}`),
    ].map((answer) => JSON.stringify(answer));
    const stored = await paid.test.rows<{ text: string }>(
      `SELECT doc::text AS text FROM record UNION ALL SELECT body::text FROM event UNION ALL SELECT coalesce(answer, '') || payload::text FROM outbox`,
    );
    for (const text of [...answers, ...stored.map((row) => row.text)]) {
      expect(text).not.toContain(paid.rig.secretKey);
      expect(text).not.toContain(paid.rig.signingSecret);
      expect(looksLikeCardNumber(text)).toBe(false);
    }
    expect((await paid.desk.get('/v1/payment-providers')).body).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ providerId: 'card', secretsSet: ['secretKey', 'signingSecret'] }),
      ]),
    });
  });

  it('are refused as a token, in words', async () => {
    await paid.setChannel(authorised);
    const orderId = await place('S-2', 1);
    const wanted = { providerId: 'card', amountMinor: 500, token: '4242424242424242', by: clerk };
    expect(await paid.desk.post(`/v1/orders/${orderId}/payments`, wanted)).toMatchObject({
      status: 400,
      body: { values: { field: expect.stringContaining('token') } },
    });
  });

  it('no column of the database is made for them', async () => {
    const columns = await paid.test.rows<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name ~* '(^|_)(pan|cvv|cvc|card_number|expiry)($|_)'`,
    );
    expect(columns).toEqual([]);
  });
});
