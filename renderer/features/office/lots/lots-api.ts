// What the office asks of head office about goods by lot.
import { productLotsSchema } from '../../../../shared/contract/lots';
import type { Rotation } from '../../../../shared/domain/stock/rotation';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function lotsApi(get: Get, post: Post) {
  return {
    productLots: (sku: string) => get(productLotsSchema, `/v1/products/${of(sku)}/lots`),
    saveRotation: (sku: string, rotation: Rotation | null) =>
      post(productLotsSchema, `/v1/products/${of(sku)}/rotation`, { rotation }),
  };
}
export type LotsApi = ReturnType<typeof lotsApi>;
