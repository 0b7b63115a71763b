// Orders one at a time, in their sequence, each decided by the product with what is known then: the stock that is left,
// the orders seen so far, how many are still expected, where people live. Never what a later order holds.
import type { DemandForecast } from '../../shared/domain/routing/future-orders';
import { pricesAhead } from '../../shared/domain/routing/prices-ahead';
import { sourceOrder } from '../../shared/domain/routing/source-order';
import type { SourcingDecision, SourcingOrder } from '../../shared/domain/routing/sourcing';
import type { Basket, BasketSet, Instance } from './baskets';

export type OnlineRun = {
  /** Cents. */
  cost: number;
  splitOrders: number;
  /** Of each decision, the least of three. */
  milliseconds: number[];
  /** Of all pricing together. */
  pricingMs: number;
  /** Decisions that were not proven least. */
  unproven: number;
};

/** What is believed of baskets before the first is seen: mostly one to three lines of one unit. */
const linesBelieved = [30, 30, 20, 10, 5, 1];

export const orderOf = (
  basket: Basket,
  { pool, miles }: Instance,
  stock: Int32Array,
  prices: Float64Array | null,
): SourcingOrder => {
  const { nodes } = pool;
  const at = (line: number, node: number): number => (basket.skus[line] as number) * nodes + node;
  const lines = basket.skus.map((sku, line) => ({
    lineNo: line + 1,
    sku: `${sku}`,
    quantity: basket.quantities[line] as number,
    grams: 1,
    volumeMm3: 1,
  }));
  return {
    lines,
    nodes: Array.from({ length: nodes }, (_, node) => ({
      nodeId: `${node}`,
      distanceKm: (miles[basket.city]?.[node] ?? 0) * 1.609344,
      available: lines.map((_line, line) => stock[at(line, node)] as number),
      unitCosts: lines.map((_line, line) => basket.unitCosts[line * nodes + node] as number),
      scarcity: lines.map((_line, line) => prices?.[at(line, node)] ?? 0),
      coverDays: lines.map(() => 0),
      capacityCost: 0,
      preferenceCost: 0,
      services: [
        {
          carrierId: 'parcel',
          serviceId: 'parcel',
          lateDays: 0,
          divisorMm3PerGram: 1,
          steps: [{ uptoGrams: Number.MAX_SAFE_INTEGER, amountMinor: basket.shipmentCosts[node] as number }],
        },
      ],
      cartons: [],
    })),
    penalties: { splitMinor: 0, lateMinorPerDay: 0 },
  };
};

/** The least of three: the same question has the same answer, and what other programs took of the processor is not ours. */
const timed = (order: SourcingOrder): { decision: SourcingDecision; milliseconds: number } => {
  let milliseconds = Number.POSITIVE_INFINITY;
  let decision: SourcingDecision | null = null;
  for (let time = 0; time < 3 || !decision; time += 1) {
    const startedAt = performance.now();
    decision = sourceOrder(order);
    milliseconds = Math.min(milliseconds, performance.now() - startedAt);
  }
  return { decision, milliseconds };
};

const settle = (decision: SourcingDecision, nodes: number, stock: Int32Array): void => {
  for (const { nodeId, lines } of decision.chosen?.shipments ?? []) {
    for (const { sku, quantity } of lines) {
      const at = Number(sku) * nodes + Number(nodeId);
      stock[at] = (stock[at] as number) - quantity;
    }
  }
};

const raise = (counts: number[], at: number): void => {
  while (counts.length <= at) counts.push(0);
  counts[at] = (counts[at] as number) + 1;
};

export const runOnline = (
  set: BasketSet,
  instance: Instance,
  wish: {
    priced: boolean;
    seed: number;
    onOrder?: (basket: Basket, stock: Int32Array, cents: number) => void;
  },
): OnlineRun => {
  const { pool } = instance;
  const { nodes } = pool;
  const stock = Int32Array.from(pool.stock);
  const run: OnlineRun = { cost: 0, splitOrders: 0, milliseconds: [], pricingMs: 0, unproven: 0 };
  const lines = [...linesBelieved];
  const units = [1];
  let prices: Float64Array | null = null;
  const repriceEvery = Math.max(1, Math.ceil(pool.orders.length / 20));
  for (const [at, basket] of pool.orders.entries()) {
    if (wish.priced && at % repriceEvery === 0) {
      const startedAt = performance.now();
      const forecast: DemandForecast = {
        nodes,
        orders: pool.orders.length - at,
        // Stock was bought for what is expected to sell, so what is left of it tells what is still expected.
        skus: Array.from({ length: pool.skus }, (_, sku) =>
          stock.subarray(sku * nodes, (sku + 1) * nodes).reduce((sum, each) => sum + each, 0),
        ),
        lines,
        units,
        destinations: set.unitCosts.map((unitCosts, city) => ({
          weight: set.populations[city] ?? 0,
          shipmentCosts: set.shipmentCosts,
          unitCosts,
        })),
      };
      prices = pricesAhead(forecast, stock, {
        seed: wish.seed * 1009 + at,
        futures: 24,
        rounds: at === 0 ? 60 : 20,
        from: prices ?? undefined,
        keep: 0.6,
      });
      run.pricingMs += performance.now() - startedAt;
    }
    const order = orderOf(basket, instance, stock, prices);
    const { decision, milliseconds } = timed(order);
    run.milliseconds.push(milliseconds);
    if (!decision.chosen || decision.short.length > 0) return { ...run, cost: Number.NaN };
    if (!decision.proven) run.unproven += 1;
    const cents = decision.chosen.parts.shipping + decision.chosen.parts.handling;
    wish.onOrder?.(basket, stock, cents);
    run.cost += cents;
    if (decision.chosen.shipments.length > 1) run.splitOrders += 1;
    settle(decision, nodes, stock);
    raise(lines, basket.skus.length - 1);
    for (const quantity of basket.quantities) raise(units, quantity - 1);
  }
  return run;
};
