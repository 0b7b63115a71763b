// Who had the goods of an order, and when: a chain made of what happened to its parcels and of what carriers told. Where
// nobody is named, or much longer passed than such a step takes, the chain says so; it never fills a gap by guessing.
import type { TrackingEvent } from '../shipment/tracking';
import { type BackAct, backActs, backStepOf } from './custody-back';

export const custodyActs = [
  'released',
  'promised',
  'opened',
  'packed',
  'taken-out',
  'verified',
  'overridden',
  'tag-proved',
  'sealed',
  'seal-refused',
  'reopened',
  'labelled',
  'handed-over',
  'scanned',
  'delivered',
  'given-up',
  'ended',
  ...backActs,
] as const;
export type CustodyAct = (typeof custodyActs)[number];

/** Who has the goods after a step; `gone`: scrapped, or the supplier's again. */
export const holders = [
  'warehouse',
  'bench',
  'rack',
  'carrier',
  'customer',
  'returns-desk',
  'gone',
  'nobody',
] as const;
export type Holder = (typeof holders)[number];

export const gapReasons = ['long', 'nobody-named', 'no-holder'] as const;
export type GapReason = (typeof gapReasons)[number];

export type CustodyStep = {
  /** The parcel's, or the return's for the way back. */
  parcelId: string;
  boxNumber: number | null;
  act: CustodyAct;
  /** Of several scans in a row: the first and the last. */
  at: string;
  until: string;
  by: string | null;
  /** Station, or the carrier's own place. */
  where: string | null;
  /** Units that went in or out; null where none did. */
  units: number | null;
  holder: Holder;
  /** What stands between the step before and this one. */
  gap: { reason: GapReason; minutes: number } | null;
};

export type CustodyEvent = {
  at: string;
  type: string;
  aggregateId: string;
  by: string | null;
  station: string | null;
  body: Record<string, unknown>;
};

/** Minutes that may pass under a holder before somebody should ask. */
const usualMinutes: Record<Holder, number> = {
  warehouse: 7 * 24 * 60,
  bench: 4 * 60,
  rack: 26 * 60,
  carrier: 72 * 60,
  customer: Number.POSITIVE_INFINITY,
  'returns-desk': 26 * 60,
  gone: Number.POSITIVE_INFINITY,
  nobody: 0,
};
/** Steps that a person takes: without a name, a hand is missing from the chain. */
const byHand: ReadonlySet<CustodyAct> = new Set<CustodyAct>([
  'opened',
  'packed',
  'taken-out',
  'verified',
  'overridden',
  'sealed',
  'reopened',
  'handed-over',
  ...([
    'came-back',
    'not-come',
    'parked',
    'put-back',
    'scrapped',
    'to-vendor',
    'sent-again',
  ] satisfies BackAct[]),
]);

type Draft = Omit<CustodyStep, 'parcelId' | 'boxNumber' | 'gap' | 'until'>;

/**
 * @param events of the order's parcels, shipments and returns, in the order in which they happened
 * @param boxes box number by parcel
 * @param names by person id, for people an event names beside its actor
 * @returns parcel by parcel, each in time; behind them return by return
 */
export function custodyOf(
  events: readonly CustodyEvent[],
  boxes: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): CustodyStep[] {
  const chains = new Map<string, CustodyStep[]>();
  for (const event of events) {
    for (const draft of stepsOf(event, names)) {
      const parcelId = event.aggregateId;
      const chain = chains.get(parcelId) ?? [];
      chains.set(parcelId, chain);
      add(chain, { ...draft, parcelId, boxNumber: boxes.get(parcelId) ?? null, until: draft.at, gap: null });
    }
  }
  const place = ([first]: CustodyStep[]): number =>
    first && isBack(first.act) ? Number.MAX_SAFE_INTEGER : (first?.boxNumber ?? 0);
  return [...chains.values()].sort((a, b) => place(a) - place(b)).flatMap((chain) => chain);
}

function isBack(act: CustodyAct): boolean {
  return (backActs as readonly string[]).includes(act);
}

function add(chain: CustodyStep[], step: CustodyStep): void {
  const last = chain.at(-1);
  // Scan after scan of one person at one bench is one step.
  const isSame =
    last?.act === step.act && last.by === step.by && last.where === step.where && step.units !== null;
  if (last && isSame && !step.gap) {
    chain[chain.length - 1] = {
      ...last,
      until: step.at,
      units: (last.units ?? 0) + (step.units ?? 0),
    };
    return;
  }
  // Goods of a box that nobody had begun lie in their bins still.
  const holder = step.act === 'given-up' && last?.holder !== 'bench' ? 'warehouse' : step.holder;
  chain.push({ ...step, holder, gap: gapBetween(last, step) });
}

function gapBetween(last: CustodyStep | undefined, step: CustodyStep): CustodyStep['gap'] {
  const minutes = last ? Math.max(0, Math.round((Date.parse(step.at) - Date.parse(last.until)) / 60_000)) : 0;
  if (last?.holder === 'nobody' && step.act !== 'released') return { reason: 'no-holder', minutes };
  if (byHand.has(step.act) && step.by === null) return { reason: 'nobody-named', minutes };
  if (last && minutes > usualMinutes[last.holder]) return { reason: 'long', minutes };
  return null;
}

function stepsOf(event: CustodyEvent, names: ReadonlyMap<string, string>): Draft[] {
  const { at, by, station: where, body } = event;
  const step = (act: CustodyAct, holder: Holder, over: Partial<Draft> = {}): Draft[] => [
    { act, holder, at, by, where, units: null, ...over },
  ];
  const named = (personId: unknown): string | null =>
    typeof personId === 'string' ? (names.get(personId) ?? personId) : null;
  switch (event.type) {
    case 'ParcelReleased':
      return step('released', 'warehouse', { where: warehouseOf(body) });
    case 'ParcelLeased':
      return step('promised', 'warehouse');
    case 'PackingStarted':
      return step('opened', 'bench', { by: by ?? named(body['operatorId']) });
    case 'ProvisionalPackStarted':
    case 'NextBoxStarted':
      return step('opened', 'bench', { by: by ?? named(body['operatorId']) });
    case 'ItemPacked':
      return step('packed', 'bench', { units: unitsOf(body), by: named(body['by']) ?? by });
    case 'ActUndone':
      return step('taken-out', 'bench');
    case 'ParcelVerified':
      return step(body['override'] ? 'overridden' : 'verified', 'bench', { by: named(body['by']) });
    case 'TagProved':
      return step('tag-proved', 'bench');
    case 'ParcelSealed':
      return step('sealed', 'rack');
    case 'SealNotTaken':
      return step('seal-refused', 'bench');
    case 'ParcelReopened':
      return step('reopened', 'bench');
    case 'LabelPrinted':
      return step('labelled', 'rack');
    case 'ParcelHandedOver':
      return step('handed-over', 'carrier');
    case 'LeaseEnded':
      return step('given-up', 'nobody');
    case 'ParcelCancelled':
      return step('ended', 'warehouse');
    case 'TrackingSeen':
      return trackedOf(body).map((told) => ({
        act: told.status === 'delivered' ? 'delivered' : 'scanned',
        holder: told.status === 'delivered' ? 'customer' : 'carrier',
        at: told.at,
        by: null,
        where: [told.place, told.message].filter((part) => part !== '').join(' · ') || null,
        units: null,
      }));
    default: {
      const back = backStepOf(event.type, body);
      return back
        ? step(back.act, back.holder, {
            by: named(back.by) ?? by,
            where: back.where ?? where,
            units: back.units,
          })
        : [];
    }
  }
}

function warehouseOf(body: Record<string, unknown>): string | null {
  const { plan } = body;
  if (typeof plan !== 'object' || plan === null || !('warehouseId' in plan)) return null;
  return typeof plan.warehouseId === 'string' ? plan.warehouseId : null;
}

function unitsOf(body: Record<string, unknown>): number {
  const { quantity } = body;
  return typeof quantity === 'number' ? quantity : 0;
}

function trackedOf(body: Record<string, unknown>): TrackingEvent[] {
  const { events } = body;
  return Array.isArray(events) ? (events as TrackingEvent[]) : [];
}
