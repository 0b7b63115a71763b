// A shelf that runs out becomes a task, once until it was filled again.
import type { WarehouseId } from '../../../shared/domain/ids';
import { addTask, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import type { BoxTools } from './box-sites';

/** @returns what was done, in a few words */
export async function tellLow(
  { pool, writer, now, newId }: BoxTools,
  warehouseId: string,
  supply: string,
): Promise<string> {
  const { rows } = await pool.query<{ on_hand: number; is_low: boolean; told_low: boolean; name: string }>(
    `SELECT l.on_hand, l.told_low, l.counted AND l.low_at IS NOT NULL AND l.on_hand <= l.low_at AS is_low,
       coalesce((SELECT coalesce(d.doc->'box'->>'name', d.doc->'padding'->>'name') FROM directory d WHERE NOT d.deleted AND
         (('box ' || (d.doc->'box'->>'boxId')) = l.supply OR ('padding ' || (d.doc->'padding'->>'paddingId')) = l.supply) LIMIT 1),
         l.supply) AS name
     FROM supply_level l WHERE l.stream_id = $1 AND l.supply = $2`,
    [warehouseId, supply],
  );
  const [level] = rows;
  if (!level || level.is_low === level.told_low) return 'nothing to tell';
  await writer.submit([warehouseId], async (tx) => {
    const moved = await tx.client.query(
      'UPDATE supply_level SET told_low = $3 WHERE stream_id = $1 AND supply = $2 AND told_low <> $3',
      [warehouseId, supply, level.is_low],
    );
    if (moved.rowCount === 0 || !level.is_low) return;
    const changes = newChangeSet(now().toISOString(), newId);
    addTask(
      changes,
      warehouseId as WarehouseId,
      { kind: 'supply-low', values: { name: level.name, left: Math.max(0, level.on_hand) } },
      { orderId: null, parcelId: null, opId: null },
    );
    await storeChanges(tx, changes);
  });
  return level.is_low ? 'told that it runs out' : 'there is enough again';
}
