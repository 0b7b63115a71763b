// Orders that may be picked together, in a form in which the tour of any set of them is known in a microsecond: the places
// of the pool are numbered aisle by aisle, an order is the set of its places as bits, a batch the union of its orders'.
import { type Block, checkStop, type Stop } from './block';
import { TourLength } from './tour-length';

export type PoolOrder = {
  /** What it takes of the cart, in the unit of the capacity (totes, litres, units). */
  load: number;
  stops: readonly Stop[];
};

/** Orders of one tour. Never changed, so what is known about it stays true. */
export type Batch = {
  /** Indices of the pool's orders, rising. */
  readonly orders: readonly number[];
  readonly load: number;
  /** Metres of its shortest tour. */
  readonly length: number;
  readonly places: Int32Array;
};

export class BatchPool {
  private readonly tour: TourLength;
  /** Of an aisle: its index, where its words begin and end, heights of its bits. */
  private readonly aisles: { index: number; from: number; to: number; heights: Float64Array }[] = [];
  private readonly words: number;
  private readonly placesOf: Int32Array[];
  private readonly loads: Float64Array;
  private readonly scratch: Int32Array;

  /** @throws RangeError when an order alone is too much, or a stop is not in the block */
  constructor(
    readonly block: Block,
    orders: readonly PoolOrder[],
    /** Of one tour. */
    readonly capacity: number,
  ) {
    this.tour = new TourLength(block);
    const heights = new Map<number, Set<number>>([[block.depotAisle, new Set()]]);
    for (const [index, order] of orders.entries()) {
      if (!(order.load <= capacity))
        throw new RangeError(
          `order ${index} takes ${order.load} and a tour holds ${capacity}: split it first`,
        );
      for (const stop of order.stops) {
        checkStop(block, stop);
        const known = heights.get(stop.aisle) ?? new Set();
        heights.set(stop.aisle, known.add(stop.height));
      }
    }
    let words = 0;
    for (const [index, known] of [...heights].sort(([a], [b]) => a - b)) {
      const width = Math.ceil(known.size / 32);
      const sorted = Float64Array.from(known).sort();
      this.aisles.push({ index, from: words, to: words + width, heights: sorted });
      words += width;
    }
    this.words = words;
    this.scratch = new Int32Array(words);
    this.loads = Float64Array.from(orders, ({ load }) => load);
    const byAisle = new Map(this.aisles.map((aisle) => [aisle.index, aisle]));
    this.placesOf = orders.map(({ stops }) => {
      const places = new Int32Array(words);
      for (const { aisle, height } of stops) {
        const known = byAisle.get(aisle);
        if (!known) throw new Error(`aisle ${aisle} was not numbered`);
        const bit = known.heights.indexOf(height);
        const word = known.from + (bit >> 5);
        places[word] = (places[word] as number) | (1 << (bit & 31));
      }
      return places;
    });
  }

  get size(): number {
    return this.placesOf.length;
  }

  load(order: number): number {
    return this.loads[order] as number;
  }

  /** @param orders indices, in any order */
  batch(orders: Iterable<number>): Batch {
    const places = new Int32Array(this.words);
    let load = 0;
    const sorted = [...orders].sort((a, b) => a - b);
    for (const order of sorted) {
      add(places, this.placesOf[order] as Int32Array);
      load += this.load(order);
    }
    return { orders: sorted, load, length: this.length(places), places };
  }

  /** Metres of the tour of a batch with one order more. */
  lengthWith(batch: Batch, order: number): number {
    return this.lengthOfUnion(batch.places, order);
  }

  /** Metres of the tour of these places and those of an order. */
  lengthOfUnion(places: Int32Array, order: number): number {
    const more = this.placesOf[order] as Int32Array;
    const { scratch } = this;
    for (let word = 0; word < scratch.length; word += 1)
      scratch[word] = (places[word] as number) | (more[word] as number);
    return this.length(scratch);
  }

  /** Metres of the tour of both batches in one. */
  lengthOfBoth(a: Batch, b: Batch): number {
    const { scratch } = this;
    for (let word = 0; word < scratch.length; word += 1)
      scratch[word] = (a.places[word] as number) | (b.places[word] as number);
    return this.length(scratch);
  }

  /** Places of a batch without one of its orders. */
  placesWithout(batch: Batch, order: number): Int32Array {
    const places = new Int32Array(this.words);
    for (const each of batch.orders) if (each !== order) add(places, this.placesOf[each] as Int32Array);
    return places;
  }

  length(places: Int32Array): number {
    const { tour, aisles } = this;
    const { depotAisle } = this.block;
    tour.begin();
    let isEmpty = true;
    for (let at = 0; at < aisles.length; at += 1) {
      const { index, from, to, heights } = aisles[at] as (typeof aisles)[number];
      const isDepot = index === depotAisle;
      let low = isDepot ? 0 : -1;
      let high = low;
      let gap = 0;
      for (let word = from; word < to; word += 1) {
        let bits = places[word] as number;
        if (bits === 0) continue;
        isEmpty = false;
        const base = (word - from) << 5;
        while (bits !== 0) {
          const height = heights[base + (31 - Math.clz32(bits & -bits))] as number;
          bits &= bits - 1;
          if (low < 0) low = height;
          else if (height - high > gap) gap = height - high;
          high = height;
        }
      }
      if (low >= 0) tour.aisle(index, low, high, gap);
    }
    return isEmpty ? 0 : tour.end();
  }
}

function add(places: Int32Array, more: Int32Array): void {
  for (let word = 0; word < places.length; word += 1)
    places[word] = (places[word] as number) | (more[word] as number);
}
