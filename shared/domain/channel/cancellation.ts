// Finds the sales that cancelled units were sold in. Files name no sale: it is the same customer's, of the same
// product, at or before the time of the cancellation, and has that many units left. Never takes back more than was
// sold, and takes a cancellation whole or not at all.

export type SoldUnits<Key> = { key: Key; sku: string; quantity: number; at: string; unitPriceMinor: number };
export type CancelledUnits<Key> = SoldUnits<Key>;

export type CancellationMatch<SaleKey, CancelKey> = { cancel: CancelKey; sale: SaleKey; quantity: number };
export type CancellationMatching<SaleKey, CancelKey> = {
  matches: CancellationMatch<SaleKey, CancelKey>[];
  /** `found` units could have been taken back, fewer than wanted. */
  unmatched: { cancel: CancelKey; found: number }[];
};

/**
 * All sales and cancellations of one customer, in any order; `quantity` of a sale is what is not cancelled yet.
 * Earlier cancellations choose first. A sale at the same price and of the same quantity is preferred, then the same
 * price, then the latest.
 */
export function matchCancellations<SaleKey, CancelKey>(
  cancels: readonly CancelledUnits<CancelKey>[],
  sales: readonly SoldUnits<SaleKey>[],
): CancellationMatching<SaleKey, CancelKey> {
  const bySku = new Map<string, { sale: SoldUnits<SaleKey>; left: number }[]>();
  for (const sale of sales) {
    const list = bySku.get(sale.sku) ?? [];
    list.push({ sale, left: sale.quantity });
    bySku.set(sale.sku, list);
  }
  const result: CancellationMatching<SaleKey, CancelKey> = { matches: [], unmatched: [] };
  const inTime = cancels.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const cancel of inTime) {
    const candidates = (bySku.get(cancel.sku) ?? []).filter(
      (candidate) => candidate.left > 0 && candidate.sale.at <= cancel.at,
    );
    const found = candidates.reduce((sum, candidate) => sum + candidate.left, 0);
    if (found < cancel.quantity) {
      result.unmatched.push({ cancel: cancel.key, found });
      continue;
    }
    const rank = (candidate: { sale: SoldUnits<SaleKey>; left: number }): number => {
      if (candidate.sale.unitPriceMinor !== cancel.unitPriceMinor) return 2;
      return candidate.left === cancel.quantity ? 0 : 1;
    };
    candidates.sort(
      (a, b) => rank(a) - rank(b) || (a.sale.at < b.sale.at ? 1 : a.sale.at > b.sale.at ? -1 : 0),
    );
    let wanted = cancel.quantity;
    for (const candidate of candidates) {
      if (wanted === 0) break;
      const quantity = Math.min(wanted, candidate.left);
      candidate.left -= quantity;
      wanted -= quantity;
      result.matches.push({ cancel: cancel.key, sale: candidate.sale.key, quantity });
    }
  }
  return result;
}
