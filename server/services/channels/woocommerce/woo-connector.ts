// WooCommerce. A delivery is signed with the webhook's secret over the raw body (X-WC-Webhook-Signature, base64). Saving a
// webhook sends `webhook_id=N` without a signature, to see whether the address answers: it is answered and forgotten.
// Source: the WooCommerce REST API documentation, "Webhooks".
import type { ChannelAccess, ChannelConnector, Delivery, Opened } from '../channel-connector';
import { base64Of, isSignedBy } from '../signatures';
import { readWooOrder } from './read-woo-order';
import { wooSender } from './woo-rest-api';

const orderTopics = new Set(['order.created', 'order.updated', 'order.restored', 'order.deleted']);

export const wooConnector: ChannelConnector = {
  kind: 'woocommerce',
  fields: [
    { name: 'baseUrl', kind: 'url', neededTo: ['send'] },
    { name: 'webhookSecret', kind: 'secret', neededTo: ['receive'] },
    { name: 'webhookSecretBefore', kind: 'secret', neededTo: [] },
    { name: 'consumerKey', kind: 'secret', neededTo: ['send'] },
    { name: 'consumerSecret', kind: 'secret', neededTo: ['send'] },
  ],
  open,
  read: readWooOrder,
  send: wooSender,
};

function open({ secrets }: ChannelAccess, { headers, body }: Delivery): Opened {
  const given = base64Of(headers['x-wc-webhook-signature']);
  const isRight = isSignedBy([secrets['webhookSecret'], secrets['webhookSecretBefore']], given, body);
  if (!isRight) {
    const isTest = body.length < 40 && /^webhook_id=\d{1,20}$/.test(body.toString('latin1'));
    return isTest ? { ok: true, kind: 'nothing' } : { ok: false, why: 'signature' };
  }
  const topic = headers['x-wc-webhook-topic'] ?? '';
  const deliveryId = headers['x-wc-webhook-delivery-id'];
  if (!orderTopics.has(topic) || !deliveryId) return { ok: true, kind: 'nothing' };
  return { ok: true, kind: 'order', deliveryId: deliveryId.slice(0, 100), topic };
}
