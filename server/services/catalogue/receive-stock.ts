// Goods that come from a supplier: movements of the ledger like any other, from `supplier` to a bin.
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { LocationId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import { headOfficeCause, newChangeSet, wake } from '../changes/change-set';
import { storeChanges } from '../changes/store';

export type Receipt = { warehouseId: WarehouseId; sku: Sku; locationId: LocationId; quantity: number };

/** The unit of work must name the warehouses. Orders that wait for such goods are looked at again. */
export async function receiveStock(
  tx: StreamTx,
  receipts: readonly Receipt[],
  clock: { at: string; newId: () => string },
): Promise<void> {
  const changes = newChangeSet(clock.at, clock.newId);
  const cause = headOfficeCause(changes);
  for (const { warehouseId, sku, locationId, quantity } of receipts) {
    const move = { sku, from: outsideLocations.supplier, to: locationId, quantity, cause: 'StockReceived' };
    changes.moves.push({ warehouseId, move, cause });
    wake(changes, { kind: 'stock', warehouseId, sku });
  }
  await storeChanges(tx, changes);
}
