// The rules of counting a warehouse; none until somebody sets them.
import type { WarehouseId } from '../../../shared/domain/ids';
import { type CountPolicy, countPolicySchema } from '../../../shared/domain/stock/count-policy';
import type { Queryable } from '../../db/pool';

export async function loadPolicy(db: Queryable, warehouseId: WarehouseId): Promise<CountPolicy | null> {
  const { rows } = await db.query<{ doc: unknown }>({
    name: 'count-policy',
    text: 'SELECT doc FROM count_policy WHERE stream_id = $1',
    values: [warehouseId],
  });
  return rows[0] ? countPolicySchema.parse(rows[0].doc) : null;
}

export async function savePolicy(
  db: Queryable,
  warehouseId: WarehouseId,
  policy: CountPolicy,
): Promise<void> {
  await db.query(
    `INSERT INTO count_policy (stream_id, doc) VALUES ($1, $2)
     ON CONFLICT (stream_id) DO UPDATE SET doc = excluded.doc`,
    [warehouseId, JSON.stringify(policy)],
  );
}
