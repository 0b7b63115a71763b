// What an event of a return means for the ledger: in from the customer to quarantine, and from there where somebody said.
import type { LocationId, WarehouseId } from '../../../shared/domain/ids';
import type { Disposition, GoodsReturn, ReturnEvent } from '../../../shared/domain/returns/goods-return';
import { outsideLocations, quarantineLocation, type StockMove } from '../../../shared/domain/stock/ledger';

export type PlacedMove = { warehouseId: WarehouseId; move: StockMove };

/** `found` is as it stands after the event. */
export function movesOf(found: GoodsReturn, event: ReturnEvent): PlacedMove[] {
  if (event.type === 'UnitsReceived')
    return event.units.map(({ sku, quantity }) => ({
      warehouseId: event.warehouseId,
      move: { sku, from: outsideLocations.customer, to: quarantineLocation, quantity, cause: event.type },
    }));
  if (event.type === 'UnitsTakenBack')
    return event.lines.map(({ sku, quantity }) => ({
      warehouseId: event.warehouseId,
      move: { sku, from: quarantineLocation, to: outsideLocations.customer, quantity, cause: event.type },
    }));
  if (event.type !== 'UnitsDisposed') return [];
  const { disposition, quantity, locationId } = event.disposal;
  const line = found.lines.find(({ no }) => no === event.no);
  const to = whereItGoes(disposition, locationId);
  if (!line || to === null) return [];
  const move = { sku: line.sku, from: quarantineLocation, to, quantity, cause: event.type };
  return [{ warehouseId: warehouseOf(found, line.no), move }];
}

export function warehouseOf(found: GoodsReturn, no: number): WarehouseId {
  return found.lines.find((line) => line.no === no)?.warehouseId ?? found.warehouseId;
}

/** Null: it stays where it is. */
function whereItGoes(disposition: Disposition, locationId: LocationId | null): LocationId | null {
  switch (disposition) {
    case 'restock':
      return locationId;
    case 'scrap':
      return outsideLocations.scrap;
    case 'to-vendor':
      return outsideLocations.supplier;
    case 'send-back':
      return outsideLocations.customer;
    case 'refurbish':
    case 'quarantine':
    case 'keep':
      return null;
  }
}
