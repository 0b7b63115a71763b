// A cart in every state, and what each command answers there.
import { header } from '../order/order.test-kit';
import type { OrderId } from '../ids';
import { skuOf, warehouseIdOf } from '../ids.test-kit';
import type { RefusalCode } from '../refusal';
import type { Cart, CartCommand, CartContent, CartEvent, CartId, CartState, Kept } from './cart';
import { decideCart } from './decide';
import { evolveCart } from './evolve';

export const cartContent: CartContent = {
  channelId: header.channelId,
  cartKey: 'basket-1',
  changedAt: '2026-05-04T10:00:00.000Z',
  customer: { name: 'Ayşe', email: 'ayse@example.org', phone: null, countryCode: 'TR', mayWrite: true },
  currency: 'GBP',
  lines: [{ sku: skuOf('MUG'), name: 'Mug', quantity: 3, unitPriceMinor: 500 }],
  restoreUrl: 'https://shop.example.org/basket/1',
};
const cartId = '019b0000-0000-7000-8000-00000000c001' as CartId;
const orderId = '019b0000-0000-7000-8000-00000000b001' as OrderId;
export const kept: Kept = {
  holds: [{ warehouseId: warehouseIdOf('W1'), sku: skuOf('MUG'), units: 3 }],
  times: {
    heldUntil: '2026-05-04T10:30:00.000Z',
    abandonAt: '2026-05-04T11:00:00.000Z',
    expireAt: '2026-05-18T10:00:00.000Z',
  },
  at: '2026-05-04T10:00:00.000Z',
};
const newer: CartContent = {
  ...cartContent,
  changedAt: '2026-05-04T10:05:00.000Z',
  customer: { ...cartContent.customer, phone: '+90 532 000 00 00' },
};

export const cartCommands = {
  PutCart: { type: 'PutCart', cartId, content: newer, ...kept },
  EmptyCart: { type: 'PutCart', cartId, content: { ...newer, lines: [] }, ...kept },
  RestoreCart: { type: 'RestoreCart', ...kept },
  LetTimePass: { type: 'LetTimePass', at: '2026-05-04T11:00:00.000Z' },
  LetAllTimePass: { type: 'LetTimePass', at: '2026-05-18T10:00:00.000Z' },
  RemoveCart: { type: 'RemoveCart' },
  OrderCart: { type: 'OrderCart', orderId },
} as const satisfies Record<string, CartCommand>;

export function toldCart(...commands: CartCommand[]): Cart {
  let cart: Cart | null = null;
  for (const command of [{ type: 'PutCart', cartId, content: cartContent, ...kept } as const, ...commands]) {
    const decision = decideCart(cart, command);
    if (!decision.ok) throw new Error(decision.refusal.code);
    for (const event of decision.events) cart = evolveCart(cart, event);
  }
  if (!cart) throw new Error('no cart');
  return cart;
}

export const cartIn: Record<CartState, Cart> = {
  open: toldCart(),
  abandoned: toldCart(cartCommands.LetTimePass),
  ordered: toldCart(cartCommands.OrderCart),
  removed: toldCart(cartCommands.RemoveCart),
  expired: toldCart(cartCommands.LetAllTimePass),
};

export const cartColumns = ['none', 'open', 'abandoned', 'ordered', 'removed', 'expired'] as const;
export type CartCell = readonly CartEvent['type'][] | RefusalCode;

const row = (...cells: CartCell[]): Record<(typeof cartColumns)[number], CartCell> =>
  Object.fromEntries(cartColumns.map((column, index) => [column, cells[index] ?? []])) as never;

export const cartTable: Record<keyof typeof cartCommands, Record<(typeof cartColumns)[number], CartCell>> = {
  PutCart: row(
    ['CartOpened'],
    ['CartChanged'],
    ['CartChanged'],
    'cart-ordered',
    ['CartChanged'],
    ['CartChanged'],
  ),
  EmptyCart: row('cart-unknown', ['CartRemoved'], ['CartRemoved'], 'cart-ordered', [], []),
  RestoreCart: row(
    'cart-unknown',
    ['CartRestored'],
    ['CartRestored'],
    'cart-ordered',
    'cart-over',
    'cart-over',
  ),
  LetTimePass: row('cart-unknown', ['CartHoldEnded', 'CartAbandoned'], [], [], [], []),
  LetAllTimePass: row('cart-unknown', ['CartExpired'], ['CartExpired'], [], [], []),
  RemoveCart: row('cart-unknown', ['CartRemoved'], ['CartRemoved'], 'cart-ordered', [], []),
  OrderCart: row('cart-unknown', ['CartOrdered'], ['CartOrdered'], [], ['CartOrdered'], ['CartOrdered']),
};
