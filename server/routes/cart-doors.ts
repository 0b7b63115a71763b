// The doors of shops for their carts, for customers who wait for a product, and for what can be sold: signed like their
// orders. A cart is told whole each time; the newer picture wins and the same one again changes nothing.
import {
  availabilityRequestSchema,
  availabilityResponseSchema,
  cartAnswerSchema,
  signedCartSchema,
  signedWishSchema,
  wishAnswerSchema,
} from '../../shared/contract/carts';
import { channelParamsSchema, signedHeadersSchema } from '../../shared/contract/channels';
import { errorSchema } from '../../shared/contract/http';
import { heldUnits } from '../../shared/domain/cart/cart';
import { dayOf } from '../../shared/domain/stock/available-to-promise';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { wishIdOf } from '../services/carts/cart-record';
import { putCart } from '../services/carts/tell-cart';
import { leaveWish } from '../services/carts/wishes';
import { availabilityFor } from '../services/promising/channel-promise';
import { type ChannelDoor, signedRoutes } from './channel-door';
import { refuse, refusedBy } from './refused';

export function cartDoorRoutes(app: App, office: HeadOffice, door: ChannelDoor): Promise<void> {
  return signedRoutes(app, door, (scope, signed, opened) => {
    scope.post(
      '/v1/channels/:channelId/carts',
      {
        ...signed,
        schema: {
          summary: 'Takes a cart as it is now and holds its stock for a while; without lines it is gone',
          params: channelParamsSchema,
          headers: signedHeadersSchema,
          body: signedCartSchema,
          response: { 200: cartAnswerSchema, 401: errorSchema, '4xx': errorSchema },
        },
      },
      async (request) => {
        const { channel } = opened(request);
        if (request.body.currency !== channel.currency)
          throw refuse('cart-currency', { currency: request.body.currency, wanted: channel.currency });
        const told = await putCart(office, { ...request.body, channelId: channel.channelId });
        if (!told.ok) throw refusedBy(told.refusal, told.refusal.code === 'cart-unknown' ? 404 : 409);
        office.allocation.nudge();
        const { cartId, state, holds, heldUntil, orderId, lines } = told.state;
        return {
          cartId,
          state,
          heldUntil: holds.length > 0 ? heldUntil : null,
          orderId,
          lines: heldByLine(lines, (sku) => heldUnits(holds, sku)),
        };
      },
    );

    scope.post(
      '/v1/channels/:channelId/wishes',
      {
        ...signed,
        schema: {
          summary: 'Remembers a customer who waits for a product, and writes once when there is some again',
          params: channelParamsSchema,
          headers: signedHeadersSchema,
          body: signedWishSchema,
          response: { 200: wishAnswerSchema, 401: errorSchema, '4xx': errorSchema },
        },
      },
      async (request) => {
        const { channelId } = opened(request).channel;
        const wish = { ...request.body, channelId };
        const told = await leaveWish(office, wish);
        if (!told.ok) throw refusedBy(told.refusal);
        office.carts.wishes.nudge();
        return { wishId: wishIdOf(wish), state: told.state.state };
      },
    );

    scope.post(
      '/v1/channels/:channelId/availability',
      {
        ...signed,
        schema: {
          summary: 'What the channel may sell of products, now and later',
          params: channelParamsSchema,
          headers: signedHeadersSchema,
          body: availabilityRequestSchema,
          response: { 200: availabilityResponseSchema, 401: errorSchema, '4xx': errorSchema },
        },
      },
      (request) =>
        availabilityFor(office.pool, opened(request).channel, request.body.skus, dayOf(office.now())),
    );
  });
}

/** Units held of a product go to its lines in their order. */
function heldByLine<Line extends { sku: string; quantity: number }>(
  lines: readonly Line[],
  heldOf: (sku: string) => number,
): { sku: Line['sku']; quantity: number; held: number }[] {
  const left = new Map<string, number>();
  return lines.map(({ sku, quantity }) => {
    const open = left.get(sku) ?? heldOf(sku);
    const held = Math.min(open, quantity);
    left.set(sku, open - held);
    return { sku, quantity, held };
  });
}
