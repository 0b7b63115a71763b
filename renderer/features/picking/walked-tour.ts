// The tour that is walked from this station, with what is still to be picked of its boxes as they are now.
import type { StationId } from '../../../shared/domain/ids';
import type { Bench, BenchFacts } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { stopsOf, tourProgress } from '../../../shared/domain/tour/stops';
import type { ParcelBook } from '../../data/parcels';
import type { TourBook } from '../../data/tours';

type Known = { tours: Pick<TourBook, 'get'>; book: Pick<ParcelBook, 'get'>; stationId: StationId };

/** Null where none is walked, where it is not held by this station, and until all its boxes are known here. */
export function walkedTour({ aside }: Bench, { tours, book, stationId }: Known): BenchFacts['tour'] {
  const tour = aside?.kind === 'tour' ? tours.get(aside.walk.tourId) : null;
  if (!tour || tour.holder !== stationId) return null;
  const parcels = new Map<string, Parcel>();
  for (const { parcelId } of tour.places) {
    const parcel = book.get(parcelId);
    // A box that has not come yet is not one of which nothing is left to pick.
    if (!parcel) return null;
    parcels.set(parcelId, parcel);
  }
  return { tour, stops: stopsOf(tour, parcels), picked: tourProgress(tour, parcels).picked };
}
