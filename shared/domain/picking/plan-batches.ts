// Divides a pool into batches whose tours together are short: a first plan by savings, then iterated local search. Each
// turn dissolves a few batches, puts their orders back where they cost least and improves by moving one order and
// exchanging two until nothing helps. Stops whenever its caller stops asking; the same seed and turns give the same plan.
import { drawBelow, type Draw, seededDraw } from '../routing/seeded';
import type { Batch, BatchPool } from './batch-pool';
import { bySavings } from './first-batches';

export type BatchPlan = {
  batches: readonly Batch[];
  /** Metres of all tours. */
  length: number;
  /** Turns done. */
  turns: number;
};

/** Gains smaller than a micrometre are none. */
const least = 1e-6;

/** Yields the best plan so far after each turn, the first plan first; never ends by itself. */
export function* planBatches(pool: BatchPool, seed: number): Generator<BatchPlan, never> {
  const draw = seededDraw(seed);
  const search = new Search(pool);
  let current = search.improve(bySavings(pool).map(({ orders }) => search.batch(orders)));
  let best = current;
  let bestLength = lengthOf(best);
  let currentLength = bestLength;
  for (let turns = 0; ; turns += 1) {
    yield { batches: best.map(({ batch }) => batch), length: bestLength, turns };
    if (current.length < 2) continue;
    const tried = search.improve(search.shake(current, draw));
    const length = lengthOf(tried);
    // A little worse is taken now and then, which leads out of a valley; far above the best it goes back to it.
    if (length < currentLength + least || length < bestLength * (1 + slack * draw() ** 2)) {
      current = tried;
      currentLength = length;
    }
    if (length < bestLength - least) {
      best = tried;
      bestLength = length;
    } else if (currentLength > bestLength * (1 + slack)) {
      current = best;
      currentLength = bestLength;
    }
  }
}

const slack = 0.004;

/** A batch and what was found out about it. */
type Known = {
  id: number;
  batch: Batch;
  /** By position of the order in it: its places without it and their length; filled when first asked. */
  without: ({ places: Int32Array; length: number } | undefined)[];
  /** By order: metres with it; not a number until first asked. */
  with: Float64Array;
  /** Ids of batches with which no exchange helps. */
  settled: Set<number>;
};

/** How many batches are remembered; they come back again and again. */
const mostRemembered = 50_000;

class Search {
  private readonly remembered = new Map<string, Known>();
  private ids = 0;

  constructor(private readonly pool: BatchPool) {}

  batch(orders: Iterable<number>): Known {
    const sorted = [...orders].sort((a, b) => a - b);
    const key = sorted.join();
    const found = this.remembered.get(key);
    if (found) return found;
    const known: Known = {
      id: (this.ids += 1),
      batch: this.pool.batch(sorted),
      without: [],
      with: new Float64Array(this.pool.size).fill(Number.NaN),
      settled: new Set(),
    };
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(key, known);
    return known;
  }

  private without(known: Known, position: number): { places: Int32Array; length: number } {
    let found = known.without[position];
    if (!found) {
      const places = this.pool.placesWithout(known.batch, known.batch.orders[position] as number);
      found = { places, length: this.pool.length(places) };
      known.without[position] = found;
    }
    return found;
  }

  private lengthWith(known: Known, order: number): number {
    let length = known.with[order] as number;
    if (Number.isNaN(length)) {
      length = this.pool.lengthWith(known.batch, order);
      known.with[order] = length;
    }
    return length;
  }

  /** Dissolves two to four batches and puts their orders back, in random order, where they cost least. */
  shake(batches: readonly Known[], draw: Draw): Known[] {
    const count = Math.min(batches.length, 2 + drawBelow(draw, 3));
    const kept = [...batches];
    const loose: number[] = [];
    for (let taken = 0; taken < count; taken += 1)
      loose.push(...(kept.splice(drawBelow(draw, kept.length), 1)[0] as Known).batch.orders);
    for (let at = loose.length - 1; at > 0; at -= 1) {
      const other = drawBelow(draw, at + 1);
      [loose[at], loose[other]] = [loose[other] as number, loose[at] as number];
    }
    for (const order of loose) {
      let where = -1;
      let costs = this.batch([order]).batch.length;
      const load = this.pool.load(order);
      for (const [at, known] of kept.entries()) {
        if (known.batch.load + load > this.pool.capacity) continue;
        const more = this.lengthWith(known, order) - known.batch.length;
        if (more < costs) [where, costs] = [at, more];
      }
      if (where < 0) kept.push(this.batch([order]));
      else kept[where] = this.batch([...(kept[where] as Known).batch.orders, order]);
    }
    return kept;
  }

  /** First improvement by shifts and swaps, until there is none. */
  improve(start: readonly Known[]): Known[] {
    const batches = [...start];
    for (let isBetter = true; isBetter; ) {
      isBetter = false;
      for (let a = 0; a < batches.length; a += 1)
        for (let b = a + 1; b < batches.length; b += 1) {
          const [one, other] = [batches[a] as Known, batches[b] as Known];
          if (one.settled.has(other.id)) continue;
          const change = this.shift(one, other) ?? this.shift(other, one) ?? this.swap(one, other);
          if (!change) {
            one.settled.add(other.id);
            other.settled.add(one.id);
            continue;
          }
          isBetter = true;
          const [to, ...more] = change;
          batches[a] = to as Known;
          if (more[0]) batches[b] = more[0];
          else {
            batches.splice(b, 1);
            b -= 1;
          }
        }
    }
    return batches;
  }

  private shift(from: Known, to: Known): Known[] | null {
    const { orders } = from.batch;
    for (let position = 0; position < orders.length; position += 1) {
      const order = orders[position] as number;
      if (to.batch.load + this.pool.load(order) > this.pool.capacity) continue;
      const saved = from.batch.length - this.without(from, position).length;
      if (saved < least) continue;
      if (this.lengthWith(to, order) - to.batch.length < saved - least) {
        const grown = this.batch([...to.batch.orders, order]);
        const rest = orders.filter((each) => each !== order);
        return rest.length === 0 ? [grown] : [grown, this.batch(rest)];
      }
    }
    return null;
  }

  private swap(a: Known, b: Known): Known[] | null {
    const now = a.batch.length + b.batch.length;
    const { capacity } = this.pool;
    for (let i = 0; i < a.batch.orders.length; i += 1) {
      const one = a.batch.orders[i] as number;
      const restA = this.without(a, i);
      for (let j = 0; j < b.batch.orders.length; j += 1) {
        const other = b.batch.orders[j] as number;
        const more = this.pool.load(other) - this.pool.load(one);
        if (a.batch.load + more > capacity || b.batch.load - more > capacity) continue;
        const restB = this.without(b, j);
        // A tour is never shorter for one order more.
        if (restA.length + restB.length >= now - least) continue;
        const newA = this.pool.lengthOfUnion(restA.places, other);
        if (newA + restB.length >= now - least) continue;
        if (newA + this.pool.lengthOfUnion(restB.places, one) < now - least)
          return [
            this.batch([...a.batch.orders.filter((each) => each !== one), other]),
            this.batch([...b.batch.orders.filter((each) => each !== other), one]),
          ];
      }
    }
    return null;
  }
}

function lengthOf(batches: readonly Known[]): number {
  return batches.reduce((sum, { batch }) => sum + batch.length, 0);
}
