// Signatures of webhooks as the Standard Webhooks specification has them: HMAC-SHA256 over id, time and body, one signature
// a secret, so that a receiver can change from one to the other without missing anything.
import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';
/** The specification asks for 24 to 64 bytes. */
const secretBytes = 32;
/** How long the secret before is signed with beside the new one. */
const overlapMs = 86_400_000;

export type WebhookSecret = { secret: string /** Null: the one in use. */; until: string | null };

export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(secretBytes).toString('base64')}`;
}

export function signedHeaders(
  secrets: readonly WebhookSecret[],
  deliveryId: string,
  body: string,
  at: Date,
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const valid = secrets.filter(({ until }) => until === null || Date.parse(until) > at.getTime());
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': seconds,
    'webhook-signature': valid
      .map(({ secret }) => `v1,${signatureOf(secret, `${deliveryId}.${seconds}.${body}`)}`)
      .join(' '),
  };
}

/** The newest first; two at most. */
export function rotated(secrets: readonly WebhookSecret[], fresh: string, at: Date): WebhookSecret[] {
  const [current] = secrets;
  const until = new Date(at.getTime() + overlapMs).toISOString();
  return [{ secret: fresh, until: null }, ...(current ? [{ secret: current.secret, until }] : [])];
}

function signatureOf(secret: string, text: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(text).digest('base64');
}
