// Lets parcel events happen with all their effects: the order is told, stock moves, reservations change, tasks are raised.
// What the order refuses becomes a task or what afterOrderRefusal says, never an error (law 3).
import type { ParcelId } from '../../../shared/domain/ids';
import { decideParcel } from '../../../shared/domain/parcel/decide';
import { effectsOf } from '../../../shared/domain/parcel/effects';
import { foldParcels } from '../../../shared/domain/parcel/evolve';
import type { Parcel, ParcelCommand, ParcelEvent } from '../../../shared/domain/parcel/parcel';
import { afterOrderRefusal } from '../../../shared/domain/parcel/reconcile';
import { isOutside, quarantineLocation } from '../../../shared/domain/stock/ledger';
import type { OrderCommand } from '../../../shared/domain/order/order';
import { addTask, type Cause, type ChangeSet, changeReservation, headOfficeCause, wake } from './change-set';
import { tellOrder } from './order-changes';

export function happen(changes: ChangeSet, events: readonly ParcelEvent[], cause: Cause): void {
  for (const event of events) happenOne(changes, event, cause);
}

function happenOne(changes: ChangeSet, event: ParcelEvent, cause: Cause): void {
  const before = changes.parcels.get(event.parcelId);
  const followUp: ParcelCommand[] = [];
  if (before) {
    const effects = effectsOf(before, event);
    for (const move of effects.moves) {
      changes.moves.push({ warehouseId: before.warehouseId, move, cause });
      if (!isOutside(move.to) && move.to !== quarantineLocation)
        wake(changes, { kind: 'stock', warehouseId: before.warehouseId, sku: move.sku });
    }
    for (const { lineNo, sku, locationId, delta } of effects.reservations) {
      const place = {
        warehouseId: before.warehouseId,
        orderId: before.orderId,
        lineNo,
        sku,
        locationId,
      };
      changeReservation(changes, place, delta, delta);
      if (delta < 0 && event.type !== 'ParcelHandedOver')
        wake(changes, { kind: 'stock', warehouseId: before.warehouseId, sku });
    }
    for (const command of effects.order)
      followUp.push(...tellOrderOf(changes, before, event, command, cause));
    for (const task of effects.tasks) addTask(changes, before.warehouseId, task, about(before, cause));
  }
  foldParcels(changes.parcels, [event]);
  changes.touchedParcels.add(event.parcelId);
  const { type, parcelId, ...body } = event;
  changes.events.push({ aggregate: 'parcel', aggregateId: parcelId, type, body, cause });
  for (const command of followUp) commandParcel(changes, command);
}

/** Head office's own command: refused ones leave the parcel as it is. */
export function commandParcel(
  changes: ChangeSet,
  command: ParcelCommand,
  cause: Cause = headOfficeCause(changes),
): boolean {
  const decision = decideParcel(changes.parcels.get(command.parcelId) ?? null, command, null);
  if (decision.ok) happen(changes, decision.events, cause);
  return decision.ok;
}

function tellOrderOf(
  changes: ChangeSet,
  parcel: Parcel,
  event: ParcelEvent,
  command: OrderCommand,
  cause: Cause,
): ParcelCommand[] {
  const answer = tellOrder(changes, parcel.orderId, command, cause);
  if (answer.ok) return [];
  const commands = afterOrderRefusal(parcel.parcelId, command);
  if (commands.length === 0) {
    addTask(
      changes,
      parcel.warehouseId,
      {
        kind: 'contradiction',
        values: {
          ...answer.refusal.values,
          number: parcel.orderNumber,
          code: answer.refusal.code,
          command: event.type,
        },
      },
      about(parcel, cause),
    );
  }
  return commands;
}

function about(
  parcel: Parcel,
  cause: Cause,
): { orderId: Parcel['orderId']; parcelId: ParcelId; opId: string | null } {
  return { orderId: parcel.orderId, parcelId: parcel.parcelId, opId: cause.opId };
}
