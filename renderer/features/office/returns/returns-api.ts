// What the page Returns asks of head office.
import type { z } from 'zod';
import {
  type disposeUnitsRequestSchema,
  type endReturnRequestSchema,
  type exchangeRequestSchema,
  exchangeResponseSchema,
  handledSchema,
  type newReturnRequestSchema,
  policyPreviewResponseSchema,
  proposalResponseSchema,
  type receiveUnitsRequestSchema,
  type refundReturnRequestSchema,
  refundReturnResponseSchema,
  returnDeskResponseSchema,
  returnGoodsResponseSchema,
  type returnPolicyRequestSchema,
  returnPolicyResponseSchema,
  returnProvidersResponseSchema,
  returnsResponseSchema,
  type saveReturnProviderRequestSchema,
} from '../../../../shared/contract/returns';
import { returnSchema } from '../../../../shared/domain/returns/goods-return';
import type { ReturnPolicy } from '../../../../shared/domain/returns/policy';
import type { ToSettle } from '../../../../shared/domain/returns/proposal';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';

export function returnsApi(get: Get, post: Post) {
  const of = (returnId: string, what: string): string =>
    `/v1/returns/${encodeURIComponent(returnId)}/${what}`;
  return {
    returns: (query: Query) => get(returnsResponseSchema, '/v1/returns', query),
    returnDesk: (query: { code: string } | { orderId: string }) =>
      get(returnDeskResponseSchema, '/v1/return-desk', query),
    oneReturn: (returnId: string) => get(returnSchema, `/v1/returns/${encodeURIComponent(returnId)}`),
    adviseReturn: (wanted: z.input<typeof newReturnRequestSchema>) =>
      post(returnSchema, '/v1/returns', wanted),
    receiveUnits: (returnId: string, units: z.input<typeof receiveUnitsRequestSchema>) =>
      post(handledSchema, of(returnId, 'receive'), units),
    disposeUnits: (returnId: string, disposal: z.input<typeof disposeUnitsRequestSchema>) =>
      post(handledSchema, of(returnId, 'dispose'), disposal),
    endReturn: (returnId: string, end: z.input<typeof endReturnRequestSchema>) =>
      post(returnSchema, of(returnId, 'end'), end),
    labelReturn: (returnId: string, badge: string) => post(returnSchema, of(returnId, 'label'), { badge }),
    returnProposal: (returnId: string, lines: readonly ToSettle[] | null) =>
      get(
        proposalResponseSchema,
        of(returnId, 'proposal'),
        lines === null
          ? {}
          : { lines: lines.map(({ lineNo, quantity }) => `${lineNo}:${quantity}`).join(',') },
      ),
    refundReturn: (returnId: string, refund: z.input<typeof refundReturnRequestSchema>) =>
      post(refundReturnResponseSchema, of(returnId, 'refund'), refund),
    exchangeReturn: (returnId: string, exchange: z.input<typeof exchangeRequestSchema>) =>
      post(exchangeResponseSchema, of(returnId, 'exchange'), exchange),
    returnGoods: (text: string) => get(returnGoodsResponseSchema, '/v1/return-goods', { text }),
    returnPolicy: () => get(returnPolicyResponseSchema, '/v1/return-policy'),
    saveReturnPolicy: (made: z.input<typeof returnPolicyRequestSchema>) =>
      post(returnPolicyResponseSchema, '/v1/return-policy', made),
    previewReturnPolicy: (policy: ReturnPolicy, number: string) =>
      post(policyPreviewResponseSchema, '/v1/return-policy/preview', { policy, number }),
    returnProviders: () => get(returnProvidersResponseSchema, '/v1/return-providers'),
    saveReturnProvider: (providerId: string, provider: z.input<typeof saveReturnProviderRequestSchema>) =>
      post(returnProvidersResponseSchema, `/v1/return-providers/${encodeURIComponent(providerId)}`, provider),
  };
}
