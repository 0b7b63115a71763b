// Stations for the office: when each was last heard of, how much it has not delivered yet, up to where its ops are
// proven to be here, and how many parcels it holds.
import { sql } from 'kysely';
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
        'last_station_seq',
        sql<number>`(SELECT count(*) FROM parcel p WHERE p.stream_id = station.stream_id
          AND p.holder_station_id = station.station_id AND p.state NOT IN ('handed-over', 'cancelled') AND NOT p.deleted)`.as(
          'held_parcels',
        ),
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
      provenSeq: row.last_station_seq,
      heldParcels: row.held_parcels,
    })),
  };
}
