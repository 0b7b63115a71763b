// What the office does to a tour: takes it back from who walks it, gives it to a station, or ends it. What was picked by
// then stays in its totes; when it ends, its boxes are anybody's to pick and pack.
import { leaseEndAfter } from '../../../shared/domain/parcel/lease';
import type { StationId, TourId, WarehouseId } from '../../../shared/domain/ids';
import type { Tour, TourCommand } from '../../../shared/domain/tour/tour';
import { type Cause, newChangeSet } from '../changes/change-set';
import { loadParcels, loadTours } from '../changes/load';
import { storeChanges } from '../changes/store';
import { commandTour } from '../changes/tour-changes';
import type { TourTools } from './plan-tours';

export type TourAct = 'take-back' | 'cancel';

/**
 * What nobody has begun of a wave waits again, to be planned with what came since.
 * @returns how many tours were ended; null when there is no such wave
 */
export async function recoverWave(tools: TourTools, waveId: string, by: StationId): Promise<number | null> {
  const { rows } = await tools.pool.query<{ tour_id: TourId; is_idle: boolean }>(
    `SELECT tour_id, state = 'planned' AND jsonb_path_exists(doc, '$.places[*].totes[*]') IS FALSE AS is_idle
     FROM tour WHERE doc->>'waveId' = $1 AND NOT deleted ORDER BY number DESC`,
    [waveId],
  );
  if (rows.length === 0) return null;
  let ended = 0;
  for (const { tour_id: tourId, is_idle: isIdle } of rows)
    if (isIdle && (await endTour(tools, tourId, 'cancel', by, 'planned'))) ended += 1;
  return ended;
}

/** @returns null when there is no such tour; false when it is over, or nobody holds it */
export async function endTour(
  tools: TourTools,
  tourId: TourId,
  act: TourAct,
  by: StationId,
  /** Only in this state. */
  inState?: Tour['state'],
): Promise<boolean | null> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM tour WHERE tour_id = $1 AND NOT deleted',
    [tourId],
  );
  const warehouseId = rows[0]?.stream_id;
  if (warehouseId === undefined) return null;
  return tools.writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadTours(tx.client, changes, warehouseId, [tourId]);
    const tour = changes.tours.get(tourId);
    if (inState !== undefined && tour?.state !== inState) return false;
    const places = tour?.places ?? [];
    await loadParcels(
      tx.client,
      changes,
      warehouseId,
      places.map(({ parcelId }) => parcelId),
    );
    const command: TourCommand = { type: act === 'cancel' ? 'CancelTour' : 'FreeTour', tourId };
    const cause: Cause = { at: changes.at, actor: null, stationId: by, opId: null };
    if (!commandTour(changes, command, cause)) return false;
    await storeChanges(tx, changes);
    return true;
  });
}

/**
 * The tour is that station's, whoever held it; it has until the end of a lease to begin.
 * @returns null when there is no such tour; false when it is over, or waits for the totes of another one
 */
export async function giveTour(
  tools: TourTools,
  tourId: TourId,
  to: StationId,
  by: StationId,
): Promise<boolean | null> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId; waits: boolean }>(
    `SELECT t.stream_id, EXISTS (SELECT 1 FROM tour b WHERE b.stream_id = t.stream_id AND b.tour_id = (t.doc->>'after')::uuid
       AND b.state NOT IN ('dropped', 'cancelled')) AS waits
     FROM tour t JOIN station s ON s.stream_id = t.stream_id AND s.station_id = $2 AND s.revoked_at IS NULL
     WHERE t.tour_id = $1 AND NOT t.deleted`,
    [tourId, to],
  );
  const [found] = rows;
  if (!found) return null;
  if (found.waits) return false;
  return tools.writer.submit([found.stream_id], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadTours(tx.client, changes, found.stream_id, [tourId]);
    const tour = changes.tours.get(tourId);
    const cause: Cause = { at: changes.at, actor: null, stationId: by, opId: null };
    const until = leaseEndAfter(tools.now().getTime());
    if (tour?.holder !== null && tour?.holder !== to)
      commandTour(changes, { type: 'FreeTour', tourId }, cause);
    if (!commandTour(changes, { type: 'ClaimTour', tourId, stationId: to, until }, cause)) return false;
    await storeChanges(tx, changes);
    return true;
  });
}
