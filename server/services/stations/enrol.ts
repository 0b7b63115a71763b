// Makes a PC a station: a code for the place of its key, once. The private half of the key never leaves the PC; a range of
// parcel numbers (SSCC) goes with it, so that the bench can number boxes with head office down. No two ranges overlap.
import { type Access, enrolProofText } from '../../../shared/contract/station-access';
import { companyStream, type StationId, type WarehouseId } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { saveEntries } from '../directory/save-entries';
import { issueToken, secretHash } from './access-tokens';
import { codeForPeople, type EnrolmentCode, isSameHash, makeCode, readCode } from './enrolment-code';
import { takePlace } from './sign-off';
import { firstSsccs } from './number-ranges';
import { isSignedBy } from './station-keys';

export type StationRole = 'station' | 'office';

export const codeLifeMs = 10 * 60_000;
const mostTries = 5;

/** @returns the code for people; only its hash is kept */
export async function createEnrolmentCode(
  db: Queryable,
  warehouseId: WarehouseId,
  roles: readonly StationRole[],
  now: Date,
  replaces: StationId | null = null,
): Promise<{ code: string; expiresAt: string }> {
  const expiresAt = new Date(now.getTime() + codeLifeMs).toISOString();
  for (;;) {
    const code = makeCode();
    const { rowCount } = await db.query(
      `INSERT INTO enrolment_code (code_id, code_hash, stream_id, roles, expires_at, replaces) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [code.codeId, secretHash(code.secret), warehouseId, roles, expiresAt, replaces],
    );
    if (rowCount === 1) return { code: codeForPeople(code), expiresAt };
    // The short half is taken by a code that is dead: it makes room.
    await db.query(
      'DELETE FROM enrolment_code WHERE code_id = $1 AND (used_at IS NOT NULL OR expires_at < $2)',
      [code.codeId, now.toISOString()],
    );
  }
}

export type Enrolled = Access & {
  stationId: StationId;
  audience: string;
  name: string;
  warehouseId: WarehouseId;
  roles: StationRole[];
};
export type EnrolRefusal =
  | 'enrol-code-wrong'
  | 'enrol-code-used'
  | 'enrol-code-expired'
  | 'enrol-proof-wrong'
  | 'enrol-tries-used'
  | 'number-range-empty';

export type EnrolTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  ssccPrefix: string;
};

/** What a PC sends: the code as it was typed, what people call the PC, its public key, and that it has the private one. */
export type Enrolment = { code: string; name: string; publicKey: string; proof: string };

export async function enrolStation(
  tools: EnrolTools,
  { code: typed, name, publicKey, proof }: Enrolment,
): Promise<{ ok: true; enrolled: Enrolled } | { ok: false; refusal: EnrolRefusal }> {
  const code = readCode(typed);
  if (!code) return { ok: false, refusal: 'enrol-code-wrong' };
  if (!isSignedBy(publicKey, enrolProofText(typed, publicKey), proof))
    return { ok: false, refusal: 'enrol-proof-wrong' };
  const checked = await checkCode(tools.pool, code, tools.now());
  if (typeof checked === 'string') return { ok: false, refusal: checked };
  // Whose place it takes loses its leases in the same moment.
  const streams = checked.replaces ? [companyStream, checked.warehouseId] : [companyStream];
  return tools.writer.submit(streams, (tx) => enrol(tx, tools, code, name, publicKey));
}

/** Counts a wrong secret against the code, outside the stream, so that guessing holds nobody up. */
async function checkCode(
  pool: Pool,
  code: EnrolmentCode,
  now: Date,
): Promise<EnrolRefusal | { warehouseId: WarehouseId; replaces: StationId | null }> {
  const { rows } = await pool.query<{
    code_hash: string;
    tries: number;
    used_at: string | null;
    expires_at: string;
    stream_id: WarehouseId;
    replaces: StationId | null;
  }>(
    'SELECT code_hash, tries, used_at, expires_at, stream_id, replaces FROM enrolment_code WHERE code_id = $1',
    [code.codeId],
  );
  const row = rows[0];
  if (!row) return 'enrol-code-wrong';
  if (row.tries >= mostTries) return 'enrol-tries-used';
  if (!isSameHash(row.code_hash, secretHash(code.secret))) {
    await pool.query('UPDATE enrolment_code SET tries = tries + 1 WHERE code_id = $1', [code.codeId]);
    return 'enrol-code-wrong';
  }
  if (row.used_at !== null) return 'enrol-code-used';
  if (new Date(row.expires_at) <= now) return 'enrol-code-expired';
  return { warehouseId: row.stream_id, replaces: row.replaces };
}

async function enrol(
  tx: StreamTx,
  tools: EnrolTools,
  code: EnrolmentCode,
  name: string,
  publicKey: string,
): Promise<{ ok: true; enrolled: Enrolled } | { ok: false; refusal: EnrolRefusal }> {
  const now = tools.now().toISOString();
  const used = await tx.client.query<{
    stream_id: WarehouseId;
    roles: StationRole[];
    replaces: StationId | null;
  }>(
    'UPDATE enrolment_code SET used_at = $2 WHERE code_id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING stream_id, roles, replaces',
    [code.codeId, now],
  );
  const granted = used.rows[0];
  if (!granted) return { ok: false, refusal: 'enrol-code-used' };
  const range = await firstSsccs(tx.client, tools.ssccPrefix);
  if (!range) return { ok: false, refusal: 'number-range-empty' };
  const stationId = tools.newId() as StationId;
  const { stream_id: warehouseId, roles } = granted;
  const inserted = await tx.client.query<{ audience: string }>(
    `INSERT INTO station (station_id, stream_id, name, roles, public_key, sscc_prefix, sscc_from, sscc_to, enrolled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING (SELECT head_office_id FROM head_office) AS audience`,
    [stationId, warehouseId, name, roles, publicKey, tools.ssccPrefix, range.from, range.to, now],
  );
  await range.assignTo(stationId);
  const station = {
    stationId,
    name,
    warehouseId,
    ssccPrefix: tools.ssccPrefix,
    ssccFrom: range.from,
    ssccTo: range.to,
  };
  // Every bench of the company reads the directory; stations of before ranges came with greetings find their numbers there.
  await saveEntries(tx, [{ kind: 'station', entryId: `station-${stationId}`, station }]);
  if (granted.replaces) await takePlace(tx, tools, warehouseId, granted.replaces, stationId);
  const access = await issueToken({ pool: tx.client, now: tools.now }, stationId);
  const audience = inserted.rows[0]?.audience ?? '';
  return { ok: true, enrolled: { ...access, stationId, audience, name, warehouseId, roles } };
}
