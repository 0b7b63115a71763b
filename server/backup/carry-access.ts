// Who may come in is not rolled back with the data: a station revoked since the backup stays revoked, and one that has
// given its lasting token for a key since then keeps its key. Nobody is let in who was not let in before.
import type { Pool, Queryable } from '../db/pool';

export type Access = {
  headOfficeId: string;
  stations: { station_id: string; public_key: string | null; revoked_at: string | null }[];
} | null;

/** Of the data in use; null when it knows no keys yet. */
export async function accessOf(client: Queryable): Promise<Access> {
  const { rows: tables } = await client.query(`SELECT 1 FROM pg_tables WHERE tablename = 'head_office'`);
  if (tables.length === 0) return null;
  const own = await client.query<{ id: string }>('SELECT head_office_id AS id FROM head_office');
  const { rows } = await client.query<{
    station_id: string;
    public_key: string | null;
    revoked_at: string | null;
  }>('SELECT station_id, public_key, revoked_at::text FROM station');
  return { headOfficeId: own.rows[0]?.id ?? '', stations: rows };
}

/** Into the restored data. */
export async function carryAccess(pool: Pool, access: Access): Promise<void> {
  if (access === null || access.stations.length === 0) return;
  const ids = access.stations.map((row) => row.station_id);
  const { rowCount } = await pool.query(
    `UPDATE station s SET public_key = n.public_key, token_hash = NULL
     FROM unnest($1::uuid[], $2::text[]) AS n (station_id, public_key)
     WHERE s.station_id = n.station_id AND s.public_key IS NULL AND n.public_key IS NOT NULL`,
    [ids, access.stations.map((row) => row.public_key)],
  );
  await pool.query(
    `UPDATE station s SET revoked_at = n.revoked_at FROM unnest($1::uuid[], $2::timestamptz[]) AS n (station_id, revoked_at)
     WHERE s.station_id = n.station_id AND s.revoked_at IS NULL AND n.revoked_at IS NOT NULL`,
    [ids, access.stations.map((row) => row.revoked_at)],
  );
  // A backup from before keys has no name of its own that a station would sign for.
  if ((rowCount ?? 0) > 0)
    await pool.query('UPDATE head_office SET head_office_id = $1', [access.headOfficeId]);
}
