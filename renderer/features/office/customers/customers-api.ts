// What the page Customers asks of head office.
import type { z } from 'zod';
import {
  activityResponseSchema,
  customerResponseSchema,
  customersResponseSchema,
  type defaultAddressSchema,
  erasureSchema,
  exportedSchema,
  mergePreviewSchema,
  type newNoteSchema,
  type putAddressSchema,
  type putContactSchema,
  type removeAddressSchema,
  type removeContactSchema,
  orderCustomerSchema,
  productCostsResponseSchema,
  productCostsSavedSchema,
  type productCostsSchema,
  type sayConsentSchema,
  type eraseWays,
} from '../../../../shared/contract/customers';
import { type CustomerRules, customerRulesSchema } from '../../../../shared/domain/customer/rules';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

export function customersApi(get: Get, post: Post) {
  const of = (customerId: string, rest = ''): string =>
    `/v1/customers/${encodeURIComponent(customerId)}${rest}`;
  return {
    customers: (query: Query) => get(customersResponseSchema, '/v1/customers', query),
    customer: (customerId: string) => get(customerResponseSchema, of(customerId)),
    customerActivity: (customerId: string, query: Query) =>
      get(activityResponseSchema, of(customerId, '/activity'), query),
    noteCustomer: (customerId: string, note: z.input<typeof newNoteSchema>) =>
      post(customerResponseSchema, of(customerId, '/notes'), note),
    pinNote: (customerId: string, noteId: string, isPinned: boolean) =>
      post(customerResponseSchema, of(customerId, `/notes/${encodeURIComponent(noteId)}`), { isPinned }),
    sayConsent: (customerId: string, word: z.input<typeof sayConsentSchema>) =>
      post(customerResponseSchema, of(customerId, '/consent'), word),
    setDefaultAddress: (customerId: string, which: z.input<typeof defaultAddressSchema>) =>
      post(customerResponseSchema, of(customerId, '/default-address'), which),
    putContact: (customerId: string, contact: z.input<typeof putContactSchema>) =>
      post(customerResponseSchema, of(customerId, '/contacts'), contact),
    removeContact: (customerId: string, contact: z.input<typeof removeContactSchema>) =>
      post(customerResponseSchema, of(customerId, '/contacts/remove'), contact),
    putAddress: (customerId: string, address: z.input<typeof putAddressSchema>) =>
      post(customerResponseSchema, of(customerId, '/addresses'), address),
    removeAddress: (customerId: string, address: z.input<typeof removeAddressSchema>) =>
      post(customerResponseSchema, of(customerId, '/addresses/remove'), address),
    undoCustomerEdit: (customerId: string, actId: string) =>
      post(customerResponseSchema, of(customerId, `/edits/${encodeURIComponent(actId)}/undo`), {}),
    setVip: (customerId: string, isVip: boolean | null, by: Answering) =>
      post(customerResponseSchema, of(customerId, '/vip'), { isVip, by }),
    mergePreview: (customerId: string, fromId: string) =>
      get(mergePreviewSchema, of(customerId, '/merge-preview'), { fromId }),
    mergeCustomers: (customerId: string, fromId: string, by: Answering) =>
      post(customerResponseSchema, of(customerId, '/merge'), { fromId, by }),
    undoMerge: (mergeId: string, by: Answering) =>
      post(customerResponseSchema, `/v1/customer-merges/${encodeURIComponent(mergeId)}/undo`, { by }),
    notSame: (customerId: string, otherId: string) =>
      post(customerResponseSchema, of(customerId, '/not-same'), { otherId }),
    exportPerson: (customerId: string, by: Answering) =>
      post(exportedSchema, of(customerId, '/export'), { by }),
    erasePerson: (customerId: string, how: (typeof eraseWays)[number], by: Answering) =>
      post(erasureSchema, of(customerId, '/erase'), { how, by }),
    customerOfOrder: (orderId: string) =>
      get(orderCustomerSchema, `/v1/orders/${encodeURIComponent(orderId)}/customer`),
    productCosts: (sku: string) => get(productCostsResponseSchema, '/v1/product-costs', { sku }),
    saveProductCosts: (rows: z.input<typeof productCostsSchema>['rows']) =>
      post(productCostsSavedSchema, '/v1/product-costs', { rows }),
    customerRules: () => get(customerRulesSchema, '/v1/customer-rules'),
    saveCustomerRules: (rules: CustomerRules, by: Answering) =>
      post(customerRulesSchema, '/v1/customer-rules', { rules, by }),
  };
}
