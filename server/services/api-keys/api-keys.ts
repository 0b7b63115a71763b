// Keys that other systems ask with: made once, kept as a hash, found by their public half. A key has 256 bits of chance, so
// a plain hash is enough: nobody can try them.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKeyRow } from '../../../shared/contract/api-keys';
import type { ApiScope } from '../../../shared/domain/api-key/scopes';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

export type KnownKey = { keyId: string; name: string; scopes: readonly ApiScope[]; perMinute: number };

const shape = /^wbk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
/** That a key was used is written down so often at most. */
const usedEveryMs = 60_000;

export function looksLikeKey(token: string): boolean {
  return token.startsWith('wbk_');
}

type Doc = { name: string; scopes: ApiScope[]; perMinute: number };

/** @returns the key, for the only time */
export async function makeKey(
  db: Queryable,
  doc: Doc,
  { at, by }: { at: string; by: string },
): Promise<{ keyId: string; key: string }> {
  const keyId = randomBytes(6).toString('hex');
  const key = `wbk_${keyId}_${randomBytes(32).toString('base64url')}`;
  await db.query(
    'INSERT INTO api_key (stream_id, key_id, doc, hash, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [companyStream, keyId, JSON.stringify(doc), hashOf(key), at, by],
  );
  return { keyId, key };
}

/** Null for a key that nobody made, or that was revoked. */
export async function knownKey(db: Queryable, token: string, at: Date): Promise<KnownKey | null> {
  const keyId = shape.exec(token)?.[1];
  if (keyId === undefined) return null;
  const { rows } = await db.query<{ doc: Doc; hash: Buffer; used_at: string | null }>({
    name: 'api-key',
    text: 'SELECT doc, hash, used_at FROM api_key WHERE stream_id = $1 AND key_id = $2 AND revoked_at IS NULL',
    values: [companyStream, keyId],
  });
  const [row] = rows;
  if (!row || !timingSafeEqual(row.hash, hashOf(token))) return null;
  if (row.used_at === null || at.getTime() - Date.parse(row.used_at) > usedEveryMs)
    await db.query('UPDATE api_key SET used_at = $3 WHERE stream_id = $1 AND key_id = $2', [
      companyStream,
      keyId,
      at.toISOString(),
    ]);
  return { keyId, ...row.doc };
}

export async function listKeys(db: Queryable): Promise<ApiKeyRow[]> {
  const { rows } = await db.query<{
    key_id: string;
    doc: Doc;
    created_at: string;
    created_by: string;
    used_at: string | null;
    revoked_at: string | null;
  }>(
    `SELECT key_id, doc, created_at, created_by, used_at, revoked_at FROM api_key WHERE stream_id = $1
     ORDER BY revoked_at IS NOT NULL, created_at DESC LIMIT 500`,
    [companyStream],
  );
  const isoOf = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
  return rows.map(({ key_id: keyId, doc, created_at, created_by, used_at, revoked_at }) => ({
    keyId,
    ...doc,
    createdAt: new Date(created_at).toISOString(),
    createdBy: created_by,
    usedAt: isoOf(used_at),
    revokedAt: isoOf(revoked_at),
  }));
}

export async function revokeKey(db: Queryable, keyId: string, at: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE api_key SET revoked_at = coalesce(revoked_at, $3) WHERE stream_id = $1 AND key_id = $2',
    [companyStream, keyId, at],
  );
  return rowCount === 1;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
