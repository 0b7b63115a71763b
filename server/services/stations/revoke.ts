// Ends a station: its key and its tokens are worth nothing from now on, the parcels it holds go back to the queue under a
// new fence, the units it might have sold are anybody's again, and its numbers are nobody's, so that what it may still have
// in hand can contradict but never ship or number a second time unseen.
import { companyStream, type StationId } from '../../../shared/domain/ids';
import { takeBackGrant } from '../../../shared/domain/stock/quota';
import { newChangeSet } from '../changes/change-set';
import { changeGrant, loadOpenGrants } from '../changes/grant-changes';
import { storeChanges } from '../changes/store';
import { freeToursOf } from '../tours/tour-leases';
import { endLeases, heldBy, type LeaseTools, warehouseOf } from './end-leases';
import { endNumbersOf } from './number-ranges';

/** @returns how many parcels and unsold units were taken back, or null when there is no such station */
export async function revokeStation(
  tools: LeaseTools,
  stationId: StationId,
  by: StationId,
): Promise<{ parcelsReleased: number; unitsReturned: number } | null> {
  const warehouseId = await warehouseOf(tools.pool, stationId);
  if (warehouseId === null) return null;
  return tools.writer.submit([companyStream, warehouseId], async (tx) => {
    await tx.client.query('UPDATE station SET revoked_at = coalesce(revoked_at, $2) WHERE station_id = $1', [
      stationId,
      tools.now().toISOString(),
    ]);
    await tx.client.query('DELETE FROM station_token WHERE station_id = $1', [stationId]);
    await tx.client.query('DELETE FROM station_challenge WHERE station_id = $1', [stationId]);
    const held = await heldBy(tx, warehouseId, stationId);
    const parcelsReleased = await endLeases(tx, tools, held, { takenBack: false, stationId: by });
    await freeToursOf(tx, tools, warehouseId, stationId);
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    let unitsReturned = 0;
    for (const grant of await loadOpenGrants(tx.client, stationId)) {
      unitsReturned += grant.units - grant.used;
      changeGrant(changes, warehouseId, takeBackGrant(grant));
    }
    if (changes.touchedGrants.size > 0) await storeChanges(tx, changes);
    await endNumbersOf(tx.client, stationId);
    return { parcelsReleased, unitsReturned };
  });
}
