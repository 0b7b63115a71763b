// Carts on a real database: they hold stock that nobody else is promised, for as long as they may, and an order takes it
// over; who was sold out hears when there is some again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { CartRow } from '../../../shared/contract/carts';
import type { Order } from '../../../shared/domain/order/order';
import { defaultChannelMail } from '../../../shared/domain/mail/channel-mail';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import { lineOf, newOrder } from '../../test-office.test-kit';
import { type CartOffice, startCartOffice } from './carts.test-kit';

let shop: CartOffice;
beforeAll(async () => {
  shop = await startCartOffice();
});
afterAll(async () => {
  await shop.expectHoldsSound();
  await shop.close();
});

const orderOf = async (orderId: string): Promise<Order> =>
  (await shop.desk.get(`/v1/orders/${orderId}`)).body['order'] as Order;
const allocated = async (orderId: string): Promise<number> =>
  (await orderOf(orderId)).lines.reduce((sum, line) => sum + line.allocated, 0);
const available = async (sku: string, channelId = 'other'): Promise<number> => {
  const { body } = await shop.ask('availability', { skus: [sku] }, channelId);
  return (body['rows'] as { available: number }[])[0]?.available ?? Number.NaN;
};

describe('a cart', () => {
  it('holds its stock, so that nobody else is promised it; changed, it holds what it then wants', async () => {
    await shop.test.receive('MUG', 5);
    expect(await shop.cart('a', { MUG: 3 })).toMatchObject({ state: 'open', lines: [{ held: 3 }] });
    expect(await available('MUG')).toBe(2);
    const greedy = await shop.order('A-1', { MUG: 4 }, null, 'other');
    await shop.test.settled();
    expect(await allocated(greedy)).toBe(2);
    expect(await shop.cart('b', { MUG: 1 })).toMatchObject({ heldUntil: null, lines: [{ held: 0 }] });
    expect(await shop.cart('a', { MUG: 4 })).toMatchObject({ lines: [{ held: 3 }] });
    // What it lets go of is for who waits.
    await shop.cart('a', { MUG: 2 });
    await shop.test.settled();
    expect(await allocated(greedy)).toBe(3);
    expect(await shop.held('MUG')).toEqual([{ holder: 'cart', units: 2 }]);
    await shop.cart('a', {});
    await shop.test.settled();
    expect([await allocated(greedy), await shop.held('MUG'), await shop.free('MUG')]).toEqual([4, [], 1]);
    await shop.expectHoldsSound();
  });

  it('gives its stock to its order in one transaction, never twice and never to another', async () => {
    await shop.test.receive('LAMP', 2);
    await shop.cart('c', { LAMP: 2 });
    const [mine, others] = await Promise.all([
      shop.order('C-1', { LAMP: 2 }, 'c'),
      shop.order('C-2', { LAMP: 2 }, null, 'other'),
    ]);
    await shop.test.settled();
    expect([await allocated(mine), await allocated(others)]).toEqual([2, 0]);
    expect(await shop.held('LAMP')).toEqual([]);
    expect(await shop.ask('carts', { ...picture('c'), lines: [] })).toMatchObject({
      status: 409,
      body: { code: 'cart-ordered' },
    });
    await shop.expectHoldsSound();
  });

  it('is kept for an order that has to wait, and let go when that is cancelled or takes too long', async () => {
    await shop.test.receive('BOWL', 4);
    await shop.desk.post('/v1/placement-settings', {});
    await shop.cart('d', { BOWL: 2 });
    await shop.cart('e', { BOWL: 2 });
    await shop.test.rows(
      `UPDATE channel SET settings = '{"payment": {"rule": "authorised"}}' WHERE channel_id = 'shop'`,
    );
    const [d, e] = [await shop.order('D-1', { BOWL: 2 }, 'd'), await shop.order('E-1', { BOWL: 2 }, 'e')];
    await shop.test.settled();
    expect((await orderOf(d)).state).toBe('placed');
    expect(await shop.held('BOWL')).toEqual([
      { holder: 'order', units: 2 },
      { holder: 'order', units: 2 },
    ]);
    expect(await available('BOWL')).toBe(0);
    await shop.desk.post(`/v1/orders/${d}/cancel-lines`, {
      reason: 'changed mind',
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    expect(await available('BOWL')).toBe(1);
    await shop.pass(72 * 60);
    expect(await shop.held('BOWL')).toEqual([]);
    expect(await available('BOWL')).toBe(4);
    await shop.test.rows(`UPDATE channel SET settings = '{}' WHERE channel_id = 'shop'`);
    expect(e).not.toBe(d);
    await shop.expectHoldsSound();
  });

  it('lets go when its time is over, is left alone, found again, and gone in the end', async () => {
    await shop.test.receive('VASE', 3);
    const { cartId } = await shop.cart('f', { VASE: 3 });
    const row = async (): Promise<CartRow> =>
      (await shop.desk.get(`/v1/carts/${cartId}`)).body as unknown as CartRow;
    expect(await row()).toMatchObject({ state: 'open', units: 3, unitsHeld: 3, totalMinor: 1500 });
    await shop.pass(29);
    expect((await row()).unitsHeld).toBe(3);
    await shop.pass(1);
    expect(await row()).toMatchObject({ state: 'open', unitsHeld: 0 });
    expect(await available('VASE')).toBe(3);
    await shop.pass(30);
    expect((await row()).state).toBe('abandoned');
    await shop.order('F-0', { VASE: 1 }, null, 'other');
    await shop.test.settled();
    expect((await shop.desk.post(`/v1/carts/${cartId}/hold`, {})).body).toMatchObject({
      state: 'open',
      unitsHeld: 2,
    });
    const list = await shop.desk.get('/v1/carts?state=open&text=ayse');
    expect((list.body['rows'] as CartRow[]).map((each) => each.cartKey)).toContain('f');
    await shop.pass(60 + 14 * 24 * 60);
    expect((await row()).state).toBe('expired');
    await shop.expectHoldsSound();
  });

  it('of the telephone is begun, changed and ordered in the office, once', async () => {
    await shop.test.receive('MUG', 5);
    const cartId = uuidV7();
    const customer = { name: 'Can', phone: '0113', countryCode: 'GB' };
    const begun = await shop.desk.post(`/v1/carts/${cartId}`, {
      channelId: 'web',
      customer,
      lines: [{ sku: 'MUG', quantity: 2, unitPriceMinor: 500 }],
    });
    expect(begun).toMatchObject({ status: 200, body: { unitsHeld: 2, lines: [{ name: 'A mug' }] } });
    const body = { customerName: 'Can', shipTo: newOrder({ externalId: 'x' }).shipTo };
    const answers = await Promise.all([
      shop.desk.post(`/v1/carts/${cartId}/order`, body),
      shop.desk.post(`/v1/carts/${cartId}/order`, body),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(answers.map((answer) => answer.body['orderId'])).size).toBe(1);
    const orderId = String(answers[0]?.body['orderId']);
    expect(await allocated(orderId)).toBe(2);
    expect(await shop.desk.get(`/v1/carts/${cartId}`)).toMatchObject({
      body: { state: 'ordered', orderId, orderNumber: answers[0]?.body['number'], unitsHeld: 0 },
    });
    const { timeline } = (await shop.desk.get(`/v1/orders/${orderId}`)).body as {
      timeline: { type: string }[];
    };
    expect(timeline.map(({ type }) => type)).toContain('CartOrdered');
    expect(await shop.desk.post(`/v1/carts/${cartId}/remove`, {})).toMatchObject({ status: 409 });
    expect(
      await shop.desk.post(`/v1/carts/${uuidV7()}`, {
        channelId: 'web',
        customer,
        lines: [lineOf('NONE', 1)],
      }),
    ).toMatchObject({ status: 422, body: { code: 'sku-unknown' } });
  });

  it('is refused in foreign money, without lines, and with a wrong signature', async () => {
    expect(await shop.ask('carts', { ...picture('g'), currency: 'USD' })).toMatchObject({
      status: 422,
      body: { code: 'cart-currency' },
    });
    expect(await shop.ask('carts', { ...picture('g'), lines: [] })).toMatchObject({ status: 404 });
    expect(await shop.ask('carts', picture('g'), 'nobody')).toMatchObject({ status: 401 });
  });

  it('holds nothing where its channel says so', async () => {
    await shop.agree({ cartHoldMinutes: 0 });
    expect(await shop.cart('h', { MUG: 1 })).toMatchObject({ heldUntil: null, lines: [{ held: 0 }] });
    await shop.cart('h', {});
    await shop.agree({});
  });
});

const picture = (cartKey: string) => ({
  cartKey,
  changedAt: shop.clock.at.toISOString(),
  customer: { name: 'Ayşe', countryCode: 'GB' },
  currency: 'GBP',
  lines: [{ sku: 'MUG', name: 'Mug', quantity: 1, unitPriceMinor: 1 }],
});

describe('goods on their way', () => {
  it('are promised by day, to who waits first, and sold ahead where a channel does so', async () => {
    await shop.product('ROSE');
    const supply = (supplyId: string, dueOn: string, units: number) =>
      shop.desk.post('/v1/supplies', {
        rows: [{ warehouseId: 'W1', source: 'purchase', supplyId, sku: 'ROSE', dueOn, units }],
      });
    const today = shop.clock.at.toISOString().slice(0, 10);
    const on = (days: number): string =>
      new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    expect((await supply('P1', on(3), 10)).status).toBe(200);
    const first = await shop.order('R-1', { ROSE: 4 }, null, 'other');
    await shop.test.settled();
    expect(await allocated(first)).toBe(0);
    const { body } = await shop.desk.get('/v1/availability/ROSE?days=5');
    const [w1] = body['rows'] as { days: { on: string; promised: number; promisable: number }[] }[];
    expect(body['waiting']).toBe(0);
    expect(w1?.days.map(({ promisable }) => promisable)).toEqual([0, 0, 0, 6, 6, 6]);
    expect(w1?.days.map(({ promised }) => promised)).toEqual([0, 0, 0, 4, 0, 0]);
    expect((await shop.ask('availability', { skus: ['ROSE'] })).body).toMatchObject({
      rows: [{ available: 0, later: [{ on: on(3), available: 6 }] }],
    });
    await shop.agree({ promiseDays: 7 });
    expect(await available('ROSE', 'shop')).toBe(6);
    // A cart of a channel that sells ahead holds what is to come.
    expect(await shop.cart('r', { ROSE: 5 })).toMatchObject({ lines: [{ held: 5 }] });
    expect(await available('ROSE', 'shop')).toBe(1);
    const second = await shop.order('R-2', { ROSE: 5 }, 'r');
    await shop.test.settled();
    expect([await available('ROSE', 'shop'), await allocated(second)]).toEqual([1, 0]);
    // It comes, and everybody has what was promised.
    expect((await supply('P1', on(3), 0)).status).toBe(200);
    await shop.test.receive('ROSE', 10);
    await shop.test.settled();
    expect([await allocated(first), await allocated(second), await available('ROSE', 'shop')]).toEqual([
      4, 5, 1,
    ]);
    expect(await shop.test.rows('SELECT 1 FROM dated_demand')).toEqual([]);
    await shop.agree({});
    expect(await supply('P2', on(3), 1).then(() => supply('P2', '2026-13-01', 1))).toMatchObject({
      status: 400,
    });
    await shop.expectHoldsSound();
  });
});

describe('mails', () => {
  const mails = (kind: string) =>
    shop.test.rows<{ state: string; to_address: string; given: { link?: string; product?: string } }>(
      'SELECT state, to_address, given FROM mail WHERE kind = $1 ORDER BY created_at',
      kind,
    );
  const turnOn = async (): Promise<void> => {
    await shop.desk.post('/v1/mail-settings', {
      settings: {
        ...noMailSettings,
        isOn: true,
        host: '127.0.0.1',
        port: 9,
        security: 'none',
        fromName: 'Kiln & Co',
        fromAddress: 'shop@example.org',
        publicOrigin: 'https://office.example.org',
        quiet: null,
      },
    });
    for (const channelId of ['shop', 'other'])
      await shop.desk.post(
        `/v1/mail-settings/channels/${channelId}`,
        defaultChannelMail({ takesFiles: false }),
      );
  };

  it('bring back a customer who agreed, once, by a link that holds the cart again when its button is pressed', async () => {
    await turnOn();
    await shop.test.receive('VASE', 5);
    const { cartId } = await shop.cart('m', { VASE: 2 });
    await shop.cart(
      'n',
      { VASE: 1 },
      { customer: { name: 'No', email: 'no@example.org', countryCode: 'GB' } },
    );
    await shop.pass(61);
    const told = await mails('cart-recovery');
    expect(told).toMatchObject([{ state: 'waiting', to_address: 'ayse@example.org' }]);
    const url = new URL(told[0]?.given.link ?? '').pathname;
    const page = await shop.test.app.inject({ method: 'GET', url });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('2 × VASE');
    expect((await shop.desk.get(`/v1/carts/${cartId}`)).body).toMatchObject({
      state: 'abandoned',
      unitsHeld: 0,
    });
    const back = await shop.test.app.inject({ method: 'POST', url });
    expect(back.body).toContain('We keep these things for you for 30 minutes.');
    expect(back.body).toContain('https://shop.example.org/basket');
    expect((await shop.desk.get(`/v1/carts/${cartId}`)).body).toMatchObject({ state: 'open', unitsHeld: 2 });
    expect((await shop.test.app.inject({ method: 'GET', url: `${url}?language=tr` })).body).toContain(
      'Sepetiniz',
    );
    await shop.pass(61);
    expect(await mails('cart-recovery')).toHaveLength(1);
    await shop.order('M-1', { VASE: 2 }, 'm');
    const ordered = await shop.test.app.inject({ method: 'POST', url });
    expect(ordered.body).toContain('You have ordered this already.');
    expect((await shop.test.app.inject({ method: 'GET', url: `${url.slice(0, -1)}x` })).statusCode).toBe(404);
  });

  it('tell who waits for a product, once, as soon as some can be sold', async () => {
    await shop.product('TULIP');
    const wish = {
      sku: 'TULIP',
      email: 'Bo@example.org',
      countryCode: 'GB',
      productUrl: 'https://shop.example.org/t',
    };
    const answers = await Promise.all([1, 2, 3].map(() => shop.ask('wishes', wish)));
    expect(new Set(answers.map(({ body }) => body['wishId'])).size).toBe(1);
    await shop.test.office.carts.wishes.drain();
    expect(await mails('back-in-stock')).toEqual([]);
    await shop.test.receive('TULIP', 1);
    await shop.test.office.carts.wishes.drain();
    expect(await mails('back-in-stock')).toMatchObject([
      { to_address: 'Bo@example.org', given: { product: 'A tulip', link: 'https://shop.example.org/t' } },
    ]);
    await shop.test.office.carts.wishes.drain();
    expect(await mails('back-in-stock')).toHaveLength(1);
    // Whoever waits again is told again.
    await shop.pass(1);
    expect((await shop.ask('wishes', wish)).body).toMatchObject({ state: 'waiting' });
    await shop.test.office.carts.wishes.drain();
    expect(await mails('back-in-stock')).toHaveLength(2);
  });
});
