// What versions the collections on this disk have. A store that a newer Waybill migrated is refused: the older program
// would open empty collections beside the full ones, and number its ops from one again.
import { getAllCollectionDocuments, type RxDatabase } from 'rxdb';
import { StoreFailure } from './store-failure';

/** Throws StoreFailure `newer` when a collection on the disk has a higher version than `own` says. */
export async function refuseNewer(db: RxDatabase, own: Readonly<Record<string, number>>): Promise<void> {
  const made = await getAllCollectionDocuments(db.internalStore);
  for (const { data } of made) {
    const version = own[data.name] ?? 0;
    if (data.version > version)
      throw new StoreFailure(
        'newer',
        new Error(`${data.name} has version ${data.version}, this program knows ${version}`),
      );
  }
}
