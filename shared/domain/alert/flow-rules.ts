// Alerts of work that should have moved: goods of suppliers, orders before their promise, parcels at carriers, bins below
// nothing, stations that say nothing.
import type { Finding } from './alert';
import type { LimitsOf } from './alert-kinds';
import { daysBetween } from './stock-rules';

export type PurchaseFacts = {
  purchaseId: string;
  number: string;
  supplier: string;
  warehouseId: string;
  /** Of lines that have not all come: the day, and the units that are missing. */
  open: readonly { expectedOn: string; units: number }[];
  today: string;
};

export function lateSupplier(facts: PurchaseFacts, { days }: LimitsOf<'late-supplier'>): Finding | null {
  const late = facts.open.filter(({ expectedOn, units }) => units > 0 && expectedOn < facts.today);
  const first = late.map(({ expectedOn }) => expectedOn).sort()[0];
  if (first === undefined) return null;
  const behind = daysBetween(first, facts.today);
  if (behind < days) return null;
  const { purchaseId, number, supplier, warehouseId } = facts;
  return {
    kind: 'late-supplier',
    subject: purchaseId,
    title: `${number} ${supplier}`,
    warehouseId,
    measure: behind,
    isBad: true,
    values: {
      purchaseId,
      number,
      supplier,
      days: behind,
      on: first,
      units: late.reduce((sum, { units }) => sum + units, 0),
    },
  };
}

export const waitsFor = ['stock', 'hold', 'bench', 'carrier'] as const;
export type WaitsFor = (typeof waitsFor)[number];

export type OrderFacts = {
  orderId: string;
  number: string;
  promisedFor: string;
  warehouseId: string | null;
  /** Units that have not left. */
  open: number;
  waits: WaitsFor;
  /** The day for which goods it waits for are promised to it; null: none are, or it waits for none. */
  goodsOn: string | null;
  today: string;
};

/** Not gone so near its promise, or waiting for goods that do not come before it. */
export function orderAtRisk(facts: OrderFacts, { withinDays }: LimitsOf<'order-at-risk'>): Finding | null {
  if (facts.open <= 0) return null;
  const left = daysBetween(facts.today, facts.promisedFor);
  const lacksGoods =
    facts.waits === 'stock' && (facts.goodsOn === null || facts.goodsOn >= facts.promisedFor);
  if (left > withinDays && !lacksGoods) return null;
  const { orderId, number, promisedFor, warehouseId, open, waits } = facts;
  return {
    kind: 'order-at-risk',
    subject: orderId,
    title: number,
    warehouseId,
    measure: left,
    isBad: true,
    values: {
      orderId,
      number,
      on: promisedFor,
      days: left,
      units: open,
      waits,
      goodsOn: facts.goodsOn ?? '',
    },
  };
}

export type ParcelOnItsWay = {
  parcelId: string;
  orderNumber: string;
  warehouseId: string;
  carrier: string;
  trackingNumber: string;
  status: string;
  /** The newest word of the carrier, or when it was given the parcel. */
  lastAt: string;
};

/** A parcel that waits for its customer in a shop does not move, and need not. */
export function carrierDelay(
  facts: ParcelOnItsWay,
  { days }: LimitsOf<'carrier-delay'>,
  at: string,
): Finding | null {
  const still = Math.floor((Date.parse(at) - Date.parse(facts.lastAt)) / 86_400_000);
  if (still < days || facts.status === 'ready-for-pickup') return null;
  const { parcelId, orderNumber, warehouseId, carrier, trackingNumber, status, lastAt } = facts;
  return {
    kind: 'carrier-delay',
    subject: parcelId,
    title: `${orderNumber} ${carrier}`,
    warehouseId,
    measure: still,
    isBad: true,
    values: {
      parcelId,
      number: orderNumber,
      carrier,
      tracking: trackingNumber,
      status,
      days: still,
      last: lastAt.slice(0, 10),
    },
  };
}

export type LevelFacts = { warehouseId: string; location: string; sku: string; name: string; onHand: number };

export function negativeLevel(facts: LevelFacts, { units }: LimitsOf<'negative-level'>): Finding | null {
  const below = -facts.onHand;
  if (below < units) return null;
  const { warehouseId, location, sku, name } = facts;
  return {
    kind: 'negative-level',
    subject: `${warehouseId} ${location} ${sku}`,
    title: `${sku} ${name}`.slice(0, 200),
    warehouseId,
    measure: below,
    isBad: true,
    values: { sku, name, location, warehouse: warehouseId, units: below },
  };
}

export type StationFacts = {
  stationId: string;
  name: string;
  warehouseId: string;
  /** Heard of last, or enrolled. */
  lastAt: string;
  /** Acts that it had not delivered when it was heard of last. */
  unsent: number;
  /** Parcels it has in hand. */
  held: number;
  /** Somebody signed it off: it is switched off on purpose. */
  isSignedOff: boolean;
};

/** With work in hand it is missed soon, else after days. One that was missed is missed until it is heard of. */
export function stationSilent(
  facts: StationFacts,
  { minutes, idleHours }: LimitsOf<'station-silent'>,
  at: string,
): Finding | null {
  const { stationId, name, warehouseId, lastAt, unsent, held } = facts;
  const silent = Math.floor((Date.parse(at) - Date.parse(lastAt)) / 60_000);
  const hasWork = unsent > 0 || held > 0;
  if (silent < minutes || (facts.isSignedOff && !hasWork)) return null;
  return {
    kind: 'station-silent',
    subject: stationId,
    title: name,
    warehouseId,
    measure: silent,
    isBad: hasWork || silent >= idleHours * 60,
    values: {
      station: name,
      hours: Math.floor(silent / 60),
      minutes: silent % 60,
      unsent,
      held,
      last: lastAt,
    },
  };
}
