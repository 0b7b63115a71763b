// What the page of boxes asks of head office.
import {
  boxesSchema,
  boxWarehousesSchema,
  type HandlingRequest,
  handlingRowsSchema,
  handlingSavedSchema,
} from '../../../../shared/contract/boxes';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function boxesApi(get: Get, post: Post) {
  return {
    boxWarehouses: () => get(boxWarehousesSchema, '/v1/boxes'),
    boxes: (warehouseId: string) => get(boxesSchema, `/v1/boxes/${of(warehouseId)}`),
    forgetLessons: (warehouseId: string, boxId: string, forgotten: boolean) =>
      post(boxesSchema, `/v1/boxes/${of(warehouseId)}/${of(boxId)}/forget`, { forgotten }),
    productHandling: (text: string) => get(handlingRowsSchema, '/v1/product-handling', { text }),
    saveHandling: (request: HandlingRequest) => post(handlingSavedSchema, '/v1/product-handling', request),
  };
}
