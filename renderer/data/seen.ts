// What a person who counts a bin has before their eyes, as far as this station can say: how much of the warehouse's stream
// it knows, and which units of the bin are in boxes, so neither in the bin nor out of the books.
import { type LocationId, type Sku, skuSchema, type WarehouseId } from '../../shared/domain/ids';
import { countKinds } from '../../shared/domain/task/task';
import { unitsInBox } from '../../shared/domain/parcel/in-boxes';
import type { ParcelBook } from './parcels';
import type { Store } from './store';

/** `asked`: what somebody is asked to count there, told only where no product is named. */
export type Seen = {
  epoch: string;
  seq: number;
  inBoxes: number;
  asked?: { sku: Sku; name: string; inBoxes: number }[];
};

const tasksRead = 500;

/** Null before the first pull: then nothing is known. */
export async function seenAt(
  store: Pick<Store, 'notes' | 'pulled'>,
  book: Pick<ParcelBook, 'inUse'>,
  warehouseId: WarehouseId,
  locationId: LocationId,
  /** Null: of a bin that is empty. */
  sku: Sku | null,
): Promise<Seen | null> {
  const epoch = (await store.notes.read('epochs'))?.[warehouseId];
  if (typeof epoch !== 'string') return null;
  const parcels = await book.inUse();
  const inBoxesOf = (each: Sku): number =>
    parcels.reduce((sum, parcel) => sum + unitsInBox(parcel, locationId, each), 0);
  const newest = { selector: {}, sort: [{ seq: 'desc' as const }], limit: 1 };
  const [lastParcel, lastStock] = await Promise.all([
    store.pulled.parcels.find(newest),
    store.pulled.stock.find(newest),
  ]);
  const seq = Math.max(0, lastParcel[0]?.seq ?? 0, lastStock[0]?.seq ?? 0);
  if (sku !== null) return { epoch, seq, inBoxes: inBoxesOf(sku) };
  const open = await store.pulled.tasks.find({
    selector: { open: { $gt: '' } },
    sort: [{ open: 'asc' }],
    limit: tasksRead,
  });
  const asked = new Map<string, { sku: Sku; name: string; inBoxes: number }>();
  for (const { doc } of open) {
    if (!countKinds.includes(doc.kind) || doc.values['location'] !== locationId) continue;
    const told = skuSchema.safeParse(doc.values['sku']);
    if (!told.success) continue;
    const name = String(doc.values['name'] ?? told.data);
    asked.set(told.data, { sku: told.data, name, inBoxes: inBoxesOf(told.data) });
  }
  return { epoch, seq, inBoxes: 0, asked: [...asked.values()] };
}
