// Orders that compete for the same stock, in flat form: what prices and the plan of a pool are computed on.
// Costs are a weighing in minor units of one currency and may have fractions; nothing here is ever booked.
// A node is a place that ships: a warehouse, a store, a supplier who delivers for us. Indices, never names.

export type PoolOrder = {
  /** SKU index of each line; an order names a SKU once. */
  skus: readonly number[];
  /** Units of each line. */
  quantities: readonly number[];
  /** Cost of opening a shipment at each node. Infinity: this node does not serve this order. */
  shipmentCosts: Float64Array;
  /** Cost of one unit, `[line * nodes + node]`. Infinity: not from there. */
  unitCosts: Float64Array;
};

export type Pool = {
  /** At most `greatestNodes`. */
  nodes: number;
  skus: number;
  orders: readonly PoolOrder[];
  /** Units that may be promised, `[sku * nodes + node]`. */
  stock: Int32Array;
};

/** Sets of nodes are bits of one number. */
export const greatestNodes = 30;

/** Units of one order by line and node, `[line * nodes + node]`. */
export type Sourced = Int32Array;

/** Shipments and units of one order, without prices. */
export function costOf(order: PoolOrder, nodes: number, sourced: Sourced): number {
  let cost = 0;
  for (let node = 0; node < nodes; node += 1) {
    let opened = false;
    for (let line = 0; line < order.skus.length; line += 1) {
      const units = sourced[line * nodes + node] as number;
      if (units === 0) continue;
      opened = true;
      cost += units * (order.unitCosts[line * nodes + node] as number);
    }
    if (opened) cost += order.shipmentCosts[node] as number;
  }
  return cost;
}

/** Takes an order's units from the stock (`sign` 1) or gives them back (-1). */
export function take(
  order: PoolOrder,
  nodes: number,
  sourced: Sourced,
  stock: Int32Array,
  sign: 1 | -1,
): void {
  for (let line = 0; line < order.skus.length; line += 1) {
    const from = (order.skus[line] as number) * nodes;
    for (let node = 0; node < nodes; node += 1) {
      stock[from + node] = (stock[from + node] as number) - sign * (sourced[line * nodes + node] as number);
    }
  }
}
