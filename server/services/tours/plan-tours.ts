// Plans tours of parcels that wait, and stores them: each parcel joins its tour in the same transaction, so that no bench
// and no other tour takes it.
import type { ParcelId, TourId, WarehouseId } from '../../../shared/domain/ids';
import { type BinPlace, floorMapOf } from '../../../shared/domain/tour/floor-map';
import { tourOf } from '../../../shared/domain/tour/plan';
import type { PickMethod } from '../../../shared/domain/tour/tour';
import { isBeingPicked } from '../../../shared/domain/parcel/picked-units';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadParcels } from '../changes/load';
import { storeChanges } from '../changes/store';
import { happenOnTour } from '../changes/tour-changes';

export type TourTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export type TourGroup = {
  parcelIds: readonly ParcelId[];
  method: PickMethod;
  zone: string | null;
  waveId: string | null;
  dueAt: string | null;
};

/** @returns the tours that were made; of parcels that are packed or picked already there is none */
export async function planTours(
  tools: TourTools,
  warehouseId: WarehouseId,
  groups: readonly TourGroup[],
): Promise<TourId[]> {
  const map = floorMapOf(await loadBinPlaces(tools.pool, warehouseId));
  return tools.writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadParcels(
      tx.client,
      changes,
      warehouseId,
      groups.flatMap(({ parcelIds }) => [...parcelIds]),
    );
    let number = await lastNumber(tx.client, warehouseId);
    const made: TourId[] = [];
    for (const { parcelIds, ...ask } of groups) {
      const parcels = parcelIds.flatMap((parcelId) => {
        const parcel = changes.parcels.get(parcelId);
        const isFree = parcel?.state === 'released' && !parcel.hold;
        // Tours of one wave pick for the same boxes, each in its own zone.
        const isOurs = parcel?.tours?.every((tourId) => made.includes(tourId)) ?? true;
        return parcel && isFree && (!isBeingPicked(parcel) || isOurs) ? [parcel] : [];
      });
      const plan = tourOf(
        { tourId: tools.newId() as TourId, number: number + 1 },
        parcels,
        { ...ask, waveId: ask.waveId as never, warehouseId, plannedAt: changes.at },
        map,
      );
      if (!plan) continue;
      number += 1;
      happenOnTour(changes, [{ type: 'TourPlanned', tourId: plan.tourId, plan }], headOfficeCause(changes));
      made.push(plan.tourId);
    }
    if (made.length > 0) await storeChanges(tx, changes);
    return made;
  });
}

async function loadBinPlaces(db: Queryable, warehouseId: WarehouseId): Promise<BinPlace[]> {
  const { rows } = await db.query<BinPlace>(
    `SELECT location_id AS "locationId", zone, aisle, walk_order AS "walkOrder" FROM location WHERE stream_id = $1 AND kind = 'bin'`,
    [warehouseId],
  );
  return rows;
}

async function lastNumber(db: Queryable, warehouseId: WarehouseId): Promise<number> {
  const { rows } = await db.query<{ number: number }>(
    'SELECT coalesce(max(number), 0) AS number FROM tour WHERE stream_id = $1',
    [warehouseId],
  );
  return rows[0]?.number ?? 0;
}
