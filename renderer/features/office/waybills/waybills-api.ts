// What the page of official waybills asks of head office.
import {
  type WaybillAnswer,
  waybillFileSchema,
  waybillRowSchema,
  waybillSitesSchema,
  waybillsResponseSchema,
} from '../../../../shared/contract/waybills';
import type { WaybillRules } from '../../../../shared/domain/waybill/waybill-rules';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

const of = encodeURIComponent;

export function waybillsApi(get: Get, post: Post) {
  return {
    waybillSites: () => get(waybillSitesSchema, '/v1/waybill-sites'),
    saveWaybillRules: (warehouseId: string, rules: WaybillRules, by: Answering) =>
      post(waybillSitesSchema, `/v1/waybill-sites/${of(warehouseId)}`, { rules, by }),
    waybills: (query: Query) => get(waybillsResponseSchema, '/v1/waybills', query),
    waybillFile: (waybillId: string) => get(waybillFileSchema, `/v1/waybills/${of(waybillId)}/xml`),
    answerWaybill: (waybillId: string, answer: WaybillAnswer, by: Answering) =>
      post(waybillRowSchema, `/v1/waybills/${of(waybillId)}/answer`, { answer, by }),
    retryWaybill: (waybillId: string, by: Answering) =>
      post(waybillRowSchema, `/v1/waybills/${of(waybillId)}/retry`, { by }),
  };
}
