// EasyPost's trackers in our words, and its webhook messages: signed with HMAC-SHA256 over the body as it came, the secret
// in Unicode's NFKD form, told in the header X-Hmac-Signature as `hmac-sha256-hex=...` (docs.easypost.com, webhooks guide).
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { TrackingEvent, TrackingStatus } from '../../../../shared/domain/shipment/tracking';
import type { CarrierNews, WebhookMessage } from '../carrier-strategy';
import { easypostEvent, easypostTracker, type EasypostTracker } from './easypost-formats';

const statuses: Readonly<Record<string, TrackingStatus>> = {
  unknown: 'unknown',
  pre_transit: 'pending',
  in_transit: 'in-transit',
  out_for_delivery: 'out-for-delivery',
  delivered: 'delivered',
  available_for_pickup: 'ready-for-pickup',
  return_to_sender: 'return-to-sender',
  failure: 'delivery-failed',
  cancelled: 'cancelled',
  error: 'unknown',
};

export function eventsOf(tracker: EasypostTracker): TrackingEvent[] {
  const details = tracker.tracking_details ?? [];
  const told =
    details.length > 0 || !tracker.updated_at
      ? details
      : [{ status: tracker.status, datetime: tracker.updated_at, message: null, tracking_location: null }];
  return told.flatMap((detail): TrackingEvent[] => {
    const atMs = Date.parse(detail.datetime);
    if (Number.isNaN(atMs)) return [];
    const at = new Date(atMs).toISOString();
    const status = statuses[detail.status] ?? 'unknown';
    const place = [detail.tracking_location?.city, detail.tracking_location?.country]
      .filter((part) => part)
      .join(', ')
      .slice(0, 120);
    const message = (detail.message ?? '').slice(0, 300);
    // The same news in a webhook and in an answer has the same words, and no id of its own.
    const eventId = createHash('sha256')
      .update(JSON.stringify([at, status, message, place]))
      .digest('hex')
      .slice(0, 32);
    return [{ eventId, status, at, message, place }];
  });
}

export function signatureOf(body: Buffer, secret: string): string {
  const digest = createHmac('sha256', Buffer.from(secret.normalize('NFKD'), 'utf8'))
    .update(body)
    .digest('hex');
  return `hmac-sha256-hex=${digest}`;
}

export function readEasypostNews(
  { headers, body }: WebhookMessage,
  secret: string | undefined,
): CarrierNews | null {
  const given = Buffer.from(headers['x-hmac-signature'] ?? '');
  if (!secret) return null;
  const wanted = Buffer.from(signatureOf(body, secret));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const event = easypostEvent.safeParse(jsonOf(body));
  if (!event.success || !event.data.description.startsWith('tracker.')) return [];
  const tracker = easypostTracker.safeParse(event.data.result);
  if (!tracker.success) return [];
  const { tracking_code: trackingNumber, shipment_id: providerId } = tracker.data;
  return [{ trackingNumber, providerId: providerId ?? null, events: eventsOf(tracker.data) }];
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
