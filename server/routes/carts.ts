// Carts for the office: the list, one of them, and what a person does about one: hold its stock again, remove it, make it
// an order by telephone.
import {
  cartOrderedSchema,
  cartParamsSchema,
  cartRowSchema,
  cartsQuerySchema,
  cartsResponseSchema,
  officeCartSchema,
  orderCartRequestSchema,
} from '../../shared/contract/carts';
import { errorSchema, type NewOrder } from '../../shared/contract/http';
import type { CartId } from '../../shared/domain/cart/cart';
import { companyStream } from '../../shared/domain/ids';
import type { App } from '../app';
import type { Queryable } from '../db/pool';
import type { HeadOffice } from '../head-office';
import { cartRecord } from '../services/carts/cart-record';
import { listCarts, readCartRow } from '../services/carts/list-carts';
import { putCart, removeCart, restoreCart, type ToldCart } from '../services/carts/tell-cart';
import type { Cause } from '../services/changes/change-set';
import { salesChannel } from '../services/channels/channel-rows';
import { priceLines } from '../services/pricing/price-lines';
import { readRecord } from '../services/records/read-records';
import { only, stationOf } from './access';
import { answerPlaced } from './orders';
import { refuse, refusedBy } from './refused';

export function cartRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const answer = { 200: cartRowSchema, '4xx': errorSchema };
  const causeOf = (request: Parameters<typeof stationOf>[0]): Cause => ({
    at: office.now().toISOString(),
    actor: null,
    stationId: stationOf(request).stationId,
    opId: null,
  });
  const rowOf = async (cartId: string) => {
    const row = await readCartRow(office.pool, cartId);
    if (!row) throw refusedBy({ code: 'cart-unknown', values: {} }, 404);
    return row;
  };
  const answered = (told: ToldCart, cartId: string) => {
    if (!told.ok) throw refusedBy(told.refusal, told.refusal.code === 'cart-unknown' ? 404 : 409);
    office.allocation.nudge();
    return rowOf(cartId);
  };

  app.get(
    '/v1/carts',
    {
      onRequest: role,
      schema: {
        summary: 'Carts of all channels, newest first',
        querystring: cartsQuerySchema,
        response: { 200: cartsResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => listCarts(office.pool, request.query),
  );

  app.get(
    '/v1/carts/:cartId',
    {
      onRequest: role,
      schema: { summary: 'A cart', params: cartParamsSchema, response: answer },
    },
    (request) => rowOf(request.params.cartId),
  );

  app.post(
    '/v1/carts/:cartId',
    {
      onRequest: role,
      schema: {
        summary: 'Begins a cart for a customer on the telephone under an id of the caller, or changes it',
        params: cartParamsSchema,
        body: officeCartSchema,
        response: answer,
      },
    },
    async (request) => {
      const { cartId } = request.params;
      const { channelId, customer, lines } = request.body;
      const channel = await salesChannel(office.pool, channelId);
      if (!channel) throw refuse('channel-not-there', { channelId });
      const nameOf = await namesOf(
        office.pool,
        lines.map(({ sku }) => sku),
      );
      const unknownAt = lines.findIndex(({ sku }) => !nameOf.has(sku));
      const stranger = lines[unknownAt];
      if (stranger) throw refuse('sku-unknown', { lineNo: unknownAt + 1, sku: stranger.sku });
      const { currency } = channel;
      const asked = { channelId, currency, countryCode: customer.countryCode, lines };
      const looked = lines.some(({ unitPriceMinor }) => unitPriceMinor === undefined)
        ? await priceLines(office.pool, asked)
        : null;
      if (looked?.ok === false) throw refuse('price-unknown', { lineNo: looked.lineNo, sku: looked.sku });
      const priced = lines.map((line, index) => ({
        ...line,
        name: line.name || (nameOf.get(line.sku) ?? line.sku),
        unitPriceMinor: line.unitPriceMinor ?? looked?.lines[index]?.unitPriceMinor ?? 0,
      }));
      const cause = causeOf(request);
      const known = await readRecord(office.pool, cartRecord, cartId);
      const content = {
        channelId: channel.channelId,
        cartKey: known?.cartKey ?? cartId,
        changedAt: cause.at,
        customer,
        currency: channel.currency,
        lines: priced,
        restoreUrl: known?.restoreUrl ?? null,
      };
      return answered(await putCart(office, content, { cartId: cartId as CartId, cause }), cartId);
    },
  );

  app.post(
    '/v1/carts/:cartId/hold',
    {
      onRequest: role,
      schema: {
        summary: 'Holds the stock of a cart again, as far as there is any',
        params: cartParamsSchema,
        response: answer,
      },
    },
    async (request) => {
      const { cartId } = request.params;
      return answered(await restoreCart(office, cartId, causeOf(request)), cartId);
    },
  );

  app.post(
    '/v1/carts/:cartId/remove',
    {
      onRequest: role,
      schema: { summary: 'Removes a cart', params: cartParamsSchema, response: answer },
    },
    async (request) => {
      const { cartId } = request.params;
      return answered(await removeCart(office, cartId, causeOf(request)), cartId);
    },
  );

  app.post(
    '/v1/carts/:cartId/order',
    {
      onRequest: role,
      schema: {
        summary: 'Makes a cart an order, which takes over what the cart holds; again, it is the same order',
        params: cartParamsSchema,
        body: orderCartRequestSchema,
        response: { 200: cartOrderedSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { cartId } = request.params;
      const cart = await rowOf(cartId);
      const { customerName, shipTo, note, payment } = request.body;
      const channelId = request.body.channelId ?? cart.channelId;
      const externalId = `cart-${cartId}`;
      const order: NewOrder = {
        channelId,
        externalId,
        // Short enough to be said on the telephone.
        number: `C${cartId.replaceAll('-', '').slice(0, 9).toUpperCase()}`,
        placedAt: office.now().toISOString(),
        currency: cart.currency,
        customer: { customerId: null, name: customerName },
        shipTo,
        priority: 'normal',
        note,
        lines: cart.lines,
        charges: [],
        cartId,
        ...(payment ? { payment } : {}),
      };
      if (cart.state === 'ordered' && cart.orderNumber !== order.number)
        throw refusedBy({ code: 'cart-ordered', values: { cart: cart.cartKey } });
      const placed = await office.orders.take(order);
      office.allocation.nudge();
      office.payments.nudge();
      // Asked for again, a little later: the same cart is the same order.
      if (placed.kind === 'different')
        return { orderId: placed.orderId, number: placed.number, created: false };
      return answerPlaced(office, placed, externalId);
    },
  );
}

async function namesOf(db: Queryable, skus: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ sku: string; name: string }>(
    'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, skus],
  );
  return new Map(rows.map(({ sku, name }) => [sku, name]));
}
