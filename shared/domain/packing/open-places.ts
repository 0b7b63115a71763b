// Places of a bench where parcels stand side by side, one parcel a place, each by its number. Where they stand is nobody's
// business but the bench's: head office knows of parcels alone.
import { z } from 'zod';
import { parcelIdSchema, type ParcelId } from '../ids';

/** More are not reached from where one stands. */
export const mostPlaces = 6;

export const openPlaceSchema = z.object({
  place: z.int().min(1).max(99),
  parcelId: parcelIdSchema,
});
export type OpenPlace = z.infer<typeof openPlaceSchema>;
export type OpenPlaces = readonly OpenPlace[];

export function placeOf(places: OpenPlaces, parcelId: ParcelId | null): number | null {
  return places.find((each) => each.parcelId === parcelId)?.place ?? null;
}

export function parcelAt(places: OpenPlaces, place: number): ParcelId | null {
  return places.find((each) => each.place === place)?.parcelId ?? null;
}

/** The place that was wished for, else the first of `count` where nothing stands; null: there is none. */
export function freePlace(places: OpenPlaces, count: number, wish: number | null = null): number | null {
  const isFree = (place: number): boolean => places.every((each) => each.place !== place);
  if (wish !== null && wish <= count && isFree(wish)) return wish;
  return Array.from({ length: count }, (_, index) => index + 1).find(isFree) ?? null;
}

/** A parcel that is open always has a place, if need be one that the bench does not have: it is never lost from view. */
export function withParcel(
  places: OpenPlaces,
  parcelId: ParcelId,
  count: number,
  wish: number | null = null,
): OpenPlaces {
  if (placeOf(places, parcelId) !== null) return places;
  const place = freePlace(places, count, wish) ?? freePlace(places, places.length + 1);
  if (place === null) throw new Error('one place more than parcels is always free');
  return [...places, { place, parcelId }].sort((a, b) => a.place - b.place);
}

export function withoutParcel(places: OpenPlaces, parcelId: ParcelId | null): OpenPlaces {
  return places.some((each) => each.parcelId === parcelId)
    ? places.filter((each) => each.parcelId !== parcelId)
    : places;
}

/** The next box of an order stands where the one before it stood. */
export function withNextBox(places: OpenPlaces, before: ParcelId, next: ParcelId): OpenPlaces {
  return places.map((each) => (each.parcelId === before ? { ...each, parcelId: next } : each));
}
