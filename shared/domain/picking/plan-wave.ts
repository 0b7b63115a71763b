// Which orders to release together, and from which aisles: most units an aisle visited (the SBPO problem of Mercado Libre,
// 2025). The ratio is maximised by Dinkelbach's method (Management Science 13 (1967)): for a ratio q, most of units - q x
// aisles. What an item is worth there is found by Lagrangian prices (subgradient steps); each step names aisles worth their
// visit and orders worth their units, which a greedy choice turns into a wave that can be picked; local search on the aisles
// refines it. Stops whenever its caller stops asking; the same seed and turns give the same wave.
import { drawBelow, type Draw, seededDraw } from '../routing/seeded';

/** Units by item. */
export type Units = readonly (readonly [item: number, units: number])[];

export type WavePool = {
  items: number;
  orders: readonly Units[];
  /** What lies in each aisle. */
  aisles: readonly Units[];
  /** Bounds of all units of the wave, inclusive. */
  least: number;
  most: number;
};

export type Wave = { orders: number[]; aisles: number[]; units: number; turns: number };

/** Yields the best wave so far after each turn, null while none is known; never ends by itself. */
export function* planWave(pool: WavePool, seed: number): Generator<Wave | null, never> {
  const search = new WaveSearch(pool, seededDraw(seed));
  for (let turns = 0; ; turns += 1) {
    search.turn();
    yield search.best === null ? null : { ...search.best, turns };
  }
}

/** Says what is wrong with a wave, in no words but which rule; null when nothing is. Shares nothing with the search. */
export function waveFault(pool: WavePool, { orders, aisles, units }: Omit<Wave, 'turns'>): string | null {
  if (new Set(orders).size !== orders.length || new Set(aisles).size !== aisles.length) return 'twice';
  const stock = new Map<number, number>();
  for (const aisle of aisles)
    for (const [item, there] of pool.aisles[aisle] ?? []) stock.set(item, (stock.get(item) ?? 0) + there);
  let total = 0;
  for (const order of orders)
    for (const [item, wanted] of pool.orders[order] ?? []) {
      stock.set(item, (stock.get(item) ?? 0) - wanted);
      total += wanted;
    }
  if ([...stock.values()].some((left) => left < 0)) return 'stock';
  if (total !== units) return 'units';
  return total < pool.least || total > pool.most ? 'bounds' : null;
}

type Found = { orders: number[]; aisles: number[]; units: number };

/** Rows of item and units, one after the other in one array. */
class Rows {
  readonly from: Int32Array;
  readonly item: Int32Array;
  readonly units: Int32Array;
  readonly total: Int32Array;

  constructor(rows: readonly Units[]) {
    const cells = rows.reduce((sum, row) => sum + row.length, 0);
    this.from = new Int32Array(rows.length + 1);
    this.item = new Int32Array(cells);
    this.units = new Int32Array(cells);
    this.total = new Int32Array(rows.length);
    let at = 0;
    for (const [index, row] of rows.entries()) {
      for (const [item, units] of row) {
        this.item[at] = item;
        this.units[at] = units;
        this.total[index] = (this.total[index] as number) + units;
        at += 1;
      }
      this.from[index + 1] = at;
    }
  }

  get count(): number {
    return this.total.length;
  }
}

class WaveSearch {
  best: Found | null = null;
  private readonly orders: Rows;
  private readonly aisles: Rows;
  private readonly prices: Float64Array;
  private readonly stock: Int32Array;
  private readonly slack: Float64Array;
  /** Orders in the order in which the greedy choice tries them. */
  private rank: Int32Array;
  private readonly worth: Float64Array;
  private readonly aisleWorth: Float64Array;
  private step = 1;
  private bound = Number.POSITIVE_INFINITY;
  private sinceBetter = 0;

  constructor(
    private readonly pool: WavePool,
    private readonly draw: Draw,
  ) {
    this.orders = new Rows(pool.orders);
    this.aisles = new Rows(pool.aisles);
    this.prices = new Float64Array(pool.items).fill(0.5);
    this.stock = new Int32Array(pool.items);
    this.slack = new Float64Array(pool.items);
    this.worth = new Float64Array(pool.orders.length);
    this.aisleWorth = new Float64Array(pool.aisles.length);
    this.rank = Int32Array.from(pool.orders, (_, index) => index);
  }

  private get ratio(): number {
    return this.best === null ? 0 : this.best.units / this.best.aisles.length;
  }

  turn(): void {
    this.price();
    const byWorth = Int32Array.from(this.aisleWorth, (_, index) => index).sort(
      (a, b) => (this.aisleWorth[b] as number) - (this.aisleWorth[a] as number) || a - b,
    );
    this.rankOrders();
    const positive = byWorth.findIndex((aisle) => (this.aisleWorth[aisle] as number) <= 0);
    const wanted = positive < 0 ? byWorth.length : positive;
    const usual = this.best?.aisles.length ?? wanted;
    for (const count of new Set([wanted, usual, usual + 1, usual - 1, Math.round((wanted + usual) / 2)]))
      if (count > 0 && count <= byWorth.length) this.consider([...byWorth.subarray(0, count)]);
    if (this.best === null) this.firstWave(byWorth);
    for (let tries = 0; tries < 12; tries += 1) this.walk(byWorth);
  }

  /** One subgradient step of the prices of items, at the ratio that is known. */
  private price(): void {
    const { orders, aisles, prices, slack, worth, aisleWorth } = this;
    const q = this.ratio;
    slack.fill(0);
    let value = 0;
    for (let aisle = 0; aisle < aisles.count; aisle += 1) {
      let sum = -q;
      for (let at = aisles.from[aisle] as number; at < (aisles.from[aisle + 1] as number); at += 1)
        sum += (prices[aisles.item[at] as number] as number) * (aisles.units[at] as number);
      aisleWorth[aisle] = sum;
      if (sum > 0) {
        value += sum;
        for (let at = aisles.from[aisle] as number; at < (aisles.from[aisle + 1] as number); at += 1)
          slack[aisles.item[at] as number] =
            (slack[aisles.item[at] as number] as number) + (aisles.units[at] as number);
      }
    }
    for (let order = 0; order < orders.count; order += 1) {
      let sum = orders.total[order] as number;
      for (let at = orders.from[order] as number; at < (orders.from[order + 1] as number); at += 1)
        sum -= (prices[orders.item[at] as number] as number) * (orders.units[at] as number);
      worth[order] = sum;
    }
    // The wave holds no more than `most`: the orders with most worth a unit are in the relaxed answer.
    const chosen = this.byDensity();
    let units = 0;
    for (const order of chosen) {
      if ((worth[order] as number) <= 0 || units >= this.pool.most) break;
      units += orders.total[order] as number;
      value += worth[order] as number;
      for (let at = orders.from[order] as number; at < (orders.from[order + 1] as number); at += 1)
        slack[orders.item[at] as number] =
          (slack[orders.item[at] as number] as number) - (orders.units[at] as number);
    }
    let norm = 0;
    for (let item = 0; item < prices.length; item += 1) norm += (slack[item] as number) ** 2;
    if (norm === 0) return;
    if (value < this.bound - 1e-9) {
      this.bound = value;
      this.sinceBetter = 0;
    } else if ((this.sinceBetter += 1) > 20) {
      this.sinceBetter = 0;
      this.step = Math.max(0.02, this.step / 1.5);
    }
    const length = (this.step * Math.max(value * 0.1, 1)) / norm;
    for (let item = 0; item < prices.length; item += 1) {
      const price = (prices[item] as number) - length * (slack[item] as number);
      prices[item] = price < 0 ? 0 : price;
    }
  }

  private byDensity(): Int32Array {
    const { worth, orders } = this;
    return Int32Array.from(this.rank).sort(
      (a, b) =>
        (worth[b] as number) / (orders.total[b] as number) -
          (worth[a] as number) / (orders.total[a] as number) ||
        (orders.total[b] as number) - (orders.total[a] as number) ||
        a - b,
    );
  }

  private rankOrders(): void {
    const { worth, orders } = this;
    const kind = drawBelow(this.draw, 3);
    const key = (order: number): number => {
      const units = orders.total[order] as number;
      if (kind === 0) return (worth[order] as number) / units;
      if (kind === 1) return units;
      return (worth[order] as number) / units + 0.3 * this.draw();
    };
    const keys = Float64Array.from(worth, (_, order) => key(order));
    this.rank = Int32Array.from(this.rank).sort(
      (a, b) =>
        (keys[b] as number) - (keys[a] as number) ||
        (orders.total[b] as number) - (orders.total[a] as number) ||
        a - b,
    );
  }

  private load(aisles: readonly number[]): void {
    const rows = this.aisles;
    this.stock.fill(0);
    for (const aisle of aisles)
      for (let at = rows.from[aisle] as number; at < (rows.from[aisle + 1] as number); at += 1)
        this.stock[rows.item[at] as number] =
          (this.stock[rows.item[at] as number] as number) + (rows.units[at] as number);
  }

  /** Takes orders by rank while the aisles have their items; keeps the wave when it is the best. Returns its units. */
  private consider(aisles: number[]): number {
    const { orders, stock, pool } = this;
    this.load(aisles);
    const chosen: number[] = [];
    let units = 0;
    for (const order of this.rank) {
      const total = orders.total[order] as number;
      if (units + total > pool.most) continue;
      const [from, to] = [orders.from[order] as number, orders.from[order + 1] as number];
      let isThere = true;
      for (let at = from; at < to && isThere; at += 1)
        isThere = (stock[orders.item[at] as number] as number) >= (orders.units[at] as number);
      if (!isThere) continue;
      for (let at = from; at < to; at += 1)
        stock[orders.item[at] as number] =
          (stock[orders.item[at] as number] as number) - (orders.units[at] as number);
      chosen.push(order);
      units += total;
      if (units === pool.most) break;
    }
    if (units < pool.least) return units;
    const kept = this.needed(aisles);
    if (units / kept.length > this.ratio + 1e-9) this.best = { orders: chosen, aisles: kept, units };
    return units;
  }

  /** Aisles without those whose stock is all left over. `stock` is what is left. */
  private needed(aisles: readonly number[]): number[] {
    const rows = this.aisles;
    const { stock } = this;
    const byWorth = [...aisles].sort((a, b) => (rows.total[a] as number) - (rows.total[b] as number));
    return byWorth.filter((aisle) => {
      const [from, to] = [rows.from[aisle] as number, rows.from[aisle + 1] as number];
      for (let at = from; at < to; at += 1)
        if ((stock[rows.item[at] as number] as number) < (rows.units[at] as number)) return true;
      for (let at = from; at < to; at += 1)
        stock[rows.item[at] as number] =
          (stock[rows.item[at] as number] as number) - (rows.units[at] as number);
      return false;
    });
  }

  /** Adds aisles by worth until the least units are there. */
  private firstWave(byWorth: Int32Array): void {
    for (let count = 1; count <= byWorth.length && this.best === null; count = Math.ceil(count * 1.3))
      this.consider([...byWorth.subarray(0, Math.min(count, byWorth.length))]);
    if (this.best === null) this.consider([...byWorth]);
  }

  /** A few aisles of the best wave for a few others, worth being likelier. */
  private walk(byWorth: Int32Array): void {
    if (this.best === null) return;
    const aisles = [...this.best.aisles];
    const changes = 1 + drawBelow(this.draw, 3);
    const kind = drawBelow(this.draw, 4);
    for (let change = 0; change < changes; change += 1) {
      if (kind !== 0 && aisles.length > 0) aisles.splice(drawBelow(this.draw, aisles.length), 1);
      if (kind !== 1) {
        const near = Math.min(byWorth.length, 3 * aisles.length + 10);
        const aisle = byWorth[Math.floor(this.draw() ** 1.5 * near)] as number;
        if (!aisles.includes(aisle)) aisles.push(aisle);
      }
    }
    if (aisles.length > 0) this.consider(aisles);
  }
}
