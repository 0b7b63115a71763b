// What the office asks of head office about goods by lot.
import { productLotsSchema, takenResponseSchema } from '../../../../shared/contract/lots';
import type { Rotation } from '../../../../shared/domain/stock/rotation';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function lotsApi(get: Get, post: Post) {
  return {
    productLots: (sku: string) => get(productLotsSchema, `/v1/products/${of(sku)}/lots`),
    whoGot: (code: string) => get(takenResponseSchema, '/v1/lots/taken', { code }),
    saveRotation: (sku: string, rotation: Rotation | null) =>
      post(productLotsSchema, `/v1/products/${of(sku)}/rotation`, { rotation }),
  };
}
export type LotsApi = ReturnType<typeof lotsApi>;
