// Stations for the office: when each was last heard of, how much it has not delivered yet, up to where its ops are
// proven to be here, what it holds, and what numbers it has left.
import type { z } from 'zod';
import type { stationsResponseSchema } from '../../../shared/contract/stations';
import { kindOf, type NumberKind } from '../../../shared/domain/numbers/number-range';
import type { Queryable } from '../../db/pool';

type Row = {
  station_id: string;
  name: string;
  stream_id: string;
  last_seen_at: string | null;
  unsent: number;
  oldest_unsent_at: string | null;
  skew_ms: number | null;
  app_version: string | null;
  chain_broken_at: number | null;
  last_station_seq: number;
  zone: string | null;
  max_parcels: number;
  leased: number;
  packing: number;
  sealed: number;
  lease_until: string | null;
  signed_off_at: string | null;
};

export async function listStations(db: Queryable): Promise<z.infer<typeof stationsResponseSchema>> {
  const { rows } = await db.query<Row>(
    `SELECT s.*, held.* FROM station s
     CROSS JOIN LATERAL (
       SELECT (count(*) FILTER (WHERE state = 'leased'))::int AS leased, (count(*) FILTER (WHERE state = 'packing'))::int AS packing,
         (count(*) FILTER (WHERE state IN ('sealed', 'labelled')))::int AS sealed, max(lease_until) FILTER (WHERE state IN ('leased', 'packing')) AS lease_until
       FROM parcel p WHERE p.stream_id = s.stream_id AND p.holder_station_id = s.station_id
         AND p.state IN ('leased', 'packing', 'sealed', 'labelled')) held
     WHERE s.revoked_at IS NULL ORDER BY s.name, s.enrolled_at`,
    [],
  );
  const zones = await db.query<{ stream_id: string; zones: string[] }>(
    `SELECT stream_id, array_agg(DISTINCT zone ORDER BY zone) AS zones FROM location WHERE zone IS NOT NULL GROUP BY stream_id`,
    [],
  );
  const numbers = await numbersLeft(db);
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
      heldParcels: row.leased + row.packing + row.sealed,
      zone: row.zone,
      maxParcels: row.max_parcels,
      leased: row.leased,
      packing: row.packing,
      sealed: row.sealed,
      leaseUntil: row.lease_until,
      signedOff: row.signed_off_at !== null,
      numbers: { sscc: 0, document: 0, carrier: 0, ...numbers.get(row.station_id) },
    })),
    zones: Object.fromEntries(zones.rows.map((row) => [row.stream_id, row.zones])),
  };
}

async function numbersLeft(db: Queryable): Promise<Map<string, Partial<Record<NumberKind, number>>>> {
  const { rows } = await db.query<{ station_id: string; series: string; left: number }>(
    `SELECT station_id, series, sum(to_no - next_no + 1)::bigint AS left FROM number_range
     WHERE state = 'given' AND station_id IS NOT NULL GROUP BY station_id, series`,
  );
  const numbers = new Map<string, Partial<Record<NumberKind, number>>>();
  for (const { station_id, series, left } of rows) {
    const own = numbers.get(station_id) ?? {};
    own[kindOf(series)] = (own[kindOf(series)] ?? 0) + left;
    numbers.set(station_id, own);
  }
  return numbers;
}
