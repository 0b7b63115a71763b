// What the page of boxes asks of head office.
import {
  boxesSchema,
  boxProposalSchema,
  boxWarehousesSchema,
  type HandlingRequest,
  handlingRowsSchema,
  handlingSavedSchema,
  type SupplyRequest,
} from '../../../../shared/contract/boxes';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function boxesApi(get: Get, post: Post) {
  return {
    boxWarehouses: () => get(boxWarehousesSchema, '/v1/boxes'),
    boxes: (warehouseId: string) => get(boxesSchema, `/v1/boxes/${of(warehouseId)}`),
    forgetLessons: (warehouseId: string, boxId: string, forgotten: boolean) =>
      post(boxesSchema, `/v1/boxes/${of(warehouseId)}/${of(boxId)}/forget`, { forgotten }),
    changeSupply: (warehouseId: string, request: SupplyRequest) =>
      post(boxesSchema, `/v1/boxes/${of(warehouseId)}/supplies`, request),
    beginBoxSizes: (warehouseId: string) =>
      post(boxProposalSchema, `/v1/boxes/${of(warehouseId)}/proposals`, {}),
    boxSizes: (proposalId: string) => get(boxProposalSchema, `/v1/box-proposals/${of(proposalId)}`),
    stopBoxSizes: (proposalId: string) =>
      post(boxProposalSchema, `/v1/box-proposals/${of(proposalId)}/stop`, {}),
    acceptBoxSizes: (proposalId: string, count: number) =>
      post(boxProposalSchema, `/v1/box-proposals/${of(proposalId)}/accept`, { count }),
    productHandling: (text: string) => get(handlingRowsSchema, '/v1/product-handling', { text }),
    saveHandling: (request: HandlingRequest) => post(handlingSavedSchema, '/v1/product-handling', request),
  };
}
