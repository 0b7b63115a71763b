// What one process of head office revokes ends in all of them: open live streams of a revoked station are looked for
// again and again, because nothing else would ask about a stream that is already open.
import type { Queryable } from '../../db/pool';
import type { LiveStreams } from '../sync/live-streams';
import type { TokenBook } from './tokens';

export type EndRevokedTools = {
  pool: Queryable;
  live: Pick<LiveStreams, 'stationIds' | 'closeOf'>;
  tokens: Pick<TokenBook, 'forget'>;
};

/** For a job: one look. @returns false, it never has more to do at once */
export async function endRevoked({ pool, live, tokens }: EndRevokedTools): Promise<boolean> {
  const stationIds = live.stationIds();
  if (stationIds.length === 0) return false;
  // A station that is not there at all was enrolled after the backup that head office went back to.
  const { rows } = await pool.query<{ station_id: string }>({
    name: 'revoked-among',
    text: `SELECT asked.id AS station_id FROM unnest($1::uuid[]) AS asked (id)
           LEFT JOIN station s ON s.station_id = asked.id WHERE s.station_id IS NULL OR s.revoked_at IS NOT NULL`,
    values: [stationIds],
  });
  for (const { station_id } of rows) {
    tokens.forget(station_id);
    live.closeOf(station_id);
  }
  return false;
}
