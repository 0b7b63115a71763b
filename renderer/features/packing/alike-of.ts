// Which product is most often taken for another one at this warehouse, and the two of them as they are told apart.
import type { LookAlike, Wanted } from '../../../shared/domain/catalogue/look-alike';
import { skuSchema, type WarehouseId } from '../../../shared/domain/ids';
import type { Catalogue } from '../../data/catalogue';
import type { Directory } from '../../data/directory';

export type AlikeOf = (sku: string, name: string) => { wanted: Wanted; other: LookAlike } | null;

export function openAlikeOf(
  directory: Pick<Directory, 'lookAlikes'>,
  catalogue: Pick<Catalogue, 'product'>,
  warehouseId: WarehouseId,
): AlikeOf {
  return (sku, name) => {
    const [other] = directory.lookAlikes(warehouseId, sku);
    if (!other) return null;
    const product = catalogue.product(skuSchema.parse(sku));
    const measures = product ? { size: product.size, weightGrams: product.weightGrams } : null;
    return { wanted: { name, code: product?.barcodes[0]?.code ?? '', measures }, other };
  };
}
