// The day a parcel is promised for: calendars and lane history out of the database, the rule in shared/domain/shipping/eta.
// History is what delivered parcels took, in working days of their carrier; it is written when their delivery is heard of.
import { z } from 'zod';
import type { Address } from '../../../shared/domain/customer/address';
import { companyStream } from '../../../shared/domain/ids';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import { type Eta, etaOf, type TransitCounts } from '../../../shared/domain/shipping/eta';
import { laneOf } from '../../../shared/domain/shipping/lane';
import {
  type WorkCalendar,
  wallTime,
  workCalendarSchema,
  workDaysBetween,
} from '../../../shared/domain/shipping/work-calendar';
import type { Queryable } from '../../db/pool';
import { loadWarehouse } from './shipment-facts';

/** Share of parcels that shall be there by the promised day (algorithms.md 2.3: 0.9 to 0.95). */
export const promiseQuantile = 0.9;
/** Time from release to seal until a warehouse has shown its own. */
export const usualHandlingMinutes = 240;
const fewestSeals = 30;

const weekdays: WorkCalendar = { timeZone: 'UTC', weekDays: [1, 2, 3, 4, 5], holidays: [] };

export const calendarIds = {
  warehouse: (warehouseId: string): string => `warehouse:${warehouseId}`,
  carrier: (carrierId: string): string => `carrier:${carrierId}`,
  country: (countryCode: string): string => `country:${countryCode}`,
};
export const calendarIdSchema = z
  .string()
  .regex(/^(warehouse|carrier|country):.{1,40}$/)
  .max(60);

export type PromiseAsked = {
  fromMs: number;
  /** Minutes until it is ready; null asks what the warehouse usually takes. */
  handlingMinutes: number | null;
  warehouseId: string;
  carrierId: string;
  serviceId: string;
  cutOff: string;
  contractDays: number;
  to: Pick<Address, 'countryCode' | 'postcode'>;
};

/** Null when a calendar knows no day of work. */
export async function promiseOf(db: Queryable, asked: PromiseAsked): Promise<Eta | null> {
  const [calendars, history, handling] = await Promise.all([
    loadCalendars(db, asked.warehouseId, asked.carrierId, asked.to.countryCode),
    loadHistory(db, asked.carrierId, asked.serviceId, laneOf(asked.warehouseId, asked.to)),
    asked.handlingMinutes ?? loadHandling(db, asked.warehouseId, asked.fromMs),
  ]);
  return etaOf({
    fromMs: asked.fromMs,
    handlingMinutes: handling,
    ...calendars,
    cutOff: asked.cutOff,
    ...history,
    contractDays: asked.contractDays,
    quantile: promiseQuantile,
  });
}

export async function loadCalendars(
  db: Queryable,
  warehouseId: string,
  carrierId: string,
  countryCode: string,
): Promise<Calendars> {
  const ids = [
    calendarIds.warehouse(warehouseId),
    calendarIds.carrier(carrierId),
    calendarIds.country(countryCode),
  ] as const;
  const [{ rows }, place] = await Promise.all([
    db.query<{ calendar_id: string; doc: unknown }>({
      name: 'work-calendars',
      text: 'SELECT calendar_id, doc FROM work_calendar WHERE calendar_id = ANY($1::text[])',
      values: [ids],
    }),
    loadWarehouse(db, warehouseId),
  ]);
  const known = new Map(rows.map((row) => [row.calendar_id, workCalendarSchema.parse(row.doc)]));
  return calendarsOf(known, ids, place?.timeZone ?? 'UTC');
}

export type Calendars = { warehouse: WorkCalendar; carrier: WorkCalendar; destination: WorkCalendar };

/** Those that were set; Monday to Friday where none was. */
export function calendarsOf(
  known: ReadonlyMap<string, WorkCalendar>,
  [warehouseId, carrierId, countryId]: readonly [string, string, string],
  timeZone: string,
): Calendars {
  const here: WorkCalendar = known.get(warehouseId) ?? { ...weekdays, timeZone };
  return {
    warehouse: here,
    carrier: known.get(carrierId) ?? { ...weekdays, timeZone: here.timeZone, holidays: here.holidays },
    destination: known.get(countryId) ?? { ...weekdays, timeZone: here.timeZone },
  };
}

export async function saveCalendar(db: Queryable, calendarId: string, calendar: WorkCalendar): Promise<void> {
  await db.query(
    `INSERT INTO work_calendar (calendar_id, doc) VALUES ($1, $2) ON CONFLICT (calendar_id) DO UPDATE SET doc = excluded.doc`,
    [calendarId, calendar],
  );
}

async function loadHistory(
  db: Queryable,
  carrierId: string,
  serviceId: string,
  lane: string,
): Promise<{ lane: TransitCounts; service: TransitCounts }> {
  const { rows } = await db.query<{ days: number; lane: number; service: number }>({
    name: 'lane-history',
    text: `SELECT days, coalesce(sum(parcels) FILTER (WHERE lane = $4), 0)::int AS lane, sum(parcels)::int AS service
           FROM lane_transit WHERE stream_id = $1 AND carrier_id = $2 AND service_id = $3 GROUP BY days`,
    values: [companyStream, carrierId, serviceId, lane],
  });
  return {
    lane: Object.fromEntries(rows.map((row) => [row.days, row.lane])),
    service: Object.fromEntries(rows.map((row) => [row.days, row.service])),
  };
}

/** Minutes in which nine of ten parcels of the last four weeks were sealed. */
export async function loadHandling(db: Queryable, warehouseId: string, nowMs: number): Promise<number> {
  const { rows } = await db.query<{ minutes: number | null; parcels: number }>({
    name: 'handling-time',
    text: `SELECT percentile_cont($3) WITHIN GROUP (ORDER BY extract(epoch FROM s.at - r.at) / 60) AS minutes, count(*)::int AS parcels
           FROM event s JOIN event r ON r.stream_id = s.stream_id AND r.aggregate_id = s.aggregate_id AND r.type = 'ParcelReleased'
           WHERE s.stream_id = $1 AND s.type = 'ParcelSealed' AND s.at > $2`,
    values: [warehouseId, new Date(nowMs - 28 * 86_400_000).toISOString(), promiseQuantile],
  });
  const [row] = rows;
  return row && row.parcels >= fewestSeals && row.minutes !== null
    ? Math.max(0, Number(row.minutes))
    : usualHandlingMinutes;
}

/** Counts a delivered parcel on its lane. To be called once a delivery, in the transaction that says so. */
export async function countTransit(
  db: Queryable,
  shipment: Shipment,
  to: Pick<Address, 'countryCode' | 'postcode'>,
): Promise<void> {
  const { handedOverAt, tracking, warehouseId, carrierId, serviceId } = shipment;
  if (!handedOverAt || !tracking.deliveredAt) return;
  const { warehouse, carrier, destination } = await loadCalendars(db, warehouseId, carrierId, to.countryCode);
  const left = wallTime(warehouse, Date.parse(handedOverAt)).day;
  const arrived = wallTime(destination, Date.parse(tracking.deliveredAt)).day;
  await db.query(
    `INSERT INTO lane_transit (stream_id, carrier_id, service_id, lane, days, parcels) VALUES ($1, $2, $3, $4, $5, 1)
     ON CONFLICT (stream_id, carrier_id, service_id, lane, days) DO UPDATE SET parcels = lane_transit.parcels + 1`,
    [companyStream, carrierId, serviceId, laneOf(warehouseId, to), workDaysBetween(carrier, left, arrived)],
  );
}
