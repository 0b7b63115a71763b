// What a person who counts a bin has before their eyes, as far as this station can say: how much of the warehouse's stream
// it knows, and which units of the bin are in boxes, so neither in the bin nor out of the books.
import type { LocationId, Sku, WarehouseId } from '../../shared/domain/ids';
import { unitsInBox } from '../../shared/domain/parcel/in-boxes';
import type { ParcelBook } from './parcels';
import type { Store } from './store';

export type Seen = { epoch: string; seq: number; inBoxes: number };

/** Null before the first pull: then nothing is known. */
export async function seenAt(
  store: Pick<Store, 'notes' | 'pulled'>,
  book: Pick<ParcelBook, 'inUse'>,
  warehouseId: WarehouseId,
  locationId: LocationId,
  sku: Sku,
): Promise<Seen | null> {
  const epoch = (await store.notes.read('epochs'))?.[warehouseId];
  if (typeof epoch !== 'string') return null;
  const parcels = await book.inUse();
  const inBoxes = parcels.reduce((sum, parcel) => sum + unitsInBox(parcel, locationId, sku), 0);
  const newest = { selector: {}, sort: [{ seq: 'desc' as const }], limit: 1 };
  const [lastParcel, lastStock] = await Promise.all([
    store.pulled.parcels.find(newest),
    store.pulled.stock.find(newest),
  ]);
  return { epoch, seq: Math.max(0, lastParcel[0]?.seq ?? 0, lastStock[0]?.seq ?? 0), inBoxes };
}
