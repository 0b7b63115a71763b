// Makes a PC a station: a code for a token, once. The token is shown to the station and kept here as a hash; a range of
// parcel numbers (SSCC) goes with it, so that the bench can number boxes with head office down. No two ranges overlap.
import { createHash, randomBytes } from 'node:crypto';
import { companyStream, type StationId, type WarehouseId } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { saveEntries } from '../directory/save-entries';
import {
  codeForPeople,
  type EnrolmentCode,
  isSameHash,
  makeCode,
  readCode,
  secretHash,
} from './enrolment-code';
import { nextRange } from './number-ranges';

export type StationRole = 'station' | 'office';

export const codeLifeMs = 10 * 60_000;
const mostTries = 5;

/** @returns the code for people; only its hash is kept */
export async function createEnrolmentCode(
  db: Queryable,
  warehouseId: WarehouseId,
  roles: readonly StationRole[],
  now: Date,
): Promise<{ code: string; expiresAt: string }> {
  const expiresAt = new Date(now.getTime() + codeLifeMs).toISOString();
  for (;;) {
    const code = makeCode();
    const { rowCount } = await db.query(
      `INSERT INTO enrolment_code (code_id, code_hash, stream_id, roles, expires_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [code.codeId, secretHash(code.secret), warehouseId, roles, expiresAt],
    );
    if (rowCount === 1) return { code: codeForPeople(code), expiresAt };
    // The short half is taken by a code that is dead: it makes room.
    await db.query(
      'DELETE FROM enrolment_code WHERE code_id = $1 AND (used_at IS NOT NULL OR expires_at < $2)',
      [code.codeId, now.toISOString()],
    );
  }
}

export type Enrolled = {
  stationId: StationId;
  token: string;
  name: string;
  warehouseId: WarehouseId;
  roles: StationRole[];
};
export type EnrolRefusal =
  | 'enrol-code-wrong'
  | 'enrol-code-used'
  | 'enrol-code-expired'
  | 'enrol-tries-used'
  | 'number-range-empty';

export type EnrolTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  ssccPrefix: string;
};

export async function enrolStation(
  tools: EnrolTools,
  typed: string,
  name: string,
): Promise<{ ok: true; enrolled: Enrolled } | { ok: false; refusal: EnrolRefusal }> {
  const code = readCode(typed);
  if (!code) return { ok: false, refusal: 'enrol-code-wrong' };
  const refusal = await checkCode(tools.pool, code, tools.now());
  if (refusal) return { ok: false, refusal };
  return tools.writer.submit([companyStream], (tx) => enrol(tx, tools, code, name));
}

/** Counts a wrong secret against the code, outside the stream, so that guessing holds nobody up. */
async function checkCode(pool: Pool, code: EnrolmentCode, now: Date): Promise<EnrolRefusal | null> {
  const { rows } = await pool.query<{
    code_hash: string;
    tries: number;
    used_at: string | null;
    expires_at: string;
  }>('SELECT code_hash, tries, used_at, expires_at FROM enrolment_code WHERE code_id = $1', [code.codeId]);
  const row = rows[0];
  if (!row) return 'enrol-code-wrong';
  if (row.tries >= mostTries) return 'enrol-tries-used';
  if (!isSameHash(row.code_hash, secretHash(code.secret))) {
    await pool.query('UPDATE enrolment_code SET tries = tries + 1 WHERE code_id = $1', [code.codeId]);
    return 'enrol-code-wrong';
  }
  if (row.used_at !== null) return 'enrol-code-used';
  return new Date(row.expires_at) <= now ? 'enrol-code-expired' : null;
}

async function enrol(
  tx: StreamTx,
  tools: EnrolTools,
  code: EnrolmentCode,
  name: string,
): Promise<{ ok: true; enrolled: Enrolled } | { ok: false; refusal: EnrolRefusal }> {
  const now = tools.now().toISOString();
  const used = await tx.client.query<{ stream_id: WarehouseId; roles: StationRole[] }>(
    'UPDATE enrolment_code SET used_at = $2 WHERE code_id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING stream_id, roles',
    [code.codeId, now],
  );
  const granted = used.rows[0];
  if (!granted) return { ok: false, refusal: 'enrol-code-used' };
  const range = await nextRange(tx.client, tools.ssccPrefix);
  if (!range) return { ok: false, refusal: 'number-range-empty' };
  const stationId = tools.newId() as StationId;
  const token = randomBytes(32).toString('base64url');
  const { stream_id: warehouseId, roles } = granted;
  await tx.client.query(
    `INSERT INTO station (station_id, stream_id, name, roles, token_hash, sscc_prefix, sscc_from, sscc_to, enrolled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [stationId, warehouseId, name, roles, tokenHash(token), tools.ssccPrefix, range.from, range.to, now],
  );
  const station = {
    stationId,
    name,
    warehouseId,
    ssccPrefix: tools.ssccPrefix,
    ssccFrom: range.from,
    ssccTo: range.to,
  };
  // Every bench of the company reads the directory; it is where a station finds its own numbers.
  await saveEntries(tx, [{ kind: 'station', entryId: `station-${stationId}`, station }]);
  return { ok: true, enrolled: { stationId, token, name, warehouseId, roles } };
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
