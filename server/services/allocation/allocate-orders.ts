// Holds stock for confirmed orders and releases their parcels once they are complete (ship complete). The unit of work
// must name the company's stream and every warehouse: under their counters nobody else can promise the same units, so
// the sum of reservations never rises above what is on hand.
import type { OrderId, ParcelId, WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { isOnHold, unallocatedQuantity } from '../../../shared/domain/order/status';
import type { Allocation, WantedLine } from '../../../shared/domain/stock/allocate';
import type { RouteRecord } from '../../../shared/contract/routing';
import type { RoutingPolicy } from '../../../shared/domain/routing/policy';
import { applyRules } from '../../../shared/domain/routing/rules';
import { benchMarkOf } from '../../../shared/domain/special/special-mark';
import type { Queryable } from '../../db/pool';
import { type ChangeSet, changeReservation, headOfficeCause } from '../changes/change-set';
import { settleStockHolds } from '../changes/stock-holds';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { loadRoutingFacts } from '../routing/load-facts';
import { markByRules } from '../special/mark-orders';
import { loadSpecialSettings } from '../special/special-settings';
import { loadRoutes, saveRoutes } from '../routing/order-routes';
import { routeOrder } from '../routing/route-order';
import { giveBack, keep, loadAvailability, type OpenStock, takeFrom } from './availability';
import { type ChannelShares, channelShares, loadFences, type OwnUnits } from './channel-shares';
import { releaseParcels } from './release-parcels';

/** Streams that allocation needs: every warehouse, in the order in which they are asked for stock. */
export async function warehousesOf(db: Queryable): Promise<WarehouseId[]> {
  const { rows } = await db.query<{ stream_id: WarehouseId }>(
    `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
  );
  return rows.map((row) => row.stream_id);
}

/** @returns ids of parcels that were released */
export async function allocateOrders(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly OrderId[],
  warehouseIds: readonly WarehouseId[],
): Promise<ParcelId[]> {
  // What does not rest on another answer is asked for together: every warehouse waits while this goes back and forth.
  const [special] = await Promise.all([loadSpecialSettings(db), loadOrders(db, changes, orderIds)]);
  // Before its parcels are made: they carry what makes the order special.
  await markByRules(db, changes, orderIds, special);
  const orders = orderIds
    .map((orderId) => changes.orders.get(orderId))
    .filter((order): order is Order => order !== undefined && mayAllocate(order));
  const skus = [...new Set(orders.flatMap((order) => wantedOf(order).map((line) => line.sku)))];
  if (skus.length > 0) {
    const destinations = orders.map((order) => order.shipTo);
    const [stock, fences, facts, before] = await Promise.all([
      loadAvailability(db, warehouseIds, skus, changes.at),
      loadFences(db, skus),
      loadRoutingFacts(db, warehouseIds, skus, changes.at, destinations),
      loadRoutes(
        db,
        orders.map((order) => order.orderId),
      ),
    ]);
    const shares = channelShares(warehouseIds, stock, fences);
    const routes = new Map<OrderId, RouteRecord>();
    for (const order of orders.sort(byTurn(facts.policy))) {
      changes.backordersOf.add(order.orderId);
      // What it keeps already is its own, whoever else is in this batch.
      const own = takeBack(changes, order, stock, shares);
      // What its channel may have: of its warehouses, and not what is kept for others.
      const share = shares.shareOf(order.channelId, wantedOf(order), own);
      if (share.wanted.length > 0) {
        const known = before.get(order.orderId);
        const { allocations, route } = routeOrder(
          facts,
          order,
          share.wanted,
          share.stock,
          known?.override ?? null,
        );
        // Nothing was found for what it lacks: why the rest ships from where it is held stays true.
        const isToldStill =
          allocations.length === 0 && known?.route?.decision.chosen && holdsUnits(changes, order.orderId);
        if (!isToldStill) routes.set(order.orderId, route);
        for (const allocation of allocations) hold(changes, order, allocation, stock, shares);
      }
      keepOn(changes, order.orderId, stock, shares);
    }
    await saveRoutes(db, changes.at, routes);
  } else for (const order of orders) changes.backordersOf.add(order.orderId);
  return releaseParcels(
    db,
    changes,
    orders.map((order) => order.orderId),
  );
}

export function mayAllocate(order: Order): boolean {
  return order.state === 'confirmed' && !isOnHold(order);
}

/** Those whom a rule puts first, then VIPs, then first come first. */
export function byTurn(policy: RoutingPolicy): (a: Order, b: Order) => number {
  const isFirst = (order: Order): boolean =>
    applyRules(
      policy,
      {
        countryCode: order.shipTo.countryCode,
        channelId: order.channelId,
        isVip: order.priority === 'vip',
        skus: order.lines.map((line) => line.sku),
      },
      [],
    ).comesFirst;
  return (a, b) => {
    if (isFirst(a) !== isFirst(b)) return isFirst(a) ? -1 : 1;
    if (isUrgent(a) !== isUrgent(b)) return isUrgent(a) ? -1 : 1;
    if (a.placedAt !== b.placedAt) return a.placedAt < b.placedAt ? -1 : 1;
    return a.orderId < b.orderId ? -1 : 1;
  };
}

function isUrgent(order: Order): boolean {
  return order.priority === 'vip' || (benchMarkOf(order.special, order)?.goesFirst ?? false);
}

function holdsUnits(changes: ChangeSet, orderId: OrderId): boolean {
  return (changes.reservations.get(orderId) ?? []).some(({ quantity }) => quantity > 0);
}

function wantedOf(order: Order): WantedLine[] {
  return order.lines
    .filter((line) => unallocatedQuantity(line) > 0)
    .map((line) => ({ lineNo: line.lineNo, sku: line.sku, quantity: unallocatedQuantity(line) }));
}

function takeBack(changes: ChangeSet, order: Order, stock: OpenStock, shares: ChannelShares): OwnUnits[] {
  return (changes.stockHolds.get(order.orderId) ?? []).map(({ warehouseId, sku, units }) => {
    shares.took(order.channelId, warehouseId, sku, -units);
    return { warehouseId, sku, units: giveBack(stock.get(warehouseId)?.get(sku) ?? [], units) };
  });
}

/** What it still lacks it keeps; the rest is anybody's. */
function keepOn(changes: ChangeSet, orderId: OrderId, stock: OpenStock, shares: ChannelShares): void {
  const order = changes.orders.get(orderId);
  if (!order || !changes.stockHolds.has(orderId)) return;
  settleStockHolds(changes, order);
  for (const { warehouseId, sku, units } of changes.stockHolds.get(orderId) ?? []) {
    shares.took(order.channelId, warehouseId, sku, units);
    keep(stock.get(warehouseId)?.get(sku) ?? [], units);
  }
}

function hold(
  changes: ChangeSet,
  order: Order,
  { warehouseId, lines }: Allocation,
  stock: OpenStock,
  shares: ChannelShares,
): void {
  const answer = tellOrder(
    changes,
    order.orderId,
    {
      type: 'AllocateLines',
      warehouseId,
      lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
    },
    headOfficeCause(changes),
  );
  // Only what the order takes is held; it was asked for no more than it lacks, so a refusal is a rule we do not know.
  if (!answer.ok) return;
  for (const { lineNo, sku, quantity: units, sources } of lines) {
    takeFrom(stock, warehouseId, sku, sources);
    shares.took(order.channelId, warehouseId, sku, units);
    for (const { locationId, quantity } of sources) {
      const place = { warehouseId, orderId: order.orderId, lineNo, sku, locationId };
      changeReservation(changes, place, quantity, 0);
    }
  }
}
