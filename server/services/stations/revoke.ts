// Ends a station: its key and its tokens are worth nothing from now on, and the parcels it holds go back to the queue under a new fence,
// so that what it may still send later can contradict but never ship a second time unseen.
import { companyStream, type StationId } from '../../../shared/domain/ids';
import { endLeases, heldBy, type LeaseTools, warehouseOf } from './end-leases';

/** @returns how many parcels were taken back, or null when there is no such station */
export async function revokeStation(
  tools: LeaseTools,
  stationId: StationId,
  by: StationId,
): Promise<number | null> {
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
    return endLeases(tx, tools, held, { takenBack: false, stationId: by });
  });
}
