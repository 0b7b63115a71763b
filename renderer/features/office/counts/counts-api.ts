// What the page Counts asks of head office.
import { countsPageSchema, type DecideCount, handedOutSchema } from '../../../../shared/contract/counts';
import type { CountPolicy } from '../../../../shared/domain/stock/count-policy';
import type { Get, Post } from '../mail/mail-api';
import type { Answering } from '../payments/money-api';

export function countsApi(get: Get, post: Post) {
  const of = (warehouseId: string, rest = ''): string =>
    `/v1/counts/${encodeURIComponent(warehouseId)}${rest}`;
  return {
    counts: (warehouseId: string) => get(countsPageSchema, of(warehouseId)),
    saveCountPolicy: (warehouseId: string, policy: CountPolicy, by: Answering) =>
      post(countsPageSchema, of(warehouseId, '/policy'), { policy, by }),
    handOutCounts: (warehouseId: string) => post(handedOutSchema, of(warehouseId, '/hand-out'), {}),
    decideCount: (warehouseId: string, countId: string, decided: DecideCount) =>
      post(countsPageSchema, of(warehouseId, `/differences/${encodeURIComponent(countId)}`), decided),
  };
}
