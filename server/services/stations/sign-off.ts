// Signs a station off for good: it is given nothing more, and asked with its next greeting to give back the numbers it has
// not used. Its token goes on until it is revoked, so that it can still deliver what it has.
import type { StationId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

/** False when there is no such station. */
export async function signOffStation(db: Queryable, stationId: StationId, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE station SET signed_off_at = coalesce(signed_off_at, $2) WHERE station_id = $1 AND revoked_at IS NULL',
    [stationId, now.toISOString()],
  );
  return rowCount === 1;
}
