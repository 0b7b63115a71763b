// What units of a product are told apart by in the ledger: the lot they were made in and the day they are best before. One of
// both may be unknown; goods of which neither is known have no lot.
import { z } from 'zod';
import type { TraitValues } from '../purchasing/purchase';

export const lotSchema = z.strictObject({
  /** As it is printed; empty where only the day is known. */
  lot: z.string().max(20),
  bestBefore: z.iso.date().nullable(),
});
export type Lot = z.infer<typeof lotSchema>;

/** The same for the same lot, and for nothing else; also for units of none. */
export function lotKey(lot: Lot | undefined): string {
  return lot === undefined ? '' : `${lot.lot}\n${lot.bestBefore ?? ''}`;
}

export function isSameLot(a: Lot | undefined, b: Lot | undefined): boolean {
  return lotKey(a) === lotKey(b);
}

/** Undefined where the code says neither lot nor day. @param values as a GS1 code or a person gave them */
export function lotOf({ lot, expiry }: Pick<TraitValues, 'lot' | 'expiry'>): Lot | undefined {
  const bestBefore = expiry === null ? null : dayOf(expiry);
  return lot === null && bestBefore === null ? undefined : { lot: lot ?? '', bestBefore };
}

/** @param printed YYMMDD; day 00 is the last of the month. @returns null for what is no day */
export function dayOf(printed: string): string | null {
  const [, yy, month, dd] = /^(\d\d)(\d\d)(\d\d)$/.exec(printed) ?? [];
  if (yy === undefined || month === undefined || dd === undefined) return null;
  const year = 2000 + Number(yy);
  const lastDay = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(dd) > lastDay) return null;
  return `${year}-${month}-${dd === '00' ? String(lastDay).padStart(2, '0') : dd}`;
}

/** For a shape that leaves the lot out where nobody knows it. */
export function ofLot(lot: Lot | undefined): { lot?: Lot } {
  return lot ? { lot } : {};
}
