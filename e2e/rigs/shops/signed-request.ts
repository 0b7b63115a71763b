// One request of our own signed protocol, as a shop makes it: the body, and the headers that sign it.
import { createHmac } from 'node:crypto';
import type { ShopDelivery } from './shop';

/** @param at the shop's clock */
export function signedRequest(secret: string, content: object, at: Date = new Date()): ShopDelivery {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'waybill-timestamp': timestamp,
      'waybill-signature': signatureOf(secret, timestamp, body),
    },
  };
}

export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** Sends it to a channel's door and gives the answer's JSON, whatever its status. */
export async function tellSigned(
  origin: string,
  channelId: string,
  path: string,
  { headers, body }: ShopDelivery,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${origin}/v1/channels/${channelId}/${path}`, { method: 'POST', headers, body });
  return (await answer.json()) as Record<string, unknown>;
}
