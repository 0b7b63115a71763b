// What the pages Reorder and Suppliers ask of head office.
import {
  newestReorderRunSchema,
  proposalSchema,
  proposalsSchema,
  type SaveItems,
  supplierListSchema,
  supplierPageSchema,
  type TakeProposal,
  takenSchema,
} from '../../../../shared/contract/reorder';
import {
  type ReorderRules,
  reorderRulesSchema,
  type SupplierConditions,
} from '../../../../shared/domain/reorder/supply-terms';
import { buyingLimitsPageSchema } from '../../../../shared/contract/buying';
import type { BuyingLimits } from '../../../../shared/domain/reorder/buying-limits';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

const of = encodeURIComponent;
const supplierPath = (supplierId: string, rest = ''): string => `/v1/suppliers/${of(supplierId)}${rest}`;
const proposalPath = (supplierId: string, warehouseId: string, rest = ''): string =>
  `/v1/reorder/${of(supplierId)}/${of(warehouseId)}${rest}`;

export function reorderApi(get: Get, post: Post) {
  return {
    suppliers: (query: Query = {}) => get(supplierListSchema, '/v1/suppliers', query),
    supplier: (supplierId: string, query: Query = {}) =>
      get(supplierPageSchema, supplierPath(supplierId), query),
    saveSupplier: (supplierId: string, terms: SupplierConditions) =>
      post(supplierPageSchema, supplierPath(supplierId), terms),
    saveSupplied: (supplierId: string, items: SaveItems['items']) =>
      post(supplierPageSchema, supplierPath(supplierId, '/items'), { items }),
    removeSupplied: (supplierId: string, sku: string) =>
      post(supplierPageSchema, supplierPath(supplierId, `/items/${of(sku)}/remove`), {}),
    reorderRules: () => get(reorderRulesSchema, '/v1/reorder-rules'),
    saveReorderRules: (rules: ReorderRules) => post(reorderRulesSchema, '/v1/reorder-rules', rules),
    buyingLimits: () => get(buyingLimitsPageSchema, '/v1/buying-limits'),
    saveBuyingLimits: (limits: BuyingLimits, by: Answering) =>
      post(buyingLimitsPageSchema, '/v1/buying-limits', { limits, by }),
    newestReorderRun: () => get(newestReorderRunSchema, '/v1/reorder-runs'),
    beginReorderRun: () => post(newestReorderRunSchema, '/v1/reorder-runs', {}),
    stopReorderRun: (runId: string) => post(newestReorderRunSchema, `/v1/reorder-runs/${of(runId)}/stop`, {}),
    proposals: () => get(proposalsSchema, '/v1/reorder'),
    proposal: (supplierId: string, warehouseId: string) =>
      get(proposalSchema, proposalPath(supplierId, warehouseId)),
    takeProposal: (supplierId: string, warehouseId: string, request: TakeProposal) =>
      post(takenSchema, proposalPath(supplierId, warehouseId, '/take'), request),
    undoTaken: (purchaseId: string) => post(proposalsSchema, `/v1/reorder/taken/${of(purchaseId)}/undo`, {}),
  };
}
