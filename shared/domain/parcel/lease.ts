// How long a station may act by itself on what head office gave it: a parcel to pack, units to sell. The end is head
// office's time; a station reckons that time by how long ago head office told it, and where it cannot know it assumes the
// latest it can be.
// Must never make a lease longer than head office gave it: not by a clock that went back, not by a restart, not by sleep.
import type { Parcel } from './parcel';

/** So many parcels one station may hold at once: a claim beyond it would keep work from the others. */
export const mostParcelsHeld = 200;

/** From the moment head office gives or renews it. A working day has two of them: a station that is heard renews at half. */
export const leaseLengthMs = 4 * 3_600_000;
/** A station stops this much earlier than head office gives the parcel to somebody else. */
export const leaseMarginMs = 60_000;
/** A clock set back by more than this between two starts is no longer believed. */
const clockPlayMs = 2_000;

/** What head office's clock shows at the latest, when this computer's two clocks show this. */
export type HeadOfficeTime = { headOfficeMs: number; monoMs: number; wallMs: number };

/**
 * The latest that head office's clock can show now. Asked often, so that each stretch is counted by whichever clock went
 * further in it: the monotonic one may stand still while a computer sleeps, the wall clock may be set back. A wall clock
 * set forward ends leases early, which a supervisor can bridge.
 */
export function advance(time: HeadOfficeTime, monoMs: number, wallMs: number): HeadOfficeTime {
  const goneMs = Math.max(0, monoMs - time.monoMs, wallMs - time.wallMs);
  return { headOfficeMs: time.headOfficeMs + goneMs, monoMs, wallMs };
}

/**
 * The same after a restart, when the monotonic clock began anew and only the wall clock tells how long the station was
 * off. Null when that clock went back: then nobody knows, and no lease holds before head office is heard again.
 */
export function resumeHeadOfficeTime(
  noted: { headOfficeMs: number; wallMs: number },
  monoMs: number,
  wallMs: number,
): HeadOfficeTime | null {
  if (wallMs < noted.wallMs - clockPlayMs) return null;
  return { headOfficeMs: noted.headOfficeMs + Math.max(0, wallMs - noted.wallMs), monoMs, wallMs };
}

export function leaseEndAfter(headOfficeMs: number): string {
  return new Date(headOfficeMs + leaseLengthMs).toISOString();
}

/** Head office renews in good time, but not with every greeting: each renewal is a change for everybody. */
export function isDue(until: string, headOfficeMs: number): boolean {
  return Date.parse(until) - headOfficeMs < leaseLengthMs / 2;
}

/** At head office: whether what was given has run out. */
export function isOver(until: string, headOfficeMs: number): boolean {
  return Date.parse(until) <= headOfficeMs;
}

/**
 * At a station: whether it may still act on what it was given.
 * @param headOfficeMs the latest that head office's clock can show; null when it cannot be known
 */
export function mayRelyOn(until: string, headOfficeMs: number | null): boolean {
  return headOfficeMs !== null && headOfficeMs < Date.parse(until) - leaseMarginMs;
}

export function isLeaseDue({ leaseUntil }: Pick<Parcel, 'leaseUntil'>, headOfficeMs: number): boolean {
  return !leaseUntil || isDue(leaseUntil, headOfficeMs);
}

/** At head office: whether somebody else may have the parcel. A lease without an end lasts until it is given back. */
export function isLeaseOver({ leaseUntil }: Pick<Parcel, 'leaseUntil'>, headOfficeMs: number): boolean {
  return leaseUntil !== null && isOver(leaseUntil, headOfficeMs);
}

/**
 * At a bench: whether it may still pack what it holds.
 * @param headOfficeMs the latest that head office's clock can show; null when it cannot be known
 */
export function mayPack(
  parcel: Pick<Parcel, 'leaseUntil' | 'provisional'>,
  headOfficeMs: number | null,
): boolean {
  if (!parcel.leaseUntil || parcel.provisional) return true;
  return mayRelyOn(parcel.leaseUntil, headOfficeMs);
}

/** Milliseconds for which a bench may still pack at least one of these by itself; null when none of them has an end. */
export function packsForMs(
  parcels: readonly Pick<Parcel, 'leaseUntil' | 'provisional'>[],
  headOfficeMs: number | null,
): number | null {
  const ends = parcels.flatMap((parcel) =>
    parcel.leaseUntil && !parcel.provisional ? [Date.parse(parcel.leaseUntil) - leaseMarginMs] : [],
  );
  if (ends.length === 0) return null;
  return headOfficeMs === null ? 0 : Math.max(0, Math.max(...ends) - headOfficeMs);
}
