// Products that this station may promise by itself: those of its quotas, with names and prices as the store has them. Read
// anew when a quota names one that is not known yet.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { StationPrices } from '../../../shared/domain/stock/station-order';
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

/** In the currency of most of them; those in another have no price here. */
export function pricesOf(products: readonly Product[]): StationPrices {
  const counts = new Map<string, number>();
  for (const { price } of products) counts.set(price.currency, (counts.get(price.currency) ?? 0) + 1);
  const [currency = 'EUR'] = [...counts].sort((a, b) => b[1] - a[1]).map(([each]) => each);
  const own = products.filter(({ price }) => price.currency === currency);
  return { currency, minorBySku: new Map(own.map(({ sku, price }) => [sku, price.amountMinor])) };
}
