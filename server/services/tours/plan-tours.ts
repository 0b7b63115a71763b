// Makes tours of boxes that wait, and stores them: each box joins its tour in the same transaction, so that no bench and no
// other tour takes it.
import type { ParcelId, Sku, TourId, WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { floorMapOf } from '../../../shared/domain/tour/floor-map';
import { tourOf } from '../../../shared/domain/tour/plan';
import type { PickMethod, Tour } from '../../../shared/domain/tour/tour';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadParcels } from '../changes/load';
import { storeChanges } from '../changes/store';
import { planSources } from '../lots/plan-sources';
import { happenOnTour } from '../changes/tour-changes';
import { loadFloor } from './load-floor';

export type TourTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export type TourGroup = {
  parcelIds: readonly ParcelId[];
  method: PickMethod;
  zone: string | null;
  waveId: Tour['waveId'];
  dueAt: string | null;
  /** The group, by its place among these, whose totes it goes on with. */
  after: number | null;
};

/** @returns the tours that were made; of parcels that are packed or picked already there is none */
export async function planTours(
  tools: TourTools,
  warehouseId: WarehouseId,
  groups: readonly TourGroup[],
): Promise<TourId[]> {
  const map = floorMapOf(await loadFloor(tools.pool, warehouseId));
  return tools.writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const asked = new Set(groups.flatMap(({ parcelIds }) => [...parcelIds]));
    await loadParcels(tx.client, changes, warehouseId, [...asked]);
    const free = [...asked].flatMap((parcelId) => {
      const parcel = changes.parcels.get(parcelId);
      return parcel?.state === 'released' && !parcel.hold && (parcel.tours ?? []).length === 0
        ? [parcel]
        : [];
    });
    // Zones are released by what lies in them: units stay in theirs.
    const keepsBins = groups.some(({ zone }) => zone !== null);
    await planSources(tx.client, changes, warehouseId, free, keepsBins);
    const elsewhere = await heldElsewhere(tx.client, warehouseId, free);
    let number = await lastNumber(tx.client, warehouseId);
    const made = new Map<number, TourId>();
    const ours = new Set<string>();
    for (const [place, { parcelIds, after, ...ask }] of groups.entries()) {
      const parcels = parcelIds.flatMap((parcelId) => {
        const parcel = changes.parcels.get(parcelId);
        const isFree = parcel?.state === 'released' && !parcel.hold;
        // Tours of one release pick for the same boxes, each in its own zone.
        const isOurs = (parcel?.tours ?? []).every((tourId) => ours.has(tourId));
        return parcel && isFree && isOurs ? [parcel] : [];
      });
      const before = after === null ? null : (made.get(after) ?? null);
      const plan = tourOf(
        { tourId: tools.newId() as TourId, number: number + 1 },
        parcels,
        {
          ...ask,
          after: before,
          warehouseId,
          plannedAt: changes.at,
          elsewhere: elsewhere.filter((sku) =>
            parcels.some(({ lines }) => lines.some((line) => line.sku === sku)),
          ),
        },
        map,
      );
      if (!plan) continue;
      number += 1;
      happenOnTour(changes, [{ type: 'TourPlanned', tourId: plan.tourId, plan }], headOfficeCause(changes));
      made.set(place, plan.tourId);
      ours.add(plan.tourId);
    }
    if (made.size > 0) await storeChanges(tx, changes);
    return [...made.values()];
  });
}

/** Products of these boxes that another site may still promise. */
async function heldElsewhere(
  db: Queryable,
  warehouseId: WarehouseId,
  parcels: readonly Parcel[],
): Promise<Sku[]> {
  const skus = new Set(parcels.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  const { rows } = await db.query<{ sku: Sku }>({
    name: 'held-elsewhere',
    text: `SELECT DISTINCT sku FROM stock WHERE stream_id <> $1 AND sku = ANY($2::text[]) AND available > 0 ORDER BY sku LIMIT 2000`,
    values: [warehouseId, [...skus]],
  });
  return rows.map(({ sku }) => sku);
}

async function lastNumber(db: Queryable, warehouseId: WarehouseId): Promise<number> {
  const { rows } = await db.query<{ number: number }>(
    'SELECT coalesce(max(number), 0) AS number FROM tour WHERE stream_id = $1',
    [warehouseId],
  );
  return rows[0]?.number ?? 0;
}
