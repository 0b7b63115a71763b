// Which streams ops of stations touch besides their own: a transfer is in the streams of both of its sites, and goods that arrive
// at the one leave what is on the way from the other.
import { transferIdSchema, type WarehouseId } from '../../../shared/domain/ids';
import type { OpEnvelope } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';

/** Sites never change once a transfer is written, so this may be asked before its streams are locked. */
export async function sitesOfOps(
  db: Queryable,
  warehouseId: WarehouseId,
  ops: readonly Pick<OpEnvelope, 'type' | 'body'>[],
): Promise<WarehouseId[]> {
  const named = ops.flatMap(({ type, body }) => {
    if (!type.startsWith('transfer.') && !type.startsWith('receipt.')) return [];
    const read = transferIdSchema.safeParse(body['transferId']);
    return read.success ? [read.data] : [];
  });
  // An undo is about what it takes back, whatever it says.
  const undone = ops.flatMap(({ type, body }) => {
    const read = type === 'receipt.undo' || type === 'transfer.unload' ? body['undoes'] : undefined;
    return typeof read === 'string' && transferIdSchema.safeParse(read).success ? [read] : [];
  });
  if (named.length === 0 && undone.length === 0) return [];
  const { rows } = await db.query<{ site: WarehouseId }>({
    name: 'sites-of-transfers',
    text: `SELECT DISTINCT site FROM stock_transfer t, unnest(ARRAY[t.from_warehouse, t.to_warehouse]) AS site
           WHERE t.transfer_id = ANY($1::uuid[])
             OR t.transfer_id IN (SELECT transfer_id FROM receipt WHERE stream_id = $3 AND op_id = ANY($2::uuid[]) AND transfer_id IS NOT NULL)
             OR t.transfer_id IN (SELECT transfer_id FROM transfer_load WHERE stream_id = $3 AND op_id = ANY($2::uuid[]))`,
    values: [named, undone, warehouseId],
  });
  return rows.map(({ site }) => site);
}
