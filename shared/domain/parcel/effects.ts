// What a parcel event means for the order, the stock ledger and the reservations. Head office applies all of it in the
// transaction that stores the event; the station never does. Ship decrements at hand-over, not at the seal.
import type { CancelRequest } from '../cancelling/cancel-request';
import { isStanding, unitsAsked } from '../cancelling/questions';
import type { LineQuantity, OrderCommand } from '../order/order';
import { benchLocation, outsideLocations, quarantineLocation, type StockMove } from '../stock/ledger';
import { ofLot } from '../stock/lot';
import type { TaskKind } from '../task/task';
import { cutSources, sourcesLost } from './cut-sources';
import { evolveParcel } from './evolve';
import { fetch, takeFetchedBack } from './fetched-units';
import type { Parcel, ParcelEvent, ParcelLine } from './parcel';
import {
  lookElsewhere,
  loseAt,
  pick,
  pickedForNothing,
  putBack,
  putBackTask,
  takeFromOthers,
  countLots,
} from './pick-effects';
import { contradicts } from '../weighing/seal-weight';
import { toTakeOut, wanted } from './questions';
import { leftWithoutTask } from './waybill-gate';
import { weightTask } from './weight-task';

/** Change of the units reserved for an order line in one bin; negative frees or consumes them. */
export type ReservationChange = {
  lineNo: number;
  sku: ParcelLine['sku'];
  locationId: ParcelLine['sources'][number]['locationId'];
  delta: number;
};

export type TaskDraft = {
  kind: TaskKind;
  values: Record<string, string | number>;
};

export type ParcelEffects = {
  order: OrderCommand[];
  moves: StockMove[];
  reservations: ReservationChange[];
  tasks: TaskDraft[];
};

/** `before` is the parcel as it stood when the event happened. */
export function effectsOf(before: Parcel, event: ParcelEvent): ParcelEffects {
  const effects: ParcelEffects = { order: [], moves: [], reservations: [], tasks: [] };
  switch (event.type) {
    case 'ParcelSealed':
      pushOrder(effects, 'RecordPacked', before);
      if (event.weighed && contradicts(event.weighed)) effects.tasks.push(weightTask(before, event.weighed));
      break;
    case 'ParcelReopened':
      pushOrder(effects, 'RecordUnpacked', before);
      break;
    case 'ParcelHandedOver':
      effects.tasks.push(...leftWithoutTask(before, event.waybill));
      pushOrder(effects, 'RecordShipped', before);
      for (const line of before.lines) {
        for (const source of cutSources(line.sources, 0, line.packed)) {
          effects.moves.push({
            sku: line.sku,
            from: source.locationId,
            to: outsideLocations.customer,
            quantity: source.quantity,
            cause: event.type,
            ...ofLot(source.lot),
          });
        }
        reserve(effects, line, 0, wanted(line), -1);
      }
      break;
    case 'ItemMissing':
    case 'ItemDamaged':
      if (event.at === undefined) lose(effects, before, event.lineNo, event.quantity, event.type, 1);
      else loseAt(effects, before, event, event.at);
      break;
    case 'UnitsFetched':
      fetch(effects, before, event);
      break;
    case 'UnitsPicked':
      pick(effects, before, event, event.from, event.planned ?? event.from);
      if (event.swap?.reason === 'not-there') countLots(effects, before, event);
      break;
    case 'UnitsPutBack':
      putBack(effects, before, event);
      break;
    case 'SourcesPlanned':
      takeFromOthers(effects, before, event);
      break;
    case 'SourceMoved':
      lookElsewhere(effects, before, event);
      break;
    case 'SparePicked': {
      const { sku, name, quantity, from, tote, lot } = event;
      effects.moves.push({ sku, from, to: benchLocation, quantity, cause: event.type, ...ofLot(lot) });
      effects.tasks.push(putBackTask(before, { sku, name, quantity, tote, location: from }));
      break;
    }
    case 'ActUndone': {
      const undone = before.acts.find((act) => act.opId === event.undoes);
      if (undone?.kind === 'fetched') takeFetchedBack(effects, before, undone);
      else if (undone && undone.kind !== 'packed') {
        lose(
          effects,
          before,
          undone.lineNo,
          undone.quantity,
          undone.kind === 'missing' ? 'ItemMissing' : 'ItemDamaged',
          -1,
        );
      }
      break;
    }
    case 'RemainderReleased':
      for (const { lineNo, quantity } of event.lines) {
        const line = before.lines.find((candidate) => candidate.lineNo === lineNo);
        if (!line) continue;
        reserve(effects, line, wanted(line) - quantity, wanted(line), -1);
        pickedForNothing(effects, before, line, quantity);
      }
      effects.order.push({
        type: 'ReleaseAllocation',
        reason: 'ship-part',
        lines: event.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
      });
      break;
    case 'ParcelLineCancelled': {
      // The order gave up its allocation when it was cancelled; here only the bins are set free.
      const line = before.lines.find((candidate) => candidate.lineNo === event.lineNo);
      if (!line) break;
      reserve(effects, line, wanted(line) - event.quantity, wanted(line), -1);
      pickedForNothing(effects, before, line, event.quantity);
      const after = { ...line, cancelled: line.cancelled + event.quantity };
      const quantity = toTakeOut(after) - toTakeOut(line);
      if (quantity > 0) {
        effects.tasks.push({
          kind: 'take-out-cancelled',
          values: { number: before.orderNumber, sku: line.sku, name: line.name, quantity },
        });
      }
      break;
    }
    case 'CancelAccepted':
    case 'CancelDecided': {
      // First the hold on stock, then the units: both are exactly those that the box gives up.
      const { lines, reason } = event;
      effects.order.push({ type: 'ReleaseAllocation', reason, lines });
      if (event.type === 'CancelDecided' || !event.keepsOrder)
        effects.order.push({ type: 'CancelLines', reason, lines });
      break;
    }
    default:
      break;
  }
  if (isStanding(before.cancel)) cancelAskedOfLost(effects, before, before.cancel, event);
  return effects;
}

/** A unit that was asked back and is gone from the box anyway is the one that is cancelled. */
function cancelAskedOfLost(
  effects: ParcelEffects,
  before: Parcel,
  cancel: CancelRequest,
  event: ParcelEvent,
): void {
  if (event.type !== 'ItemMissing' && event.type !== 'ItemDamaged' && event.type !== 'RemainderReleased')
    return;
  const after = evolveParcel(before, event);
  const lines = cancel.lines
    .map(({ lineNo, quantity }) => ({ lineNo, quantity: quantity - unitsAsked(after.cancel, lineNo) }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length > 0) effects.order.push({ type: 'CancelLines', reason: cancel.reason, lines });
}

function pushOrder(
  effects: ParcelEffects,
  type: 'RecordPacked' | 'RecordUnpacked' | 'RecordShipped',
  parcel: Parcel,
): void {
  // A unit that was cancelled and went into the box all the same is no longer the order's.
  const lines: LineQuantity[] = parcel.lines
    .map((line) => ({ lineNo: line.lineNo, quantity: Math.min(line.packed, wanted(line)) }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length > 0) effects.order.push({ type, parcelId: parcel.parcelId, lines });
}

/** Reserves (1) or frees (-1) the bins of units `from` up to `to` of a line. */
function reserve(
  effects: ParcelEffects,
  line: ParcelLine,
  from: number,
  to: number,
  direction: 1 | -1,
): void {
  for (const { locationId, quantity } of cutSources(line.sources, from, to)) {
    effects.reservations.push({
      lineNo: line.lineNo,
      sku: line.sku,
      locationId,
      delta: direction * quantity,
    });
  }
}

/**
 * Missing units leave by adjustment and the bin is counted; damaged ones go to quarantine. -1 takes it back.
 * Stock and reservations move by their own counts: a cancelled unit is reserved no more but still in its bin.
 */
function lose(
  effects: ParcelEffects,
  parcel: Parcel,
  lineNo: number,
  quantity: number,
  cause: 'ItemMissing' | 'ItemDamaged',
  direction: 1 | -1,
): void {
  const line = parcel.lines.find((candidate) => candidate.lineNo === lineNo);
  if (!line) return;
  // What is taken back was the last to go.
  const before = direction === 1 ? line : { ...line, missing: line.missing - quantity };
  const to = cause === 'ItemMissing' ? outsideLocations.adjustment : quarantineLocation;
  for (const place of sourcesLost(before, quantity)) {
    const known = place.locationId === benchLocation ? place.lot : undefined;
    const move = { sku: line.sku, quantity: place.quantity, cause, ...ofLot(known) };
    effects.moves.push(
      direction === 1 ? { ...move, from: place.locationId, to } : { ...move, from: to, to: place.locationId },
    );
    if (direction === 1 && cause === 'ItemMissing') {
      effects.tasks.push({
        kind: 'count-bin',
        values: { location: place.locationId, sku: line.sku, name: line.name, quantity: place.quantity },
      });
    }
  }
  const reserved = wanted(line) + (direction === -1 ? quantity : 0);
  reserve(effects, line, reserved - quantity, reserved, direction === 1 ? -1 : 1);
  const lines = [{ lineNo, quantity }];
  effects.order.push(
    direction === 1
      ? { type: 'ReleaseAllocation', reason: cause, lines }
      : { type: 'RestoreAllocation', warehouseId: parcel.warehouseId, lines },
  );
}
