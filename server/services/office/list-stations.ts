// Stations for the office: when each was last heard of, and how much it has not delivered yet.
import type { z } from 'zod';
import type { stationsResponseSchema } from '../../../shared/contract/http';
import type { Queryable } from '../../db/pool';
import { from, rowsOf } from '../../db/select';

export async function listStations(db: Queryable): Promise<z.infer<typeof stationsResponseSchema>> {
  const rows = await rowsOf(
    db,
    from
      .selectFrom('station')
      .select([
        'station_id',
        'name',
        'stream_id',
        'last_seen_at',
        'unsent',
        'oldest_unsent_at',
        'skew_ms',
        'app_version',
        'chain_broken_at',
      ])
      .where('revoked_at', 'is', null)
      .orderBy('name')
      .orderBy('enrolled_at'),
  );
  return {
    rows: rows.map((row) => ({
      stationId: row.station_id,
      name: row.name,
      warehouseId: row.stream_id,
      lastSeenAt: row.last_seen_at,
      unsent: row.unsent,
      oldestUnsentAt: row.oldest_unsent_at,
      skewMs: row.skew_ms,
      appVersion: row.app_version,
      chain:
        row.chain_broken_at === null
          ? { state: 'intact' as const }
          : { state: 'broken' as const, stationSeq: row.chain_broken_at },
    })),
  };
}
