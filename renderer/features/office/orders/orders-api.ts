// What the pages of orders ask of head office: the list, filters that are kept, one search, and work on many orders.
import type { z } from 'zod';
import { bulkItemsResponseSchema, bulkRunSchema } from '../../../../shared/contract/bulk';
import { orderResponseSchema } from '../../../../shared/contract/http';
import { officeSearchResponseSchema } from '../../../../shared/contract/office-search';
import {
  type OrderSelection,
  ordersResponseSchema,
  savedFiltersResponseSchema,
  type saveFilterRequestSchema,
} from '../../../../shared/contract/order-grid';
import type { BulkAct } from '../../../../shared/domain/bulk/bulk-act';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

export function ordersApi(get: Get, post: Post) {
  const bulk = (runId: string): string => `/v1/bulk/${encodeURIComponent(runId)}`;
  return {
    orders: (query: Query) => get(ordersResponseSchema, '/v1/orders', query),
    search: (text: string) => get(officeSearchResponseSchema, '/v1/office/search', { text }),
    undoOfOrder: (orderId: string, seq: number, by: Answering) =>
      post(orderResponseSchema, `/v1/orders/${encodeURIComponent(orderId)}/undo`, { seq, by }),
    orderFilters: () => get(savedFiltersResponseSchema, '/v1/order-filters'),
    saveOrderFilter: (filter: z.input<typeof saveFilterRequestSchema>) =>
      post(savedFiltersResponseSchema, '/v1/order-filters', filter),
    removeOrderFilter: (filterId: string) =>
      post(savedFiltersResponseSchema, `/v1/order-filters/${encodeURIComponent(filterId)}/remove`, {}),
    beginBulk: (act: BulkAct, selection: OrderSelection) =>
      post(bulkRunSchema, '/v1/bulk', { act, selection }),
    bulkRun: (runId: string) => get(bulkRunSchema, bulk(runId)),
    bulkItems: (runId: string, query: Query) => get(bulkItemsResponseSchema, `${bulk(runId)}/orders`, query),
    startBulk: (runId: string, by: Answering) => post(bulkRunSchema, `${bulk(runId)}/start`, { by }),
    stopBulk: (runId: string) => post(bulkRunSchema, `${bulk(runId)}/stop`, {}),
    undoBulk: (runId: string) => post(bulkRunSchema, `${bulk(runId)}/undo`, {}),
  };
}
