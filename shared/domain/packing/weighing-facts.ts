// What a bench knows of its scale, and what it keeps of a weight until the seal.
import type { ParcelId, Sku } from '../ids';
import type { LearnedWeight } from '../weighing/learned-weight';
import type { ScaleActOutcome, ScaleCondition } from '../weighing/reading';
import type { SealWeight, WeightReason } from '../weighing/seal-weight';

export type ScaleFacts = {
  scaleId: string;
  /** At rest, whatever the bench's tare is; null while it is not. */
  milligrams: number | null;
  condition: ScaleCondition;
  /** The scale's own tare is taken off, so that nobody knows what the box weighs in all. */
  isNet: boolean;
  /** What lies on it was weighed before. */
  isUsed: boolean;
  /** What became of ZERO or TARE; null where nobody asked. */
  acted: ScaleActOutcome | null;
};

/** What units of products weigh, as sealed boxes taught it. */
export type LearnedWeights = (sku: Sku) => LearnedWeight | null;

export type TakenWeight = Pick<SealWeight, 'by' | 'grams' | 'scaleId'>;

/**
 * A weight is asked for before `command` goes on. `put-on`: nothing lies on the scale; `settle`: it is not at rest; `cannot`: it
 * cannot say; `differs`: it said, and that is not what was scanned.
 */
export type WeightQuestion = {
  command: 'seal' | 'next-box';
  ask: 'put-on' | 'settle' | 'cannot' | 'differs';
  /** What it weighs, once something is known. */
  taken: TakenWeight | null;
};

/** What is known of the weight of a box with so many units in it; `taken` null: it goes without. */
export type KnownWeight = {
  parcelId: ParcelId;
  units: number;
  taken: TakenWeight | null;
  reason: WeightReason | null;
};
