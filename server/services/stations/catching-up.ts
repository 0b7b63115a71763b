// After a restore head office knows less than its stations: some parcels have been packed that it believes nobody has
// begun. Until the stations it knows have told it, it hands out none, so that nothing is packed twice.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

/** Stations that are on greet within half a minute; one that is off must not hold up the others for longer than this. */
export const longestCatchingUpMs = 10 * 60_000;
/** A station that was silent for so long before the restore has nothing to tell. */
const silentDays = 7;

/** Whether a station of this warehouse may still have to tell what the restored data does not know. */
export async function isCatchingUp(db: Queryable, warehouseId: WarehouseId, now: Date): Promise<boolean> {
  const { rows } = await db.query({
    name: 'catching-up',
    text: `SELECT 1 FROM stream w JOIN station s ON s.stream_id = w.stream_id
           WHERE w.stream_id = $1 AND w.restored_at > $2 AND s.revoked_at IS NULL
             AND s.last_seen_at > w.data_of - make_interval(days => $3)
             AND (s.caught_up_at IS NULL OR s.caught_up_at < w.restored_at) LIMIT 1`,
    values: [warehouseId, new Date(now.getTime() - longestCatchingUpMs).toISOString(), silentDays],
  });
  return rows.length > 0;
}
