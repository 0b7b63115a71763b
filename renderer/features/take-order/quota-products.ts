// Products that this station may promise by itself: those of its quotas, with names and prices as the store has them. Read
// anew when a quota names one that is not known yet.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { StationRights } from '../../data/station-rights';
import type { PulledCollections } from '../../data/store';

export type QuotaProducts = {
  store: StoreApi<{ products: readonly Product[] }>;
  /** Reads what the quotas name now. */
  look: () => void;
};

export function openQuotaProducts(
  products: Pick<PulledCollections['products'], 'byIds'>,
  rights: Pick<StationRights, 'grants'>,
  report: (cause: unknown) => void,
): QuotaProducts {
  const store = createStore<{ products: readonly Product[] }>(() => ({ products: [] }));
  return {
    store,
    look: () => {
      const skus = [...new Set(rights.grants().map(({ sku }) => sku as string))];
      products.byIds(skus).then((found) => {
        const sorted = found.map(({ doc }) => doc).sort((a, b) => (a.name < b.name ? -1 : 1));
        store.setState({ products: sorted });
      }, report);
    },
  };
}
