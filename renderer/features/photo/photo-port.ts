// When a bench photographs a box: by the rules of its warehouse, for special orders and from a value of the goods on.
import { asksForPhoto, usualPhotoRules } from '../../../shared/domain/photo/photo';
import { wanted } from '../../../shared/domain/parcel/questions';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Catalogue } from '../../data/catalogue';
import type { Directory } from '../../data/directory';
import type { PhotoPort } from '../packing/packing-ports';
import type { PhotoDesk } from './photo-desk';

/** A place without a camera that nobody asks for photographs. */
export const noPhotos: PhotoPort = {
  asks: () => false,
  hasCamera: () => false,
  take: async () => ({ ok: false, why: 'camera-missing' }),
};

export function photoPortOf(
  desk: Pick<PhotoDesk, 'hasCamera' | 'take'>,
  directory: Pick<Directory, 'benchRules'>,
  catalogue: Pick<Catalogue, 'product'>,
  warehouseId: WarehouseId,
): PhotoPort {
  return {
    asks: (open) => {
      const rules = directory.benchRules(warehouseId).photo ?? usualPhotoRules;
      const valueMinor = open.lines.reduce(
        (sum, line) => sum + wanted(line) * (catalogue.product(line.sku)?.price.amountMinor ?? 0),
        0,
      );
      return asksForPhoto(rules, open.special !== undefined && open.special !== null, valueMinor);
    },
    hasCamera: desk.hasCamera,
    take: desk.take,
  };
}
