// What a parcel event means for the order, the stock ledger and the reservations. Head office applies all of it in the
// transaction that stores the event; the station never does. Ship decrements at hand-over, not at the seal.
import type { LineQuantity, OrderCommand } from '../order/order';
import { outsideLocations, quarantineLocation, type StockMove } from '../stock/ledger';
import { takeSources } from './evolve';
import type { Parcel, ParcelEvent, ParcelLine } from './parcel';

/** Change of the units reserved for an order line in one bin; negative frees or consumes them. */
export type ReservationChange = {
  lineNo: number;
  sku: ParcelLine['sku'];
  locationId: ParcelLine['sources'][number]['locationId'];
  delta: number;
};

export type TaskDraft = {
  kind: 'count-bin' | 'contradiction' | 'take-out-cancelled' | 'second-shipment';
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
      break;
    case 'ParcelReopened':
      pushOrder(effects, 'RecordUnpacked', before);
      break;
    case 'ParcelHandedOver':
      pushOrder(effects, 'RecordShipped', before);
      for (const line of before.lines) {
        for (const source of takeSources(line.sources, line.packed).kept) {
          effects.moves.push({
            sku: line.sku,
            from: source.locationId,
            to: outsideLocations.customer,
            quantity: source.quantity,
            cause: event.type,
          });
          effects.reservations.push({
            lineNo: line.lineNo,
            sku: line.sku,
            locationId: source.locationId,
            delta: -source.quantity,
          });
        }
      }
      break;
    case 'ItemMissing':
    case 'ItemDamaged':
      lose(effects, before, event.lineNo, event.quantity, event.type, 1);
      break;
    case 'ActUndone': {
      const undone = before.acts.find((act) => act.opId === event.undoes);
      if (undone && undone.kind !== 'packed') {
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
        for (const source of takeSources(line.sources, line.expected - quantity).rest) {
          effects.reservations.push({
            lineNo,
            sku: line.sku,
            locationId: source.locationId,
            delta: -source.quantity,
          });
        }
      }
      effects.order.push({
        type: 'ReleaseAllocation',
        reason: 'ship-part',
        lines: event.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
      });
      break;
    case 'ParcelLineCancelled': {
      const line = before.lines.find((candidate) => candidate.lineNo === event.lineNo);
      if (line && line.packed > line.expected - line.cancelled - event.quantity) {
        effects.tasks.push({
          kind: 'take-out-cancelled',
          values: { number: before.orderNumber, sku: line.sku, name: line.name, quantity: event.quantity },
        });
      }
      break;
    }
    default:
      break;
  }
  return effects;
}

function pushOrder(
  effects: ParcelEffects,
  type: 'RecordPacked' | 'RecordUnpacked' | 'RecordShipped',
  parcel: Parcel,
): void {
  const lines: LineQuantity[] = parcel.lines
    .filter((line) => line.packed > 0)
    .map((line) => ({ lineNo: line.lineNo, quantity: line.packed }));
  if (lines.length > 0) effects.order.push({ type, parcelId: parcel.parcelId, lines });
}

/** Missing units leave by adjustment and the bin is counted; damaged ones go to quarantine. -1 takes it back. */
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
  const lostBefore = line.missing + line.damaged - (direction === -1 ? quantity : 0);
  const upto = takeSources(line.sources, line.expected - lostBefore).kept;
  const places = takeSources(upto, line.expected - lostBefore - quantity).rest;
  const to = cause === 'ItemMissing' ? outsideLocations.adjustment : quarantineLocation;
  for (const place of places) {
    const move = { sku: line.sku, quantity: place.quantity, cause };
    effects.moves.push(
      direction === 1 ? { ...move, from: place.locationId, to } : { ...move, from: to, to: place.locationId },
    );
    effects.reservations.push({
      lineNo,
      sku: line.sku,
      locationId: place.locationId,
      delta: -direction * place.quantity,
    });
    if (direction === 1 && cause === 'ItemMissing') {
      effects.tasks.push({
        kind: 'count-bin',
        values: { location: place.locationId, sku: line.sku, name: line.name, quantity: place.quantity },
      });
    }
  }
  const lines = [{ lineNo, quantity }];
  effects.order.push(
    direction === 1
      ? { type: 'ReleaseAllocation', reason: cause, lines }
      : { type: 'AllocateLines', warehouseId: parcel.warehouseId, lines },
  );
}
