// Which series of numbers a station needs, how large its ranges are, and how a number of a series reads.
import type { CarrierId, WarehouseId } from '../ids';
import type { CarrierNumbers } from '../shipping/carrier';
import type { WantedSeries } from './number-range';

/** A day and a half of a bench that packs a parcel every fifteen seconds; a fifth of it is asked for again. */
const ssccsAtOnce = 5000;
const documentsAtOnce = 200;
const lastDocument = 999_999;
const documentDigits = 6;
const carrierNumbersAtOnce = 500;

export function ssccSeries(prefix: string): string {
  return `sscc ${prefix}`;
}

export function wantedSsccs(prefix: string): WantedSeries {
  return { series: ssccSeries(prefix), size: ssccsAtOnce, end: 10 ** (17 - prefix.length) - 1 };
}

/** Documents of a warehouse (delivery notes and receipts of the counter) are numbered anew every year. */
export function documentSeries(warehouseId: WarehouseId, year: number): string {
  return `document ${warehouseId} ${year}`;
}

export function wantedDocuments(warehouseId: WarehouseId, year: number): WantedSeries {
  return { series: documentSeries(warehouseId, year), size: documentsAtOnce, end: lastDocument };
}

/** As it is printed and read aloud: `W1-2026-000123`. */
export function documentNumber(series: string, number: number): string {
  const [, ...parts] = series.split(' ');
  return `${parts.join('-')}-${String(number).padStart(documentDigits, '0')}`;
}

export function carrierSeries(carrierId: CarrierId, serviceId: string): string {
  return `carrier ${carrierId} ${serviceId}`;
}

export function wantedNumbersOf(series: string, { from, to }: CarrierNumbers): WantedSeries {
  return { series, size: carrierNumbersAtOnce, end: to, after: from - 1 };
}
