// What every scan on a tour is answered with: the walk as it goes on, and the op that tells of it.
import type { Tour } from '../tour/tour';
import type { Walk, WalkQuestion } from '../tour/walk';
import type { BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer, type VerdictCode } from './verdict';

export const soft = { tone: 'look', sound: 'look' } as const;
export type Walked = NonNullable<BenchFacts['tour']>;

export function walking(
  bench: Bench,
  walk: Walk,
  ops: BenchOp[],
  code: VerdictCode,
  values: Record<string, string | number>,
  options: Parameters<typeof answer>[2] = {},
): BenchOutcome {
  return outcome(
    { ...bench, aside: { kind: 'tour', walk }, times: null },
    ops,
    answer(code, values, options),
  );
}

export function toteFirst(
  bench: Bench,
  { position, orderNumber }: Extract<WalkQuestion, { ask: 'tote' }>,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  return refused(bench, { code: 'tote-first', values: { position, number: orderNumber } }, input, facts);
}

export function aboutTour(tour: Tour, facts: BenchFacts): { opId: BenchOp['opId']; fence: number } {
  return { opId: facts.newOpId(), fence: tour.fence };
}

type TourOnly = Extract<
  BenchOp,
  { type: 'tour.take-tote' | 'tour.skip-bin' | 'tour.drop' | 'tour.give-back' }
>;

export function tourOp<T extends TourOnly['type']>(
  tour: Tour,
  facts: BenchFacts,
  type: T,
  body: Omit<Extract<TourOnly, { type: T }>['body'], 'tourId'>,
): BenchOp {
  return {
    ...aboutTour(tour, facts),
    type,
    parcelId: null,
    body: { tourId: tour.tourId, ...body },
  } as BenchOp;
}
