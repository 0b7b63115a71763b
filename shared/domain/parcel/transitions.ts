// The parcel machine as data: which event moves which state where. Events not named leave the state alone.
// Sealed goes back to packing only before hand-over; what is sealed ends by hand-over, or is opened again first. Printed to docs/states/parcel.md.
import type { ParcelEvent, ParcelState } from './parcel';

export const parcelTransitions = {
  released: { ParcelLeased: 'leased', ProvisionalPackStarted: 'packing', ParcelCancelled: 'cancelled' },
  leased: {
    PackingStarted: 'packing',
    ProvisionalPackStarted: 'packing',
    LeaseEnded: 'released',
    ParcelCancelled: 'cancelled',
  },
  packing: {
    ProvisionalPackStarted: 'packing',
    ParcelSealed: 'sealed',
    LeaseEnded: 'released',
    ParcelCancelled: 'cancelled',
  },
  sealed: { LabelPrinted: 'labelled', ParcelReopened: 'packing' },
  labelled: { ParcelHandedOver: 'handed-over', ParcelReopened: 'packing' },
  'handed-over': {},
  cancelled: {},
} as const satisfies Record<ParcelState, Partial<Record<ParcelEvent['type'], ParcelState>>>;

export function nextParcelState(state: ParcelState, event: ParcelEvent['type']): ParcelState {
  const moves: Partial<Record<ParcelEvent['type'], ParcelState>> = parcelTransitions[state];
  return moves[event] ?? state;
}
