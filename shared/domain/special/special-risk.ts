// How a special order stands: where its goods are now, by when the customer expects them, and whether that is in danger.
// Answers from what is known of order, parcels and shipments; nothing of it is stored as a fact of its own (law 6).
import { z } from 'zod';
import type { Order } from '../order/order';
import { openQuantity, unallocatedQuantity } from '../order/status';
import type { Parcel } from '../parcel/parcel';
import type { Shipment } from '../shipment/shipment';
import type { TrackingStatus } from '../shipment/tracking';
import { waitsForSecond } from './second-person';
import type { WatchEndReason } from './watch';

export const riskLevels = ['none', 'at-risk', 'late'] as const;
export type RiskLevel = (typeof riskLevels)[number];
export const riskReasons = [
  // late
  'lost',
  'returning',
  'past-promise',
  'delivery-failed',
  // at risk
  'seal-not-taken',
  'on-hold',
  'parcel-held',
  'units-missing',
  'carrier-delay',
  'promise-near',
  'not-left',
  'no-stock',
] as const;
export type RiskReason = (typeof riskReasons)[number];
export const riskSchema = z.object({ level: z.enum(riskLevels), reason: z.enum(riskReasons).nullable() });
export type SpecialRisk = z.infer<typeof riskSchema>;

/** Where the goods are that are least far. */
export const wheres = [
  'cancelled',
  'not-paid',
  'on-hold',
  'waits-for-stock',
  'to-pack',
  'at-bench',
  'waits-for-second',
  'sealed',
  'with-carrier',
  'out-for-delivery',
  'ready-for-pickup',
  'returning',
  'lost',
  'delivered',
  'left',
] as const;
export type Where = (typeof wheres)[number];

export type SpecialFacts = {
  order: Order;
  parcels: readonly Parcel[];
  shipments: readonly Shipment[];
  nowMs: number;
  /** Today, where the order goes to. */
  today: string;
};

const dayMs = 86_400_000;
/** A carrier that tells nothing: after so long it is looked at no more. */
const quietDays = 30;
const delayed: ReadonlySet<TrackingStatus> = new Set(['delivery-delayed', 'on-hold', 'cancelled']);

export function isWorse(level: RiskLevel, than: RiskLevel): boolean {
  return riskLevels.indexOf(level) > riskLevels.indexOf(than);
}

/** The day the customer was told; the last one where there are several parcels, null when none is known. */
export function promisedDay({ shipments }: Pick<SpecialFacts, 'shipments'>): string | null {
  const days = living(shipments).flatMap(({ promisedFor, eta }) => promisedFor ?? eta ?? []);
  return days.sort().at(-1) ?? null;
}

/** What the customer still waits for is somewhere; that of the least advanced part counts. */
export function whereNow(facts: SpecialFacts): Where {
  const { order, shipments } = facts;
  if (order.state === 'cancelled') return 'cancelled';
  if (order.holds.length > 0 && order.state !== 'closed') return 'on-hold';
  if (order.state === 'placed') return 'not-paid';
  const shipmentOf = new Map(living(shipments).map((shipment) => [shipment.parcelId as string, shipment]));
  const places = open(facts.parcels).map((parcel) => placeOf(parcel, shipmentOf.get(parcel.parcelId)));
  if (order.lines.some((line) => openQuantity(line) > 0 && unallocatedQuantity(line) > 0))
    places.push('waits-for-stock');
  const first = places.sort((a, b) => wheres.indexOf(a) - wheres.indexOf(b))[0];
  if (first) return first;
  return order.lines.every((line) => openQuantity(line) === 0) ? 'left' : 'waits-for-stock';
}

function placeOf(parcel: Parcel, shipment: Shipment | undefined): Where {
  switch (parcel.state) {
    case 'released':
    case 'leased':
      return 'to-pack';
    case 'packing':
      return waitsForSecond(parcel.special) && parcel.special?.refusedSeal ? 'waits-for-second' : 'at-bench';
    case 'sealed':
    case 'labelled':
      return 'sealed';
    default:
      break;
  }
  if (shipment?.outcome === 'delivered') return 'delivered';
  if (shipment?.outcome === 'lost') return 'lost';
  if (shipment?.outcome === 'returning') return 'returning';
  const status = shipment?.tracking.status;
  return status === 'out-for-delivery' || status === 'ready-for-pickup' ? status : 'with-carrier';
}

/** The worst that is so, the most urgent first. */
export function riskOf(facts: SpecialFacts): SpecialRisk {
  const { order } = facts;
  if (order.state === 'cancelled' || watchEndOf(facts)) return { level: 'none', reason: null };
  const reason = riskReasons.find((each) => isRisk(each, facts)) ?? null;
  if (!reason) return { level: 'none', reason };
  return {
    level: riskReasons.indexOf(reason) <= riskReasons.indexOf('delivery-failed') ? 'late' : 'at-risk',
    reason,
  };
}

function isRisk(reason: RiskReason, facts: SpecialFacts): boolean {
  const { order, parcels, today } = facts;
  const shipments = living(facts.shipments);
  const promise = promisedDay(facts);
  const isThere = whereNow(facts) === 'delivered';
  switch (reason) {
    case 'lost':
      return shipments.some(({ outcome }) => outcome === 'lost');
    case 'returning':
      return shipments.some(({ outcome }) => outcome === 'returning');
    case 'past-promise':
      return promise !== null && today > promise && !isThere;
    case 'delivery-failed':
      return shipments.some(
        ({ outcome, tracking }) => outcome === null && tracking.status === 'delivery-failed',
      );
    case 'seal-not-taken':
      return parcels.some(({ state, special }) => state === 'packing' && Boolean(special?.refusedSeal));
    case 'on-hold':
      return order.holds.length > 0;
    case 'parcel-held':
      return open(parcels).some(({ state, hold }) => hold !== null && state !== 'handed-over');
    case 'units-missing':
      return open(parcels).some(
        ({ state, lines }) =>
          state !== 'handed-over' && lines.some(({ missing, damaged }) => missing + damaged > 0),
      );
    case 'carrier-delay':
      return shipments.some(({ outcome, tracking }) => outcome === null && delayed.has(tracking.status));
    case 'promise-near':
      return promise !== null && today >= dayBefore(promise) && !hasLeft(facts);
    case 'not-left': {
      const until = leaveUntilMs(order);
      return until !== null && facts.nowMs > until && !hasLeft(facts);
    }
    case 'no-stock':
      return order.state === 'confirmed' && whereNow(facts) === 'waits-for-stock';
  }
}

/** By when it should have left, by the strictest of its kinds; counted from when it was known to be special. */
export function leaveUntilMs(order: Order): number | null {
  const ends = (order.special?.marks ?? []).flatMap(({ kind, at }) =>
    kind.leaveWithinHours === null
      ? []
      : Math.max(Date.parse(order.placedAt), Date.parse(at)) + kind.leaveWithinHours * 3_600_000,
  );
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** Why nobody has to look at it any more, or null. */
export function watchEndOf(facts: SpecialFacts): WatchEndReason | null {
  const { order, nowMs } = facts;
  if ((order.special?.marks.length ?? 0) === 0) return 'unmarked';
  if (order.state === 'cancelled') return 'cancelled';
  if (order.state !== 'closed' && !hasLeft(facts)) return null;
  const where = whereNow(facts);
  if (where === 'delivered') return 'delivered';
  const lefts = living(facts.shipments).flatMap(({ handedOverAt }) => handedOverAt ?? []);
  const marked = order.special?.marks.map(({ at }) => at) ?? [];
  const last = [...lefts, ...marked].sort().at(-1);
  return last !== undefined && nowMs - Date.parse(last) > quietDays * dayMs ? 'quiet' : null;
}

function hasLeft({ order, parcels }: SpecialFacts): boolean {
  return (
    order.lines.every((line) => openQuantity(line) === 0) &&
    open(parcels).every(({ state }) => state === 'handed-over')
  );
}

function open(parcels: readonly Parcel[]): Parcel[] {
  return parcels.filter(({ state }) => state !== 'cancelled');
}

function living(shipments: readonly Shipment[]): Shipment[] {
  return shipments.filter(({ state }) => state !== 'withdrawn' && state !== 'voided');
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
}
