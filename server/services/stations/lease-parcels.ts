// The leases of one station: renews those it says it still wants, and hands it a batch of parcels (VIP first, then
// oldest) of its zone, so that it can go on alone when the network goes. Never more than head office lets it hold, and
// what was taken back from it is not handed to it again.
import { isLeaseDue, leaseEndAfter } from '../../../shared/domain/parcel/lease';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';
import { notPicked, waitingParcels } from '../parcels/waiting-parcels';
import { isCatchingUp } from './catching-up';
import type { LeaseTools } from './end-leases';
import type { KnownStation } from './tokens';

export type Held = { parcelId: string; fence: number };
/** `zone` null: the station packs every zone. A parcel of several zones is every one of theirs, one of none anybody's. */
export type WorkLimits = { zone: string | null; maxParcels: number };

export async function keepLeases(
  tools: LeaseTools,
  station: KnownStation,
  holds: readonly Held[],
  wanted: number,
  limits: WorkLimits,
): Promise<void> {
  const want = Math.min(wanted, limits.maxParcels);
  const isDue = (await dueLeases(tools.pool, tools, station, holds)).length > 0;
  const isNew =
    want > 0 &&
    (await mayLease(tools.pool, station.warehouseId, limits.zone)) &&
    !(await isCatchingUp(tools.pool, station.warehouseId, tools.now()));
  if (!isDue && !isNew) return;
  await tools.writer.submit([station.warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const until = leaseEndAfter(Date.parse(changes.at));
    for (const doc of await dueLeases(tx.client, tools, station, holds)) {
      changes.parcels.set(doc.parcelId, doc);
      commandParcel(changes, { type: 'RenewLease', parcelId: doc.parcelId, until });
    }
    if (isNew) await lease(tx, changes, station, want, until, limits.zone);
    if (changes.touchedParcels.size > 0) await storeChanges(tx, changes);
  });
}

/** A look without the stream's counter: most greetings find nothing new to hand out. */
async function mayLease(pool: Pool, warehouseId: WarehouseId, zone: string | null): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'anything-released',
    text: `SELECT 1 FROM ${waitingParcels} WHERE ${notPicked} AND ${inZone('$2')} LIMIT 1`,
    values: [warehouseId, zone],
  });
  return rows.length > 0;
}

/** Only what the station holds under the very fence it names: a greeting that was long on its way renews nothing else. */
async function dueLeases(
  db: Queryable,
  tools: LeaseTools,
  station: KnownStation,
  holds: readonly Held[],
): Promise<Parcel[]> {
  if (holds.length === 0) return [];
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'leases-of-station',
    text: `SELECT p.doc FROM parcel p JOIN unnest($3::uuid[], $4::bigint[]) AS h (parcel_id, fence) ON h.parcel_id = p.parcel_id AND h.fence = p.fence
           WHERE p.stream_id = $1 AND p.holder_station_id = $2 AND p.state IN ('leased', 'packing') ORDER BY p.parcel_id`,
    values: [
      station.warehouseId,
      station.stationId,
      holds.map(({ parcelId }) => parcelId),
      holds.map(({ fence }) => fence),
    ],
  });
  const nowMs = tools.now().getTime();
  return rows.map(({ doc }) => doc).filter((parcel) => isLeaseDue(parcel, nowMs));
}

function inZone(zone: string): string {
  return `(${zone}::text IS NULL OR jsonb_array_length(doc->'zones') = 0 OR doc->'zones' ? ${zone})`;
}

async function lease(
  tx: StreamTx,
  changes: ChangeSet,
  station: KnownStation,
  want: number,
  until: string,
  zone: string | null,
): Promise<void> {
  const { rows } = await tx.client.query<{ doc: Parcel }>({
    name: 'parcels-to-lease',
    text: `SELECT doc FROM ${waitingParcels} WHERE doc->'hold' = 'null' AND ${notPicked}
             AND NOT (doc->'takenBack' = 'true' AND doc->>'lastHolder' = $4) AND ${inZone('$5')}
           LIMIT greatest(0, $3 - (SELECT count(*) FROM parcel WHERE stream_id = $1 AND holder_station_id = $2 AND state IN ('leased', 'packing')))`,
    values: [station.warehouseId, station.stationId, want, station.stationId, zone],
  });
  for (const { doc } of rows) {
    changes.parcels.set(doc.parcelId, doc);
    const { parcelId } = doc;
    const { stationId } = station;
    commandParcel(changes, { type: 'LeaseParcel', parcelId, stationId, at: changes.at, until });
  }
}
