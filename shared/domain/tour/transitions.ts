// The tour machine as data. A tour whose lease has ended is planned again with its totes as they are: whoever takes it over
// goes on where the other one stopped. Printed to docs/states/tour.md.
import type { TourEvent, TourState } from './tour';

export const tourTransitions = {
  planned: { TourClaimed: 'claimed', TourCancelled: 'cancelled' },
  claimed: { TourBegun: 'picking', TourFreed: 'planned', TourDropped: 'dropped', TourCancelled: 'cancelled' },
  picking: { TourFreed: 'planned', TourDropped: 'dropped', TourCancelled: 'cancelled' },
  dropped: {},
  cancelled: {},
} as const satisfies Record<TourState, Partial<Record<TourEvent['type'], TourState>>>;

export function nextTourState(state: TourState, event: TourEvent['type']): TourState {
  const moves: Partial<Record<TourEvent['type'], TourState>> = tourTransitions[state];
  return moves[event] ?? state;
}
