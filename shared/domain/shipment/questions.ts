// Questions asked of the label of a box.
import type { Boxed, Shipment, ShipmentPlan } from './shipment';

/** What the purchase is called at the carrier: the same one asked twice is one label. */
export function referenceOf({ parcelId, attempt }: Pick<Shipment, 'parcelId' | 'attempt'>): string {
  return `${parcelId}-${attempt}`;
}

/** A scale's word is not the goods' word: carriers bill by steps, so a small difference needs no new label. */
const weightToleranceGrams = 100;
const weightToleranceShare = 0.05;

/** Whether a label bought for one box is good for the other: the same box, about the same weight. */
export function fitsBox(
  bought: Pick<Boxed, 'boxId' | 'weightGrams'>,
  wanted: Pick<Boxed, 'boxId' | 'weightGrams'>,
): boolean {
  const heavier = Math.abs(bought.weightGrams - wanted.weightGrams);
  return (
    bought.boxId === wanted.boxId &&
    heavier <= Math.max(weightToleranceGrams, bought.weightGrams * weightToleranceShare)
  );
}

/** Whether a label bought for one is good for the other: same service, and the box fits. */
export function isSameNeed(bought: ShipmentPlan, wanted: ShipmentPlan): boolean {
  return (
    bought.carrierId === wanted.carrierId &&
    bought.serviceId === wanted.serviceId &&
    fitsBox(bought.boxed, wanted.boxed)
  );
}

export function mayBeVoid({ state, handedOverAt, label }: Shipment, at: string): boolean {
  if (state !== 'bought' || handedOverAt !== null || !label) return false;
  return label.voidUntil === null || at <= label.voidUntil;
}
