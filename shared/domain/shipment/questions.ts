// Questions asked of the label of a box.
import type { Shipment, ShipmentPlan } from './shipment';

/** What the purchase is called at the carrier: the same one asked twice is one label. */
export function referenceOf({ parcelId, attempt }: Pick<Shipment, 'parcelId' | 'attempt'>): string {
  return `${parcelId}-${attempt}`;
}

/** A scale's word is not the goods' word: carriers bill by steps, so a small difference needs no new label. */
const weightToleranceGrams = 100;
const weightToleranceShare = 0.05;

/** Whether a label bought for one is good for the other: same service, same box, about the same weight. */
export function isSameNeed(bought: ShipmentPlan, wanted: ShipmentPlan): boolean {
  const heavier = Math.abs(bought.boxed.weightGrams - wanted.boxed.weightGrams);
  return (
    bought.carrierId === wanted.carrierId &&
    bought.serviceId === wanted.serviceId &&
    bought.boxed.boxId === wanted.boxed.boxId &&
    heavier <= Math.max(weightToleranceGrams, bought.boxed.weightGrams * weightToleranceShare)
  );
}

export function mayBeVoid({ state, handedOverAt, label }: Shipment, at: string): boolean {
  if (state !== 'bought' || handedOverAt !== null || !label) return false;
  return label.voidUntil === null || at <= label.voidUntil;
}
