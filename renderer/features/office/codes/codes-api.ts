// What the page of codes asks of head office.
import {
  benchRulesPageSchema,
  type BenchRulesRequest,
  codesSchema,
  type DecideCode,
} from '../../../../shared/contract/codes';
import { boxWarehousesSchema } from '../../../../shared/contract/boxes';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function codesApi(get: Get, post: Post) {
  return {
    codes: () => get(codesSchema, '/v1/codes'),
    decideCode: (request: DecideCode) => post(codesSchema, '/v1/codes/decide', request),
    benchWarehouses: () => get(boxWarehousesSchema, '/v1/bench-rules'),
    benchRules: (warehouseId: string) => get(benchRulesPageSchema, `/v1/bench-rules/${of(warehouseId)}`),
    saveBenchRules: (warehouseId: string, rules: BenchRulesRequest) =>
      post(benchRulesPageSchema, `/v1/bench-rules/${of(warehouseId)}`, rules),
  };
}
