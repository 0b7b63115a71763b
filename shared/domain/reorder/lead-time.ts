// How long a supplier takes, and how much that varies: what was seen of real orders, with what the supplier says standing in
// for what was not seen yet. A few orders move it, many outweigh it. In days.

export type LeadTime = {
  days: number;
  /** Standard deviation. */
  deviation: number;
  /** What was seen, the newest last. */
  seen: number[];
  /** What the supplier says. */
  stated: number;
  /** Whose orders were looked at: of this product, of the supplier, or of nobody yet. */
  of: 'product' | 'supplier' | 'nobody';
};

/** What a supplier says counts as so many orders, which vary by such a share of it. */
const statedCounts = 3;
const statedVariation = 0.25;
/** From so many of its own on a product stands for itself. */
const leastOfProduct = 3;
/** Older ones say less of today. */
const mostSeen = 20;

/** @param ofProduct and ofSupplier days of each order from its sending to its goods, the newest last */
export function leadTimeOf(
  ofProduct: readonly number[],
  ofSupplier: readonly number[],
  stated: number,
): LeadTime {
  const own = ofProduct.length >= leastOfProduct;
  const seen = (own ? ofProduct : ofSupplier).slice(-mostSeen);
  const count = seen.length + statedCounts;
  const days = (statedCounts * stated + seen.reduce((sum, each) => sum + each, 0)) / count;
  const spread =
    statedCounts * ((statedVariation * stated) ** 2 + (stated - days) ** 2) +
    seen.reduce((sum, each) => sum + (each - days) ** 2, 0);
  return {
    days,
    deviation: Math.sqrt(spread / count),
    seen,
    stated,
    of: own ? 'product' : seen.length > 0 ? 'supplier' : 'nobody',
  };
}
