// Cancels units of orders. What no station holds goes in the same transaction; for what is in a station's hand head office
// asks (shared/domain/cancelling), and the order keeps those units until the station has answered.
import type { OrderId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import { decideOrder } from '../../../shared/domain/order/decide';
import type { LineQuantity, Order, OrderCommand } from '../../../shared/domain/order/order';
import { lessUnits } from '../../../shared/domain/cancelling/evolve';
import type { Parcel, ParcelCommand } from '../../../shared/domain/parcel/parcel';
import type { StreamTx } from '../../db/stream-writer';
import {
  type Cause,
  type ChangeSet,
  changeReservation,
  headOfficeCause,
  newChangeSet,
  wake,
} from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';
import { type ParcelCut, planCancellation } from './plan-cancellation';

export type Cancellation = { orderId: OrderId; reason: string; lines: readonly LineQuantity[] };
export type CancellationAnswer =
  | { ok: true; order: Order; asked: ParcelCut[] }
  | { ok: false; refusal: Refusal };

/** The unit of work must name the company's stream and every warehouse that has stock for the orders. */
export async function cancelLines(
  tx: StreamTx,
  cancellations: readonly Cancellation[],
  clock: { at: string; newId: () => string },
  cause?: Cause,
): Promise<CancellationAnswer[]> {
  const changes = newChangeSet(clock.at, clock.newId);
  const orderIds = [...new Set(cancellations.map((each) => each.orderId))];
  await loadOrders(tx.client, changes, orderIds);
  await loadParcelsOfOrders(tx.client, changes, orderIds);
  const answers = cancellations.map((each) => foldCancellation(changes, each, cause));
  await storeChanges(tx, changes);
  return answers;
}

export function foldCancellation(
  changes: ChangeSet,
  { orderId, reason, lines }: Cancellation,
  cause: Cause = headOfficeCause(changes),
): CancellationAnswer {
  const order = changes.orders.get(orderId);
  if (!order) return { ok: false, refusal: { code: 'order-not-placed', values: {} } };
  const parcels = [...changes.parcels.values()].filter((parcel) => parcel.orderId === orderId);
  const free = (changes.reservations.get(orderId) ?? []).map((row) => ({
    row,
    units: row.quantity - row.inParcels,
  }));
  const unplanned = (lineNo: number): number =>
    free.reduce((sum, { row, units }) => (row.lineNo === lineNo ? sum + units : sum), 0);
  const planned = planCancellation(order, parcels, unplanned, lines);
  const cancel: OrderCommand = { type: 'CancelLines', reason, lines: [...lines] };
  if (!planned.ok) {
    // The order itself says why, in its own words; only a limit that its parcels set is ours to name.
    const asked = decideOrder(order, cancel);
    if (!asked.ok) return asked;
    return {
      ok: false,
      refusal: { code: 'more-than-open', values: { number: order.number, ...planned.limit } },
    };
  }
  const { plan } = planned;
  const now = lessUnits(lines, plan.asks);
  if (now.length > 0) {
    const refusal = tellOrder(changes, orderId, { ...cancel, lines: now }, cause);
    if (!refusal.ok) return refusal;
  }
  for (const { lineNo, quantity } of plan.unplanned) release(changes, free, lineNo, quantity);
  for (const { parcelId, lineNo, quantity } of plan.cuts)
    mustTake(changes, { type: 'CancelParcelLine', parcelId, lineNo, quantity }, cause);
  for (const [parcelId, units] of byParcel(plan.asks))
    mustTake(changes, { type: 'AskCancel', parcelId, reason, at: changes.at, lines: units }, cause);
  // What stays may be complete now.
  wake(changes, { kind: 'order', orderId });
  return { ok: true, order: changes.orders.get(orderId) ?? order, asked: plan.asks };
}

function mustTake(changes: ChangeSet, command: ParcelCommand, cause: Cause): void {
  if (!commandParcel(changes, command, cause))
    throw new Error(`parcel ${command.parcelId} refused ${command.type} that was planned for it`);
}

function release(
  changes: ChangeSet,
  free: readonly { row: Parameters<typeof changeReservation>[1]; units: number }[],
  lineNo: number,
  quantity: number,
): void {
  let left = quantity;
  for (const { row, units } of free) {
    if (row.lineNo !== lineNo) continue;
    const taken = Math.min(left, units);
    if (taken <= 0) continue;
    changeReservation(changes, row, -taken, 0);
    wake(changes, { kind: 'stock', warehouseId: row.warehouseId, sku: row.sku });
    left -= taken;
  }
}

function byParcel(cuts: readonly ParcelCut[]): Map<Parcel['parcelId'], LineQuantity[]> {
  const grouped = new Map<Parcel['parcelId'], LineQuantity[]>();
  for (const { parcelId, lineNo, quantity } of cuts)
    grouped.set(parcelId, [...(grouped.get(parcelId) ?? []), { lineNo, quantity }]);
  return grouped;
}
