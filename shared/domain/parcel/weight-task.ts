// The task about a sealed box that weighs something else than what was scanned into it.
import type { SealWeight } from '../weighing/seal-weight';
import type { TaskDraft } from './effects';
import type { Parcel } from './parcel';

export function weightTask(parcel: Parcel, weight: SealWeight): TaskDraft {
  const { grams, expectedGrams, toleranceGrams, reason } = weight;
  return {
    kind: 'weight-differs',
    values: {
      number: parcel.orderNumber,
      box: parcel.boxNumber,
      weighed: grams,
      expected: expectedGrams,
      tolerance: toleranceGrams,
      reason: reason ?? 'not-said',
    },
  };
}
