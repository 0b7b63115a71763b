// A first division of a pool into batches, by rules.
import type { Batch, BatchPool } from './batch-pool';

/** First come, first served: a batch is filled until the next order does not fit. The naive plan that others stand beside. */
export function inOrderOfArrival(pool: BatchPool): Batch[] {
  const batches: number[][] = [];
  let load = Number.POSITIVE_INFINITY;
  for (let order = 0; order < pool.size; order += 1) {
    load += pool.load(order);
    if (load > pool.capacity) {
      batches.push([]);
      load = pool.load(order);
    }
    batches.at(-1)?.push(order);
  }
  return batches.map((orders) => pool.batch(orders));
}

/**
 * Merges the two batches whose common tour saves most, again and again (Clarke and Wright's savings with recalculation,
 * C&W(ii) of de Koster, van der Poort and Wolters, IJPR 37 (1999)), with the exact tour.
 */
export function bySavings(pool: BatchPool): Batch[] {
  let batches = Array.from({ length: pool.size }, (_, order) => pool.batch([order]));
  type Pair = { a: Batch; b: Batch; saved: number };
  const bestOf = (a: Batch, others: readonly Batch[]): Pair | null => {
    let best: Pair | null = null;
    for (const b of others) {
      if (a === b || a.load + b.load > pool.capacity) continue;
      const saved = a.length + b.length - pool.lengthOfBoth(a, b);
      if (best === null || saved > best.saved) best = { a, b, saved };
    }
    return best;
  };
  const partners = new Map<Batch, Pair | null>();
  for (const [at, batch] of batches.entries()) partners.set(batch, bestOf(batch, batches.slice(at + 1)));
  for (;;) {
    let best: Pair | null = null;
    for (const pair of partners.values()) if (pair && (best === null || pair.saved > best.saved)) best = pair;
    if (best === null) return batches;
    const { a, b } = best;
    const merged = pool.batch([...a.orders, ...b.orders]);
    batches = batches.filter((each) => each !== a && each !== b);
    partners.delete(a);
    partners.delete(b);
    for (const [batch, pair] of partners)
      if (pair && (pair.b === a || pair.b === b)) partners.set(batch, bestOf(batch, batches));
    partners.set(merged, bestOf(merged, batches));
    batches.push(merged);
  }
}
