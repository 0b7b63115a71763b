// What other systems can be told: names that stay, whatever the history calls it inside. Orders and parcels have their names
// in a table; every other machine of head office is told under its own name, so that a new one is told from its first day.
import { z } from 'zod';

const ofOrders: Readonly<Record<string, string>> = {
  OrderPlaced: 'order.placed',
  OrderConfirmed: 'order.confirmed',
  LinesAllocated: 'order.allocated',
  AllocationReleased: 'order.allocation-released',
  LinesShipped: 'order.shipped',
  LinesCancelled: 'order.lines-cancelled',
  AddressChanged: 'order.address-changed',
  OrderHeld: 'order.held',
  HoldReleased: 'order.hold-released',
  OrderTagged: 'order.tagged',
  OrderUntagged: 'order.untagged',
  FieldsChanged: 'order.fields-changed',
  PriorityChanged: 'order.priority-changed',
  OrderCancelled: 'order.cancelled',
  OrderClosed: 'order.closed',
  RuleFired: 'automation.fired',
};
const ofParcels: Readonly<Record<string, string>> = {
  ParcelReleased: 'parcel.released',
  PackingStarted: 'parcel.packing-started',
  ParcelSealed: 'parcel.sealed',
  ParcelReopened: 'parcel.reopened',
  ParcelHeld: 'parcel.held',
  ParcelHandedOver: 'parcel.handed-over',
  ParcelCancelled: 'parcel.cancelled',
};
/** Steps between head office and a provider: nobody else's business. */
const inside = [
  'PaymentAsked',
  'PaymentAskDone',
  'PaymentAskFailed',
  'PaymentLinkMade',
  'PurchaseStarted',
  'PurchasePrepared',
];

/** Those that are known by name; `return.*` and others follow as their machines come. */
export const namedEvents: readonly string[] = [
  ...Object.values(ofOrders),
  ...Object.values(ofParcels),
  'shipment.planned',
  'shipment.label-bought',
  'shipment.label-voided',
  'shipment.handed-over',
  'shipment.tracking-seen',
  'shipment.late',
  'shipment.delivered',
  'shipment.returning',
  'shipment.lost',
  'payment.started',
  'payment.authorised',
  'payment.captured',
  'payment.refunded',
  'payment.failed',
  'payment.voided',
  'payment.expired',
  'refund.requested',
  'refund.approved',
  'refund.declined',
  'refund.sent',
  'refund.settled',
  'refund.failed',
  'quote.sent',
  'quote.accepted',
  'quote.declined',
  'quote.expired',
  'case.opened',
  'case.solved',
  'feedback.rating-given',
  'alert.opened',
  'alert.returned',
  'alert.told',
  'alert.cleared',
  'alert.taken',
  'alert.snoozed',
  'stock.level',
  'webhook.ping',
];
export const stockLevel = 'stock.level';
export const ping = 'webhook.ping';

/** `shipment`, `ShipmentDelivered`: `shipment.delivered`. Null for what is told nobody. */
export function webhookEventOf(aggregate: string, type: string): string | null {
  if (aggregate === 'order') return ofOrders[type] ?? null;
  if (aggregate === 'parcel') return ofParcels[type] ?? null;
  if (inside.includes(type)) return null;
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const own = words.startsWith(`${aggregate}-`) ? words.slice(aggregate.length + 1) : words;
  return `${aggregate}.${own}`;
}

/** `order.held`, every one of a kind (`return.*`), or everything (`*`). */
export const eventPatternSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^(\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/);

export function isAskedFor(patterns: readonly string[], type: string): boolean {
  return patterns.some(
    (pattern) =>
      pattern === '*' ||
      pattern === type ||
      (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1))),
  );
}
