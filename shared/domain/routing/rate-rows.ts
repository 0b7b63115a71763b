// Courier rate tables as rows by lane, service and weight band, and the cheapest row for one shipment.
// Air: the greater of the minimum charge and weight x rate. Ground: the row's rate, whatever it weighs.

export type RateRow = {
  carrierId: string;
  originId: string;
  destinationId: string;
  serviceId: string;
  mode: 'air' | 'ground';
  minKg: number;
  maxKg: number;
  minimumCharge: number;
  /** Air: money a kilogram. Ground: money a shipment. */
  rate: number;
  transitDays: number;
};

export type RateWish = {
  kg: number;
  /** Null: any service. */
  serviceId: string | null;
  /** Null: however long it takes. */
  mostTransitDays: number | null;
  /**
   * `band`: the shipment's own weight must lie in the row's band. `capacity`: rows gather many shipments, so that only
   * their limit from above binds one of them.
   */
  weight: 'band' | 'capacity';
};

/** In the currency of the table, unrounded. */
export function rowPrice(row: RateRow, kg: number): number {
  return row.mode === 'air' ? Math.max(row.minimumCharge, kg * row.rate) : row.rate;
}

export function rowApplies(row: RateRow, wish: RateWish): boolean {
  return (
    wish.kg <= row.maxKg &&
    (wish.weight === 'capacity' || wish.kg >= row.minKg) &&
    (wish.serviceId === null || row.serviceId === wish.serviceId) &&
    (wish.mostTransitDays === null || row.transitDays <= wish.mostTransitDays)
  );
}

/** The cheapest row that applies, equal prices by the shorter transit, then by place in the table; null when none does. */
export function cheapestRow(
  rows: readonly RateRow[],
  wish: RateWish,
): { row: RateRow; price: number } | null {
  let best: { row: RateRow; price: number } | null = null;
  for (const row of rows) {
    if (!rowApplies(row, wish)) continue;
    const price = rowPrice(row, wish.kg);
    if (
      best === null ||
      price < best.price ||
      (price === best.price && row.transitDays < best.row.transitDays)
    ) {
      best = { row, price };
    }
  }
  return best;
}
