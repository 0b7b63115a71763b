// What a station may take: the zone whose parcels it packs, and how many it may hold, so that no bench hoards the queue.
// It says what it wants with every greeting; this is what it gets at most, from the next greeting on.
import type { StationWork } from '../../../shared/contract/leases';
import type { StationId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

/** @returns false when there is no such station */
export async function setStationWork(
  db: Queryable,
  stationId: StationId,
  work: StationWork,
): Promise<boolean> {
  const { rows } = await db.query(
    'UPDATE station SET zone = $2, max_parcels = $3 WHERE station_id = $1 AND revoked_at IS NULL RETURNING 1',
    [stationId, work.zone, work.maxParcels],
  );
  return rows.length > 0;
}
