// What a station has at hand without asking its store: a scan is answered from memory.
import type { Catalogue } from './catalogue';
import type { ParcelBook } from './parcels';
import type { TourBook } from './tours';

/** Products of the parcels held here and of the tour that is walked, and the parcels of that tour, as they change. */
export function keepInMemory(parts: {
  book: ParcelBook;
  tours: TourBook;
  catalogue: Catalogue;
  report: (cause: unknown) => void;
}): () => void {
  const { book, tours, catalogue, report } = parts;
  let held = '';
  let walked = '';
  const hold = (): void => {
    const places = tours.held().flatMap((tour) => tour.places.map(({ parcelId }) => parcelId));
    if (places.join() !== walked) {
      walked = places.join();
      book.keep(places).catch(report);
    }
    const parcels = [...book.toPack(), ...places.flatMap((parcelId) => book.get(parcelId) ?? [])];
    const now = parcels.map((parcel) => `${parcel.parcelId} ${parcel.lines.length}`).join();
    if (now === held) return;
    held = now;
    catalogue.hold(parcels).catch(report);
  };
  hold();
  const listening = [book.changes.subscribe(hold), tours.changes.subscribe(hold)];
  return () => {
    for (const each of listening) each.unsubscribe();
  };
}
