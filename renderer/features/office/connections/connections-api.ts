// What the page Webhooks and keys asks of head office.
import type { z } from 'zod';
import {
  apiKeyMadeSchema,
  apiKeysResponseSchema,
  type newApiKeyRequestSchema,
} from '../../../../shared/contract/api-keys';
import {
  type newWebhookRequestSchema,
  resentSchema,
  webhookDeliveriesResponseSchema,
  webhookDeliverySchema,
  webhookMadeSchema,
  type webhookRequestSchema,
  webhooksResponseSchema,
} from '../../../../shared/contract/webhooks';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

export function connectionsApi(get: Get, post: Post) {
  const at = (webhookId: string, path = ''): string => `/v1/webhooks/${encodeURIComponent(webhookId)}${path}`;
  return {
    webhooks: () => get(webhooksResponseSchema, '/v1/webhooks'),
    addWebhook: (webhook: z.input<typeof newWebhookRequestSchema>) =>
      post(webhookMadeSchema, '/v1/webhooks', webhook),
    saveWebhook: (webhookId: string, webhook: z.input<typeof webhookRequestSchema>) =>
      post(webhooksResponseSchema, at(webhookId), webhook),
    rotateWebhook: (webhookId: string, by: Answering) =>
      post(webhookMadeSchema, at(webhookId, '/rotate'), { by }),
    removeWebhook: (webhookId: string, by: Answering) =>
      post(webhooksResponseSchema, at(webhookId, '/remove'), { by }),
    pingWebhook: (webhookId: string) => post(resentSchema, at(webhookId, '/ping'), {}),
    webhookDeliveries: (webhookId: string, query: Query) =>
      get(webhookDeliveriesResponseSchema, at(webhookId, '/deliveries'), query),
    webhookDelivery: (webhookId: string, deliveryId: string) =>
      get(webhookDeliverySchema, at(webhookId, `/deliveries/${encodeURIComponent(deliveryId)}`)),
    resendWebhook: (webhookId: string, deliveryIds: string[]) =>
      post(resentSchema, at(webhookId, '/resend'), { deliveryIds }),
    apiKeys: () => get(apiKeysResponseSchema, '/v1/api-keys'),
    makeApiKey: (key: z.input<typeof newApiKeyRequestSchema>) => post(apiKeyMadeSchema, '/v1/api-keys', key),
    revokeApiKey: (keyId: string, by: Answering) =>
      post(apiKeysResponseSchema, `/v1/api-keys/${encodeURIComponent(keyId)}/revoke`, { by }),
  };
}
