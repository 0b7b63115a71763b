// Leases that ran out: parcels nobody has begun go back to the queue under a new fence. A box that is being packed stays
// with its station, because somebody has it in hand; another bench may claim it, and only then does the fence move on.
// Unless a cancellation was asked of it: nobody answered in time, and head office decides without the bench.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { endLeases, type LeaseTools } from './end-leases';

/** Parcels of one transaction: the benches of the warehouse wait for it. */
const mostAtOnce = 200;

/** Written as the indexes are: nobody has begun it, or its cancellation was not answered. */
const kinds = [`state = 'leased'`, `state = 'packing' AND doc->'cancel'->>'state' IN ('asked', 'too-late')`];
const either = (query: (kind: string) => string): string => kinds.map(query).join(' UNION ALL ');

/** @returns whether there may be more to do */
export async function expireLeases(tools: LeaseTools): Promise<boolean> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>({
    name: 'streams-with-leases-over',
    text: `SELECT DISTINCT stream_id FROM (${either(
      (kind) => `SELECT stream_id FROM parcel WHERE ${kind} AND lease_until <= $1`,
    )}) AS due`,
    values: [tools.now().toISOString()],
  });
  let more = false;
  for (const { stream_id: warehouseId } of rows) {
    const ended = await tools.writer.submit([companyStream, warehouseId], async (tx) => {
      // Read again behind the stream's counter: a greeting may have renewed it meanwhile.
      const due = await tx.client.query<{ doc: Parcel }>({
        name: 'leases-over',
        text: `SELECT doc FROM (${either(
          (kind) =>
            `SELECT doc, lease_until, parcel_id FROM parcel WHERE stream_id = $1 AND ${kind} AND lease_until <= $2`,
        )}) AS due ORDER BY lease_until, parcel_id LIMIT $3`,
        values: [warehouseId, tools.now().toISOString(), mostAtOnce],
      });
      const parcels = due.rows.map(({ doc }) => doc);
      return endLeases(tx, tools, parcels, { takenBack: false, stationId: null });
    });
    more ||= ended === mostAtOnce;
  }
  return more;
}
