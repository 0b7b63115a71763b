// Where the bins of a warehouse lie that are picked from: as they were drawn, or laid out where nobody has drawn them.
import type { WarehouseId } from '../../../shared/domain/ids';
import { floorTableOf } from '../../../shared/domain/floor/floor-table';
import type { FloorTable } from '../../../shared/domain/tour/floor-map';
import type { Queryable } from '../../db/pool';
import { loadPlan } from '../floor/load-plan';

export async function loadFloor(db: Queryable, warehouseId: WarehouseId): Promise<FloorTable> {
  const { plan } = await loadPlan(db, warehouseId, ['bin']);
  return floorTableOf(plan);
}
