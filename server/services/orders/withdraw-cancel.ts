// Head office wants the units after all: the question is taken back, and the box may be sealed and leave again. What the
// bench has left out before it hears of that comes in another box (shared/domain/cancelling).
import type { ParcelId, StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { loadParcels } from '../changes/load';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';

/** @returns false when nothing was asked any more; null when there is no such parcel */
export async function withdrawCancel(
  tools: { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string },
  parcelId: ParcelId,
  by: StationId,
): Promise<boolean | null> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM parcel WHERE parcel_id = $1 AND NOT deleted',
    [parcelId],
  );
  const warehouseId = rows[0]?.stream_id;
  if (warehouseId === undefined) return null;
  return tools.writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadParcels(tx.client, changes, warehouseId, [parcelId]);
    const cause = { at: changes.at, actor: null, stationId: by, opId: null };
    if (!commandParcel(changes, { type: 'WithdrawCancel', parcelId }, cause)) return false;
    await storeChanges(tx, changes);
    return true;
  });
}
