// A difference that a count has found becomes a movement of the ledger, and is told with what it is worth.
import type { LocationId, Sku, WarehouseId } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { LotUnits } from '../../../shared/domain/stock/lot-levels';
import { type Cause, type ChangeSet, type UnitCost, wake } from '../changes/change-set';

export type FoundDifference = {
  warehouseId: WarehouseId;
  /** The count's own id. */
  opId: string;
  locationId: string;
  sku: Sku;
  /** Units more (positive) or fewer than the books say. */
  difference: number;
  cost: UnitCost | null;
  /** What the count told of lots; left out where it told of none, or goods have moved since. */
  lots?: LotUnits[] | undefined;
};

export function bookDifference(
  changes: ChangeSet,
  { warehouseId, opId, locationId, sku, difference, cost, lots }: FoundDifference,
  cause: Cause,
): void {
  bookUnits(changes, { warehouseId, opId, locationId, sku, difference, cost }, cause);
  if (lots)
    changes.lotCounts.push({ behind: changes.moves.length, warehouseId, sku, locationId, lots, cause });
}

function bookUnits(
  changes: ChangeSet,
  { warehouseId, opId, locationId, sku, difference, cost }: FoundDifference,
  cause: Cause,
): void {
  if (difference === 0) return;
  const { adjustment } = outsideLocations;
  const place = locationId as LocationId;
  const [from, to] = difference > 0 ? [adjustment, place] : [place, adjustment];
  const move = { sku, from, to, quantity: Math.abs(difference), cause: 'StockCounted' };
  changes.moves.push({ warehouseId, move, cause });
  const value = cost && { valueMinor: difference * cost.costMinor, currency: cost.currency };
  changes.events.push({
    aggregate: 'stock',
    aggregateId: opId,
    type: 'StockDifferenceBooked',
    body: { warehouseId, locationId, sku, quantity: difference, value },
    cause,
  });
  if (difference > 0) wake(changes, { kind: 'stock', warehouseId, sku });
}
