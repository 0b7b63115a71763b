// What a product code means. Products of the parcels held here are in memory, so that a scan of an expected item reads
// no disk; any other code is looked up in the store.
import type { Sku } from '../../shared/domain/ids';
import type { Product } from '../../shared/domain/catalogue/product';
import type { Trait } from '../../shared/domain/purchasing/purchase';
import { type Rotation, rotationOf } from '../../shared/domain/stock/rotation';
import type { Money } from '../../shared/money/money';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { PulledCollections } from './store';

export type Item = {
  sku: Sku;
  name: string;
  units: number;
  /** What is asked of a unit that comes in. */
  asks: readonly Trait[];
  rotation: Rotation | null;
  /** Null where the product has not come. */
  measures: Pick<Product, 'size' | 'weightGrams'> | null;
  /** What one costs by the product's own record; left out where the product has not come. */
  listed?: Money | undefined;
};

export type Catalogue = {
  /** An item of a held parcel, at once; null when the code is of no held parcel. */
  held: (code: string) => Item | null;
  /** Any item of the catalogue; null when the code is unknown. */
  find: (code: string) => Promise<Item | null>;
  /** The product of a held parcel's line, once it has been read. */
  product: (sku: Sku) => Product | null;
  /** Reads the products of these parcels; resolves when they are in memory. */
  hold: (parcels: readonly Parcel[]) => Promise<void>;
  close: () => void;
};

export function openCatalogue(pulled: Pick<PulledCollections, 'products' | 'barcodes'>): Catalogue {
  const products = new Map<string, Product>();
  const items = new Map<string, Item>();
  let wanted: ReadonlySet<string> = new Set();
  let reading: Promise<void> = Promise.resolve();

  const keep = (product: Product): void => {
    const before = products.get(product.sku);
    for (const { code } of before?.barcodes ?? []) items.delete(code);
    products.set(product.sku, product);
    for (const { code, quantity } of product.barcodes)
      items.set(code, {
        sku: product.sku,
        name: product.name,
        units: quantity,
        asks: product.asks ?? [],
        rotation: rotationOf(product),
        measures: measuresOf(product),
        listed: product.price,
      });
  };

  // A parcel may be here before its products are. What is known of them stays while everything is pulled anew.
  const listening = pulled.products.changes.subscribe((change) => {
    if (change.kind !== 'documents') return;
    for (const { doc } of change.documents) if (wanted.has(doc.sku)) keep(doc);
  });

  return {
    held: (code) => items.get(code) ?? null,
    find: async (code) => {
      const known = items.get(code);
      if (known) return known;
      const barcode = (await pulled.barcodes.byId(code))?.doc;
      if (!barcode) return null;
      const product = (await pulled.products.byId(barcode.sku))?.doc;
      return {
        sku: barcode.sku,
        name: product?.name ?? barcode.sku,
        units: barcode.quantity,
        asks: product?.asks ?? [],
        rotation: product ? rotationOf(product) : null,
        measures: product ? measuresOf(product) : null,
        ...(product ? { listed: product.price } : {}),
      };
    },
    product: (sku) => products.get(sku) ?? null,
    hold: (parcels) => {
      reading = reading.then(async () => {
        wanted = new Set(parcels.flatMap((parcel) => parcel.lines.map((line) => line.sku)));
        for (const sku of products.keys()) if (!wanted.has(sku)) drop(sku);
        const missing = [...wanted].filter((sku) => !products.has(sku));
        for (const { doc } of await pulled.products.byIds(missing)) keep(doc);
      });
      return reading;
    },
    close: () => listening.unsubscribe(),
  };

  function drop(sku: string): void {
    for (const { code } of products.get(sku)?.barcodes ?? []) items.delete(code);
    products.delete(sku);
  }
}

function measuresOf({ size, weightGrams }: Product): Item['measures'] {
  return { size, weightGrams };
}
