// Ends leases before or at their time, under new fences: what the bench may still send of them can contradict, but never
// ship a second time unseen. A cancellation that was asked of such a box is decided with it, so its order changes too.
import { companyStream, type ParcelId, type StationId, type WarehouseId } from '../../../shared/domain/ids';
import { isStanding } from '../../../shared/domain/cancelling/questions';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Pool } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { type Cause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';
import { freeToursOf } from '../tours/tour-leases';

export type LeaseTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** The unit of work must name the company's stream and the warehouse's. `parcels` are read inside it. */
export async function endLeases(
  tx: StreamTx,
  tools: Pick<LeaseTools, 'now' | 'newId'>,
  parcels: readonly Parcel[],
  by: { takenBack: boolean; stationId: string | null },
): Promise<number> {
  const changes = newChangeSet(tools.now().toISOString(), tools.newId);
  const asked = parcels.filter(({ cancel }) => isStanding(cancel));
  await loadOrders(
    tx.client,
    changes,
    asked.map(({ orderId }) => orderId),
  );
  const cause: Cause = { at: changes.at, actor: null, stationId: by.stationId, opId: null };
  let ended = 0;
  for (const parcel of parcels) {
    changes.parcels.set(parcel.parcelId, parcel);
    const { parcelId } = parcel;
    if (commandParcel(changes, { type: 'EndLease', parcelId, takenBack: by.takenBack }, cause)) ended += 1;
  }
  if (ended > 0) await storeChanges(tx, changes);
  return ended;
}

/**
 * Takes one parcel back from the bench that holds it under this fence.
 * @param by the office station that acts
 * @returns how many leases ended: 0 when the bench sealed it or it was taken back before; null when there is no such parcel
 */
export async function takeBackParcel(
  tools: LeaseTools,
  parcelId: ParcelId,
  fence: number,
  by: StationId,
): Promise<number | null> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM parcel WHERE parcel_id = $1 AND NOT deleted',
    [parcelId],
  );
  const warehouseId = rows[0]?.stream_id;
  if (warehouseId === undefined) return null;
  return tools.writer.submit([companyStream, warehouseId], async (tx) => {
    const held = await tx.client.query<{ doc: Parcel }>(
      `SELECT doc FROM parcel WHERE stream_id = $1 AND parcel_id = $2 AND fence = $3 AND state IN ('leased', 'packing')`,
      [warehouseId, parcelId, fence],
    );
    return endLeases(tx, tools, docsOf(held.rows), { takenBack: true, stationId: by });
  });
}

/** Takes back everything a station holds and has not sealed; the station itself goes on. */
export async function takeBackAll(
  tools: LeaseTools,
  stationId: StationId,
  by: StationId,
): Promise<number | null> {
  const warehouseId = await warehouseOf(tools.pool, stationId);
  if (warehouseId === null) return null;
  return tools.writer.submit([companyStream, warehouseId], async (tx) => {
    await freeToursOf(tx, tools, warehouseId, stationId);
    return endLeases(tx, tools, await heldBy(tx, warehouseId, stationId), { takenBack: true, stationId: by });
  });
}

export async function warehouseOf(pool: Pool, stationId: StationId): Promise<WarehouseId | null> {
  const { rows } = await pool.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM station WHERE station_id = $1',
    [stationId],
  );
  return rows[0]?.stream_id ?? null;
}

export async function heldBy(
  tx: StreamTx,
  warehouseId: WarehouseId,
  stationId: StationId,
): Promise<Parcel[]> {
  const held = await tx.client.query<{ doc: Parcel }>(
    `SELECT doc FROM parcel WHERE stream_id = $1 AND holder_station_id = $2 AND state IN ('leased', 'packing')
     ORDER BY parcel_id`,
    [warehouseId, stationId],
  );
  return docsOf(held.rows);
}

function docsOf(rows: readonly { doc: Parcel }[]): Parcel[] {
  return rows.map(({ doc }) => doc);
}
