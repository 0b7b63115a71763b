// The bin that holds most of a SKU: where goods are booked from that left although nothing says from where.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

export async function loadBins(
  db: Queryable,
  warehouseId: WarehouseId,
  skus: readonly string[],
): Promise<(sku: string) => string | null> {
  if (skus.length === 0) return () => null;
  const { rows } = await db.query<{ sku: string; location_id: string }>({
    name: 'fullest-bins',
    text: `SELECT DISTINCT ON (l.sku) l.sku, l.location_id FROM stock_level l
           JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind = 'bin'
           WHERE l.stream_id = $1 AND l.sku = ANY($2::text[]) ORDER BY l.sku, l.on_hand DESC, l.location_id`,
    values: [warehouseId, skus],
  });
  const bins = new Map(rows.map((row) => [row.sku, row.location_id]));
  return (sku) => bins.get(sku) ?? null;
}
