// Where the bins of a warehouse lie.
import type { WarehouseId } from '../../../shared/domain/ids';
import { type BinPlace, type FloorTable, laidOut } from '../../../shared/domain/tour/floor-map';
import type { Queryable } from '../../db/pool';

export async function loadFloor(db: Queryable, warehouseId: WarehouseId): Promise<FloorTable> {
  const { rows } = await db.query<BinPlace>({
    name: 'bin-places',
    text: `SELECT location_id AS "locationId", zone, aisle, walk_order AS "walkOrder" FROM location WHERE stream_id = $1 AND kind = 'bin'`,
    values: [warehouseId],
  });
  return laidOut(rows);
}
