// Links of the public tracking page: the parcel's id with a code that only head office can make, so that knowing one link
// gives no other. A link stays good as long as the key does.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../../db/pool';

const keyName = 'tracking';
const codeBytes = 16;
const idBytes = 16;

export async function trackingKeyOf(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ secret: string }>({
    name: 'tracking-key',
    text: 'SELECT secret FROM page_key WHERE name = $1',
    values: [keyName],
  });
  if (rows[0]) return rows[0].secret;
  await db.query('INSERT INTO page_key (name, secret) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    keyName,
    randomBytes(32).toString('base64url'),
  ]);
  return trackingKeyOf(db);
}

export function trackingPath(key: string, parcelId: string): string {
  const id = Buffer.from(parcelId.replaceAll('-', ''), 'hex');
  return `/t/${Buffer.concat([id, codeOf(key, id)]).toString('base64url')}`;
}

/** @returns the parcel's id; null for a link that head office did not make */
export function parcelOfLink(key: string, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== idBytes + codeBytes || bytes.toString('base64url') !== token) return null;
  const id = bytes.subarray(0, idBytes);
  if (!timingSafeEqual(bytes.subarray(idBytes), codeOf(key, id))) return null;
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function codeOf(key: string, id: Buffer): Buffer {
  return createHmac('sha256', key).update('tracking').update(id).digest().subarray(0, codeBytes);
}
