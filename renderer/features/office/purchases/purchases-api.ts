// What the pages of orders to suppliers ask of head office.
import {
  productAsksSchema,
  type PurchaseContent,
  purchasePageSchema,
  purchasesResponseSchema,
} from '../../../../shared/contract/purchasing';
import { receivingPageSchema, receivingsResponseSchema } from '../../../../shared/contract/receivings';
import { lettersSchema } from '../../../../shared/contract/buying';
import type { Confirmation } from '../../../../shared/domain/purchasing/confirmation';
import type { Trait } from '../../../../shared/domain/purchasing/purchase';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';

const of = encodeURIComponent;

export const purchaseActs = ['send', 'cancel', 'close', 'reopen'] as const;
export type PurchaseAct = (typeof purchaseActs)[number];

export type ReceivingAct = 'close' | 'reopen' | 'unmatch';

export function purchasesApi(get: Get, post: Post) {
  return {
    purchases: (query: Query) => get(purchasesResponseSchema, '/v1/purchases', query),
    purchase: (purchaseId: string) => get(purchasePageSchema, `/v1/purchases/${of(purchaseId)}`),
    savePurchase: (purchaseId: string, content: PurchaseContent) =>
      post(purchasePageSchema, `/v1/purchases/${of(purchaseId)}`, content),
    tellPurchase: (purchaseId: string, act: PurchaseAct) =>
      post(purchasePageSchema, `/v1/purchases/${of(purchaseId)}/${act}`, {}),
    expectLine: (purchaseId: string, lineNo: number, expectedOn: string) =>
      post(purchasePageSchema, `/v1/purchases/${of(purchaseId)}/lines/${lineNo}/expect`, { expectedOn }),
    purchaseLetters: (purchaseId: string) => get(lettersSchema, `/v1/purchases/${of(purchaseId)}/letters`),
    confirmPurchase: (purchaseId: string, confirmation: Confirmation) =>
      post(lettersSchema, `/v1/purchases/${of(purchaseId)}/confirm`, confirmation),
    receivings: (query: Query) => get(receivingsResponseSchema, '/v1/receivings', query),
    receiving: (receivingId: string) => get(receivingPageSchema, `/v1/receivings/${of(receivingId)}`),
    tellReceiving: (receivingId: string, act: ReceivingAct) =>
      post(receivingPageSchema, `/v1/receivings/${of(receivingId)}/${act}`, {}),
    matchReceiving: (receivingId: string, purchaseId: string) =>
      post(receivingPageSchema, `/v1/receivings/${of(receivingId)}/match`, { purchaseId }),
    productAsks: (sku: string) => get(productAsksSchema, `/v1/products/${of(sku)}/asks`),
    saveProductAsks: (sku: string, asks: readonly Trait[]) =>
      post(productAsksSchema, `/v1/products/${of(sku)}/asks`, { asks }),
  };
}
