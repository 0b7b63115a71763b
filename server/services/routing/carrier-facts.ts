// What carriers said and showed, as routing weighs it: prices of lanes that were asked for, arrival by calendars and by what
// lanes have shown, and rates of currencies by their day. Read once for all orders of a transaction, and nothing of it where
// no carrier is set up and there is one currency.
import { companyStream } from '../../../shared/domain/ids';
import {
  askedKey,
  type AskedSteps,
  type CarrierFacts,
  type OfferTo,
} from '../../../shared/domain/routing/service-offers';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import { etaOf, type TransitCounts } from '../../../shared/domain/shipping/eta';
import { laneOf } from '../../../shared/domain/shipping/lane';
import { type WorkCalendar, workCalendarSchema } from '../../../shared/domain/shipping/work-calendar';
import { convert } from '../../../shared/money/convert';
import type { Queryable } from '../../db/pool';
import { ratesFor } from '../rates/rates';
import { calendarIds, calendarsOf, promiseQuantile, usualHandlingMinutes } from '../shipments/promise';

export type CarrierFactsAsked = {
  carriers: readonly Carrier[];
  /** Those with a connection. */
  connected: readonly string[];
  warehouses: ReadonlyMap<string, { timeZone: string }>;
  destinations: readonly OfferTo[];
  currency: string;
  at: string;
};

export async function loadCarrierFacts(db: Queryable, asked: CarrierFactsAsked): Promise<CarrierFacts> {
  const facts: CarrierFacts = {};
  if (asked.connected.length > 0 && asked.destinations.length > 0) {
    const lanes = [
      ...new Set(
        [...asked.warehouses.keys()].flatMap((id) => asked.destinations.map((to) => laneOf(id, to))),
      ),
    ];
    facts.asked = await loadAsked(db, asked.connected, lanes);
    facts.arrivalOf = await loadArrivals(db, asked, lanes);
  }
  const currencies = new Set([
    ...asked.carriers.flatMap(({ services }) => services.map(({ currency }) => currency)),
    ...[...(facts.asked?.values() ?? [])].map(({ currency }) => currency),
  ]);
  if ([...currencies].some((currency) => currency !== asked.currency)) {
    const day = asked.at.slice(0, 10);
    const rates = await ratesFor(db, day);
    facts.convert = (amountMinor, currency) =>
      convert(amountMinor, currency, asked.currency, rates, day)?.amountMinor ?? null;
  }
  return facts;
}

async function loadAsked(
  db: Queryable,
  carrierIds: readonly string[],
  lanes: readonly string[],
): Promise<Map<string, AskedSteps>> {
  const { rows } = await db.query<{
    carrier_id: string;
    service_id: string;
    lane: string;
    upto_grams: number;
    amount_minor: number;
    currency: string;
  }>({
    name: 'lane-rates',
    text: `SELECT carrier_id, service_id, lane, upto_grams, amount_minor, currency FROM lane_rate
           WHERE carrier_id = ANY($1::text[]) AND lane = ANY($2::text[]) ORDER BY upto_grams`,
    values: [carrierIds, lanes],
  });
  const found = new Map<string, { steps: { uptoGrams: number; amountMinor: number }[]; currency: string }>();
  for (const row of rows) {
    const key = askedKey(row.carrier_id, row.service_id, row.lane);
    const known = found.get(key) ?? { steps: [], currency: row.currency };
    found.set(key, known);
    // The price never falls when more goes in: the search rests on that, whatever a carrier says of one weight.
    const amountMinor = Math.max(Number(row.amount_minor), known.steps.at(-1)?.amountMinor ?? 0);
    known.steps.push({ uptoGrams: row.upto_grams, amountMinor });
  }
  return found;
}

async function loadArrivals(
  db: Queryable,
  { connected, warehouses, destinations, at }: CarrierFactsAsked,
  lanes: readonly string[],
): Promise<NonNullable<CarrierFacts['arrivalOf']>> {
  const ids = [
    ...[...warehouses.keys()].map(calendarIds.warehouse),
    ...connected.map(calendarIds.carrier),
    ...destinations.map(({ countryCode }) => calendarIds.country(countryCode)),
  ];
  const [calendars, history, handling] = await Promise.all([
    db.query<{ calendar_id: string; doc: unknown }>({
      name: 'routing-calendars',
      text: 'SELECT calendar_id, doc FROM work_calendar WHERE calendar_id = ANY($1::text[])',
      values: [[...new Set(ids)]],
    }),
    db.query<{ carrier_id: string; service_id: string; lane: string; days: number; parcels: number }>({
      name: 'routing-transit',
      // Lanes that nobody asks about now count for their service only.
      text: `SELECT carrier_id, service_id, CASE WHEN lane = ANY($3::text[]) THEN lane ELSE '' END AS lane, days, sum(parcels)::int AS parcels
             FROM lane_transit WHERE stream_id = $1 AND carrier_id = ANY($2::text[]) GROUP BY 1, 2, 3, 4`,
      values: [companyStream, connected, lanes],
    }),
    db.query<{ stream_id: string; minutes: number }>({
      name: 'routing-handling',
      text: 'SELECT stream_id, minutes FROM warehouse_handling WHERE stream_id = ANY($1::text[])',
      values: [[...warehouses.keys()]],
    }),
  ]);
  const known = new Map<string, WorkCalendar>(
    calendars.rows.map((row) => [row.calendar_id, workCalendarSchema.parse(row.doc)]),
  );
  const minutes = new Map(handling.rows.map((row) => [row.stream_id, row.minutes]));
  const countsOf = (carrierId: string, serviceId: string, lane: string | null): TransitCounts => {
    const counts: Record<number, number> = {};
    for (const row of history.rows)
      if (
        row.carrier_id === carrierId &&
        row.service_id === serviceId &&
        (lane === null || row.lane === lane)
      )
        counts[row.days] = (counts[row.days] ?? 0) + row.parcels;
    return counts;
  };
  const arrivals = new Map<string, { leaves: string; arrives: string } | null>();
  return (nodeId, carrierId, service, to, laterMs) => {
    if (!connected.includes(carrierId)) return null;
    const lane = laneOf(nodeId, to);
    const key = `${carrierId}\n${service.serviceId}\n${lane}\n${laterMs}`;
    const before = arrivals.get(key);
    if (before !== undefined) return before;
    const names = [
      calendarIds.warehouse(nodeId),
      calendarIds.carrier(carrierId),
      calendarIds.country(to.countryCode),
    ] as const;
    const eta = etaOf({
      fromMs: Date.parse(at) + laterMs,
      handlingMinutes: minutes.get(nodeId) ?? usualHandlingMinutes,
      ...calendarsOf(known, names, warehouses.get(nodeId)?.timeZone ?? 'UTC'),
      cutOff: service.cutOff,
      lane: countsOf(carrierId, service.serviceId, lane),
      service: countsOf(carrierId, service.serviceId, null),
      contractDays: service.days,
      quantile: promiseQuantile,
    });
    arrivals.set(key, eta);
    return eta;
  };
}
