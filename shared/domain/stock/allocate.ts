// Holds stock for an order: which warehouse, which bins, how many. One warehouse that has everything is preferred over
// two that have it between them; where none has everything, each line takes what there is, in the channel's order of
// warehouses. Never promises more than is available; never looks anything up (availability comes in).
import type { LocationId, Sku, WarehouseId } from '../ids';

export type WantedLine = { lineNo: number; sku: Sku; quantity: number };
export type Allocation = {
  warehouseId: WarehouseId;
  lines: {
    lineNo: number;
    sku: Sku;
    quantity: number;
    sources: { locationId: LocationId; quantity: number }[];
  }[];
};

/** Available units by warehouse, SKU and bin, bins in walking order. It is not changed. */
export type Availability = ReadonlyMap<
  WarehouseId,
  ReadonlyMap<Sku, readonly { locationId: LocationId; available: number }[]>
>;

export function allocate(
  wanted: readonly WantedLine[],
  warehouses: readonly WarehouseId[],
  availability: Availability,
): Allocation[] {
  for (const warehouseId of warehouses) {
    const complete = allocateAt(warehouseId, wanted, availability);
    if (complete.left.length === 0 && complete.allocation) return [complete.allocation];
  }
  const allocations: Allocation[] = [];
  let left: readonly WantedLine[] = wanted;
  for (const warehouseId of warehouses) {
    if (left.length === 0) break;
    const partial = allocateAt(warehouseId, left, availability);
    if (partial.allocation) allocations.push(partial.allocation);
    left = partial.left;
  }
  return allocations;
}

function allocateAt(
  warehouseId: WarehouseId,
  wanted: readonly WantedLine[],
  availability: Availability,
): { allocation: Allocation | null; left: WantedLine[] } {
  const stock = availability.get(warehouseId);
  const taken = new Map<string, number>();
  const lines: Allocation['lines'] = [];
  const left: WantedLine[] = [];
  for (const line of wanted) {
    let open = line.quantity;
    const sources: { locationId: LocationId; quantity: number }[] = [];
    for (const bin of stock?.get(line.sku) ?? []) {
      const key = `${line.sku}\n${bin.locationId}`;
      const take = Math.min(open, bin.available - (taken.get(key) ?? 0));
      if (take <= 0) continue;
      taken.set(key, (taken.get(key) ?? 0) + take);
      sources.push({ locationId: bin.locationId, quantity: take });
      open -= take;
    }
    if (sources.length > 0)
      lines.push({ lineNo: line.lineNo, sku: line.sku, quantity: line.quantity - open, sources });
    if (open > 0) left.push({ ...line, quantity: open });
  }
  return { allocation: lines.length > 0 ? { warehouseId, lines } : null, left };
}
