// Ends a station: its key and its tokens are worth nothing from now on, and the parcels it holds go back to the queue under a new fence,
// so that what it may still send later can contradict but never ship a second time unseen.
import { companyStream, type StationId, type WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';

export type RevokeTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** @returns how many parcels were taken back, or null when there is no such station */
export async function revokeStation(tools: RevokeTools, stationId: StationId): Promise<number | null> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM station WHERE station_id = $1',
    [stationId],
  );
  const warehouseId = rows[0]?.stream_id;
  if (warehouseId === undefined) return null;
  return tools.writer.submit([companyStream, warehouseId], async (tx) => {
    const at = tools.now().toISOString();
    await tx.client.query('UPDATE station SET revoked_at = coalesce(revoked_at, $2) WHERE station_id = $1', [
      stationId,
      at,
    ]);
    await tx.client.query('DELETE FROM station_token WHERE station_id = $1', [stationId]);
    await tx.client.query('DELETE FROM station_challenge WHERE station_id = $1', [stationId]);
    const changes = newChangeSet(at, tools.newId);
    const held = await tx.client.query<{ doc: Parcel }>(
      `SELECT doc FROM parcel WHERE stream_id = $1 AND holder_station_id = $2 AND state IN ('leased', 'packing')`,
      [warehouseId, stationId],
    );
    for (const { doc } of held.rows) {
      changes.parcels.set(doc.parcelId, doc);
      commandParcel(changes, { type: 'EndLease', parcelId: doc.parcelId });
    }
    await storeChanges(tx, changes);
    return held.rows.length;
  });
}
