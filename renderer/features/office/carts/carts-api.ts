// What the pages Carts and Stock ask of head office about carts and about what can be promised.
import type { z } from 'zod';
import {
  cartOrderedSchema,
  cartRowSchema,
  cartsResponseSchema,
  type officeCartSchema,
  type orderCartRequestSchema,
  skuPromiseSchema,
  type supplyRowSchema,
  suppliesResponseSchema,
} from '../../../../shared/contract/carts';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';

export function cartsApi(get: Get, post: Post) {
  const at = (cartId: string): string => `/v1/carts/${encodeURIComponent(cartId)}`;
  return {
    carts: (query: Query) => get(cartsResponseSchema, '/v1/carts', query),
    putCart: (cartId: string, cart: z.input<typeof officeCartSchema>) =>
      post(cartRowSchema, at(cartId), cart),
    holdCart: (cartId: string) => post(cartRowSchema, `${at(cartId)}/hold`, {}),
    removeCart: (cartId: string) => post(cartRowSchema, `${at(cartId)}/remove`, {}),
    orderCart: (cartId: string, order: z.input<typeof orderCartRequestSchema>) =>
      post(cartOrderedSchema, `${at(cartId)}/order`, order),
    skuPromise: (sku: string, days: number) =>
      get(skuPromiseSchema, `/v1/availability/${encodeURIComponent(sku)}`, { days }),
    supplies: (sku: string) => get(suppliesResponseSchema, '/v1/supplies', { sku }),
    saveSupplies: (rows: readonly z.input<typeof supplyRowSchema>[]) =>
      post(suppliesResponseSchema, '/v1/supplies', { rows }),
  };
}
