// Tokens for a quarter of an hour against a signed challenge. A challenge is for one station and this head office, works
// once and for a minute; any try uses it up. Only hashes are kept, and nothing says which part of a proof was wrong.
import { hash, randomBytes } from 'node:crypto';
import { type Access, newKeyProofText, tokenProofText } from '../../../shared/contract/station-access';
import type { StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StationRole } from './enrol';
import { isSignedBy } from './station-keys';

export const tokenLifeMs = 15 * 60_000;
export const challengeLifeMs = 60_000;

export type AccessTools = { pool: Queryable; now: () => Date };
export type AccessRefusal = 'challenge-over' | 'proof-refused';
type Given<T> = { ok: true; value: T } | { ok: false; refusal: AccessRefusal };

/** Something to sign. Strangers get one too: whether a station exists is not said. */
export async function makeChallenge(
  { pool, now }: AccessTools,
  stationId: StationId,
): Promise<{ nonce: string; lifeMs: number }> {
  const nonce = randomBytes(32).toString('base64url');
  const nowMs = now().getTime();
  await pool.query('DELETE FROM station_challenge WHERE expires_at < $1', [new Date(nowMs).toISOString()]);
  await pool.query(
    `INSERT INTO station_challenge (nonce_hash, station_id, audience, expires_at)
     SELECT $1, station_id, head_office_id, $3 FROM station, head_office WHERE station_id = $2 AND revoked_at IS NULL`,
    [secretHash(nonce), stationId, new Date(nowMs + challengeLifeMs).toISOString()],
  );
  return { nonce, lifeMs: challengeLifeMs };
}

export async function redeemChallenge(
  tools: AccessTools,
  { stationId, nonce, signature }: { stationId: StationId; nonce: string; signature: string },
): Promise<Given<Access>> {
  const { pool, now } = tools;
  const taken = await pool.query<{ station_id: string; audience: string; is_open: boolean }>(
    `DELETE FROM station_challenge c USING head_office h WHERE nonce_hash = $1
     RETURNING c.station_id, c.audience, c.expires_at > $2 AND c.audience = h.head_office_id AS is_open`,
    [secretHash(nonce), now().toISOString()],
  );
  const challenge = taken.rows[0];
  if (!challenge?.is_open || challenge.station_id !== stationId)
    return { ok: false, refusal: 'challenge-over' };
  const { rows } = await pool.query<{ public_key: string | null }>(
    'SELECT public_key FROM station WHERE station_id = $1 AND revoked_at IS NULL',
    [stationId],
  );
  const publicKey = rows[0]?.public_key ?? null;
  const text = tokenProofText({ stationId, audience: challenge.audience }, nonce);
  if (publicKey === null || !isSignedBy(publicKey, text, signature))
    return { ok: false, refusal: 'proof-refused' };
  // The station has its key and has used it: what it had before is not needed to send the key again.
  await pool.query('UPDATE station SET token_hash = NULL WHERE station_id = $1 AND token_hash IS NOT NULL', [
    stationId,
  ]);
  return { ok: true, value: await issueToken(tools, stationId) };
}

/** A new token of a station that has proved itself. */
export async function issueToken(
  { pool, now }: AccessTools,
  stationId: StationId,
  lifeMs = tokenLifeMs,
): Promise<Access> {
  const token = randomBytes(32).toString('base64url');
  const nowMs = now().getTime();
  await pool.query('DELETE FROM station_token WHERE expires_at < $1', [new Date(nowMs).toISOString()]);
  await pool.query('INSERT INTO station_token (token_hash, station_id, expires_at) VALUES ($1, $2, $3)', [
    secretHash(token),
    stationId,
    new Date(nowMs + lifeMs).toISOString(),
  ]);
  return { token, lifeMs };
}

export type KeyTaken = Access & {
  stationId: StationId;
  audience: string;
  name: string;
  warehouseId: WarehouseId;
  roles: StationRole[];
};

/**
 * A station of the time before keys: its lasting token is worth this one key. The same key again is the same answer,
 * because the first one may have been lost; another key is refused.
 */
export async function takeKey(
  tools: AccessTools,
  lastingToken: string,
  { publicKey, proof }: { publicKey: string; proof: string },
): Promise<Given<KeyTaken>> {
  if (!isSignedBy(publicKey, newKeyProofText(publicKey), proof))
    return { ok: false, refusal: 'proof-refused' };
  const { rows } = await tools.pool.query<{
    station_id: StationId;
    name: string;
    stream_id: WarehouseId;
    roles: StationRole[];
    audience: string;
  }>(
    `UPDATE station SET public_key = $2 FROM head_office
     WHERE token_hash = $1 AND revoked_at IS NULL AND coalesce(public_key, $2) = $2
     RETURNING station_id, name, stream_id, roles, head_office_id AS audience`,
    [secretHash(lastingToken), publicKey],
  );
  const row = rows[0];
  if (!row) return { ok: false, refusal: 'proof-refused' };
  const { station_id: stationId, name, stream_id: warehouseId, roles, audience } = row;
  const access = await issueToken(tools, stationId);
  return { ok: true, value: { ...access, stationId, audience, name, warehouseId, roles } };
}

/** What is kept of a secret of 256 bits: nobody guesses it, so it needs no salt. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
