// What is asked of every unit of a product that comes in: lot, serial, expiry. Stations pull it with the product.
import type { Product } from '../../../shared/domain/catalogue/product';
import { companyStream } from '../../../shared/domain/ids';
import { type Trait, traits } from '../../../shared/domain/purchasing/purchase';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';

export async function readProductAsks(db: Queryable, sku: string): Promise<Trait[] | null> {
  const product = await readProduct(db, sku);
  return product && (product.asks ?? []);
}

/** @returns null when there is no such product */
export async function saveProductAsks(
  { writer }: Pick<OfficeParts, 'writer'>,
  sku: string,
  asks: readonly Trait[],
): Promise<Trait[] | null> {
  return writer.submit([companyStream], async (tx) => {
    const product = await readProduct(tx.client, sku);
    if (!product) return null;
    const next = traits.filter((trait) => asks.includes(trait));
    if (next.join() === (product.asks ?? []).join()) return next;
    const seq = tx.nextSeq(companyStream);
    const doc: Product = { ...product, asks: next, seq };
    await tx.client.query('UPDATE product SET doc = $3, seq = $4 WHERE stream_id = $1 AND sku = $2', [
      companyStream,
      sku,
      storableJson(doc),
      seq,
    ]);
    tx.announce({
      streamId: companyStream,
      collection: 'products',
      seq,
      document: doc,
      stationId: null,
      warehouseIds: null,
    });
    return next;
  });
}

async function readProduct(db: Queryable, sku: string): Promise<Product | null> {
  const { rows } = await db.query<{ doc: Product }>(
    'SELECT doc FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
    [companyStream, sku],
  );
  return rows[0]?.doc ?? null;
}
