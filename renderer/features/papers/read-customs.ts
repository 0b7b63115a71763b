// What customs want to know of products, read from the station's own store.
import type { PulledCollections } from '../../data/store';
import type { CustomsOf } from './customs-note';

export async function readCustoms(
  products: PulledCollections['products'],
  skus: readonly string[],
): Promise<CustomsOf> {
  const found = await products.byIds([...new Set(skus)]);
  const known = new Map(found.map(({ doc }) => [doc.sku as string, doc.customs ?? null]));
  return (sku) => known.get(sku) ?? null;
}
