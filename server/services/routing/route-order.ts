// Chooses where the open lines of one order come from, out of what may be promised now, and from which bins. A rule's ban
// and a person's word bind even where no carrier takes the order: then it is held where they allow, and a person is told
// of the carrier when its parcels are made.
import type { RouteOverride, RouteRecord } from '../../../shared/contract/routing';
import type { Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderNodes, type RoutedOrder } from '../../../shared/domain/routing/order-nodes';
import { carriersOf, handOverBy } from '../../../shared/domain/channel/service-level';
import { sourceOrder } from '../../../shared/domain/routing/source-order';
import { allocate, type Allocation, type WantedLine } from '../../../shared/domain/stock/allocate';
import { asAvailability, type OpenStock } from '../allocation/availability';
import { placeOf } from './gazetteer';
import type { LoadedFacts } from './load-facts';

export type RoutedLines = { allocations: Allocation[]; route: RouteRecord };

export function routeOrder(
  facts: LoadedFacts,
  order: Order,
  wanted: readonly WantedLine[],
  stock: OpenStock,
  override: RouteOverride | null,
): RoutedLines {
  const availableOf = (nodeId: string, sku: string): number => unitsIn(stock, nodeId, sku);
  const asked = nodesFor(facts, order, wanted, availableOf, override?.warehouseIds ?? null);
  const decision = sourceOrder(asked.order);
  const bans = asked.rules.bans.map((ban) => ({ ...ban, sku: ban.sku as Sku }));
  const route: RouteRecord = {
    decision,
    bans,
    policyVersion: facts.policyVersion,
    currency: facts.currency ?? order.currency,
  };
  const availability = asAvailability(stock);
  if (!decision.chosen) return { allocations: heldWhereAllowed(asked.order.nodes, wanted, stock), route };
  return {
    route,
    allocations: decision.chosen.shipments.flatMap(({ nodeId, lines }) =>
      allocate(
        lines.map((line) => ({ ...line, sku: line.sku as Sku })),
        [nodeId as WarehouseId],
        availability,
      ),
    ),
  };
}

export function unitsIn(stock: OpenStock, nodeId: string, sku: string): number {
  const bins = stock.get(nodeId as WarehouseId)?.get(sku as Sku) ?? [];
  return bins.reduce((sum, bin) => sum + bin.available, 0);
}

/** Where its lines may come from and by what, under what its channel agreed. `onlyFrom`: a person said so. */
export function nodesFor(
  facts: LoadedFacts,
  order: Order,
  wanted: readonly WantedLine[],
  availableOf: (nodeId: string, sku: string) => number,
  onlyFrom: readonly string[] | null,
): ReturnType<typeof orderNodes> {
  const level = facts.levelOf(order.channelId);
  const routed: RoutedOrder = {
    shipTo: { countryCode: order.shipTo.countryCode, postcode: order.shipTo.postcode },
    place: placeOf(order.shipTo),
    channelId: order.channelId,
    priority: order.priority,
    placedOn: order.placedAt.slice(0, 10),
    promiseDays: level?.deliveryDays ?? null,
    leavesBy: handOverBy(level, order.placedAt),
  };
  const agreed = { ...facts, carriers: carriersOf(level, facts.carriers, order.shipTo) };
  return orderNodes(agreed, routed, wanted, availableOf, onlyFrom);
}

/** Without a price to go by: one warehouse that has all, else line by line, in the order of the warehouses. */
function heldWhereAllowed(
  nodes: readonly { nodeId: string; available: readonly number[] }[],
  wanted: readonly WantedLine[],
  stock: OpenStock,
): Allocation[] {
  const allowed: OpenStock = new Map();
  for (const { nodeId, available } of nodes) {
    const bySku = stock.get(nodeId as WarehouseId);
    const skus = wanted.filter((_, line) => (available[line] ?? 0) > 0).map(({ sku }) => sku);
    allowed.set(nodeId as WarehouseId, new Map(skus.map((sku) => [sku, bySku?.get(sku) ?? []])));
  }
  return allocate(wanted, [...allowed.keys()], asAvailability(allowed));
}
