// Signs a station off for good: it is given nothing more, and asked with its next greeting to give back the numbers it has
// not used. Its token goes on until it is revoked, so that it can still deliver what it has: a fact is never refused.
// A spare PC that takes its place takes its work as well; what the old one may still do with it comes under an old fence.
import type { StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { freeToursOf } from '../tours/tour-leases';
import { endLeases, heldBy, type LeaseTools } from './end-leases';

/** False when there is no such station. */
export async function signOffStation(db: Queryable, stationId: StationId, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE station SET signed_off_at = coalesce(signed_off_at, $2) WHERE station_id = $1 AND revoked_at IS NULL',
    [stationId, now.toISOString()],
  );
  return rowCount === 1;
}

/** The unit of work must name the company's stream and the warehouse's. */
export async function takePlace(
  tx: StreamTx,
  tools: Pick<LeaseTools, 'now' | 'newId'>,
  warehouseId: WarehouseId,
  old: StationId,
  by: StationId,
): Promise<void> {
  await signOffStation(tx.client, old, tools.now());
  await tx.client.query('UPDATE station SET replaced_by = $2 WHERE station_id = $1', [old, by]);
  await endLeases(tx, tools, await heldBy(tx, warehouseId, old), { takenBack: true, stationId: by });
  await freeToursOf(tx, tools, warehouseId, old);
}
