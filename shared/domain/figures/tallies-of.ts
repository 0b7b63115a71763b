// What one event of the history adds to the figures. Pure: the figures are the sum of this over the history, and what stands
// behind a number is found by asking it again.
import type { UsedPadding } from '../packing/box';
import { durationClass } from './duration';
import { type Dimension, type MeasureName, measures, type Step, type Tally } from './measures';

export type CountedEvent = {
  type: string;
  at: string;
  warehouse: string;
  /** Who did it; empty where nobody is known. */
  actor: string;
  body: Readonly<Record<string, unknown>>;
};

/** What has to be known besides the event; null: there is none. */
export type CountedFacts = {
  /** The day of an instant, by the calendar of a warehouse; of the company where that is empty. */
  dayOf: (at: string, warehouse: string) => string;
  /** The hour of that day, `00` to `23`. */
  hourOf: (at: string, warehouse: string) => string;
  /** The order it is about; of a sale over the counter the sale itself. */
  order: {
    channel: string;
    country: string;
    currency: string;
    /** What one minor unit of its currency is in the books; null: no rate is known. */
    rate: number | null;
    /** In its own currency. */
    totalMinor: number;
    unitPriceMinor: ReadonlyMap<number, number>;
  } | null;
  parcel: { units: number; boxId: string | null; padding: UsedPadding | null } | null;
  /** Of a box or padding (`box B3`, `padding paper`) at the time of the event. */
  costOf: (material: string) => { costMinor: number; currency: string } | null;
  /** Seconds that hands were at work for the event, pauses left out. */
  handSeconds: number;
  /** No parcel of the order was handed over by this warehouse before. */
  isFirstSent: boolean;
  /** When the order or box came to where the step began, before this event. */
  began: Partial<Record<Step, string>>;
  /** Of the shipment it is about, as it was planned before this event. */
  shipment: { carrier: string; promisedFor: string | null } | null;
  /** What the label cost that has this reference. */
  label: { amountMinor: number; currency: string } | null;
  /** Postage: what one minor unit of its currency is in the books. */
  rateOf: (currency: string) => number | null;
  /** Why a line of a return came back. */
  reasonOf: (lineNo: number) => string | null;
};

type Line = { lineNo: number; quantity: number };

export function talliesOf(event: CountedEvent, facts: CountedFacts): Tally[] {
  const { order } = facts;
  const tally = (measure: MeasureName, key: string, count: number, amount: number): Tally => {
    const by: readonly Dimension[] = measures[measure].by;
    return {
      measure,
      day: facts.dayOf(event.at, event.warehouse),
      channel: by.includes('channel') ? (order?.channel ?? '') : '',
      country: by.includes('country') ? (order?.country ?? '') : '',
      currency: by.includes('currency') ? (order?.currency ?? '') : '',
      warehouse: by.includes('warehouse') ? event.warehouse : '',
      key,
      count,
      amount: Math.round(amount),
    };
  };
  const hand = (): string => `${facts.hourOf(event.at, event.warehouse)} ${event.actor}`;
  const worth = (minor: number): number => minor * (order?.rate ?? 0);
  const step = (name: Step, until = event.at): Tally[] => {
    const from = facts.began[name];
    if (from === undefined) return [];
    const minutes = Math.max(0, (Date.parse(until) - Date.parse(from)) / 60_000);
    return [tally('stepped', `${name}:${durationClass(minutes)}`, 1, minutes)];
  };
  const sealed = (sign: 1 | -1): Tally[] =>
    facts.parcel
      ? [
          tally('packed', hand(), sign, sign * facts.parcel.units),
          ...(facts.parcel.boxId === null ? [] : [tally('boxed', facts.parcel.boxId, sign, 0)]),
          ...packaged(facts.parcel, sign),
        ]
      : [];
  const cost = (material: string, quantity: number): number => {
    const known = facts.costOf(material);
    return known ? quantity * known.costMinor * (facts.rateOf(known.currency) ?? 0) : 0;
  };
  const packaged = ({ boxId, padding }: NonNullable<CountedFacts['parcel']>, sign: 1 | -1): Tally[] => [
    ...(boxId === null ? [] : [tally('packaging', 'box', sign, sign * cost(`box ${boxId}`, 1))]),
    ...(padding === null
      ? []
      : [
          tally('padded', padding.paddingId, sign, sign * padding.quantity),
          tally('packaging', 'padding', sign, sign * cost(`padding ${padding.paddingId}`, padding.quantity)),
        ]),
  ];
  const handled = (work: 'picked' | 'packed'): Tally[] =>
    facts.handSeconds > 0 ? [tally('handled', work, 1, facts.handSeconds)] : [];

  const postage = (sign: 1 | -1): Tally[] => {
    if (!facts.label) return [];
    const amount = facts.label.amountMinor * (facts.rateOf(facts.label.currency) ?? 0);
    return [tally('postage', facts.shipment?.carrier ?? '', sign, sign * amount)];
  };

  switch (event.type) {
    case 'OrderPlaced':
    case 'CounterSold':
      return order ? [tally('ordered', '', 1, worth(order.totalMinor))] : [];
    case 'LinesCancelled': {
      const lines = (event.body['lines'] ?? []) as Line[];
      const minor = lines.reduce(
        (sum, { lineNo, quantity }) => sum + quantity * (order?.unitPriceMinor.get(lineNo) ?? 0),
        0,
      );
      return [tally('cancelled', textIn(event.body, 'reason'), 1, worth(minor))];
    }
    case 'PaymentRefunded':
      return [tally('refunded', '', 1, worth(numberIn(event.body, 'amountMinor')))];
    case 'RefundCameBack':
      return [tally('refunded', '', -1, -worth(numberIn(event.body, 'amountMinor')))];
    case 'UnitsPicked':
      return [tally('picked', hand(), 1, numberIn(event.body, 'quantity')), ...handled('picked')];
    case 'ItemMissing':
      return [tally('mistaken', 'missing', 1, numberIn(event.body, 'quantity'))];
    case 'ItemDamaged':
      return [tally('mistaken', 'damaged', 1, numberIn(event.body, 'quantity'))];
    case 'ParcelReleased':
      return step('release');
    case 'ParcelSealed':
      return [...sealed(1), ...step('pack'), ...handled('packed')];
    case 'ParcelReopened':
      return [...sealed(-1), tally('mistaken', 'reopened', 1, 0)];
    case 'ParcelHandedOver':
      return [...step('hand-over'), ...(facts.isFirstSent && order ? [tally('served', '', 1, 0)] : [])];
    case 'ShipmentDelivered':
      return [...step('deliver', textIn(event.body, 'at') || event.at), ...promise(event, facts, tally)];
    case 'UnitsReceived':
      return ((event.body['units'] ?? []) as { no: number; quantity: number }[]).map(({ no, quantity }) =>
        tally('returned', facts.reasonOf(no) ?? '', 1, quantity),
      );
    case 'LabelBought':
      return postage(1);
    case 'LabelVoided':
      return postage(-1);
    default:
      return [];
  }
}

function promise(
  event: CountedEvent,
  { shipment, dayOf }: CountedFacts,
  tally: (measure: MeasureName, key: string, count: number, amount: number) => Tally,
): Tally[] {
  if (!shipment?.promisedFor) return [];
  const day = dayOf(textIn(event.body, 'at') || event.at, event.warehouse);
  return [tally('promised', day <= shipment.promisedFor ? 'kept' : 'late', 1, 0)];
}

const textIn = (body: CountedEvent['body'], name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};
const numberIn = (body: CountedEvent['body'], name: string): number => Number(body[name] ?? 0);
