// What the office asks about papers: the rules of a warehouse, and a paper of an order as a page.
import { boxWarehousesSchema } from '../../../../shared/contract/boxes';
import {
  type OrderPaperQuery,
  orderPaperSchema,
  paperRulesPageSchema,
  type SavePaperRules,
} from '../../../../shared/contract/papers';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function papersApi(get: Get, post: Post) {
  return {
    paperWarehouses: () => get(boxWarehousesSchema, '/v1/paper-rules'),
    paperRules: (warehouseId: string) => get(paperRulesPageSchema, `/v1/paper-rules/${of(warehouseId)}`),
    savePaperRules: (warehouseId: string, rules: SavePaperRules) =>
      post(paperRulesPageSchema, `/v1/paper-rules/${of(warehouseId)}`, rules),
    orderPaper: (orderId: string, query: OrderPaperQuery) =>
      get(orderPaperSchema, `/v1/orders/${of(orderId)}/papers`, query),
  };
}
