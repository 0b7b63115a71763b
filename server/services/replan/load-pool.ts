// Reads the orders whose parcels are not made yet as one question: what each wants and holds, and what there is once all of
// them have given back what they hold. The same rules as for one order: bans, channels' shares, a person's word.
import type { RouteOverride, RouteRecord } from '../../../shared/contract/routing';
import { companyStream, type OrderId, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { unallocatedQuantity } from '../../../shared/domain/order/status';
import { nodePolicyOf } from '../../../shared/domain/routing/policy';
import {
  mostNodes,
  type PoolNode,
  type PoolQuestion,
  type UnitsAt,
  type WaitingOrder,
} from '../../../shared/domain/routing/waiting-pool';
import type { WantedLine } from '../../../shared/domain/stock/allocate';
import type { Queryable } from '../../db/pool';
import { byTurn, mayAllocate, warehousesOf } from '../allocation/allocate-orders';
import { type BinAvailable, loadAvailability, type OpenStock } from '../allocation/availability';
import { type ChannelShares, loadChannelShares } from '../allocation/channel-shares';
import { type ChangeSet, newChangeSet, type Reservation } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { type LoadedFacts, loadRoutingFacts } from '../routing/load-facts';
import { loadRoutes } from '../routing/order-routes';
import { nodesFor, unitsIn } from '../routing/route-order';

/** Orders that are planned at once; those who come first. */
export const mostPooled = 2000;

export type WhatIf = {
  /** Warehouses that ship nothing today. */
  closed: readonly string[];
  capacities: readonly { warehouseId: string; shipmentsPerDay: number | null }[];
};
export const asItIs: WhatIf = { closed: [], capacities: [] };

export type LoadedOrder = {
  order: Order;
  held: UnitsAt[];
  wanted: WantedLine[];
  override: RouteOverride | null;
  route: RouteRecord | null;
};

export type LoadedPool = {
  question: PoolQuestion;
  orders: LoadedOrder[];
  facts: LoadedFacts;
  currency: string;
};

export async function loadPool(db: Queryable, at: string, whatIf: WhatIf): Promise<LoadedPool> {
  const warehouseIds = await warehousesOf(db);
  const changes = newChangeSet(at, () => '');
  await loadOrders(db, changes, await waitingOrders(db));
  const open = [...changes.orders.values()].filter(mayAllocate);
  const skus = [...new Set(open.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  const destinations = open.map(({ shipTo }) => shipTo);
  const facts = changed(await loadRoutingFacts(db, warehouseIds, skus, at, destinations), whatIf);
  const inTurn = open.sort(byTurn(facts.policy)).slice(0, mostPooled);
  const stock = await loadAvailability(db, warehouseIds, skus, at);
  const shares = await loadChannelShares(db, warehouseIds, skus, stock);
  const routes = await loadRoutes(
    db,
    inTurn.map(({ orderId }) => orderId),
  );
  for (const order of inTurn) {
    const isPinned = (routes.get(order.orderId)?.override ?? null) !== null;
    if (!isPinned) giveBack(stock, shares, order, unplanned(changes, order.orderId));
  }
  const nodes = await poolNodes(db, facts, warehouseIds, stock);
  const orders = inTurn.map((order): LoadedOrder => {
    const held = heldUnits(unplanned(changes, order.orderId));
    const route = routes.get(order.orderId);
    return {
      order,
      held,
      wanted: wantedBy(order, held),
      override: route?.override ?? null,
      route: route?.route ?? null,
    };
  });
  return {
    facts,
    orders,
    currency: facts.currency ?? inTurn[0]?.currency ?? 'EUR',
    question: {
      nodes,
      orders: orders.map((each) => waitingOrder(each, facts, shares)),
      stock: nodes.flatMap(({ nodeId }) =>
        skus.map((sku) => ({ nodeId, sku, units: unitsIn(stock, nodeId, sku) })),
      ),
    },
  };
}

async function waitingOrders(db: Queryable): Promise<OrderId[]> {
  const { rows } = await db.query<{ order_id: OrderId }>(
    `SELECT order_id FROM sales_order WHERE stream_id = $1 AND NOT deleted AND order_id IN (
       SELECT order_id FROM reservation WHERE in_parcels < quantity
       UNION SELECT order_id FROM backorder_line WHERE stream_id = $1)
     ORDER BY placed_at, order_id LIMIT $2`,
    [companyStream, 2 * mostPooled],
  );
  return rows.map((row) => row.order_id);
}

/** Units that no parcel counts on. */
export function unplanned(changes: ChangeSet, orderId: string): Reservation[] {
  return (changes.reservations.get(orderId) ?? []).filter((row) => row.quantity > row.inParcels);
}

export function heldUnits(rows: readonly Reservation[]): UnitsAt[] {
  const units = new Map<string, UnitsAt>();
  for (const { lineNo, sku, warehouseId, quantity, inParcels } of rows) {
    const key = `${lineNo} ${warehouseId}`;
    const known = units.get(key) ?? { lineNo, sku, nodeId: warehouseId, quantity: 0 };
    units.set(key, { ...known, quantity: known.quantity + quantity - inParcels });
  }
  return [...units.values()].sort((a, b) => a.lineNo - b.lineNo || (a.nodeId < b.nodeId ? -1 : 1));
}

/** What an order still has to get and what it may give back. */
export function wantedBy(order: Order, held: readonly UnitsAt[]): WantedLine[] {
  return order.lines.flatMap(({ lineNo, sku, ...line }) => {
    const own = held.filter((each) => each.lineNo === lineNo).reduce((sum, each) => sum + each.quantity, 0);
    const quantity = unallocatedQuantity({ lineNo, sku, ...line }) + own;
    return quantity > 0 ? [{ lineNo, sku, quantity }] : [];
  });
}

/** Puts what an order holds back among what may be promised, bin by bin; -1 takes it again. */
export function giveBack(
  stock: OpenStock,
  shares: ChannelShares,
  order: Pick<Order, 'channelId'>,
  rows: readonly Reservation[],
  sign: 1 | -1 = 1,
): void {
  for (const row of rows) {
    const units = sign * (row.quantity - row.inParcels);
    const bySku = stock.get(row.warehouseId) ?? new Map<Sku, BinAvailable[]>();
    stock.set(row.warehouseId, bySku);
    const bins = bySku.get(row.sku) ?? [];
    bySku.set(row.sku, bins);
    const bin = bins.find((each) => each.locationId === row.locationId);
    if (bin) bin.available += units;
    else bins.push({ locationId: row.locationId as BinAvailable['locationId'], available: units });
    shares.took(order.channelId, row.warehouseId, row.sku, -units);
  }
}

function waitingOrder(
  { order, held, wanted, override }: LoadedOrder,
  facts: LoadedFacts,
  shares: ChannelShares,
): WaitingOrder {
  const share = shares.shareOf(order.channelId, wanted);
  const routed = nodesFor(facts, order, wanted, (nodeId, sku) => unitsIn(share.stock, nodeId, sku), null);
  const isOpen = (nodeId: string): boolean => share.warehouseIds.some((id) => id === nodeId);
  const nodes = routed.order.nodes.map((node) =>
    isOpen(node.nodeId) ? node : { ...node, available: node.available.map(() => 0) },
  );
  const { promiseDays, lateMinorPerDay } = facts.policy;
  return {
    orderId: order.orderId,
    number: order.number,
    order: { ...routed.order, nodes },
    held,
    isPinned: override !== null,
    // Until it is complete it may well be late by as much as was promised; a VIP's waiting counts four times.
    delayMinor: Math.max(1, promiseDays * lateMinorPerDay) * (order.priority === 'vip' ? 4 : 1),
  };
}

async function poolNodes(
  db: Queryable,
  facts: LoadedFacts,
  warehouseIds: readonly WarehouseId[],
  stock: OpenStock,
): Promise<PoolNode[]> {
  const { rows } = await db.query<{ stream_id: string; parcels: number }>(
    `SELECT stream_id, count(*)::int AS parcels FROM parcel
     WHERE stream_id = ANY($1::text[]) AND state = 'released' AND NOT deleted GROUP BY stream_id`,
    [warehouseIds],
  );
  const waiting = new Map(rows.map((row) => [row.stream_id, row.parcels]));
  const unitsAt = (warehouseId: WarehouseId): number =>
    [...(stock.get(warehouseId)?.keys() ?? [])].reduce(
      (sum, sku) => sum + unitsIn(stock, warehouseId, sku),
      0,
    );
  return [...warehouseIds]
    .sort((a, b) => unitsAt(b) - unitsAt(a) || (a < b ? -1 : 1))
    .slice(0, mostNodes)
    .sort()
    .map((nodeId) => {
      const own = nodePolicyOf(facts.policy, nodeId);
      return {
        nodeId,
        waiting: waiting.get(nodeId) ?? 0,
        shipmentsPerDay: own.shipmentsPerDay,
        fullDayMinor: own.fullDayMinor,
      };
    });
}

/** What a person wants to see without doing it. */
function changed(facts: LoadedFacts, { closed, capacities }: WhatIf): LoadedFacts {
  if (closed.length === 0 && capacities.length === 0) return facts;
  const named = facts.nodes.map(({ nodeId }) => {
    const own = facts.policy.nodes.find(({ warehouseId }) => warehouseId === nodeId);
    const node = own ?? { ...nodePolicyOf(facts.policy, nodeId), warehouseId: nodeId as WarehouseId };
    const capacity = capacities.find(({ warehouseId }) => warehouseId === nodeId);
    return capacity ? { ...node, shipmentsPerDay: capacity.shipmentsPerDay } : node;
  });
  return {
    ...facts,
    policy: { ...facts.policy, nodes: named },
    nodes: facts.nodes.map((node) => ({ ...node, isClosedToday: closed.includes(node.nodeId) })),
  };
}
