// Goods that come back, on a real database with a card provider: asked for, taken in by scan, decided, paid back once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { Order } from '../../../shared/domain/order/order';
import { defaultReturnPolicy } from '../../../shared/domain/returns/policy';
import { ownCode } from '../../../shared/barcode/own-code';
import { lineOf } from '../../test-office.test-kit';
import { clerk, manager } from '../payments/payments.test-kit';
import { badge, type ReturnsOffice, startReturnsOffice } from './returns.test-kit';
import { expireReturns } from './start-returns';

let office: ReturnsOffice;
beforeEach(async () => {
  office = await startReturnsOffice();
});
afterEach(async () => {
  await office.paid.test.expectSound();
  await office.close();
});
const returnIdOf = (answer: { body: Record<string, unknown> }): string => String(answer.body['returnId']);
const lamp = (quantity = 1) => ({ sku: 'LAMP', quantity, unitPriceMinor: 500 });

describe('a return', () => {
  it('is asked for, found by its code, taken in, put on a shelf or scrapped, and paid back', async () => {
    const { paid, shipped, ask, receive, dispose, at } = office;
    const orderId = await shipped('R-1', [lineOf('MUG', 3), lineOf('BOWL', 1)]);
    const shelved = await at('MUG', 'A-01');
    const asked = await ask(orderId, [{ lineNo: 1, quantity: 2, reason: 'not-wanted' }]);
    expect(asked).toMatchObject({
      status: 200,
      body: { state: 'advised', orderNumber: 'R-1', postageMinor: 0 },
    });
    const returnId = returnIdOf(asked);
    const number = String(asked.body['number']);
    for (const code of [ownCode('return', number), number, 'R-1', ownCode('order', 'R-1')])
      expect((await paid.desk.get(`/v1/return-desk?code=${encodeURIComponent(code)}`)).body).toMatchObject({
        order: { number: 'R-1' },
        returnId,
        lines: [{ left: 1, codes: [expect.any(String)], why: null }, { left: 1 }],
      });
    await receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 2 }]);
    expect([await at('MUG', 'quarantine'), await at('MUG', 'A-01')]).toEqual([2, shelved]);
    expect((await paid.desk.get('/v1/stock?text=MUG')).body).toMatchObject({ rows: [{ quarantine: 2 }] });
    expect(await dispose(returnId, { disposition: 'restock' })).toMatchObject({
      status: 409,
      body: { code: 'return-bin-missing' },
    });
    expect(await dispose(returnId, { disposition: 'restock', locationId: 'nowhere' })).toMatchObject({
      status: 422,
      body: { code: 'bin-unknown' },
    });
    await dispose(returnId, { disposition: 'restock', locationId: 'A-01' });
    const last = await dispose(returnId, { disposition: 'scrap', note: 'cracked' });
    expect(last.body).toMatchObject({ return: { state: 'disposed' }, helped: [] });
    expect([await at('MUG', 'quarantine'), await at('MUG', 'A-01'), await at('MUG', 'scrap')]).toEqual([
      0,
      shelved + 1,
      1,
    ]);
    expect(await office.proposal(returnId)).toMatchObject({ amountMinor: 1000, refundableMinor: 2000 });
    const refund = await office.refund(returnId, [{ lineNo: 1, quantity: 2 }]);
    expect(refund).toMatchObject({
      status: 200,
      body: { refund: { state: 'requested', amountMinor: 1000 } },
    });
    expect(await office.proposal(returnId)).toMatchObject({ rows: [], amountMinor: 0 });
    await office.approve(String((refund.body['refund'] as { refundId: string }).refundId));
    await paid.settled();
    expect(await office.refundsOf(orderId)).toMatchObject([
      { state: 'settled', returnId, reason: 'goods-returned' },
    ]);
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ capturedMinor: 2000, refundedMinor: 1000 }]);
    const page = (await paid.desk.get(`/v1/orders/${orderId}`)).body;
    const types = (page['timeline'] as { type: string; by: string | null }[]).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'ReturnAdvised',
        'UnitsReceived',
        'UnitsDisposed',
        'ReturnDisposed',
        'ReturnRefundAsked',
      ]),
    );
    expect((page['order'] as Order).lines[0]).toMatchObject({ ordered: 3, shipped: 3, cancelled: 0 });
  });

  it('that nobody asked for is taken in all the same, what is not the order’s too', async () => {
    const { shipped, ask, receive, at } = office;
    const orderId = await shipped('R-2', [lineOf('MUG', 1)]);
    const returnId = returnIdOf(await ask(orderId, [], { origin: 'desk' }));
    const got = await receive(returnId, [
      { lineNo: 1, sku: 'MUG', quantity: 2 },
      { lineNo: null, sku: 'VASE', quantity: 1 },
    ]);
    expect(got.body).toMatchObject({
      return: {
        lines: [
          { lineNo: 1, received: 1 },
          { lineNo: null, sku: 'MUG', received: 1 },
          { lineNo: null, sku: 'VASE', received: 1 },
        ],
      },
    });
    expect([await at('MUG', 'quarantine'), await at('VASE', 'quarantine')]).toEqual([2, 1]);
    expect(await office.proposal(returnId)).toMatchObject({ amountMinor: 500 });
    await office.dispose(returnId, { no: 3, disposition: 'send-back' });
    expect(await at('VASE', 'quarantine')).toBe(0);
  });

  it('is offered to the order that waits for it, before one that comes later', async () => {
    const { paid, shipped, ask, receive, dispose } = office;
    const orderId = await shipped('R-3', [lineOf('BOWL', 1)]);
    const waiting = await paid.desk.place({
      externalId: 'WAITS',
      lines: [lineOf('BOWL', 50)],
      payment: { providerId: 'card', token: 'pm_card_visa' },
    });
    await paid.settled();
    const allocated = async () =>
      ((await paid.desk.get(`/v1/orders/${waiting}`)).body['order'] as Order).lines[0]?.allocated;
    expect(await allocated()).toBe(49);
    const returnId = returnIdOf(await ask(orderId, [{ lineNo: 1, quantity: 1 }]));
    await receive(returnId, [{ lineNo: 1, sku: 'BOWL', quantity: 1 }]);
    expect(await allocated()).toBe(49);
    const shelved = await dispose(returnId, { disposition: 'restock', locationId: 'B-01' });
    expect(shelved.body).toMatchObject({ helped: ['WAITS'] });
    expect(await allocated()).toBe(50);
  });

  it('is under the policy of the day: late, final sale, goodwill, fee and way back', async () => {
    const { paid, shipped, ask } = office;
    const orderId = await shipped('R-4', [lineOf('MUG', 2), lineOf('LAMP', 1)]);
    const rule = {
      ruleId: 'lamps',
      name: 'Lamps',
      active: true,
      when: {
        skus: ['LAMP'],
        categories: [],
        channelIds: [],
        countries: [],
        orderedFrom: null,
        orderedUntil: null,
      },
      terms: { days: 0 },
      untilAtLeast: null,
    };
    const policy = {
      ...defaultReturnPolicy,
      usual: { days: 30, feePercent: 10, customerPaysPostage: true },
      postage: [{ currency: 'GBP', amountMinor: 200 }],
      rules: [rule],
    };
    const preview = await paid.desk.post('/v1/return-policy/preview', { policy, number: 'R-4' });
    expect(preview.body).toMatchObject({
      order: {
        lines: [
          { why: null, feePercent: 10 },
          { why: 'final-sale', rule: 'Lamps' },
        ],
      },
      lines: 2,
      mayNow: 2,
      mayThen: 1,
    });
    expect((await paid.desk.post('/v1/return-policy', { from: 0, policy, by: clerk })).status).toBe(403);
    expect(await paid.desk.post('/v1/return-policy', { from: 0, policy, by: manager })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect((await paid.desk.post('/v1/return-policy', { from: 0, policy, by: manager })).status).toBe(409);
    expect(await ask(orderId, [{ lineNo: 2, quantity: 1 }])).toMatchObject({
      status: 409,
      body: { code: 'return-outside-policy', values: { why: 'final-sale' } },
    });
    expect((await ask(orderId, [{ lineNo: 2, quantity: 1 }], { goodwill: true })).status).toBe(403);
    expect(
      (await ask(orderId, [{ lineNo: 2, quantity: 1 }], { goodwill: true, badge: clerk.badge })).status,
    ).toBe(200);
    const returnId = returnIdOf(await ask(orderId, [{ lineNo: 1, quantity: 1, reason: 'not-wanted' }]));
    await office.receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 1 }]);
    expect(await office.proposal(returnId)).toMatchObject({
      rows: [{ goodsMinor: 500, feeMinor: 50, wayBackMinor: 200, amountMinor: 250 }],
      amountMinor: 250,
    });
    paid.pass(40 * 86_400_000);
    expect((await ask(orderId, [{ lineNo: 1, quantity: 1 }])).body).toMatchObject({
      code: 'return-outside-policy',
      values: { why: 'too-late' },
    });
    expect(await expireReturns(paid.test.office)).toBe(false);
    expect((await paid.desk.get('/v1/returns?state=expired')).body).toMatchObject({ total: 1 });
  });

  it('is refused what it cannot have, in words', async () => {
    const { paid, shipped, ask } = office;
    const orderId = await shipped('R-5', [lineOf('MUG', 1)]);
    const open = await paid.desk.place({ externalId: 'R-6', lines: [lineOf('MUG', 1)] });
    for (const [answer, code] of [
      [await ask(orderId, [{ lineNo: 1, quantity: 2 }]), 'return-units-over'],
      [await ask(orderId, []), 'return-empty'],
      [await ask(open as never, [{ lineNo: 1, quantity: 1 }]), 'return-nothing-shipped'],
      [await ask(uuidV7() as never, [{ lineNo: 1, quantity: 1 }]), 'order-unknown'],
      [await ask(orderId, [{ lineNo: 1, quantity: 1 }], { badge: 'nobody' }), 'badge-unknown'],
      [await paid.desk.get('/v1/return-desk?code=nothing'), 'return-code-unknown'],
      [await paid.desk.get(`/v1/returns/${uuidV7()}`), 'return-unknown'],
      [await office.receive(uuidV7(), [{ lineNo: 1, sku: 'MUG', quantity: 1 }]), 'return-unknown'],
    ] as const)
      expect(answer.body).toMatchObject({ code });
    const returnId = returnIdOf(await ask(orderId, [{ lineNo: 1, quantity: 1 }]));
    expect((await office.receive(returnId, [{ lineNo: 1, sku: 'NOTHING', quantity: 1 }])).body).toMatchObject(
      {
        code: 'product-unknown',
      },
    );
    const end = (how: string) => paid.desk.post(`/v1/returns/${returnId}/end`, { how, badge });
    expect((await end('close')).body).toMatchObject({ code: 'return-not-received' });
    expect((await end('cancel')).body).toMatchObject({ state: 'cancelled' });
    expect((await end('refuse')).body).toMatchObject({ code: 'return-ended' });
  });
});

describe('the same thing at the same time', () => {
  it('comes back once, counts once and is paid once', async () => {
    const { paid, shipped, ask } = office;
    const orderId = await shipped('C-1', [lineOf('MUG', 2)]);
    const asks = await Promise.all(
      Array.from({ length: 8 }, () => ask(orderId, [{ lineNo: 1, quantity: 2 }])),
    );
    expect(asks.filter(({ status }) => status === 200)).toHaveLength(1);
    const returnId = returnIdOf(asks.find(({ status }) => status === 200) ?? { body: {} });
    const act = uuidV7();
    const units = [{ lineNo: 1, sku: 'MUG', quantity: 2 }];
    await Promise.all(
      Array.from({ length: 6 }, () =>
        paid.desk.post(`/v1/returns/${returnId}/receive`, { act, badge, units }),
      ),
    );
    expect(await office.at('MUG', 'quarantine')).toBe(2);
    const shelf = { act: uuidV7(), badge, no: 1, quantity: 1, disposition: 'restock', locationId: 'A-01' };
    await Promise.all(
      Array.from({ length: 6 }, () => paid.desk.post(`/v1/returns/${returnId}/dispose`, shelf)),
    );
    expect(await office.at('MUG', 'quarantine')).toBe(1);
    const refunds = await Promise.all([
      ...Array.from({ length: 4 }, () => office.refund(returnId, [{ lineNo: 1, quantity: 2 }])),
      ...Array.from({ length: 4 }, () => office.exchange(returnId, [{ lineNo: 1, quantity: 2 }], [lamp(2)])),
    ]);
    expect(refunds.filter(({ status }) => status === 200)).toHaveLength(1);
    const refundId = uuidV7();
    const other = returnIdOf(
      await ask(await shipped('C-2', [lineOf('MUG', 1)]), [{ lineNo: 1, quantity: 1 }]),
    );
    await office.receive(other, [{ lineNo: 1, sku: 'MUG', quantity: 1 }]);
    const same = await Promise.all(
      Array.from({ length: 5 }, () => office.refund(other, [{ lineNo: 1, quantity: 1 }], { refundId })),
    );
    expect(same.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await office.returnOf(other)).refunds).toHaveLength(1);
  });
});

describe('a refund', () => {
  it('may be less than proposed, never more, and is open again when it is declined', async () => {
    const { paid, shipped, ask } = office;
    const orderId = await shipped('M-1', [lineOf('MUG', 3)]);
    const returnId = returnIdOf(await ask(orderId, [{ lineNo: 1, quantity: 3 }]));
    await office.receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 3 }]);
    const less = await office.refund(returnId, [{ lineNo: 1, quantity: 1 }], { amountMinor: 300 });
    expect(less.body).toMatchObject({
      refund: { amountMinor: 300, lines: [{ quantity: 1, amountMinor: 300 }] },
    });
    const more = await office.refund(returnId, [{ lineNo: 1, quantity: 1 }], { amountMinor: 90_000 });
    expect(more.body).toMatchObject({ refund: { amountMinor: 500 } });
    expect((await office.refund(returnId, [{ lineNo: 1, quantity: 2 }])).body).toMatchObject({
      code: 'return-settled-over',
    });
    const refundId = (less.body['refund'] as { refundId: string }).refundId;
    await paid.desk.post(`/v1/refunds/${refundId}/answer`, { answer: 'decline', reason: 'no', by: manager });
    expect((await office.refund(returnId, [{ lineNo: 1, quantity: 2 }])).status).toBe(200);
  });
});

describe('an exchange', () => {
  const received = async (externalId: string, units: number) => {
    const orderId = await office.shipped(externalId, [lineOf('MUG', units)]);
    const returnId = returnIdOf(
      await office.ask(orderId, [{ lineNo: 1, quantity: units }], { wish: 'exchange' }),
    );
    await office.receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: units }]);
    return { orderId, returnId };
  };
  const orderOf = async (orderId: unknown): Promise<Order> =>
    (await office.paid.desk.get(`/v1/orders/${String(orderId)}`)).body['order'] as Order;

  it('of equal worth is a new order that is paid and goes on; nothing is paid back besides', async () => {
    const { orderId, returnId } = await received('X-1', 2);
    const key = uuidV7();
    const done = await office.exchange(returnId, [{ lineNo: 1, quantity: 2 }], [lamp(2)], key);
    expect(done).toMatchObject({ status: 200, body: { creditMinor: 1000, toPayMinor: 0, refund: null } });
    const again = await office.exchange(returnId, [{ lineNo: 1, quantity: 2 }], [lamp(2)], key);
    expect(again.body).toMatchObject({ orderId: done.body['orderId'] });
    await office.paid.settled();
    expect(await orderOf(done.body['orderId'])).toMatchObject({
      state: 'confirmed',
      lines: [{ allocated: 2 }],
    });
    expect((await office.paid.desk.get(`/v1/orders/${orderId}/payments`)).body).toMatchObject({
      refundableMinor: 0,
    });
    const more = { refundId: uuidV7(), amountMinor: 1, lines: [], reason: 'again', by: clerk };
    expect((await office.paid.desk.post(`/v1/orders/${orderId}/refunds`, more)).body).toMatchObject({
      code: 'refund-over-captured',
    });
  });

  it('for more asks for the rest, for less gives the rest back', async () => {
    const dear = await received('X-2', 1);
    const up = await office.exchange(
      dear.returnId,
      [{ lineNo: 1, quantity: 1 }],
      [{ ...lamp(), unitPriceMinor: 800 }],
    );
    expect(up.body).toMatchObject({ creditMinor: 500, toPayMinor: 300, refund: null });
    await office.paid.settled();
    expect(await office.paid.paymentsOf(String(up.body['orderId']))).toMatchObject([
      { method: 'exchange', capturedMinor: 500 },
      { method: 'card', amountMinor: 300 },
    ]);
    const cheap = await received('X-3', 1);
    const down = await office.exchange(
      cheap.returnId,
      [{ lineNo: 1, quantity: 1 }],
      [{ ...lamp(), unitPriceMinor: 200 }],
    );
    expect(down.body).toMatchObject({ creditMinor: 200, toPayMinor: 0, refund: { amountMinor: 300 } });
    expect((await office.paid.desk.get(`/v1/orders/${cheap.orderId}/payments`)).body).toMatchObject({
      refundableMinor: 0,
    });
  });

  it('that is cancelled gives the money back through the card it came by', async () => {
    const { orderId, returnId } = await received('X-4', 1);
    const done = await office.exchange(returnId, [{ lineNo: 1, quantity: 1 }], [lamp()]);
    const newId = String(done.body['orderId']);
    await office.paid.settled();
    await office.paid.desk.post(`/v1/orders/${newId}/cancel-lines`, {
      reason: 'customer',
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    await office.paid.settled();
    const [asked] = await office.refundsOf(newId);
    expect(asked).toMatchObject({ state: 'requested', amountMinor: 500 });
    await office.approve(asked?.refundId ?? '');
    await office.paid.settled();
    expect(await office.refundsOf(newId)).toMatchObject([{ state: 'settled' }]);
    expect(await office.refundsOf(orderId)).toMatchObject([
      { state: 'settled', amountMinor: 500, lines: [] },
    ]);
    expect(await office.paid.paymentsOf(orderId)).toMatchObject([{ method: 'card', refundedMinor: 500 }]);
  });

  it('goes on where the shop has seen to the money; nothing is paid back from here', async () => {
    const { paid, ask, ship } = office;
    await paid.setChannel({});
    const orderId = (await paid.desk.place({ externalId: 'X-5', lines: [lineOf('MUG', 2)] })) as never;
    await paid.settled();
    await ship(orderId, 1, 2);
    const returnId = returnIdOf(await ask(orderId, [{ lineNo: 1, quantity: 2 }]));
    await office.receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 2 }]);
    expect(await office.proposal(returnId)).toMatchObject({ amountMinor: 1000, isMoneyElsewhere: true });
    expect((await office.refund(returnId, [{ lineNo: 1, quantity: 1 }])).body).toMatchObject({
      code: 'return-money-elsewhere',
    });
    const done = await office.exchange(returnId, [{ lineNo: 1, quantity: 1 }], [lamp()]);
    expect(done.body).toMatchObject({ isMoneyElsewhere: true, creditMinor: 500, refund: null });
    expect(await orderOf(done.body['orderId'])).toMatchObject({
      state: 'confirmed',
      lines: [{ allocated: 1 }],
    });
  });

  it('is for what there is: an unknown product is named, a payment of its kind begins nowhere else', async () => {
    const { orderId, returnId } = await received('X-6', 1);
    const goods = [{ sku: 'NOTHING', quantity: 1, unitPriceMinor: 1 }];
    expect((await office.exchange(returnId, [{ lineNo: 1, quantity: 1 }], goods)).body).toMatchObject({
      code: 'item-not-in-order',
    });
    const start = { providerId: 'exchange', amountMinor: 500, by: clerk };
    expect((await office.paid.desk.post(`/v1/orders/${orderId}/payments`, start)).body).toMatchObject({
      code: 'provider-unknown',
    });
    expect((await office.paid.desk.get('/v1/return-goods?text=LAM')).body).toMatchObject({
      rows: [{ sku: 'LAMP', priceMinor: 500, available: 50 }],
    });
  });
});
