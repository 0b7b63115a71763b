// What has to be known beside an event to count it, all of it from what had happened before: counted again, next year or to show
// what stands behind a number, it comes to the same.
import { workedSeconds } from '../../../shared/domain/figures/hands';
import type { CountedFacts } from '../../../shared/domain/figures/tallies-of';
import type { Step } from '../../../shared/domain/figures/measures';
import type { OrderCharge, OrderHeader, OrderLine } from '../../../shared/domain/order/order';
import type { UsedPadding } from '../../../shared/domain/packing/box';
import { evolveParcel } from '../../../shared/domain/parcel/evolve';
import type { Parcel, ParcelEvent } from '../../../shared/domain/parcel/parcel';
import type { BoughtLabel, ShipmentPlan } from '../../../shared/domain/shipment/shipment';
import type { Queryable } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';

export type PastEvent = Pick<
  HistoryEvent,
  'streamId' | 'seq' | 'aggregate' | 'aggregateId' | 'orderId' | 'type' | 'body' | 'at' | 'actor'
>;

/** What these add is in the event alone: no history is read for the commonest acts of the floor. */
const countedAlone: ReadonlySet<string> = new Set(['UnitsPicked', 'ItemMissing', 'ItemDamaged']);

/** By order, in the order of time. Orders that are only placed here are not read again. */
export async function loadHistories(
  db: Queryable,
  events: readonly PastEvent[],
): Promise<ReadonlyMap<string, PastEvent[]>> {
  const histories = new Map<string, PastEvent[]>();
  const more = new Set<string>();
  for (const event of events) {
    if (event.orderId === null || countedAlone.has(event.type)) continue;
    if (event.type === 'OrderPlaced') histories.set(event.orderId, [event]);
    else more.add(event.orderId);
  }
  if (more.size === 0) return histories;
  const { rows } = await db.query<PastEvent>({
    name: 'figures-history',
    text: `SELECT stream_id AS "streamId", seq, aggregate, aggregate_id AS "aggregateId", order_id AS "orderId", type, body, at, actor FROM event
           WHERE order_id = ANY($1::uuid[]) AND (aggregate IN ('parcel', 'shipment') OR type = 'OrderPlaced') ORDER BY at, stream_id, seq`,
    values: [[...more]],
  });
  for (const orderId of more) histories.set(orderId, []);
  for (const row of rows) if (row.orderId) histories.get(row.orderId)?.push(row);
  return histories;
}

type OrderFacts = NonNullable<CountedFacts['order']>;
type Placed = { header: OrderHeader; lines: OrderLine[]; charges: OrderCharge[] };

/** @param books the currency that amounts are in; null: nobody has said, and every amount stands as it is */
export function orderFacts(history: readonly PastEvent[], books: string | null): OrderFacts | null {
  const found = history.find(({ type }) => type === 'OrderPlaced');
  if (!found) return null;
  const { header, lines, charges } = found.body as Placed;
  const totalMinor =
    lines.reduce((sum, { unitPriceMinor, ordered }) => sum + unitPriceMinor * ordered, 0) +
    charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    channel: header.channelId,
    country: header.shipTo.countryCode,
    currency: header.currency,
    rate: rateOf(header, totalMinor, books),
    totalMinor,
    unitPriceMinor: new Map(lines.map(({ lineNo, unitPriceMinor }) => [lineNo, unitPriceMinor])),
  };
}

/** A sale over the counter, as its event tells it. */
export function saleFacts({ body }: PastEvent, books: string | null): OrderFacts {
  const { country, currency, totalMinor, booked } = body as Pick<OrderHeader, 'currency' | 'booked'> & {
    country: string;
    totalMinor: number;
  };
  const rate = rateOf({ booked, currency }, totalMinor, books);
  return { channel: 'counter', country, currency, rate, totalMinor, unitPriceMinor: new Map() };
}

type Booked = Pick<OrderHeader, 'booked' | 'currency'>;
function rateOf({ booked, currency }: Booked, totalMinor: number, books: string | null): number | null {
  if (books === null || currency === books) return 1;
  return booked?.currency === books && totalMinor !== 0 ? booked.totalMinor / totalMinor : null;
}

export function boxBefore(history: readonly PastEvent[], event: PastEvent): CountedFacts['parcel'] {
  let parcel: Parcel | null = null;
  for (const past of history) {
    if (past.aggregateId !== event.aggregateId || past.streamId !== event.streamId || past.seq >= event.seq)
      continue;
    const begins = past.type === 'ParcelReleased' || past.type === 'NextBoxStarted';
    if (parcel !== null || begins)
      parcel = evolveParcel(parcel, { ...past.body, type: past.type } as ParcelEvent);
  }
  const sealed =
    event.type === 'ParcelSealed'
      ? event
      : history.findLast(
          ({ aggregateId, streamId, seq, type }) =>
            type === 'ParcelSealed' &&
            aggregateId === event.aggregateId &&
            streamId === event.streamId &&
            seq < event.seq,
        );
  return (
    parcel && {
      units: parcel.lines.reduce((sum, { packed }) => sum + packed, 0),
      boxId: parcel.boxId,
      padding: (sealed?.body['padding'] as UsedPadding | undefined) ?? null,
    }
  );
}

const benchActs: ReadonlySet<string> = new Set([
  'PackingStarted',
  'ProvisionalPackStarted',
  'ItemPacked',
  'ItemMissing',
  'ItemDamaged',
  'ActUndone',
  'BoxChosen',
  'ParcelVerified',
  'ParcelReopened',
]);

/** Seconds of hands on a box from its beginning, or since it was sealed before, until this seal. */
export function benchSeconds(history: readonly PastEvent[], event: PastEvent): number {
  const own = history
    .filter(
      ({ aggregateId, streamId, seq }) =>
        aggregateId === event.aggregateId && streamId === event.streamId && seq < event.seq,
    )
    .toSorted((a, b) => a.seq - b.seq);
  const since = own.slice(own.findLastIndex(({ type }) => type === 'ParcelSealed') + 1);
  const times = since.filter(({ type }) => benchActs.has(type)).map(({ at }) => instant(at));
  return workedSeconds([...times, instant(event.at)]);
}

/** Whether no parcel of the order left this warehouse before. */
export function isFirstSent(history: readonly PastEvent[], { streamId, seq }: PastEvent): boolean {
  return !history.some(
    (past) => past.type === 'ParcelHandedOver' && past.streamId === streamId && past.seq < seq,
  );
}

/** The shipment as planned before the event, and the label the event is about. */
export function shipmentBefore(
  history: readonly PastEvent[],
  event: PastEvent,
): { plan: ShipmentPlan | null; label: BoughtLabel | null } {
  const past = history.filter(
    ({ aggregate, aggregateId, seq }) =>
      aggregate === 'shipment' && aggregateId === event.aggregateId && seq <= event.seq,
  );
  const plan = past.findLast(({ type }) => type === 'ShipmentPlanned')?.body['plan'] as
    | ShipmentPlan
    | undefined;
  const labels = past.flatMap(({ type, body }) =>
    type === 'LabelBought' ? [body['label'] as BoughtLabel] : [],
  );
  const { reference } = event.body;
  const label =
    event.type === 'LabelVoided' ? labels.find((each) => each.reference === reference) : labels.at(-1);
  return { plan: plan ?? null, label: label ?? null };
}

const beginnings = {
  release: ['OrderPlaced'],
  pack: ['ParcelReleased', 'NextBoxStarted'],
  'hand-over': ['ParcelSealed'],
  deliver: ['ParcelHandedOver'],
} as const satisfies Record<Step, readonly string[]>;

/** @param parcelId of the box the event is about */
export function stepsBegan(
  history: readonly PastEvent[],
  parcelId: string,
  before: string,
): Partial<Record<Step, string>> {
  const lastOf = (types: readonly string[]): string | undefined => {
    const found = history.findLast(
      ({ type, aggregate, aggregateId, at }) =>
        types.includes(type) &&
        (aggregate === 'order' || aggregateId === parcelId) &&
        instant(at) <= instant(before),
    );
    return found && new Date(found.at).toISOString();
  };
  return Object.fromEntries(
    Object.entries(beginnings).flatMap(([step, types]) => {
      const at = lastOf(types);
      return at === undefined ? [] : [[step, at]];
    }),
  );
}

const instant = (at: string | Date): number => new Date(at).getTime();
