// Leases that ran out: parcels nobody has begun go back to the queue under a new fence. A box that is being packed stays
// with its station, because somebody has it in hand; another bench may claim it, and only then does the fence move on.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';

export type LeaseTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** Parcels of one transaction: the benches of the warehouse wait for it. */
const mostAtOnce = 200;

/** @returns whether there may be more to do */
export async function expireLeases(tools: LeaseTools): Promise<boolean> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>({
    name: 'streams-with-leases-over',
    text: `SELECT DISTINCT stream_id FROM parcel WHERE state = 'leased' AND lease_until <= $1`,
    values: [tools.now().toISOString()],
  });
  let more = false;
  for (const { stream_id: warehouseId } of rows) {
    const ended = await tools.writer.submit([warehouseId], async (tx) => {
      const at = tools.now().toISOString();
      // Read again behind the stream's counter: a greeting may have renewed it meanwhile.
      const over = await tx.client.query<{ doc: Parcel }>({
        name: 'leases-over',
        text: `SELECT doc FROM parcel WHERE stream_id = $1 AND state = 'leased' AND lease_until <= $2
               ORDER BY lease_until, parcel_id LIMIT $3`,
        values: [warehouseId, at, mostAtOnce],
      });
      const changes = newChangeSet(at, tools.newId);
      for (const { doc } of over.rows) {
        changes.parcels.set(doc.parcelId, doc);
        commandParcel(changes, { type: 'EndLease', parcelId: doc.parcelId });
      }
      if (over.rows.length > 0) await storeChanges(tx, changes);
      return over.rows.length;
    });
    more ||= ended === mostAtOnce;
  }
  return more;
}
