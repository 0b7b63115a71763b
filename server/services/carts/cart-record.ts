// Carts and wishes as head office keeps them. Their ids are made of what a channel calls them: told twice, they are one.
import { v5 } from 'uuid';
import {
  type Cart,
  type CartCommand,
  type CartEvent,
  type CartId,
  cartDueAt,
  cartIdSchema,
  cartSchema,
} from '../../../shared/domain/cart/cart';
import { decideCart } from '../../../shared/domain/cart/decide';
import { evolveCart } from '../../../shared/domain/cart/evolve';
import { addressKey } from '../../../shared/domain/mail/mailbox';
import {
  decideWish,
  evolveWish,
  type Wish,
  type WishCommand,
  type WishContent,
  type WishEvent,
  wishSchema,
} from '../../../shared/domain/wish/wish';
import type { Machine } from '../records/machine';

/** Namespaces of their ids; changing one would make every cart or wish a new one. */
const cartNamespace = '6f1d0f52-3f0b-4a4e-8a39-2f2e9a1c7d10';
const wishNamespace = '9a0e3c74-5b0e-4c3b-9d0a-6a3d4f7f8b21';

export const cartRecord: Machine<Cart, CartCommand, CartEvent> = {
  kind: 'cart',
  schema: cartSchema,
  decide: decideCart,
  evolve: evolveCart,
  about: (cart) => ({
    state: cart.state,
    orderId: cart.orderId,
    keys: [`cart:${cart.channelId} ${cart.cartKey}`],
    dueAt: cartDueAt(cart),
  }),
};

export const wishRecord: Machine<Wish, WishCommand, WishEvent> = {
  kind: 'wish',
  schema: wishSchema,
  decide: decideWish,
  evolve: evolveWish,
  about: ({ state, sku, channelId, until }) => ({
    state,
    orderId: null,
    keys: [`wish:${channelId} ${sku}`],
    dueAt: state === 'waiting' ? until : null,
  }),
};

export function cartIdOf(channelId: string, cartKey: string): CartId {
  return cartIdSchema.parse(v5(`${channelId}\n${cartKey}`, cartNamespace));
}

export function wishIdOf({
  channelId,
  sku,
  email,
}: Pick<WishContent, 'channelId' | 'sku' | 'email'>): string {
  return v5(`${channelId}\n${sku}\n${addressKey(email)}`, wishNamespace);
}
