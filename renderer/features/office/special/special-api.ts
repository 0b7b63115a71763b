// What the office asks of head office about special orders.
import type { z } from 'zod';
import {
  type markRequestSchema,
  orderSpecialPageSchema,
  previewSchema,
  type saveSpecialSettingsSchema,
  type SpecialAct,
  specialListSchema,
  specialSettingsSchema,
} from '../../../../shared/contract/special';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

export function specialApi(get: Get, post: Post) {
  const of = (orderId: string, rest = ''): string =>
    `/v1/orders/${encodeURIComponent(orderId)}/special${rest}`;
  return {
    special: (query: Query) => get(specialListSchema, '/v1/special', query),
    orderSpecial: (orderId: string) => get(orderSpecialPageSchema, of(orderId)),
    actOnSpecial: (orderId: string, act: SpecialAct) =>
      post(orderSpecialPageSchema, `/v1/special/${encodeURIComponent(orderId)}`, act),
    markSpecial: (orderId: string, mark: z.input<typeof markRequestSchema>) =>
      post(orderSpecialPageSchema, of(orderId), mark),
    unmarkSpecial: (orderId: string, kindId: string, reason: string, by: Answering) =>
      post(orderSpecialPageSchema, of(orderId, '/unmark'), { kindId, reason, by }),
    specialSettings: () => get(specialSettingsSchema, '/v1/special-settings'),
    saveSpecialSettings: (settings: z.input<typeof saveSpecialSettingsSchema>) =>
      post(specialSettingsSchema, '/v1/special-settings', settings),
    previewSpecial: (settings: { kinds: object[]; rules: object[] }) =>
      post(previewSchema, '/v1/special-preview', settings),
  };
}
