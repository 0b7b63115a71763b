// Shopify. A delivery is signed with the app's client secret over the raw body (X-Shopify-Hmac-Sha256, base64);
// X-Shopify-Webhook-Id stays the same when a delivery is sent again. Source: shopify.dev, "Verify webhook deliveries".
import type { ChannelAccess, ChannelConnector, Delivery, Opened } from '../channel-connector';
import { base64Of, isSignedBy } from '../signatures';
import { readShopifyOrder } from './read-shopify-order';
import { shopifySender } from './shopify-admin-api';

/** `orders/edited` is not among them: it tells what was edited, and `orders/updated` comes with it. */
const orderTopics = new Set([
  'orders/create',
  'orders/updated',
  'orders/paid',
  'orders/cancelled',
  'orders/fulfilled',
  'orders/partially_fulfilled',
]);

export const shopifyConnector: ChannelConnector = {
  kind: 'shopify',
  fields: [
    { name: 'baseUrl', kind: 'url', neededTo: ['send'] },
    { name: 'shopDomain', kind: 'text', neededTo: [] },
    { name: 'apiVersion', kind: 'text', neededTo: [] },
    { name: 'locationId', kind: 'text', neededTo: ['send'] },
    { name: 'webhookSecret', kind: 'secret', neededTo: ['receive'] },
    { name: 'webhookSecretBefore', kind: 'secret', neededTo: [] },
    { name: 'accessToken', kind: 'secret', neededTo: ['send'] },
  ],
  open,
  read: readShopifyOrder,
  send: shopifySender,
};

function open({ fields, secrets }: ChannelAccess, { headers, body }: Delivery): Opened {
  const given = base64Of(headers['x-shopify-hmac-sha256']);
  const isRight = isSignedBy([secrets['webhookSecret'], secrets['webhookSecretBefore']], given, body);
  const isShop = !fields['shopDomain'] || headers['x-shopify-shop-domain'] === fields['shopDomain'];
  if (!isRight || !isShop) return { ok: false, why: 'signature' };
  const topic = headers['x-shopify-topic'] ?? '';
  const deliveryId = headers['x-shopify-webhook-id'] ?? headers['x-shopify-event-id'];
  if (!orderTopics.has(topic) || !deliveryId) return { ok: true, kind: 'nothing' };
  return { ok: true, kind: 'order', deliveryId: deliveryId.slice(0, 100), topic };
}
