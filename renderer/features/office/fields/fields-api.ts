// What tags and custom fields ask of head office.
import type { z } from 'zod';
import {
  fieldsResponseSchema,
  markedOrderSchema,
  type markOrderRequestSchema,
  type marksRequestSchema,
  marksResponseSchema,
  type saveFieldRequestSchema,
  type saveTagRequestSchema,
  tagOrdersResponseSchema,
} from '../../../../shared/contract/marks';
import type { Get, Post } from '../mail/mail-api';

export type MarkedOwner = 'customer' | 'product';

export function fieldsApi(get: Get, post: Post) {
  const at = (owner: MarkedOwner, ownerId: string): string =>
    `/v1/marks/${owner}/${encodeURIComponent(ownerId)}`;
  return {
    fields: () => get(fieldsResponseSchema, '/v1/fields'),
    saveField: (field: z.input<typeof saveFieldRequestSchema>) =>
      post(fieldsResponseSchema, '/v1/fields', field),
    saveTag: (tag: z.input<typeof saveTagRequestSchema>) => post(fieldsResponseSchema, '/v1/tags', tag),
    markOrder: (orderId: string, marks: z.input<typeof markOrderRequestSchema>) =>
      post(markedOrderSchema, `/v1/orders/${encodeURIComponent(orderId)}/marks`, marks),
    marks: (owner: MarkedOwner, ownerId: string) => get(marksResponseSchema, at(owner, ownerId)),
    mark: (owner: MarkedOwner, ownerId: string, marks: z.input<typeof marksRequestSchema>) =>
      post(marksResponseSchema, at(owner, ownerId), marks),
    tagOrders: (orderIds: string[], add: string[], remove: string[]) =>
      post(tagOrdersResponseSchema, '/v1/office/orders/tags', { orderIds, add, remove }),
  };
}
