// Boxes that may be picked now: released, held by nobody, on no tour, with something still in a bin.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { toPick } from '../../../shared/domain/parcel/picked-units';
import type { ReleaseJob } from '../../../shared/domain/tour/release-plan';
import type { Queryable } from '../../db/pool';
import { notPicked, waitingParcels } from '../parcels/waiting-parcels';
import { localTime } from '../routing/load-facts';
import { nextCutOff } from './next-cut-off';

/** Boxes that are looked at: those that came first. */
const mostLookedAt = 5000;

export async function loadJobs(db: Queryable, warehouseId: WarehouseId, at: string): Promise<ReleaseJob[]> {
  const now = localTime(at, await timeZoneOf(db, warehouseId));
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'parcels-to-pick',
    text: `SELECT doc FROM ${waitingParcels} WHERE doc->'hold' = 'null' AND ${notPicked} LIMIT $2`,
    values: [warehouseId, mostLookedAt],
  });
  return rows
    .map(({ doc }) => ({
      parcelId: doc.parcelId,
      isVip: doc.priority === 'vip',
      placedAt: doc.placedAt,
      dueAt: nextCutOff(at, now, doc.shipping.cutOff),
      bins: binsOf(doc),
    }))
    .filter(({ bins }) => bins.length > 0);
}

export async function timeZoneOf(db: Queryable, warehouseId: WarehouseId): Promise<string> {
  const { rows } = await db.query<{ zone: string | null }>({
    name: 'time-zone-of-warehouse',
    text: `SELECT doc->'warehouse'->>'timeZone' AS zone FROM directory
           WHERE stream_id = $1 AND kind = 'warehouse' AND doc->'warehouse'->>'warehouseId' = $2 AND NOT deleted`,
    values: [companyStream, warehouseId],
  });
  return rows[0]?.zone ?? 'UTC';
}

function binsOf({ lines }: Parcel): ReleaseJob['bins'] {
  const units = new Map<ReleaseJob['bins'][number]['locationId'], number>();
  for (const line of lines)
    for (const { locationId, quantity } of toPick(line))
      units.set(locationId, (units.get(locationId) ?? 0) + quantity);
  return [...units].map(([locationId, count]) => ({ locationId, units: count }));
}
