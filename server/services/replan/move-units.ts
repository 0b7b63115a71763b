// Moves what orders hold from one warehouse to another, several orders together or none of them: checked under the counters
// against what the plan was made from. A parcel, a person's word, a hold or stock that went elsewhere meanwhile makes it
// stale, and then nothing of it happens.
import type { staleReasons } from '../../../shared/contract/replan';
import type { RouteRecord } from '../../../shared/contract/routing';
import type { OrderId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { UnitsAt } from '../../../shared/domain/routing/waiting-pool';
import { allocate, type Allocation } from '../../../shared/domain/stock/allocate';
import { mayAllocate } from '../allocation/allocate-orders';
import { asAvailability, type OpenStock, takeFrom } from '../allocation/availability';
import type { ChannelShares } from '../allocation/channel-shares';
import {
  changeReservation,
  type ChangeSet,
  headOfficeCause,
  type Reservation,
  wake,
} from '../changes/change-set';
import { tellOrder } from '../changes/order-changes';
import { giveBack, heldUnits, unplanned, wantedBy } from './load-pool';

export type Move = {
  orderId: OrderId;
  /** What it has to hold still, by line and warehouse. */
  held: readonly UnitsAt[];
  /** What it has to want still. */
  wanted: readonly { lineNo: number; quantity: number }[];
  overrideKey: string;
  /** What it is to hold instead. */
  to: readonly UnitsAt[];
  route: RouteRecord | null;
};
export type StaleReason = (typeof staleReasons)[number];

export type MovingGround = {
  changes: ChangeSet;
  stock: OpenStock;
  shares: ChannelShares;
  /** A person's word as it is now, by order. */
  overrideKeys: ReadonlyMap<string, string>;
};

/** Changes orders and reservations of the change set, and `stock`; all of the moves, or nothing. */
export function moveTogether(ground: MovingGround, moves: readonly Move[]): StaleReason | null {
  for (const move of moves) {
    const reason = staleReason(ground, move);
    if (reason) return reason;
  }
  const given = moves.map((move) => {
    const order = orderOf(ground, move.orderId);
    const rows = unplanned(ground.changes, move.orderId).map((row) => ({ ...row }));
    giveBack(ground.stock, ground.shares, order, rows);
    return { move, order, rows };
  });
  const taken: { move: Move; allocations: Allocation[] }[] = [];
  for (const { move } of given) {
    const allocations = allocated(ground, move);
    if (!allocations) {
      for (const each of taken) putBack(ground, each);
      for (const each of given) giveBack(ground.stock, ground.shares, each.order, each.rows, -1);
      return 'stock-changed';
    }
    take(ground, move, allocations, 1);
    taken.push({ move, allocations });
  }
  for (const { move, rows } of given) letGo(ground.changes, move, rows);
  for (const { move, allocations } of taken) hold(ground.changes, move, allocations);
  return null;
}

function staleReason({ changes, overrideKeys }: MovingGround, move: Move): StaleReason | null {
  const order = changes.orders.get(move.orderId);
  if (!order || !mayAllocate(order)) return 'order-changed';
  if ((overrideKeys.get(move.orderId) ?? '') !== move.overrideKey) return 'overridden';
  const held = heldUnits(unplanned(changes, move.orderId));
  const isHeld = JSON.stringify(held.map(unitsKey)) === JSON.stringify(move.held.map(unitsKey));
  const isWanted =
    JSON.stringify(wantedBy(order, held).map(({ lineNo, quantity }) => [lineNo, quantity])) ===
    JSON.stringify(move.wanted.map(({ lineNo, quantity }) => [lineNo, quantity]));
  if (isHeld && isWanted) return null;
  const hasParcels = (changes.reservations.get(move.orderId) ?? []).some((row) => row.inParcels > 0);
  return hasParcels ? 'released' : 'order-changed';
}

const unitsKey = ({ lineNo, nodeId, quantity }: UnitsAt): string => `${lineNo} ${nodeId} ${quantity}`;

function orderOf({ changes }: MovingGround, orderId: OrderId) {
  const order = changes.orders.get(orderId);
  if (!order) throw new Error(`order ${orderId} was not loaded`);
  return order;
}

/** From which bins; null when not all of it is there any more, or its channel may not have it. */
function allocated(ground: MovingGround, { orderId, to }: Move): Allocation[] | null {
  const order = orderOf(ground, orderId);
  const lines = to.map(({ lineNo, sku, quantity }) => ({ lineNo, sku: sku as Sku, quantity }));
  const share = ground.shares.shareOf(order.channelId, lines);
  const most = share.wanted.reduce((sum, line) => sum + line.quantity, 0);
  if (most < lines.reduce((sum, line) => sum + line.quantity, 0)) return null;
  const allocations: Allocation[] = [];
  for (const nodeId of new Set(to.map((each) => each.nodeId))) {
    const wanted = to
      .filter((each) => each.nodeId === nodeId)
      .map(({ lineNo, sku, quantity }) => ({ lineNo, sku: sku as Sku, quantity }));
    const got = allocate(wanted, [nodeId as WarehouseId], asAvailability(share.stock));
    const units = got.flatMap((each) => each.lines).reduce((sum, line) => sum + line.quantity, 0);
    if (units < wanted.reduce((sum, line) => sum + line.quantity, 0)) return null;
    allocations.push(...got);
  }
  return allocations;
}

function take(
  ground: MovingGround,
  { orderId }: Move,
  allocations: readonly Allocation[],
  sign: 1 | -1,
): void {
  const { channelId } = orderOf(ground, orderId);
  for (const { warehouseId, lines } of allocations) {
    for (const { sku, quantity, sources } of lines) {
      const signed = sources.map((source) => ({ ...source, quantity: sign * source.quantity }));
      takeFrom(ground.stock, warehouseId, sku, signed);
      ground.shares.took(channelId, warehouseId, sku, sign * quantity);
    }
  }
}

const putBack = (ground: MovingGround, each: { move: Move; allocations: readonly Allocation[] }): void =>
  take(ground, each.move, each.allocations, -1);

function letGo(changes: ChangeSet, { orderId }: Move, rows: readonly Reservation[]): void {
  const lines = new Map<number, number>();
  for (const row of rows) lines.set(row.lineNo, (lines.get(row.lineNo) ?? 0) + row.quantity - row.inParcels);
  if (lines.size === 0) return;
  told(changes, orderId, {
    type: 'ReleaseAllocation',
    reason: 'route',
    lines: [...lines].map(([lineNo, quantity]) => ({ lineNo, quantity })),
  });
  for (const row of rows) {
    changeReservation(changes, row, row.inParcels - row.quantity, 0);
    wake(changes, { kind: 'stock', warehouseId: row.warehouseId, sku: row.sku });
  }
}

function hold(changes: ChangeSet, { orderId }: Move, allocations: readonly Allocation[]): void {
  for (const { warehouseId, lines } of allocations) {
    told(changes, orderId, {
      type: 'AllocateLines',
      warehouseId,
      lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
    });
    for (const { lineNo, sku, sources } of lines) {
      for (const { locationId, quantity } of sources)
        changeReservation(changes, { warehouseId, orderId, lineNo, sku, locationId }, quantity, 0);
    }
  }
  changes.backordersOf.add(orderId);
}

function told(changes: ChangeSet, orderId: OrderId, command: Parameters<typeof tellOrder>[2]): void {
  const answer = tellOrder(changes, orderId, command, headOfficeCause(changes));
  // It was checked to hold and to want just this: a refusal is a rule we do not know.
  if (!answer.ok) throw new Error(`order ${orderId} refused ${command.type}: ${answer.refusal.code}`);
}
