// What every rule about a parcel falls back on: the refusal its state alone gives, and the end of an empty box.
import { accept, assertNever, type Decision, type Refusal, refuse } from '../decision';
import { evolveParcel } from './evolve';
import type { Parcel, ParcelEvent } from './parcel';
import { unitsPacked, unitsWanted } from './questions';

/** A parcel for which nothing is wanted any more and with nothing in it ends: there must be a way out of an empty box. */
export function withEnding(parcel: Parcel, ...events: ParcelEvent[]): Decision<ParcelEvent> {
  const after = events.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
  if (unitsWanted(after) > 0 || unitsPacked(after) > 0) return accept(...events);
  return accept(...events, { type: 'ParcelCancelled', parcelId: parcel.parcelId });
}

export function refuseByState(parcel: Parcel): { ok: false; refusal: Refusal } {
  const values = { number: parcel.orderNumber };
  switch (parcel.state) {
    case 'released':
      return refuse('parcel-not-held-here', values);
    case 'leased':
    case 'packing':
      return refuse(parcel.state === 'leased' ? 'parcel-not-open' : 'parcel-already-open', values);
    case 'sealed':
    case 'labelled':
      return refuse('parcel-sealed', values);
    case 'handed-over':
      return refuse('parcel-handed-over', values);
    case 'cancelled':
      return refuse('parcel-cancelled', values);
    default:
      return assertNever(parcel.state);
  }
}
